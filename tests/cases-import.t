#!/bin/sh
# cases-import: what exports look like, and what becomes of them.
. tests/lib.sh

# What is stored, as people see it.
stored() { sqlite3 -tabs "$DOORSTEP_DB" "$1" >"$box/out"; }

given_cases() {
	{ echo case_id && printf '%s\n' "$@"; } >given.csv
	cases-import -q given.csv >/dev/null || bad 'cases were not stored'
}

latin1() { iconv -f UTF-8 -t WINDOWS-1252; }

begin 'an export in the German dialect goes in, with its umlauts and dates'
latin1 <<'EOF' | sed 's/$/\r/' >cases.csv
Kundennummer;BG-Nummer;Nachname;Vorname;Geburtsdatum;Geschlecht;Straße;Hausnummer;PLZ;Ort;Breite;Länge;Status
004B000000;43504//7078673;Schäfer;Jürgen;08.04.1963;w;Am Weg;7 b;06431;Mühltal;49,804709;8,611524;aktiv
EOF
run cases-import cases.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	004B000000		new
EOF
err <<'EOF'
cases-import: cases: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOF
stored 'SELECT case_id, household_id, surname, given_name, birth_date, sex,
	street, postal_code, town, lat, lon, status FROM cases'
out <<'EOF'
004B000000	43504//7078673	Schäfer	Jürgen	1963-04-08	f	Am Weg 7 b	06431	Mühltal	49.804709	8.611524	active
EOF

begin 'the same file again changes nothing'
cat >letters.csv <<'EOF'
case_id,due_on,purpose,letter_id,result
A1,2026-01-05,Talk,77,missed
A1,2026-01-05,Talk,,missed
A1,2026-02-05,Talk,x-9,open
EOF
given_cases A1
run cases-import letters.csv
out <<'EOF'
table	case_id	key	action
letters	A1	77	new
letters	A1	2026-01-05,Talk	new
letters	A1	x-9	new
EOF
run cases-import letters.csv
status 0
out <<'EOF'
table	case_id	key	action
EOF
err <<'EOF'
cases-import: letters: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0
EOF

begin 'next week only what is different is stored'
cat >letters.csv <<'EOF'
case_id,due_on,purpose,letter_id,result
A1,2026-01-05,Talk,77,missed
A1,2026-02-05,Talk,78,open
EOF
given_cases A1
run cases-import letters.csv
cat >letters.csv <<'EOF'
case_id,due_on,purpose,letter_id,result
A1,2026-01-05,Talk,77,excused
A1,2026-02-05,Talk,78,open
A1,2026-03-05,Talk,79,open
EOF
run cases-import letters.csv
out <<'EOF'
table	case_id	key	action
letters	A1	77	changed
letters	A1	79	new
EOF
err <<'EOF'
cases-import: letters: read 3 = new 1 + changed 1 + unchanged 1 + rejected 0
EOF

begin 'a letter may be put off, or turn out to be for somebody else'
given_cases A1 B2
printf '%s\n' case_id,due_on,letter_id,result A1,2026-01-05,77,open \
	A1,2026-01-05,78,open >letters.csv
run cases-import letters.csv
printf '%s\n' case_id,due_on,letter_id,result A1,2026-02-05,77,missed \
	B2,2026-01-05,78,open >letters.csv
run cases-import letters.csv
out <<'EOF'
table	case_id	key	action
letters	A1	77	changed
letters	B2	78	changed
EOF
stored 'SELECT case_id, due_on, letter_id, result FROM letters ORDER BY 3'
out <<'EOF'
A1	2026-02-05	77	missed
B2	2026-01-05	78	open
EOF

begin 'an absent column leaves what is stored, an empty field clears it'
printf 'case_id,surname,needs,status\nA1,Doe,pair,closed\n' >a.csv
run cases-import a.csv
printf 'case_id,needs,status\nA1,,\n' >a.csv
run cases-import a.csv
out <<'EOF'
table	case_id	key	action
cases	A1		changed
EOF
stored 'SELECT case_id, surname, needs, status FROM cases'
out <<'EOF'
A1	Doe		active
EOF

begin 'of two rows with one key the later one stands, in one file or two'
printf 'case_id,due_on,result\nA1,2026-01-05,open\nA1,2026-01-05,missed\n' >a.csv
printf 'case_id,due_on,result\nA1,2026-01-05,excused\n' >b.csv
given_cases A1
run cases-import a.csv b.csv
out <<'EOF'
table	case_id	key	action
letters	A1	2026-01-05,	new
EOF
err <<'EOF'
cases-import: letters: read 3 = new 1 + changed 0 + unchanged 2 + rejected 0
EOF
stored 'SELECT result FROM letters'
out <<'EOF'
excused
EOF
run cases-import a.csv b.csv
err <<'EOF'
cases-import: letters: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0
EOF

begin 'a letter_id that comes twice, for other days, is one letter'
given_cases A1
cat >a.csv <<'EOF'
case_id,due_on,letter_id,reason
A1,2026-03-05,77,first
A1,2026-01-05,77,second
A1,2026-02-05,78,other
EOF
run cases-import a.csv
err <<'EOF'
cases-import: letters: read 3 = new 2 + changed 0 + unchanged 1 + rejected 0
EOF
stored 'SELECT due_on, letter_id, reason FROM letters ORDER BY 1'
out <<'EOF'
2026-01-05	77	second
2026-02-05	78	other
EOF

begin 'two files that know different things of a letter or a case add up'
printf 'case_id,surname\nA1,Doe\n' >a.csv
printf 'case_id,phone\nA1,123\n' >b.csv
printf 'case_id,due_on,letter_id,reason\nA1,2026-01-05,77,ill\n' >c.csv
printf 'case_id,due_on,letter_id,result\nA1,2026-01-06,77,missed\n' >d.csv
run cases-import a.csv b.csv c.csv d.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A1		new
letters	A1	77	new
EOF
run cases-import a.csv b.csv c.csv d.csv
err <<'EOF'
cases-import: cases: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
cases-import: letters: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
EOF
stored 'SELECT surname, phone, due_on, reason, result FROM cases JOIN letters'
out <<'EOF'
Doe	123	2026-01-06	ill	missed
EOF

begin 'a rejected row changes nothing: the one before it stands'
printf 'case_id,surname,birth_date\nA1,Doe,\nA1,Roe,1963-13-01\n' >a.csv
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:3: birth_date: not a date
cases-import: cases: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF
printf 'case_id,due_on,letter_id\nA1,2026-01-05,7\nB9,2026-01-06,7\n' >b.csv
run cases-import b.csv
status 1
out <<'EOF'
table	case_id	key	action
letters	A1	7	new
EOF
err <<'EOF'
cases-import: b.csv:3: case_id: unknown case
cases-import: letters: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'cases are stored before letters, whatever the order of the files'
printf 'case_id,due_on\nA1,2026-01-05\n' >letters.csv
printf 'worker,from\nw1,2026-01-05\n' >absences.csv
printf 'case_id\nA1\n' >cases.csv
printf 'worker,lat,lon\nw1,49.8,8.6\n' >workers.csv
run cases-import letters.csv absences.csv cases.csv workers.csv
status 0
out <<'EOF'
table	case_id	key	action
workers		w1	new
cases	A1		new
absences		w1,2026-01-05	new
letters	A1	2026-01-05,	new
EOF

begin 'each table is known by its header'
given_cases A1
printf 'case_id\tmiss_on\tstate\nA1\t2026-01-05\thearing\n' >cuts.tsv
printf 'case_id|referred_on|by\nA1|2026-01-06|x\n' >referrals.csv
printf 'offer,area,name\no1,health,Sport\n' >offers.csv
printf 'postal_code;town;lat;lon\n06431;"Ort; am Berg";49,8;8,6\n' >places.csv
run cases-import cuts.tsv referrals.csv offers.csv places.csv
status 0
out <<'EOF'
table	case_id	key	action
offers		o1	new
places		06431	new
cuts	A1	2026-01-05	new
referrals	A1	2026-01-06	new
EOF

begin 'a header that fits no table, or several, is an error; -t names one'
printf 'name,phone\nx,y\n' >a.csv
run cases-import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: the header fits no table; --table names one, --map says what its headings mean
EOF
printf 'case_id,due_on,referred_on\nA1,2026-01-05,2026-01-06\n' >b.csv
run cases-import b.csv
status 2
err <<'EOF'
cases-import: b.csv:1: the header fits several tables: letters,referrals; --table names one
EOF
run cases-import -t cuts b.csv
status 2
err <<'EOF'
cases-import: b.csv:1: no column miss_on,state
EOF
given_cases A1
run cases-import -t letters b.csv
status 0

begin 'two identical headings that are needed are named'
printf 'case_id,town,town,x,x,Case_ID\nA1,a,b,c,d,A1\n' >a.csv
run cases-import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: two identical headings for town,case_id
EOF

begin 'a map renames and translates, sets constants and tells how dates go'
printf '%s\t%s\t%s\t%s\n' source column values format client case_id '' '' \
	day due_on '' mdy No-show result Yes=missed,No=attended '' \
	'' purpose =Talk '' >my.map
given_cases A1
printf 'client,day,NO-SHOW,result_x\nA1,01/05/2026, YES ,\nA1,2/6/2026,no,\n' >a.csv
run cases-import -m my.map a.csv
status 0
stored 'SELECT due_on, purpose, result FROM letters ORDER BY 1'
out <<'EOF'
2026-01-05	Talk	missed
2026-02-06	Talk	attended
EOF

begin "a map's values apply to the column under whichever heading it came"
printf 'case_id;status\nA1;Beendet\nA2;CLOSED\nA3;\n' >a.csv
run cases-import a.csv
stored 'SELECT case_id, status FROM cases'
out <<'EOF'
A1	closed
A2	closed
A3	active
EOF

begin 'a map that cannot be right is refused'
printf 'source\tcolumn\tvalues\nx\tresult\tYes=mised\n' >bad.map
printf 'case_id\nA1\n' >a.csv
run cases-import -m bad.map a.csv
status 2
err <<'EOF'
cases-import: bad.map:2: values: not a code of result
EOF
printf 'source\tcolumn\nx\tdueon\n' >bad.map
run cases-import -m bad.map a.csv
err <<'EOF'
cases-import: bad.map:2: column: not a column of ours
EOF

begin 'a value that is neither translated nor a code rejects the row'
given_cases A1
printf 'case_id;due_on;result\nA1;2026-01-05;secret\n' >a.csv
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: result: neither a known code nor translated by the map
cases-import: letters: read 1 = new 0 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'dates: ISO with a time, German ones, what means empty, what is refused'
cat >a.csv <<'EOF'
case_id;birth_date;no_visits_until
A1;2016-04-29T14:19:42Z;31.12.9999
A2;1.2.1963 00:00;1900-01-01
A3;9999-12-31;9999-01-01
A4;29/02/2024;2026-12-24
A5;01.02.63;
A6;29.02.2023;
A7;2016-04-29x;
EOF
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:6: birth_date: a year with two digits
cases-import: a.csv:7: birth_date: not a date
cases-import: a.csv:8: birth_date: not a date
cases-import: cases: read 7 = new 4 + changed 0 + unchanged 0 + rejected 3
EOF
stored 'SELECT birth_date, no_visits_until, case_id FROM cases ORDER BY 3'
out <<'EOF'
2016-04-29	9999-12-31	A1
1963-02-01		A2
	9999-12-31	A3
2024-02-29	2026-12-24	A4
EOF

begin "dotted dates are never in the map's order"
printf '%s\t%s\t%s\t%s\n' source column values format client case_id '' '' \
	day due_on '' mdy posted sent_on '' ymd >my.map
given_cases A1
cat >a.csv <<'EOF'
client;day;posted
A1;03.04.2026;02.04.2026
A1;03/05/2026;2026/03/04
A1;03-06-2026;2026-3-5
A1;2026-03-07;2026/20/11
A1;2026/03/08;
A1;03.20.2026;
A1;2026.03.09;
A1;03/10/26;
EOF
run cases-import -m my.map a.csv
status 1
err <<'EOF'
cases-import: a.csv:5: sent_on: not a date
cases-import: a.csv:6: due_on: not a date
cases-import: a.csv:7: due_on: not a date
cases-import: a.csv:8: due_on: not a date
cases-import: a.csv:9: due_on: a year with two digits
cases-import: letters: read 8 = new 3 + changed 0 + unchanged 0 + rejected 5
EOF
stored 'SELECT due_on, sent_on FROM letters ORDER BY 1'
out <<'EOF'
2026-03-05	2026-03-04
2026-03-06	2026-03-05
2026-04-03	2026-04-02
EOF

begin 'a key that a spreadsheet has mangled is refused, one like it is not'
printf 'case_id;surname\n2,98725E+13;a\n654E000020;b\n0012;c\n' >a.csv
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: a number in scientific notation, its digits are lost
cases-import: cases: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF
stored 'SELECT case_id FROM cases ORDER BY surname'
out <<'EOF'
654E000020
0012
EOF

begin 'a letter_id keeps its zeros, and is the same letter however it is stored'
given_cases A1
printf 'case_id,due_on,letter_id\nA1,2026-01-05,7\nA1,2026-01-05,007\nA1,2026-01-05,+7\nA1,2026-01-05,4611686018427387904\n' >a.csv
run cases-import a.csv
stored 'SELECT letter_id, typeof(letter_id) FROM letter ORDER BY 1'
out <<'EOF'
7	integer
+7	text
007	text
4611686018427387904	text
EOF
run cases-import a.csv
err <<'EOF'
cases-import: letters: read 4 = new 0 + changed 0 + unchanged 4 + rejected 0
EOF

begin 'other values: tags, windows, shifts, numbers'
cat >a.csv <<'EOF'
case_id;needs;windows;visit_minutes;lat;lon
A1;lang:tr, pair;Mon 08:00-12:00, thu 14:00-18:00;45,5;49.8;8,6
A2;pair!;;;;
A3;;12:00-08:00;;;
A4;;;45x;;
A5;;;;90,5;
EOF
cat >w.csv <<'EOF'
worker;lat;lon;mon;tue
w1;49,8;8,6;8:00-16:30;
w2;49,8;8,6;mon 08:00-16:30;
w3;49,8;;08:00-16:30;
EOF
run cases-import a.csv w.csv
status 1
err <<'EOF'
cases-import: a.csv:3: needs: not a list of tags
cases-import: a.csv:4: windows: not a list of windows
cases-import: a.csv:5: visit_minutes: not a number of minutes within a day
cases-import: a.csv:6: lat: not a latitude
cases-import: w.csv:3: mon: not a shift like 08:00-16:30
cases-import: w.csv:4: lon: missing
cases-import: workers: read 3 = new 1 + changed 0 + unchanged 0 + rejected 2
cases-import: cases: read 5 = new 1 + changed 0 + unchanged 0 + rejected 4
EOF
stored 'SELECT needs, windows, visit_minutes, lat, lon, tue, mon
	FROM cases, (SELECT mon, tue FROM workers)'
out <<'EOF'
lang:tr,pair	mon 08:00-12:00,thu 14:00-18:00	45.5	49.8	8.6		08:00-16:30
EOF

begin 'quoted fields span lines; line numbers stay exact; a stray quote costs a row'
cat >a.csv <<'EOF'
case_id;surname;birth_date
A1;"Doe
or ""Roe""";1963-01-01
A2;12" Monitor;1963-01-01
A3;"x"y;1963-01-01
A4;Doe;never
A5;Doe
A6;Doe;1963-01-02
EOF
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:5: a quote where none can be
cases-import: a.csv:6: birth_date: not a date
cases-import: a.csv:7: 2 fields, but the header has 3
cases-import: cases: read 6 = new 3 + changed 0 + unchanged 0 + rejected 3
EOF
stored "SELECT case_id, replace(surname, char(10), '/') FROM cases"
out <<'EOF'
A1	Doe/or "Roe"
A2	12" Monitor
A6	Doe
EOF

begin 'title lines above the header are left out'
printf 'List of 2026\n"\n\ncase_id;x\nA1;2\n' >a.csv
run cases-import --skip-lines=3 a.csv
status 0

begin 'other encodings: a mark of UTF-16, and whatever -E names'
printf 'case_id;surname\nA1;Schäfer\n' >utf8.csv
iconv -f UTF-8 -t UTF-16 utf8.csv >utf16.csv
iconv -f UTF-8 -t IBM850 utf8.csv >ibm.csv
run cases-import utf16.csv
status 0
run cases-import -E IBM850 ibm.csv
status 0
err <<'EOF'
cases-import: cases: read 1 = new 0 + changed 0 + unchanged 1 + rejected 0
EOF
run cases-import -E no-such-thing ibm.csv
status 2

# A cut behind a newline looks like the end of the file.
begin 'files of many blocks are converted to their end'
{ printf 'case_id;town\nn;t\n' && seq 100000 199998 | sed 's/$/;Mühltal/'; } |
	tee utf8.csv | iconv -f UTF-8 -t UTF-16 >utf16.csv
iconv -f UTF-8 -t LATIN1 utf8.csv >latin1.csv
for file in utf8.csv utf16.csv '-E latin1 latin1.csv'; do
	# shellcheck disable=SC2086
	run cases-import -q -n $file
	status 0
	want [ "$(wc -l <"$box/out")" = 100001 ]
done

begin 'a byte that the encoding does not have, and a NUL, reject their row'
printf 'case_id;surname\nA1;\303\244\nA2;\344\nA3;x\000y\nA4;z\n' >a.csv
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:3: not valid UTF-8
cases-import: a.csv:4: a NUL in the line
cases-import: cases: read 4 = new 2 + changed 0 + unchanged 0 + rejected 2
EOF

begin 'rejected rows can be mended and fed back'
given_cases A1
latin1 >a.csv <<'EOF'
Kundennummer;Termin;Grund;Notiz
A1;05.01.2026;"ein ""Grund""
über zwei Zeilen";x
A1;06.01.26;später;y
B9;07.01.2026;"12" Zoll;z
B9;08.01.2026;nein;z
EOF
run cases-import --rejects=rejects.tsv a.csv
status 1
cp rejects.tsv "$box/out"
out <<'EOF'
_line	_column	_reason	Kundennummer	Termin	Grund	Notiz
4	due_on	a year with two digits	A1	06.01.26	später	y
5		a quote where none can be	B9	07.01.2026	"12" Zoll	z
6	case_id	unknown case	B9	08.01.2026	nein	z
EOF
sed 's/06.01.26/06.01.2026/; s/B9/A1/' rejects.tsv >mended.tsv
run cases-import --rejects=rejects.tsv mended.tsv
status 0
err <<'EOF'
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
cp rejects.tsv "$box/out"
out <<'EOF'
_line	_column	_reason	Kundennummer	Termin	Grund	Notiz
EOF

begin 'rejects of files with other headings are kept apart'
printf 'case_id,birth_date\nA1,x\n' >a.csv
printf 'case_id,due_on\nA1,2026-01-05\n' >b.csv
printf 'case_id,due_on\nA2,x\n' >c.csv
run cases-import --rejects=r.tsv a.csv b.csv c.csv
status 1
cat r.tsv r.tsv.2 >"$box/out"
out <<'EOF'
_line	_column	_reason	case_id	birth_date
2	birth_date	not a date	A1	x
_line	_column	_reason	case_id	due_on
2	case_id	unknown case	A1	2026-01-05
2	due_on	not a date	A2	x
EOF
run cases-import --rejects=a.csv a.csv
status 2

begin 'too many rejects mean a wrong mapping: nothing is stored'
{ echo case_id,birth_date; seq 1 100 | sed 's/$/,x/'; seq 101 900; } |
	sed 's/^\([0-9]*\)$/\1,/' >a.csv
run cases-import a.csv
status 2
want [ "$(tail -n 1 "$box/err")" = "cases-import: a.csv: 100 of 900 rows rejected, more than --max-rejects; nothing was stored" ]
want [ "$(grep -c 'not a date' "$box/err")" -eq 20 ]
want [ ! -e "$DOORSTEP_DB" ]
run cases-import --max-rejects=12% a.csv
status 1
run cases-import --max-rejects=99 a.csv
status 2
run cases-import --max-rejects=100 a.csv
status 1
{ echo case_id,birth_date; seq 1 20 | sed 's/$/,x/'; } >b.csv
run cases-import b.csv
status 1
run cases-import --max-rejects=10% b.csv
status 2

begin 'letters of unknown cases count as rejects, too'
{ echo case_id,due_on; seq 1 21 | sed 's/$/,2026-01-05/'; } >a.csv
given_cases A1
run cases-import a.csv
status 2
want [ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM journal')" = 1 ]

begin 'a truncated file: nothing of the run is stored'
printf 'case_id\nA1\n' >good.csv
printf 'case_id,surname\nA1,x\nA2' >short.csv
printf 'case_id,surname\nA1,x\nA2,"y\nA3,z\n' >open.csv
run cases-import good.csv short.csv
status 2
err <<'EOF'
cases-import: short.csv:3: the last row is too short: the file is truncated
EOF
run cases-import good.csv open.csv
status 2
err <<'EOF'
cases-import: open.csv:3: a quoted field is never closed: the file is truncated
EOF
want [ ! -e "$DOORSTEP_DB" ]
printf 'case_id,surname\nA1,x\nA2,y' >whole.csv
run cases-import whole.csv
status 0

begin 'no bytes at all are unusable, a header alone is not'
: >empty.csv
run cases-import empty.csv
status 2
err <<'EOF'
cases-import: empty.csv: empty, not even a header line
EOF
mkdir dir
run cases-import dir
status 2
err <<'EOF'
cases-import: dir: Is a directory
EOF
echo case_id >header.csv
run cases-import header.csv
status 0
err <<'EOF'
cases-import: cases: read 0 = new 0 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a snapshot closes the active cases that are not in it'
given_cases A1 A2 A3 A4 A5 A6
printf 'case_id,birth_date\nA1,\nA2,\nA3,\nA4,\nA5,\n' >a.csv
run cases-import --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A6		closed
EOF
err <<'EOF'
cases-import: cases: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0, closed 1
EOF
run cases-import --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
EOF

begin 'a snapshot that would close too many, or has rejects, closes none'
given_cases A1 A2 A3 A4 A5
printf 'case_id,birth_date\nA1,\nA2,\nA3,\n' >a.csv
run cases-import --snapshot a.csv
status 1
err <<'EOF'
cases-import: --snapshot: no case was closed: more than a fifth of the active cases would be; --force does
cases-import: cases: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0, closed 0
EOF
printf 'case_id,birth_date\nA1,\nA2,\nA3,\nA4,x\n' >b.csv
run cases-import --snapshot b.csv
status 1
want grep -q 'no case was closed: a row was rejected' "$box/err"
run cases-import --snapshot --force b.csv
status 1
out <<'EOF'
table	case_id	key	action
cases	A5		closed
EOF
printf 'offer,name\no1,x\n' >o.csv
run cases-import --snapshot o.csv
status 2

# Another office's stock, say, must not close this one's.
begin 'a fifth of the cases that were active, however many new ones come'
given_cases A1 A2 A3 A4
{ echo case_id && seq 100; } >a.csv
run cases-import -q --snapshot a.csv
status 1
want grep -q 'more than a fifth of the active cases' "$box/err"
stored "SELECT count(*) FROM cases WHERE status = 'closed'"
out <<'EOF'
0
EOF

begin 'a file of rejects that cannot be written is found before a database is made'
printf 'case_id\nA1\n' >a.csv
run cases-import --rejects=none/rejects.tsv a.csv
status 2
err <<'EOF'
cases-import: none/rejects.tsv: No such file or directory
EOF
want [ ! -e "$DOORSTEP_DB" ]

begin 'a new address is noted with its day, a first one is not'
printf 'case_id,street,town,phone\nA1,Weg 1,Ort,1\nA2,Weg 2,Ort,1\n' >a.csv
run cases-import a.csv
printf 'case_id,street,town,phone\nA1,Weg 1,Ort,2\nA2,Weg 3,Ort,1\n' >a.csv
run cases-import --as-of=2026-05-06 a.csv
stored "SELECT address_run, date(address_on + 2440587.5), case_id FROM client"
out <<'EOF'
		A1
2	2026-05-06	A2
EOF

begin 'a dry run says the same and stores nothing'
printf 'case_id\nA1\n' >a.csv
run cases-import -n a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A1		new
EOF
want [ ! -e "$DOORSTEP_DB" ]
given_cases B1
run cases-import -n a.csv
run cases-import a.csv
out <<'EOF'
table	case_id	key	action
cases	A1		new
EOF

begin 'the journal has a row for each run, with its files and counts'
printf 'case_id\nA1\nA2\n' >a.csv
run cases-import a.csv
stored 'SELECT run, program, file, n_read, n_new, n_rejected FROM journal'
out <<'EOF'
1	cases-import	a.csv	2	2	0
EOF

begin 'input may come from a pipe, and files in any number'
printf 'case_id\nA1\n' >a.csv
feed a.csv cases-import
status 0
feed a.csv cases-import a.csv -
status 0
err <<'EOF'
cases-import: cases: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
EOF

begin 'options that make no sense are refused'
run cases-import -t people a.csv
status 2
run cases-import -D '"' a.csv
status 2
run cases-import -D xx a.csv
status 2
run cases-import --max-rejects=many a.csv
status 2

begin 'no value of a field is ever in a message'
cat >a.csv <<'EOF'
case_id;surname;birth_date;needs;windows;lat;sex
SECRET1E+5;SECRET;SECRET;SECRET!;SECRET;SECRET;SECRET
A1;SECRET;SECRET;;;;
A2;SECRET;;SECRET!;;;
A3;SECRET;;;SECRET;;
A4;SECRET;;;;SECRET;
A5;SECRET;;;;;SECRET
A6;SEC"RET;;;;;
A7;SECRET
EOF
printf 'case_id;due_on\nSECRET;2026-01-05\n' >b.csv
run cases-import a.csv b.csv
status 1
want [ "$(grep -c : "$box/err")" -gt 8 ]
want [ "$(grep -c SECRET "$box/err")" -eq 0 ]

# More rows than fit into memory, in an order that is nobody's: the same
# database as from the sorted file, whatever waited in which temporary file.
begin 'rows in any order, more than fit into memory, give the same letters'
awk 'BEGIN {
	print "case_id,due_on,letter_id,reason"
	text = sprintf("%600s", ""); gsub(/ /, "x", text)
	for (i = 0; i < 150000; i++) {
		j = (i * 7919) % 150000
		printf "C%d,2026-%02d-%02d,%s,%s%d\n", j % 5000, j % 12 + 1,
		    j % 28 + 1, j % 3 ? j : "x" j, text, j
	}
}' >shuffled.csv
{ sed 1q shuffled.csv && sed 1d shuffled.csv | sort; } >sorted.csv
{ echo case_id && seq 0 4999 | sed s/^/C/; } >cases.csv
run cases-import shuffled.csv cases.csv
status 0
err <<'EOF'
cases-import: cases: read 5000 = new 5000 + changed 0 + unchanged 0 + rejected 0
cases-import: letters: read 150000 = new 150000 + changed 0 + unchanged 0 + rejected 0
EOF
run cases-import sorted.csv
err <<'EOF'
cases-import: letters: read 150000 = new 0 + changed 0 + unchanged 150000 + rejected 0
EOF
want [ "$(sqlite3 "$DOORSTEP_DB" 'PRAGMA integrity_check')" = ok ]
run cases-import sorted.csv shuffled.csv
err <<'EOF'
cases-import: letters: read 300000 = new 0 + changed 0 + unchanged 300000 + rejected 0
EOF

begin 'the length of a line costs no memory, quoted or not'
if grep -q __asan_init "$build/bin/cases-import"; then
	skip 'the sanitizers reserve more than any limit'
else
	long() { head -c 100000000 /dev/zero | tr '\0' x; }
	{
		printf 'case_id;surname\nA1;X\nA2;'
		long
		printf '\nA3;"Y\n'
		long
		printf '\nA4;Z\n'
	} >a.csv
	run sh -c 'ulimit -v 120000; exec cases-import a.csv'
	status 2
	err <<-'EOF'
	cases-import: a.csv:3: the line is longer than 16 MiB
	cases-import: a.csv:4: a quoted field is never closed: the file is truncated
	EOF
	sed -i 's/"Y/Y/' a.csv
	run sh -c 'ulimit -v 120000; exec cases-import a.csv'
	status 1
	err <<-'EOF'
	cases-import: a.csv:3: the line is longer than 16 MiB
	cases-import: a.csv:5: the line is longer than 16 MiB
	cases-import: cases: read 5 = new 3 + changed 0 + unchanged 0 + rejected 2
	EOF
fi

finish
