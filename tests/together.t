#!/bin/sh
# Many programs on one file; `make torture` has many more.
. tests/lib.sh

begin 'it is as if one had come after the other: who writes, reads, undoes, erases, plans'
run "$top/tests/torture/many" 3 4 40
status 0
err </dev/null
grep '^FOUND' "$box/out" | sed 's/^/# /'
want grep -q '^many  *3 writers stored 12 imports, beside' "$box/out"
want grep -q '^many  *40 runs of all kinds, .*: 0 found$' "$box/out"

finish
