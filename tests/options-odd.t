#!/bin/sh
# Odd values of options; `make torture` tries all of them.
. tests/lib.sh

begin 'an odd value of an option: a usage error, or the right result'
run "$top/tests/torture/options" 41
status 0
err </dev/null
want grep -q '^options  *[0-9]* odd values for [0-9]* options: 0 found$' "$box/out"
grep '^FOUND' "$box/out" >found
same /dev/null found

finish
