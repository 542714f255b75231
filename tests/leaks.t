#!/bin/sh
# What nobody looks after holds nothing of a person: a story of all programs with
# marked values; `make torture` plays it and the demo under two umasks.
. tests/lib.sh
. tests/given.sh

strace true 2>/dev/null || { echo '1..0 # SKIP nobody may be traced here'; exit; }

begin 'whatever the umask, nothing is wider than its owner, elsewhere, left over or told'
run "$top/tests/torture/leaks" 000
status 0
err </dev/null
want grep -q '^leaks  *[0-9]* runs under umask 000, 5[0-9][0-9] marked values$' "$box/out"
want grep -q '^leaks  *0 found$' "$box/out"

begin 'a program that tells, keeps and shows would be found'
plant runs-list <<'END'
echo Mark0001 >&2
echo Mark0001 >"$TMPDIR/kept"
umask 0
: >wide
/bin/true
END
finds 'runs-list: a value in a message' leaks 000 runs-list
for what in 'runs-list: creates .*/tmp/kept' 'in TMPDIR there is' \
	'runs-list: wide has the mode 0666' 'runs-list: starts another process'; do
	want grep -q "^FOUND $what" "$box/out"
done

finish
