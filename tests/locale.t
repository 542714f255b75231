#!/bin/sh
# The same input gives the same bytes in every locale and time zone.
. tests/lib.sh

# The demo uses every program; all that they write lies in its directory.  PDF
# are another program's.
week() {
	export TZ="$2" PDF=
	in_locale "$1" "$top/share/demo/run" "$3" &&
		rm "$3/doorstep.db"
}
mkdir "$box/c"

begin 'the demo runs'
run week C.UTF-8 UTC "$box/c/demo"
status 0
want [ -s "$box/c/demo/plan.tsv" ]
want [ -s "$box/c/demo/overdue.tsv" ]

while read -r locale zone; do
	begin "the same bytes in $locale, $zone"
	run week "$locale" "$zone" demo
	status 0
	same "$box/c/demo" demo
done <<EOF2
de_DE.UTF-8 Pacific/Pago_Pago
tr_TR.UTF-8 Pacific/Kiritimati
EOF2

begin 'headings are found and messages are the same under Turkish rules'
printf 'CASE_ID;Einladung vom;TERMIN;terminstatus\nA1;1.2.2026;9.2.2026;OFFEN\nA2;;9.2.;offen\n' >letters.csv
printf 'case_id\nA1\n' >cases.csv
for locale in C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; do
	rm -f "$DOORSTEP_DB"
	run in_locale "$locale" cases-import --as-of=2026-02-02 cases.csv letters.csv
	status 1
	out <<'EOT'
table	case_id	key	action
cases	A1		new
letters	A1	2026-02-09,	new
EOT
	[ $locale != de_DE.UTF-8 ] || continue  # tests/german.t
	err <<'EOT'
cases-import: letters.csv:3: due_on: not a date
cases-import: cases: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
cases-import: letters: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOT
done

begin 'a locale that is not there fails the test that wants it'
run in_locale xx_XX.UTF-8 true
status 98

finish
