#!/bin/sh
# cases-show: all that is stored about somebody.
. tests/lib.sh
. tests/given.sh

import_office() {
	given 2026-03-02 <<'END'
cases case_id surname birth_date town status
      A1      Berg    1980-04-03 Ost  -
      A2      Tal     -          West closed
letters case_id due_on     purpose result due_time
        A1      2026-02-02 x       missed 08:15
workers worker lat lon mon
        w1     50  8   08:00-17:00
END
}

begin 'columns in words, with a label for the person; what is empty is left out'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome  start
A1      2026-03-03 w1     not_home 09:00
END
printf 'case_id\nA1\n' >ids
run cases-show ids
status 0
err </dev/null
grep -v 'Interne Nummer\|Programmlauf' "$box/out" >got
words <<'EOT' >want
case_id table record column value label
A1 cases - case_id A1 Kundennummer
A1 cases - surname Berg Nachname
A1 cases - birth_date 1980-04-03 Geburtsdatum
A1 cases - town Ost Ort
A1 cases - status active Stand~des~Falls
A1 visits 1 day 2026-03-03 Tag~des~Besuchs~oder~des~Kontakts
A1 visits 1 state done Stand~des~Besuchs
A1 visits 1 worker w1 Mitarbeiterin~oder~Mitarbeiter
A1 visits 1 start 09:00 Beginn
A1 visits 1 outcome not_home Ergebnis~des~Besuchs
A1 visits 1 own 0 Was~beim~Planen~anders~war~als~im~Fall
A1 letters 2026-02-02 due 2026-02-02 Tag~des~Termins
A1 letters 2026-02-02 n 0 Zählt~Termine~eines~Tages
A1 letters 2026-02-02 result missed Ergebnis~des~Termins
A1 letters 2026-02-02 purpose x Meldezweck
A1 letters 2026-02-02 due_time 08:15 Uhrzeit~des~Termins
A1 standing - since 2026-02-02 Erster~versäumter~Tag~seither
A1 standing - missed 1 Zahl~der~versäumten~Tage
A1 standing - last_missed 2026-02-02 Letzter~versäumter~Tag
A1 standing - row 20486 Tage~der~Meldeversäumnisse~in~Folge
A1 standing - others 1 Es~gibt~Anhörungen,~Bitten~oder~Besuche
EOT
same want got

begin 'the runs that touched the case, and what was overwritten'
once import_office
words <<'END' >cases.tsv
case_id surname
A1      Berger
END
run cases-import -q --as-of=2026-03-03 cases.tsv
status 0
printf 'case_id\nA1\n' >ids
run cases-show -c table,record,column,value ids
status 0
grep '^old_cases.*surname\|^runs' "$box/out" | sed 's/20[0-9TZ:-]* \(cases-import\).*/\1/' >got
words <<'EOT' >want
old_cases 2~ surname Berg
runs 1 run cases-import
runs 1 changed cases~*
runs 1 changed letters~2026-02-02~*
runs 2 run cases-import
runs 2 changed cases~surname
EOT
same want got

begin 'nothing is left out: a marked value in every column of every table comes out'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome
A1      2026-03-03 w1     met
END
printf 'case_id\nA1\n' >ids
tables='client letter cut referral visit visit_offer leg standing forgotten'
sqlite3 "$DOORSTEP_DB" "
	INSERT INTO offer (id, offer, name, run) VALUES (700001, 'mark700001', 'x', 1);
	INSERT INTO purpose VALUES (700002, 'mark700002');
	INSERT INTO worker (id, worker, lat, lon, run) VALUES (700003, 'mark700003', 1, 1, 1), (700004, 'mark700004', 1, 1, 1);
	INSERT INTO cut (client, miss, state, run) VALUES (1, 1, 1, 1);
	INSERT INTO referral (client, day, run) VALUES (1, 1, 1);
	INSERT INTO visit_offer VALUES (1, 700001, 1);
	INSERT INTO leg VALUES (1, 1, 1, 1, 1, 1);
	INSERT INTO forgotten VALUES (1, 1, 1, 'x');
	INSERT OR REPLACE INTO standing (client, missed, others) VALUES (1, 1, 1);"
mark=800000
for table in $tables; do
	sqlite3 -separator ' ' "$DOORSTEP_DB" "SELECT name, type FROM pragma_table_info('$table')" >columns
	while read -r column type; do
		mark=$((mark + 1))
		value=$mark shown=$mark
		case $column in
		id | client | visit | case_id | run | *_run) continue ;;
		worker | with_worker) value=700003 shown=mark700003 ;;
		offer) value=700001 shown=mark700001 ;;
		purpose) value=700002 shown=mark700002 ;;
		*) [ "$type" != TEXT ] || value="'mark$mark'" shown=mark$mark ;;
		esac
		sqlite3 "$DOORSTEP_DB" "PRAGMA ignore_check_constraints = ON;
			UPDATE $table SET \"$column\" = $value"
		run cases-show -H -c table,column,value ids
		awk -F'\t' -v c="$column" '$2 == c { print $3 }' "$box/out" >got
		case $shown in
		8*) # a number may be a day or a time
			grep -q -e "^$shown" -e "^$(date -u -d "1970-01-01 + $shown days" +%F)" got ||
				bad "$table.$column: $shown is not in it: $(cat got)"
			;;
		*) grep -q "^$shown" got || bad "$table.$column: $shown is not in it: $(cat got)" ;;
		esac
	done <columns
done

begin 'every column has a label'
once import_office
for table in client letter cut referral visit visit_offer leg standing forgotten; do
	sqlite3 "$DOORSTEP_DB" "SELECT name FROM pragma_table_info('$table')" |
		while read -r column; do
			grep -q -e "^$table	$column	." -e "^\\*	$column	." "$top/share/labels/de.tsv" ||
				echo "$table.$column"
		done
done >none
: >want
same want none

begin 'a case_id of no case is counted: 1'
once import_office
printf 'case_id\nA9\nA2\nA8\n' >ids
run cases-show -H -c case_id,column,value ids
status 1
err <<'EOT'
cases-show: 2 of the case_ids are of no case
EOT
want grep -q '^A2	surname	Tal$' "$box/out"

finish
