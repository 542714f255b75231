#!/bin/sh
# A plan that people have edited: every rule by its name, and --commit.
. tests/lib.sh
. tests/given.sh

shifts() { words >shifts.tsv; }
check() { run visits-plan --check "$@" plan.tsv; }

# The plan on stdin, in words, against shifts.tsv.
judged() {
	words >plan.tsv
	check --shifts=shifts.tsv
	want test "$(grep -vc ': read .* = right' "$box/err")" -eq 0
}

two_workers() {
	shifts <<'END'
worker date       start end   break_minutes skills visits_per_day lat lon
w1     2026-11-23 08:00 16:00 30            a      2              50  8
w2     2026-11-23 08:00 16:00 30            -      2              50  8
w1     2026-11-24 08:00 16:00 30            a      2              50  8
w2     2026-11-24 08:00 16:00 30            -      2              50  8
END
}

begin 'a plan that breaks no rule is a header and status 0'
two_workers
judged <<'END'
date       worker start case_id lat  lon
2026-11-23 w1     08:23 A1      50.1 8
2026-11-23 w1     09:12 A2      50.1 8
END
status 0
shows <<'END'
line case_id date worker rule detail
END

begin 'stop, end, travel, wait and km are ignored, and the order of the rows'
two_workers
judged <<'END'
stop end   km date       worker start case_id lat  lon
9    07:00 xx 2026-11-23 w1     09:12 A2      50.1 8
1    -     -  2026-11-23 w1     08:23 A1      50.1 8
END
status 0

begin 'each rule has its name'
two_workers
judged <<'END'
date       worker start case_id lat  lon windows     visit_by   not_before needs visit_minutes
2026-11-23 w1     08:20 A1      50.1 8   -           -          -          -     -
2026-11-23 w2     08:23 A2      50.1 8   09:00-10:00 -          -          -     -
2026-11-23 w2     10:50 A3      50.1 8   -           -          -          -     190
2026-11-24 w2     08:23 A4      50.1 8   -           2026-11-23 -          -     -
2026-11-23 w1     10:00 A5      50.1 8   -           -          2026-11-24 -     -
2026-11-24 w2     10:00 A6      50.1 8   -           -          -          a     -
2026-11-24 w2     13:00 A7      50.1 8   -           -          -          -     -
2026-11-24 w1     09:00 A8      50.1 8   -           -          -          pair  -
2026-11-24 w1     15:30 A9      50.1 8   -           -          -          -     -
2026-11-25 w1     10:00 B1      50.1 8   -           -          -          -     -
2026-11-24 w9     10:00 B2      50.1 8   -           -          -          -     -
2026-11-24 w1     11:00 B3      -    -   -           -          -          -     -
END
status 1
shows <<'END'
line case_id date       worker rule detail
2    A1      2026-11-23 w1     travel 3~min~after~the~start~of~the~shift
3    A2      2026-11-23 w2     window 37~min~before~09:00
4    A3      2026-11-23 w2     break 30~min~between~11:00~and~14:00
5    A4      2026-11-24 w2     visit_by by~2026-11-23
6    A5      2026-11-23 w1     not_before not~before~2026-11-24
7    A6      2026-11-24 w2     skill a
8    A7      2026-11-24 w2     visits_per_day 2~at~most
9    A8      2026-11-24 w1     pair two~workers~at~one~time
10   A9      2026-11-24 w1     shift 38~min~after~the~end~of~the~shift
11   B1      2026-11-25 w1     shift no~shift
12   B2      2026-11-24 w9     unknown worker
13   B3      2026-11-24 w1     unknown place
END

begin 'a case comes once, or in two rows that are a pair'
two_workers
judged <<'END'
date       worker start case_id lat  lon needs
2026-11-23 w1     08:23 A1      50.1 8   pair
2026-11-23 w2     08:23 A1      50.1 8   pair
2026-11-23 w1     10:00 A2      50.1 8   -
2026-11-23 w2     10:00 A2      50.1 8   -
2026-11-24 w1     10:00 A3      50.1 8   -
2026-11-24 w2     12:00 A3      50.1 8   -
2026-11-24 w1     14:00 A4      50.1 8   pair
2026-11-24 w2     14:01 A4      50.1 8   pair
END
status 1
shows <<'END'
line case_id date       worker rule detail
7    A3      2026-11-24 w2     planned -
9    A4      2026-11-24 w2     pair two~workers~at~one~time
END

begin 'a household is on one day, with the same worker, one after the other'
two_workers
judged <<'END'
date       worker start case_id lat  lon household_id
2026-11-23 w1     08:23 A1      50.1 8   H1
2026-11-23 w1     11:00 A2      50.1 8   H1
2026-11-24 w1     08:23 B1      50.1 8   H2
2026-11-24 w2     08:23 B2      50.1 8   H2
END
status 1
shows <<'END'
line case_id date       worker rule detail
5    B2      2026-11-24 w2     household B1
END

begin 'a visit that is stored binds no household, also where no database says so'
two_workers
judged <<'END'
date       worker start case_id lat  lon household_id visit_id
2026-11-23 w1     08:23 A1      50.1 8   H1           4
2026-11-24 w2     08:23 A2      50.1 8   H1           7
END
status 0

begin 'people of one household at two points are two people'
two_workers
judged <<'END'
date       worker start case_id lat  lon household_id
2026-11-23 w1     08:23 A1      50.1 8   H1
2026-11-24 w2     08:23 A2      50.2 8   H1
END
status 1
shows <<'END'
line case_id date       worker rule detail
3    A2      2026-11-24 w2     travel 19~min~after~the~start~of~the~shift
END

begin 'rows without a date, a worker, a start or a case are rejected'
two_workers
words >plan.tsv <<'END'
date       worker start case_id lat  lon
-          w1     08:23 A1      50.1 8
2026-11-23 -      08:23 A2      50.1 8
2026-11-23 w1     -     A3      50.1 8
2026-11-23 w1     08:23 -       50.1 8
END
check --shifts=shifts.tsv
status 1
err <<'EOF'
visits-plan: plan.tsv:2: date: missing
visits-plan: plan.tsv:3: worker: missing
visits-plan: plan.tsv:4: start: missing
visits-plan: plan.tsv:5: case_id: missing
visits-plan: read 4 = right 0 + broken 0 + rejected 4
EOF
printf 'date\tworker\n' >plan.tsv
check --shifts=shifts.tsv
status 2

# Two workers all week, three cases.
office() {
	given 2026-11-20 <<'END'
cases case_id lat  lon needs windows     visit_minutes household_id
      A1      50.1 8   a     -           -             -
      A2      50.1 8   -     13:00-14:00 -             H1
      A3      50.1 8   -     -           60            H1
workers worker skills lat lon mon         tue         wed
        w1     a      50  8   08:00-16:00 08:00-16:00 -
        w2     -      50  8   08:00-16:00 08:00-16:00 -
absences worker from       to
         w2     2026-11-24 2026-11-24
END
}

begin 'what the plan has no column for, the case says'
office
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w2     08:25 A1
2026-11-23 w1     08:25 A2
2026-11-24 w2     08:25 A3
2026-11-24 w1     08:25 A9
END
check --as-of=2026-11-20
status 1
shows <<'END'
line case_id date       worker rule detail
2    A1      2026-11-23 w2     skill a
3    A2      2026-11-23 w1     window 275~min~before~13:00
4    A3      2026-11-24 w2     shift no~shift
4    A3      2026-11-24 w2     household A2
5    A9      2026-11-24 w1     unknown case
END

begin 'what the plan has a column for, the plan says'
office
words >plan.tsv <<'END'
date       worker start case_id needs windows
2026-11-23 w2     08:25 A1      -     -
END
check --as-of=2026-11-20
status 0

begin 'a plan without a fault is stored as it stands'
office
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
2026-11-23 w1     13:00 A2
2026-11-23 w1     13:45 A3
END
check --as-of=2026-11-20 --commit
status 0
err <<'EOF'
visits-plan: read 3 = right 3 + broken 0 + rejected 0
EOF
run visits-list --as-of=2026-11-20 -c visit_id,date,worker,start,end,case_id,state
shows <<'END'
visit_id date       worker start end   case_id state
1        2026-11-23 w1     08:25 09:10 A1      planned
2        2026-11-23 w1     13:00 13:45 A2      planned
3        2026-11-23 w1     13:45 14:45 A3      planned
END

begin 'a plan with a fault is not stored, nor one with a bad row'
office
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
2026-11-23 w1     09:00 A2
END
check --as-of=2026-11-20 --commit
status 2
shows <<'END'
line case_id date       worker rule detail
3    A2      2026-11-23 w1     window 240~min~before~13:00
3    A2      2026-11-23 w1     travel 13~min~after~A1
END
err <<'EOF'
visits-plan: read 2 = right 1 + broken 1 + rejected 0
visits-plan: nothing was stored
EOF
check --as-of=2026-11-20 --commit -q
status 2
err <<'EOF'
visits-plan: nothing was stored
EOF
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
2026-11-23 w1     -     A2
END
check --as-of=2026-11-20 --commit
status 2
run visits-list --as-of=2026-11-20
want test "$(wc -l <"$box/out")" -eq 1

begin 'a dry run stores nothing'
office
words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
END
check --as-of=2026-11-20 --commit -n
status 0
run visits-list --as-of=2026-11-20
want test "$(wc -l <"$box/out")" -eq 1

# A1 is planned for Monday morning.
planned_office() {
	office
	words >plan.tsv <<'END'
date       worker start case_id
2026-11-23 w1     08:25 A1
END
	check -q --as-of=2026-11-20 --commit
	status 0
}

begin 'stored visits of those days join, unless the plan has their visit_id'
planned_office
words >plan.tsv <<'END'
date       worker start case_id windows
2026-11-23 w1     08:30 A2      -
END
check --as-of=2026-11-20
status 1
shows <<'END'
line case_id date       worker rule detail
2    A2      2026-11-23 w1     travel 43~min~after~A1
END
words >plan.tsv <<'END'
date       worker start case_id windows visit_id
2026-11-23 w1     08:30 A2      -       -
2026-11-23 w1     10:00 A1      -       1
END
check --as-of=2026-11-20
status 0

begin 'a case with an open visit elsewhere is planned, an unknown visit unknown'
planned_office
words >plan.tsv <<'END'
date       worker start case_id visit_id
2026-11-24 w1     08:30 A1      -
2026-11-24 w1     13:00 A2      1
2026-11-24 w1     14:00 A3      7
END
check --as-of=2026-11-20
status 1
shows <<'END'
line case_id date       worker rule detail
2    A1      2026-11-24 w1     planned visit~1~on~2026-11-23
3    A2      2026-11-24 w1     unknown visit
4    A3      2026-11-24 w1     unknown visit
END

begin 'a row with a visit_id is moved, and one that was announced has to be told'
planned_office
printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
status 0
words >plan.tsv <<'END'
date       worker start case_id visit_id
2026-11-24 w1     09:00 A1      1
END
check --as-of=2026-11-20 --commit
status 1
err <<'EOF'
visits-plan: visit 1: announced, and moved: it is only planned now, and somebody has to call
visits-plan: read 1 = right 1 + broken 0 + rejected 0
EOF
run visits-list --as-of=2026-11-20 -c visit_id,date,start,end,state
shows <<'END'
visit_id date       start end   state
1        2026-11-24 09:00 09:45 planned
END

begin 'a row beside one with the visit_id is the other one of the pair, in either order'
office
planned 2026-11-20 <<'END'
date       worker start case_id needs
2026-11-23 w1     08:25 A1      pair
2026-11-23 w2     08:25 A1      pair
END
printf 'visit_id\toutcome\n1\tannounced\n' >log.tsv
run visits-log -q --as-of=2026-11-20 log.tsv
status 0
words >plan.tsv <<'END'
date       worker start case_id visit_id
2026-11-23 w1     10:00 A1      -
2026-11-23 w2     10:00 A1      1
END
check --as-of=2026-11-20 --commit
status 1
says 'visit 1: announced, and moved'
run visits-list --as-of=2026-11-20 -c visit_id,start,worker,with,state
shows <<'END'
visit_id start worker with state
1        10:00 w1     w2   planned
END

begin 'the sheet as visits-list prints it is a plan: a pair in one row'
office
planned 2026-11-20 <<'END'
date       worker start case_id needs
2026-11-23 w1     08:25 A1      pair
2026-11-23 w2     08:25 A1      pair
2026-11-23 w1     13:00 A2      -
END
run visits-list --as-of=2026-11-20 --from=2026-11-23 --state=planned -o plan.tsv
status 0
check --as-of=2026-11-20 --commit
status 0
err <<'EOF'
visits-plan: read 2 = right 2 + broken 0 + rejected 0
EOF
run visits-list --as-of=2026-11-20 -c visit_id,start,worker,with
shows <<'END'
visit_id start worker with
1        08:25 w1     w2
2        13:00 w1     -
END
sed '2s/08:25/08:30/' plan.tsv >later.tsv && mv later.tsv plan.tsv
check --as-of=2026-11-20 --commit
status 0
run visits-list --as-of=2026-11-20 -c visit_id,start,worker,with
shows <<'END'
visit_id start worker with
1        08:30 w1     w2
2        13:00 w1     -
END

begin 'a closed case, no visits, a day gone by'
office
planned 2026-11-20 <<'END'
date       worker start case_id
2026-11-23 w1     13:00 A2
END
given 2026-11-20 <<'END'
cases case_id status no_visits_until
      A1      closed -
      A3      active 2026-12-01
END
words >plan.tsv <<'END'
date       worker start case_id needs visit_id
2026-11-24 w1     08:25 A1      -     -
2026-11-24 w1     10:00 A3      -     -
2026-11-23 w1     13:00 A2      -     1
END
check --as-of=2026-11-24
status 1
shows <<'END'
line case_id date       worker rule      detail
2    A1      2026-11-24 w1     closed    -
3    A3      2026-11-24 w1     no_visits from~2026-12-01
END
sed '4s/13:00/13:30/' plan.tsv >moved.tsv && mv moved.tsv plan.tsv
check --as-of=2026-11-24 --commit
status 2
through sed -n 4p
shows <<'END'
4    A2      2026-11-23 w1     past      -
END

finish
