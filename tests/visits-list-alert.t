#!/bin/sh
# An open visit on the sheet follows its case, and says what has changed since
# it was planned.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases case_id street town lat  lon household_id needs   windows
      A1      Weg~1  R    50   8   H1           -       -
      A2      Weg~2  R    50.1 8   H1           woman   mon~08:00-12:00
      A3      Weg~3  R    50.2 8   -            -       -
workers worker skills lat lon name  funder mon         tue         wed         thu         fri
        w1     woman  50  8   Eins  kreis  08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     woman  50  8   -     -      08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
	planned 2026-02-26 <<'END'
date       worker start case_id
2026-03-02 w1     09:00 A1
2026-03-02 w1     10:15 A2
2026-03-02 w2     09:00 A3
END
}

# What the sheet of the week says of everybody: alert, then other columns.
alerts() { run visits-list --as-of="${1:-2026-02-27}" -c "case_id,alert${2:+,$2}"; }

begin 'just planned, nothing needs a look'
once office
alerts
shows <<'END'
case_id alert
A1      -
A3      -
A2      -
END
run visits-list --as-of=2026-02-27 --alert -c case_id
out <<'END'
case_id
END
err </dev/null

begin 'a new place, other needs and windows are shown, and that they are new'
once office
given 2026-02-27 <<'END'
cases case_id street town lat  lon needs  windows
      A1      Neu~1  S    49.3 9.3 -      -
      A2      Weg~2  R    50.1 8   lang:tr mon~08:00-12:00
      A3      Weg~3  R    50.2 8   -      tue~13:00-15:00
END
alerts '' street,lat,lon,needs
shows <<'END'
case_id alert   street lat  lon needs
A1      address Neu~1  49.3 9.3 -
A3      windows Weg~3  50.2 8   -
A2      needs   Weg~2  50.1 8   lang:tr
END

begin 'another street is another address although the coordinates are those of the town'
once office
given 2026-02-27 <<'END'
cases case_id street
      A1      Gasse~2
      A3      Weg~3
END
alerts
shows <<'END'
case_id alert
A1      address
A3      -
A2      -
END

begin 'what the row said on purpose stays; an added pair is no difference'
once office
words >rows <<'END'
case_id lat  lon needs windows
A1      50.5 8.5 -     mon~09:00-16:00
A3      50.2 8   pair  -
END
visits-plan -q --as-of=2026-02-27 --replan --commit -o /dev/null rows
run visits-list --as-of=2026-02-27 --alert -c case_id
out <<'END'
case_id
END
given 2026-02-27 <<'END'
cases case_id lat  lon needs windows
      A1      50.6 8.6 woman -
      A3      50.2 8   woman -
END
run visits-list --as-of=2026-02-27 -c case_id,alert,lat,lon,needs
through sort
shows <<'END'
A1      needs 50.5 8.5 woman
A2      -     50.1 8   woman
A3      needs 50.2 8   woman,pair
case_id alert lat  lon needs
END

begin 'closed, no visits, came in: who would be dropped is told apart'
once office
given 2026-02-27 <<'END'
cases case_id status no_visits_until
      A1      closed -
      A2      active 2026-03-03
      A3      active -
letters case_id due_on     result
        A3      2026-02-27 attended
END
alerts
shows <<'END'
case_id alert
A1      closed
A3      came_in
A2      no_visits
END
run visits-list --as-of=2026-02-27 --still-needed
status 0
err <<'END'
visits-list: 3 visits are no longer needed and left out
END
through wc -l
out <<'END'
1
END
begin 'who may be visited on that day may be visited'
once office
given 2026-02-27 <<'END'
cases case_id no_visits_until
      A2      2026-03-02
      A3      9999-12-31
END
alerts
shows <<'END'
case_id alert
A1      -
A3      no_visits
A2      -
END

begin 'an announced visit stays if the person came in, and is named if it cannot be'
once office
printf 'visit_id\toutcome\n1\tannounced\n3\tannounced\n' >letters
run visits-log -q --as-of=2026-02-26 letters
status 0
given 2026-02-27 <<'END'
cases case_id status
      A1      closed
letters case_id due_on     result
        A3      2026-02-27 attended
END
run visits-list --as-of=2026-02-27 --still-needed -c case_id,alert
status 0
shows <<'END'
case_id alert
A3      came_in
A2      -
END
err <<'END'
visits-list: 1 visit is no longer needed and left out
visits-list: announced, but left out, so somebody has to call: visits 1
visits-list: 1 announced visit is no longer needed
END

begin '--still-needed has no visits that are over'
once office
log 2026-03-02 <<'END'
visit_id outcome
1        met
2        off
END
status 0
run visits-list --as-of=2026-03-02 --still-needed -c case_id
out <<'END'
case_id
A3
END

begin 'a worker who is away, a day gone by, two routes to one household'
once office
given 2026-02-27 <<'END'
absences worker from       to
         w2     2026-03-01 -
END
alerts 2026-03-03
shows <<'END'
case_id alert
A1      past
A3      absent,past
A2      past
END
rm -f "$DOORSTEP_DB"
once office
planned 2026-02-26 <<'END'
visit_id date     worker start case_id
2     2026-03-02 w2     10:15 A2
END
run visits-list --as-of=2026-02-27 --alert -c case_id,alert
shows <<'END'
case_id alert
A1      twice
A2      twice
END

begin 'away for a part of the day, everybody away, gone, no longer on that weekday'
while IFS=: read -r table rows who; do
	rm -f "$DOORSTEP_DB"
	once office
	printf '%s\n' "$rows" | tr ';%' '\n:' | words >"$table.tsv"
	run cases-import -q --as-of=2026-02-27 -t "$table" -o /dev/null "$table.tsv"
	run visits-list -H --as-of=2026-02-27 --alert -c case_id,alert
	status 0
	[ "$(sed 's/	absent$//' "$box/out" | paste -sd,)" = "$who" ] ||
		bad "$table $rows: $(cat "$box/out")"
done <<'END'
absences:worker from to start end;w1 2026-03-02 2026-03-02 09%30 10%00:A1
absences:worker from to start end;w1 2026-03-02 2026-03-02 09%45 10%15:
absences:worker from to start;w1 2026-03-02 2026-03-02 11%00:
absences:worker from to;* 2026-03-02 2026-03-02:A1,A3,A2
absences:worker from to;* 2026-03-03 -:
absences:worker from to;w1 2026-03-02 2026-03-01:
workers:worker lat lon until;w2 50 8 2026-03-01:A3
workers:worker lat lon since;w2 50 8 2026-03-03:A3
workers:worker lat lon since until;w2 50 8 2026-03-02 2026-03-02:
workers:worker lat lon mon;w1 50 8 -:A1,A2
workers:worker lat lon tue;w1 50 8 -:
END

begin 'a done visit needs no look'
once office
given 2026-02-27 <<'END'
cases case_id status
      A1      closed
END
log 2026-03-02 <<'END'
visit_id outcome
1        not_home
END
run visits-list --as-of=2026-03-10 -c case_id,alert --state=done
shows <<'END'
case_id alert
A1      -
END

finish
