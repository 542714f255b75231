#!/bin/sh
# Power cuts: a few of the states that the disk may be in; `make torture` tries
# thousands.
. tests/lib.sh

strace true 2>/dev/null || { echo '1..0 # SKIP nobody may be traced here'; exit; }

power() { "$top/tests/torture/power" "$@"; }

begin 'whenever the power fails, a run is whole or has never been, and what it confirmed stays'
run power 48 first home delta erase week 'migration 1'
status 0
err </dev/null
want grep -q '^power  *48 states of the disk: 0 found$' "$box/out"

begin 'what is not synced would be found: all, a folder, an output, the database of another program'
for fault in syncs folders outputs; do
	run power --plant=$fault 30 delta
	status 1
done
run power 20 careless
status 1

finish
