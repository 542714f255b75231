#!/bin/sh
# Odd values of options; `make torture` tries all of them.
. tests/lib.sh
. tests/given.sh

begin 'an odd value of an option: a usage error, or the right result'
run "$top/tests/torture/options" 41
status 0
err </dev/null
want grep -q '^options  *[0-9]* odd values for [0-9]* options: 0 found$' "$box/out"
grep '^FOUND' "$box/out" >found
same /dev/null found

begin 'who takes what it does not understand is found'
plant runs-list <<'END'
"$real/runs-list" "$@" 2>/dev/null || "$real/runs-list"
END
finds 'status 0 for what it is not' options 9 runs-list

finish
