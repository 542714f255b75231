#!/bin/sh
# Completion in bash offers what --help says.
. tests/lib.sh

# complete_ WORD ...: what is offered for the last word.
complete_() {
	bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$#; ((COMP_CWORD--))
	_doorstep "$1"; printf "%s\n" "${COMPREPLY[@]}" | sort' \
	    "$top/share/completions/doorstep.bash" "$@"
}

begin 'options by their beginning, with = where a value follows'
run complete_ cases-import --d
out <<'EOT'
--db=
--dry-run
EOT

begin 'files where an option takes a file, and nothing else after it'
touch export.csv export.tsv other
run complete_ cases-import --rejects = exp
out <<'EOT'
export.csv
export.tsv
EOT
run complete_ cases-overdue -o oth
out <<'EOT'
other
EOT

begin 'no files where an option takes something else'
touch 2026
run complete_ cases-overdue --as-of = 2
out <<'EOT'

EOT

begin 'operands are files'
touch export.csv
run complete_ cases-import export
out <<'EOT'
export.csv
EOT

begin 'every program has it'
for program in "$build"/bin/*; do
	name=${program##*/}
	want grep -qw -- "$name" "$top/share/completions/doorstep.bash"
	run complete_ "$name" --hel
	out <<-'EOT'
	--help
	EOT
done

finish
