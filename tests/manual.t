#!/bin/sh
# Every option that a program has is in its manual page, and the reverse; the
# page and --help say in the same words what the program is for.
#
# The list of options has tags as --help prints them:
#	.It Fl d , Fl -db Ns = Ns Ar FILE
. tests/lib.sh

in_help() {
	"$1" --help | sed -n 's/^ \{1,6\}\(--*[A-Za-z]\)/\1/p' | awk -F '  +' '{ print $1 }'
}

# mandoc puts a tag five columns in, what it is about further right.
in_manual() {
	mandoc -T ascii -O width=200 "$1" | col -bx | sed -n 's/^ \{5\}\(--*[A-Za-z]\)/\1/p' |
		awk -F '  +' '{ print $1 }'
}

set -- "$build"/bin/*
begin 'there are programs to be compared'
want [ -x "$1" ]

for path in "$@"; do
	program=${path##*/}
	page=$top/man/$program.1

	begin "$program: the manual page has the options of --help"
	in_help "$program" >help
	in_manual "$page" >manual
	want [ -s help ]
	sort -o help help
	sort -o manual manual
	same help manual

	begin "$program: the manual page and --help agree on what it is for"
	"$program" --help | sed -n 2p >help
	sed -n 's/^\.Nd //p' "$page" >manual
	want [ -s help ]
	same help manual

	begin "$program: --version names it"
	run "$program" --version
	status 0
	want grep -qx "$program (doorstep) [0-9]*\.[0-9]*\.[0-9]*" "$box/out"
done

for page in "$top"/man/*.1; do
	program=${page##*/}
	program=${program%.1}
	begin "man/$program.1 is about a program that is there"
	want [ -x "$build/bin/$program" ]
done

finish
