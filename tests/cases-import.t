#!/bin/sh
# cases-import: what exports look like, and what becomes of them.
. tests/lib.sh

# What is stored, as people see it.
stored() { sqlite3 -tabs "$DOORSTEP_DB" "$1" >"$box/out"; }

# On a day on which none of the letters here is open for long.
import() { cases-import --as-of=2026-01-10 "$@"; }

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
run import cases.csv
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
run import letters.csv
out <<'EOF'
table	case_id	key	action
letters	A1	77	new
letters	A1	2026-01-05,Talk	new
letters	A1	x-9	new
EOF
run import letters.csv
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
run import letters.csv
cat >letters.csv <<'EOF'
case_id,due_on,purpose,letter_id,result
A1,2026-01-05,Talk,77,excused
A1,2026-02-05,Talk,78,open
A1,2026-03-05,Talk,79,open
EOF
run import letters.csv
out <<'EOF'
table	case_id	key	action
letters	A1	77	changed
letters	A1	79	new
EOF
err <<'EOF'
cases-import: letters: read 3 = new 1 + changed 1 + unchanged 1 + rejected 0
EOF

begin 'a letter may be put off, but its case stays'
given_cases A1 B2
printf '%s\n' case_id,due_on,letter_id,result A1,2026-01-05,77,open \
	A1,2026-01-05,78,open >letters.csv
run import letters.csv
printf '%s\n' case_id,due_on,letter_id,result A1,2026-02-05,77,missed \
	B2,2026-01-05,78,open >letters.csv
run import letters.csv
status 1
out <<'EOF'
table	case_id	key	action
letters	A1	77	changed
EOF
err <<'EOF'
cases-import: letters.csv:3: letter_id: belongs to another case
cases-import: letters: read 2 = new 0 + changed 1 + unchanged 0 + rejected 1
EOF
stored 'SELECT case_id, due_on, letter_id, result FROM letters ORDER BY 3'
out <<'EOF'
A1	2026-02-05	77	missed
A1	2026-01-05	78	open
EOF
printf '%s\n' case_id,due_on,letter_id B2,2026-01-05,79 A1,2026-01-04,79 \
	B2,2026-01-06,79 >letters.csv
run import letters.csv
status 1
out <<'EOF'
table	case_id	key	action
letters	B2	79	new
EOF
err <<'EOF'
cases-import: letters.csv:1: no column result: new letters are open
cases-import: letters.csv:3: letter_id: belongs to another case
cases-import: letters.csv: no heading for result, which the last import of letters had
cases-import: letters: 1 row said something else than a later one with the same key
cases-import: letters: read 3 = new 1 + changed 0 + unchanged 1 + rejected 1
EOF

begin 'an absent column leaves what is stored, an empty field clears it'
printf 'case_id,surname,needs,status\nA1,Doe,pair,closed\n' >a.csv
run import a.csv
printf 'case_id,needs,status\nA1,,\n' >a.csv
run import a.csv
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
run import a.csv b.csv
out <<'EOF'
table	case_id	key	action
letters	A1	2026-01-05,	new
EOF
err <<'EOF'
cases-import: letters: 2 rows said something else than a later one with the same key
cases-import: letters: read 3 = new 1 + changed 0 + unchanged 2 + rejected 0
EOF
stored 'SELECT result FROM letters'
out <<'EOF'
excused
EOF
run import a.csv b.csv
err <<'EOF'
cases-import: letters: 2 rows said something else than a later one with the same key
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
run import a.csv
err <<'EOF'
cases-import: a.csv:1: no column result: new letters are open
cases-import: letters: 1 row said something else than a later one with the same key
cases-import: letters: read 3 = new 2 + changed 0 + unchanged 1 + rejected 0
EOF
stored 'SELECT due_on, letter_id, reason FROM letters ORDER BY 1'
out <<'EOF'
2026-01-05	77	second
2026-02-05	78	other
EOF

begin 'two appointments on one day are two letters if a file has both times'
given_cases A1 A2
cat >a.csv <<'EOF'
case_id;due_on;due_time;result
A1;2026-11-02;09:00;attended
A1;2026-11-02;14:00;missed
A1;2026-11-09;14:00;missed
A2;2026-11-09;14:00;missed
EOF
run import a.csv
status 0
err <<'EOF'
cases-import: letters: read 4 = new 4 + changed 0 + unchanged 0 + rejected 0
EOF
run import a.csv
err <<'EOF'
cases-import: letters: read 4 = new 0 + changed 0 + unchanged 4 + rejected 0
EOF
printf 'case_id;due_on;due_time;result\nA1;2026-11-02;14:00;excused\nA1;2026-11-09;15:00;missed\n' >b.csv
run import -q b.csv
status 0
printf 'case_id;due_on;result\nA1;2026-11-02;missed\nA1;2026-11-09;excused\n' >c.csv
run import c.csv
status 1
err <<'EOF'
cases-import: c.csv:2: due_time: missing, but needed to tell two letters apart
cases-import: c.csv: no heading for due_time, which the last import of letters had
cases-import: letters: read 2 = new 0 + changed 1 + unchanged 0 + rejected 1
EOF
stored 'SELECT case_id, due_on, due_time, result FROM letters ORDER BY 1, 2, 3'
out <<'EOF'
A1	2026-11-02	09:00:00	attended
A1	2026-11-02	14:00:00	excused
A1	2026-11-09	15:00:00	excused
A2	2026-11-09	14:00:00	missed
EOF

begin 'two files of a run with one time each mean the letters of those times'
given_cases A1
printf 'case_id;due_on;due_time;result\nA1;2026-11-02;09:00;missed\nA1;2026-11-02;14:00;missed\n' >a.csv
printf 'case_id;due_on;due_time;result\nA1;2026-11-02;09:00;attended\n' >b.csv
printf 'case_id;due_on;due_time;result\nA1;2026-11-02;14:00;excused\n' >c.csv
run import -q a.csv
run import -q b.csv c.csv
stored 'SELECT due_time, result FROM letters ORDER BY 1'
out <<'EOF'
09:00:00	attended
14:00:00	excused
EOF

begin 'two files that know different things of a letter or a case add up'
printf 'case_id,surname\nA1,Doe\n' >a.csv
printf 'case_id,phone\nA1,123\n' >b.csv
printf 'case_id,due_on,letter_id,reason\nA1,2026-01-05,77,ill\n' >c.csv
printf 'case_id,due_on,letter_id,result\nA1,2026-01-06,77,missed\n' >d.csv
run import a.csv b.csv c.csv d.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A1		new
letters	A1	77	new
EOF
run import a.csv b.csv c.csv d.csv
err <<'EOF'
cases-import: c.csv:1: no column result: new letters are open
cases-import: letters: 1 row said something else than a later one with the same key
cases-import: cases: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
cases-import: letters: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
EOF
stored 'SELECT surname, phone, due_on, reason, result FROM cases JOIN letters'
out <<'EOF'
Doe	123	2026-01-06	ill	missed
EOF

begin 'a rejected row changes nothing: the one before it stands'
printf 'case_id,surname,visit_minutes\nA1,Doe,\nA1,Roe,x\n' >a.csv
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:3: visit_minutes: not a number of minutes within a day
cases-import: cases: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF
printf 'case_id,due_on,letter_id\nA1,2026-01-05,7\nB9,2026-01-06,7\n' >b.csv
run import b.csv
status 1
out <<'EOF'
table	case_id	key	action
letters	A1	7	new
EOF
err <<'EOF'
cases-import: b.csv:1: no column result: new letters are open
cases-import: b.csv:3: case_id: unknown case
cases-import: letters: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'cases are stored before letters, whatever the order of the files'
printf 'case_id,due_on\nA1,2026-01-05\n' >letters.csv
printf 'worker,from\nw1,2026-01-05\n' >absences.csv
printf 'case_id\nA1\n' >cases.csv
printf 'worker,lat,lon\nw1,49.8,8.6\n' >workers.csv
run import letters.csv absences.csv cases.csv workers.csv
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
run import cuts.tsv referrals.csv offers.csv places.csv
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
run import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: the header fits no table: offers lacks offer; --table names one, --map says what its headings mean
EOF
printf 'case_id,due_on,referred_on\nA1,2026-01-05,2026-01-06\n' >b.csv
run import b.csv
status 2
err <<'EOF'
cases-import: b.csv:1: the header fits several tables: letters,referrals; --table names one
EOF
run import -t cuts b.csv
status 2
err <<'EOF'
cases-import: b.csv:1: no column miss_on,state
EOF
given_cases A1
run import -t letters b.csv
status 0

begin 'two identical headings that are needed are named'
printf 'case_id,town,town,x,x,Case_ID\nA1,a,b,c,d,A1\n' >a.csv
run import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: two identical headings for town,case_id
EOF
printf 'case_id,case_id,case_id\n1,2,3\n' >a.csv
run import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: two identical headings for case_id
EOF

begin 'a map renames and translates, sets constants and tells how dates go'
printf '%s\t%s\t%s\t%s\n' source column values format client case_id '' '' \
	day due_on '' mdy No-show result Yes=missed,No=attended '' \
	'' purpose =Talk '' >my.map
given_cases A1
printf 'client,day,NO-SHOW,result_x\nA1,01/05/2026, YES ,\nA1,2/6/2026,no,\n' >a.csv
run import -m my.map a.csv
status 0
stored 'SELECT due_on, purpose, result FROM letters ORDER BY 1'
out <<'EOF'
2026-01-05	Talk	missed
2026-02-06	Talk	attended
EOF

begin "a map's values apply to the column under whichever heading it came"
printf 'case_id;status\nA1;Beendet\nA2;CLOSED\nA3;\n' >a.csv
run import a.csv
stored 'SELECT case_id, status FROM cases'
out <<'EOF'
A1	closed
A2	closed
A3	active
EOF

begin 'a map that cannot be right is refused'
printf 'source\tcolumn\tvalues\nx\tresult\tYes=mised\n' >bad.map
printf 'case_id\nA1\n' >a.csv
run import -m bad.map a.csv
status 2
err <<'EOF'
cases-import: bad.map:2: values: not a code of result
EOF
printf 'source\tcolumn\nx\tdueon\n' >bad.map
run import -m bad.map a.csv
err <<'EOF'
cases-import: bad.map:2: column: not a column of ours
EOF

begin 'a value that is neither translated nor a code rejects the row'
given_cases A1
printf 'case_id;due_on;result\nA1;2026-01-05;secret\n' >a.csv
run import a.csv
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
A4;29.02.2024;2026-12-24
A5;01.02.63;
A6;29.02.2023;
A7;2016-04-29x;
EOF
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:6: birth_date: a year with two digits
cases-import: a.csv:7: birth_date: not a date
cases-import: a.csv:8: birth_date: not a date
cases-import: cases: read 7 = new 7 + changed 0 + unchanged 0 + rejected 0, 3 values left out
EOF
stored 'SELECT birth_date, no_visits_until, case_id FROM cases
	WHERE case_id < "A5" ORDER BY 3'
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
run import -m my.map a.csv
status 1
err <<'EOF'
cases-import: a.csv:1: no column result: new letters are open
cases-import: a.csv:5: sent_on: not a date
cases-import: a.csv:6: due_on: not a date
cases-import: a.csv:7: due_on: not a date
cases-import: a.csv:8: due_on: not a date
cases-import: a.csv:9: due_on: a year with two digits
cases-import: letters: read 8 = new 4 + changed 0 + unchanged 0 + rejected 4, 1 values left out
EOF
stored 'SELECT due_on, coalesce(sent_on, char(45)) FROM letters ORDER BY 1'
out <<'EOF'
2026-03-05	2026-03-04
2026-03-06	2026-03-05
2026-03-07	-
2026-04-03	2026-04-02
EOF

begin 'a key that a spreadsheet has mangled is refused, one like it is not'
printf 'case_id;surname\n2,98725E+13;a\n654E000020;b\n0012;c\n' >a.csv
run import a.csv
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
run import a.csv
stored 'SELECT letter_id, typeof(letter_id) FROM letter ORDER BY 1'
out <<'EOF'
7	integer
+7	text
007	text
4611686018427387904	text
EOF
run import a.csv
err <<'EOF'
cases-import: a.csv:1: no column result: new letters are open
cases-import: letters: read 4 = new 0 + changed 0 + unchanged 4 + rejected 0
EOF

begin 'a bad value of a soft column is left out, and the row is taken'
printf 'case_id;sex;birth_date;lat;lon\nA1;f;1963-01-01;49.8;8.6\n' >a.csv
run import -q a.csv
cat >a.csv <<'EOF'
case_id;sex;birth_date;lat;lon
A1;q;1964-02-02;49.9;500
A2;m;never;49.8;
A3;m;;0;0
EOF
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: sex: neither a known code nor translated by the map
cases-import: a.csv:2: lon: not a longitude
cases-import: a.csv:3: birth_date: not a date
cases-import: a.csv:3: lon: missing, so there is no place
cases-import: cases: read 3 = new 2 + changed 1 + unchanged 0 + rejected 0, 4 values left out
EOF
stored 'SELECT case_id, sex, birth_date, lat, lon, 1 FROM cases'
out <<'EOF'
A1	f	1964-02-02	49.8	8.6	1
A2	m				1
A3	m				1
EOF
run import --strict a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: sex: neither a known code nor translated by the map
cases-import: a.csv:3: birth_date: not a date
cases-import: cases: read 3 = new 0 + changed 0 + unchanged 1 + rejected 2
EOF

begin 'of the same complaint three lines are enough'
{ echo 'case_id;needs;visit_minutes'; seq 1 19 | sed 's/$/;x!;1/'; echo '20;;x'; } >a.csv
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: needs: not a list of tags
cases-import: a.csv:3: needs: not a list of tags
cases-import: a.csv:4: needs: not a list of tags
cases-import: a.csv:21: visit_minutes: not a number of minutes within a day
cases-import: ... and 16 more: needs: not a list of tags
cases-import: cases: read 20 = new 0 + changed 0 + unchanged 0 + rejected 20
EOF

begin 'a list of appointments with an unknown day is no list of cases'
given_cases 4711
printf 'Kundennummer;Terminblock;Ort;Telefon\n4711;02.11.2026;Kreishaus;1\n9;02.11.2026;Kreishaus;1\n' >a.csv
run import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: the header fits no table: cases has no heading like that of due_on, letters lacks due_on, cuts lacks miss_on,state, referrals lacks referred_on; --table names one, --map says what its headings mean
EOF
stored 'SELECT count(*) FROM cases'
out <<'EOF'
1
EOF
run import -q -H -t cases a.csv
status 0

begin 'what our own programs print is no export'
printf 'visit_id\tcase_id\tdate\tworker\n1\tA1\t2026-01-12\tw1\n' >plan.tsv
run import plan.tsv
status 2
err <<'EOF'
cases-import: plan.tsv:1: a plan, a list or a sheet of these programs, no export; --table takes it all the same
EOF
printf 'case_id\turgency\tvisit_by\nA1\t3\t2026-01-12\n' >list.tsv
run import list.tsv
status 2
run import -q -t cases list.tsv
status 0

begin 'a weak heading counts only if no other one means the column'
printf 'source\tcolumn\tvalues\tformat\nNr\tcase_id\t\tweak\nTag\tdue_on\t\tdmy\nDatum\tdue_on\t\tdmy,weak\nErg\tresult\tja=attended\t\n' >own.map
given_cases A1
printf 'Nr;Tag;Datum;Erg\nA1;5/1/2026;6/1/2026;ja\n' >a.csv
printf 'Nr;Datum;Erg\nA1;7/1/2026;ja\n' >b.csv
run import -v -q -m own.map a.csv b.csv
status 0
stored 'SELECT due_on, result FROM letters'
out <<'EOF'
2026-01-05	attended
2026-01-07	attended
EOF
run import -v -m +own.map b.csv
want grep -q 'own.map:3: source: a heading that no file has$' "$box/err"
run import -v -m +own.map a.csv
want grep -q 'a.csv:1: nothing takes these headings: Datum$' "$box/err"

begin 'maps lie over each other; each heading has its own order of dates'
printf 'source\tcolumn\tvalues\tformat\nDay\tdue_on\t\tmdy\nReason\tpurpose\t\t\n' >a.map
printf 'source\tcolumn\tvalues\tformat\nDag\tdue_on\t\tdmy\nOutcome\tresult\tno\\, none=missed,late (\\=15)=attended\t\n' >b.map
given_cases 4711
printf 'Kundennummer;Day;Reason;Outcome\n4711;03/11/2026;checkup;No, none\n' >a.csv
printf 'Kundennummer;Dag;Outcome\n4711;03/11/2026;late (=15)\n' >b.csv
run import -q -m +a.map -m +b.map a.csv b.csv
status 0
stored 'SELECT due_on, purpose, result FROM letters ORDER BY 1'
out <<'EOF'
2026-03-11	checkup	missed
2026-11-03		attended
EOF
run import -m a.map -m b.map a.csv
status 2
want grep -q 'letters lacks case_id' "$box/err"
printf 'source\tcolumn\tvalues\nx\tresult\ta=missed\ny\tresult\ta=open\n' >bad.map
run import -m bad.map a.csv
status 2
err <<'EOF'
cases-import: bad.map:3: values: one value of result has two meanings
EOF

begin 'dates in another order than the map says refuse the file'
printf 'source\tcolumn\tvalues\tformat\nDay\tdue_on\t\tdmy\nSent\tsent_on\t\tdmy\n' >own.map
given_cases A1
printf 'case_id;Day;result\nA1;05/01/2026;open\nA1;01/13/2026;open\n' >a.csv
run import -m own.map a.csv
status 2
err <<'EOF'
cases-import: a.csv:3: due_on: not a date in the order that the map names
cases-import: a.csv:1: due_on: its dates are not in the order that the map names; nothing was stored
EOF
printf 'case_id;due_on;result;Sent\nA1;2026-01-05;open;12/13/2025\nA1;2026-01-06;open;12/14/2025\n' >b.csv
run import -q -H -m own.map b.csv
status 1
echo 'A1;2026-01-07;open;12/15/2025' >>b.csv
run import -m own.map b.csv
status 2
want grep -q 'b.csv:1: sent_on: its dates are not in the order' "$box/err"

begin 'several headings of one column: texts add up, others must agree'
printf 'source\tcolumn\tvalues\tformat\nNr\tcase_id\t\t\nId\tcase_id\t\t\nA\tstreet\t\t\nB\tstreet\t\t\n' >own.map
printf 'Nr;Id;A;B\n1;;Weg;7\n2;2;Platz;\n3;4;;\n' >a.csv
run import -m own.map a.csv
status 1
err <<'EOF'
cases-import: a.csv:4: case_id: two headings that do not say the same
cases-import: cases: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF
stored 'SELECT case_id, street FROM cases'
out <<'EOF'
1	Weg 7
2	Platz
EOF

begin 'a footer becomes no case'
given_cases 17
printf 'Kundennummer;Nachname;Ort\n4711;A;Reinheim\n0815;B;Otzberg\n17;;\n18;;\nSumme;2;\nDer Rest folgt;x;\n' >a.csv
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:5: case_id: nothing but the case_id of an unknown case
cases-import: a.csv:6: case_id: of an unknown case, and unlike the others of the file
cases-import: a.csv:7: case_id: of an unknown case, and unlike the others of the file
cases-import: cases: read 6 = new 2 + changed 0 + unchanged 1 + rejected 3
EOF

begin 'a row with too few fields leaves alone what it lacks'
printf 'case_id;surname;town\nA1;Doe;Ort\n' >a.csv
run import -q a.csv
printf 'case_id;surname;town\nA1;Roe\nA2;Doe\n;;\nA3;Doe;Dorf;;\n' >a.csv
run import --rejects=r.tsv a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: 2 fields, but the header has 3: what it lacks stays as stored
cases-import: a.csv:3: 2 fields, but the header has 3: what it lacks stays as stored
cases-import: a.csv:3: too few fields for a new record
cases-import: cases: read 3 = new 1 + changed 1 + unchanged 0 + rejected 1, left out 1
EOF
stored 'SELECT case_id, surname, town FROM cases'
out <<'EOF'
A1	Roe	Ort
A3	Doe	Dorf
EOF
sed 's|\t$|\t-|' r.tsv >"$box/out"
out <<'EOF'
_line	_column	_reason	case_id	surname	town
3		too few fields for a new record	A2	Doe	-
EOF

begin 'a file without a header gets its headings from --header'
printf 'DE\t70369\tOrt\t48.8\t9.22\n' >a.txt
run import a.txt
status 2
want grep -q -e '--header' "$box/err"
run import -q -H --header=,postal_code,town,lat,lon a.txt
status 0
out <<'EOF'
places		70369	new
EOF

begin 'headings as offices have them'
cat >a.csv <<'EOF'
Kunden-Nr.;Az.;Strasse;Hausnr.;PLZ;Ort;Gemeinde;Tel.;Handy;Geschlecht
4711;XY;Weg;1;64354;Reinheim;Ort;06162 1;0170;divers
EOF
printf 'Kundennummer;Termindatum;Status\n4711;02.01.2026;nicht erschienen\n' >b.csv
printf 'Kundennummer;Datum;Ergebnis\n4711;03.01.2026;erschienen\n' >c.csv
run import -q a.csv b.csv
status 0
run import -q -t letters c.csv
status 0
err </dev/null
stored 'SELECT case_id, street, town, phone, sex FROM cases;
	SELECT due_on, result FROM letters'
out <<'EOF'
4711	Weg 1	Reinheim	06162 1 0170	x
2026-01-02	missed
2026-01-03	attended
EOF

begin 'open visits that an import has made doubtful are counted'
printf 'case_id,lat,lon\nA1,49.88,8.66\nA2,49.88,8.66\nA3,49.88,8.66\n' >cases.csv
printf 'worker\tlat\tlon\tmon\ttue\twed\tthu\tfri\nw1\t49.87\t8.65\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\n' >workers.tsv
printf 'case_id,referred_on,by\nA1,2026-01-05,x\nA2,2026-01-05,x\nA3,2026-01-05,x\n' >referrals.csv
run import -q cases.csv workers.tsv referrals.csv
cases-overdue --as-of=2026-01-10 | visits-plan -q --as-of=2026-01-10 --effort=1 --commit -o plan.tsv ||
	bad 'no plan'
printf 'case_id,needs,status,lat,lon\nA1,,closed,49.88,8.66\nA2,woman,,49.88,8.66\n' >a.csv
run import a.csv
status 0
err <<'EOF'
cases-import: 2 open visits are touched; visits-list --alert says why
cases-import: cases: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0
EOF
run import -q a.csv
err </dev/null
printf 'worker,from,to\n*,2026-01-12,2026-01-30\n' >b.csv
run import -q b.csv
err <<'EOF'
cases-import: 3 open visits are touched; visits-list --alert says why
EOF

begin '--headings says what is in a file, and opens no database'
printf 'List;of\nKundennummer;Termin;Ort;x\n4711;05.01.2026;Müh 1;0\n4712;06.01.2026;;\n' >a.csv
printf 'Foo;Bar\n1;b\n' >b.csv
run import --headings a.csv b.csv
status 0
out <<'EOF'
file	position	heading	table	column	filled	example_format
a.csv	1	Kundennummer	letters	case_id	2	9999
a.csv	2	Termin	letters	due_on	2	99.99.9999
a.csv	3	Ort			1	aaa 9
a.csv	4	x			1	9
b.csv	1	Foo			1	9
b.csv	2	Bar			1	a
EOF
want [ ! -e "$DOORSTEP_DB" ]

begin 'what is no text is said to be none'
printf 'PK\003\004\024\000x\n' >a.xlsx
run import a.xlsx
status 2
err <<'EOF'
cases-import: a.xlsx: a workbook, no text: save it as CSV
EOF
printf '\320\317\021\340\241\261\n' >a.xls
run import a.xls
status 2
want grep -q 'a workbook' "$box/err"
printf 'case_id;town\nA1;x\n' | iconv -t UTF-16LE >a.csv
run import a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: the header cannot be read: a NUL in the line; UTF-16 without a mark is --encoding=UTF-16LE
EOF
run import -q -E UTF-16LE a.csv
status 0

begin 'a column that has lost its heading is said'
given_cases A1
printf 'Kundennummer;Termin;Terminstatus\nA1;05.01.2026;erschienen\n' >a.csv
run import -q -H a.csv
printf 'Kundennummer;Termin;Rückmeldung\nA1;05.01.2026;erschienen\n' >b.csv
run import -H b.csv
status 0
err <<'EOF'
cases-import: b.csv:1: no column result: new letters are open
cases-import: b.csv: no heading for result, which the last import of letters had
cases-import: letters: read 1 = new 0 + changed 0 + unchanged 1 + rejected 0
EOF
stored 'SELECT run, n, "table", file, columns, headings, n_read FROM run_input
	WHERE "table" = "letters"; SELECT run, "table", n_read, n_new,
	n_unchanged FROM run_table WHERE "table" = "letters"'
out <<'EOF'
2	1	letters	a.csv	case_id,due_on,result	3	1
3	1	letters	b.csv	case_id,due_on	2	1
2	letters	1	1	0
3	letters	1	0	1
EOF

begin 'two lists of one table that come in turns have lost no heading'
given_cases A1
printf 'Kundennummer;Termin;Terminstatus;Uhrzeit\nA1;05.01.2026;offen;08:00\n' >a.csv
printf 'Kundennummer;Termin;Terminstatus;Meldezweck\nA1;05.01.2026;offen;x\n' >b.csv
run import -q -H a.csv
err </dev/null
run import -q -H b.csv
err <<'EOF'
cases-import: b.csv: no heading for due_time, which the last import of letters had
EOF
for f in a b a b b a; do
	run import -q -H $f.csv
	err </dev/null
done
printf 'Kundennummer;Termin;Stand des Termins;Meldezweck\nA1;05.01.2026;offen;x\n' >b.csv
run import -q -H b.csv
err <<'EOF'
cases-import: b.csv:1: no column result: new letters are open
cases-import: b.csv: no heading for due_time,result, which the last import of letters had
EOF

begin 'letters that nobody has answered for a month are counted'
given_cases A1
printf 'case_id,due_on,result\nA1,2026-01-05,open\nA1,2026-02-05,open\n' >a.csv
run cases-import --as-of=2026-02-04 a.csv
err <<'EOF'
cases-import: letters: 1 still open 30 days after their day or later
cases-import: letters: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF
run cases-import --as-of=2026-02-03 a.csv
err <<'EOF'
cases-import: letters: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
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
run import a.csv w.csv
status 1
err <<'EOF'
cases-import: a.csv:3: needs: not a list of tags
cases-import: a.csv:4: windows: not a list of windows
cases-import: a.csv:5: visit_minutes: not a number of minutes within a day
cases-import: a.csv:6: lat: not a latitude
cases-import: w.csv:3: mon: not a shift like 08:00-16:30
cases-import: w.csv:4: lon: missing
cases-import: workers: read 3 = new 1 + changed 0 + unchanged 0 + rejected 2
cases-import: cases: read 5 = new 2 + changed 0 + unchanged 0 + rejected 3, 1 values left out
EOF
stored 'SELECT needs, windows, visit_minutes, lat, lon, tue, mon
	FROM cases, (SELECT mon, tue FROM workers) WHERE case_id = "A1"'
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
run import a.csv
status 1
err <<'EOF'
cases-import: a.csv:5: a quote where none can be
cases-import: a.csv:6: birth_date: not a date
cases-import: a.csv:7: 2 fields, but the header has 3: what it lacks stays as stored
cases-import: a.csv:7: too few fields for a new record
cases-import: cases: read 6 = new 4 + changed 0 + unchanged 0 + rejected 2, 1 values left out
EOF
stored "SELECT case_id, replace(surname, char(10), '/') FROM cases"
out <<'EOF'
A1	Doe/or "Roe"
A2	12" Monitor
A4	Doe
A6	Doe
EOF

begin 'title lines above the header are left out'
printf 'List of 2026\n"\n\ncase_id;x\nA1;2\n' >a.csv
run import --skip-lines=3 a.csv
status 0

begin 'other encodings: a mark of UTF-16, and whatever -E names'
printf 'case_id;surname\nA1;Schäfer\n' >utf8.csv
iconv -f UTF-8 -t UTF-16 utf8.csv >utf16.csv
iconv -f UTF-8 -t IBM850 utf8.csv >ibm.csv
run import utf16.csv
status 0
run import -E IBM850 ibm.csv
status 0
err <<'EOF'
cases-import: cases: read 1 = new 0 + changed 0 + unchanged 1 + rejected 0
EOF
run import -E no-such-thing ibm.csv
status 2

# A cut behind a newline looks like the end of the file.
begin 'files of many blocks are converted to their end'
{ printf 'case_id;town\nn;t\n' && seq 100000 199998 | sed 's/$/;Mühltal/'; } |
	tee utf8.csv | iconv -f UTF-8 -t UTF-16 >utf16.csv
iconv -f UTF-8 -t LATIN1 utf8.csv >latin1.csv
for file in utf8.csv utf16.csv '-E latin1 latin1.csv'; do
	# shellcheck disable=SC2086
	run import -q -n $file
	status 0
	want [ "$(wc -l <"$box/out")" = 100001 ]
done

begin 'a byte that the encoding does not have, and a NUL, reject their row'
printf 'case_id;surname\nA1;\303\244\nA2;\344\nA3;x\000y\nA4;z\n' >a.csv
run import a.csv
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
run import --rejects=rejects.tsv a.csv
status 1
cp rejects.tsv "$box/out"
out <<'EOF'
_line	_column	_reason	Kundennummer	Termin	Grund	Notiz
4	due_on	a year with two digits	A1	06.01.26	später	y
5		a quote where none can be	B9	07.01.2026	"12" Zoll	z
6	case_id	unknown case	B9	08.01.2026	nein	z
EOF
sed 's/06.01.26/06.01.2026/; s/B9/A1/' rejects.tsv >mended.tsv
run import --rejects=rejects.tsv mended.tsv
status 0
err <<'EOF'
cases-import: mended.tsv:1: no column result: new letters are open
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
cp rejects.tsv "$box/out"
out <<'EOF'
_line	_column	_reason	Kundennummer	Termin	Grund	Notiz
EOF

begin 'rejects of files with other headings are kept apart'
printf 'case_id,needs\nA1,x!\n' >a.csv
printf 'case_id,due_on\nA1,2026-01-05\n' >b.csv
printf 'case_id,due_on\nA2,x\n' >c.csv
run import --rejects=r.tsv a.csv b.csv c.csv
status 1
cat r.tsv r.tsv.2 >"$box/out"
out <<'EOF'
_line	_column	_reason	case_id	needs
2	needs	not a list of tags	A1	x!
_line	_column	_reason	case_id	due_on
2	case_id	unknown case	A1	2026-01-05
2	due_on	not a date	A2	x
EOF
run import --rejects=a.csv a.csv
status 2

begin 'too many rejects mean a wrong mapping: nothing is stored'
{ echo case_id,needs; seq 1 100 | sed 's/$/,x!/'; seq 101 900; } |
	sed 's/^\([0-9]*\)$/\1,/' >a.csv
run import a.csv
status 2
want [ "$(tail -n 1 "$box/err")" = "cases-import: a.csv: 100 of 900 rows rejected, more than --max-rejects; nothing was stored" ]
want [ "$(grep -c 'not a list of tags' "$box/err")" -eq 4 ]
want [ ! -e "$DOORSTEP_DB" ]
run import --max-rejects=12% a.csv
status 1
run import --max-rejects=99 a.csv
status 2
run import --max-rejects=100 a.csv
status 1
{ echo case_id,needs; seq 1 20 | sed 's/$/,x!/'; } >b.csv
run import b.csv
status 1
run import --max-rejects=10% b.csv
status 2

begin 'letters of unknown cases count as rejects, too'
{ echo case_id,due_on; seq 1 21 | sed 's/$/,2026-01-05/'; } >a.csv
given_cases A1
run import a.csv
status 2
want [ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM journal')" = 1 ]

begin 'a truncated file: nothing of the run is stored'
printf 'case_id\nA1\n' >good.csv
printf 'case_id,surname\nA1,x\nA2' >short.csv
printf 'case_id,surname\nA1,x\nA2,"y\nA3,z\n' >open.csv
run import good.csv short.csv
status 2
err <<'EOF'
cases-import: short.csv:3: the last row is too short: the file is truncated
EOF
run import good.csv open.csv
status 2
err <<'EOF'
cases-import: open.csv:3: a quoted field is never closed: the file is truncated
EOF
want [ ! -e "$DOORSTEP_DB" ]
printf 'case_id,surname\nA1,x\nA2,y' >whole.csv
run import -q whole.csv
status 0
err <<'EOF'
cases-import: whole.csv:3: no line end: if the file was cut off there, the last field is not whole
EOF

begin 'a quote that is never closed is found under every separator'
for s in ',' ';' '|'; do
	printf 'case_id%ssurname\nA1%sx\nA2%s"y\nA3%sz\n' "$s" "$s" "$s" "$s" >open.csv
	run import open.csv
	status 2
	err <<-'EOF'
	cases-import: open.csv:3: a quoted field is never closed: the file is truncated
	EOF
done

begin 'a file that was cut off in its last field is not taken without a word'
given_cases A1
printf 'case_id,due_on,result\nA1,2026-02-02,missed\nA1,2026-02-09,' >letters.csv
run import -q letters.csv
status 0
err <<'EOF'
cases-import: letters.csv:3: no line end: if the file was cut off there, the last field is not whole
EOF
printf 'case_id;surname\r\nA1;"Ober"\r\nA2;"The "' >cases.csv  # of ""Unter""
run import -q cases.csv
status 0
err <<'EOF'
cases-import: cases.csv:3: no line end: if the file was cut off there, the last field is not whole
EOF
printf 'case_id;surname\r\nA1;Ober\r\nA2;Unter\r' >cases.csv
run import -q cases.csv
status 0
err </dev/null
printf 'case_id,surname\nA1,Ober\n,' >cases.csv
run import -q cases.csv
status 0
err </dev/null

begin 'no bytes at all are unusable, a header alone is not'
: >empty.csv
run import empty.csv
status 2
err <<'EOF'
cases-import: empty.csv: empty, not even a header line
EOF
mkdir dir
run import dir
status 2
err <<'EOF'
cases-import: dir: Is a directory
EOF
echo case_id >header.csv
run import header.csv
status 0
err <<'EOF'
cases-import: cases: read 0 = new 0 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a snapshot closes the active cases that are not in it'
given_cases A1 A2 A3 A4 A5 A6
printf 'case_id,birth_date\nA1,\nA2,\nA3,\nA4,\nA5,\n' >a.csv
run import --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A6		closed
EOF
err <<'EOF'
cases-import: cases: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0, closed 1
EOF
run import --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
EOF

begin 'a snapshot that would close too many, or has rejects, closes none'
given_cases A1 A2 A3 A4 A5 A6
printf 'case_id,birth_date\nA1,\nA2,\nA3,\n' >a.csv
run import --snapshot a.csv
status 1
err <<'EOF'
cases-import: --snapshot: cases: none was closed: more than two and more than a fifth would be; --force does
cases-import: cases: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0, closed 0
EOF
printf 'case_id,birth_date\nA1,\nA2,\nA3,\nA4,\n654E+20,\n' >b.csv
run import --snapshot b.csv
status 1
want grep -q 'cases: none was closed: a row was rejected' "$box/err"
run import --snapshot=cases --force b.csv
status 1
out <<'EOF'
table	case_id	key	action
cases	A5		closed
cases	A6		closed
EOF
printf 'offer,name\no1,x\n' >o.csv
run import --snapshot o.csv
status 2
err <<'EOF'
cases-import: --snapshot: none of the files has cases; see cases-import --help
EOF
run import --snapshot=offers o.csv
status 2

begin 'two of few may leave at once'
given_cases A1 A2 A3
printf 'case_id\nA1\n' >a.csv
run import -q --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A2		closed
cases	A3		closed
EOF

# Another office's stock, say, must not close this one's.
begin 'a fifth of the cases that were active, however many new ones come'
given_cases A1 A2 A3 A4
{ echo case_id && seq 100; } >a.csv
run import -q --snapshot a.csv
status 1
want grep -q 'more than two and more than a fifth' "$box/err"
stored "SELECT count(*) FROM cases WHERE status = 'closed'"
out <<'EOF'
0
EOF

begin 'a snapshot of no table, or of one twice, is a slip'
printf 'case_id\nA1\n' >cases.csv
for list in '' ',' 'cases,' ',cases'; do
	run cases-import --snapshot="$list" cases.csv
	status 2
	err <<'END'
cases-import: --snapshot: an empty table; known are: workers cases absences
END
done
run cases-import --snapshot=cases,cases cases.csv
status 2
err <<'END'
cases-import: --snapshot: cases is named twice; see cases-import --help
END

begin 'who is in a snapshot again is active again, counted apart'
given_cases A1 A2 A3
printf 'case_id\nA1\n' >a.csv
run import -q --snapshot a.csv
printf 'case_id,surname\nA1,\nA2,Doe\nA3,\n' >a.csv
run import a.csv
stored "SELECT count(*) FROM cases WHERE status = 'active'"
out <<'EOF'
1
EOF
run import --snapshot a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A2		changed
cases	A3		changed
EOF
err <<'EOF'
cases-import: cases: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0, closed 0, back again 2
EOF
printf 'case_id,status\nA1,active\nA2,closed\nA3,\n' >a.csv
run import --snapshot a.csv
err <<'EOF'
cases-import: a.csv: no heading for surname, which the last import of cases had
cases-import: cases: read 3 = new 0 + changed 1 + unchanged 2 + rejected 0, closed 0
EOF

begin 'a snapshot of workers and absences: who is not in it left the day before'
printf 'worker,lat,lon,phone,since\nw1,49.8,8.6,1,2026-01-01\nw2,49.8,8.6,,\nw3,49.8,8.6,,\n' >w.csv
printf 'worker,from,to\nw1,2026-11-02,2026-11-30\nw2,2026-12-01,\n*,2026-11-23,2026-11-23\nw3,2026-10-01,2026-10-02\n' >a.csv
run import -q --as-of=2026-11-20 --snapshot=workers,absences w.csv a.csv
status 0
printf 'worker,lat,lon\nw1,49.8,8.6\nw3,49.8,8.6\n' >w.csv
printf 'worker,from,to\n*,2026-11-23,2026-11-23\n' >a.csv
run import --as-of=2026-11-20 --snapshot=workers,absences w.csv a.csv
status 0
out <<'EOF'
table	case_id	key	action
workers		w2	closed
absences		w1,2026-11-02	closed
absences		w2,2026-12-01	closed
EOF
err <<'EOF'
cases-import: w.csv: no heading for since,phone, which the last import of workers had
cases-import: workers: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0, closed 1
cases-import: absences: read 1 = new 0 + changed 0 + unchanged 1 + rejected 0, closed 2
EOF
stored 'SELECT worker, since, until, coalesce(phone, char(45)) FROM workers;
	SELECT worker, "from", "to" FROM absences ORDER BY 1, 2'
out <<'EOF'
w1	2026-01-01		1
w2		2026-11-19	-
w3			-
*	2026-11-23	2026-11-23
w1	2026-11-02	2026-11-19
w2	2026-12-01	2026-11-19
w3	2026-10-01	2026-10-02
EOF
printf 'worker,lat,lon\nw1,49.8,8.6\nw2,49.8,8.6\nw3,49.8,8.6\n' >w.csv
run import --as-of=2026-11-21 --snapshot=workers w.csv
err <<'EOF'
cases-import: workers: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0, closed 0, back again 1
EOF

begin 'a list that leaves a worker without hours is said, once'
days=mon,tue,wed,thu,fri
printf '%s\n' "worker,lat,lon,$days" w1,49.8,8.6,08:00-12:00,,,, w2,49.8,8.6,,,,,13:00-15:00 \
	w3,49.8,8.6,,,,, >w.csv
run import --as-of=2026-11-20 w.csv
status 0
err <<'EOF'
cases-import: w.csv:4: worker: hours on no day: no visit is planned for this worker
cases-import: workers: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
printf '%s\n' "worker,lat,lon,$days,until" w1,49.8,8.6,,,,,, w2,49.8,8.6,,,,,,2026-11-19 \
	w3,49.8,8.7,,,,,, >w.csv
run import --as-of=2026-11-20 w.csv
status 0
err <<'EOF'
cases-import: w.csv:2: worker: hours on no day: no visit is planned for this worker
cases-import: workers: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF
run import --as-of=2026-11-20 w.csv
err <<'EOF'
cases-import: workers: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0
EOF

begin 'absences of part of a day, and of everybody'
printf 'worker,lat,lon\nw1,49.8,8.6\n' >w.csv
cat >a.csv <<'EOF'
worker,from,to,start,end
w1,2026-11-23,2026-11-27,08:00,10:00
w1,2026-11-23,2026-11-27,14:00,24:00
*,2026-12-24,2026-12-31,,
w1,2026-11-30,,,
w2,2026-11-30,,,
EOF
run import w.csv a.csv
status 1
out <<'EOF'
table	case_id	key	action
workers		w1	new
absences		w1,2026-11-23,08:00	new
absences		w1,2026-11-23,14:00	new
absences		w1,2026-11-30	new
absences		*,2026-12-24	new
EOF
run import a.csv
err <<'EOF'
cases-import: a.csv:6: worker: unknown worker
cases-import: absences: read 5 = new 0 + changed 0 + unchanged 4 + rejected 1
EOF
stored 'SELECT worker, "from", "to", start, coalesce("end", char(45))
	FROM absences'
out <<'EOF'
w1	2026-11-23	2026-11-27	08:00:00	10:00:00
w1	2026-11-23	2026-11-27	14:00:00	24:00:00
w1	2026-11-30			-
*	2026-12-24	2026-12-31		-
EOF

begin 'a row for whole days replaces those for parts of days, and the reverse'
printf 'worker,from\nw1,2026-11-23\n' >b.csv
printf 'worker,lat,lon\nw1,49.8,8.6\n' >w.csv
printf 'worker,from,to,start,end\nw1,2026-11-23,,08:00,10:00\nw1,2026-11-23,,14:00,16:00\n' >a.csv
run import -q w.csv a.csv
run import -q -H b.csv
out <<'EOF'
absences		w1,2026-11-23	changed
EOF
stored 'SELECT start FROM absences'
out <<'EOF'

EOF
run import -q -H a.csv
stored 'SELECT start FROM absences'
out <<'EOF'
08:00:00
14:00:00
EOF
run import -H b.csv a.csv
out </dev/null
err <<'EOF'
cases-import: b.csv:1: no column to: new absences last until further notice
cases-import: absences: 1 row said something else than a later one with the same key
cases-import: absences: read 3 = new 0 + changed 0 + unchanged 3 + rejected 0
EOF

begin 'a file of rejects that cannot be written is found before a database is made'
printf 'case_id\nA1\n' >a.csv
run import --rejects=none/rejects.tsv a.csv
status 2
err <<'EOF'
cases-import: none/rejects.tsv: No such file or directory
EOF
want [ ! -e "$DOORSTEP_DB" ]

begin 'a new address is noted with its day, a first one is not'
printf 'case_id,street,town,phone\nA1,Weg 1,Ort,1\nA2,Weg 2,Ort,1\n' >a.csv
run import a.csv
printf 'case_id,street,town,phone\nA1,Weg 1,Ort,2\nA2,Weg 3,Ort,1\n' >a.csv
run import --as-of=2026-05-06 a.csv
stored "SELECT address_run, date(address_on + 2440587.5), case_id FROM client"
out <<'EOF'
		A1
2	2026-05-06	A2
EOF

begin 'a dry run says the same and stores nothing'
printf 'case_id\nA1\n' >a.csv
run import -n a.csv
status 0
out <<'EOF'
table	case_id	key	action
cases	A1		new
EOF
want [ ! -e "$DOORSTEP_DB" ]
given_cases B1
run import -n a.csv
run import a.csv
out <<'EOF'
table	case_id	key	action
cases	A1		new
EOF

begin 'the journal has a row for each run, with its files and counts'
printf 'case_id\nA1\nA2\n' >a.csv
run import a.csv
stored 'SELECT run, program, file, n_read, n_new, n_rejected FROM journal'
out <<'EOF'
1	cases-import	a.csv	2	2	0
EOF

begin 'input may come from a pipe, and files in any number'
printf 'case_id\nA1\n' >a.csv
feed a.csv import
status 0
feed a.csv import a.csv -
status 0
err <<'EOF'
cases-import: cases: read 2 = new 0 + changed 0 + unchanged 2 + rejected 0
EOF

begin 'options that make no sense are refused'
run import -t people a.csv
status 2
run import -D '"' a.csv
status 2
run import -D xx a.csv
status 2
run import --max-rejects=many a.csv
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
run import a.csv b.csv
status 1
want [ "$(grep -c : "$box/err")" -gt 8 ]
want [ "$(grep -c SECRET "$box/err")" -eq 0 ]

# More rows than fit into memory, in an order that is nobody's: the same
# database as from the sorted file, whatever waited in which temporary file.
begin 'rows in any order, more than fit into memory, give the same letters'
awk 'BEGIN {
	print "case_id,due_on,letter_id,reason,result"
	text = sprintf("%600s", ""); gsub(/ /, "x", text)
	for (i = 0; i < 150000; i++) {
		j = (i * 7919) % 150000
		printf "C%d,2025-%02d-%02d,%s,%s%d,missed\n", j % 5000, j % 12 + 1,
		    j % 28 + 1, j % 3 ? j : "x" j, text, j
	}
}' >shuffled.csv
{ sed 1q shuffled.csv && sed 1d shuffled.csv | sort; } >sorted.csv
{ echo case_id && seq 0 4999 | sed s/^/C/; } >cases.csv
run import shuffled.csv cases.csv
status 0
err <<'EOF'
cases-import: cases: read 5000 = new 5000 + changed 0 + unchanged 0 + rejected 0
cases-import: letters: read 150000 = new 150000 + changed 0 + unchanged 0 + rejected 0
EOF
run import sorted.csv
err <<'EOF'
cases-import: letters: read 150000 = new 0 + changed 0 + unchanged 150000 + rejected 0
EOF
want [ "$(sqlite3 "$DOORSTEP_DB" 'PRAGMA integrity_check')" = ok ]
run import sorted.csv shuffled.csv
err <<'EOF'
cases-import: letters: read 300000 = new 0 + changed 0 + unchanged 300000 + rejected 0
EOF

begin 'rows of one key cost no memory, however many'
if grep -q __asan_init "$build/bin/cases-import"; then
	skip 'the sanitizers reserve more than any limit'
else
	awk 'BEGIN {
		print "case_id;surname"
		for (i = 0; i < 600000; i++) printf "A1;%0150d\n", i
	}' >a.csv
	run sh -c 'ulimit -v 90000; exec cases-import a.csv'
	status 0
	err <<-'EOF'
	cases-import: cases: 599999 rows said something else than a later one with the same key
	cases-import: cases: read 600000 = new 1 + changed 0 + unchanged 599999 + rejected 0
	EOF
fi

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
