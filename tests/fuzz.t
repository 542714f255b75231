#!/bin/sh
# What fuzzing has found, and the inputs that reach most of each target, once
# more: tests/fuzz/run searches for others.
. tests/lib.sh

for corpus in "$top"/tests/fuzz/corpus/*; do
	target=${corpus##*/}
	begin "$target: every input of the corpus keeps what is promised"
	run "$build/tests/fuzz/$target" "$corpus"
	status 0
	sed 's/^/# /' "$box/out"
done

finish
