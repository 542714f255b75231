#!/bin/sh
# Cells that people and offices fill with something other than a value of their
# column: it is not taken for one without a word.
. tests/lib.sh

import() {
	run cases-import --as-of=2026-11-20 "$@"
}

begin 'a mark for what stands above is no value, and not looked up: nobody lives with all dittos'
cat >a.csv <<'EOF'
Kundennummer;BG-Nummer;Nachname;Straße;Hausnr.;PLZ;Ort;Telefon;Fallmanager;Bedarf
1;BG1;Berg;Ring;1;64283;Bensheim;06151 1;FM1;rolli
2;BG2;Dito;s.o.;s. o.;DTO.;dito;„;wie oben;
3;dto.;Au;;;;;;;
4;BG4;dto.;Ring;4;64283;'';;;dito
5;BG5;Au;Ring;"""";64283;"-""-";;;
6;BG6;Dorn;Ring;6;64283;Dornheim;dt. 06151 1;s.opitz;
EOF
import a.csv
status 1
err <<'EOF'
cases-import: a.csv:3: phone: a mark for what stands above it
cases-import: a.csv:3: street: a mark for what stands above it
cases-import: a.csv:3: postal_code: a mark for what stands above it
cases-import: a.csv:3: town: a mark for what stands above it
cases-import: a.csv:3: case_manager: a mark for what stands above it
cases-import: a.csv:4: household_id: a mark for what stands above it
cases-import: a.csv:5: needs: a mark for what stands above it
cases-import: a.csv:6: street: a mark for what stands above it
cases-import: a.csv:6: town: a mark for what stands above it
cases-import: cases: read 6 = new 4 + changed 0 + unchanged 0 + rejected 2, 7 values left out
EOF
has_rows "SELECT case_id, household_id, surname, coalesce(street, '-'), coalesce(town, '-'),
	coalesce(phone, '-'), coalesce(case_manager, '-') FROM cases" <<'EOF'
1	BG1	Berg	Ring 1	Bensheim	06151 1	FM1
2	BG2	Dito	-	-	-	-
5	BG5	Au	-	-	-	-
6	BG6	Dorn	Ring 6	Dornheim	dt. 06151 1	s.opitz
EOF

goes_on 'but a remark is for people, a map may know the mark, and our own lists have no marks'
cat >l.csv <<'EOF'
Kundennummer;Termin;Terminstatus;Meldezweck;Grund
1;02.11.2026;entschuldigt;Beratung;s.o.
EOF
import -q l.csv
status 0
err </dev/null
printf 'source\tcolumn\tvalues\nOrt\ttown\tdito=Darmstadt\n' >map
printf 'Kundennummer;Ort\n1;dito\n' >a.csv
import -q -m +map a.csv
status 0
printf 'case_id\tcase_manager\n1\tdito\n' >a.tsv
import -q a.tsv
status 0
has_rows 'SELECT town, case_manager FROM cases WHERE case_id = 1' <<'EOF'
Darmstadt	dito
EOF

begin 'a purpose that is no value makes no new letter of one that is stored'
printf 'case_id\n1\n2\n' >cases.tsv
cat >a.csv <<'EOF'
Kundennummer;Termin;Terminstatus;Meldezweck
1;02.11.2026;nicht erschienen;Beratung
2;02.11.2026;nicht erschienen;Beratung
EOF
import -q cases.tsv a.csv
cat >a.csv <<'EOF'
Kundennummer;Termin;Terminstatus;Meldezweck
1;02.11.2026;entschuldigt;#NV
2;02.11.2026;entschuldigt;dto.
EOF
import a.csv
status 1
err <<'EOF'
cases-import: a.csv:2: purpose: a spreadsheet's error, no value
cases-import: a.csv:3: purpose: a mark for what stands above it
cases-import: letters: read 2 = new 0 + changed 0 + unchanged 0 + rejected 2
EOF

begin 'nothing of a sheet is left out without a word because a spreadsheet has spoiled it'
printf 'case_id\n1\n2\n3\n' >cases.tsv
import -q cases.tsv
cat >a.csv <<'EOF'
Kundennummer;Datum;Ergebnis;Notiz;Angebote
1;12.11.2026;angetroffen;#WERT!;
2;12.11.2026;angetroffen;;####
3;12.11.2026;angetroffen;s. o.;
EOF
run visits-log --as-of=2026-11-20 --rejects=rejects a.csv
status 1
err <<'EOF'
visits-log: a.csv:2: note: a spreadsheet's error, no value
visits-log: a.csv:3: offers: a cell too narrow to show what it held
visits-log: read 3 = new 1 + changed 0 + unchanged 0 + skipped 0 + rejected 2
EOF
want [ "$(grep -c . rejects)" = 3 ]
has_rows 'SELECT case_id, note FROM visits' <<'EOF'
3	s. o.
EOF

# names ENCODING 'NAME ...': a file in this encoding of cases with these names.
names() {
	n=0
	for name in $2; do
		n=$((n + 1))
		printf '%s;%s\n' "$n" "$name"
	done | sed '1i Kundennummer;Nachname' | iconv -f UTF-8 -t "$1" >a.csv
}

german='Müller Öz Groß Händel Lé Müller½ D´Angelo Müller·Innen §32a 10°C m²'
polish='Wałęsa Łukasz Żukowska' turkish='Şahin Dağ Yıldız'

begin 'names in an encoding of another country are said, beside umlauts too'
for encoding in CP1250 ISO-8859-2 CP1254 CP1251 MACINTOSH; do
	case $encoding in
	CP1254) names $encoding "Müller $turkish" ;;
	CP1251) names $encoding Иванов ;;
	MACINTOSH) names $encoding 'Zoë Müller' ;;
	*) names $encoding "Müller $polish" ;;
	esac
	import -q a.csv
	status 0
	want grep -q -e '--encoding' "$box/err"
	import -q -E $encoding a.csv
	status 0
	err </dev/null
done
names UTF-8 "$german $polish $turkish O’Neill Þór Sæmundsson Иванов"
import -q a.csv
status 0
err </dev/null
names WINDOWS-1252 "$german O’Neill"
import -q a.csv
status 0
err </dev/null

begin 'text that was read in the wrong encoding, by us or by others, is said'
names UTF-8 "$german"
for encoding in LATIN1 CP850 MACINTOSH; do
	import -q -E $encoding a.csv
	status 0
	err <<'EOF'
cases-import: a.csv: it is UTF-8; what --encoding makes of it is not what was written
EOF
	rm "$DOORSTEP_DB"
done
import -q -E UTF-8 a.csv
status 0
err </dev/null
for encoding in CP850 MACINTOSH; do
	names WINDOWS-1252 'Müller Groß'
	iconv -f $encoding -t UTF-8 a.csv >b.csv
	import -q b.csv
	status 0
	want grep -q 'in a word; was it' "$box/err"
done
names UTF-8 "M=C3=BCller M=FCller M%C3%BCller M\\u00fcller M\\'fcller A=B x=FA 50% a\\b"
import -q a.csv
status 0
err <<'EOF'
cases-import: a.csv: 5 lines have letters or line breaks spelled out as in mails, pages of the web and workbooks: &uuml; =FC <br> _x000D_
EOF

begin 'one person under two numbers, by name and birth date: two cases, but not without a word'
cat >a.csv <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum;Status
1;Öz-Berg;Ada;01.02.1990;beendet
2;Au;Ina;01.02.1990;
3;Au;;01.02.1990;
EOF
import -q a.csv
cat >b.csv <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum
2;Au;Ina;01.02.1990
11;ÖZ BERG;Ada;01.02.1990
12;Au;Ina;02.02.1990
13;Au;;01.02.1990
14;Au;Ina;
15;AuI;na;01.02.1990
16;Neu;Ute;01.02.1990
17;Neu;Ute;01.02.1990
EOF
import -q b.csv
status 0
err <<'EOF'
cases-import: b.csv:3: case_id: new, and a person of this name and birth_date has another case
cases-import: b.csv:9: case_id: new, and a person of this name and birth_date has another case
cases-import: b.csv: no heading for status, which the last import of cases had
EOF
import -q b.csv
status 0
err </dev/null

begin 'where nobody can be visited, and who cannot be, is said'
cat >a.csv <<'EOF'
Kundennummer;Nachname;Vorname;Straße;PLZ;Ort;Telefon
1;Au;A;Postfach 12 34;64283;Darmstadt;
2;Au †;B;Ring 1;64283;Darmstadt;
3;Au;C (verst.);UNBEKANNT VERZOGEN;64283;Darmstadt;
4;Au;D;o. f. W.;64283;Darmstadt;
5;Au;E;06151 123-45;64283;Darmstadt;Ring 1
6;Au;F;Verstorbenenweg 1;64283;Darmstadt;
7;Au;G;Obdachlosenheim, Postfachweg 2;64283;Darmstadt;
EOF
import -q a.csv
status 0
err <<'EOF'
cases-import: a.csv:2: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: a.csv:3: surname: the mark of somebody who has died
cases-import: a.csv:4: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: a.csv:4: given_name: the mark of somebody who has died
cases-import: a.csv:5: street: no place to visit anybody: a post box, no fixed abode, moved
cases-import: a.csv:6: street: no letter in it: are the fields of the row shifted?
EOF

begin 'a postal code that no table of places can have is said, one of another country not'
cat >a.csv <<'EOF'
Kundennummer;PLZ;Ort
1;64283;Darmstadt
2;D-64283;Darmstadt
3;642833;Darmstadt
4;64283 Darmstadt;
5;A-1010;Wien
6;64.283;Darmstadt
7;;Bensheim
EOF
import -q a.csv
status 0
err <<'EOF'
cases-import: a.csv:3: postal_code: not a code of five digits
cases-import: a.csv:4: postal_code: not a code of five digits
cases-import: a.csv:5: postal_code: not a code of five digits
cases-import: ... and 1 more: postal_code: not a code of five digits
EOF

finish
