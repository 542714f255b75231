#!/bin/sh
# Completion offers what the programs say of themselves, in real shells.
. tests/lib.sh

begin 'the table of options is that of --help, and has the values that are taken'
for path in "$build"/bin/*; do
	program=${path##*/}
	run "$program" --list-options
	status 0
	cut -f2 "$box/out" >listed
	"$program" --help | sed -n 's/^  ...[ ]*\(--[a-z-]*\).*/\1/p' >help
	same help listed
	awk -F'\t' 'NF != 6 || /\t\t/ || !($4 ~ /^(none|file|word|list|any)$/) ||
		($4 == "none") != ($3 == "-")' "$box/out" >bad
	[ ! -s bad ] || bad "$program: $(cat bad)"
	# All that is offered is taken, as a word that is known.
	awk -F'\t' '($4 == "word" || $4 == "list") && $5 != "-" && $3 !~ /DATE/ &&
		$2 != "--encoding" && $2 != "--columns" { print $2, $5 }' "$box/out" >words
	while read -r option known; do
		run "$program" "$option=bogus"
		status 2
		echo "known are: $known" >want
		grep -o 'known are: .*' "$box/err" >got
		same want got
	done <words
done

begin 'all columns are offered'
for program in cases-check cases-erase cases-find cases-overdue cases-show cases-import visits-list visits-log runs-list; do
	"$program" --list-options | awk -F'\t' '$2 == "--columns" { print $5 }' >offered
	printf 'case_id\ttown\nA1\tOst\n' >ids
	run cases-import -q ids
	printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >outcomes
	case $program in
	visits-log) run "$program" -n -c bogus outcomes ;;
	cases-erase) run "$program" -n --only=ids -c bogus ;;
	*) feed ids "$program" -c bogus ;;
	esac
	sed -n 's/.*known are: //p' "$box/err" >known
	same known offered
done

# complete_ WORD ...: what bash offers for the last word.
complete_() {
	bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$#; ((COMP_CWORD--))
	_doorstep "$1"; printf "%s\n" "${COMPREPLY[@]}" | sort' \
	    "$build/completions/doorstep" "$@"
}

begin 'bash: options by their beginning, with = where a value follows'
run complete_ cases-import --d
out <<'EOT'
--db=
--dry-run
EOT

begin 'bash: files where an option takes a file, and nothing else after it'
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
run complete_ cases-import -m +oth
out <<'EOT'
+other
EOT

begin 'bash: no files where an option takes something else'
touch 2026
run complete_ visits-plan --days = 2
out <<'EOT'

EOT

begin 'bash: values, also the last of a list and behind a plus'
run complete_ visits-list --state = p
out <<'EOT'
planned
EOT
run complete_ visits-list --state = planned,o
out <<'EOT'
planned,off
EOT
run complete_ cases-import -t re
out <<'EOT'
referrals
EOT
run complete_ visits-list -c +surn
out <<'EOT'
+surname
EOT
run complete_ visits-list -c date,birth
out <<'EOT'
date,birth_date
EOT
run complete_ stats-report --by = mo
out <<'EOT'
month
EOT
run complete_ stats-report --measures = visits,came
out <<'EOT'
visits,came_back
visits,came_back_next
EOT
run complete_ runs-list --format = j
out <<'EOT'
json
EOT
run complete_ visits-list --on = to
out <<'EOT'
today
tomorrow
EOT

begin 'bash: operands are files'
touch export.csv
run complete_ cases-import export
out <<'EOT'
export.csv
EOT

begin 'bash: every program has it'
for program in "$build"/bin/*; do
	name=${program##*/}
	run bash -c '. "$0"; complete -p "$1"' "$build/completions/doorstep" "$name"
	status 0
	run complete_ "$name" --hel
	out <<-'EOT'
	--help
	EOT
done

# zsh_ LINE: what LINE becomes when the tabulator is pressed at its end.
zsh_() {
	zsh -f -c 'zmodload zsh/zpty
		zpty z zsh -f -i
		zpty -w z "fpath=($1 \$fpath); autoload -U compinit; compinit -D -u"
		zpty -w z "show() { print -r -- \$BUFFER >$2; }; zle -N show; bindkey \"^P\" show"
		zpty -w z "setopt no_beep; zstyle \":completion:*\" list false; print ready >$2.ready"
		for i in {1..200}; do [[ -e $2.ready ]] && break; sleep 0.05; done
		zpty -w -n z "$3"$'"'\\t\\C-p'"'
		for i in {1..100}; do [[ -s $2 ]] && break; sleep 0.05; done
		zpty -d z' zsh "$build/completions" "$box/line" "$1" >/dev/null 2>&1
	cat "$box/line" 2>/dev/null
	rm -f "$box/line" "$box/line.ready"
}

begin 'zsh: options, values, the last of a list, files'
if command -v zsh >/dev/null; then
	touch other.tsv
	for line in 'visits-list --state=pl|visits-list --state=planned' \
		'visits-list --state=done,of|visits-list --state=done,off' \
		'visits-list -c +surn|visits-list -c +surname' \
		'stats-report --by=qua|stats-report --by=quarter' \
		'cases-import -t plac|cases-import -t places ' \
		'runs-list --form|runs-list --format=' \
		'cases-import --rejects=oth|cases-import --rejects=other.tsv ' \
		'cases-show oth|cases-show other.tsv '; do
		zsh_ "${line%|*}" >got
		echo "${line#*|}" >want
		same want got
	done
else
	skip 'no zsh here'
fi

# fish_ LINE: what is offered at the end of LINE, without what it means.
cat >"$box/offer.fish" <<'END'
set fish_complete_path $argv[1]
complete -C $argv[2] | string replace -r "\t.*" ""
END
fish_() { fish --no-config "$box/offer.fish" "$box/fish" "$1"; }

begin 'fish: options, values, the last of a list, files'
if command -v fish >/dev/null; then
	touch other.tsv
	mkdir -p "$box/fish"
	for program in "$build"/bin/*; do
		cp "$top/share/completions/doorstep.fish" "$box/fish/${program##*/}.fish"
	done
	for line in 'visits-list --state=pl|--state=planned' \
		'visits-list --state=done,of|--state=done,off' \
		'visits-list -c +surn|+surname' \
		'stats-report --by=qua|--by=quarter' \
		'cases-import -t plac|places' \
		'runs-list --form|--format' \
		'cases-show oth|other.tsv'; do
		fish_ "${line%|*}" >got
		echo "${line#*|}" >want
		same want got
	done
else
	skip 'no fish here'
fi

finish
