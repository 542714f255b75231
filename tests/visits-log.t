#!/bin/sh
# What happened at the door: which visit it belongs to, what follows from it.
. tests/lib.sh
. tests/given.sh

# Two workers every day, one of them not on Fridays; everybody at one point.
office() {
	given 2026-01-02 <<'END'
cases case_id lat lon case_manager
      A1      50  8   FM1
      A2      50  8   FM2
      A3      50  8   -
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w10    50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 -
offers offer area   name
       o1    health Sport
       o2    health Kur
       o3    debt   Rat
END
}

# The stored visits, whatever their day and state.
stored() {
	run visits-list --from=2020-01-01 --to=2030-01-01 -c "$1"
	status 0
}

# Every account adds up to what was read.
adds_up() {
	awk '/ read [0-9]/ {
		sum = 0; of = -1
		for (i = 1; i <= NF; i++)
			if ($i == "read") of = $(i + 1)
			else if ($i ~ /^[0-9]+$/ && $(i - 1) != "read") sum += $i
		if (of != sum) print
		else good = 1
	}
	END { if (!good) print "no account" }' "$box/err" >"$box/account"
	[ -s "$box/account" ] && bad "does not add up: $(cat "$box/err")"
}

begin 'an outcome without a planned visit adds a visit, and says what follows'
office
log 2026-03-06 <<'END'
case_id date       worker start outcome  reaction minutes
A1      2026-03-02 w1     09:30 met      positive 45
A2      2026-03-02 -      -     not_home -        -
A3      2026-03-06 w2     -     refused  negative 5
END
status 0
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back action
1        A1      2026-03-02 w1     met      -       -    -       FM1          reached   new
2        A2      2026-03-02 -      not_home 1       -    -       FM2          -         new
3        A3      2026-03-06 w2     refused  -       -    -       -            -         new
END
says '^visits-log: .*read 3 = new 3 + changed 0 + unchanged 0 + .*rejected 0$'
adds_up
stored visit_id,date,worker,start,end,case_id,state,outcome,reaction,minutes
shows <<'END'
visit_id date       worker start end case_id state outcome  reaction minutes
2        2026-03-02 -      -     -   A2      done  not_home -        -
1        2026-03-02 w1     09:30 -   A1      done  met      positive 45
3        2026-03-06 w2     -     -   A3      done  refused  negative 5
END

begin 'a planned visit is completed, by its number or by case and day; the rest of the plan stays'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     09:00 A1
2026-03-03 w1     10:00 A2
2026-03-04 w1     11:00 A3
END
stored visit_id,case_id,state
shows <<'END'
visit_id case_id state
1        A1      planned
2        A2      planned
3        A3      planned
END
log 2026-03-04 <<'END'
visit_id case_id date       worker outcome
1        -       -          -      not_home
-        A2      2026-03-03 w2     met
-        A3      2026-03-03 w2     not_home
END
status 0
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back action
1        A1      2026-03-03 -      not_home 1       -    -       FM1          -         new
2        A2      2026-03-03 w2     met      -       -    -       FM2          reached   new
4        A3      2026-03-03 w2     not_home 1       -    -       -            -         new
END
stored visit_id,date,worker,start,case_id,state,outcome
shows <<'END'
visit_id date       worker start case_id state   outcome
4        2026-03-03 w2     -     A3      done    not_home
1        2026-03-03 -      09:00 A1      done    not_home
2        2026-03-03 w2     10:00 A2      done    met
3        2026-03-04 w1     11:00 A3      planned -
END

begin 'the same rows again change nothing, a corrected one changes its visit'
office
cat >rows <<'END'
case_id date       worker outcome  minutes
A1      2026-03-02 w1     met      45
A2      2026-03-02 w1     not_home -
END
logged 2026-03-06 <rows
log 2026-03-06 <rows
status 0
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back action
1        A1      2026-03-02 w1     met      -       -    -       FM1          reached   unchanged
2        A2      2026-03-02 w1     not_home 1       -    -       FM2          -         unchanged
END
says 'read 2 = new 0 + changed 0 + unchanged 2 '
log 2026-03-09 <<'END'
case_id date       worker outcome  minutes
A1      2026-03-02 w1     refused  45
A2      2026-03-02 w1     not_home 10
END
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back action
1        A1      2026-03-02 w1     refused  -       -    -       -            -         changed
2        A2      2026-03-02 w1     not_home 1       -    -       FM2          -         changed
END

begin 'a column that is absent leaves what is stored, an empty field clears it'
office
logged 2026-03-06 <<'END'
case_id date       worker start outcome reaction causes offers accepted next  next_on    minutes card_left consent no_visits_until note
A1      2026-03-02 w1     09:00 met     neutral  debt   o1,o3  o1       visit 2026-04-01 45      1         1       2026-03-20      words
END
logged 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 met
END
through cut -f11
shows <<'END'
action
unchanged
END
stored worker,start,outcome,reaction,causes,offers,accepted,next,next_on,minutes,card_left,consent,no_visits_until,note
shows <<'END'
worker start outcome reaction causes offers accepted next  next_on    minutes card_left consent no_visits_until note
w1     09:00 met     neutral  debt   o1,o3  o1       visit 2026-04-01 45      1         1       2026-03-20      words
END
logged 2026-03-06 <<'END'
case_id date       worker outcome reaction causes offers accepted next next_on minutes card_left consent no_visits_until note
A1      2026-03-02 -      met     -        -      -      -        -    -       -       -         -       -               -
END
stored worker,start,outcome,reaction,causes,offers,accepted,next,next_on,minutes,card_left,consent,no_visits_until,note
shows <<'END'
worker start outcome reaction causes offers accepted next  next_on    minutes card_left consent no_visits_until note
-      09:00 met     -        -      -      -        -     -          -       -         -       -               -
END

begin 'a row without an outcome is skipped and counted'
office
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 -
A2      2026-03-02 met
END
status 0
shows <<'END'
visit_id case_id date       worker outcome attempt next next_on case_manager hand_back action
1        A2      2026-03-02 -      met     -       -    -       FM2          reached   new
END
says 'read 2 = new 1 + .*skipped 1'
adds_up

begin 'a row that says more than the form, but no outcome, is skipped, said and kept'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     09:00 A1
2026-03-03 w1     10:00 A2
2026-03-03 w1     11:00 A3
END
visits-list --on=2026-03-03 -c visit_id,case_id,outcome,minutes,next_on,card_left,note,run >form
fill() { awk -F'\t' -v OFS='\t' "$1" form >filled; }
# shellcheck disable=SC2016
fill 'FNR == 2 { $7 = "sat on the stairs" } FNR == 3 { $4 = "45 min" } { print }'
run visits-log -q --as-of=2026-03-03 --rejects=rejects filled
status 1
[ "$(wc -l <"$box/out")" = 1 ] || bad "something was logged: $(cat "$box/out")"
err <<'EOF'
visits-log: filled:2: outcome: empty, so what the row says is not stored
visits-log: filled:3: outcome: empty, so what the row says is not stored
EOF
want [ "$(wc -l <rejects)" = 3 ]
sed 's/	A\([12]\)		/	A\1	met	/; s/45 min/45/' rejects >mended
run visits-log -q --as-of=2026-03-03 mended
status 0

goes_on 'what the form had from the beginning is nothing new'
printf 'case_id\toutcome\tnote\nA3\tannounced\tgate code at the office\n' |
	visits-log -q --as-of=2026-03-03 >announced || bad 'not announced'
visits-list --on=2026-03-03 -c visit_id,case_id,outcome,note,run >form
fill 'FNR == 1 || /A3/'
run visits-log --as-of=2026-03-03 filled
status 0
err <<'EOF'
visits-log: read 1 = new 0 + changed 0 + unchanged 0 + skipped 1 + rejected 0
EOF

begin 'the form that visits-list prints can be filled in and logged'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     09:00 A1
2026-03-03 w1     10:00 A2
END
run visits-list --on=2026-03-03
awk -F'\t' -v OFS='\t' 'NR > 1 && $8 == "A1" { $10 = "met"; $21 = "a\\tb" } 1' "$box/out" >form
feed form visits-log --as-of=2026-03-03
status 0
shows <<'END'
visit_id case_id date       worker outcome attempt next next_on case_manager hand_back action
1        A1      2026-03-03 w1     met     -       -    -       FM1          reached   new
END
stored case_id,state,note
shows <<'END'
case_id state   note
A1      done    a\tb
A2      planned -
END

begin 'an outcome after today is rejected, back-dated ones are welcome and move the count of attempts'
office
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-07 not_home
A1      2026-03-06 not_home
END
status 1
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back action
1        A1      2026-03-06 -      not_home 1       -    -       FM1          -         new
END
says '^visits-log: stdin:2: date: '
adds_up
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-06 not_home
A1      2026-01-07 not_home
A1      2026-02-04 not_home
END
shows <<'END'
visit_id case_id date       worker outcome  attempt next next_on case_manager hand_back   action
1        A1      2026-03-06 -      not_home 3       -    -       FM1          unreachable unchanged
2        A1      2026-01-07 -      not_home 1       -    -       FM1          -           new
3        A1      2026-02-04 -      not_home 2       -    -       FM1          -           new
END
log 2026-03-06 --max-attempts=2 <<'END'
case_id date       outcome
A1      2026-02-04 not_home
END
through cut -f6,10
shows <<'END'
attempt hand_back
2       unreachable
END
log 2026-03-06 --max-attempts=0 <<'END'
case_id date       outcome
A1      2026-03-06 not_home
END
through cut -f6,10
shows <<'END'
attempt hand_back
3       -
END

begin 'attempts start anew after a sign of life'
office
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-02-02 not_home
A1      2026-02-03 not_home
A1      2026-02-04 met
A1      2026-02-05 not_home
END
through cut -f3,5,6
through tail -n 2
shows <<'END'
2026-02-04 met      -
2026-02-05 not_home 1
END

begin 'what goes back to the case manager: the first of moved, unreachable, excuse, reached'
office
log 2026-03-06 <<'END'
case_id date       outcome       causes        consent
A1      2026-01-05 moved         illness       1
A1      2026-01-06 wrong_address -             -
A1      2026-01-07 met           illness       1
A1      2026-01-08 met           mental_health 1
A1      2026-01-09 met           addiction     1
A1      2026-01-12 met           debt,care     1
A1      2026-01-13 met           debt,housing,language,fear,post,other 1
A1      2026-01-14 met           illness       0
A1      2026-01-15 met           illness       -
A1      2026-01-16 aborted       illness       1
A1      2026-01-19 aborted       -             -
A1      2026-01-20 refused       illness       1
A1      2026-01-21 self_reported -             -
A1      2026-01-22 self_reported illness       1
A1      2026-01-23 cancelled     -             -
A1      2026-01-26 cancelled     care          1
END
status 0
through cut -f3,5,9,10
shows <<'END'
date       outcome       case_manager hand_back
2026-01-05 moved         FM1          moved
2026-01-06 wrong_address FM1          moved
2026-01-07 met           FM1          excuse
2026-01-08 met           FM1          excuse
2026-01-09 met           FM1          excuse
2026-01-12 met           FM1          excuse
2026-01-13 met           FM1          reached
2026-01-14 met           FM1          reached
2026-01-15 met           FM1          reached
2026-01-16 aborted       FM1          excuse
2026-01-19 aborted       FM1          -
2026-01-20 refused       -            -
2026-01-21 self_reported FM1          reached
2026-01-22 self_reported FM1          excuse
2026-01-23 cancelled     FM1          -
2026-01-26 cancelled     FM1          excuse
END

begin 'causes are dropped without consent, and cleared when it is withdrawn'
office
log 2026-03-06 <<'END'
case_id date       outcome causes         consent
A1      2026-03-02 met     fear,illness   1
A2      2026-03-02 met     illness        0
A3      2026-03-02 met     illness        -
END
status 0
err <<'END'
visits-log: stdin:3: causes: dropped: no consent
visits-log: stdin:4: causes: dropped: no consent
visits-log: read 3 = new 3 + changed 0 + unchanged 0 + skipped 0 + rejected 0
END
stored case_id,causes,consent
shows <<'END'
case_id causes       consent
A1      fear,illness 1
A2      -            0
A3      -            -
END
logged 2026-03-06 <<'END'
case_id date       outcome consent
A1      2026-03-02 met     0
END
stored case_id,causes,consent
shows <<'END'
case_id causes consent
A1      -      0
A2      -      0
A3      -      -
END
logged 2026-03-06 <<'END'
case_id date       outcome causes
A2      2026-03-02 met     illness
END
stored case_id,causes,consent
shows <<'END'
case_id causes consent
A1      -      0
A2      -      0
A3      -      -
END

# A row that changes nothing because they are dropped says so as well.
words >log.tsv <<'END'
case_id date       outcome causes
A2      2026-03-02 met     illness
END
run visits-log -q --as-of=2026-03-06 log.tsv
status 0
err <<'END'
visits-log: log.tsv:2: causes: dropped: no consent
END

begin 'offers and what was accepted of them are sets'
office
logged 2026-03-06 <<'END'
case_id date       outcome offers   accepted
A1      2026-03-02 met     o3,o1,o3 o1
END
log 2026-03-06 <<'END'
case_id date       outcome offers   accepted
A1      2026-03-02 met     o1,o3    o1,o1
END
through cut -f11
shows <<'END'
action
unchanged
END
log 2026-03-06 <<'END'
case_id date       outcome offers accepted
A1      2026-03-02 met     o1,o3  o2
A1      2026-03-02 met     o1,o9  o1
A1      2026-03-03 met     -      o1
END
status 1
says '^visits-log: stdin:2: accepted: '
says '^visits-log: stdin:3: offers: '
says '^visits-log: stdin:4: accepted: '
adds_up
stored date,offers,accepted
shows <<'END'
date       offers accepted
2026-03-02 o1,o3  o1
END

begin 'next_on alone means visit, and visit needs its day'
office
log 2026-03-06 <<'END'
case_id date       outcome next        next_on
A1      2026-03-02 met     -           2026-04-01
A2      2026-03-02 met     visit       -
A2      2026-03-03 met     appointment -
A3      2026-03-02 met     none        -
A3      2026-03-03 met     appointment 2026-04-02
END
status 1
through cut -f2,3,7,8
shows <<'END'
case_id date       next        next_on
A1      2026-03-02 visit       2026-04-01
A2      2026-03-03 appointment -
A3      2026-03-02 none        -
A3      2026-03-03 appointment 2026-04-02
END
says '^visits-log: stdin:3: next_on: \|^visits-log: stdin:3: next: '
adds_up

begin 'a row is rejected with its line and column, never with its value; the others go in'
office
log 2026-03-06 <<'END'
visit_id case_id date       worker with start outcome reaction causes  offers next  next_on    minutes card_left consent no_visits_until
-        A1      2026-03-02 -      -    -     bogus   -        -       -      -     -          -       -         -       -
-        A1      2026-02-30 -      -    -     met     -        -       -      -     -          -       -         -       -
-        A9      2026-03-02 -      -    -     met     -        -       -      -     -          -       -         -       -
-        A1      2026-03-02 w9     -    -     met     -        -       -      -     -          -       -         -       -
-        A1      2026-03-02 w1     w9   -     met     -        -       -      -     -          -       -         -       -
-        A1      2026-03-02 -      -    25:00 met     -        -       -      -     -          -       -         -       -
-        A1      2026-03-02 -      -    -     met     bogus    -       -      -     -          -       -         -       -
-        A1      2026-03-02 -      -    -     met     -        bogus   -      -     -          -       -         -       -
-        A1      2026-03-02 -      -    -     met     -        -       bogus  -     -          -       -         -       -
-        A1      2026-03-02 -      -    -     met     -        -       -      bogus -          -       -         -       -
-        A1      2026-03-02 -      -    -     met     -        -       -      visit 2026-13-01 -       -         -       -
-        A1      2026-03-02 -      -    -     met     -        -       -      -     -          -5      -         -       -
-        A1      2026-03-02 -      -    -     met     -        -       -      -     -          -       2         -       -
-        A1      2026-03-02 -      -    -     met     -        -       -      -     -          -       -         yes     -
-        A1      2026-03-02 -      -    -     met     -        -       -      -     -          -       -         -       soon
99       -       -          -      -    -     met     -        -       -      -     -          -       -         -       -
x        -       -          -      -    -     met     -        -       -      -     -          -       -         -       -
-        A1      -          -      -    -     met     -        -       -      -     -          -       -         -       -
-        -       2026-03-02 -      -    -     met     -        -       -      -     -          -       -         -       -
-        A2      2026-03-02 w1     w2   08:05 met     neutral  illness o1     visit 2026-04-01 5       0         1       2026-04-01
END
status 1
shows <<'END'
visit_id case_id date       worker outcome attempt next  next_on    case_manager hand_back action
1        A2      2026-03-02 w1,w2  met     -       visit 2026-04-01 FM2          excuse    new
END
sed -n 's/^visits-log: stdin:\([0-9]*\): \([a-z_]*\): .*/\1 \2/p' "$box/err" >where
cat >want <<'END'
2 outcome
3 date
4 case_id
5 worker
6 with
7 start
8 reaction
9 causes
10 offers
11 next
12 next_on
13 minutes
14 card_left
15 consent
16 no_visits_until
17 visit_id
18 visit_id
19 date
20 case_id
END
same want where
adds_up
grep -e bogus -e w9 -e A9 -e soon "$box/err" && bad 'a value in a message'

begin 'after twenty messages the rest is counted'
office
{
	echo case_id date outcome
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
		echo A1 2026-03-02 bogus$i
	done
} >rows
log 2026-03-06 <rows
status 1
sed 's/outcome: .*/outcome: .../' "$box/err" >messages
{
	for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do
		echo "visits-log: stdin:$i: outcome: ..."
	done
	echo 'visits-log: ... and 3 more'
} >want
head -n 21 messages >first
same want first
adds_up

begin 'wrong columns are no file of outcomes; columns that are not known are ignored'
office
printf 'case_id\tdate\nA1\t2026-03-02\n' >rows
feed rows visits-log --as-of=2026-03-06
status 2
out </dev/null
says 'outcome'
printf 'date\toutcome\n2026-03-02\tmet\n' >rows
feed rows visits-log --as-of=2026-03-06
status 2
out </dev/null
says 'case_id'
printf 'case_id\tdate\toutcome\toutcome\nA1\t2026-03-02\tmet\tmet\n' >rows
feed rows visits-log --as-of=2026-03-06
status 2
out </dev/null
says 'outcome'
printf 'x\toutcome\tx\tcase_id\tdate\n1\tmet\t2\tA1\t2026-03-02\n' >rows
feed rows visits-log --as-of=2026-03-06 -c case_id,action
status 0
shows <<'END'
case_id action
A1      new
END

begin 'an operand is the file; two are wrong usage'
office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >rows
run visits-log --as-of=2026-03-06 -c case_id,action rows
status 0
shows <<'END'
case_id action
A1      new
END
run visits-log --as-of=2026-03-06 rows rows
status 2
run visits-log --as-of=2026-03-06 none
status 2
out </dev/null

begin 'a dry run says the same and stores nothing'
office
cat >rows <<'END'
case_id date       outcome
A1      2026-03-02 met
A2      2026-03-02 bogus
END
log 2026-03-06 -n <rows
status 1
cp "$box/out" dry.out
cp "$box/err" dry.err
stored case_id
shows <<'END'
case_id
END
log 2026-03-06 <rows
status 1
same dry.out "$box/out"
same dry.err "$box/err"

begin 'both rows of a pair are one visit: the second worker joins'
office
log 2026-03-06 <<'END'
case_id date       worker start outcome minutes
A1      2026-03-02 w2     09:00 met     30
A1      2026-03-02 w10    09:00 met     30
A1      2026-03-02 w2     09:00 met     30
END
status 0
through cut -f1,4,11
shows <<'END'
visit_id worker action
1        w10,w2 new
1        w10,w2 changed
1        w10,w2 unchanged
END
stored visit_id,worker,with,minutes
shows <<'END'
visit_id worker with minutes
1        w10    w2   30
END

begin 'an absent with leaves the pair, an empty one ends it, two workers are named in either order'
office
logged 2026-03-06 <<'END'
case_id date       worker with outcome
A1      2026-03-02 w2     w1   met
END
log 2026-03-06 <<'END'
case_id date       worker with outcome
A1      2026-03-02 w1     w2   met
END
through cut -f4,11
shows <<'END'
worker action
w1,w2  unchanged
END
logged 2026-03-06 <<'END'
case_id date       worker outcome
A1      2026-03-02 w2     met
END
through cut -f4,11
shows <<'END'
worker action
w1,w2  unchanged
END
logged 2026-03-06 <<'END'
case_id date       worker with outcome
A1      2026-03-02 w2     -    met
END
through cut -f4,11
shows <<'END'
worker action
w2     changed
END

begin 'a worker named in with alone is the worker, and nothing is new the second time'
office
for time in first again; do
	log 2026-03-06 <<'END'
case_id date       with outcome
A1      2026-03-02 w2   refused
END
	status 0
	says "read 1 = new $([ $time = first ] && echo 1 || echo 0) + changed 0 +.* rejected 0\$"
done
stored worker,with,case_id,outcome
shows <<'END'
worker with case_id outcome
w2     -    A1      refused
END

begin 'another start is another visit; a visit without a start matches any'
office
log 2026-03-06 <<'END'
case_id date       worker start outcome
A1      2026-03-02 w1     09:00 not_home
A1      2026-03-02 w1     15:00 not_home
A2      2026-03-02 w1     -     not_home
A2      2026-03-02 w1     15:00 not_home
END
status 0
through cut -f1,2,6,11
shows <<'END'
visit_id case_id attempt action
1        A1      1       new
2        A1      2       new
3        A2      1       new
3        A2      1       changed
END
stored visit_id,case_id,start
shows <<'END'
visit_id case_id start
1        A1      09:00
2        A1      15:00
3        A2      15:00
END

begin 'with two visits on that day the row has to say which'
office
logged 2026-03-06 <<'END'
case_id date       start outcome
A1      2026-03-02 09:00 not_home
A1      2026-03-02 15:00 not_home
END
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 met
END
status 1
says '^visits-log: stdin:2: '
log 2026-03-06 <<'END'
case_id date       start outcome
A1      2026-03-02 15:00 met
END
status 0
stored start,outcome
shows <<'END'
start outcome
09:00 not_home
15:00 met
END

begin 'who gets in touch ends the visit that was planned by then, and the day is that of the contact'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
2026-03-11 w1     09:00 A2
END
log 2026-03-06 <<'END'
case_id date       outcome       next_on
A1      2026-03-05 self_reported -
A2      -          cancelled     2026-03-20
A3      2026-03-04 self_reported -
END
status 0
shows <<'END'
visit_id case_id date       worker outcome       attempt next  next_on    case_manager hand_back action
1        A1      2026-03-05 w1     self_reported -       -     -          FM1          reached   new
2        A2      2026-03-06 w1     cancelled     -       visit 2026-03-20 FM2          -         new
3        A3      2026-03-04 -      self_reported -       -     -          -            reached   new
END
stored visit_id,date,state,outcome
shows <<'END'
visit_id date       state outcome
3        2026-03-04 done  self_reported
1        2026-03-05 done  self_reported
2        2026-03-06 done  cancelled
END

begin 'a contact before the visit was planned is one of its own, and the visit stays'
office
planned 2026-03-05 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
END
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-04 self_reported
END
stored visit_id,date,state,outcome
shows <<'END'
visit_id date       state   outcome
2        2026-03-04 done    self_reported
1        2026-03-10 planned -
END
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-05 cancelled
END
stored visit_id,date,state,outcome
shows <<'END'
visit_id date       state   outcome
2        2026-03-04 done    self_reported
1        2026-03-05 done    cancelled
END

begin 'the same contact again is unchanged; it never changes a done visit, nor does the door a contact'
office
logged 2026-03-06 <<'END'
case_id date       outcome       worker start
A1      2026-03-05 not_home      w1     09:00
A1      2026-03-05 self_reported -      -
A2      2026-03-05 self_reported -      -
A2      2026-03-05 met           w1     09:00
END
stored visit_id,case_id,worker,outcome
through sort
shows <<'END'
1        A1      w1     not_home
2        A1      -      self_reported
3        A2      -      self_reported
4        A2      w1     met
visit_id case_id worker outcome
END
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-05 self_reported
A2      2026-03-05 self_reported
END
through cut -f1,11
shows <<'END'
visit_id action
2        unchanged
3        unchanged
END
log 2026-03-06 <<'END'
visit_id outcome
1        cancelled
END
through cut -f1,3,5,11
shows <<'END'
visit_id date       outcome   action
1        2026-03-05 cancelled changed
END

begin 'a visit_id with the day of the visit itself means today, for contacts'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
END
log 2026-03-06 <<'END'
visit_id date       case_id outcome
1        2026-03-10 A1      self_reported
END
status 0
through cut -f1,3,5,11
shows <<'END'
visit_id date       outcome       action
1        2026-03-06 self_reported new
END

begin 'what a row tells of a visit that is only announced is not taken, and that is said'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
END
log 2026-03-03 <<'END'
case_id outcome   note causes consent
A1      announced rang illness 1
END
status 0
err <<'END'
visits-log: stdin:2: causes: not taken: the visit is only announced
visits-log: read 1 = new 0 + changed 1 + unchanged 0 + skipped 0 + rejected 0
END
stored state,note,causes
shows <<'END'
state     note causes
announced rang -
END

begin 'an announced visit keeps its day and time; without an open visit the row is rejected'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
END
log 2026-03-03 <<'END'
case_id outcome
A1      announced
A2      announced
END
status 1
through cut -f1,3,5,11
shows <<'END'
visit_id date       outcome   action
1        2026-03-10 announced changed
END
says '^visits-log: stdin:3: '
adds_up
stored date,start,state,outcome
shows <<'END'
date       start state     outcome
2026-03-10 09:00 announced -
END
log 2026-03-03 <<'END'
case_id date       outcome
A1      2026-03-03 announced
END
status 0
through cut -f1,3,11
shows <<'END'
visit_id date       action
1        2026-03-10 unchanged
END
logged 2026-03-10 <<'END'
case_id date       outcome
A1      2026-03-10 met
END
log 2026-03-11 <<'END'
visit_id outcome
1        announced
END
status 0
through cut -f1,3,11
shows <<'END'
visit_id date       action
1        2026-03-10 unchanged
END
stored state,outcome
shows <<'END'
state outcome
done  met
END

begin 'off calls a visit off on any day, or withdraws what was logged by mistake'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
END
log 2026-03-03 <<'END'
case_id date       outcome
A1      2026-03-10 off
END
status 0
stored visit_id,date,state,outcome
shows <<'END'
visit_id date       state outcome
1        2026-03-10 off   -
END
log 2026-03-10 <<'END'
visit_id outcome
1        met
END
status 0
logged 2026-03-10 <<'END'
case_id date       outcome
A1      2026-03-10 off
END
stored visit_id,date,state
shows <<'END'
visit_id date       state
1        2026-03-10 off
END
overdue 2026-03-11 last_sign,attempts
shows <<'END'
case_id last_sign attempts
END

begin 'a withdrawn attempt is no attempt'
office
logged 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 not_home
A1      2026-03-03 not_home
A1      2026-03-03 off
A1      2026-03-04 not_home
END
log 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-04 not_home
END
through cut -f6
shows <<'END'
attempt
2
END

begin 'what settles a case sets its other open visit off, unless that was planned after it'
office
for outcome in met refused moved wrong_address self_reported cancelled not_home aborted; do
	rm -f "$DOORSTEP_DB"
	office
	planned 2026-03-05 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
2026-03-10 w1     10:00 A2
END
	case $outcome in
	self_reported | cancelled) after='done' ;;
	not_home | aborted) after=planned ;;
	*) after=off ;;
	esac
	logged 2026-03-06 <<END
case_id date       outcome
A1      2026-03-05 $outcome
A2      2026-03-04 $outcome
END
	run visits-list --from=2026-01-01 --to=2026-12-31 -c visit_id,state
	{
		printf 'visit_id\tstate\n1\t%s\n2\tplanned\n' "$after"
	} >want
	grep -e visit -e '^[12]	' "$box/out" | LC_ALL=C sort >got
	LC_ALL=C sort -o want want
	same want got
done

begin 'minutes are one value a visit'
office
logged 2026-03-06 <<'END'
case_id date       worker outcome minutes
A1      2026-03-02 w1     met     30
A1      2026-03-02 w2     met     40
END
stored worker,with,minutes
shows <<'END'
worker with minutes
w1     w2   40
END

begin 'a number is never used again'
office
logged 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 met
A2      2026-03-02 met
END
logged 2026-03-06 <<'END'
case_id date       outcome
A2      2026-03-02 off
A2      2026-03-02 met
A3      2026-03-02 met
END
stored visit_id,case_id,state
shows <<'END'
visit_id case_id state
1        A1      done
2        A2      off
3        A2      done
4        A3      done
END

begin 'a visit begins before midnight'
office
log 2026-03-06 <<'END'
case_id date       start outcome
A1      2026-03-02 24:00 met
A2      2026-03-02 23:59 met
END
status 1
err <<'EOF'
visits-log: stdin:2: start: not a time
visits-log: stdin:3: start: at night
visits-log: read 2 = new 1 + changed 0 + unchanged 0 + skipped 0 + rejected 1
EOF

begin 'what can hardly have happened is stored, but each of it is said'
office
log 2026-03-09 <<'END'
case_id date       start minutes outcome       reaction accepted offers consent causes
A1      2026-03-07 03:00 481     not_home      positive o2       o2     1       illness
A2      2026-03-06 21:59 480     met           positive o2       o2     1       illness
A3      2026-03-08 -     600     self_reported -        -        -      1       illness
A1      2026-03-01 -     -       moved         -        -        -      0       -
END
status 0
err <<'EOF'
visits-log: stdin:2: reaction: nobody was met who could react
visits-log: stdin:2: accepted: nobody was met who could accept
visits-log: stdin:2: consent: nobody was met who could consent
visits-log: stdin:2: start: at night
visits-log: stdin:2: date: a Saturday or Sunday
visits-log: stdin:2: minutes: more than eight hours
visits-log: read 4 = new 4 + changed 0 + unchanged 0 + skipped 0 + rejected 0
EOF

begin 'who was there and what was agreed, in the words of other sheets'
for agreed in 'neuer Termin' 'Neuer Besuch am' Folgebesuch 'vereinbarter Termin'; do
	office
	printf 'Kundennr.;Datum;Fachkraft;2. Fachkraft;Ergebnis;%s\nA1;02.03.2026;w1;w2;angetroffen;10.03.2026\n' "$agreed" >form.csv
	run visits-log -q --as-of=2026-03-06 -H -c worker,next,next_on form.csv
	status 0
	err </dev/null
	out <<'EOF'
w1,w2	visit	2026-03-10
EOF
done

begin 'an agreed day that is a holiday of the state is said'
office
printf 'case_id\tdate\toutcome\tnext_on\nA1\t2026-03-02\tmet\t2026-04-03\nA2\t2026-03-02\tmet\t2026-08-15\n' >form
run visits-log -q -n --as-of=2026-03-06 form
status 0
err <<'EOF'
visits-log: form:2: next_on: a public holiday: the next working day counts
visits-log: form:3: next_on: a Saturday or Sunday: the next working day counts
EOF
printf 'case_id\tdate\toutcome\tnext_on\nA1\t2025-03-03\tmet\t2026-01-06\n' >form
run visits-log -q -n --as-of=2026-03-06 form
err </dev/null
run visits-log -q -n --as-of=2026-03-06 --holidays=by form
err <<'EOF'
visits-log: form:2: next_on: a public holiday: the next working day counts
EOF

begin 'what was agreed does not count at a visit that is off, which is said'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
2026-03-05 w1     10:00 A2
END
log 2026-03-04 -q <<'END'
case_id date       outcome   next_on    no_visits_until
A1      2026-03-05 off       2026-03-12 -
A2      2026-03-05 off       -          2026-05-01
A3      2026-03-04 cancelled 2026-03-12 -
END
status 0
err <<'EOF'
visits-log: stdin:2: next_on: does not count at a visit that is off; cancelled keeps it
visits-log: stdin:3: no_visits_until: does not count at a visit that is off; cancelled keeps it
EOF

begin 'a visit by somebody who is away or has left is said'
given 2026-03-02 <<'END'
cases    case_id lat lon
         A1      50  8
         A2      50  8
workers  worker lat lon mon         until
         w1     50  8   08:00-17:00 -
         w2     50  8   08:00-17:00 2026-02-28
         w3     50  8   08:00-17:00 -
absences worker from       to         start end
         w1     2026-03-02 -          -     -
         w3     2026-03-02 2026-03-02 08:00 09:00
END
log 2026-03-04 -q <<'END'
case_id date       worker with outcome
A1      2026-02-27 w1     w2   met
A1      2026-03-02 w1     w3   met
A2      2026-03-02 w3     w2   met
A2      2026-03-03 w1     -    self_reported
END
status 0
err <<'EOF'
visits-log: stdin:3: worker: somebody who is away on that day, says the list of absences
visits-log: stdin:4: worker: somebody who does not work here on that day
EOF

begin 'a time behind a day is not lost without a word'
office
printf 'Kundennr.;Datum;Uhrzeit;Ergebnis;nächster Besuch\n%s\n%s\n%s\n%s\n' 'A1;02.03.2026 14:30;;angetroffen;10.03.2026 10 Uhr' \
	'A2;02.03.2026 14:30;14:30;angetroffen;' 'A1;03.03.2026 00:00;;angetroffen;10.03.2026 00:00' \
	'A2;03.03.2026 um 9.00 Uhr;;nicht angetroffen;' >form.csv
run visits-log -q --as-of=2026-03-06 form.csv
status 0
err <<'EOF'
visits-log: form.csv:2: date: the time behind the day is not taken
visits-log: form.csv:2: next_on: the time behind the day is not taken
visits-log: form.csv:5: date: the time behind the day is not taken
EOF

begin 'what was agreed and cannot be meant is stored, but not without a word'
office
log 2026-03-06 <<'END'
case_id date       outcome   next  next_on    no_visits_until
A1      2026-03-02 met       visit 2026-03-02 2026-03-02
A1      2026-03-03 met       visit 2026-03-02 -
A1      2026-03-04 met       visit 2031-03-07 -
A2      2026-03-02 met       visit 2026-04-01 2026-04-02
A2      2026-03-03 refused   -     -          2025-04-02
A2      2026-03-04 not_home  visit 2026-04-01 -
A2      2026-03-05 moved     visit 2026-05-01 -
A3      2026-03-02 met       none  2026-04-01 -
A3      2026-03-03 met       visit 2026-03-14 -
END
status 0
err <<'EOF'
visits-log: stdin:3: next_on: before the day of the visit
visits-log: stdin:4: next_on: more than five years ahead
visits-log: stdin:5: next_on: before no_visits_until, so nobody will go
visits-log: stdin:6: no_visits_until: before the day of the visit
visits-log: stdin:7: next_on: nobody was met: no visit is agreed
visits-log: stdin:8: next_on: nobody will go before there is another address
visits-log: stdin:9: next_on: there is a day, but the next is none
visits-log: stdin:10: next_on: a Saturday or Sunday: the next working day counts
visits-log: read 9 = new 9 + changed 0 + unchanged 0 + skipped 0 + rejected 0
EOF
printf 'case_id\tno_visits_until\nA3\t2027-01-01\n' >cases.tsv
run cases-import -q --as-of=2026-03-06 cases.tsv
log 2026-03-06 -q <<'END'
case_id date       outcome   next  next_on
A1      2026-03-02 met       visit 2026-03-02
A3      2026-03-03 met       visit 2026-12-31
END
status 0
err <<'EOF'
visits-log: stdin:3: next_on: before no_visits_until, so nobody will go
EOF

begin 'two rows of one input that differ in the outcome of a visit: the later one stands, and it is said'
office
log 2026-03-06 <<'END'
case_id date       worker outcome
A1      2026-03-02 w1     not_home
A2      2026-03-02 w1     met
A2      2026-03-02 w2     met
A1      2026-03-02 w2     met
END
status 0
err <<'EOF'
visits-log: stdin:5: outcome: an earlier row has another one of this visit
visits-log: read 4 = new 2 + changed 2 + unchanged 0 + skipped 0 + rejected 0
EOF
stored case_id,outcome
shows <<'END'
case_id outcome
A1      met
A2      met
END

goes_on 'called off and met in one input is such a difference, set off by another visit is none'
planned 2026-03-06 <<'END'
date       worker start case_id
2026-03-10 w1     09:00 A1
2026-03-10 w1     10:00 A2
END
run visits-list --as-of=2026-03-10 --on=2026-03-10 -H -c visit_id
first=$(sed -n 1p "$box/out") second=$(sed -n 2p "$box/out")
log 2026-03-10 -q <<END
visit_id case_id date       outcome
$first   -       -          off
$first   -       2026-03-10 met
-        A2      2026-03-09 met
$second  -       2026-03-10 met
END
status 0
err <<EOF
visits-log: stdin:3: outcome: an earlier row has another one of this visit
visits-log: visit $second is off
EOF

finish
