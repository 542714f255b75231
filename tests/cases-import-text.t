#!/bin/sh
# How exports are written: lines, separators, quotes, encodings, white space,
# dates, numbers and keys.
. tests/lib.sh

# Columns of a table, from the database.
stored() {
	run sqlite3 -tabs "$DOORSTEP_DB" "$1"
}

# Seven cases are known; stdin is an export of letters.
letters() {
	printf 'case_id\n1\n2\n3\n4\n5\n6\n7\n' >cases.csv
	cases-import -q cases.csv >stored
	cat >a.csv
}

begin 'the header is found below titles, and that is said'
printf 'Liste;Termine\n;;\n\nKundennummer;Nachname;Ort\n1;A;Reinheim\n' >a.csv
run cases-import a.csv
status 0
err <<'EOF'
cases-import: a.csv: the header is line 4; 2 lines above it are left out
cases-import: cases: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a first line sep= sets the separator, -D overrules it'
printf 'sep=|\nKundennummer|Nachname;x\n1|A;b\n' >a.csv
run cases-import -q a.csv
status 0
stored 'SELECT case_id, surname FROM cases'
printf '1\t\n' >want
same want "$box/out"
printf 'sep=,\nKundennummer|Nachname\n1|A\n' >a.csv
run cases-import -q -D '|' a.csv
stored 'SELECT case_id, surname FROM cases'
out <<'EOF'
1	A
EOF

begin 'a footer is left out for sure'
printf 'case_id;surname\n1;A\n2;B\nSumme;2\n\n' >a.csv
run cases-import -q --skip-footer=2 a.csv
status 0
stored 'SELECT group_concat(case_id) FROM cases'
out <<'EOF'
1,2
EOF

begin 'a file without a header is told its headings'
printf '1,x,A\n2,"y",B\n' >a.csv
run cases-import -q --header=case_id,,surname a.csv
status 0
stored 'SELECT case_id, surname FROM cases ORDER BY 1'
out <<'EOF'
1	A
2	B
EOF

begin 'rows of separators, repeated headers and blank lines are no records'
{
	printf 'Kundennummer;Nachname\n1;A\n\n'
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13; do printf ';\n;;\n'; done
	printf 'Kundennummer;Nachname\n2;B\n\032'
} >a.csv
run cases-import -q a.csv
status 0
err </dev/null
stored 'SELECT group_concat(case_id) FROM cases'
out <<'EOF'
1,2
EOF

begin 'empty fields too many cost nothing, others cost their row'
printf 'Kundennummer;Nachname\n1;A;\n2;B;; ;\n3;C;x\n' >a.csv
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:4: 3 fields, but the header has 2
cases-import: cases: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'white space and what cannot be seen is in no heading, key, date or code'
printf '\302\255Kunden\342\200\213nummer ;\302\240Termin\302\240;Termin\302\255status;Grund\n' >a.csv
printf ' 47\302\240\302\24011 ; 02.11.2026\302\240;nicht\302\240 erschienen\342\200\216;\302\240krank  zu\302\255hause\n' >>a.csv
printf 'case_id\n47 11\n' >c.csv
run cases-import -q c.csv a.csv
status 0
stored 'SELECT case_id, due_on, result, reason FROM letters'
printf '47 11\t2026-11-02\tmissed\tkrank  zu\302\255hause\n' >want
same want "$box/out"

# As one maker's systems have them, and what is copied out of a printed page.
begin 'a letter and its mark apart are the letter, in headings, codes and texts'
perl -CSD -Mutf8 -MUnicode::Normalize -e '
	@letter = grep { NFD($_) =~ /^[A-Za-z]\p{Mn}$/ && NFD($_) !~ /[\x{30f}\x{311}\x{309}\x{31b}\x{323}-\x{325}\x{32d}-\x{331}]/ }
		map chr, 0xc0 .. 0x24f;
	for my $file (["apart.csv", \&NFD], ["whole.csv", \&NFC]) {
		open F, ">", $file->[0];
		print F $file->[1]->("Kundennummer;Name;Ort;Bedürfnisse;Geschlecht\n");
		print F $file->[1]->(join(";", 100 + $_, @letter[$_, -$_], "", "männlich") . "\n")
			for 0 .. $#letter;
	}'
printf 'source\tcolumn\nBedürfnisse\tneeds\n' >map
run cases-import -q -m +map apart.csv
status 0
run cases-import -m +map whole.csv
status 0
err <<'EOF'
cases-import: cases: read 194 = new 0 + changed 0 + unchanged 194 + rejected 0
EOF

begin 'so it is in the TSV between programs'
printf 'case_id\n47 11\n' >c.csv
run cases-import -q c.csv
printf '\302\240case_id\302\240\t x\n\302\240 47 \302\240 11\302\255\ty\n' >ids
run cases-overdue --as-of=2026-11-20 --why-not=ids
status 0
out <<'EOF'
case_id	rule
47 11	no_reason
EOF

begin 'quotes of a spreadsheet between tabs, UTF-16, line breaks'
printf 'Kundennummer\tNachname\tFallmanager\r\n4711\t"Müller ""der Große"""\tJC\\nmüller\r\n"0816"\tC\tC\r\n0815\t"Zeile1\nZeile2"\tB\r\n0817\t12" x\t"y\r\n' |
	iconv -f UTF-8 -t UTF-16 >a.txt
run cases-import -q a.txt
status 0
stored "SELECT case_id, replace(surname, char(10), '/'), case_manager FROM cases ORDER BY 1"
out <<'EOF'
0815	Zeile1/Zeile2	B
0816	C	C
0817	12" x	"y
4711	Müller "der Große"	JC\nmüller
EOF

begin 'marks that tell a spreadsheet that something is text are none of it'
cat >a.csv <<'EOF'
Kundennummer;Nachname
="0815";=A
"=""0816""";'t Hooft
'0817;'-x
EOF
run cases-import -q a.csv
status 0
stored 'SELECT case_id, surname FROM cases ORDER BY 1'
out <<'EOF'
0815	=A
0816	't Hooft
0817	-x
EOF

begin 'lines that end in CR; text of another system is said to be that'
printf 'Kundennummer;Nachname\r4711;A\r0815;B\r' >cr.csv
printf 'Kundennummer;Nachname;Ort\n1;M\237ller;K\232ln\n2;F\232rster;J\212ger\n' >mac.csv
run cases-import cr.csv mac.csv
status 0
err <<'EOF'
cases-import: mac.csv: as windows-1252 it has more letters that German has not than umlauts; is it --encoding=MACINTOSH or CP850?
cases-import: cases: read 4 = new 4 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'what other systems write for no date is none, compact dates are dates'
letters <<'EOF'
Kundennummer;Termin;Einladung vom
1;02.11.2026;00.00.0000
2;2026-11-03 00:00:00;0000-00-00
3;04.11.2026 00:00;  /  /
4;20261105;01.01.1970
5;06.11.2026;31.12.1899
6;07.11.2026;01.01.0001
7;08.11.2026;1753-01-01 00:00:00.000
EOF
run cases-import -q a.csv
status 0
grep -v 'no column result' "$box/err" && bad 'something was said'
stored "SELECT due_on, coalesce(sent_on, 'none'), coalesce(due_time, 'no time')
	FROM letters ORDER BY 1"
for d in 02 03 04 05 06 07 08; do
	printf '2026-11-%s\tnone\tno time\n' $d
done >want
same want "$box/out"

begin 'a time behind due_on is the due_time, if there is none'
letters <<'EOF'
case_id;due_on;purpose;due_time
1;02.11.2026 08:15;a;
2;2026-11-02T14:00Z;a;
3;02.11.2026 2:30 PM;a;09:00 Uhr
4;02.11.2026 00:00:00;a;
5;02.11.2026;a;8.30
EOF
run cases-import -q a.csv
status 0
stored "SELECT case_id, due_on, coalesce(substr(due_time, 1, 5), 'none') FROM letters ORDER BY 1"
out <<'EOF'
1	2026-11-02	08:15
2	2026-11-02	14:00
3	2026-11-02	09:00
4	2026-11-02	none
5	2026-11-02	08:30
EOF
printf 'Kundennummer;Termin\n1;05.11.2026 10:00\n2;05.11.2026\n' >b.csv
run cases-import -q b.csv
stored "SELECT case_id, coalesce(substr(due_time, 1, 5), 'none') FROM letters
	WHERE due_on > '2026-11-04' ORDER BY 1"
out <<'EOF'
1	10:00
2	none
EOF

begin 'dates that cannot be are bad values'
letters <<'EOF'
case_id;due_on
1;2004-12-31
2;2005-01-01
3;02.11.26
4;02.11.2026 x
5;2099-01-01
EOF
run cases-import a.csv
status 1
grep -v -e '^cases-import: letters:' -e 'no column result' "$box/err" >got
cat >want <<'EOF'
cases-import: a.csv:2: due_on: before 2005
cases-import: a.csv:4: due_on: a year with two digits
cases-import: a.csv:5: due_on: not a date
cases-import: a.csv:6: due_on: more than five years ahead
EOF
same want got

begin 'a column of dates in another order than the map names stores nothing'
printf 'source\tcolumn\tformat\nTermin\tdue_on\tmdy\n' >map
letters <<'EOF'
case_id;Termin
1;11/02/2026
2;25/11/2026
EOF
run cases-import -m map a.csv
status 2
err <<'EOF'
cases-import: a.csv:1: no column result: new letters are open
cases-import: a.csv:3: due_on: not a date in the order that the map names
cases-import: a.csv:1: due_on: its dates are not in the order that the map names; nothing was stored
EOF
stored 'SELECT count(*) FROM letters'
out <<'EOF'
0
EOF

begin 'lat and lon are one value; keys that a spreadsheet touched are rejected'
cat >a.csv <<'EOF'
case_id;lat;lon
1;49,87;8.65
2;0;0
3;49.8;
4711.0;;
2,98725E+13;;
654E000020;50;8
EOF
run cases-import a.csv
status 1
err <<'EOF'
cases-import: a.csv:4: lon: missing, so there is no place
cases-import: a.csv:5: case_id: a number with decimals, as a spreadsheet writes one
cases-import: a.csv:6: case_id: a number in scientific notation, its digits are lost
cases-import: a.csv:7: lat: whole degrees: have the decimals been lost?
cases-import: cases: read 6 = new 4 + changed 0 + unchanged 0 + rejected 2, 1 values left out
EOF
stored "SELECT case_id, coalesce(lat, 'none'), coalesce(lon, 'none') FROM cases ORDER BY 1"
out <<'EOF'
1	49.87	8.65
2	none	none
3	none	none
654E000020	50.0	8.0
EOF

begin 'a heading that is nearly a column is said, in lists of outcomes too'
printf 'case_id;surname;phones;household;von\n1;A;2;3;4\n' >a.csv
run cases-import -q a.csv
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read; is it phone?
cases-import: a.csv:1: column 4 is not read; is it household_id?
EOF
printf 'case_id\tdate\toutcome\tno_visit_until\n1\t2026-11-20\trefused\t2027-01-01\n' >o.tsv
run visits-log -q --as-of=2026-11-20 o.tsv
status 0
err <<'EOF'
visits-log: o.tsv:1: column 4 is not read; is it no_visits_until?
EOF

begin 'a file that is cut off inside its header, or inside a character, is truncated'
printf 'case_id\tdue_on\tres' >letters
for option in '' --headings -n; do
	# shellcheck disable=SC2086
	run cases-import $option -t letters letters
	status 2
	out </dev/null
	err <<'END'
cases-import: letters:1: the header has no line end: the file is truncated
END
done
printf 'case_id\tdue_on\tresult\nA1\t2026-11-30\tmissed\n' | iconv -t UTF-16LE | head -c -1 >letters
run cases-import -E UTF-16LE letters
status 2
out </dev/null
err <<'END'
cases-import: letters: ends inside of a character: the file is truncated
END
want [ ! -e "$DOORSTEP_DB" ]

begin 'two thousand columns are read, more are refused before anything is compared'
columns() {
	awk -v n="$1" 'BEGIN {
		for (line = 0; line < 2; line++) {
			printf line ? "A1" : "case_id"
			for (i = 2; i <= n; i++)
				printf line ? "\tx" : "\tc%d", i
			print ""
		}
	}'
}
columns 2000 >cases
run cases-import -q -t cases cases
status 0
columns 2001 >cases
run cases-import -q -t cases cases
status 2
out </dev/null
err <<'END'
cases-import: cases:1: 2001 columns; at most 2000 are read
END

finish
