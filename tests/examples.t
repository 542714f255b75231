#!/bin/sh
# The manual's examples run as they stand, and print what the pages say; and
# doorstep(5) names every table, view and column of the database.
#
# An example is what stands in a literal display of a page that begins with
# "$ ": lines that begin with "> " continue a command, others are what it
# prints.  A command without any may print what it likes, but must not fail
# and must not complain.
. tests/lib.sh

# As people see the page, so that quotes are those that a shell knows.  Of the
# sections that are named, else of those that every page may have.
examples() {
	page=$1
	shift
	[ $# -gt 0 ] || set -- EXAMPLES BEISPIELE 'SECURITY CONSIDERATIONS'
	sections=$(printf '|%s' "$@")
	mandoc -T utf8 -O width=200 "$page" | sed 's/.'"$(printf '\b')"'//g' |
		awk -v sections="$sections|" '
		/^[^ ]/ { inside = index(sections, "|" $0 "|") > 0; next }
		!inside { next }
		/^ *$/ { block = 0; next }
		!block && /^ *\$ / { block = 1; indent = match($0, /[$]/) }
		block { print substr($0, indent) }'
}

# Prints the examples with what they print, where the page shows it.
transcript() {
	command='' shown=''
	while IFS= read -r line || [ -n "$command" ]; do
		case $line in
		'> '* | '>')
			command="$command
${line#>}"
			printf '%s\n' "$line"
			continue
			;;
		'$ '* | '')
			perform
			[ -n "$line" ] || continue
			command=${line#??}
			shown=''
			printf '%s\n' "$line"
			;;
		*)
			shown=yes
			;;
		esac
	done
}

# Functions and variables of an example stay with it, like its directory; a
# shell that ends is an example that fails.
perform() {
	[ -n "$command" ] || return
	# Here documents end where their line begins.
	command=$(printf '%s\n' "$command" | sed 's/^ //')
	if ! sh -ec "$command" >"$box/printed" 2>"$box/said" </dev/null; then
		echo "FAILED: $(cat "$box/said")"
	elif grep -v ' = \|no longer\|never logged\|no heading for\|takes* no more\|without a place\|centre of a\|has to call\|visit [0-9]* is off\|visits* [a-z]* touched\|: letters.csv:' "$box/said"; then
		echo 'COMPLAINED'
	fi
	[ -z "$shown" ] || expand "$box/printed"
	command=''
}

# Today is the day that the demo plays on, and nobody has time for the best
# plan, unless an example says otherwise.
mkdir "$box/today" || exit
for path in "$build"/bin/*; do
	program=${path##*/} options=--as-of=2026-11-20
	[ "$program" != visits-plan ] || options="$options --effort=1"
	printf '#!/bin/sh\nexec "%s" %s "$@"\n' "$path" "$options" \
		>"$box/today/$program"
done
chmod +x "$box"/today/*

begin 'the demo runs'
PDF='' run "$top/share/demo/run" "$box/demo"
status 0

for page in "$top"/man/*.[157] "$top"/man/de/*.7; do
	begin "${page#"$top/man/"}: the examples run and print what the page says"
	examples "$page" >"$box/says"
	want [ "$(grep -c '^\$ ' "$box/says")" -ge 3 ]
	cp -R "$box/demo/." . || exit
	DOORSTEP_DB=doorstep.db EDITOR=true XDG_RUNTIME_DIR=$PWD \
		travel=$top/share/examples/travel PATH="$box/today:$PATH" \
		transcript <"$box/says" >"$box/prints"
	same "$box/says" "$box/prints"
	case $page in
	*/doorstep.5)
		begin 'doorstep.5: access tells what erasure leaves nothing of'
		cp -R "$box/demo/." . || exit
		# Old values of the same case are kept as well.
		cut -f1 overdue.tsv | sed -n 2p >old
		printf 'case_id\tphone\n%s\t00000777\n' "$(cat old)" >phone.tsv
		cases-import -q -d doorstep.db phone.tsv >/dev/null 2>&1
		want [ "$(sqlite3 doorstep.db "SELECT count(*) FROM old_client WHERE case_id = '$(cat old)'")" -eq 1 ]
		DOORSTEP_DB=doorstep.db PATH="$box/today:$PATH" \
			transcript <"$box/says" >"$box/prints"
		same old id
		want grep -aq "$(cat id)" copy.db
		want grep -q "^$(cat id)	cases		case_id	$(cat id)	" access.txt
		want grep -q "^$(cat id)	old_cases	" access.txt
		want [ "$(grep -ac "$(cat id)" doorstep.db)" -eq 0 ]
		;;
	esac
done

# mawk reads 1.5 as 1 where the decimal point is a comma, unless it is told.
begin 'examples that add kilometres and hours do so in a German locale, too'
for page in visits-plan.1 doorstep-recipes.7 stats-report.1; do
	examples "$top/man/$page"
done | awk '/^\$ / { n++; sub(/../, ""); print >("cmd." n); next }
	/^>/ { sub(/^> ?/, ""); print >("cmd." n) }'
grep -l 'km\[\|/ 60' cmd.* >decimals
want [ "$(wc -l <decimals)" -eq 3 ]
cp -R "$box/demo" point && cp -R "$box/demo" comma || exit
there() {
	env -C "$1" DOORSTEP_DB=doorstep.db PATH="$box/today:$PATH" sh -e "../$2"
}
while read -r example; do
	there point "$example" >>point.out || bad "$example"
	in_locale de_DE.UTF-8 there comma "$example" >>comma.out || bad "$example"
done <decimals
want [ -s point.out ]
same point.out comma.out
diff -r point comma >differ || bad "$(cat differ)"

# first_hour PAGE SECTION
first_hour() {
	examples "$1" "$2" >"$box/says"
	want [ "$(grep -c '^\$ ' "$box/says")" -ge 10 ]
	cp -R "$box/demo/." . && rm doorstep.db || exit
	DOORSTEP_DB=hour.db PATH="$box/today:$PATH" \
		transcript <"$box/says" >"$box/prints"
	same "$box/says" "$box/prints"
}

begin 'doorstep.7: a first hour, in an empty database'
first_hour "$top/man/doorstep.7" 'A FIRST HOUR'

begin 'doorstep.7: the same in German'
first_hour "$top/man/de/doorstep.7" 'DIE ERSTE STUNDE'

begin "doorstep.7: the script of the week does its four jobs"
examples "$top/man/doorstep.7" | sed -n "/week <<.END/,/^> END/{/END/d;s/^> \{0,1\}//;p;}" >week
cp -R "$box/demo/." . && mkdir in back && mv ./*.csv in && mv week46.tsv back || exit
# Somebody without a visit calls, and a day is agreed of the week that is planned.
printf 'case_id\toutcome\tnext_on\n%s\tself_reported\t2026-11-24\n' \
    "$(awk -F'\t' '$(NF - 5) == "capacity" { print $1; exit }' left.tsv)" >back/call.tsv
for job in morning plan evening month; do
	PATH="$box/today:$PATH" run sh ./week $job
	status 0
	want [ ! -s "$box/out" ]
done
for file in today overdue week later figures; do
	want [ -s $file.tsv ]
done
want [ -s map.html ]
want [ -s calendars/w1.ics ]
want [ -s kept.tsv ]
want [ -s logged/*week46.tsv.* ]
want [ -s rejected/*export.* ]
want [ -z "$(find in back -type f)" ]

# "table column" for each one that the page explains.
described() {
	awk '/^\.Sh/ { inside = $2 == "VIEWS" || $2 == "TABLES"; next }
		inside && /^\.Ss/ { table = $2 }
		inside && /^\.It Li/ { for (i = 3; i <= NF; i++)
			if ($i != ",") print table, $i }' "$top/man/doorstep.5"
}

begin 'doorstep.5 names every table, view and column, and no other'
printf 'case_id\n1\n' >cases.tsv
run cases-import -q cases.tsv
status 0
sqlite3 -readonly -separator ' ' "$DOORSTEP_DB" "SELECT t.name, c.name
	FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
	WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%'
	AND t.name NOT GLOB 'old_*' AND t.name NOT GLOB 'added_*'" |
	LC_ALL=C sort >schema
described | LC_ALL=C sort >page
want [ -s schema ]
same schema page

finish
