#!/bin/sh
# Calls of the system that fail, programs that are killed, memory that runs out:
# a few of what tests/torture/run tries.
. tests/lib.sh

tries() { run "$top/tests/torture/run" "$@"; }

# holds ...: it is tried, and nothing is found.
holds() {
	tries "$@"
	status 0
	err </dev/null
	grep '^FOUND' "$box/out" | sed 's/^/# /'
	want grep -q '^\(calls\|memory\)  *[1-9][0-9]* .*: 0 found$' "$box/out"
}

begin 'whatever call fails, wherever a program is killed: what it says is true'
holds 150 calls delta erase 'to stdout' list calendar

# clang puts its sanitizer's malloc into the program, where no library's takes its
# place.
begin 'memory runs out: nothing untrue, nothing half'
if grep -q __asan_init "$build/bin/cases-import" &&
    ! ldd "$build/bin/cases-import" | grep -q libasan; then
	skip 'the program has a malloc of its own'
else
	holds 60 memory delta list figures search paper erase
fi

begin 'a file that cannot be looked at is not taken for one that is not there'
holds 1 paper --call=access --call=readlink

begin 'a dry run that cannot roll back at once leaves no journal'
holds 6 'tried only' --call=pread64

begin 'it is no closed stdout, of which only the state cannot be read'
holds 8 list --call=fcntl

begin 'what other programs do wrong is found'
tries 1 careless --call=pwrite64
status 1
want grep -q '^FOUND careless, .*: status 1[03]: ' "$box/out"
want grep -q '^FOUND careless, .*, killed, .*: neither all nor nothing is stored' "$box/out"
tries 1 sort --call=write
status 1
want grep -q '^FOUND sort, .*: result is neither the old one nor the whole new one' "$box/out"

finish
