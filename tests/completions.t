#!/bin/sh
# Completion offers what the programs say of themselves, in real shells.
. tests/lib.sh

begin 'the table of options is that of --help, and has the values that are taken'
for path in "$build"/bin/*; do
	program=${path##*/}
	run "$program" --list-options
	status 0
	cut -f2 "$box/out" | sed '$d' >listed
	"$program" --help | sed -n 's/^  ...[ ]*\(--[a-z-]*\).*/\1/p' >help
	same help listed
	awk -F'\t' 'NF != 6 || /\t\t/ || !($4 ~ /^(none|file|word|list|any)$/) ||
		($4 == "none") != ($3 == "-")' "$box/out" >bad
	[ ! -s bad ] || bad "$program: $(cat bad)"
	# What takes no operand says so.
	operands=$("$program" --help | sed -n '1s/.*OPTION \.\.\.\] *//p' | tr -d '[].' | tr -d ' ')
	printf -- '-\t-\t%s\t%s\t-\t-\n' "${operands:--}" \
	    "$(case $operands in FILE) echo file ;; '') echo none ;; *) echo any ;; esac)" >want
	tail -n 1 "$box/out" >got
	same want got
	# All that is offered is taken, as a word that is known.
	awk -F'\t' -v program="$program" '($4 == "word" || $4 == "list" ||
		$2 == "--template" || ($2 == "--holidays" && program == "cases-overdue")) && $5 != "-" && $3 !~ /DATE/ &&
		$2 != "--encoding" && $2 != "--columns" { print $2, $5 }' "$box/out" >words
	while read -r option known; do
		run "$program" "$option=bogus"
		status 2
		echo "known are: $known" >want
		out </dev/null
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

begin 'bash: states and templates by name, and files beside them'
touch by.tsv
run complete_ cases-overdue --holidays = by
out <<'EOT'
by
by-assumption
by-augsburg
by.tsv
EOT
run complete_ visits-print -T le
out <<'EOT'
letter
EOT

begin 'bash: where operands are no files, none are offered'
touch 2026
run complete_ visits-list 2
out <<'EOT'

EOT
printf 'case_id\nA1\n' | cases-import -q >imported
run complete_ runs-undo ''
out <<'EOT'
1
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

# press COMMAND ...: what each line of the input becomes in an interactive
# shell when the tabulator is pressed at its end.  The shell was started by
# COMMAND and writes its terminal into "ready", then what stands in its line when
# C-p is pressed into the file "line"; C-u empties it.  Before it edits its line
# itself, the terminal does (icanon), and would take the C-u for its own.
press() {
	rm -f ready line
	zsh -f -c 'zmodload zsh/zpty
		zpty shell "$@"
		for i in {1..400}; do
			[[ -s ready ]] && stty -F "$(<ready)" -a | grep -q -e -icanon && break
			sleep 0.02
		done
		while IFS= read -r text; do
			zpty -w -n shell "$text"$'"'\\t\\C-p\\C-u'"'
			for i in {1..400}; do [[ -s line ]] && break; sleep 0.02; done
			cat line
			rm line
		done
		zpty -d shell' zsh "$@" 2>/dev/null
}

# becomes: reads "LINE|WHAT IT BECOMES" for press() and compares; a $ shows where
# a line with a blank at its end ends.
becomes() {
	cat >both
	sed 's/|.*//' both | press "$@" >got
	sed 's/.*|//; s/\$$//' both >want
	same want got
}

# The = of an option was quoted as if it stood in a file's name.
begin 'bash: what stands in the line is what one would have typed'
if command -v zsh >/dev/null; then
	touch 'two words.tsv'
	cat >rc <<-END
	source '$build/completions/doorstep'
	show() { printf '%s\n' "\$READLINE_LINE" >line.new; mv line.new line; }
	bind 'set bell-style none'
	bind -x '"\C-p": show'
	tty >ready
	END
	becomes bash --noprofile --rcfile rc -i <<'END'
cases-overdue --hol|cases-overdue --holidays=
cases-overdue --holidays=nw|cases-overdue --holidays=nw $
visits-list --state=pl|visits-list --state=planned
cases-import two|cases-import two\ words.tsv $
END
else
	skip 'no zsh here, to drive bash'
fi

begin 'zsh: options, values, the last of a list, files'
if command -v zsh >/dev/null; then
	touch other.tsv
	printf 'case_id\nA1\n' | cases-import -q >imported
	cat >.zshrc <<-END
	fpath=('$build/completions' \$fpath)
	autoload -U compinit; compinit -D -u
	show() { print -r -- \$BUFFER >line.new; mv line.new line; }
	zle -N show; bindkey '^P' show
	setopt no_beep; zstyle ':completion:*' list false
	tty >ready
	END
	becomes env ZDOTDIR=. zsh -o no_global_rcs -i <<'END'
visits-list --state=pl|visits-list --state=planned
visits-list --state=done,of|visits-list --state=done,off
visits-list -c +surn|visits-list -c +surname
stats-report --by=qua|stats-report --by=quarter
cases-import -t plac|cases-import -t places $
runs-list --form|runs-list --format=
cases-overdue --holidays=nw|cases-overdue --holidays=nw $
visits-print -T she|visits-print -T sheet $
visits-print -T oth|visits-print -T other.tsv $
runs-undo |runs-undo 1 $
runs-list oth|runs-list oth
cases-import --rejects=oth|cases-import --rejects=other.tsv $
cases-show oth|cases-show other.tsv $
END
else
	skip 'no zsh here'
fi

begin 'zsh: what an option does is said in the language of the user'
if command -v zsh >/dev/null; then
	# shellcheck disable=SC2016
	in_locale de_DE.UTF-8 zsh -f -c 'zmodload zsh/zpty
		zpty z zsh -f -i
		zpty -w z "fpath=(${(q)1} \$fpath); autoload -U compinit; compinit -D -u; print ready >ready"
		for i in {1..200}; do [[ -e ready ]] && break; sleep 0.05; done
		zpty -w -n z "runs-list --"$'"'\\t'"'
		for i in {1..100}; do
			zpty -r -t z text && print -r -- "$text" && [[ $text = *Kopfzeile* ]] && break
			sleep 0.05
		done
		zpty -d z' zsh "$build/completions" >screen 2>/dev/null
	want grep -q 'die Kopfzeile weglassen' screen
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
	printf 'case_id\nA1\n' | cases-import -q >imported
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
		'cases-overdue --holidays=nw|--holidays=nw' \
		'visits-print -T she|sheet' \
		'visits-print -T oth|other.tsv' \
		'runs-undo |1' \
		'runs-list oth|' \
		'cases-show oth|other.tsv'; do
		fish_ "${line%|*}" >got
		printf '%s\n' "${line#*|}" | sed '/^$/d' >want
		same want got
	done
else
	skip 'no fish here'
fi

finish
