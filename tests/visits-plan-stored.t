#!/bin/sh
# Plans with the database: the roster, stored visits, --commit and --replan.
# 2026-11-20 is a Friday.
. tests/lib.sh
. tests/given.sh

people() { words >people.tsv; }
plan() { run visits-plan --effort=1 --as-of=2026-11-20 "$@" people.tsv; }
nobody() { printf 'case_id\n' >people.tsv; }
absent() { words >absent.tsv; }

stored() {
	run visits-list --as-of=2026-11-20 --from=2020-01-01 --to=2030-01-01 -c "$1"
	status 0
}

# w1 and w2 Monday and Tuesday, w1 has skill a; everybody 1336 s to the north.
office() {
	given 2026-11-19 <<'END'
cases case_id lat  lon needs
      A1      50.1 8   -
      A2      50.1 8   -
      A3      50.1 8   -
      A4      50.1 8   a
workers worker skills lat lon mon         tue         visits_per_day
        w1     a      50  8   08:00-16:00 08:00-16:00 8
        w2     -      50  8   08:00-16:00 08:00-16:00 8
places postal_code lat  lon
       64283       50.1 8
END
	people <<'END'
case_id lat  lon urgency visit_minutes windows
A1      50.1 8   60      60            08:00-10:00
A2      50.1 8   50      60            09:00-10:00
END
}

begin '--commit stores the plan, and who is in it is planned from then on'
office
plan --commit --days=1 -c start,end,case_id,visit_id,change
status 0
shows <<'END'
start end   case_id visit_id change
08:25 09:25 A1      1        added
09:30 10:30 A2      2        added
END
err <<'EOF'
visits-plan: read 2 = planned 2 + unplanned 0 + rejected 0; 2 routes of 0 to 2 visits
EOF
plan --unplanned=left.tsv --days=1 -c start,case_id,visit_id,change
shows <<'END'
start case_id visit_id change
08:25 A1      1        kept
09:30 A2      2        kept
END
err <<'EOF'
visits-plan: read 2 = planned 0 + unplanned 2 + rejected 0; 2 routes of 0 to 2 visits
EOF
run cut -f1,7- left.tsv
shows <<'END'
case_id _reason _instead _visit_id _date _start _worker
A1      planned -        1         -     -      -
A2      planned -        2         -     -      -
END

begin 'who is planned is off the list of who has fallen silent'
office
given 2026-11-19 <<'END'
letters case_id due_on     result
        A1      2026-11-02 missed
        A1      2026-11-09 missed
        A2      2026-11-02 missed
        A2      2026-11-09 missed
END
plan --commit --days=1 -o plan.tsv
status 0
for day in 2026-11-20 2026-11-08; do
	run cases-overdue --as-of=$day --missed=1 -c case_id
	echo case_id | out
done
words >ids.tsv <<'END'
case_id
A1
END
run cases-overdue --as-of=2026-11-20 --why-not=ids.tsv
shows <<'END'
case_id rule
A1      open_visit
END

begin 'the stored columns of a visit come out under the headings of the input'
office
plan -q --commit --days=1
people <<'END'
urgency case_id lat  lon town
40      A3      50.1 8   X
END
plan -q --days=1 -c start,case_id,urgency,lat,town,change
shows <<'END'
start case_id urgency lat  town change
08:25 A1      60      50.1 -    kept
09:30 A2      50      50.1 -    kept
10:35 A3      40      50.1 X    added
END

begin 'an output that cannot be written is found before anything is stored'
office
for output in '-o none/plan.tsv' '--unplanned=none/left.tsv' '-c nothing' \
	'-o same.tsv --unplanned=same.tsv'; do
	# shellcheck disable=SC2086
	plan -q --commit $output
	status 2
	want test ! -s "$box/out"
	stored case_id
	want test "$(wc -l <"$box/out")" -eq 1
done

begin 'whoever has no place could not be written: then there is no plan either'
office
plan -q --unplanned=/dev/full
status 2
want test ! -s "$box/out"
plan -q --unplanned=/dev/full -o plan.tsv
status 2
want test ! -e plan.tsv
plan -q --commit --days=1 --unplanned=/dev/full -c case_id,visit_id
status 3
shows <<'END'
case_id visit_id
A1      1
A2      2
END

begin 'a dry run says what would be stored and stores nothing'
office
plan -q --commit -n --days=1 -c case_id,visit_id
status 0
shows <<'END'
case_id visit_id
A1      1
A2      2
END
stored case_id
want test "$(wc -l <"$box/out")" -eq 1

begin 'a case that is not in the database cannot be stored'
office
people <<'END'
case_id lat  lon
A1      50.1 8
A9      50.1 8
END
plan --commit
status 1
err <<'EOF'
visits-plan: people.tsv:3: case_id: no such case in the database
visits-plan: read 2 = planned 1 + unplanned 0 + rejected 1; 4 routes of 0 to 1 visits
EOF

begin 'the days are working days from the next one on, the shifts the roster'
office
printf 'case_id\tpostal_code\nA1\t64283\n' >people.tsv
run visits-plan -q --as-of=2026-12-24 -c date,worker people.tsv
shows <<'END'
date       worker
2026-12-28 w1
END
run visits-plan -q --as-of=2026-12-24 --days=1 --from=2026-12-30 -c date people.tsv
shows <<'END'
date
END
absent <<'END'
worker from       to
w1     2026-11-01 -
w2     2026-11-23 2026-11-23
w2     2026-11-24 2026-11-20
END
plan -q --absences=absent.tsv -c date,worker
shows <<'END'
date       worker
2026-11-24 w2
END

begin 'a team from a file takes the place of the roster'
office
words >team.tsv <<'END'
worker lat lon wed         break_minutes
x      50  8   08:30-12:00 0
END
plan -q --team=team.tsv -c date,worker,start
shows <<'END'
date       worker start
2026-11-25 x      08:55
2026-11-25 x      10:00
END
echo 'y	50	8		' >>team.tsv
plan -q --team=team.tsv -c date
status 0
err <<'END'
visits-plan: team.tsv:3: worker: hours on no day: no visit is planned for this worker
END

begin 'an older open visit becomes off when its case is planned again, which is said'
office
plan -q --commit --days=1
head -n 2 people.tsv >one.tsv
run visits-plan -qn --as-of=2026-11-27 --commit --days=1 one.tsv
status 0
err <<'END'
visits-plan: visit 1 has no outcome and is off, since its case is planned again
END
run visits-plan -q --as-of=2026-11-27 --commit --days=1 -c case_id,visit_id people.tsv
status 0
err <<'END'
visits-plan: visits 1,2 have no outcomes and are off, since their cases are planned again
END
shows <<'END'
case_id visit_id
A1      3
A2      4
END
stored visit_id,case_id,date,state
shows <<'END'
visit_id case_id date       state
1        A1      2026-11-23 off
2        A2      2026-11-23 off
3        A1      2026-11-30 planned
4        A2      2026-11-30 planned
END

begin 'replanning without a reason changes nothing'
office
plan -q --commit
nobody
plan --replan --commit -c case_id,change
status 0
shows <<'END'
case_id change
A1      kept
A2      kept
END
err <<'EOF'
visits-plan: read 0 = planned 0 + unplanned 0 + rejected 0; 4 routes of 0 to 2 visits
visits-plan: stored 2 = kept 2 + moved 0 + dropped 0; added 0
EOF

begin 'a household of which one wants a pair stays as it was planned'
office
people <<'END'
case_id lat  lon needs  household_id
A1      50.1 8   -      H1
A2      50.1 8   pair   H1
A3      50.1 8   -      -
END
plan -q --commit --days=1
nobody
plan --replan --days=1
says 'stored 3 = kept 3 + moved 0 + dropped 0; added 0'
cp "$box/out" plan.tsv
run visits-plan --as-of=2026-11-20 --check plan.tsv
status 0

begin 'after a sick leave those move who have to'
office
plan -q --commit --days=1
nobody
absent <<'END'
worker from       to
w1     2026-11-23 2026-11-23
END
plan --replan --commit --absences=absent.tsv --days=1 -c worker,case_id,visit_id,change
status 0
shows <<'END'
worker case_id visit_id change
w2     A1      1        moved
w2     A2      2        moved
END
says 'stored 2 = kept 0 + moved 2 + dropped 0; added 0'
stored visit_id,worker,state
shows <<'END'
visit_id worker state
1        w2     planned
2        w2     planned
END

begin 'who has no place any more becomes off'
office
plan -q --commit --days=1
nobody
absent <<'END'
worker from       to
w1     2026-11-23 -
w2     2026-11-23 -
END
plan --replan --commit --absences=absent.tsv --days=1 --unplanned=left.tsv
status 0
says 'stored 2 = kept 0 + moved 0 + dropped 2; added 0'
run cat left.tsv
shows <<'END'
case_id _reason _instead _visit_id _date      _start _worker
A1      skill   -        1         2026-11-23 08:25  w1
A2      skill   -        2         2026-11-23 09:30  w1
END
stored state
shows <<'END'
state
off
off
END

begin 'a row of a case that is planned replaces what is stored'
office
plan -q --commit --days=1
people <<'END'
case_id visit_minutes windows
A1      30            13:00-14:00
END
plan --replan --commit --days=1 -c case_id,start,end,visit_id,change
status 0
shows <<'END'
case_id start end   visit_id change
A2      09:00 10:00 2        kept
A1      13:00 13:30 1        kept
END
says 'read 1 = planned 1 + unplanned 0 + rejected 0'
stored visit_id,start,end
shows <<'END'
visit_id start end
2        09:00 10:00
1        13:00 13:30
END

begin 'who has come in since is dropped, unless there is a reason left'
office
given 2026-11-19 <<'END'
letters case_id due_on     result
        A1      2026-11-02 missed
        A1      2026-11-09 missed
        A2      2026-11-02 missed
        A2      2026-11-09 missed
END
plan -q --commit --days=1
given 2026-11-20 <<'END'
letters case_id due_on     result
        A1      2026-11-20 attended
        A2      2026-11-20 attended
referrals case_id referred_on
          A2      2026-11-20
END
run visits-log -q --as-of=2026-11-20 /dev/null
nobody
plan --replan --days=1 -c case_id --unplanned=left.tsv
shows <<'END'
case_id
END
run cut -f1,2,4 left.tsv
shows <<'END'
case_id _reason   _visit_id
A1      no_longer 1
A2      no_longer 2
END
given 2026-11-20 <<'END'
referrals case_id referred_on
          A2      2026-11-21
END
run visits-plan --as-of=2026-11-21 --replan --days=1 -c case_id people.tsv
shows <<'END'
case_id
A2
END

announced() {
	office
	plan -q --commit --days=1
	printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
	run visits-log -q --as-of=2026-11-20 log.tsv
	status 0
}

begin 'announced visits keep their minute'
announced
people <<'END'
case_id lat  lon urgency windows
A3      50.1 8   99      08:20-08:30
END
absent <<'END'
worker from       to
w2     2026-11-23 -
END
plan -q --replan --absences=absent.tsv --days=1 -c start,case_id,change --unplanned=left.tsv
shows <<'END'
start case_id change
08:25 A1      kept
09:30 A2      kept
END
want grep -q capacity left.tsv

begin 'an announced visit of an absent worker goes to another one, same minute'
announced
nobody
absent <<'END'
worker from       to
w1     2026-11-23 -
END
plan --replan --absences=absent.tsv --days=1 -c worker,start,case_id,change
shows <<'END'
worker start case_id change
w2     08:25 A1      moved
w2     09:30 A2      moved
END

begin 'so does one whose worker is away just then, as visits-list says'
office
plan -q --commit --days=1
printf 'visit_id\toutcome\n1\tannounced\n2\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
nobody
words >away.tsv <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 10:00 12:00
END
run cases-import -q --as-of=2026-11-20 -t absences away.tsv
status 0
stored start,worker,case_id,alert
shows <<'END'
start worker case_id alert
08:25 w1     A1      -
09:30 w1     A2      absent
END
plan --replan --days=1 -c worker,start,case_id,change
status 0
shows <<'END'
worker start case_id change
w1     08:25 A1      kept
w2     09:30 A2      moved
END
err <<'END'
visits-plan: read 0 = planned 0 + unplanned 0 + rejected 0; 2 routes of 1 to 1 visits
visits-plan: stored 2 = kept 1 + moved 1 + dropped 0; added 0
END
# As soon as the visit is over it is another matter.
sed -i 's/10:00/10:30/' away.tsv
printf 'worker\tfrom\tto\tstart\tend\nw1\t2026-11-23\t2026-11-22\t10:00\t12:00\n' >>away.tsv
run cases-import -q --as-of=2026-11-20 -t absences away.tsv
status 0
plan --replan --days=1 -c worker,start,case_id,change
status 0
shows <<'END'
worker start case_id change
w1     08:25 A1      kept
w1     09:30 A2      kept
END
says 'the stored route with the visits 1,2 breaks a rule (travel)'

begin 'and nobody is free for that one: pinned'
office
people <<'END'
case_id lat  lon needs windows
A4      50.1 8   a     10:00-10:00
A1      50.1 8   -     12:00-12:00
END
plan -q --commit --days=1
printf 'visit_id\toutcome\n1\tannounced\n2\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
nobody
absent <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 10:15 10:30
END
plan --replan --days=1 --absences=absent.tsv --unplanned=left.tsv -c worker,start,case_id,change
status 1
shows <<'END'
worker start case_id change
w1     12:00 A1      kept
END
says 'visit 1: announced, but it has no place (pinned): somebody has to call'

begin 'of an announced pair the one who is away just then is replaced'
office
people <<'END'
case_id lat  lon needs windows
A1      50.1 8   pair  10:00-10:00
END
plan -q --commit --days=1
printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
nobody
words >team.tsv <<'END'
worker lat lon mon
w1     50  8   08:00-16:00
w2     50  8   08:00-16:00
w3     50  8   08:00-16:00
END
absent <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 08:00 10:30
END
plan --replan --team=team.tsv --days=1 --absences=absent.tsv -c worker,with,start,change
status 0
shows <<'END'
worker with start change
w2     w3   10:00 moved
w3     w2   10:00 moved
END

begin 'an announced visit that nobody can take is pinned'
announced
nobody
printf 'worker\tfrom\tto\nw1\t2026-11-23\t\nw2\t2026-11-23\t\n' >absent.tsv
plan --replan --absences=absent.tsv --days=1 -c case_id --unplanned=left.tsv
status 1
says 'visit 1: announced, but it has no place (pinned): somebody has to call'
run cut -f1,2,4 left.tsv
shows <<'END'
case_id _reason _visit_id
A1      pinned  1
A2      skill   2
END

begin 'an announced visit that is no longer needed stays and is named'
announced
given 2026-11-20 <<'END'
letters case_id due_on     result
        A1      2026-11-20 attended
END
nobody
plan --replan --days=1 -c case_id
shows <<'END'
case_id
A1
A2
END
says 'visit 1: announced, but no longer needed: it stays in the plan'

begin 'of an announced pair only the one who is away is replaced'
office
people <<'END'
case_id lat  lon needs
A4      50.1 8   a,pair
END
plan -q --commit --days=1 -c worker,with,start
shows <<'END'
worker with start
w1     w2   08:25
w2     w1   08:25
END
printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
nobody
words >team.tsv <<'END'
worker skills lat lon mon
w1     a      50  8   08:00-16:00
w3     -      50  8   08:00-16:00
w4     a      50  8   -
END
plan -q --replan --team=team.tsv --days=1 -c worker,with,start,change
shows <<'END'
worker with start change
w1     w3   08:25 moved
w3     w1   08:25 moved
END
words >team.tsv <<'END'
worker skills lat lon mon
w2     -      50  8   08:00-16:00
w3     -      50  8   08:00-16:00
w4     a      50  8   08:00-16:00
END
plan -q --replan --team=team.tsv --days=1 -c worker,with,start,change
shows <<'END'
worker with start change
w2     w4   08:25 moved
w4     w2   08:25 moved
END

begin 'whoever stays of an announced pair may be late for home, and is named'
office
people <<'END'
case_id lat  lon needs windows
A4      50.1 8   pair  12:00-12:00
END
plan -q --commit --days=1
printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
nobody
words >team.tsv <<'END'
worker skills lat lon mon
w1     -      50  8   08:00-12:30
w3     -      50  8   08:00-16:00
END
plan --replan --team=team.tsv --days=1 -c worker,with,start,change
status 0
shows <<'END'
worker with start change
w1     w3   12:00 moved
w3     w1   12:00 moved
END
says 'the stored route with the visits 1 breaks a rule (shift)'

begin 'of a worker who is gone one line names all the visits'
office
given 2026-11-19 <<'END'
workers worker lat lon mon         tue
        w3     50  8   08:00-16:00 08:00-16:00
END
planned 2026-11-20 <<'END'
date       worker start case_id
2026-11-23 w3     08:25 A1
2026-11-24 w3     08:25 A2
2026-11-24 w3     10:25 A3
END
nobody
words >team.tsv <<'END'
worker lat lon mon
w1     50  8   08:00-16:00
END
plan --team=team.tsv -c visit_id
err <<'EOF'
visits-plan: the stored routes with the visits 1,2,3 break a rule (shift) and take no more visits
visits-plan: read 0 = planned 0 + unplanned 0 + rejected 0
EOF

begin 'a stored route that breaks a rule takes no more visits'
office
plan -q --commit --days=1
people <<'END'
case_id lat  lon needs
A3      50.1 8   -
A4      50.1 8   a
END
printf 'worker\tfrom\tto\nw1\t2026-11-23\t\n' >absent.tsv
plan --days=1 --absences=absent.tsv -c worker,case_id,change --unplanned=left.tsv
shows <<'END'
worker case_id change
w1     A1      kept
w1     A2      kept
w2     A3      added
END
err <<'EOF'
visits-plan: the stored route with the visits 1,2 breaks a rule (shift) and takes no more visits
visits-plan: read 2 = planned 1 + unplanned 1 + rejected 0
EOF
run cut -f1,5 left.tsv
shows <<'END'
case_id _reason
A4      skill
END

begin 'stored visits of somebody who is not in the team stay, from nowhere'
office
plan -q --commit --days=1
people <<'END'
case_id lat  lon
A3      50.1 8
END
words >team.tsv <<'END'
worker lat lon mon
w2     50  8   08:00-16:00
END
plan --days=1 --team=team.tsv -c worker,case_id,travel_min,back_min,change
status 0
shows <<'END'
worker case_id travel_min back_min change
w1     A1      -          -        kept
w1     A2      3.0        -        kept
w2     A3      22.3       22.3     added
END
err <<'EOF'
visits-plan: the stored route with the visits 1,2 breaks a rule (shift) and takes no more visits
visits-plan: read 1 = planned 1 + unplanned 0 + rejected 0
EOF

begin 'two stored visits of one minute, one of no length, are planned around'
given 2026-11-19 <<'END'
cases case_id household_id lat  lon visit_minutes
      A1      H1           50.1 8   45
      A2      H1           50.1 8   0
workers worker lat lon mon
        w1     50  8   08:00-16:00
END
words >people.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
2026-11-23 w1     08:25 A2
END
plan --check --commit
status 0
nobody
plan -c start,end,case_id
status 0
shows <<'END'
start end   case_id
08:25 08:25 A2
08:25 09:10 A1
END
err <<'EOF'
visits-plan: read 0 = planned 0 + unplanned 0 + rejected 0
EOF

begin 'with a time, what starts earlier stays as it is'
office
plan -q --commit --days=1
people <<'END'
case_id lat  lon
A3      50.1 8
END
run visits-plan -q --as-of=2026-11-23 --replan --from=2026-11-23T09:00 --days=1 \
	-c worker,start,case_id,change people.tsv
shows <<'END'
worker start case_id change
w1     08:25 A1      kept
w1     09:30 A2      kept
w1     10:35 A3      added
END
run visits-plan -q --as-of=2026-11-23 --from=2026-11-23T14:00 --days=1 \
	-c worker,start,case_id people.tsv
shows <<'END'
worker start case_id
w1     08:25 A1
w1     09:30 A2
w1     14:00 A3
END

begin 'if visits, roster or absences change meanwhile nothing is stored'
office
words >team.tsv <<'END'
worker lat lon place mon
w1     50  8   o     08:00-16:00
END
people <<'END'
case_id place
A1      p
END
mkfifo travel
visits-plan --as-of=2026-11-20 --commit --team=team.tsv --travel=travel \
	people.tsv >"$box/out" 2>"$box/err" &
sleep 1
given 2026-11-20 <<'END'
absences worker from       to
         w2     2026-11-23 -
END
printf 'from\tto\tseconds\no\tp\t600\np\to\t600\n' >travel
wait $!
got=$?
status 4
out </dev/null
err <<'EOF'
visits-plan: visits, roster or absences have changed meanwhile; nothing was stored
EOF
stored visit_id
want test "$(wc -l <"$box/out")" -eq 1

begin 'a new letter meanwhile does not matter'
mkfifo travel
office
words >team.tsv <<'END'
worker lat lon place mon
w1     50  8   o     08:00-16:00
END
people <<'END'
case_id place
A1      p
END
visits-plan -q --as-of=2026-11-20 --commit --team=team.tsv --travel=travel \
	people.tsv >"$box/out" 2>"$box/err" &
sleep 1
given 2026-11-20 <<'END'
letters case_id due_on     result
        A1      2026-11-20 open
END
printf 'from\tto\tseconds\no\tp\t600\np\to\t600\n' >travel
wait $!
got=$?
status 0

begin 'a plan of stored visits passes --check'
office
people <<'END'
case_id lat  lon needs  household_id
A1      50.1 8   -      H1
A2      50.1 8   pair   H1
A3      50.1 8   -      -
A4      50.1 8   a,pair -
END
plan -q --commit
status 0
nobody
plan -q
cp "$box/out" plan.tsv
want test "$(wc -l <plan.tsv)" -eq 8
run visits-plan --as-of=2026-11-20 --check plan.tsv
status 0
plan -q --replan
cp "$box/out" plan.tsv
run visits-plan --as-of=2026-11-20 --check plan.tsv
status 0

begin 'what has no column comes from the case, and how many stand at a centre is said'
given 2026-11-19 <<'END'
cases case_id lat  lon postal_code needs windows     visit_minutes
      A1      50.1 8   -           a     -           -
      A2      50.1 8   -           -     10:00-11:00 30
      A3      -    -   64283       -     -           -
workers worker skills lat lon mon
        w1     -      50  8   08:00-16:00
        w2     a      50  8   08:00-16:00
places postal_code lat  lon
       64283       50.1 8
END
people <<'END'
case_id
A1
A2
A3
END
plan --days=1 --share-minutes=0 -c worker,start,end,case_id
status 0
shows <<'END'
worker start end   case_id
w2     08:25 09:10 A3
w2     09:15 10:00 A1
w2     10:05 10:35 A2
END
err <<'EOF'
visits-plan: 1 at the centre of a postal code, not at the door
visits-plan: read 3 = planned 3 + unplanned 0 + rejected 0; 2 routes of 0 to 3 visits
EOF
people <<'END'
case_id needs windows
A1      -     12:00-12:00
END
plan -q --days=1 --share-minutes=0 -c worker,start
shows <<'END'
worker start
w1     12:00
END

begin 'a wish for a worker whom nobody knows is said, not one for somebody who has left'
given 2026-03-02 <<'END'
cases   case_id lat lon
        A1      50  8
        A2      50  8
        A3      50  8
workers worker lat lon until      mon         tue
        w1     50  8   -          08:00-17:00 08:00-17:00
        w2     50  8   2026-02-28 08:00-17:00 08:00-17:00
END
printf 'case_id\twanted\nA1\tW1\nA2\tw2\nA3\tw1\n' >people
run visits-plan -q --as-of=2026-03-01 -c worker -H people
status 0
out <<'EOF'
w1
w1
w1
EOF
err <<'EOF'
visits-plan: people:2: wanted: no such worker, so nobody meets the wish
EOF
printf 'case_id\tworker\nA1\tw9\n' >people
run visits-plan -q --as-of=2026-03-01 -c worker -H people
err <<'EOF'
visits-plan: people:2: worker: no such worker, so nobody meets the wish
EOF

begin 'a closed case and one that wants no visits are not planned, and a visit follows its case'
office
plan -q --commit --days=1
given 2026-11-20 <<'END'
cases case_id status no_visits_until
      A1      closed -
      A2      active 9999-12-31
END
people <<'END'
case_id
A1
A2
A3
END
run visits-plan -q --as-of=2026-11-20 --days=1 -c case_id --unplanned=left.tsv people.tsv
status 0
shows <<'END'
case_id
A1
A2
A3
END
run cut -f1,2 left.tsv
shows <<'END'
case_id _reason
A1      closed
A2      no_visits
END
nobody
plan -q --replan --commit --days=1 -c case_id --unplanned=left.tsv
status 0
run cat left.tsv
shows <<'END'
case_id _reason   _instead _visit_id _date      _start _worker
A1      closed    -        1         2026-11-23 08:25  w1
A2      no_visits -        2         2026-11-23 09:30  w1
END
stored state
shows <<'END'
state
off
off
END

begin 'an announced visit of a closed case is off, and whoever waits for it is named'
announced
given 2026-11-20 <<'END'
cases case_id status
      A1      closed
END
nobody
plan --replan --days=1 -c case_id
status 1
shows <<'END'
case_id
A2
END
says 'visit 1: announced, but it has no place (closed): somebody has to call'

begin 'no visits until a day of the plan means not before it'
office
given 2026-11-20 <<'END'
cases case_id no_visits_until
      A1      2026-11-24
END
plan -q -c date,case_id
through grep A1
shows <<'END'
2026-11-24 A1
END

begin 'who has an agreed day and no place is named by line'
office
people <<'END'
case_id not_before needs
A1      2026-11-24 gone
A2      2026-11-24 -
A3      2026-12-24 -
END
plan --days=2 -c case_id
status 1
err <<'EOF'
visits-plan: people.tsv:2: not_before: an agreed day, but no place (skill): somebody has to call
visits-plan: read 3 = planned 1 + unplanned 2 + rejected 0; 4 routes of 0 to 1 visits
EOF

begin 'a stored visit goes where its case is now, unless the row said otherwise'
office
people <<'END'
case_id lat  lon visit_minutes
A1      50.1 8   -
A2      50.2 8   20
END
plan -q --commit --days=1
given 2026-11-20 <<'END'
cases case_id lat lon visit_minutes
      A1      50.05 8 60
      A2      50.05 8 60
END
nobody
plan -q --replan --days=1 --share-minutes=0 -c start,end,case_id,km,change
status 0
shows <<'END'
start end   case_id km   change
08:15 09:15 A1      7.2  kept
09:50 10:10 A2      21.7 kept
END

begin 'the past cannot be stored'
office
plan --commit --from=2026-11-19
status 2
err <<'EOF'
visits-plan: --from: before today, which --commit cannot store; see visits-plan --help
EOF
plan -q --from=2026-11-16 --days=1 -c date
status 0

begin 'stored visits of one household on one route stay together when they are planned anew'
given 2026-11-19 <<'END'
cases case_id lat  lon household_id
      A1      50.1 8   H1
      A2      50.1 8   H1
      A3      50.1 8   -
workers worker skills lat lon mon         tue
        w1     a      50  8   08:00-16:00 08:00-16:00
        w2     b      50  8   08:00-16:00 08:00-16:00
END
printf 'case_id\nA1\nA2\nA3\n' >people.tsv
plan -q --commit --days=1
given 2026-11-19 <<'END'
cases case_id needs
      A2      b
END
nobody
absent <<'END'
worker from       to
w1     2026-11-23 2026-11-23
END
plan -q --replan --days=1 -c worker,case_id
cp "$box/out" order
want test "$(grep -c '^w2' order)" -eq 3
given 2026-11-19 <<'END'
cases case_id windows
      A1      08:00-09:00
      A3      09:30-09:35
END
plan -q --replan --days=1 --share-minutes=0 -c worker,case_id
want test "$(sed -n '/A1/{n;p;}' "$box/out" | cut -f2)" = A2

begin 'stored absences of everybody and of part of a day, and a row that takes the place of one'
given 2026-11-19 <<'END'
cases case_id lat  lon windows
      A1      50.1 8   -
workers worker lat lon mon         tue         wed         until
        w1     50  8   08:00-16:00 08:00-16:00 08:00-16:00 -
        w2     50  8   08:00-16:00 08:00-16:00 08:00-16:00 2026-11-22
absences worker from       to         start end
         w1     2026-11-23 2026-11-23 08:00 10:00
         *      2026-11-24 2026-11-24 -     -
END
people <<'END'
case_id
A1
END
plan -q -c date,worker,start
shows <<'END'
date       worker start
2026-11-23 w1     10:25
END
absent <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 08:00 12:00
END
plan -q --absences=absent.tsv -c date,start
shows <<'END'
date       start
2026-11-23 12:25
END
absent <<'END'
worker from       to
w1     2026-11-23 2026-11-22
END
plan -q --absences=absent.tsv -c date,start
shows <<'END'
date       start
2026-11-23 08:25
END
absent <<'END'
worker from       to
w1     2026-11-23 2026-11-23
*      2026-11-24 2026-11-23
END
plan -q --absences=absent.tsv -c date
shows <<'END'
date
2026-11-24
END

begin 'a day of many short absences is worked to its end'
given 2026-11-19 <<'END'
cases case_id lat  lon windows
      A1      50.1 8   13:00-14:00
workers worker lat lon mon
        w1     50  8   08:00-16:00
END
people <<'END'
case_id
A1
END
absent <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 08:10 08:15
w1     2026-11-23 2026-11-23 08:20 08:25
w1     2026-11-23 2026-11-23 08:30 08:35
w1     2026-11-23 2026-11-23 08:40 08:45
w1     2026-11-23 2026-11-23 08:50 08:55
w1     2026-11-23 2026-11-23 09:10 09:15
w1     2026-11-23 2026-11-23 09:20 09:25
w1     2026-11-23 2026-11-23 09:30 09:35
w1     2026-11-23 2026-11-23 09:40 09:45
w1     2026-11-23 2026-11-23 09:50 09:55
END
plan -q --days=1 --absences=absent.tsv -c date,start
status 0
shows <<'END'
date       start
2026-11-23 13:00
END

begin 'who agreed on a day is not visited before'
given 2026-11-19 <<'END'
cases case_id lat  lon
      A1      50.1 8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
END
logged 2026-11-20 <<'END'
case_id date       worker outcome next  next_on
A1      2026-11-20 w1     met     visit 2026-12-04
END
run cases-overdue -q --as-of=2026-11-20 -o people.tsv
plan --days=5 -c date
status 0
shows <<'END'
date
END
plan --days=12 -c date
shows <<'END'
date
2026-12-04
END

begin 'a list that is older than a sign of life: who came in since is planned, and said'
given 2026-03-02 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
      A3      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
letters case_id due_on     purpose result
        A1      2026-01-12 x       missed
        A1      2026-02-09 x       missed
        A2      2025-11-10 x       attended
        A2      2026-01-12 x       missed
        A2      2026-02-09 x       missed
        A3      2025-11-10 x       attended
        A3      2026-01-12 x       missed
        A3      2026-02-09 x       missed
END
cases-overdue --as-of=2026-03-02 -o list.tsv
words >letters <<'END'
case_id due_on     purpose result
A1      2026-03-02 x       attended
A2      2026-03-02 x       excused
END
cases-import -q --as-of=2026-03-03 letters >imported || bad 'no import'
run visits-plan -q --as-of=2026-03-03 --effort=1 -H -c case_id list.tsv
status 0
[ "$(sort "$box/out" | tr '\n' ' ')" = 'A1 A2 A3 ' ] || bad "planned: $(cat "$box/out")"
err <<'END'
visits-plan: list.tsv:2: last_sign: older than the last sign of life that is stored: is the visit still needed?
visits-plan: list.tsv:4: last_sign: older than the last sign of life that is stored: is the visit still needed?
END
cases-overdue --as-of=2026-03-03 -o list.tsv
run visits-plan -q --as-of=2026-03-03 --effort=1 -H -c case_id list.tsv
echo A3 | out
err </dev/null

begin 'a visit on a later day than was agreed is said: somebody waits on that day'
given 2026-03-02 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
      A3      50  8
workers worker lat lon visits_per_day mon         tue         wed         thu         fri
        w1     50  8   1              08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
words >list.tsv <<'END'
case_id not_before visit_by
A1      2026-03-03 2026-03-05
A2      2026-03-03 2026-03-05
END
run visits-plan -q --as-of=2026-03-02 --effort=1 -H -c case_id,date list.tsv
status 0
says '^visits-plan: list.tsv:[23]: not_before: the visit is on a later day than was agreed$'
want [ "$(wc -l <"$box/err")" = 1 ]
run visits-plan -q --as-of=2026-03-02 --from=2026-03-04 --effort=1 -H -c case_id,date list.tsv
status 0
want [ "$(wc -l <"$box/err")" = 2 ]

begin 'who is visited by other rules is no longer needed by these only'
given 2026-03-02 <<'END'
cases case_id lat lon
      A1      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
letters case_id due_on     purpose result
        A1      2026-01-12 x       missed
END
cases-overdue -q --missed=1 --as-of=2026-03-02 | visits-plan -q --as-of=2026-03-02 --from=2026-03-06 --commit >stored
words >letters.tsv <<'END'
case_id due_on     purpose result
A1      2026-03-03 y       attended
A1      2026-03-04 z       missed
END
cases-import -q --as-of=2026-03-05 letters.tsv >imported || bad 'no import'
echo case_id >nobody.tsv
replan() { run visits-plan -q --as-of=2026-03-05 --replan "$@" -H -c case_id nobody.tsv; }
replan
status 0
out </dev/null
err <<'END'
visits-plan: 1 visit is left out though something was missed after the sign of life: with --missed=2 --silent=180 that is no reason, but nor was what it was planned for
END
replan --missed=1
echo A1 | out
err </dev/null
run visits-list -q --as-of=2026-03-05 --still-needed -H -c case_id
out </dev/null
err <<'END'
visits-list: 1 visit is no longer needed and left out
visits-list: 1 visit is left out though something was missed after the sign of life: with --missed=2 --silent=180 that is no reason, but nor was what it was planned for
END
echo 'missed = 1' >config
run env DOORSTEP_CONFIG=config visits-list -q --as-of=2026-03-05 --still-needed -H -c case_id
echo A1 | out
err </dev/null
run cases-check -q --as-of=2026-03-05 -H -c check,detail
printf 'alert\tcame_in\n' >want
grep '^alert' "$box/out" | cmp -s - want || bad "no alert: $(cat "$box/out")"
run cases-check -q --as-of=2026-03-05 --missed=1 -H -c check,detail
want [ "$(grep -c '^alert' "$box/out")" = 0 ]

begin 'a household that cannot go together is said when it is parted, and not again'
given 2026-03-02 <<'END'
cases case_id household_id lat lon windows
      A1      H1           50  8   08:00-09:00
      A2      H1           50  8   14:00-15:00
      A3      H2           50  8   09:00-12:00
      A4      H2           50  8   09:00-12:00
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
printf '%s\n' case_id A1 A2 A3 A4 >list.tsv
monday() { run visits-plan -q --as-of=2026-03-02 --effort=1 --days=1 --commit -c visit_id "$@"; }
monday list.tsv
err <<'END'
visits-plan: list.tsv:2: household_id: no shift can take the 2 of this household together; they are planned one by one
END
echo case_id >nobody.tsv
monday --replan nobody.tsv
want [ "$(wc -l <"$box/out")" = 5 ]
err </dev/null
# Who went together, and cannot any more, is said.
words >cases.tsv <<'END'
case_id windows
A4      15:00-16:00
END
cases-import -q --as-of=2026-03-02 cases.tsv >imported 2>err
monday --replan nobody.tsv
err <<'END'
visits-plan: visit 2: no shift can take the 2 of this household together; they are planned one by one
END
monday --replan nobody.tsv
err </dev/null

begin 'an agreed day is worth a detour, but nobody else'
given 2026-03-02 <<'END'
cases case_id lat   lon
      A1      50.01 8
      A2      50.01 8
      A3      50.01 8
      A4      50.01 8
workers worker lat lon visits_per_day mon         tue         wed         thu         fri
        w1     50  8   2              08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
# Both on Wednesday would save seven minutes of travel.
words >list.tsv <<'END'
case_id not_before visit_by
A1      2026-03-03 2026-03-05
A2      2026-03-04 2026-03-04
END
run visits-plan -q --as-of=2026-03-02 --effort=1 -H -c date,case_id list.tsv
printf '%s\t%s\n' 2026-03-03 A1 2026-03-04 A2 | out
err </dev/null
run visits-plan -q --as-of=2026-03-02 --effort=1 --wish-minutes=5 -H -c date list.tsv
printf '%s\n' 2026-03-04 2026-03-04 | out
says 'on a later day than was agreed'
# Without an agreed day, the day is nobody's.
sed '2s/2026-03-03//' list.tsv >any.tsv
run visits-plan -q --as-of=2026-03-02 --effort=1 -H -c date any.tsv
printf '%s\n' 2026-03-04 2026-03-04 | out
# Two others can come on the agreed day only.
printf '%s\t2026-03-03\t2026-03-03\n' A3 A4 >>list.tsv
run visits-plan -q --as-of=2026-03-02 --effort=1 -H -c case_id list.tsv
want [ "$(wc -l <"$box/out")" = 4 ]
says '^visits-plan: list.tsv:2: not_before: the visit is on a later day than was agreed$'
# A stored visit that has to give way is named, once.
head -n 3 list.tsv >two.tsv
sed 2,3d list.tsv >more.tsv
run visits-plan -q --as-of=2026-03-02 --effort=1 --commit -H -c date,case_id two.tsv
printf '%s\t%s\n' 2026-03-03 A1 2026-03-04 A2 | out
run visits-plan -q --as-of=2026-03-02 --effort=1 --replan --commit -H -c date,visit_id more.tsv
status 0
err <<'END'
visits-plan: visit 1: on a later day than was agreed
END
echo case_id >nobody.tsv
run visits-plan -q --as-of=2026-03-02 --effort=1 --replan -H -c visit_id nobody.tsv
want [ "$(wc -l <"$box/out")" = 4 ]
err </dev/null

begin 'a visit that was late when it was planned breaks no rule when a plan begins before its deadline'
office
people <<'END'
case_id visit_by
A1      2026-11-23
END
plan -q --commit --from=2026-11-24 --days=1 -H -c date,case_id
printf '2026-11-24\tA1\n' | out
people <<'END'
case_id urgency
A2      50
END
plan -q --days=2 -H -c date,case_id
status 0
err </dev/null

begin 'a visit that is taken out of a plan stays, and is said to'
given 2026-03-02 <<'END'
cases   case_id lat lon
        A1      50  8
        A2      50  8
        A3      50  8
        A4      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     09:00 A1
2026-03-03 w1     10:00 A2
2026-03-04 w1     09:00 A3
END
words >plan.tsv <<'END'
date       worker start case_id visit_id
2026-03-03 w1     09:10 A1      1
END
run visits-plan -q --as-of=2026-03-02 --check --commit plan.tsv
status 0
err <<'EOF'
visits-plan: 1 stored visit of these days is not in the plan, and stays
EOF
run visits-list -qH -c visit_id,start,state
shows <<'END'
1 09:10 planned
2 10:00 planned
3 09:00 planned
END
# New visits beside the stored ones are no such plan.
words >plan.tsv <<'END'
date       worker start case_id
2026-03-03 w1     11:00 A4
END
run visits-plan -q --as-of=2026-03-02 --check plan.tsv
status 0
err </dev/null

finish
