#!/bin/sh
# What headings mean, however they are spelled, and that none which seems to be
# meant is left out without a word.
. tests/lib.sh

import() {
	run cases-import -q --as-of=2026-11-20 "$@" a.csv
}

cases() {
	sqlite3 -tabs "$DOORSTEP_DB" "SELECT case_id, coalesce(surname, '-'), coalesce(given_name, '-'),
		coalesce(phone, '-'), coalesce(street, '-'), coalesce(postal_code, '-'),
		coalesce(town, '-') FROM cases ORDER BY 1" >"$box/rows"
	cat >"$box/want"
	same "$box/want" "$box/rows"
}

begin 'a heading is the same with and without hyphens, dots, blanks and umlauts'
for head in 'Kunden-Nr.;STRASSE;HAUS_NR;Hausnr.Zusatz' 'KUNDEN_NUMMER;Strasse*;Haus-Nr.;HNR-ZUSATZ' \
	'kundennr;Straße:;HsNr;Hausnummern-Zusatz' 'case-id;Street;House number;house_number_addition' \
	'CaseID;street;house_no;Zusatz' 'Kunden Nummer;Strasse;Hs.-Nr.;Adress-Zusatz'; do
	rm -f "$DOORSTEP_DB"
	printf '%s;PLZ\n4711;Ring;5;b;64283\n' "$head" >a.csv
	import
	status 0
	err </dev/null
	cases <<'EOF'
4711	-	-	-	Ring 5 b	64283	-
EOF
done

begin 'a number is one of a house only to the right of the street'
cat >a.csv <<'EOF'
Nr.;Kundennummer;Straße;Nr.;Zusatz;Telefon;Nr.
1;4711;Ring;5;b;06151 1;3
EOF
import
status 0
err </dev/null
cases <<'EOF'
4711	-	-	06151 1	Ring 5 b	-	-
EOF
printf 'Nr.;Mitarbeiter;lat;lon;Mo\n7;W1;49.8;8.6;08:00-12:00\n' >a.csv
import
status 0
err </dev/null

begin 'no number of several, no part of an address is lost; what is there twice is stored once'
cat >a.csv <<'EOF'
Kundennummer;Name;Nachname;Telefon;Mobil;Telefon 2;Adresszusatz;Straße;Hausnummer;PLZ;Ort;Wohnort;Ortsteil
4711;Berg;Berg;;0171 23;06151 4;c/o Tal;Ring;5;64832;Babenhausen;Babenhausen;Harreshausen
4712;Au;Au;06151 5;0171 24;06151 5;;Ring;7;64832;Babenhausen;Babenhausen;
EOF
import
status 0
err </dev/null
cases <<'EOF'
4711	Berg	-	0171 23 06151 4	c/o Tal Ring 5 Harreshausen	64832	Babenhausen
4712	Au	-	06151 5 0171 24	Ring 7	64832	Babenhausen
EOF

begin 'headings in English, as systems from elsewhere have them'
cat >a.csv <<'EOF'
Customer no.,First name,Last name,Date of birth,Address,ZIP code,City,Phone number,Mobile
4711,Anna,Berg,1980-04-03,5 Ring,64283,Darmstadt,06151 1,0171 2
EOF
import
status 0
err </dev/null
cases <<'EOF'
4711	Berg	Anna	06151 1 0171 2	5 Ring	64283	Darmstadt
EOF

begin 'two columns in one field are told apart, or said'
cat >a.csv <<'EOF'
Kundennummer;Name, Vorname;PLZ/Ort
1;Berg, Anna;64283 Darmstadt
2;Tal,Anna Maria;D-64283, Darmstadt
3;Au;Darmstadt
4;;64283
5;Anna Berg;Darmstadt 64283
6;von Berg, Dr., Anna;642 83 Darmstadt
7;, Anna;
EOF
import
status 1
err <<'EOF'
cases-import: a.csv:6: surname: no comma between its two parts
cases-import: a.csv:6: given_name: no comma between its two parts
cases-import: a.csv:6: postal_code: no postal code and town
cases-import: a.csv:6: town: no postal code and town
cases-import: a.csv:7: postal_code: no postal code and town
cases-import: a.csv:7: town: no postal code and town
cases-import: a.csv:3: postal_code: not a code of five digits
EOF
cases <<'EOF'
1	Berg	Anna	-	-	64283	Darmstadt
2	Tal	Anna Maria	-	-	D-64283	Darmstadt
3	Au	-	-	-	-	Darmstadt
4	-	-	-	-	64283	-
5	-	-	-	-	-	-
6	von Berg	Dr., Anna	-	-	-	-
7	-	Anna	-	-	-	-
EOF

begin 'columns of their own count for more than pieces of another'
cat >a.csv <<'EOF'
Kundennummer;Name, Vorname;Nachname;Vorname;PLZ Ort;PLZ;Ort
1;x, y;Berg;Anna;1 z;64283;Darmstadt
EOF
import
status 0
err </dev/null
cases <<'EOF'
1	Berg	Anna	-	-	64283	Darmstadt
EOF

begin 'a heading with the name of a column in it is not read, which is said, or shown not to matter'
cat >a.csv <<'EOF'
Kundennummer;Ort;Name des Kunden;Telefon (Betreuung);Ortsteil der Arbeit;Länge des Bezugs
1;Darmstadt;Berg;06151;x;3
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read; is it surname?
cases-import: a.csv:1: column 4 is not read; is it phone?
EOF
printf 'source\tcolumn\nName des Kunden\tsurname\nTelefon (Betreuung)\t\nOrt\t\n' >map
import -m +map
status 0
err <<'EOF'
cases-import: a.csv: no heading for town, which the last import of cases had
EOF
cases <<'EOF'
1	Berg	-	-	-	-	Darmstadt
EOF
printf 'source\tcolumn\tvalues\nOrt\t\ta=b\n' >map
import -m +map
status 2
err <<'EOF'
cases-import: map:2: column: not a column of ours
EOF
printf 'source\tcolumn\tformat\nOrt\ttown\tbehinds\n' >map
import -m +map
status 2
err <<'EOF'
cases-import: map:2: format: neither dmy, ymd, mdy, weak, part, behind, ask, code, after-code, before-comma nor after-comma
EOF

begin 'a heading that is nearly known is not read, which is said, half a place too'
cat >a.csv <<'EOF'
Kundennummer;Nachnahme;Telefonnumer;Geburtsdtum;Breitengrad;Art;Strase;Ord
1;Berg;06151;01.02.1980;49.8;x;y;z
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 2 is not read; is it surname?
cases-import: a.csv:1: column 3 is not read; is it phone?
cases-import: a.csv:1: column 4 is not read; is it birth_date?
cases-import: a.csv:1: column 7 is not read; is it street?
cases-import: a.csv:1: no column lon: there are no places without it
EOF
printf 'Kundennummer;Breitengrad;Länge (Ost);Nachname;Nachnahme\n1;49.8;8.6;Berg;x\n' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read; is it lon?
cases-import: a.csv:1: no column lon: there are no places without it
EOF

begin 'a column that may say which rows do not count is not read, which is said until a map says no'
printf 'worker,lat,lon\nw1,49.8,8.6\n' >w.csv
cases-import -q w.csv >/dev/null
cat >a.csv <<'EOF'
Kürzel;von;bis;Halber Tag;Antrags-Status
w1;01.12.2026;05.12.2026;nein;abgelehnt
EOF
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 4 is not read: it may say which rows do not count, or with whom to take care; if it does not, a row of --map with this heading alone says so
cases-import: a.csv:1: column 5 is not read: it may say which rows do not count, or with whom to take care; if it does not, a row of --map with this heading alone says so
EOF
printf 'source\tcolumn\nhalber Tag\t\nAntragsstatus\t\n' >map
import -m +map
status 0
err </dev/null
printf 'Kürzel;von\nw1;07.12.2026\n' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv:1: no column to: new absences last until further notice
cases-import: a.csv: no heading for to, which the last import of absences had
EOF
printf 'Kundennummer;Name;Status;verstorben am\n1;Berg;aktiv;\n' >a.csv
import
status 0
err <<'EOF'
cases-import: a.csv:1: column 4 is not read: it may say which rows do not count, or with whom to take care; if it does not, a row of --map with this heading alone says so
EOF

printf 'Kundennummer;Name;Hausverbot;Storno-Kz\n1;Berg;;\n' >a.csv
import -q
status 0
err <<'EOF'
cases-import: a.csv:1: column 3 is not read: it may say which rows do not count, or with whom to take care; if it does not, a row of --map with this heading alone says so
cases-import: a.csv:1: column 4 is not read: it may say which rows do not count, or with whom to take care; if it does not, a row of --map with this heading alone says so
cases-import: a.csv: no heading for status, which the last import of cases had
EOF

begin 'appointments with nothing but a number, times and a state close no cases'
printf 'Kundennummer;Name\n1;Berg\n' >cases.csv
cases-import -q cases.csv >/dev/null
cat >a.csv <<'EOF'
Kundennummer;Beginn;Ende;Status
1;16.11.2026 08:00;16.11.2026 08:30;abgeschlossen
EOF
import
status 2
err <<'EOF'
cases-import: a.csv:1: the header fits no table: cases has no heading like that of due_time, letters lacks due_on, cuts lacks miss_on, referrals lacks referred_on; --table names one, --map says what its headings mean
EOF
printf 'Kundennummer;Betreff;Status\n1;x;beendet\n' >a.csv
import
status 2
import -q -t cases
status 0
# What nobody has but people speaks for a list of these.
printf 'Kundennummer;Name;Beginn;Status\n1;Berg;01.01.2026;aktiv\n' >a.csv
import -q
status 0
err </dev/null

begin 'the day of a letter is the appointment, not another date that is just called one'
cat >a.csv <<'EOF'
Kundennummer;Datum;Terminzeitpunkt;Status des Termins
1;01.11.2026;16.11.2026 08:00;no-show
EOF
printf 'Kundennummer\n1\n' >cases.csv
cases-import -q cases.csv >/dev/null
import -q --as-of=2026-11-20
status 0
err </dev/null
run sqlite3 -tabs "$DOORSTEP_DB" 'SELECT due_on, due_time, result FROM letters'
out <<'EOF'
2026-11-16	08:00:00	missed
EOF

begin 'since when and until when somebody works here; an absence has the same words'
for last in bis Austritt Austrittsdatum 'ausgeschieden am' 'letzter Tag'; do
	rm -f "$DOORSTEP_DB"
	printf 'Kürzel;Breite;Länge;Mo;Di;Mi;Do;Fr;seit;%s\nw1;49,87;8,65;08:00-12:00;;;;;01.03.2026;30.11.2026\n' \
		"$last" >a.csv
	import
	status 0
	err </dev/null
	sqlite3 -tabs "$DOORSTEP_DB" 'SELECT worker, since, until FROM workers' >"$box/out"
	out <<'EOF'
w1	2026-03-01	2026-11-30
EOF
done
for days in 'von;bis' 'Urlaub von;Urlaub bis' 'krank seit;krank bis'; do
	printf 'Kürzel;%s\nw1;03.11.2026;05.11.2026\n' "$days" >a.csv
	import
	status 0
	err </dev/null
	sqlite3 -tabs "$DOORSTEP_DB" 'SELECT worker, "from", "to" FROM absences' >"$box/out"
	out <<'EOF'
w1	2026-11-03	2026-11-05
EOF
	sqlite3 "$DOORSTEP_DB" 'DELETE FROM absence'
done

# Else it would depend on the spelling how much a heading counts.
begin 'what is spelled alike in the map means the same'
perl -CSD -Mutf8 -F'\t' -lane 'next if $. == 1 || $F[0] eq "";
	($k = lc $F[0]) =~ s/ß/ss/g; $k =~ y/äöü/aou/; $k =~ s/[^a-z0-9%]//g; $k =~ s/([aou])e/$1/g;
	$F[3] //= ""; $was = $seen{"$k $F[1]"} //= $F[3];
	print "$F[0] $F[1]: $F[3] and $was" if $was ne $F[3]' "$top/share/maps/de.tsv" >"$box/out"
out </dev/null

finish
