#!/bin/sh
# Who visits whom, when: the plan from files alone.  0.1 degrees to the north
# are 11.11951 km; by road 14.45536 km, in 1156 s; with handling 1336 s.
. tests/lib.sh
. tests/given.sh

# people COLUMNS, shifts COLUMNS: from words on stdin, as in given.sh.
people() { words >people.tsv; }
shifts() { words >shifts.tsv; }
plan() { run visits-plan -q --effort=1 --shifts=shifts.tsv "$@" people.tsv; }

one_shift() {
	shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 16:00 50  8
END
}

begin 'a plan has the columns of the contract, then those of the input'
one_shift
people <<'END'
street  case_id worker lat  lon urgency
Ring~1  A1      w9     50.1 8   70
END
run visits-plan --shifts=shifts.tsv people.tsv
status 0
shows <<'END'
date       worker stop start    end      with case_id travel_min wait_min km   back_min back_km place visit_id change street wanted lat  lon urgency
2026-11-23 w1     1    08:22:16 09:07:16 -    A1      22.3       0.0      14.5 22.3     14.5    -     -        added  Ring~1 w9     50.1 8   70
END
err <<'EOF'
visits-plan: read 1 = planned 1 + unplanned 0 + rejected 0
EOF

begin 'starts are multiples of the grid, and the difference is waited'
one_shift
printf 'case_id\tlat\tlon\nA1\t50.1\t8\n' >people.tsv
plan --grid=5 -c start,wait_min
shows <<'END'
start wait_min
08:25 2.7
END

begin 'speed, detour and handling make the way'
one_shift
printf 'case_id\tlat\tlon\nA1\t50.1\t8\n' >people.tsv
plan --speed=60 --detour=1 --handling=0.5 -c travel_min,km
shows <<'END'
travel_min km
11.6       11.1
END

begin 'whoever hardly moves gets nowhere, and that is all'
one_shift
printf 'case_id\tlat\tlon\nA1\t50.1\t8\nA2\t-50\t-172\n' >people.tsv
plan --speed=0.000001 --unplanned=left.tsv
status 0
run cut -f4 left.tsv
printf '_reason\ndistance\ndistance\n' | out

begin 'a visit takes as long as its row says, to the second'
one_shift
people <<'END'
case_id lat  lon visit_minutes
A1      50.1 8   1.6667
END
plan -c start,end
shows <<'END'
start    end
08:22:16 08:23:56
END

begin 'the break is part of the wait'
shifts <<'END'
worker date       start end   break_minutes lat lon
w1     2026-11-23 11:00 16:00 30            50  8
END
printf 'case_id\tlat\tlon\twindows\nA1\t50.1\t8\t11:40-12:00\n' >people.tsv
plan -c start,wait_min
shows <<'END'
start    wait_min
11:40    17.7
END
printf 'case_id\tlat\tlon\twindows\tvisit_minutes\nA1\t50.1\t8\t11:40-12:00\t180\n' >people.tsv
plan -c start,wait_min
shows <<'END'
start    wait_min
11:52:16 30.0
END

begin 'a break that a shift is too short for is none'
shifts <<'END'
worker date       start end   break_minutes break_from break_to lat lon
w1     2026-11-23 11:00 12:29 90            11:00      14:00    50  8
END
printf 'case_id\tlat\tlon\tvisit_minutes\nA1\t50.1\t8\t30\n' >people.tsv
plan -c start
shows <<'END'
start
11:22:16
END

begin 'a visit begins within a window of its weekday and may end after it'
shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 16:00 50  8
w1     2026-11-24 08:00 16:00 50  8
END
people <<'END'
case_id lat  lon windows
A1      50.1 8   tue~10:00-10:00
A2      50.1 8   mon~08:00-08:10,mon~09:00-09:30
END
plan -c date,start,end,case_id
shows <<'END'
date       start end   case_id
2026-11-23 09:00 09:45 A2
2026-11-24 10:00 10:45 A1
END

begin 'people of one household at one point go together, without handling'
shifts <<'END'
worker date       start end   skills lat lon
w1     2026-11-23 08:00 16:00 a      50  8
w2     2026-11-23 08:00 16:00 -      50  8
END
people <<'END'
case_id lat  lon household_id needs
A1      50.1 8   H1           -
A2      50.1 8   H1           a
A3      50.1 8   -            -
END
plan -c worker,case_id,travel_min
want test "$(cut -f1 "$box/out" | sort -u | tr '\n' ' ')" = 'w1 worker '
want test "$(awk '$3 == "0.0"' "$box/out" | wc -l)" -eq 1
want test "$(awk '$3 == "3.0"' "$box/out" | wc -l)" -eq 1

begin 'a household goes wholly or not at all'
one_shift
people <<'END'
case_id lat  lon household_id visit_minutes urgency
A1      50.1 8   H1           200           90
A2      50.1 8   H1           200           90
A3      50.1 8   -            400           100
END
plan --unplanned=left.tsv -c case_id
shows <<'END'
case_id
A1
A2
END
sed -i 's/400	100/200	100/' people.tsv
plan --unplanned=left.tsv -c case_id
shows <<'END'
case_id
A1
A2
END
sed -i 's/	90$/	40/' people.tsv
plan --unplanned=left.tsv -c case_id
shows <<'END'
case_id
A3
END
run cut -f1,7 left.tsv
shows <<'END'
case_id _reason
A1      capacity
A2      capacity
END

begin 'a household that no shift could take is single people'
shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 12:00 50  8
w2     2026-11-23 08:00 12:00 50  8
END
people <<'END'
case_id lat  lon household_id visit_minutes
A1      50.1 8   H1           180
A2      50.1 8   H1           180
END
plan -c worker,start
status 0
shows <<'END'
worker start
w1     08:22:16
w2     08:22:16
END
err <<'END'
visits-plan: people.tsv:2: household_id: no shift can take the 2 of this household together; they are planned one by one
END

begin 'a pair is two workers at one door at one time, each with a row'
shifts <<'END'
worker date       start end   skills lat  lon
w1     2026-11-23 08:00 16:00 -      50   8
w2     2026-11-23 08:00 16:00 a      50.2 8
END
printf 'case_id\tlat\tlon\tneeds\turgency\nA1\t50.1\t8\ta,pair\t40\n' >people.tsv
run visits-plan --shifts=shifts.tsv \
	-c worker,with,start,end,travel_min,back_min,visit_id people.tsv
shows <<'END'
worker with start    end      travel_min back_min visit_id
w1     w2   08:22:16 09:07:16 22.3       22.3     -
w2     w1   08:22:16 09:07:16 22.3       22.3     -
END
err <<'EOF'
visits-plan: read 1 = planned 1 + unplanned 0 + rejected 0; 2 routes of 1 to 1 visits
EOF

begin 'who has no place is told the first reason that holds'
shifts <<'END'
worker date       start end   skills lat lon
w1     2026-11-23 08:00 12:00 -      50  8
w1     2026-11-24 08:00 12:00 -      50  8
w2     2026-11-24 08:00 12:00 a      50  8
END
people <<'END'
case_id lat  lon needs visit_by   not_before windows         visit_minutes urgency
A1      -    -   -     -          -          -               -             50
A2      50   8   b     -          -          -               -             50
A3      50   8   a     2026-11-23 -          -               -             50
A4      50   8   -     -          2026-11-25 -               -             50
A5      50   8   -     -          -          wed~08:00-10:00 -             50
A6      50   8   -     -          -          13:00-14:00     -             50
A7      52   8   -     -          -          -               -             50
A8      50.1 8   -     -          -          08:00-08:20     -             50
A9      50   8   -     -          2026-11-24 -               230           90
B1      50   8   -     2026-11-23 -          -               230           90
B2      50   8   a     -          -          -               230           91
B3      50   8   a     -          -          -               230           80
B4      50   8   pair  2026-11-23 -          -               -             50
B5      50   8   -     2026-11-23 -          -               10            95
END
plan --unplanned=left.tsv -c case_id
shows <<'END'
case_id
B5
A9
B2
END
run cut -f1,10,11 left.tsv
shows <<'END'
case_id _reason  _instead
A1      place    -
A2      skill    -
A3      deadline -
A4      deadline -
A5      window   -
A6      window   -
A7      distance -
A8      distance -
B1      capacity B5
B3      capacity B2
B4      deadline -
END

begin 'whose place somebody could take is named'
one_shift
people <<'END'
case_id lat   lon visit_minutes urgency
A1      50    8   200           60
A2      50    8   200           70
A3      50.01 8   200           60
A4      50    8   300           100
END
plan --unplanned=left.tsv -c case_id
through sort
shows <<'END'
A1
A2
case_id
END
run cut -f1,6,7 left.tsv
shows <<'END'
case_id _reason  _instead
A3      capacity A1
A4      capacity A1,A2
END

begin 'the break may lie between two of a household that needs a pair'
words >shifts.tsv <<'END'
worker date       start end   break_minutes break_from break_to skills place
w1     2026-11-23 08:30 13:30 30            09:40      11:05    x      b
w2     2026-11-23 08:00 12:00 -             -          -        -      b
END
words >people.tsv <<'END'
case_id place visit_minutes windows     needs household_id
A1      p     30            10:09-11:31 pair  H
A2      p     20            08:37-09:13 x     H
END
words >travel.tsv <<'END'
from to seconds
b    p  600
p    b  600
END
run visits-plan --shifts=shifts.tsv --travel=travel.tsv -c worker,start,case_id people.tsv
shows <<'END'
worker start case_id
w1     08:40 A2
w1     10:10 A1
w2     08:40 A2
w2     10:10 A1
END

begin 'people without a place can be fed back as they are'
one_shift
printf 'case_id\tlat\tlon\twindows\tnote\nA1\t50\t8\t17:00-18:00\tx\n' >people.tsv
plan --unplanned=left.tsv
mv left.tsv people.tsv
plan --unplanned=left.tsv
status 0
want test "$(head -1 left.tsv)" = \
	"$(printf 'case_id\tlat\tlon\twindows\tnote\t_reason\t_instead\t_visit_id\t_date\t_start\t_worker')"
want test "$(head -1 "$box/out" | tr '\t' '\n' | grep -c '^_')" -eq 0

begin 'a plan without --check is people to be planned anew, which is said'
one_shift
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people.tsv
plan
status 0
cp "$box/out" people.tsv
plan -c case_id
status 0
shows <<'END'
case_id
A1
END
err <<'END'
visits-plan: people.tsv:1: date,start: not read without --check: the people of this plan are planned anew
END

begin 'a visit_by before the first day no longer binds, and is counted'
shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 09:00 50  8
w1     2026-11-24 08:00 09:00 50  8
END
people <<'END'
case_id lat lon visit_by
A1      50  8   -
A2      50  8   2026-11-20
END
run visits-plan --shifts=shifts.tsv -c date,case_id people.tsv
shows <<'END'
date       case_id
2026-11-23 A2
2026-11-24 A1
END
err <<'EOF'
visits-plan: 1 with a visit_by before the first day, which no longer binds
visits-plan: read 2 = planned 2 + unplanned 0 + rejected 0; 2 routes of 1 to 1 visits
EOF

begin 'the wanted worker and another daypart are worth a few minutes'
shifts <<'END'
worker date       start end   lat   lon
w1     2026-11-23 08:00 16:00 50    8
w2     2026-11-23 08:00 16:00 50.05 8
END
printf 'case_id\tlat\tlon\nA1\t50.1\t8\n' >people.tsv
plan -c worker,start
shows <<'END'
worker start
w2     08:12:38
END
printf 'case_id\tlat\tlon\tworker\nA1\t50.1\t8\tw1\n' >people.tsv
plan -c worker,wanted --wish-minutes=30
shows <<'END'
worker wanted
w1     w1
END
plan -c worker --wish-minutes=0
shows <<'END'
worker
w2
END
shifts <<'END'
worker date       start end   lat   lon
w1     2026-11-23 08:00 12:00 50.05 8
w2     2026-11-24 08:00 12:00 50    8
END
printf 'case_id\tlat\tlon\ttried\nA1\t50.1\t8\tmon-am\n' >people.tsv
plan -c worker --wish-minutes=30
shows <<'END'
worker
w2
END

begin 'a wanted worker who has no shift is a wish that is not met'
shifts <<'END'
worker date       start end   lat lon visits_per_day
w1     2026-11-23 08:00 16:00 50  8   1
END
printf 'case_id\tlat\tlon\twanted\nA1\t50.01\t8\tw9\nA2\t50.02\t8\t\n' >people.tsv
plan -c case_id
shows <<'END'
case_id
A2
END
plan -c case_id --wish-minutes=0
shows <<'END'
case_id
A1
END

begin 'visits_per_day is a limit'
shifts <<'END'
worker date       start end   lat lon visits_per_day
w1     2026-11-23 08:00 16:00 50  8   1
END
printf 'case_id\tlat\tlon\nA1\t50\t8\nA2\t50\t8\n' >people.tsv
plan --unplanned=left.tsv
want test "$(wc -l <"$box/out")" -eq 2
want grep -q capacity left.tsv

begin 'travel times come from a table, directed, without handling'
printf 'from\tto\tseconds\tmetres\no\tp\t600\t9940\np\to\t1200\t\n' >travel.tsv
shifts <<'END'
worker date       start end   place
w1     2026-11-23 08:00 16:00 o
END
printf 'case_id\tplace\nA1\tp\n' >people.tsv
plan --travel=travel.tsv -c start,travel_min,km,back_min,back_km,place
shows <<'END'
start travel_min km  back_min back_km place
08:10 10.0       9.9 20.0     -       p
END

begin 'minutes for seconds, kilometres for metres: ways that nobody drives are said'
shifts <<'END'
worker date       start end   place
w1     2026-11-23 08:00 16:00 o
END
printf 'case_id\tplace\nA1\tp\n' >people.tsv
printf 'from\tto\tseconds\tmetres\no\tp\t10\t9940\np\to\t600000\t9940\nq\tp\t1\t9940\n' >travel.tsv
plan -q --travel=travel.tsv --unplanned=left.tsv
err <<'END'
visits-plan: travel.tsv: 2 ways that nobody drives, by their speed: are they seconds and metres?
END
printf 'from\tto\tseconds\tmetres\no\tp\t600\t9940\np\to\t1\t800\n' >travel.tsv
plan -q --travel=travel.tsv
err </dev/null

begin 'absences without a last day are said to last, also those of a file'
printf 'worker\tfrom\tbis\nw1\t2026-11-23\t2026-11-24\n' >absent.tsv
printf 'case_id\tlat\tlon\nA1\t50.1\t8.1\n' >people.tsv
printf 'worker\tlat\tlon\tmon\nw1\t50.1\t8.1\t08:00-16:00\n' | cases-import -q >/dev/null
run visits-plan -q --absences=absent.tsv --as-of=2026-11-20 -c date people.tsv
err <<'END'
visits-plan: absent.tsv:1: no column to: absences last until further notice
visits-plan: nobody is on shift on the days of the plan
END

begin 'visits that are hours long in a column of minutes are said'
one_shift
printf 'case_id\tlat\tlon\tvisit_minutes\nA1\t50\t8\t1,5\nA2\t50\t8\t5\nA3\t50\t8\t0\n' >people.tsv
plan -H -c case_id,end
status 0
err <<'EOF'
visits-plan: people.tsv:2: visit_minutes: less than five minutes: are they hours?
EOF

begin 'places without a table of them are not what the way is worked out by, which is said'
people <<'END'
case_id place lat  lon
A1      p     50.1 8
A2      -     50.1 8
END
shifts <<'END'
worker date       start end   place lat lon
w1     2026-11-23 08:00 16:00 o     50  8
END
plan -c start,case_id,place
status 0
err <<'EOF'
visits-plan: without --travel lat and lon count, and not the place that 1 shifts and 1 visits have
EOF
shows <<'END'
start case_id place
08:22:16 A1   p
09:10:16 A2   -
END
words >plan.tsv <<'END'
case_id place lat  lon date       worker start
A1      p     50.1 8   2026-11-23 w1     08:30
END
run visits-plan -q --check --shifts=shifts.tsv plan.tsv
status 0
says 'without --travel lat and lon count'

begin 'a pair of places that is needed and missing ends the program'
printf 'case_id\tplace\nA1\tp\nA2\tr\n' >people.tsv
printf 'from\tto\tseconds\no\tp\t1\np\to\t1\n' >travel.tsv
shifts <<'END'
worker date       start end   place
w1     2026-11-23 08:00 16:00 o
END
run visits-plan --shifts=shifts.tsv --travel=travel.tsv people.tsv
status 2
out </dev/null
err <<'EOF'
visits-plan: people.tsv:3: place: the travel file has no time to this place from that of shifts.tsv:2
EOF
printf 'from\tto\tseconds\no\tp\t1\np\to\t1\no\tr\t1\nr\to\t1\np\tr\t1\n' >travel.tsv
run visits-plan --shifts=shifts.tsv --travel=travel.tsv people.tsv
status 2
err <<'EOF'
visits-plan: people.tsv:3: place: the travel file has no time from this place to that of people.tsv:2
EOF

begin 'with travel times a worker without a place is named by the line that should have it'
printf 'case_id\tplace\nA1\tp\n' >people.tsv
printf 'from\tto\tseconds\no\tp\t1\np\to\t1\n' >travel.tsv
words >team.tsv <<'END'
worker lat lon place mon
w1     50  8   o     08:00-12:00
w2     50  8   -     08:00-12:00
END
printf 'case_id\n' | cases-import -q - >table
run visits-plan --team=team.tsv --travel=travel.tsv --from=2026-03-02 --as-of=2026-03-01 people.tsv
status 2
err <<'EOF'
visits-plan: team.tsv:3: place: missing, and so where this shift begins is not known
EOF
given 2026-03-01 <<'END'
workers worker lat lon mon
        w1     50  8   08:00-12:00
END
printf 'travel = travel.tsv\n' >settings
run env DOORSTEP_CONFIG=settings visits-plan --from=2026-03-02 --as-of=2026-03-01 people.tsv
status 2
err <<'EOF'
visits-plan: settings:1: --travel: every worker needs a place, and the database has none: name the team with --team or --shifts
EOF

begin 'bad rows are reported without their values, and the others planned'
one_shift
{
	printf 'case_id\tlat\tlon\turgency\tvisit_by\tnot_before\tneeds\tvisit_minutes\twindows\ttried\n'
	printf 'A1\t50\t8\tSECRET\t\t\t\t\t\t\n'
	printf 'A2\t50\t8\t\tSECRET\t\t\t\t\t\n'
	printf 'A3\t50\t8\t\t\t2026-02-30\t\t\t\t\n'
	printf 'A4\t50\t8\t\t\t\tSE.CRET\t\t\t\n'
	printf 'A5\t50\t8\t\t\t\t\tSECRET\t\t\n'
	printf 'A6\t50\t8\t\t\t\t\t\t25:00-26:00\t\n'
	printf 'A7\t50\t8\t\t\t\t\t\t\tSECRET\n'
	printf 'A8\t91\t8\t\t\t\t\t\t\t\n'
	printf 'A9\t50\t8\t\t\t\t\t\t\t\n'
	printf 'A9\t50\t8\t\t\t\t\t\t\t\n'
	printf '\t50\t8\t\t\t\t\t\t\t\n'
	printf 'B1\t50\t8\t0\t\t\t\t\t\t\n'
} >people.tsv
run visits-plan --shifts=shifts.tsv -c case_id people.tsv
status 1
shows <<'END'
case_id
A9
END
err <<'EOF'
visits-plan: people.tsv:2: urgency: not a whole number
visits-plan: people.tsv:3: visit_by: not a date
visits-plan: people.tsv:4: not_before: not a date
visits-plan: people.tsv:5: needs: not a list of tags
visits-plan: people.tsv:6: visit_minutes: not a number of minutes within a day
visits-plan: people.tsv:7: windows: not a list of windows
visits-plan: people.tsv:8: tried: not a list of dayparts
visits-plan: people.tsv:9: lat: not a latitude
visits-plan: people.tsv:11: case_id: has been on an earlier line
visits-plan: people.tsv:12: case_id: missing
visits-plan: people.tsv:13: urgency: not a whole number from 1 on
visits-plan: read 12 = planned 1 + unplanned 0 + rejected 11
EOF

begin 'bad shifts are reported, and the others worked'
shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 16:00 50  8
w1     2026-11-23 17:00 18:00 50  8
w2     2026-11-23 16:00 08:00 50  8
w3     2026-11-23 nine  16:00 50  8
w2     2026-11-23 08:00 16:00 50  8
END
printf 'case_id\tlat\tlon\tneeds\nA1\t50\t8\tpair\n' >people.tsv
plan -c worker
status 1
shows <<'END'
worker
w1
w2
END
err <<'EOF'
visits-plan: shifts.tsv:3: this worker has a shift on this day already
visits-plan: shifts.tsv:4: ends before it starts
visits-plan: shifts.tsv:5: start: not a time
EOF

begin 'nobody to visit is a plan, too'
one_shift
printf 'case_id\n' >people.tsv
plan
status 0
want test "$(wc -l <"$box/out")" -eq 1

begin 'nobody on shift is no mistake'
printf 'worker\tdate\tstart\tend\n' >shifts.tsv
printf 'case_id\tlat\tlon\tvisit_by\nA1\t50\t8\t2026-11-23\n' >people.tsv
run visits-plan --shifts=shifts.tsv --unplanned=left.tsv people.tsv
status 0
err <<'EOF'
visits-plan: no worker is known: nobody is on shift
visits-plan: read 1 = planned 0 + unplanned 1 + rejected 0
EOF
run cut -f1,5 left.tsv
shows <<'END'
case_id _reason
A1      skill
END

begin 'the same bytes whatever the threads'
"$top/tests/plan-instance" 7 60
for threads in 1 2 4; do
	plan --effort=1 --threads=$threads
	cp "$box/out" plan.$threads
done
want cmp plan.1 plan.2
want cmp plan.1 plan.4
want test "$(wc -l <plan.1)" -gt 10

begin 'a time limit that is over at once leaves a plan, of many people too'
"$top/tests/plan-instance" 7 6000
cut -f4 --complement people.tsv >all.tsv && mv all.tsv people.tsv
run timeout 60 visits-plan -q --shifts=shifts.tsv --time-limit=0.001 people.tsv
status 0
want test "$(wc -l <"$box/out")" -gt 10
head -n 60 people.tsv >few.tsv
run timeout 60 visits-plan -q --shifts=shifts.tsv --time-limit=0.000001 few.tsv
status 0
want test "$(wc -l <"$box/out")" -gt 10

begin 'with shifts and coordinates no database is needed'
one_shift
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people.tsv
plan
status 0
want test ! -e "$DOORSTEP_DB"
run visits-plan people.tsv
status 5
printf 'case_id\tpostal_code\nA1\t64283\n' >people.tsv
plan
status 5

begin 'an output is never one of the inputs'
one_shift
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people.tsv
plan -o shifts.tsv
status 2
want grep -q w1 shifts.tsv
plan --unplanned=people.tsv
status 2
want grep -q A1 people.tsv

begin 'a quiet day is shared, but no urgency is given up for it'
shifts <<'END'
worker date       start end   lat lon visits_per_day
w1     2026-11-23 08:00 16:00 50  8   -
w2     2026-11-23 08:00 16:00 50  8   -
END
awk 'BEGIN {
	print "case_id\tvisit_minutes\tlat\tlon"
	for (i = 1; i <= 8; i++) print "A" i "\t10\t50.01\t8"
}' >people.tsv
run visits-plan --shifts=shifts.tsv people.tsv
want grep -q '2 routes of 4 to 4 visits' "$box/err"
run visits-plan --shifts=shifts.tsv --share-minutes=0 people.tsv
want grep -q '2 routes of 0 to 8 visits' "$box/err"
shifts <<'END'
worker date       start end   lat lon visits_per_day
w1     2026-11-23 08:00 16:00 50  8   1
w2     2026-11-23 08:00 16:00 50  8   -
END
run visits-plan --shifts=shifts.tsv --share-minutes=1000 people.tsv
want grep -q 'planned 8 .* 2 routes of 1 to 7 visits' "$box/err"

begin '-v says whether the plan is proved to be the best, or how far it may be'
"$top/tests/plan-instance" 2 6
run visits-plan -v --shifts=shifts.tsv people.tsv
want grep -q 'proved: no plan is better than this one' "$box/err"
"$top/tests/plan-instance" 2 60
run visits-plan -v --effort=1 --shifts=shifts.tsv people.tsv
want grep -q 'urgency [0-9]*; no plan has more than [0-9]*, which' "$box/err"

begin 'the first Ctrl-C ends the search, the second the program'
"$top/tests/plan-instance" 1 60
cut -f4 --complement people.tsv >all.tsv && mv all.tsv people.tsv
# A shell without job control has its children ignore INT.
ctrl_c() {
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' visits-plan --effort=9 \
		--shifts=shifts.tsv -o plan people.tsv 2>"$box/err" &
	victim=$!
	sleep 1
	for _ in "$@"; do kill -INT $victim; sleep 0.2; done
	wait $victim
	got=$?
}
ctrl_c once
status 0
want grep -q 'interrupted: this is the best plan so far' "$box/err"
want grep -q 'read .* = planned' "$box/err"
want test -s plan

begin 'options that make no sense are refused'
one_shift
printf 'case_id\n' >people.tsv
for o in --effort=0 --effort=10 --speed=0 --days=0 --from=2026-11-31 \
	--from=2026-11-23T25:00 --grid=1441 --days=367 '--check --replan' \
	--team=people.tsv --absences=people.tsv; do
	# shellcheck disable=SC2086
	plan $o
	status 2
	want test "$(wc -l <"$box/err")" -eq 1
done

begin 'ten years of shifts can be planned at once, a day more is refused'
printf 'case_id\tlat\tlon\nA1\t50.1\t8\n' >people.tsv
days() {
	awk -v n="$1" 'BEGIN {
		print "worker\tdate\tstart\tend\tlat\tlon"
		for (i = 0; i < n; i++)
			printf "w\t%d-%02d-%02d\t08:00\t16:00\t50\t8\n",
			    2000 + i / 336, i % 336 / 28 + 1, i % 28 + 1
	}' >shifts.tsv
}
days 3660
run visits-plan -q --effort=1 --shifts=shifts.tsv -c date,start people.tsv
shows <<'END'
date       start
2000-01-01 08:22:16
END
days 3661
run visits-plan --effort=1 --shifts=shifts.tsv people.tsv
status 2
err <<'EOF'
visits-plan: a plan of more than 3660 days is not possible: choose some with --from and --days
EOF
run visits-plan -q --effort=1 --shifts=shifts.tsv --days=20 -c date people.tsv
status 0

begin 'a way that is there twice is an error if its times differ, decimals are rounded'
one_shift
words >shifts.tsv <<'END'
worker date       start end   place
w1     2026-11-23 08:00 16:00 o
END
printf 'case_id\tplace\nA1\tp\n' >people.tsv
printf 'from\tto\tseconds\tmetres\no\tp\t600.5\t9940.4\np\to\t600\t\no\tp\t601\t9940\n' >travel.tsv
run visits-plan -q --shifts=shifts.tsv --travel=travel.tsv -c start,km people.tsv
status 0
shows <<'END'
start    km
08:10:01 9.9
END
printf 'o\tp\t602\t9940\n' >>travel.tsv
run visits-plan -q --shifts=shifts.tsv --travel=travel.tsv people.tsv
status 2
err <<'EOF'
visits-plan: travel.tsv:5: seconds: these two places have been on an earlier line with another value
EOF

# The hours of one worker on Monday, and of whom the days are filled.
team() {
	words >team.tsv
	cases-import -q -t cases -o /dev/null --as-of=2026-11-20 people.tsv
}

begin 'a minute more of work never costs a visit: the break is the law'"'"'s'
printf 'case_id\tlat\tlon\n' >people.tsv
for i in 1 2 3 4; do printf 'p%d\t49.871\t8.65%d\n' $i $i; done >>people.tsv
for hours in 08:00-11:29 08:00-11:30; do
	team <<END
worker lat   lon  mon
a      49.87 8.65 $hours
END
	run visits-plan --team=team.tsv --as-of=2026-11-20 --days=1 --effort=1 -c start people.tsv
	status 0
	want test "$(wc -l <"$box/out")" -eq 5
done

begin 'of two rows of one worker the later counts, and that is said'
printf 'case_id\tlat\tlon\np1\t49.87\t8.65\n' >people.tsv
team <<'END'
worker lat   lon  mon
a      49.87 8.65 08:00-16:00
b      49.99 8.99 08:00-08:10
a      49.87 8.65 10:00-16:00
END
run visits-plan -q --team=team.tsv --as-of=2026-11-20 --days=1 --effort=1 -c worker,start people.tsv
status 0
shows <<'END'
worker start
a      10:05
END
err <<'EOF'
visits-plan: team.tsv:4: worker: has a row already; this one counts
EOF

begin 'no break up to six hours, thirty minutes up to nine, then 45, and none where there is no room'
words >people.tsv <<'END'
case_id lat   lon  windows     visit_minutes
p1      49.87 8.65 11:00-11:00 120
END
for case in 08:00-14:00:0 08:00-14:01:30 08:00-17:00:30 08:00-17:01:45; do
	team <<END
worker lat   lon  mon
a      49.87 8.65 ${case%:*}
END
	run visits-plan -q --team=team.tsv --as-of=2026-11-20 --days=1 --effort=1 --handling=0 -c start people.tsv
	want test "$(wc -l <"$box/out")" -eq 2
	sed 's/120/136/' people.tsv >longer.tsv
	run visits-plan -q --team=team.tsv --as-of=2026-11-20 --days=1 --effort=1 --handling=0 -c start longer.tsv
	[ "${case##*:}" = 45 ] && planned=1 || planned=2
	want test "$(wc -l <"$box/out")" -eq "$planned"
done
team <<'END'
worker lat   lon  mon
a      49.87 8.65 13:45-22:00
END
run visits-plan --team=team.tsv --as-of=2026-11-20 --days=1 --effort=1 -c start people.tsv
says '1 shift without room for the break that is due'

begin 'who is away from a file is away beside who is away already, part of a day, or all are'
words >people.tsv <<'END'
case_id lat   lon  windows
c1      49.88 8.66 08:00-09:30
c2      49.88 8.67 08:00-09:30
c3      49.88 8.68 -
END
given 2026-11-19 <<'END'
cases case_id lat   lon
      c1      49.88 8.66
      c2      49.88 8.67
      c3      49.88 8.68
workers worker lat   lon  mon         tue
        w1     49.87 8.65 08:00-16:00 08:00-16:00
        w2     49.87 8.65 08:00-16:00 08:00-16:00
absences worker from       to
         w2     2026-11-16 2026-11-30
END
away() {
	words >away.tsv
	run visits-plan --as-of=2026-11-20 --days=2 --effort=1 --absences=away.tsv \
		-c date,worker,stop,start,case_id,wait_min,back_min people.tsv
}
away <<'END'
worker from       to
w1     2026-11-23 -
END
status 0
shows <<'END'
date worker stop start case_id wait_min back_min
END
away <<'END'
worker from       to
w2     2026-11-16 2026-11-15
w1     2026-11-23 -
END
through cut -f2
want test "$(sort -u "$box/out" | tr '\n' ' ')" = 'w2 worker '
away <<'END'
worker from       to         start end
w1     2026-11-23 2026-11-23 10:00 12:00
*      2026-11-24 -          -     -
END
shows <<'END'
date       worker stop start case_id wait_min back_min
2026-11-23 w1     1    08:10 c2      3.9      -
2026-11-23 w1     2    09:00 c1      0.8      5.3
2026-11-23 w1     3    12:10 c3      2.8      7.2
END
away <<'END'
worker from       start end   to
W1     2026-11-23 -     -     -
w1     2026-11-23 10:00 10:00 -
w1     2026-11-23 -     10:00 -
END
status 1
err <<'EOF'
visits-plan: away.tsv:3: start: no later end
visits-plan: away.tsv:4: start: no later end
visits-plan: away.tsv:2: worker: unknown worker
visits-plan: read 3 = planned 3 + unplanned 0 + rejected 0; 2 routes of 0 to 3 visits
EOF
# The first takes one back, the second none.
away <<'END'
worker from       to
w2     2026-11-16 2026-11-15
w1     2026-11-23 2026-10-27
END
status 0
want grep -q '^2026-11-23.w1' "$box/out"
err <<'EOF'
visits-plan: away.tsv:3: to: before from: nobody is away
visits-plan: read 3 = planned 3 + unplanned 0 + rejected 0; 4 routes of 0 to 3 visits
EOF

begin 'who is not home when an absence begins is found'
words >away.tsv <<'END'
worker from       to start end
w1     2026-11-23 -  10:00 12:00
w2     2026-11-23 -  -     -
END
given 2026-11-19 <<'END'
cases case_id lat   lon
      c1      49.88 8.66
      c2      49.88 8.67
workers worker lat   lon  mon         tue
        w1     49.87 8.65 08:00-16:00 08:00-16:00
        w2     49.87 8.65 08:00-16:00 08:00-16:00
END
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     09:30 c1
2026-11-23 w1     12:01 c2
END
run visits-plan --check --as-of=2026-11-20 --absences=away.tsv plan.tsv
status 1
shows <<'END'
line case_id date       worker rule   detail
2    c1      2026-11-23 w1     shift  21~min~after~the~end~of~the~shift
3    c2      2026-11-23 w1     travel 6~min~after~the~start~of~the~shift
END

begin 'who works here from or until a day'
words >team.tsv <<'END'
worker lat   lon  mon         since      until
a      49.87 8.65 08:00-16:00 2026-11-24 -
b      49.87 8.65 08:00-16:00 -          2026-11-22
c      49.87 8.65 08:00-16:00 2026-11-23 2026-11-23
END
given 2026-11-19 <<'END'
cases case_id lat   lon
      c1      49.88 8.66
END
printf 'case_id\nc1\n' >people.tsv
run visits-plan -q --as-of=2026-11-20 --days=1 --effort=1 --team=team.tsv -c worker people.tsv
shows <<'END'
worker
c
END

# two WINDOWS TIME RULE: two people of one household, with these; whether
# somebody else may be visited between them is what --check says.
two() {
	shifts <<'END'
worker date       start end   lat   lon  break_minutes
a      2026-11-23 08:00 16:00 49.87 8.65 30
END
	words >plan.tsv <<END
date       worker start case_id lat   lon  household_id windows
2026-11-23 a      08:20 c1      49.88 8.66 h1           08:00-09:00
2026-11-23 a      09:15 o1      49.88 8.67 -            -
2026-11-23 a      $2    c2      49.88 8.66 h1           $1
END
	run visits-plan --check --shifts=shifts.tsv -c rule plan.tsv
	printf 'rule\n%s' "$3" | out
}

begin 'a household waits within it for half an hour at most, else its people are single'
two 10:15-11:00 10:15 'household
'
two 10:16-11:00 10:16 ''
two 14:00-15:00 14:00 ''

begin 'of a household that would wait everybody has a place'
shifts <<'END'
worker date       start end   lat   lon
a      2026-11-23 08:00 16:00 49.87 8.65
END
people <<'END'
case_id lat   lon  household_id windows     urgency
c1      49.88 8.66 h1           08:00-09:00 60
c2      49.88 8.66 h1           14:00-15:00 60
o1      49.88 8.67 -            -           50
o2      49.88 8.68 -            -           50
o3      49.88 8.69 -            -           50
o4      49.89 8.69 -            -           50
END
run visits-plan -q --shifts=shifts.tsv --effort=1 -c case_id people.tsv
want test "$(wc -l <"$box/out")" -eq 7

begin 'a list that a spreadsheet saved is read'
one_shift
printf '\357\273\277case_id;lat;lon;visit_by;street;visit_minutes\r\n="0815";50,1;8,0;24.11.2026;"Ring; 1";30,5\r\n;;;;;\r\n' >people.csv
run visits-plan --shifts=shifts.tsv -c case_id,end,street people.csv
status 0
shows <<'END'
case_id end      street
0815    08:52:46 Ring;~1
END
err <<'EOF'
visits-plan: rows that are empty or the header again: left out 1
visits-plan: read 1 = planned 1 + unplanned 0 + rejected 0
EOF

begin 'a place with its two numbers exchanged is too far, and it is said why'
one_shift
people <<'END'
case_id lat  lon
A1      8.65 49.87
A2      50.1 8
END
plan -c case_id --unplanned=left.tsv
status 0
shows <<'END'
case_id
A2
END
err <<'EOF'
visits-plan: people.tsv:2: lat: latitude and longitude are exchanged
EOF

begin 'a heading that is nearly one that is read is said'
one_shift
printf 'case_id\tlat\tlon\twindow\tneed\tvisit-by\nA1\t50.1\t8\t\t\t\n' >people.tsv
run visits-plan -q --shifts=shifts.tsv -c case_id people.tsv
status 0
err <<'EOF'
visits-plan: people.tsv:1: column 4 is not read; is it windows?
visits-plan: people.tsv:1: column 5 is not read; is it needs?
visits-plan: people.tsv:1: column 6 is not read; is it visit_by?
EOF

begin 'no visits a day: not too far, but full'
words >shifts.tsv <<'END'
worker date       start end   lat lon visits_per_day
w1     2026-11-23 08:00 16:00 50  8   0
END
people <<'END'
case_id lat  lon
A1      50.1 8
END
run visits-plan -q --shifts=shifts.tsv --unplanned=left.tsv people.tsv
want test "$(cut -f4 left.tsv | tail -1)" = capacity

# A first plan without a roster said "planned 0" and not why.
begin 'where nobody is on shift, that is said'
given 2026-03-02 <<'END'
cases case_id lat lon
      A1      50  8
END
printf 'case_id\nA1\n' >people.tsv
run visits-plan --as-of=2026-03-02 -H people.tsv
status 0
out </dev/null
err <<'END'
visits-plan: no worker is known: nobody is on shift
visits-plan: read 1 = planned 0 + unplanned 1 + rejected 0
END
printf 'worker\tlat\tlon\tmon\nw1\t50\t8\t08:00-16:00\n' >team.tsv
run visits-plan --as-of=2026-03-02 --days=1 --team=team.tsv -H people.tsv
status 0
err <<'END'
visits-plan: nobody is on shift on the days of the plan
visits-plan: read 1 = planned 0 + unplanned 1 + rejected 0
END

# A household of so many people, so many minutes each; the last has to be first.
household() {
	awk -v n="$1" -v minutes="$2" -v needs="$3" 'BEGIN {
		print "case_id household_id lat lon visit_minutes needs windows"
		for (i = 1; i <= n; i++)
			print "A" i, "H", 50.1, 8, minutes, needs, i == n ? "08:00-08:30" : "-"
	}' | people
	shifts <<'END'
worker date       start end   lat lon
w1     2026-11-23 08:00 16:00 50  8
w2     2026-11-23 08:00 16:00 50  8
END
}

begin 'a large household is visited as a whole if that is possible in the order in which its windows close'
for n in 4 5 7 12 13; do
	for needs in - pair; do
		household $n 20 $needs
		plan -H -c date,worker,case_id
		status 0
		grep -q "	A$n\$" "$box/out" || bad "$n, $needs: not all are visited"
		[ "$(cut -f3 "$box/out" | sort -u | wc -l)" -eq $n ] || bad "$n, $needs: not all"
		[ "$(head -n 1 "$box/out" | cut -f3)" = "A$n" ] || bad "$n, $needs: the first is not first"
		[ $needs = pair ] || [ "$(cut -f2 "$box/out" | sort -u | wc -l)" -eq 1 ] ||
			bad "$n: by two workers"
	done
done

begin 'one of thirteen that takes longer than a day is single people'
household 13 40 -
plan -H -c worker,case_id
status 0
[ "$(cut -f1 "$box/out" | sort -u | wc -l)" -eq 2 ] || bad 'by one worker'

finish
