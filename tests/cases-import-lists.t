#!/bin/sh
# Lists as other programs write them, and what they say that can hardly be meant:
# a line drawn under the header, a word for none, a place without decimals.
. tests/lib.sh

# Three cases are known; stdin is the file.
given() {
	printf 'case_id\tsurname\n12A1\tAlt\n12A2\tAlt\n12A3\tAlt\n' >known.tsv
	cases-import -q --as-of=2026-11-01 known.tsv >/dev/null 2>&1
	cat >a.csv
}

import() {
	run cases-import --as-of=2026-11-20 "$@" a.csv
}

begin 'a line drawn under the header, as tools of databases print it, is no case'
given <<'EOF'
Kundennummer;Ort;Nachname
------------;---;--------
12A1        ;Au ;Berg
12A4        ;-  ;NULL
EOF
import
status 0
err <<'EOF'
cases-import: cases: read 2 = new 1 + changed 1 + unchanged 0 + rejected 0, left out 1
EOF
has_rows "SELECT case_id, surname, coalesce(town, '') FROM cases ORDER BY 1" <<'EOF'
12A1	Berg	Au
12A2	Alt	
12A3	Alt	
12A4	NULL	
EOF

begin 'pages of a printed list: frames, lines and the header once more are no records'
given <<'EOF'
20.11.2026        Liste        1
--------------------------------
|Kundennummer|Nachname|Ort     |
|------------+--------|--------|
|12A1        |Berg    |Au      |
|==============================|
|Kundennummer|Nachname|Ort     |
|:-----------|:------:|-------:|
|12A2        |Tal     |-       |
────────────────────────────────
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: the header is line 3; 2 lines above it are left out
cases-import: cases: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0, left out 5
EOF
# One hyphen is a value that is missing.
printf 'Kundennummer;Nachname\n-;-\n12A1;---\n---;Tal\n' >a.csv
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: missing
cases-import: a.csv:4: case_id: missing
cases-import: cases: read 3 = new 0 + changed 1 + unchanged 0 + rejected 2
EOF

begin 'a drawn line is no row of a form of outcomes'
given <<'EOF'
case_id;date;outcome
-------;----;-------
12A1;19.11.2026;not_home
EOF
run visits-log --as-of=2026-11-20 a.csv
status 0
err <<'EOF'
visits-log: read 1 = new 1 + changed 0 + unchanged 0 + skipped 0 + rejected 0, left out 1
EOF

begin 'what other languages and tools write for nothing is nothing'
given <<'EOF'
Kundennummer;Vorname;Straße;Telefon;Fallmanager
12A1;nan;<NA>;NaT;N.N.
12A2;None;(blank);?;.
12A3;Nan;Nonenweg 1;??1;NNW
EOF
import
status 0
err <<'EOF'
cases-import: cases: read 3 = new 0 + changed 1 + unchanged 2 + rejected 0
EOF
has_rows "SELECT case_id, given_name, street, phone, case_manager FROM cases
	WHERE given_name || street || phone || case_manager <> ''" <<'EOF'
12A3	Nan	Nonenweg 1	??1	NNW
EOF

begin 'a word for none is no household, however many have it'
given <<'EOF'
Kundennummer;BG-Nummer
12A1;keine
12A2;Unbekannt
12A3;ohne BG
12A4;***
12A5;entfällt
12A6;K1
12A7;offen 3
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: no heading for surname, which the last import of cases had
cases-import: cases: read 7 = new 4 + changed 0 + unchanged 3 + rejected 0
EOF
has_rows "SELECT case_id, household_id FROM cases WHERE household_id <> ''" <<'EOF'
12A6	K1
12A7	offen 3
EOF

begin 'line breaks that a workbook or a page of the web has spelled out are said'
given <<'EOF'
Kundennummer;Nachname;Telefon;Straße
12A1;Berg;0151 1_x000D_;Weg 1
12A2;Tal;0151_2;Weg 1<br>Hof
12A3;Tal;a_x1_y <brand>;Weg_xyz_1
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: 2 lines have letters or line breaks spelled out as in mails, pages of the web and workbooks: &uuml; =FC <br> _x000D_
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF

begin 'the errors of another spreadsheet are no values, either'
given <<'EOF'
Kundennummer;Nachname;Telefon
Err:508;Berg;1
12A1;Err:502;2
12A2;Erk;Err:5
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: a spreadsheet's error, no value
cases-import: a.csv:3: surname: a spreadsheet's error, no value
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 0 + rejected 1, 1 values left out
EOF

begin 'a formula is no key'
given <<'EOF'
Kundennummer;Nachname
"=HYPERLINK(""http://x/12A1"";""12A1"")";Berg
="12A2";Tal
=A4;Au
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: a formula, no value
cases-import: a.csv:4: case_id: a formula, no value
cases-import: cases: read 3 = new 0 + changed 1 + unchanged 0 + rejected 2
EOF

begin 'codes of workers and offers that differ in little, and health under other names, are said'
given <<'EOF'
Angebotsnummer;Bezeichnung;Bereich
fit;Fit;HEALTH
FIT;Fit;Gesundheit / Sport
debt;Schulden;Soziales
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:3: area: not counted as health: that is called health
cases-import: a.csv:3: offer: new, and another one has it but for capital letters, blanks, signs or zeros in front
cases-import: offers: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
has_rows "SELECT offer, area FROM offers ORDER BY 1" <<'EOF'
FIT	Gesundheit / Sport
debt	Soziales
fit	health
EOF
printf 'worker;lat;lon;mon
w1;49,9;8,6;08:00-16:00
' | cases-import -q >/dev/null
printf 'worker;lat;lon;mon
w1;49,9;8,6;08:00-16:00
W 1;49,9;8,6;08:00-16:00
' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv:3: worker: new, and another one has it but for capital letters, blanks, signs or zeros in front
cases-import: workers: read 2 = new 1 + changed 0 + unchanged 1 + rejected 0
EOF

begin 'a place that has lost its decimals, or their point, is said of workers and places, too'
given <<'EOF'
Kundennummer;Breite;Länge
12A1;50;9
12A2;50;8,9
12A3;4,98;8,65
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: lat: whole degrees: have the decimals been lost?
cases-import: a.csv:4: lat: not a place in Germany
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF
printf 'worker;lat;lon;mon\nw1;4,98;8,65;08:00-16:00\nw2;50;9;08:00-16:00\n' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv:2: lat: not a place in Germany
cases-import: a.csv:3: lat: whole degrees: have the decimals been lost?
cases-import: workers: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF
cat >a.csv <<'EOF'
PLZ;Ort;Breite;Länge
64283;Au;49,9;8,6
1067;Au;51,1;13,7
64285;Au;498;8,6
64287;Au;4,98;8,6
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:4: lat: not a latitude
cases-import: a.csv:3: postal_code: fewer than five digits: has a zero in front been lost?
cases-import: a.csv:5: lat: not a place in Germany
cases-import: places: read 4 = new 3 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'a year that was mistyped moves a deadline by a year, which is said'
given <<'EOF'
Kundennummer;Versäumt am;Stand;Anhörung bis;Bescheid vom;Minderung ab
12A1;02.11.2026;Anhörung;30.11.2027;;
12A2;02.11.2026;Bescheid;;20.11.2026;01.12.2027
12A3;02.11.2026;Bescheid;;20.12.2027;01.12.2026
12A3;01.10.2026;Bescheid;;20.10.2026;01.11.2026
EOF
import -q
status 0
err <<'EOF'
cases-import: a.csv:2: hearing_until: more than half a year after miss_on
cases-import: a.csv:3: cut_from: more than a year after miss_on
cases-import: a.csv:4: notice_on: more than a year after miss_on
EOF
printf 'Kundennummer;Termin;Status\n12A1;30.11.2127;offen\n12A2;30.10.2127;offen\n' >a.csv
import -q --as-of=2126-11-20
status 0
err <<'EOF'
cases-import: a.csv:2: due_on: more than a year ahead
EOF
printf 'Kundennummer;Überwiesen am\n12A1;30.11.2126\n12A2;19.11.2126\n' >a.csv
import -q --as-of=2126-11-20
status 0
err <<'EOF'
cases-import: a.csv:2: referred_on: lies ahead: it counts from then on
EOF
printf 'worker;lat;lon;mon\nw1;49,9;8,6;08:00-16:00\n' | cases-import -q >/dev/null
printf 'worker;from;to\nw1;23.11.2026;27.11.2072\nw1;01.01.2027;31.12.2099\n' >a.csv
import -q
status 0
err <<'EOF'
cases-import: a.csv:2: to: more than five years after from
EOF

begin 'that there was an important reason is not read, which is said of who missed a letter'
given <<'EOF'
Kundennummer;Termin;Status;wichtiger Grund
12A1;02.11.2026;nicht erschienen;ja
12A2;02.11.2026;entschuldigt;ja
12A3;02.11.2026;nicht erschienen;Ja, krank
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: reason: yes: was it an important one? The letter counts as missed
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF

finish
