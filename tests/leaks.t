#!/bin/sh
# What nobody looks after holds nothing of a person: a story of all programs with
# marked values; `make torture` plays it and the demo under two umasks.
. tests/lib.sh

strace true 2>/dev/null || { echo '1..0 # SKIP nobody may be traced here'; exit; }

begin 'whatever the umask, nothing is wider than its owner, elsewhere, left over or told'
run "$top/tests/torture/leaks" 000
status 0
err </dev/null
want grep -q '^leaks  *[0-9]* runs under umask 000, 5[0-9][0-9] marked values$' "$box/out"
want grep -q '^leaks  *0 found$' "$box/out"

begin 'a program that tells, keeps and shows would be found'
mkdir -p leaky/bin
ln -s "$build"/bin/* leaky/bin
rm leaky/bin/runs-list
cat >leaky/bin/runs-list <<'END'
#!/bin/sh
echo Mark0001 >&2
echo Mark0001 >"$TMPDIR/kept"
umask 0
: >wide
/bin/true
END
chmod +x leaky/bin/runs-list
run env BUILD="$PWD/leaky" "$top/tests/torture/leaks" 000 runs-list
status 1
for what in 'runs-list: a value in a message' 'runs-list: creates .*/tmp/kept' 'in TMPDIR there is' \
	'wide has the mode 0666' 'runs-list: starts another process'; do
	want grep -q "^FOUND $what" "$box/out"
done

finish
