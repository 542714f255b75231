#!/bin/sh
# The day's sheet, which is also the form for outcomes.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases case_id surname given_name phone street postal_code town    lat  lon household_id needs
      A1      Öz      Ay         0151  Weg~1  64380       Roßdorf 50   8   H1           -
      A2      Ek      Bo         -     Weg~2  64380       Roßdorf 50   8   H2           woman
      A3      -       -          -     Weg~3  64380       Roßdorf 50   8   -            -
workers worker skills lat lon phone mon         tue         wed         thu         fri
        w1     woman  50  8   -     08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     -      50  8   -     08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w10    -      50  8   0177  08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers offer area   name
       o1    health Sport
       o2    health Kur
END
}

begin 'nothing stored: the header alone'
office
run visits-list --as-of=2026-03-02
status 0
shows <<'END'
visit_id date worker stop start end with case_id state outcome reaction causes offers accepted next next_on minutes card_left consent no_visits_until note needs street postal_code town lat lon household_id alert run
END
err </dev/null

begin 'the day'"'"'s sheet: by day, start and worker, stops counted on each route'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w2     09:00 A1
2026-03-03 w1     09:00 A2
2026-03-03 w2     10:30 A3
END
run visits-list --on=2026-03-03 -c visit_id,date,worker,stop,start,end,with,case_id,state,outcome,needs
status 0
through cut -f2-
shows <<'END'
date       worker stop start end   with case_id state   outcome needs
2026-03-03 w1     1    09:00 09:45 -    A2      planned -       woman
2026-03-03 w2     1    09:00 09:45 -    A1      planned -       -
2026-03-03 w2     2    10:30 11:15 -    A3      planned -       -
END
run visits-list --on=2026-03-03 --worker=w2 -c case_id
shows <<'END'
case_id
A1
A3
END
run visits-list --on=2026-03-03 --worker=w3 -c case_id
status 2
out </dev/null
run visits-list --on=2026-03-03 --worker=w10 -c case_id
status 0
out <<'END'
case_id
END

begin 'from and to are days with both ends; states are chosen by name'
office
logged 2026-03-06 <<'END'
case_id date       outcome
A1      2026-03-02 met
A1      2026-03-03 not_home
A1      2026-03-04 not_home
A1      2026-03-04 off
A1      2026-03-05 refused
END
planned 2026-03-06 <<'END'
date       worker start case_id
2026-03-09 w1     09:00 A1
2026-03-10 w1     09:00 A2
END
logged 2026-03-06 <<'END'
case_id outcome
A2      announced
END
{
	echo '--from=2026-03-02 --to=2026-03-10: 02done 03done 04off 05done 09planned 10announced'
	echo '--from=2026-03-03 --to=2026-03-05: 03done 04off 05done'
	echo '--on=2026-03-04: 04off'
	echo '--from=2026-03-02 --to=2026-03-10 --state=planned: 09planned'
	echo '--from=2026-03-02 --to=2026-03-10 --state=off,announced: 04off 10announced'
	echo '--from=2026-03-02 --to=2026-03-10 --state=done: 02done 03done 05done'
	echo '--from=2026-03-11 --to=2026-03-12:'
} >cases
while IFS=: read -r options wanted; do
	# shellcheck disable=SC2086
	run visits-list --as-of=2026-03-06 $options -H -c date,state
	status 0
	sed 's/^2026-03-//' "$box/out" | tr -d '\t' | tr '\n' ' ' >got
	printf '%s' "$wanted" | sed 's/^ //;s/$/ /;s/^ $//' | tr -d '\n' >want
	same want got
done <cases

begin 'everything that was logged comes back, escaped; names and phone on request'
office
printf 'case_id\tdate\tworker\twith\tstart\toutcome\treaction\tcauses\toffers\taccepted\tnext\tnext_on\tminutes\tcard_left\tconsent\tno_visits_until\tnote\n' >rows
printf 'A1\t2026-03-02\tw10\tw2\t09:30:15\tmet\tpositive\tdebt,illness\to2,o1\to2\tvisit\t2026-04-01\t45\t0\t1\t2026-03-20\ta\\tb\\nc\\\\d\\x01 "e"\n' >>rows
feed rows visits-log --as-of=2026-03-02
status 0
run visits-list --on=2026-03-02
mlr --itsv --ojson cat "$box/out" >json 2>/dev/null || bad 'mlr cannot read it'
printf 'visit_id\tdate\tworker\tstop\tstart\tend\twith\tcase_id\tstate\toutcome\treaction\tcauses\toffers\taccepted\tnext\tnext_on\tminutes\tcard_left\tconsent\tno_visits_until\tnote\tneeds\tstreet\tpostal_code\ttown\tlat\tlon\thousehold_id\talert\trun\n' >want
printf '1\t2026-03-02\tw10\t1\t09:30:15\t\tw2\tA1\tdone\tmet\tpositive\tdebt,illness\to1,o2\to2\tvisit\t2026-04-01\t45\t0\t1\t2026-03-20\ta\\tb\\nc\\\\d\\x01 "e"\t\tWeg 1\t64380\tRoßdorf\t50\t8\tH1\t\t2\n' >>want
same want "$box/out"
run visits-list --on=2026-03-02 \
	-c case_id,surname,given_name,phone,language,birth_date,sex,worker_name,worker_phone,funder
shows <<'END'
case_id surname given_name phone language birth_date sex worker_name worker_phone funder
A1      Öz      Ay         0151  -        -          -   -           0177         -
END
run visits-list --on=2026-03-02 -c +surname
through cut -f31
shows <<'END'
surname
Öz
END

begin 'the form goes back in as it is and changes nothing'
office
logged 2026-03-06 <<'END'
case_id date       worker with start outcome       causes consent next_on    note
A1      2026-03-02 w1     w2   09:00 met           debt   1       2026-04-01 a~b
A1      2026-03-03 w1     -    -     not_home      -      -       -          -
A2      2026-03-04 -      -    -     self_reported -      -       -          -
END
run visits-list --from=2026-01-01 --to=2026-12-31
cp "$box/out" form
feed form visits-log --as-of=2026-03-06 -c action
status 0
shows <<'END'
action
unchanged
unchanged
unchanged
END
run visits-list --from=2026-01-01 --to=2026-12-31
same form "$box/out"

begin 'a pair visit is one row under the first worker by code, found under both'
office
logged 2026-03-06 <<'END'
case_id date       worker with outcome
A1      2026-03-02 w2     w10  met
END
for worker in w2 w10; do
	run visits-list --on=2026-03-02 --worker=$worker -c worker,with,case_id
	shows <<'END'
worker with case_id
w10    w2   A1
END
done

begin '--each-worker: a pair visit is a row for each, with the name, telephone and place on the route of that one'
office
given 2026-01-03 <<'END'
workers worker lat lon name    phone
        w1     50  8   Kraft~1 069~1
        w2     50  8   Kraft~2 069~2
END
planned 2026-03-02 <<'END'
date       worker with start case_id
2026-03-03 w2     -    09:00 A1
2026-03-03 w2     -    12:00 A3
2026-03-03 w1     w2   10:30 A2
END
run visits-list --on=2026-03-03 --each-worker \
	-c worker,stop,with,case_id,worker_name,worker_phone,with_name,with_phone
status 0
shows <<'END'
worker stop with case_id worker_name worker_phone with_name with_phone
w2     1    -    A1      Kraft~2     069~2        -         -
w1     1    w2   A2      Kraft~1     069~1        Kraft~2   069~2
w2     2    w1   A2      Kraft~2     069~2        Kraft~1   069~1
w2     3    -    A3      Kraft~2     069~2        -         -
END
run visits-list --on=2026-03-03 --each-worker --worker=w2 -H -c worker,stop,with,with_name
shows <<'END'
w2 1 -  -
w2 2 w1 Kraft~1
w2 3 -  -
END
run visits-list --on=2026-03-03 --worker=w2 -H -c worker,with,with_name
shows <<'END'
w2 -  -
w1 w2 Kraft~2
w2 -  -
END

begin '--each-worker: what --still-needed leaves out is counted once, and both rows may be logged'
office
planned 2026-03-02 <<'END'
date       worker with start case_id
2026-03-05 w1     w2   09:00 A2
END
visits-list --on=2026-03-05 --each-worker | awk -F'\t' -v OFS='\t' '
	NR == 1 { for (i = 1; i <= NF; i++) n[$i] = i }
	NR > 1 { $n["outcome"] = "met" } 1' >form
run visits-log --as-of=2026-03-05 -H -c case_id,worker,action form
status 0
shows <<'END'
A2 w1,w2 new
A2 w1,w2 unchanged
END
office
planned 2026-03-02 <<'END'
date       worker with start case_id
2026-03-05 w1     w2   09:00 A2
END
given 2026-03-03 <<'END'
cases case_id status
      A2      closed
END
for options in '' --worker=w1 --worker=w2; do
	# shellcheck disable=SC2086
	run visits-list --as-of=2026-03-04 --each-worker --still-needed -H $options
	out </dev/null
	says '^visits-list: 1 visit is no longer needed and left out$'
done

begin '--still-needed leaves out who came in since, and counts them'
office
given 2026-03-01 <<'END'
letters case_id due_on     result
        A1      2026-02-02 missed
        A1      2026-02-09 missed
        A2      2026-02-02 missed
        A2      2026-02-09 missed
END
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
2026-03-05 w1     10:00 A2
END
run visits-list --as-of=2026-03-04 --on=2026-03-05 --still-needed -c case_id
status 0
shows <<'END'
case_id
A1
A2
END
given 2026-03-04 <<'END'
letters case_id due_on     result
        A1      2026-03-03 attended
END
run visits-list --as-of=2026-03-04 --on=2026-03-05 --still-needed -c case_id
status 0
shows <<'END'
case_id
A2
END
says '1 '
run visits-list --as-of=2026-03-04 --on=2026-03-05 -c case_id
shows <<'END'
case_id
A1
A2
END
given 2026-03-04 <<'END'
referrals case_id referred_on
          A1      2026-03-04
END
run visits-list --as-of=2026-03-04 --on=2026-03-05 --still-needed -c case_id
shows <<'END'
case_id
A1
A2
END

begin 'what needs no sign of life to be planned stays needed'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
END
run visits-list --as-of=2026-03-04 --on=2026-03-05 --still-needed -c case_id
shows <<'END'
case_id
A1
END

begin 'the way there and home as it was planned, for each of a pair her own'
given 2026-01-02 <<'END'
cases case_id lat   lon  needs
      A1      50.01 8    pair
      A2      50.02 8    -
      A3      50.03 8.05 -
workers worker lat lon  mon         tue         wed         thu         fri
        w1     50  8    08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     50  8.05 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
printf 'case_id\nA1\nA2\nA3\n' >people
for input in 'people' '--replan -'; do
	# shellcheck disable=SC2086
	echo case_id | visits-plan -q --as-of=2026-03-02 --effort=1 --from=2026-03-03 \
		--days=1 --commit -H -c worker,case_id,travel_min,km,back_min,back_km $input |
		LC_ALL=C sort >plan
	for worker in w1 w2; do
		run visits-list -H --worker=$worker -c case_id,travel_min,km,back_min,back_km
		status 0
		sed "s/^/$worker	/" "$box/out"
	done | LC_ALL=C sort >list
	same plan list
	want [ "$(wc -l <list)" = 4 ]
done

begin 'wrong usage says so and prints nothing'
office
for wrong in --on=x --from=2026-02-30 --to= --state=bogus --nonsense operand; do
	run visits-list "$wrong"
	status 2
	out </dev/null
	head -n 1 "$box/err" | grep -q '^visits-list: ' || bad "$wrong: $(cat "$box/err")"
done

begin 'a period that ends before it begins is a slip, not an empty list'
printf 'case_id\n' | cases-import -q - >table
run visits-list --as-of=2026-03-02 --from=tomorrow --to=2026-03-02
status 2
err <<'EOT'
visits-list: --from is after --to; see visits-list --help
EOT

finish
