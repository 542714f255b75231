#!/bin/sh
# What a later list does to what an earlier one has said: people who change
# places, lists in the wrong order, columns that are suddenly empty, half a list.
. tests/lib.sh

# stdin: the file, which is imported on that day.
import() {
	cat >a.csv
	run cases-import --as-of=2026-11-20 "$@" a.csv
}

people() {
	import -q <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum;Straße;PLZ;Ort
1;Berg;Ada;02.01.1980;Weg 1;64283;Au
2;Tal;Otto;03.02.1981;Weg 2;64283;Au
3;Au;Eva;04.05.1990;Weg 3;64283;Au
4;Groß;Kai;05.05.1991;Weg 4;64283;Au
EOF
	status 0
}

begin 'a case that is somebody else by name and birth date is said'
people
import <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum
1;Tal;Otto;03.02.1981
2;Au;Eva;04.05.1990
3;Groß;Kai;05.05.1991
4;Berg;Ada;02.01.1980
EOF
status 0
err <<'EOF'
cases-import: a.csv:2: case_id: by name and birth_date somebody else than before
cases-import: a.csv:3: case_id: by name and birth_date somebody else than before
cases-import: a.csv:4: case_id: by name and birth_date somebody else than before
cases-import: a.csv: no heading for street,postal_code,town, which the last import of cases had
cases-import: ... and 1 more: case_id: by name and birth_date somebody else than before
cases-import: cases: read 4 = new 0 + changed 4 + unchanged 0 + rejected 0
EOF
import -q <<'EOF'
Kundennummer;Nachname;Vorname
1;Tal;Otto
2;Berg;Ida
3;Groß;Kai
4;Berg;Ada
EOF
err <<'EOF'
cases-import: a.csv:3: case_id: by name and birth_date somebody else than before
cases-import: a.csv: no heading for birth_date, which the last import of cases had
EOF

begin 'who marries, is spelled otherwise, or gets a name or a date corrected is the same person'
people
import -q <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum
1;Tal-Berg;Ada;02.01.1980
2;TAL;OTTO MARIA;03.02.1982
3;Au;Ewa;04.05.1990
4;Gross;Kay;05.05.1991
EOF
status 0
err <<'EOF'
cases-import: a.csv: no heading for street,postal_code,town, which the last import of cases had
EOF
import -q <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum
1;Ada;Tal-Berg;02.01.1980
2;Alm;Rosa;03.02.1982
3;;;
4;Gross;;06.06.1991
EOF
err </dev/null
import -q <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum
3;Alm;Rosa;01.01.1970
4;Gross;Rosa;
EOF
err </dev/null

begin 'who moves has the old place until another one comes, which is said'
import -q <<'EOF'
Kundennummer;Straße;PLZ;Ort;Breite;Länge
1;Hauptstr. 1;64283;Au;49,9;8,6
2;Weg 2;64283;Au;49,9;8,6
3;Weg 3;64283;Au;;
4;;;;49,9;8,6
5;Weg 5;64283;Au;49,9;8,6
EOF
status 0
import -q <<'EOF'
Kundennummer;Straße;PLZ;Ort
1;Hauptstraße 1;64283;Au
2;Weg 7;64283;Au
3;Weg 7;64283;Au
4;Weg 4;64283;Au
EOF
status 0
err <<'EOF'
cases-import: a.csv: no heading for lat,lon, which the last import of cases had
cases-import: cases: 1 has another address, and keeps the lat and lon of the old one
EOF
import -q <<'EOF'
Kundennummer;Straße;Breite;Länge
2;Weg 8;49,8;8,6
5;Weg 8;49,9;8,6
EOF
err <<'EOF'
cases-import: a.csv: no heading for postal_code,town, which the last import of cases had
EOF

begin 'a column that is empty in every row is said, since it clears what was there'
people
import <<'EOF'
Kundennummer;Nachname;Vorname;Straße
1;;Ada;
2;;Otto;
3;Au;Eva;
5;Alm;Rosa;
EOF
status 0
err <<'EOF'
cases-import: cases: street is empty in every row: 3 stored values are cleared
cases-import: a.csv: no heading for birth_date,postal_code,town, which the last import of cases had
cases-import: cases: read 4 = new 1 + changed 3 + unchanged 0 + rejected 0
EOF
import -q <<'EOF'
Kundennummer;Nachname;Vorname;Straße
1;;;
2;;;
EOF
err </dev/null

# A list of twenty people.
many() {
	awk 'BEGIN { OFS = ";"
		print "Kundennummer", "BG-Nummer", "Vorname", "Geburtsdatum", "Straße", "Breite",
			"Länge", "Fallmanager"
		for (i = 10; i < 30; i++)
			print i, "B" i, "V" i, 10 + i % 9 ".0" 1 + i % 7 ".1980", "Weg " i,
				"49,8" 7 * i, "8,6" 3 * i, "K" i % 3 }'
}

begin 'a column of which a whole list has other values is said'
many | cases-import -q --as-of=2026-11-19 >/dev/null
many | sed 's/\.1980;/.1981;/; s/Weg \(.\)/Allee \1\1/' >list.csv
import <list.csv
status 0
err <<'EOF'
cases-import: cases: birth_date is another one, or gone, in 20 of 20 rows
cases-import: cases: street is another one, or gone, in 20 of 20 rows
cases-import: cases: read 20 = new 0 + changed 20 + unchanged 0 + rejected 0
EOF
import -q <list.csv
err </dev/null
# Cells that were merged: the case manager is in the first of many rows only.
sed '3,$s/K[0-9]$//' list.csv >merged.csv
import -q <merged.csv
err <<'EOF'
cases-import: cases: case_manager is another one, or gone, in 19 of 20 rows
EOF
# A new case manager, other spellings, places that were looked up anew: no word.
sed 's/;[^;]*$/;Neu/; s/Allee/ALLEE/; 2,$s/49,\(...\)/49,\19/' list.csv >new.csv
sed -i 1s/Neu/Fallmanager/ new.csv
import -q <new.csv
err </dev/null
# A list of changes has nothing but changes.
sed -n '1p; 2,6s/B/C/p' new.csv >changes.csv
import -q <changes.csv
err </dev/null

begin 'places that have lost decimals, or are all one, are said'
many | cases-import -q --as-of=2026-11-19 >/dev/null
many | sed 's/49,8[0-9]*/49,8/; s/8,6[0-9]*/8,6/' >list.csv
import -q <list.csv
status 0
err <<'EOF'
cases-import: cases: lat is another one, or gone, in 20 of 20 rows
cases-import: cases: lon is another one, or gone, in 20 of 20 rows
cases-import: cases: all 20 places are tenths of a degree: have decimals been lost?
cases-import: cases: 20 stand at one point with those of more than five other streets: is it where none was found?
EOF

begin 'letters that are a day or an hour off, all of them, come from another time zone'
people
awk 'BEGIN { OFS = ";"
	print "Kundennummer", "Termin", "Uhrzeit", "Einladungsnummer", "Einladung vom", "Terminstatus"
	for (i = 0; i < 12; i++)
		print 1 + i % 4, 10 + i ".11.2026", "09:30", 900 + i, "0" 1 + i % 9 ".11.2026",
			"offen" }' >letters.csv
import -q <letters.csv
awk -F';' 'BEGIN { OFS = FS } NR > 1 { $2 = substr($2, 1, 2) - 1 ".11.2026" } 1' \
	letters.csv >earlier.csv
import -q <earlier.csv
status 0
err <<'EOF'
cases-import: letters: 12 of 12 are a day earlier or later than before: is the list in another time zone?
EOF
sed 's/09:30/08:30/; s/0[1-9][.]11[.]2026//' letters.csv >utc.csv
import -q <utc.csv
err <<'EOF'
cases-import: letters: 12 of 12 have no sent_on any more
cases-import: letters: 12 of 12 are a day earlier or later than before: is the list in another time zone?
cases-import: letters: 12 of 12 are an hour or two earlier or later than before: is the list in another time zone?
EOF
import -q <utc.csv
err </dev/null

begin 'letters that are all a day off are of weekends, and leave a day of the week out'
people
# letters LATER DAY...: ten weeks of these days of the week (0: Monday), each so
# many days later.
letters() {
	later=$1
	shift
	echo 'Kundennummer;Termin;Ergebnis'
	for week in 0 1 2 3 4 5 6 7 8 9; do
		for day; do
			echo "1;$(date -u -d "2026-08-31 +$((7 * week + day + later)) days" +%d.%m.%Y);erschienen"
		done
	done
}
for later in -1 1; do
	letters "$later" 0 1 2 3 4 >moved.csv
	import -n -q <moved.csv
	status 0
	err <<'EOF'
cases-import: letters: 10 of 50 that are new or changed are of a Saturday or Sunday, and none of a Monday or none of a Friday: is the list in another time zone?
EOF
done
letters 0 0 1 2 3 4 >right.csv
letters 0 0 1 2 3 4 5 6 >every.csv
for list in right every; do
	import -n -q <$list.csv
	status 0
	err </dev/null
done

begin 'an older list of letters, read after the newer one, makes people miss them again'
people
import -q <<'EOF'
Kundennummer;Termin;Terminstatus
1;02.11.2026;entschuldigt
2;02.11.2026;erschienen
3;02.11.2026;nicht erschienen
4;02.11.2026;offen
EOF
import <<'EOF'
Kundennummer;Termin;Terminstatus
1;02.11.2026;nicht erschienen
2;02.11.2026;nicht erschienen
3;02.11.2026;entschuldigt
4;02.11.2026;nicht erschienen
EOF
status 0
err <<'EOF'
cases-import: letters: 2 were attended or excused and are missed now
cases-import: letters: read 4 = new 0 + changed 4 + unchanged 0 + rejected 0
EOF

begin 'who is closed and in a list of people, or gets an appointment, is said'
people
import -q <<'EOF'
Kundennummer;Fallstatus
1;beendet
2;beendet
EOF
import <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum;Straße;PLZ;Ort
1;Berg;Ada;02.01.1980;Weg 1;64283;Au
2;Tal;Otto;03.02.1981;Weg 7;64283;Au
3;Au;Eva;04.05.1990;Weg 3;64283;Au
EOF
status 0
err <<'EOF'
cases-import: cases: 2 in a list without status were closed earlier and stay so
cases-import: cases: read 3 = new 0 + changed 1 + unchanged 2 + rejected 0
EOF
import -q <<'EOF'
Kundennummer;Termin;Terminstatus
1;02.10.2026;erschienen
EOF
import <<'EOF'
Kundennummer;Termin;Terminstatus
1;02.11.2026;erschienen
1;30.11.2026;offen
2;20.11.2026;offen
3;30.11.2026;offen
EOF
status 0
err <<'EOF'
cases-import: letters: 2 new ones that lie ahead are of closed cases
cases-import: letters: read 4 = new 4 + changed 0 + unchanged 0 + rejected 0
EOF
# Said to be closed, or there again with the whole stock: nothing to wonder at.
import -q <<'EOF'
Kundennummer;Nachname;Fallstatus
1;Berg;beendet
2;Tal;aktiv
EOF
err <<'EOF'
cases-import: a.csv: no heading for given_name,birth_date,street,postal_code,town, which the last import of cases had
EOF
import -q --snapshot <<'EOF'
Kundennummer;Nachname;Vorname;Geburtsdatum;Straße;PLZ;Ort
1;Berg;Ada;02.01.1980;Weg 1;64283;Au
2;Tal;Otto;03.02.1981;Weg 7;64283;Au
3;Au;Eva;04.05.1990;Weg 3;64283;Au
4;Groß;Kai;05.05.1991;Weg 4;64283;Au
EOF
status 0
has_rows "SELECT count(*) FROM cases WHERE status = 'closed'" <<'EOF'
0
EOF

begin 'a worker who has left and is in a list again is said'
import -q <<'EOF'
worker;lat;lon;mon;until
w1;49,9;8,6;08:00-16:00;31.10.2026
w2;49,9;8,6;08:00-16:00;31.12.2026
EOF
import -q <<'EOF'
worker;lat;lon;mon
w1;49,9;8,6;08:00-16:00
w2;49,9;8,6;08:00-16:00
EOF
status 0
err <<'EOF'
cases-import: a.csv: no heading for until, which the last import of workers had
cases-import: workers: 1 in a list without until has left and stays away
EOF

begin 'a list that is a tenth of the last one may be a part of it'
list() {
	echo 'Kundennummer;Nachname' >list.csv
	seq 100 $((99 + $1)) | sed 's/$/;Au/' >>list.csv
	shift
	import "$@" <list.csv
}
list 60 -q
list 6 -q
err </dev/null
list 60 -q
list 5
status 0
err <<'EOF'
cases-import: cases: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0
EOF
list 60 -q -d other.db
list 5 -d other.db
status 0
err <<'EOF'
cases-import: cases: 5 rows only, and 60 in the last import of such a list: is it whole?
cases-import: cases: read 5 = new 0 + changed 0 + unchanged 5 + rejected 0
EOF
# Other columns are another list, and rows that were mended were read before.
list 60 -q -d third.db
sed -n '1s/Nachname/Vorname/p; 2,5p' list.csv >names.csv
import -q -d third.db <names.csv
err <<'EOF'
cases-import: a.csv: no heading for surname, which the last import of cases had
EOF
sed -n '1s/^/_line;_column;_reason;/p; 2,5s/^/2;case_id;missing;/p' list.csv >mended.csv
import -q -d third.db <mended.csv
err </dev/null
# Two halves are a whole.
list 60 -q -d fourth.db
sed -n '1,30p' list.csv >b.csv
sed -n '1p; 31,60p' list.csv >c.csv
run cases-import -q -d fourth.db b.csv c.csv
err </dev/null

finish
