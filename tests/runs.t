#!/bin/sh
# runs-list and runs-undo: what a run stored, and how to take it back.
. tests/lib.sh
. tests/given.sh

import_office() {
	given 2026-03-02 <<'END'
cases case_id surname town street lat lon
      A1      Berg    Ost  Weg~1  50  8
      A2      Tal     Ost  Weg~2  50  8
letters case_id due_on     purpose result
        A1      2026-01-12 x       missed
        A1      2026-02-02 x       missed
        A2      2026-02-02 -       missed
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
}

import() {
	words >"$1.tsv"
	run cases-import -q --as-of=2026-03-03 "$1.tsv"
	status 0
}

# All that people can read, the runs' numbers apart.
picture() {
	for view in cases letters cuts referrals visits workers absences; do
		sqlite3 "$DOORSTEP_DB" "SELECT * FROM $view ORDER BY 1, 2, 3"
	done
	cases-overdue --as-of=2026-03-04
}

begin 'the journal is a list, the oldest run first'
once import_office
words <<'END' >outcomes.tsv
case_id date       outcome
A1      2026-03-03 met
END
run visits-log -q --as-of=2026-03-03 outcomes.tsv
status 0
run runs-list -c run,program,options,files,counts,undone_by
status 0
err </dev/null
shows <<'EOT'
run program options files counts undone_by
1 cases-import --quiet~--as-of=2026-03-02 given/cases.tsv,given/letters.tsv,given/workers.tsv read=6,new=6,changed=0,unchanged=0,rejected=0 -
2 visits-log --quiet~--as-of=2026-03-03 outcomes.tsv read=1,new=1,changed=0,unchanged=0,rejected=0 -
EOT
run runs-list -H -c time,user
want grep -Eq '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z	.' "$box/out"

begin 'an import is taken back: what it added goes, what it changed is as before'
once import_office
picture >before
import cases <<'END'
case_id surname town status
A1      Berger  West -
A2      -       -    closed
A3      Neu     -    -
END
picture >changed
cmp -s before changed && bad 'the import changed nothing'
run runs-undo 2
status 0
out </dev/null
err <<'EOT'
runs-undo: run 2: removed 1 + restored 2
EOT
picture >after
same before after

begin 'open visits that an undo has made doubtful are counted, as an import counts them'
once import_office
import cases <<'END'
case_id windows
A1      08:00-12:00
END
planned 2026-03-03 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
2026-03-05 w1     10:00 A2
END
run runs-undo --as-of=2026-03-04 2
status 0
err <<'EOT'
runs-undo: 1 open visit is touched; visits-list --alert says why
runs-undo: run 2: removed 0 + restored 1
EOT
run visits-list --alert -H --as-of=2026-03-04 -c visit_id,alert
shows <<'EOT'
1 windows
EOT

goes_on 'what had its alert before is not, nor what has none any more'
printf 'worker\tfrom\tto\nw1\t2026-03-05\t2026-03-05\n' | cases-import -q --as-of=2026-03-04 - >new 2>said
run runs-undo -q --as-of=2026-03-04 5
status 0
err </dev/null

goes_on 'a visit whose log is taken back after its day is open and past'
logged 2026-03-05 <<'END'
visit_id outcome
2        met
END
run runs-undo -q -n --as-of=2026-03-05 7
err </dev/null
run runs-undo -q --as-of=2026-03-06 7
status 0
err <<'EOT'
runs-undo: 1 open visit is touched; visits-list --alert says why
EOT

begin 'a log is taken back: the open visit is open again, the list as before'
once import_office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
END
picture >before
log 2026-03-05 <<'END'
visit_id outcome offers next  next_on
1        met     -      visit 2026-03-20
END
run runs-undo -q --as-of=2026-03-05 3
status 0
err </dev/null
picture >after
same before after

begin 'which columns of which record: kept for good, and without values'
once import_office
import cases <<'END'
case_id surname town
A1      Berger  West
END
import letters <<'END'
case_id due_on     purpose result
A1      2026-02-02 x       attended
END
printf 'case_id\nA1\nnobody\n' >ids
run runs-list --case=ids
status 1
err <<'EOT'
runs-list: 1 of the case_ids are of no case
EOT
shows <<'EOT'
run case_id table record column
1 A1 cases - -
1 A1 letters 2026-01-12 -
1 A1 letters 2026-02-02 -
2 A1 cases - address_on
2 A1 cases - address_run
2 A1 cases - surname
2 A1 cases - town
3 A1 letters 2026-02-02 result
EOT
cp "$box/out" before
sqlite3 "$DOORSTEP_DB" "UPDATE run SET at = '2020-01-01T00:00:00Z' WHERE run < 4"
import cases <<'END'
case_id surname
A2      Tal
END
[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM old_client')" = 0 ] || bad 'old values after 30 days'
run runs-list --case=ids
same before "$box/out"
run runs-undo 3
status 2
err <<'EOT'
runs-undo: run 3 cannot be undone: what it overwrote is not kept (any more)
EOT

begin 'of a visit that several runs changed, each one is told what it changed'
once import_office
planned 2026-03-02 <<'END'
case_id date       worker start
A1      2026-03-03 w1     09:00
END
logged 2026-03-02 <<'END'
visit_id outcome
1        announced
END
logged 2026-03-03 <<'END'
visit_id outcome next  next_on
1        met     visit 2026-03-10
END
logged 2026-03-03 <<'END'
visit_id outcome minutes
1        met     30
END
printf 'case_id\nA1\n' >ids
run runs-list --case=ids -H -c run,table,column
status 0
through grep visits
shows <<'EOT'
2 visits -
3 visits state
4 visits logged_run
4 visits next
4 visits next_on
4 visits noted_run
4 visits outcome
4 visits state
5 visits minutes
5 visits noted_run
EOT
cp "$box/out" before
sqlite3 "$DOORSTEP_DB" "UPDATE run SET at = '2020-01-01T00:00:00Z' WHERE run < 6"
import cases <<'END'
case_id surname
A2      Tal
END
run runs-list --case=ids -H -c run,table,column
through grep visits
same before "$box/out"

begin 'a later import of the same table stands in the way, whatever it changed'
once import_office
import cases <<'END'
case_id surname
A1      Berger
END
import cases <<'END'
case_id surname
A1      Berger
END
sqlite3 "$DOORSTEP_DB" .dump >before
run runs-undo 2
status 4
out </dev/null
err <<'EOT'
runs-undo: run 3 imported one of its tables later
runs-undo: run 2 cannot be undone before those
EOT
sqlite3 "$DOORSTEP_DB" .dump >after
same before after
run runs-undo 3
status 0
run runs-undo 2
status 0

begin 'so does a run that changed its records, or refers to them'
once import_office
import cases <<'END'
case_id lat lon
A3      50  8
END
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A3
END
logged 2026-03-05 <<'END'
visit_id outcome
1        not_home
END
run runs-undo 3
status 4
err <<'EOT'
runs-undo: run 4 changed what it stored
runs-undo: run 3 cannot be undone before those
EOT
run runs-undo 2
status 4
err <<'EOT'
runs-undo: run 4 refers to what it added
runs-undo: run 2 cannot be undone before those
EOT
for n in 4 3 2; do
	run runs-undo $n
	status 0
done
run runs-list -H -c run,undone_by
shows <<'EOT'
1 -
2 7
3 6
4 5
5 -
6 -
7 -
EOT

two_workers() {
	given 2026-03-02 <<'END'
cases case_id lat  lon needs
      A1      50   8   -
      A2      50   8.1 turkish
      A3      50.1 8   debt
workers worker lat lon skills  wed
        w1     50  8   debt    08:00-17:00
        w2     50  8   turkish 09:00-17:00
END
	for case in A1 A2; do
		words <<-END | visits-plan -q --commit --effort=1 --as-of=2026-03-02 -
			case_id urgency
			$case   5
		END
	done >plan.tsv
}

begin 'a run that refers to it in several ways is named once'
given 2026-03-01 <<'END'
cases case_id lat lon
      A1      50  8
workers worker lat lon mon
        w1     50  8   08:00-17:00
offers offer area   name
       o1    health Sport
END
logged 2026-03-02 <<'END'
case_id date       worker outcome offers
A1      2026-03-02 w1     met     o1
END
run runs-undo 1
status 4
err <<'EOT'
runs-undo: run 2 refers to what it added
runs-undo: run 1 cannot be undone before those
EOT

begin 'a plan that leaves a visit as it was does not stand in the way'
once two_workers
run visits-list -H -c visit_id,case_id,worker,travel_min,run
shows <<'EOT'
1 A1 w1 3.0 2
2 A2 w2 15.4 3
EOT
run runs-undo 2
status 0
run runs-undo 3
status 0

begin 'one that changes the way to it does, and both can be taken back'
once two_workers
words <<'END' >list.tsv
case_id urgency
A3      5
END
run visits-plan -q --commit --effort=1 --as-of=2026-03-02 list.tsv
status 0
run runs-undo 2
status 4
err <<'EOT'
runs-undo: run 4 refers to what it added
runs-undo: run 2 cannot be undone before those
EOT
for n in 4 2 3; do
	run runs-undo $n
	status 0
done

begin 'numbers of visits are not used again'
once import_office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
END
run runs-undo 2
status 0
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
END
run visits-list -H -c visit_id
shows <<'EOT'
2
EOT

begin 'what a run added and changed again itself is gone'
once import_office
cat >offers.tsv <<'END'
offer	name
debt	Rat
sport	Sport
END
cases-import -q offers.tsv >imported
logged 2026-03-05 <<'END'
case_id date       outcome offers
A2      2026-03-04 met     sport
END
run sqlite3 "$DOORSTEP_DB" 'SELECT * FROM visit_offers'
cp "$box/out" before
logged 2026-03-05 <<'END'
case_id date       outcome offers accepted
A1      2026-03-04 met     debt   -
A1      2026-03-04 met     sport  sport
A1      2026-03-04 met     debt   -
A2      2026-03-04 met     debt   -
A2      2026-03-04 met     sport  -
END
run runs-undo 4
status 0
run sqlite3 "$DOORSTEP_DB" 'SELECT * FROM visit_offers; PRAGMA foreign_key_check'
out <before

begin 'what cannot be undone says why'
once import_office
run runs-undo 7
status 2
err <<'EOT'
runs-undo: run 7 cannot be undone: there is no such run
EOT
run runs-undo 1
status 0
run runs-undo 1
status 2
err <<'EOT'
runs-undo: run 1 cannot be undone: it has been undone already
EOT
run runs-undo 2
status 2
err <<'EOT'
runs-undo: run 2 cannot be undone: it is an undo
EOT
sqlite3 "$DOORSTEP_DB" 'UPDATE run SET kept = 0, undone_by = NULL'
run runs-undo 1
status 2
err <<'EOT'
runs-undo: run 1 cannot be undone: what it overwrote is not kept (any more)
EOT
for odd in '' x 0 -1 1.5 99999999999999999999; do
	run runs-undo -- "$odd"
	status 2
done
run runs-undo
status 2
run runs-undo 1 2
status 2

begin 'a dry run stores nothing'
once import_office
sqlite3 "$DOORSTEP_DB" .dump >before
run runs-undo -n 1
status 0
sqlite3 "$DOORSTEP_DB" .dump >after
same before after

begin 'after a migration of its tables a run cannot be undone, and nothing is lost'
once import_office
import cases <<'END'
case_id surname
A1      Berger
END
sqlite3 "$DOORSTEP_DB" 'ALTER TABLE old_client RENAME COLUMN phone TO telephone' \
	"UPDATE state SET value = value - 1 WHERE name = 'old_rows'"
import cases <<'END'
case_id surname
A1      Berg
END
run runs-undo 2
status 2
printf 'case_id\nA1\n' >ids
run runs-list --case=ids -c run,column
shows <<'EOT'
run column
1 -
1 -
1 -
2 surname
3 surname
EOT

begin 'random sequences: what is undone has never been'
run "$top/tests/undo-random" 1 12
status 0
[ "$got" = 0 ] || cat "$box/out"

finish
