#!/bin/sh
# Outputs that fail, wait or go; `make torture` has more of it.
. tests/lib.sh
. tests/given.sh

begin 'each program, each format, --help and --version, into an output that fails'
run "$top/tests/torture/stdout" 1 3
status 0
err </dev/null
grep '^FOUND' "$box/out" >found
same /dev/null found
want grep -q '^stdout  *[0-9]* runs .*: 0 found$' "$box/out"

begin 'who does not look whether it was written is found'
plant runs-list <<'END'
"$real/runs-list" "$@"
exit 0
END
finds 'a full disk: status 0, ' stdout 1 1 runs-list

finish
