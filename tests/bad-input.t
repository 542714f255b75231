#!/bin/sh
# Files with one fault, files that were cut off, files in another order: a
# fiftieth of what tests/torture/input tries.
. tests/lib.sh
. tests/given.sh

# tries PART: nothing is found in it.
tries() {
	run "$top/tests/torture/input" 50 "$1"
	status 0
	err </dev/null
	grep -q "^input $1 [1-9]" "$box/out" || bad 'nothing was tried'
}

begin 'a fault is said with its line and column, and only its row or value is lost'
tries faults

begin 'of a file that was cut off only whole rows are stored, or it is said'
tries prefixes

begin 'accounts add up, and the order of rows and files makes no difference'
tries offices

begin 'who names another line, takes half a row, or cannot count is found'
plant cases-import <<'END'
"$real/cases-import" "$@" 2>err
status=$?
sed 's/^\(cases-import: file:[0-9]*\):/\10:/; s/ new 1 / new 2 /' err >&2
[ $status = 2 ] || exit $status
END
finds 'input: .* in line [0-9]*, .*' input 100 faults
finds 'input: .*: cut off after' input 100 prefixes
finds 'input: office [0-9]*: ' input 100 offices

finish
