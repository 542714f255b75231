#!/bin/sh
# The README's examples print what the README says.
. tests/lib.sh

# What stands between "```console" and "```".
examples() { awk '/^```/ { inside = $0 == "```console"; next } inside' "$top/README.md"; }

# Runs the lines that begin with "$ " (and those that "> " continues), and
# prints them with what they print.
transcript() {
	command=
	while IFS= read -r line || [ -n "$command" ]; do
		case $line in
		'> '*)
			command="$command
${line#??}"
			printf '%s\n' "$line"
			continue
			;;
		esac
		[ -z "$command" ] || eval "$command" 2>&1 </dev/null
		command=
		case $line in
		'$ '*)
			command=${line#??}
			printf '%s\n' "$line"
			;;
		esac
	done <"$1"
}

begin 'the examples are there and print what they say'
mkdir build
run "$top/share/demo/invent" build/demo
status 0
examples >"$box/says"
want [ "$(grep -c '^\$ ' "$box/says")" -ge 3 ]
in_locale C.UTF-8 transcript "$box/says" >"$box/prints"
same "$box/says" "$box/prints"

begin 'every file that it names is there'
for f in $(tr '`' '\n' <"$top/README.md" | grep '^[a-z][a-z]*/[^ *]*$' | grep -v '^build/'); do
	want [ -e "$top/$f" ]
done

begin 'it stays short'
want [ "$(wc -l <"$top/README.md")" -lt 100 ]

finish
