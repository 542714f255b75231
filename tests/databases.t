#!/bin/sh
# Files that no program of ours has written; `make torture` has many more.
. tests/lib.sh
. tests/given.sh

begin 'whatever a file is: a true status, even TSV, nothing written by readers, nothing of it in messages'
run "$top/tests/torture/databases" 60 60 12
status 0
sed 's/^/# /' "$box/out"

begin 'who writes where it reads, or tells what it has read, is found'
plant runs-list <<'END'
echo "runs-list: Marked1name" >&2
echo >>"$DOORSTEP_DB"
exec "$real/runs-list" "$@"
END
finds 'mutated, .*: runs-list: a text of the file in a message' databases 16 0 1000
plant runs-list <<'END'
echo >>"$DOORSTEP_DB"
exec "$real/runs-list" "$@"
END
finds 'mutated, .*: runs-list: the file has changed' databases 16 0 1000

finish
