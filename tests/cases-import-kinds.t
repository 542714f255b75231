#!/bin/sh
# What lists of other systems, and spreadsheets on the way, do to a file: each
# kind is read right, or it is said that it is not.
. tests/lib.sh

# Three cases are known; stdin is the file.
given() {
	printf 'case_id\tsurname\n12A1\tAlt\n12A2\tAlt\n12A3\tAlt\n' >known.tsv
	cases-import -q --as-of=2026-11-01 known.tsv >/dev/null 2>&1
	cat >a.csv
}

# Imports it on that day.
import() {
	run cases-import --as-of=2026-11-20 "$@" a.csv
}

cases() {
	has_rows "SELECT case_id, surname, coalesce(phone, '-'), coalesce(street, '-'),
		coalesce(town, '-') FROM cases ORDER BY 1"
}

letters() {
	has_rows "SELECT case_id, due_on, coalesce(due_time, '-'), result FROM letters
		ORDER BY 1, 2"
}

begin 'headings broken between two lines, with underscores, colons and stars'
given <<'EOF'
"Kunden-
nummer*";"Nach-
name:";TELEFON_PRIVAT;Straße_*
12A1;Berg;06151;Weg 1
EOF
import
status 0
err <<'EOF'
cases-import: cases: read 1 = new 0 + changed 1 + unchanged 0 + rejected 0
EOF
cases <<'EOF'
12A1	Berg	06151	Weg 1	-
12A2	Alt	-	-	-
12A3	Alt	-	-	-
EOF

begin 'what stands in brackets behind a heading is not guessed, but said'
given <<'EOF'
Kundennummer;Termin (Datum);Uhrzeit (ca.);Terminstatus [Kunde];Ort (Geburt)
12A1;20.11.2026;08:30;erschienen;Rom
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read; is it due_time?
cases-import: a.csv:1: column 4 is not read; is it result?
cases-import: a.csv:1: no column result: new letters are open
cases-import: letters: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOF
letters <<'EOF'
12A1	2026-11-20	-	open
EOF

begin 'day and time in one column, as people write them'
given <<'EOF'
Kundennummer;Termin am/um;Terminstatus
12A1;20.11.2026, 8:30 Uhr;erschienen
12A2;20.11.2026 um 10.15 Uhr;offen
12A3;20.11.2026 2:30 PM;offen
12A3;Fr, 20.11.2026;offen
12A3;20.11.2026-21.11.2026;offen
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:5: due_on: not a date
cases-import: a.csv:6: due_on: not a date
cases-import: letters: read 5 = new 3 + changed 0 + unchanged 0 + rejected 2
EOF
letters <<'EOF'
12A1	2026-11-20	08:30:00	attended
12A2	2026-11-20	10:15:00	open
12A3	2026-11-20	14:30:00	open
EOF

begin 'times that no time can be read from are left out'
given <<'EOF'
Kundennummer;Termin;Uhrzeit;Terminstatus
12A1;20.11.2026;08:30 - 09:00;offen
12A2;20.11.2026;0,3541666667;offen
12A3;20.11.2026;02:30PM;offen
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: due_time: not a time
cases-import: a.csv:3: due_time: not a time
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0, 2 values left out
EOF
letters <<'EOF'
12A1	2026-11-20	-	open
12A2	2026-11-20	-	open
12A3	2026-11-20	14:30:00	open
EOF

begin 'midnight of here is another day in UTC'
given <<'EOF'
Kundennummer;Termin;Einladung vom;Terminstatus
12A1;2026-11-19T23:00:00.000Z;2026-11-01;offen
12A2;2026-07-19T22:00:00+00:00;2026-07-01;offen
12A3;2026-11-20T08:15:00Z;2026-10-31T23:00:00Z;offen
12A3;2026-11-21T23:00:00+01:00;2026-11-01T23:59:59Z;offen
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: due_on: in UTC, where it is midnight of the next day here
cases-import: a.csv:3: due_on: in UTC, where it is midnight of the next day here
cases-import: a.csv:4: sent_on: in UTC, where it is midnight of the next day here
cases-import: letters: read 4 = new 2 + changed 0 + unchanged 0 + rejected 2, 1 values left out
EOF
letters <<'EOF'
12A3	2026-11-20	08:15:00	open
12A3	2026-11-21	23:00:00	open
EOF

begin 'years of two digits, days without a year, serial numbers are no dates'
given <<'EOF'
Kundennummer;Termin;Terminstatus
12A1;1.1.26;offen
12A2;20.11.;offen
12A3;46346;offen
12A3;46346,3541;offen
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: due_on: a year with two digits
cases-import: a.csv:3: due_on: not a date
cases-import: a.csv:4: due_on: not a date
cases-import: a.csv:5: due_on: not a date
cases-import: letters: read 4 = new 0 + changed 0 + unchanged 0 + rejected 4
EOF

begin 'days that a spreadsheet has moved by four years are all on the wrong day of the week'
# Monday to Friday of two weeks, and 1462 days before them.
moved() {
	echo 'Kundennummer;Termin;Terminstatus'
	for day in 0 1 2 3 4 7 8 9 10 11; do
		echo "12A1;$(date -u -d "2026-11-02 +$((day - $1)) days" +%d.%m.%Y);versäumt"
	done
}
moved 1462 | given
import -n
status 0
err <<'EOF'
cases-import: a.csv: due_on: no Monday, but Saturdays, and all of them years ago: has a spreadsheet counted days from 1904?
cases-import: letters: read 10 = new 10 + changed 0 + unchanged 0 + rejected 0
EOF
# An old list, and one of a team that works on Saturdays.
moved 1463 >a.csv
import -q -n
err </dev/null
moved 6 >a.csv
import -q -n
err </dev/null

begin 'until further notice, in words'
given <<'EOF'
Kundennummer;Nachname;Kein Besuch bis
12A1;Berg;bis auf weiteres
12A2;Tal;unbefristet
12A3;See;unklar
EOF
printf 'Kürzel;Breite;Länge;Mo\nw1;49,8;8,6;08:00-12:00\n' >w.csv
printf 'Kürzel;von;bis\nw1;01.11.2026;bis auf weiteres\nw1;01.12.2026;offen\n' >b.csv
import w.csv b.csv
status 1
err <<'EOF'
cases-import: a.csv:4: no_visits_until: not a date
cases-import: workers: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 0 + rejected 1
cases-import: absences: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF
has_rows "SELECT case_id, coalesce(no_visits_until, '-') FROM cases ORDER BY 1" <<'EOF'
12A1	9999-12-31
12A2	9999-12-31
12A3	-
EOF
has_rows "SELECT \"from\", coalesce(\"to\", '-') FROM absences ORDER BY 1" <<'EOF'
2026-11-01	-
2026-12-01	-
EOF

begin 'a running number is no case_id'
given <<'EOF'
Nr.;Name;Vorname;Geburtsdatum
1;Berg;Ada;01.02.1980
2;Tal;Bea;01.02.1981
EOF
import -t cases
status 2
err <<'EOF'
cases-import: a.csv:1: no column case_id
EOF
given <<'EOF'
Nr.;Kundennummer;Name
1;12A1;Berg
EOF
import -q
status 0
err </dev/null
has_rows 'SELECT count(*) FROM cases' <<'EOF'
3
EOF

begin 'ids that a spreadsheet has rounded, its errors, cells too narrow'
given <<'EOF'
Kundennummer;Nachname;Telefon;Straße;Hausnr.;Ort;Geburtsdatum
1,2E+05;Berg;1;;;;
12A1;Berg;#NV;Weg;#WERT!;#NAME?;#BEZUG!
#REF!;Tal;1;;;;
12A2;Tal;########;Weg;2;#1;########
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: a number in scientific notation, its digits are lost
cases-import: a.csv:3: birth_date: not a date
cases-import: a.csv:3: phone: a spreadsheet's error, no value
cases-import: a.csv:3: street: a spreadsheet's error, no value
cases-import: a.csv:3: town: a spreadsheet's error, no value
cases-import: a.csv:4: case_id: a spreadsheet's error, no value
cases-import: a.csv:5: birth_date: not a date
cases-import: a.csv:5: phone: a cell too narrow to show what it held
cases-import: cases: read 4 = new 0 + changed 2 + unchanged 0 + rejected 2, 6 values left out
EOF
cases <<'EOF'
12A1	Berg	-	-	-
12A2	Tal	-	Weg 2	#1
12A3	Alt	-	-	-
EOF

begin 'what stands for nothing is nothing: nobody lives with all who have no household'
given <<'EOF'
Kundennummer;Name;BG-Nummer;Straße;PLZ;Ort;Telefon;Bedarf;Geburtsdatum
1;Au;-;-;00000;k.A.;NULL;keine;-
2;Au;0;NULL;-;\N;n/a;-;k.A.
3;NULL;NULL;k. A.;NULL;-;--;nein;NULL
4;Null;4711;Ring 0;64283;Null;0;rolli;00.00.0000
-;Au;4711;;;;;;
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:6: case_id: missing
cases-import: cases: read 5 = new 4 + changed 0 + unchanged 0 + rejected 1
EOF
has_rows "SELECT case_id, surname, coalesce(household_id, ''), coalesce(street, ''),
	coalesce(postal_code, ''), coalesce(town, ''), coalesce(phone, ''),
	coalesce(needs, ''), coalesce(birth_date, '') FROM cases WHERE case_id NOT LIKE '12A%'" <<'EOF'
1	Au							
2	Au							
3	NULL							
4	Null	4711	Ring 0	64283	Null	0	rolli	
EOF
cat >a.csv <<'EOF'
Kundennummer;Termin;Uhrzeit;Meldezweck;Terminstatus;Terminnummer;Einladung vom
12A1;10.11.2026;NULL;-;-;0;k.A.
12A2;10.11.2026;-;NULL;erschienen;0;NULL
12A3;-;;;;;
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:4: due_on: missing
cases-import: letters: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF
letters <<'EOF'
12A1	2026-11-10	-	open
12A2	2026-11-10	-	attended
EOF
printf 'source\tcolumn\tvalues\nTerminstatus\tresult\t-=missed\n' >map
import -q -m +map
letters <<'EOF'
12A1	2026-11-10	-	missed
12A2	2026-11-10	-	attended
EOF

begin 'telephones that were rounded, house numbers that became dates'
given <<'EOF'
Kundennummer;Nachname;Telefon;Straße;Hausnr.
12A1;Berg;4,9615E+11;Weg;01. Mrz
12A2;Tal;06151;Weg;Nov 12
12A3;See;;Straße des 1. Mai;12a
12A3;See;;Weg;5,0
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: phone: a number in scientific notation, its digits are lost
cases-import: a.csv:2: street: a date that a spreadsheet made of a number
cases-import: a.csv:3: street: a date that a spreadsheet made of a number
cases-import: a.csv:5: street: a number with decimals, as a spreadsheet writes one
cases-import: cases: read 4 = new 0 + changed 3 + unchanged 1 + rejected 0, 4 values left out
EOF
cases <<'EOF'
12A1	Berg	-	-	-
12A2	Tal	06151	-	-
12A3	See	-	Straße des 1. Mai 12a	-
EOF

begin 'health is health in German, too, and GeoNames has headings of its own'
printf 'Angebotsnummer;Bereich;Bezeichnung\nA1;Gesundheit;Kurs\nA2;Arbeit;Kurs\n' >a.csv
run cases-import -q a.csv
has_rows 'SELECT offer, area FROM offers ORDER BY 1' <<'EOF'
A1	health
A2	Arbeit
EOF
printf 'country code\tpostal code\tplace name\tlatitude\tlongitude\n' >p.tsv
printf 'DE\t64283\tDarmstadt\t49.87\t8.65\n' >>p.tsv
run cases-import -q p.tsv
status 0
has_rows 'SELECT postal_code, town, lat, lon FROM places' <<'EOF'
64283	Darmstadt	49.87	8.65
EOF

begin 'two lists in one file'
given <<'EOF'
Kundennummer;Nachname;Ort
12A1;Berg;Reinheim
;;
Kundennummer;Termin;Status
12A2;20.11.2026;offen
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:4: the header of another list: each list wants a file of its own; nothing was stored
EOF
given <<'EOF'
Kundennummer;Nachname;Ort
ABC;Berg;Reinheim
Kundennummer;Termin;Status
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:3: the header of another list: each list wants a file of its own; nothing was stored
EOF
given <<'EOF'
offer;name;area
kurs;Kurs;health
Kundennummer;Termin;Status
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:3: the header of another list: each list wants a file of its own; nothing was stored
EOF
given <<'EOF'
Kundennummer;Termin;Terminstatus
12A2;20.11.2026;offen

Kundennummer;Nachname;Ort
12A1;Berg;Reinheim
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:4: the header of another list: each list wants a file of its own; nothing was stored
EOF
cases <<'EOF'
12A1	Alt	-	-	-
12A2	Alt	-	-	-
12A3	Alt	-	-	-
EOF

begin 'two lists, the second of which has the better header'
given <<'EOF'
Liste der Fälle
Kundennummer;Ort
12A1;Reinheim
Kundennummer;Nachname;Ort
12A2;Berg;Reinheim
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:4: the header of another list: each list wants a file of its own; nothing was stored
EOF
given <<'EOF'
Kundennummer;Termin
12A1;20.11.2026

Kundennummer;Versäumt am;Stand
12A2;20.11.2026;Anhörung
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:4: the header of another list: each list wants a file of its own; nothing was stored
EOF
run cases-import --as-of=2026-11-20 -n -o out --skip-lines=3 a.csv
status 0
# A line of titles, a legend, an empty list above: nobody is lost.
given <<'EOF'
Kundennummer;;Termin;;
Kundennummer;Nachname;Ort;Termin;Terminstatus
EOF
import
status 0
given <<'EOF'
Kundennummer;was im System die Nummer ist
Ort;wo jemand wohnt
Kundennummer;Nachname;Ort
EOF
import
status 0
given <<'EOF'
Kundennummer;Ort

Kundennummer;Nachname;Ort
12A1;Berg;Reinheim
EOF
import
status 0

begin 'the header once more in capital letters is a row too many, no more'
given <<'EOF'
Kundennummer;Nachname;Ort
12A1;Berg;Reinheim
KUNDENNUMMER;NACHNAME;ORT
12A2;Tal;Reinheim
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:3: case_id: of an unknown case, and unlike the others of the file
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 0 + rejected 1
EOF

begin 'sums and several lines of footer'
given <<'EOF'
Kundennummer;Nachname;Vorname;Ort
12A1;Berg;Ada;Reinheim
3;;;
Summe;1;;

Erstellt am 20.11.2026;;;
Seite 1 von 1
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:7: 1 field, but the header has 4: what it lacks stays as stored
cases-import: a.csv:3: case_id: nothing but the case_id of an unknown case
cases-import: a.csv:4: case_id: of an unknown case, and unlike the others of the file
cases-import: a.csv:6: case_id: nothing but the case_id of an unknown case
cases-import: a.csv:7: too few fields for a new record
cases-import: cases: read 5 = new 0 + changed 1 + unchanged 0 + rejected 4
EOF

begin 'a second line of headings, with units, is a row that is rejected'
given <<'EOF'
Kundennummer;Termin;Terminstatus
;am;
12A1;20.11.2026;offen
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: missing
cases-import: letters: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'lines that end in several ways cost those that end in another one'
printf 'Kundennummer;Nachname\r\n12A1;Berg\n12A2;Tal\r12A3;See\r\n' | given
import
status 1
err <<'EOF'
cases-import: a.csv:3: a carriage return inside the line
cases-import: cases: read 2 = new 0 + changed 1 + unchanged 0 + rejected 1
EOF

begin 'UTF-8 that was encoded twice, wholly or in part'
printf 'Kundennummer;Nachname;Ort\n12A1;Müller;Köln\n12A2;Groß;Übach\n12A3;Ã;SÃO\n' |
	iconv -f LATIN1 -t UTF-8 | given
import
status 0
err <<'EOF'
cases-import: a.csv: 3 lines have text that was made UTF-8 twice, with two characters for an umlaut
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF
{
	printf 'Kundennummer;Nachname\n12A1;Müller\n' | iconv -f UTF-8 -t WINDOWS-1252
	printf '12A2;Schäfer\n'
} | given
import
status 0
err <<'EOF'
cases-import: a.csv: 1 line has text that was made UTF-8 twice, with two characters for an umlaut
cases-import: cases: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0
EOF
printf 'Kundennummer;Nachname;Ort\n12A1;SÃO;Ångström\n12A2;Müller;Groß?\n' | given
import -q
status 0
err </dev/null

begin 'letters that were lost before we got the file'
given <<'EOF'
Kundennummer;Nachname;Ort
12A1;M?ller;Reinheim
12A2;Groß;Gro�-Umstadt
12A3;Tal;wo? „wo?“ www.example.org?ort=1 (?)
12A3;?zil;?
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: 3 lines have a question mark in a word, where a letter may be lost
cases-import: cases: 1 row said something else than a later one with the same key
cases-import: cases: read 4 = new 0 + changed 3 + unchanged 1 + rejected 0
EOF

begin 'letters that a page of the web has spelled out'
given <<'EOF'
Kundennummer,Nachname,Ort
12A1,M&uuml;ller,K&#246;ln
12A2,Gro&#xDF;,"A &amp; B"
12A3,Berg&Tal;,AT&T
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: 2 lines have letters or line breaks spelled out as in mails, pages of the web and workbooks: &uuml; =FC <br> _x000D_
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF

begin 'semicolons under tabs, commas under semicolons'
printf 'Kundennummer\tNachname\tOrt\n12A1\tBerg\tOrt\n12A2;Tal;Ort\n' | given
import
status 1
err <<'EOF'
cases-import: a.csv:3: 1 field, but the header has 3: what it lacks stays as stored
cases-import: a.csv:3: too few fields for a new record
cases-import: cases: read 2 = new 0 + changed 1 + unchanged 0 + rejected 1
EOF
given <<'EOF'
Kundennummer,Nachname,Ort
12A1;Berg;Ort
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: 1 field, but the header has 3: what it lacks stays as stored
cases-import: a.csv:2: too few fields for a new record
cases-import: cases: read 1 = new 0 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'decimal commas where commas separate'
given <<'EOF'
PLZ,Breite,Länge
64283,49,87,8,65
64285,49.8,8.6
64287,"49,8","8,6"
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: 5 fields, but the header has 3
cases-import: places: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'latitude and longitude exchanged'
given <<'EOF'
Kundennummer;Nachname;Breite;Länge
12A1;Berg;8,65;49,87
12A2;Tal;49,87;8,65
EOF
printf 'PLZ;Breite;Länge\n64283;8,65;49,87\n' >p.csv
import p.csv
status 1
err <<'EOF'
cases-import: p.csv:2: lat: latitude and longitude are exchanged
cases-import: a.csv:2: lat: latitude and longitude are exchanged
cases-import: places: read 1 = new 0 + changed 0 + unchanged 0 + rejected 1
cases-import: cases: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0, 1 values left out
EOF
has_rows 'SELECT case_id, lat, lon FROM cases WHERE lat IS NOT NULL' <<'EOF'
12A2	49.87	8.65
EOF

begin 'percent with its sign, and as the fraction that a cell of it holds'
given <<'EOF'
Kundennummer;Versäumt am;Stand;Minderung in %
12A1;20.10.2026;Bescheid;30 %
12A2;20.10.2026;Bescheid;0,3
12A3;20.10.2026;Bescheid;10,00%
12A3;21.10.2026;Bescheid;% 10
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:3: percent: less than one percent: is it a fraction?
cases-import: a.csv:5: percent: not a percentage from 0 to 100
cases-import: cuts: read 4 = new 2 + changed 0 + unchanged 0 + rejected 2
EOF
has_rows 'SELECT case_id, percent FROM cuts ORDER BY 1' <<'EOF'
12A1	30.0
12A3	10.0
EOF

begin 'duplicate headings: of a column an error, of nothing none; one that is empty'
given <<'EOF'
Kundennummer;Telefon;Telefon;Nachname
12A1;1;2;Berg
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:1: two identical headings for phone
EOF
given <<'EOF'
Kundennummer;Bemerkung;Bemerkung;;Nachname
12A1;1;2;Frau;Berg
EOF
import
status 0
err <<'EOF'
cases-import: cases: read 1 = new 0 + changed 1 + unchanged 0 + rejected 0
EOF

begin 'separators at the end of the header are no columns that a row lacks'
given <<'EOF'
Kundennummer;Nachname;;
12A1;Berg;;
12B7;Tal
12B8;See;;;;
12B9
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:5: 1 field, but the header has 4: what it lacks stays as stored
cases-import: a.csv:5: too few fields for a new record
cases-import: cases: read 4 = new 2 + changed 1 + unchanged 0 + rejected 1
EOF

begin 'quotes inside of a field that has none around it'
given <<'EOF'
Kundennummer;Nachname;Ort
12A1;Berg "Toni";Ort
12A2;"Tal" genannt;Ort
12A3;Fluss;"Ort"
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:3: a quote where none can be
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 0 + rejected 1
EOF
cases <<'EOF'
12A1	Berg "Toni"	-	-	Ort
12A2	Alt	-	-	-
12A3	Fluss	-	-	Ort
EOF

begin 'a line break in a field without quotes costs both of its halves what they lack'
given <<'EOF'
Kundennummer;Nachname;Ort;Telefon
12A1;Berg;Groß-
Gerau;06152
12A2;Tal;Ort;1
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: 3 fields, but the header has 4: what it lacks stays as stored
cases-import: a.csv:3: 2 fields, but the header has 4: what it lacks stays as stored
cases-import: a.csv:3: too few fields for a new record
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 0 + rejected 1
EOF

begin 'yes, no and crosses are no results of an appointment unless a map says so'
given <<'EOF'
Kundennummer;Termin;erschienen;nicht erschienen
12A1;20.11.2026;x;
12A2;20.11.2026;;x
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: no column result: new letters are open
cases-import: letters: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF
given <<'EOF'
Kundennummer;Termin;Terminstatus
12A1;20.11.2026;ja
12A2;20.11.2026;x
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: result: neither a known code nor translated by the map
cases-import: a.csv:3: result: neither a known code nor translated by the map
cases-import: letters: read 2 = new 0 + changed 0 + unchanged 0 + rejected 2
EOF

begin 'a page of the web, and lines that are quoted as a whole, are no list'
printf '<html><table><tr><th>Kundennummer</th></tr></table></html>\n' | given
import
status 2
printf '"Kundennummer;Nachname"\n"12A1;Berg"\n' | given
import
status 2
err <<'EOF'
cases-import: a.csv:1: no heading is known that a table needs; --map says what headings mean, --skip-lines leaves out lines above the header, --header names the headings of a file that has none
EOF

begin 'a list with a day and a state is of appointments or of cases: nobody knows'
given <<'EOF'
Kundennummer;Datum;Status
12A1;20.11.2026;abgeschlossen
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:1: the header fits several tables: cases,letters; --table names one
EOF
given <<'EOF'
Kundennummer;Nachname;Datum;Status
12A1;Berg;20.11.2026;beendet
EOF
import
status 0
has_rows 'SELECT case_id, status FROM cases ORDER BY 1' <<'EOF'
12A1	closed
12A2	active
12A3	active
EOF

begin 'letters that have lost their results are said'
given <<'EOF'
Kundennummer;Termin;Terminstatus
12A1;10.11.2026;nicht erschienen
12A2;10.11.2026;nicht erschienen
12A3;10.11.2026;offen
EOF
import -q
printf 'Kundennummer;Termin;Terminstatus\n12A1;10.11.2026;\n12A2;10.11.2026;offen\n12A3;10.11.2026;\n' >a.csv
import
status 0
err <<'EOF'
cases-import: letters: 2 had a result and are open again
cases-import: letters: read 3 = new 0 + changed 2 + unchanged 1 + rejected 0
EOF

begin 'an absence has its times in columns of their own'
printf 'Kürzel;Breite;Länge;Mo\nw1;49,8;8,6;08:00-12:00\n' >w.csv
printf '%s\n' 'Kürzel;von;bis' 'w1;20.11.2026 12:00;20.11.2026 16:00' \
	'w1;23.11.2026 00:00;27.11.2026 00:00' >a.csv
run cases-import w.csv a.csv
status 0
err <<'EOF'
cases-import: a.csv: 1 row has a time behind from or to: it is left out, start and end are for times
cases-import: workers: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
cases-import: absences: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a placeholder for the day of sending makes nobody silent for centuries'
given <<'EOF'
Kundennummer;Termin;Einladung vom;Terminstatus
12A1;02.11.2026;01.01.0001;nicht erschienen
12A2;02.11.2026;01.05.2026;nicht erschienen
12A3;02.11.2026;01.01.1900;nicht erschienen
EOF
import
status 0
err <<'EOF'
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
has_rows "SELECT case_id, coalesce(sent_on, '-') FROM letters ORDER BY 1" <<'EOF'
12A1	-
12A2	2026-05-01
12A3	-
EOF
run cases-overdue --as-of=2026-11-20 --silent=30 -c case_id,missed,silent_days
status 0
out <<'EOF'
case_id	missed	silent_days
12A2	1	203
EOF
printf 'case_id\n12A1\n12A3\n' >ids
run cases-overdue --as-of=2026-11-20 --silent=19 --why-not=ids
status 0
out <<'EOF'
case_id	rule
12A1	no_reason
12A3	no_reason
EOF

begin 'a house number whose street has another heading than usual is no street'
given <<'EOF'
Kundennummer;Straße;Hausnr.;Ort
12A1;Ring;3;Tal
EOF
import
status 0
cat >a.csv <<'EOF'
Kundennummer;Straßenzug;Hausnr.;Ort
12A1;Ring;3;Tal
12A2;Weg;4;Tal
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read: it is a part, and what it belongs to is missing
cases-import: a.csv: no heading for street, which the last import of cases had
cases-import: cases: read 2 = new 0 + changed 1 + unchanged 1 + rejected 0
EOF
printf 'Kundennummer;Anschrift;Haus-Nr.\n12A3;Pfad;5\n' >a.csv
import
status 0
cases <<'EOF'
12A1	Alt	-	Ring 3	Tal
12A2	Alt	-	-	Tal
12A3	Alt	-	Pfad 5	-
EOF

begin 'one of two headings that made a column has gone'
printf 'Kundennummer;Telefon;Telefon privat\n12A1;0611 1;0171 2\n12A2;;0171 3\n' | given
import
status 0
printf 'Kundennummer;Telefon;Tel. daheim\n12A1;0611 1;0171 2\n12A2;;0171 3\n' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv: the same columns as in the last import of cases, but 1 heading fewer: what several of them made may lack a part
cases-import: cases: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0
EOF

begin 'postal codes as GeoNames has them: no header, several centres of one code'
printf 'case_id\tpostal_code\n12A1\t70369\n12A2\t70370\n' >c.tsv
printf 'worker\tlat\tlon\tmon\nw\t48.8\t9.2\t08:00-16:00\n' >w.tsv
printf 'DE\t%s\tOrt\tLand\t01\tBezirk\t081\tKreis\t08111\t%s\t%s\t4\n' \
	70369 48.80 9.22 70369 48.90 9.30 70370 48.81 9.23 >DE.txt
run cases-import -q c.tsv w.tsv
run cases-import -t places DE.txt
status 2
err <<'EOF'
cases-import: DE.txt:1: no column postal_code,lat,lon
EOF
run cases-import -t places --header=,postal_code,town,,,,,,,lat,lon, DE.txt
status 0
err <<'EOF'
cases-import: places: 1 row said something else than a later one with the same key
cases-import: places: read 3 = new 2 + changed 0 + unchanged 1 + rejected 0
EOF
printf 'case_id\n12A1\n12A2\n' >ids
run visits-plan --as-of=2026-11-20 --from=2026-11-23 --days=1 ids
status 0
want grep -q '2 at the centre of a postal code' "$box/err"
run visits-plan -q --as-of=2026-11-20 --from=2026-11-23 --days=1 -c case_id,date ids
out <<'EOF'
case_id	date
12A2	2026-11-23
12A1	2026-11-23
EOF

begin 'days that contradict each other are taken, but not without a word'
given <<'EOF'
case_id;miss_on;state;hearing_until;notice_on;cut_from;percent
12A1;16.11.2026;hearing;02.12.2025;;;30
12A1;09.11.2026;decided;;01.11.2026;01.10.2026;30
12A1;02.11.2026;decided;;20.11.2026;;30
12A2;20.05.2026;decided;;;;30
12A2;19.05.2026;decided;;;;30
12A3;16.11.2026;averted;01.10.2026;01.10.2026;01.10.2026;30
12A3;09.11.2026;hearing;09.11.2026;;;30
12A3;02.11.2026;ended;;;;30
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:4: cut_from: missing: until it is known, the cut threatens nothing
cases-import: a.csv:3: notice_on: before miss_on
cases-import: a.csv:3: cut_from: before miss_on
cases-import: a.csv:2: hearing_until: before miss_on
cases-import: a.csv:5: cut_from: missing: until it is known, the cut threatens nothing
cases-import: cuts: read 8 = new 8 + changed 0 + unchanged 0 + rejected 0
EOF
given <<'EOF'
case_id;due_on;sent_on;result
12A1;16.11.2026;17.11.2026;missed
12A2;16.11.2026;14.11.2025;missed
12A3;16.11.2026;15.11.2025;missed
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: sent_on: after due_on
cases-import: a.csv:3: sent_on: more than a year before due_on
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
printf 'worker;lat;lon;since;until\nw1;49,87;8,65;%s\nw2;49,87;8,65;%s\n' \
	'01.03.2026;28.02.2026' '01.03.2026;01.03.2026' >a.csv
import
err <<'EOF'
cases-import: a.csv:2: until: before since
cases-import: workers: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF

# Whatever the clock says when this is run, the year after the next is ahead.
begin 'a day of the week without a heading is said, one with a point is known'
given <<'EOF'
Kürzel;Breite;Länge;Mo.;Di.;Mittwochs;Do.;Fr.
w1;49,87;8,65;08:00-16:00;08:00-16:00;08:00-16:00;08:00-16:00;08:00-12:00
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 6 is not read; is it wed?
cases-import: a.csv:1: no column wed: stored hours stay, a new worker has none then; if another heading means it, say so with --map
cases-import: workers: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOF
has_rows "SELECT mon, coalesce(wed, '-'), fri FROM workers" <<'EOF'
08:00-16:00	-	08:00-12:00
EOF

begin 'a row whose fields stand one too far to the right'
given <<'EOF'
Kundennummer;Straße;PLZ;Ort;Telefon
12A1;Ring 3;64380;Roßdorf;
12A2;Ring;3;64380;Roßdorf
12A3;Ring 4;64380;Ö;
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:3: town: nothing but digits: are the fields of the row shifted?
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF

begin 'what is known of a day that has not come yet is taken, but not without a word'
year=$(($(date +%Y) + 2))
{
	echo 'case_id;due_on;result'
	echo "12A1;$year-01-04;missed"
	echo "12A2;$year-01-05;attended"
	echo "12A3;$year-01-06;excused"
	echo "12A1;$year-01-07;returned"
	echo "12A2;$year-01-08;open"
} | given
run cases-import --as-of="$year-01-08" a.csv
status 0
err <<'EOF'
cases-import: letters: read 5 = new 5 + changed 0 + unchanged 0 + rejected 0
EOF
run cases-import --as-of="$year-01-04" a.csv
status 0
err <<'EOF'
cases-import: letters: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0, doubts told before 1
EOF
sqlite3 "$DOORSTEP_DB" 'DELETE FROM letter'
run cases-import --as-of="$year-01-04" a.csv
err <<'EOF'
cases-import: a.csv:3: due_on: lies ahead, but there is a result
cases-import: letters: read 5 = new 5 + changed 0 + unchanged 0 + rejected 0
EOF
printf 'case_id;miss_on;state\n12A1;%s-01-04;hearing\n' "$year" >a.csv
run cases-import --as-of="$year-01-03" a.csv
status 0
err <<'EOF'
cases-import: a.csv:2: miss_on: lies ahead: it counts from then on
cases-import: cuts: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a new case_id that is nearly one that is known is a new case, but not without a word'
given <<'EOF'
Kundennummer;Name
0815;Au
123A45;Berg
12/3;Tal
EOF
import -q
status 0
err </dev/null
cat >a.csv <<'EOF'
Kundennummer;Name
815;Au
123a45;Berg
123-A-45*;Berg
1/23;Tal
0815;Au
9;Neu
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: case_id: new, and another case has it but for capital letters, blanks, signs or zeros in front
cases-import: a.csv:3: case_id: new, and another case has it but for capital letters, blanks, signs or zeros in front
cases-import: a.csv:4: case_id: new, and another case has it but for capital letters, blanks, signs or zeros in front
cases-import: cases: read 6 = new 5 + changed 0 + unchanged 1 + rejected 0
EOF
import
status 0
err <<'EOF'
cases-import: cases: read 6 = new 0 + changed 0 + unchanged 6 + rejected 0
EOF

begin 'numbers that are good ones, and can hardly be meant'
given <<'EOF'
case_id;postal_code;lat;lon;visit_minutes
12A1;1067;4.987;8.65;1,5
12A2;64283;49.87;49.87;0
12A3;A-1010;49.87;8.65;5
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: postal_code: fewer than five digits: has a zero in front been lost?
cases-import: a.csv:2: visit_minutes: less than five minutes: are they hours?
cases-import: a.csv:2: lat: not a place in Germany
cases-import: a.csv:3: lat: not a place in Germany
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF

begin 'a tick in the place of a tag is a tag that nobody has'
given <<'EOF'
case_id;needs
12A1;ja
12A2;lang:tr,X
12A3;woman,pair
12A4;
12A5;n
12A6;y:1
EOF
import -q
status 0
err <<'EOF'
cases-import: a.csv:2: needs: yes, no or a cross in the place of a tag's name
cases-import: a.csv:3: needs: yes, no or a cross in the place of a tag's name
cases-import: a.csv:6: needs: yes, no or a cross in the place of a tag's name
cases-import: a.csv: no heading for surname, which the last import of cases had
EOF
has_rows "SELECT case_id, needs FROM cases WHERE needs IN ('ja', 'n')" <<'EOF'
12A1	ja
12A5	n
EOF
given <<'EOF'
worker;lat;lon;mon;skills
w1;50,1;8,1;08:00-16:00;nein
w2;50,1;8,1;08:00-16:00;yes_we_can
EOF
import -q
err <<'EOF'
cases-import: a.csv:2: skills: yes, no or a cross in the place of a tag's name
EOF

begin 'a doubt is told when its row is stored, and not by each file that has it again'
given <<'EOF'
case_id;postal_code;street;phone
12A1;1067;Postfach 1;1
12A2;64283;Weg 1;1
12A3;64283;Postfach 3;1
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:2: postal_code: fewer than five digits: has a zero in front been lost?
cases-import: a.csv:2: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: a.csv:4: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: cases: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOF
given <<'EOF'
case_id;postal_code;street;phone
12A1;1067;Postfach 1;1
12A2;6428;Weg 1;1
12A3;64283;Postfach 3;2
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:3: postal_code: fewer than five digits: has a zero in front been lost?
cases-import: a.csv:4: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: cases: read 3 = new 0 + changed 2 + unchanged 1 + rejected 0, doubts told before 2
EOF
import -q
err </dev/null
import -v
status 0
for said in ':2: street: no place' ':3: postal_code: fewer' 'rejected 0, doubts told before 4$'; do
	want grep -q "$said" "$box/err"
done

begin 'a time behind the day that the column of times contradicts is left out, which is said'
given <<'EOF'
Kundennummer;Termin;Uhrzeit;Terminstatus
12A1;20.11.2026 09:00;08:00;offen
12A2;20.11.2026 09:00;09:00:00;offen
12A3;20.11.2026 00:00;08:00;offen
EOF
import
status 0
err <<'EOF'
cases-import: a.csv: 1 row has a due_time and another time behind due_on, which is left out
cases-import: letters: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
EOF
letters <<'EOF'
12A1	2026-11-20	08:00:00	open
12A2	2026-11-20	09:00:00	open
12A3	2026-11-20	08:00:00	open
EOF

begin 'a list that had many rows and has none is said'
{ echo 'Kundennummer;Name'; seq 20 | sed 's/$/;Au/'; } | given
import -q
echo 'Kundennummer;Name' >a.csv
import
status 0
err <<'EOF'
cases-import: cases: no row at all, but 20 in the last import that had any
cases-import: cases: read 0 = new 0 + changed 0 + unchanged 0 + rejected 0
EOF
import
err <<'EOF'
cases-import: cases: no row at all, but 20 in the last import that had any
cases-import: cases: read 0 = new 0 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'apostrophes around a number are no quotes, nor the mark of a text'
given <<'EOF'
Kundennummer;Name;PLZ
'4711';'Berg';'64283'
'4712;Berg;'64283
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: case_id: between apostrophes, which are no quotes
cases-import: cases: read 2 = new 1 + changed 0 + unchanged 0 + rejected 1
EOF
has_rows "SELECT case_id, postal_code FROM cases WHERE case_id LIKE '%47%'" <<'EOF'
4712	64283
EOF

begin 'an older list of cuts, read after the newer one, takes decisions back, which is said'
given <<'EOF'
Kundennummer;Versäumt am;Stand;Minderung ab
12A1;02.11.2026;Bescheid;01.12.2026
12A2;02.11.2026;Anhörung;
EOF
import -q
sed 's/Bescheid;01.12.2026/Anhörung;/; s/2026;Anhörung;$/&/' a.csv >b.csv && mv b.csv a.csv
import
status 0
err <<'EOF'
cases-import: cuts: 1 was decided or over and is a hearing again
cases-import: cuts: read 2 = new 0 + changed 1 + unchanged 1 + rejected 0
EOF

begin 'rows between two quotes that are not meant as such are not lost without a word'
given <<'EOF'
Kundennummer;Name;Straße;Bemerkung
12A1;Berg;"Alte Post;x
12A2;Tal;Ring 3;y
12A3;Au;Hof 3";z
4;Neu;"Ring 5
Hinterhaus; links";"1. krank
2. verzogen; neu"
5;Alt;Ring;"12A1;"
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:2: a quoted field with other rows in it: is there a quote too many?
cases-import: cases: read 3 = new 2 + changed 0 + unchanged 0 + rejected 1
EOF

begin 'a household of very many is said: it may be a word for none'
{
	echo 'Kundennummer;Name;BG-Nummer'
	seq 17 | sed 's/$/;Au;Einzelperson/'
	seq 21 35 | sed 's/$/;Au;BG4711/'
} | given
import
status 0
err <<'EOF'
cases-import: a.csv:17: household_id: more than 15 cases have it: does it mean none?
cases-import: cases: read 32 = new 32 + changed 0 + unchanged 0 + rejected 0
EOF

begin 'a letter that comes again under another key counts twice, which is said'
given <<'EOF'
case_id;due_on;purpose;result
12A1;02.11.2026;V;missed
12A2;02.11.2026;V;open
12A3;02.11.2026;V;missed
12A3;09.11.2026;V;missed
EOF
import
status 0
# A number, another wording; a second appointment of a day whose first is there.
cat >a.csv <<'EOF'
case_id;due_on;purpose;letter_id;result
12A1;02.11.2026;V;77;excused
12A2;02.11.2026;v;;missed
12A3;02.11.2026;V;;missed
12A3;02.11.2026;W;;attended
12A3;09.11.2026;W;;missed
EOF
import
status 0
err <<'EOF'
cases-import: letters: 1 stored one has another result than a new one of its case and day, and is not in the files: both count
cases-import: letters: read 5 = new 4 + changed 0 + unchanged 1 + rejected 0
EOF
import
err <<'EOF'
cases-import: letters: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0
EOF

begin 'an absence that ends before it begins takes one back, or does nothing, which is said'
given <<'EOF'
worker;lat;lon
w1;49,87;8,65
EOF
import
given <<'EOF'
Mitarbeiter;vom;bis
w1;23.11.2026;27.10.2026
w1;30.11.2026;04.12.2026
EOF
import
status 0
err <<'EOF'
cases-import: absences: 1 new one ends before it begins: nobody is away
cases-import: absences: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
EOF
printf 'Mitarbeiter;vom;bis\nw1;%s\nw1;%s\n' '30.11.2026;29.11.2026' '23.11.2026;22.11.2026' >a.csv
import
status 0
err <<'EOF'
cases-import: absences: read 2 = new 0 + changed 2 + unchanged 0 + rejected 0
EOF

finish
