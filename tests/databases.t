#!/bin/sh
# Files that no program of ours has written; `make torture` has many more.
. tests/lib.sh

begin 'whatever a file is: a true status, even TSV, nothing written by readers, nothing of it in messages'
run "$top/tests/torture/databases" 60 60 12
status 0
sed 's/^/# /' "$box/out"

finish
