#!/bin/sh
# Outputs that fail, wait or go; `make torture` has more of it.
. tests/lib.sh

begin 'each program, each format, --help and --version, into an output that fails'
run "$top/tests/torture/stdout" 1 3
status 0
err </dev/null
grep '^FOUND' "$box/out" >found
same /dev/null found
want grep -q '^stdout  *[0-9]* runs .*: 0 found$' "$box/out"

finish
