# given.sh -- small stories for tests; sourced after lib.sh.
#
#	given DAY <<'END'         imports on that day what is written for the eye:
#	cases case_id town        a table and its columns, then its rows,
#	      A1      -           indented; - is an empty field, ~ a blank in one
#	END
#	once FUNCTION             a database that FUNCTION made, made only once
#	planned DAY <<'END'       stores a plan as it stands (date worker start case_id)
#	logged DAY <<'END'        logs outcomes: columns, then rows; must end with 0
#	log DAY <<'END'           the same, whatever it ends with, stdout is kept
#	overdue DAY COLUMNS ...   who is listed, with the case_id before those columns
#	shows <<'END'             stdout was this table
#	through cut -f2 ...       sends stdout through a filter first
#	says PATTERN              stderr has such a line
#	plant PROGRAM <<'END'     $planted has all programs, but this one is a shell
#	                          script that may call the true ones in $real
#	printer                   visits-print has a page that takes any table
#	usually PROGRAM OPTION    runs it on the files that it usually reads here:
#	                          cases, callers, people, outcomes, sheet
#
# $programs are those that open the database and print rows, $filters those that
# read rows and open none, as their tables of options say.
#
# shellcheck shell=sh

programs=$(cd "$top/cmd" && grep -l 'OPT_DB .*OPT_OUTPUT' -- *.c | sed 's/\.c$//')
filters=$(cd "$top/cmd" && grep -L OPT_DB -- *.c | sed 's/\.c$//')

usually() {
	case $1 in
	cases-import) "$@" cases ;;
	cases-find) "$@" callers ;;
	cases-show) "$@" people ;;
	cases-erase) "$@" --only=people ;;
	visits-plan) "$@" --effort=1 --from=2026-03-04 people ;;
	visits-log) "$@" outcomes ;;
	visits-geojson | visits-ical | visits-map | visits-print) "$@" sheet ;;
	*) "$@" ;;
	esac
}

# Words to TSV.
words() {
	awk -v OFS='\t' 'NF {
		for (i = 1; i <= NF; i++)
			if ($i == "-") $i = ""
			else gsub("~", " ", $i)
		$1 = $1
		print
	}'
}

given() {
	day=$1
	rm -rf given && mkdir given || return
	awk '/^[^ \t]/ { close(f); f = "given/" $1; sub(/^[^ \t]*/, "") } { print >f }'
	for f in given/*; do
		words <"$f" >"$f.tsv"
	done
	cases-import -q --as-of="$day" given/*.tsv >/dev/null 2>given/err ||
		bad "the import ended with $?: $(cat given/err)"
}

once() {
	if [ -e "$box/made.$1" ]; then
		cp -p "$box/made.$1" "$DOORSTEP_DB"
	else
		"$1" && cp -p "$DOORSTEP_DB" "$box/made.$1"
	fi
}

log() {
	day=$1
	shift
	words >outcomes.tsv
	feed outcomes.tsv visits-log --as-of="$day" "$@"
}

logged() {
	log "$@"
	status 0
}

planned() {
	words >plan.tsv
	feed plan.tsv visits-plan --as-of="$1" --check --commit
	status 0
}

overdue() {
	day=$1 columns=$2
	shift 2
	run cases-overdue --as-of="$day" -c "case_id,$columns" "$@"
	status 0
}

shows() { words >"$box/want" && same "$box/want" "$box/out"; }

through() {
	"$@" <"$box/out" >"$box/through" && mv "$box/through" "$box/out"
}

says() {
	grep -q -e "$1" "$box/err" || bad "stderr does not say $1: $(cat "$box/err")"
}

printer() {
	mkdir "$box/with" || exit
	echo '{{each}}{{visit_id?}} {{date?}}
{{/each}}' >"$box/page.html"
	printf '#!/bin/sh\nexec "%s/bin/visits-print" --template="%s/page.html" "$@"\n' \
		"$build" "$box" >"$box/with/visits-print"
	chmod +x "$box/with/visits-print"
	PATH="$box/with:$PATH"
}

# A test of a test: who does this wrong is found.
plant() {
	planted=$PWD/planted
	mkdir -p planted/bin && ln -sf "$build"/bin/* planted/bin && rm -f "planted/bin/$1"
	{
		printf '#!/bin/sh\nreal="%s"\n' "$build/bin"
		cat
	} >"planted/bin/$1"
	chmod +x "planted/bin/$1"
}

# finds PATTERN TORTURE ...: a torture of the planted programs says FOUND and this.
finds() {
	pattern=$1
	shift
	torture=$1
	shift
	run env BUILD="$planted" TMPDIR="$PWD" "$top/tests/torture/$torture" "$@"
	status 1
	want grep -q "^FOUND $pattern" "$box/out"
}
