#!/bin/sh
# The rule: who is listed, why, by when to visit.
. tests/lib.sh
. tests/given.sh

begin 'nobody overdue: the header alone'
given 2026-03-01 <<'END'
cases case_id
      A1
END
run cases-overdue --as-of=2026-03-02
status 0
shows <<'END'
case_id urgency reason missed silent_days last_sign threat visit_by deadline cut_from attempts last_attempt tried worker needs visit_minutes windows household_id street postal_code town lat lon case_manager pending not_before in_row lapses_on
END
err </dev/null

begin 'two missed letters are a reason, one is not, unless --missed says so'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-02-02 missed
        A1      2026-02-09 missed
        A2      2026-02-02 missed
END
overdue 2026-03-02 reason,missed
shows <<'END'
case_id reason  missed
A1      letters 2
END
overdue 2026-03-02 reason,missed --missed=1
shows <<'END'
case_id reason  missed
A1      letters 2
A2      letters 1
END
overdue 2026-03-02 reason,missed --missed=3
shows <<'END'
case_id reason missed
END

begin 'returned letters count as missed, open and cancelled ones do not'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-02-02 returned
        A1      2026-02-09 missed
        A2      2026-02-02 open
        A2      2026-02-03 cancelled
        A2      2026-02-09 missed
END
overdue 2026-03-02 reason,missed
shows <<'END'
case_id reason  missed
A1      letters 2
END

begin 'missed is a number of days, not of letters'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result   purpose
        A1      2026-02-02 missed   a
        A1      2026-02-02 returned b
        A1      2026-02-02 missed   c
END
overdue 2026-03-02 missed --missed=1
shows <<'END'
case_id missed
A1      1
END

begin 'a sign of life begins a new run; what was missed on its day is not in it'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
letters case_id due_on     result   purpose
        A1      2026-01-12 missed   -
        A1      2026-01-13 attended -
        A1      2026-02-02 missed   -
        A1      2026-02-09 missed   -
        A2      2026-01-12 missed   -
        A2      2026-01-19 missed   a
        A2      2026-01-19 excused  b
        A2      2026-01-26 missed   -
        A3      2026-01-12 missed   a
        A3      2026-01-12 attended b
END
overdue 2026-03-02 missed,last_sign,silent_days --missed=1
shows <<'END'
case_id missed last_sign  silent_days
A1      2      2026-01-13 48
A2      1      2026-01-19 42
END

begin 'nothing dated after the day counts, what is dated on it does'
given 2026-03-20 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2026-02-02 missed
        A1      2026-02-09 missed
        A1      2026-02-16 missed
        A1      2026-02-17 attended
END
overdue 2026-02-08 missed,last_sign --missed=1
shows <<'END'
case_id missed last_sign
A1      1      -
END
overdue 2026-02-09 missed,last_sign
shows <<'END'
case_id missed last_sign
A1      2      -
END
overdue 2026-02-16 missed,last_sign
shows <<'END'
case_id missed last_sign
A1      3      -
END
overdue 2026-02-17 missed,last_sign
shows <<'END'
case_id missed last_sign
END

begin 'without a sign, silence is counted from the sending of the first missed letter'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
letters case_id due_on     result purpose sent_on
        A1      2026-02-02 missed a       2026-01-20
        A1      2026-02-02 missed b       2026-01-15
        A1      2026-02-09 missed -       2026-01-02
        A2      2026-02-02 missed -       -
        A3      2026-02-02 missed -       2026-04-01
referrals case_id referred_on
          A4      2026-02-02
END
overdue 2026-02-12 silent_days --missed=1
shows <<'END'
case_id silent_days
A2      10
A3      0
A1      28
A4      0
END

begin 'silence of 180 days is a reason if there is a miss, 179 days are not'
given 2026-07-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-01-01 attended
        A1      2026-06-01 missed
        A2      2026-01-01 attended
END
overdue 2026-06-29 reason,silent_days
shows <<'END'
case_id reason silent_days
END
overdue 2026-06-30 reason,silent_days
shows <<'END'
case_id reason silent_days
A1      silent 180
END
overdue 2026-06-29 reason,silent_days --silent=179
shows <<'END'
case_id reason silent_days
A1      silent 179
END

begin 'a hearing counts for six calendar months, cut to the end of the month'
given 2026-02-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
cuts case_id miss_on    state
     A1      2025-02-27 hearing
     A2      2025-02-28 hearing
     A3      2025-03-01 hearing
     A4      2024-02-28 hearing
     A5      2024-02-29 hearing
END
for day in 2025-08-28 2025-08-31; do
	overdue $day reason
	shows <<'END'
case_id reason
A2      hearing
A3      hearing
END
done
overdue 2025-08-27 reason
shows <<'END'
case_id reason
A1      hearing
A2      hearing
A3      hearing
END
overdue 2025-09-01 reason
shows <<'END'
case_id reason
A3      hearing
END
for day in 2024-08-29 2024-08-30 2024-08-31; do
	overdue $day reason
	shows <<'END'
case_id reason
A5      hearing
END
done

begin 'a hearing of a miss on or before the last sign is over'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-02-02 attended
        A2      2026-02-02 attended
cuts case_id miss_on    state
     A1      2026-02-02 hearing
     A2      2026-02-03 hearing
END
overdue 2026-03-02 reason,missed
shows <<'END'
case_id reason  missed
A2      hearing 0
END

begin 'a decided cut is a reason until the day it begins, however old; averted and ended are none'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
cuts case_id miss_on    state   cut_from
     A1      2025-02-02 decided 2026-04-01
     A2      2026-02-02 averted 2026-04-01
     A3      2026-02-02 ended   2026-04-01
     A4      2026-02-02 decided -
END
overdue 2026-03-31 reason,cut_from
shows <<'END'
case_id reason  cut_from
A1      hearing 2026-04-01
END
overdue 2026-04-01 reason,cut_from
shows <<'END'
case_id reason cut_from
END

begin 'cut_from is the earliest after the day of the decided cuts in the run'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2025-12-01 attended
cuts case_id miss_on    state   cut_from
     A1      2025-11-10 decided 2026-04-01
     A1      2025-12-10 decided 2026-03-01
     A1      2026-01-12 decided 2026-06-01
     A1      2026-01-19 decided 2026-05-01
     A1      2026-01-20 averted 2026-04-01
END
overdue 2026-03-01 cut_from
shows <<'END'
case_id cut_from
A1      2026-05-01
END

begin 'a referral is a reason until there is a sign of life on or after its day'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
referrals case_id referred_on
          A1      2026-02-02
          A2      2026-02-02
          A3      2026-02-02
          A4      2026-02-02
          A4      2026-02-10
letters case_id due_on     result
        A1      2026-02-01 attended
        A2      2026-02-02 attended
        A3      2026-02-03 excused
        A4      2026-02-09 attended
END
overdue 2026-03-02 reason,missed,visit_by
shows <<'END'
case_id reason   missed visit_by
A1      referred 0      -
A4      referred 0      -
END
overdue 2026-02-01 reason
shows <<'END'
case_id reason
END

begin 'an agreed visit is a reason from 14 days before its day; somebody not at home changes nothing'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
END
logged 2026-03-05 <<'END'
case_id date       outcome  next        next_on
A1      2026-03-02 met      visit       2026-04-15
A2      2026-03-02 met      visit       2026-04-15
A2      2026-03-04 not_home -           -
A3      2026-03-02 met      visit       2026-04-15
A3      2026-03-05 met      appointment 2026-04-15
A4      2026-03-02 refused  visit       2026-04-15
END
overdue 2026-03-31 reason
shows <<'END'
case_id reason
END
overdue 2026-04-01 reason,visit_by,deadline
shows <<'END'
case_id reason    visit_by   deadline
A1      follow_up 2026-04-17 follow_up
A2      follow_up 2026-04-17 follow_up
A4      follow_up 2026-04-17 follow_up
END
overdue 2026-04-20 visit_by,deadline,urgency
shows <<'END'
case_id visit_by   deadline  urgency
A1      2026-04-20 follow_up 52
A2      2026-04-20 follow_up 52
A4      2026-04-20 follow_up 52
END

begin 'all reasons, in their order'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2025-08-04 missed
        A1      2025-09-02 missed
cuts case_id miss_on    state   cut_from
     A1      2025-09-02 decided 2027-01-01
referrals case_id referred_on
          A1      2026-03-01
END
logged 2026-03-01 <<'END'
case_id date       outcome next  next_on
A1      2026-01-05 aborted visit 2026-03-10
END
overdue 2026-03-02 reason
shows <<'END'
case_id reason
A1      hearing,letters,silent,referred,follow_up
END

begin 'a closed case is not listed'
given 2026-03-01 <<'END'
cases case_id status
      A1      active
      A2      closed
      A3      -
referrals case_id referred_on
          A1      2026-02-02
          A2      2026-02-02
          A3      2026-02-02
END
overdue 2026-03-02 reason
shows <<'END'
case_id reason
A1      referred
A3      referred
END

begin 'no visits until a day: the later of the case and the visits, listed again on it; 9999 is for good'
given 2026-01-05 <<'END'
cases case_id no_visits_until
      A1      2026-04-01
      A2      2026-03-01
      A3      9999-12-31
      A4      -
      A5      2026-04-20
referrals case_id referred_on
          A1      2026-02-02
          A2      2026-02-02
          A3      2026-02-02
          A4      2026-02-02
          A5      2026-02-02
END
logged 2026-01-06 <<'END'
case_id date       outcome  no_visits_until
A2      2026-01-06 not_home 2026-04-01
A4      2026-01-06 refused  9999-12-31
A5      2026-01-06 not_home 2026-04-01
END
overdue 2026-03-31 reason
shows <<'END'
case_id reason
END
overdue 2026-04-01 reason
shows <<'END'
case_id reason
A1      referred
A2      referred
END
overdue 2026-04-20 reason
shows <<'END'
case_id reason
A1      referred
A2      referred
A5      referred
END

begin 'who has moved is left alone until a newer referral or another address'
given 2026-02-01 <<'END'
cases case_id street town
      A1      a~1    Roßdorf
      A2      a~1    Roßdorf
      A3      a~1    Roßdorf
      A4      a~1    Roßdorf
      A5      a~1    Roßdorf
referrals case_id referred_on
          A1      2026-02-01
          A2      2026-02-01
          A3      2026-02-01
          A4      2026-02-01
          A5      2026-02-01
END
logged 2026-02-09 <<'END'
case_id date       outcome
A1      2026-02-09 moved
A2      2026-02-09 wrong_address
A3      2026-02-09 moved
A4      2026-02-09 wrong_address
END
overdue 2026-02-10 reason
shows <<'END'
case_id reason
A5      referred
END
given 2026-02-12 <<'END'
cases case_id street town
      A1      a~1    Roßdorf
      A2      a~2    Roßdorf
      A3      a~1    Roßdorf
referrals case_id referred_on
          A3      2026-02-12
END
overdue 2026-02-13 reason
shows <<'END'
case_id reason
A2      referred
A3      referred
A5      referred
END

begin 'three attempts are enough, until a referral or a missed letter comes after the last one'
given 2026-02-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
      A6
referrals case_id referred_on
          A1      2026-02-01
          A2      2026-02-01
          A3      2026-02-01
          A3      2026-02-12
          A4      2026-02-01
          A4      2026-02-11
letters case_id due_on     result
        A5      2026-02-03 missed
        A5      2026-02-12 missed
        A6      2026-02-03 missed
        A6      2026-02-11 missed
        A6      2026-02-12 open
END
{
	echo case_id date outcome
	for case in A2 A3 A4 A5 A6; do
		echo $case 2026-02-09 not_home
		echo $case 2026-02-10 not_home
		echo $case 2026-02-11 not_home
	done
	echo A1 2026-02-09 not_home
	echo A1 2026-02-10 not_home
} >visits
logged 2026-02-11 <visits
overdue 2026-02-13 attempts,last_attempt,reason
shows <<'END'
case_id attempts last_attempt reason
A5      3        2026-02-11   letters
A1      2        2026-02-10   referred
A3      3        2026-02-11   referred
END
overdue 2026-02-13 attempts --max-attempts=2
shows <<'END'
case_id attempts
A5      3
A3      3
END
for most in 4 0; do
	overdue 2026-02-13 attempts --max-attempts=$most
	shows <<'END'
case_id attempts
A6      3
A5      3
A1      2
A2      3
A3      3
A4      3
END
done

begin 'attempts count from the first miss of the run, without one from the last sign, else all'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
letters case_id due_on     result
        A1      2026-02-02 missed
        A1      2026-02-09 missed
        A2      2026-01-20 attended
referrals case_id referred_on
          A2      2026-02-20
          A3      2026-02-20
END
logged 2026-03-01 <<'END'
case_id date       outcome
A1      2026-02-01 not_home
A1      2026-02-02 not_home
A1      2026-02-10 not_home
A2      2026-01-19 not_home
A2      2026-01-20 not_home
A2      2026-01-21 not_home
A3      2025-01-15 not_home
A3      2026-01-15 not_home
END
overdue 2026-03-02 attempts,last_attempt
shows <<'END'
case_id attempts last_attempt
A1      2        2026-02-10
A2      1        2026-01-21
A3      2        2026-01-15
END

begin 'tried: the dayparts of the counted attempts by weekday, each once; the afternoon begins at 12:00'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2026-02-02 missed
        A1      2026-02-09 missed
END
logged 2026-03-01 <<'END'
case_id date       start    outcome
A1      2026-01-30 09:00    not_home
A1      2026-02-05 12:00    not_home
A1      2026-02-10 11:59:59 not_home
A1      2026-02-12 16:00    not_home
A1      2026-02-16 08:00    not_home
A1      2026-02-20 -        not_home
END
overdue 2026-03-02 attempts,tried --max-attempts=0
shows <<'END'
case_id attempts tried
A1      5        mon-am,tue-am,thu-pm
END

begin 'who met the person last goes again; of a pair the first by code'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
workers worker lat lon
        w1     50  8
        w2     50  8
        w10    50  8
referrals case_id referred_on
          A1      2026-02-20
          A2      2026-02-20
END
logged 2026-02-20 <<'END'
case_id date       worker with outcome
A1      2026-02-02 w1     -    met
A1      2026-02-03 w2     w10  met
A1      2026-02-04 w1     -    refused
A1      2026-02-05 w1     -    not_home
A2      2026-02-05 w1     -    refused
END
overdue 2026-03-02 worker
shows <<'END'
case_id worker
A1      w10
A2      -
END

begin 'after a visit broken off two go together'
given 2026-03-01 <<'END'
cases case_id needs
      A1      woman
      A2      -
      A3      pair
      A4      woman
referrals case_id referred_on
          A1      2026-02-20
          A2      2026-02-20
          A3      2026-02-20
          A4      2026-02-20
END
logged 2026-03-01 <<'END'
case_id date       outcome
A1      2026-02-02 aborted
A1      2026-02-03 met
A2      2026-02-02 aborted
A3      2026-02-02 aborted
END
overdue 2026-03-02 needs
shows <<'END'
case_id needs
A1      woman,pair
A2      pair
A3      pair
A4      woman
END

begin 'nobody comes before the agreed day; put off by the person, it is no deadline'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
END
logged 2026-03-01 <<'END'
case_id date       outcome   next  next_on
A1      2026-02-20 cancelled visit 2026-03-10
A2      2026-02-20 cancelled visit 2026-03-10
A2      2026-02-23 met       visit 2026-03-10
A3      2026-02-20 cancelled -     2026-03-10
END
overdue 2026-03-02 reason,visit_by,deadline,not_before,silent_days
shows <<'END'
case_id reason    visit_by   deadline  not_before silent_days
A2      follow_up 2026-03-12 follow_up 2026-03-10 7
A1      follow_up -          -         2026-03-10 10
A3      follow_up -          -         2026-03-10 10
END

begin 'a hearing: the last working day before its end'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
cuts case_id miss_on    state   hearing_until
     A1      2026-03-02 hearing 2026-04-16
     A2      2026-03-02 hearing 2026-04-18
     A3      2026-03-02 hearing 2026-04-06
     A4      2026-03-02 hearing 2026-05-01
     A5      2026-03-24 hearing -
END
overdue 2026-03-24 visit_by,deadline
shows <<'END'
case_id visit_by   deadline
A3      2026-04-02 hearing
A5      2026-04-02 hearing
A1      2026-04-15 hearing
A2      2026-04-17 hearing
A4      2026-04-30 hearing
END

begin 'on the last day of a hearing today is the day to go; after it, in time for this month'"'"'s notice'
given 2026-03-01 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   hearing_until
     A1      2026-02-02 hearing 2026-03-11
END
while read -r day by kind; do
	overdue "$day" visit_by,deadline
	shows <<END
case_id visit_by deadline
A1      $by      $kind
END
done <<'END'
2026-03-09 2026-03-10 hearing
2026-03-10 2026-03-10 hearing
2026-03-11 2026-03-11 hearing
2026-03-12 2026-03-27 month
2026-03-27 2026-03-27 month
2026-03-28 2026-04-24 month
2026-04-24 2026-04-24 month
2026-04-25 2026-05-27 month
2026-06-27 2026-07-27 month
END

begin 'a hearing that ends on a Saturday still runs on the Monday'
given 2026-03-01 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   hearing_until
     A1      2026-02-02 hearing 2026-03-14
END
while read -r day by kind; do
	overdue "$day" visit_by,deadline
	shows <<END
case_id visit_by deadline
A1      $by      $kind
END
done <<'END'
2026-03-13 2026-03-13 hearing
2026-03-14 2026-03-14 hearing
2026-03-16 2026-03-16 hearing
2026-03-17 2026-03-27 month
END

begin 'the month'"'"'s day moves back over Christmas; days for post are those of the policy of the miss'
given 2025-01-01 <<'END'
cases case_id
      A1
      A2
cuts case_id miss_on    state   hearing_until
     A1      2024-12-31 hearing 2025-01-14
     A2      2025-01-01 hearing 2025-01-14
END
overdue 2025-01-15 visit_by,deadline
shows <<'END'
case_id visit_by   deadline
A2      2025-01-27 month
A1      2025-01-28 month
END
given 2026-11-01 <<'END'
cases case_id
      A1
      A2
cuts case_id miss_on    state hearing_until
     A1      2024-12-31 ended -
     A2      2025-01-01 ended -
     A1      2026-11-02 hearing 2026-11-27
END
overdue 2026-12-01 visit_by,deadline
shows <<'END'
case_id visit_by   deadline
A1      2026-12-24 month
END

begin 'holidays come from a table'
given 2026-03-01 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   hearing_until
     A1      2026-02-02 hearing 2026-03-12
END
overdue 2026-03-02 visit_by
shows <<'END'
case_id visit_by
A1      2026-03-11
END
cp "$top/share/holidays/he.tsv" own
printf '03-11\t\t\tinvented\n' >>own
overdue 2026-03-02 visit_by --holidays=own
shows <<'END'
case_id visit_by
A1      2026-03-10
END

begin 'a missed letter without a cut: a hearing of two weeks is assumed, when something threatens'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
letters case_id due_on     result
        A1      2026-02-23 missed
        A1      2026-03-02 missed
        A2      2026-03-02 returned
        A3      2026-03-02 missed
        A4      2026-03-02 missed
cuts case_id miss_on    state
     A3      2026-03-02 averted
     A4      2026-03-02 ended
END
overdue 2026-03-05 visit_by,deadline,threat --missed=1
shows <<'END'
case_id visit_by   deadline threat
A1      2026-03-13 assumed  20
A2      -          -        0
A3      -          -        10
A4      -          -        10
END

begin 'only the latest missed letter is assumed, and none if that one has a cut'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-02-16 missed
        A1      2026-03-02 missed
        A2      2026-02-23 missed
        A2      2026-03-02 missed
cuts case_id miss_on    state
     A2      2026-03-02 averted
END
overdue 2026-03-02 visit_by,deadline
shows <<'END'
case_id visit_by   deadline
A1      2026-03-13 assumed
A2      -          -
END

begin 'an assumed hearing that is over gives the month, and nothing after six months'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2025-02-24 missed
        A1      2025-03-03 missed
END
while read -r day by kind; do
	overdue "$day" visit_by,deadline
	shows <<END
case_id visit_by deadline
A1      $by      $kind
END
done <<'END'
2025-03-17 2025-03-17 assumed
2025-03-18 2025-03-27 month
2025-09-03 2025-09-26 month
2025-09-04 -          -
END

begin 'a decided cut: the last working day before it begins'
given 2026-03-01 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   cut_from
     A1      2025-06-02 decided 2026-06-01
END
while read -r day by; do
	overdue "$day" visit_by,deadline
	shows <<END
case_id visit_by deadline
A1      $by      cut
END
done <<'END'
2026-05-02 2026-05-29
2026-05-30 2026-05-30
2026-05-31 2026-05-31
END

begin 'the earliest deadline counts; on equal days hearing, cut, assumed, month, follow_up'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
      A6
cuts case_id miss_on    state   hearing_until cut_from
     A1      2026-02-02 hearing 2026-03-31    -
     A1      2026-01-05 decided -             2026-03-31
     A2      2026-01-05 decided -             2026-03-31
     A3      2026-01-05 hearing 2026-01-19    -
     A4      2026-01-05 hearing 2026-01-19    -
     A5      2026-01-05 hearing 2026-01-19    -
     A6      2026-01-05 hearing 2026-03-31    -
     A6      2026-01-06 hearing 2026-03-24    -
letters case_id due_on     result
        A2      2026-03-17 missed
        A3      2026-03-16 missed
END
logged 2026-03-01 <<'END'
case_id date       outcome next  next_on
A4      2026-02-20 aborted visit 2026-03-25
A5      2026-02-20 aborted visit 2026-03-24
END
overdue 2026-03-17 visit_by,deadline
LC_ALL=C sort "$box/out" >"$box/sorted" && mv "$box/sorted" "$box/out"
shows <<'END'
A1      2026-03-30 hearing
A2      2026-03-30 cut
A3      2026-03-27 assumed
A4      2026-03-27 month
A5      2026-03-26 follow_up
A6      2026-03-23 hearing
case_id visit_by   deadline
END

begin 'what threatens goes by the days missed in a row and the law on the latest of them'
given 2026-01-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result   purpose
        A1      2011-03-31 missed   -
        A1      2011-04-01 missed   -
        A1      2011-04-02 missed   -
        A1      2011-04-03 missed   a
        A1      2011-04-03 missed   b
        A1      2011-04-04 returned -
        A1      2011-04-05 missed   -
        A1      2011-04-06 missed   -
        A2      2022-06-30 missed   -
        A2      2022-07-01 missed   -
        A2      2022-12-31 missed   -
        A2      2023-01-01 missed   -
        A2      2026-07-01 missed   -
END
while read -r day missed threat by; do
	overdue "$day" missed,threat,visit_by --missed=1 --limit=1
	shows <<END
case_id missed    threat    visit_by
A1      ${missed} ${threat} ${by}
END
done <<'END'
2011-03-31 1 0   -
2011-04-01 2 20  2011-04-14
2011-04-02 3 30  2011-04-15
2011-04-03 4 40  2011-04-15
2011-04-04 5 40  2011-04-15
2011-04-05 6 50  2011-04-18
2011-04-06 7 60  2011-04-19
END
printf 'case_id\nA2\n' >a2
while read -r day missed threat by; do
	overdue "$day" missed,threat,visit_by --missed=1 --only=a2
	shows <<END
case_id missed    threat    visit_by
A2      ${missed} ${threat} ${by}
END
done <<'END'
2022-06-30 1 10  2022-07-13
2022-07-01 2 10  2022-07-14
2022-12-31 3 10  2023-01-13
2023-01-01 4 30  2023-01-13
2026-07-01 5 0   -
END

begin 'a row of misses goes on through visits and excuses; an attended letter ends it, a returned one is none of it'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
      A4
letters case_id due_on     result   purpose
        A1      2026-01-12 missed   -
        A1      2026-01-13 excused  -
        A1      2026-02-02 missed   a
        A1      2026-02-02 missed   b
        A1      2026-02-09 returned -
        A2      2026-01-12 missed   -
        A2      2026-01-13 attended -
        A2      2026-02-02 missed   -
        A3      2026-01-12 missed   -
        A3      2026-02-02 missed   a
        A3      2026-02-02 attended b
        A3      2026-02-09 missed   -
        A4      2026-01-12 missed   -
        A4      2026-02-09 missed   -
        A4      2026-02-16 returned -
END
logged 2026-03-01 <<'END'
case_id date       outcome
A4      2026-01-20 met
END
overdue 2026-03-02 missed,in_row,threat --missed=1
shows <<'END'
case_id missed in_row threat
A1      2      2      20
A4      2      2      20
A2      1      1      10
A3      1      1      10
END

begin 'since July 2026 misses count from then on, the third in a row is a reason of its own'
given 2026-10-01 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     result
        A1      2026-05-04 missed
        A1      2026-06-30 missed
        A1      2026-07-01 missed
        A1      2026-07-06 missed
        A1      2026-07-07 excused
        A1      2026-09-01 missed
        A2      2026-07-01 missed
        A2      2026-07-06 missed
        A2      2026-07-07 attended
        A2      2026-09-01 missed
END
while read -r day reason missed in_row threat; do
	overdue "$day" reason,missed,in_row,threat
	shows <<END
case_id reason missed in_row threat
$(echo "$reason $missed $in_row $threat" | sed -n 's/^[a-z]/A1 &/p')
END
done <<'END'
2026-06-30 letters 2 2 20
2026-09-01 letters 1 3 100
END
overdue 2026-07-06 missed,in_row,threat,visit_by --limit=1
shows <<'END'
case_id missed in_row threat visit_by
A1      4      2      30     2026-07-17
END
words >own <<'END'
from       miss1 miss2 miss3 more cap months hearing_days post_days count_from lapse_at lapse_months
2026-01-01 0     30    100   0    100 1      14           4         -          4        1
END
overdue 2026-09-01 reason,in_row --policy=own
shows <<'END'
case_id reason  in_row
A1      letters 5
END
sed 's/	4	1$/	7	1/' own >seven
overdue 2026-09-01 reason --policy=seven
shows <<'END'
case_id reason
END

begin 'a visit planned for who misses a third in a row, or whose claim lapses, stays needed after an excuse'
given 2026-07-01 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
      A3      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
letters case_id due_on     result
        A1      2026-07-06 missed
        A1      2026-07-13 missed
        A2      2026-07-06 missed
        A2      2026-07-13 missed
        A3      2026-07-06 missed
        A3      2026-07-13 missed
END
planned 2026-07-14 <<'END'
date       worker start case_id
2026-08-05 w1     09:00 A1
2026-08-05 w1     10:00 A2
2026-08-05 w1     11:00 A3
END
given 2026-08-03 <<'END'
letters case_id due_on     result
        A1      2026-07-20 excused
        A1      2026-07-27 missed
        A2      2026-07-20 attended
        A2      2026-07-27 missed
        A3      2026-07-20 excused
cuts case_id miss_on    state   cut_from   percent
     A3      2026-07-13 decided 2026-09-01 100
END
run visits-list --as-of=2026-08-03 --on=2026-08-05 --still-needed -c case_id
shows <<'END'
case_id
A1
A3
END
echo case_id >none
run visits-plan --as-of=2026-08-03 --replan --effort=1 --unplanned=left -c case_id none
status 0
through sort
shows <<'END'
A1
A3
case_id
END
cut -f1,2 left >"$box/out"
shows <<'END'
case_id _reason
A2      no_longer
END

begin 'a claim that lapses can be restored by reporting in person until it has lapsed'
given 2026-09-30 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
      A6
letters case_id due_on     result
        A1      2026-07-06 missed
        A1      2026-07-13 missed
        A1      2026-08-03 missed
        A1      2026-08-10 excused
        A2      2026-07-06 missed
        A2      2026-07-13 missed
        A2      2026-07-20 attended
        A2      2026-08-03 missed
        A2      2026-08-04 excused
        A3      2026-08-03 missed
        A3      2026-08-10 excused
        A4      2026-07-06 missed
        A4      2026-07-13 missed
        A4      2026-08-03 missed
        A4      2026-08-10 excused
        A5      2026-07-06 missed
        A5      2026-07-13 missed
        A5      2026-08-03 missed
        A5      2026-08-10 attended
        A6      2026-06-01 missed
        A6      2026-06-08 missed
        A6      2026-06-15 missed
        A6      2026-06-22 excused
cuts case_id miss_on    state   cut_from   percent
     A1      2026-08-03 decided 2026-10-01 -
     A2      2026-08-03 decided 2026-10-01 -
     A3      2026-08-03 decided 2026-10-01 100
     A4      2026-08-03 decided 2026-10-01 30
     A5      2026-08-03 decided 2026-10-01 100
     A6      2026-06-15 decided 2026-10-01 100
END
while read -r day by kind cut; do
	overdue "$day" reason,visit_by,deadline,cut_from,lapses_on
	shows <<END
case_id reason  visit_by deadline cut_from lapses_on
A1      hearing $by      $kind    $cut     2026-11-01
A3      hearing $by      $kind    $cut     2026-11-01
END
done <<'END'
2026-09-30 2026-09-30 cut     2026-10-01
2026-10-01 2026-10-30 restore -
2026-10-31 2026-10-31 restore -
END
overdue 2026-11-01 reason
shows <<'END'
case_id reason
END

begin 'a refusal settles a lapse, so does a meeting once the cut has begun; a call does not'
given 2026-09-30 <<'END'
cases case_id
      A1
      A2
      A3
      A4
      A5
cuts case_id miss_on    state   cut_from   percent
     A1      2026-08-03 decided 2026-10-01 100
     A2      2026-08-03 decided 2026-10-01 100
     A3      2026-08-03 decided 2026-10-01 100
     A4      2026-08-03 decided 2026-10-01 100
     A5      2026-08-03 decided 2026-10-01 100
END
logged 2026-10-08 <<'END'
case_id date       outcome
A1      2026-08-03 refused
A2      2026-08-02 refused
A3      2026-09-30 met
A4      2026-10-01 met
A5      2026-10-02 self_reported
END
overdue 2026-10-08 reason,lapses_on
shows <<'END'
case_id reason  lapses_on
A2      hearing 2026-11-01
A3      hearing 2026-11-01
A5      hearing 2026-11-01
END
overdue 2026-09-30 reason,lapses_on
shows <<'END'
case_id reason  lapses_on
A2      hearing 2026-11-01
A3      hearing 2026-11-01
A4      hearing 2026-11-01
A5      hearing 2026-11-01
END

begin 'the day of a lapse is cut to the end of its month'
given 2027-01-01 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   cut_from   percent
     A1      2026-12-07 decided 2027-01-31 100
END
overdue 2027-02-01 visit_by,lapses_on
shows <<'END'
case_id visit_by   lapses_on
A1      2027-02-26 2027-02-28
END

begin 'an agreed day on a holiday is the next working day, and there is time for two more'
given 2026-03-01 <<'END'
cases case_id
      A1
END
logged 2026-03-20 <<'END'
case_id date       outcome next  next_on
A1      2026-03-20 met     visit 2026-04-03
END
overdue 2026-03-23 visit_by,not_before
shows <<'END'
case_id visit_by   not_before
A1      2026-04-09 2026-04-07
END
overdue 2026-04-07 visit_by,not_before
shows <<'END'
case_id visit_by   not_before
A1      2026-04-09 2026-04-07
END
overdue 2026-04-08 visit_by,not_before
shows <<'END'
case_id visit_by   not_before
A1      2026-04-09 -
END

begin 'a deadline before the agreed day gives way to it, and that is said'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
cuts case_id miss_on    state   hearing_until
     A1      2026-03-03 hearing 2026-03-12
     A2      2026-03-03 hearing 2026-03-12
END
logged 2026-03-02 <<'END'
case_id date       outcome   next        next_on
A1      2026-03-02 cancelled visit       2026-04-20
A2      2026-03-02 cancelled appointment 2026-04-20
END
overdue 2026-03-09 visit_by,deadline,not_before
shows <<'END'
case_id visit_by   deadline not_before
A2      2026-03-11 hearing  -
A1      2026-04-20 hearing  2026-04-20
END
err <<'END'
cases-overdue: 1 of the listed cases has an agreed day after its deadline
END

begin 'an agreed day that is too far ahead to count, of somebody who is listed for another reason, is said'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
referrals case_id referred_on
          A1      2026-03-05
END
logged 2026-03-02 <<'END'
case_id date       outcome next  next_on
A1      2026-03-02 met     visit 2026-03-24
A2      2026-03-02 met     visit 2026-03-24
END
overdue 2026-03-09 reason,not_before
shows <<'END'
case_id reason   not_before
A1      referred -
END
err <<'END'
cases-overdue: 1 of the listed cases has agreed on a day more than 14 days ahead, and would be visited before
END
overdue 2026-03-10 reason,not_before
shows <<'END'
case_id reason             not_before
A1      referred,follow_up 2026-03-24
A2      follow_up          2026-03-24
END
err </dev/null

begin 'a policy says what is wrong with it, and where'
given 2026-02-01 <<'END'
cases case_id
      A1
END
row='2026-01-01 5 7 9 1 10 3 7 3'
while read -r more; do
	words >own <<END
from miss1 miss2 miss3 more cap months hearing_days post_days count_from lapse_at lapse_months
$row ${more% : *}
END
	run cases-overdue --policy=own
	status 2
	out </dev/null
	printf 'cases-overdue: own:2: %s\n' "${more#* : }" | err
done <<'END'
soon 3 1 : count_from: not a date
- x 1 : lapse_at: not a whole number
- -3 1 : lapse_at: not a whole number
- 3 - : lapse_months: goes together with lapse_at
- - 1 : lapse_months: goes together with lapse_at
END

begin 'more than 100 percent is refused, and so is a table of no row: nothing would threaten'
given 2026-02-01 <<'END'
cases case_id
      A1
END
words >own <<'END'
from       miss1 miss2 miss3 more cap months hearing_days post_days
2026-01-01 10    20    300   0    30  3      14           3
END
run cases-overdue --policy=own
status 2
err <<'END'
cases-overdue: own:2: miss3: a number out of range
END
head -n 1 own >none
run cases-overdue --policy=none
status 2
err <<'END'
cases-overdue: none: not one row
END
printf 'rule\tname\n' >none
run cases-overdue --holidays=./none
status 2
err <<'END'
cases-overdue: ./none: not one row
END

begin 'a first miss that threatens nothing gives no day'
given 2026-07-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2026-07-01 missed
END
overdue 2026-07-02 threat,visit_by,deadline --missed=1
shows <<'END'
case_id threat visit_by deadline
A1      0      -        -
END

begin 'another policy can be given'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2026-02-23 missed
        A1      2026-03-02 missed
END
words >own <<'END'
from       miss1 miss2 miss3 more cap months hearing_days post_days source
2026-01-01 5     7     9     1    10  3      7            3         x
END
overdue 2026-03-03 threat,visit_by --policy=own
shows <<'END'
case_id threat visit_by
A1      7      2026-03-06
END

begin 'urgency: half for the day, ten for each of three misses, twenty for a year of silence'
given 2026-03-01 <<'END'
cases case_id
      A1
letters case_id due_on     result
        A1      2025-02-10 attended
        A1      2026-02-02 missed
        A1      2026-02-03 missed
        A1      2026-02-04 missed
        A1      2026-02-05 missed
cuts case_id miss_on    state   hearing_until
     A1      2026-02-05 hearing 2026-03-17
END
while read -r day urgency a b c; do
	run cases-overdue --as-of="$day" --explain
	through cut -f1,2,29-
	shows <<END
case_id urgency    part_deadline part_missed part_silent
A1      ${urgency} ${a} ${b} ${c}
END
done <<'END'
2026-02-05 50 0 30 20
2026-02-15 50 0 30 20
2026-02-16 50 0 30 20
2026-02-17 52 2 30 20
2026-03-15 99 49 30 20
2026-03-16 100 50 30 20
2026-03-17 100 50 30 20
END

begin 'urgency is never below 1'
given 2026-03-01 <<'END'
cases case_id
      A1
referrals case_id referred_on
          A1      2026-02-02
END
overdue 2026-03-01 urgency,part_deadline,part_missed,part_silent --explain
shows <<'END'
case_id urgency part_deadline part_missed part_silent
A1      1       0             0           0
END

begin 'the order: the most urgent first, then the earliest day, none last, then case_id by bytes; the limit comes after'
given 2026-03-01 <<'END'
cases case_id
      a
      B
      10
      9
      Ä
      C
      D
referrals case_id referred_on
          a       2026-02-02
          B       2026-02-02
          10      2026-02-02
          9       2026-02-02
          Ä       2026-02-02
cuts case_id miss_on    state   hearing_until
     C       2026-02-02 hearing 2026-05-05
     D       2026-02-02 hearing 2026-05-04
     a       2026-02-02 hearing 2026-03-10
END
overdue 2026-03-02 urgency,visit_by
shows <<'END'
case_id urgency visit_by
a       38      2026-03-09
D       1       2026-04-30
C       1       2026-05-04
10      1       -
9       1       -
B       1       -
Ä       1       -
END
overdue 2026-03-02 urgency,visit_by --limit=2
shows <<'END'
case_id urgency visit_by
a       38      2026-03-09
D       1       2026-04-30
END
overdue 2026-03-02 urgency --limit=2 -H
shows <<'END'
a       38
D       1
END

begin 'names are shown on request only, the rest of the case always'
given 2026-03-01 <<'END'
cases case_id household_id surname given_name birth_date sex language phone street postal_code town     lat  lon case_manager needs   visit_minutes windows
      A1      H1           Öz      Ay         1990-04-09 f   tr       0151  Weg~1  04319       Roßdorf  49.5 8.5 FM06         lang:tr 60            mon~08:00-12:00,thu~14:00-18:00
referrals case_id referred_on
          A1      2026-02-02
END
run cases-overdue --as-of=2026-03-01
shows <<'END'
case_id urgency reason   missed silent_days last_sign threat visit_by deadline cut_from attempts last_attempt tried worker needs   visit_minutes windows household_id street postal_code town lat lon case_manager pending not_before in_row lapses_on
A1      1       referred 0      0           -         0      -        -        -        0        -            -     -      lang:tr 60            mon~08:00-12:00,thu~14:00-18:00 H1 Weg~1 04319 Roßdorf 49.5 8.5 FM06 - - 0 -
END
run cases-overdue --as-of=2026-03-01 -c surname,given_name,phone,language,birth_date
shows <<'END'
surname given_name phone language birth_date
Öz      Ay         0151  tr       1990-04-09
END
run cases-overdue --as-of=2026-03-01 -c +phone,surname
through cut -f26-
shows <<'END'
not_before in_row lapses_on phone surname
-          0      -         0151  Öz
END
run cases-overdue --as-of=2026-03-01 -c case_id,nonsense
status 2
out </dev/null
says 'case_id urgency reason\|case_id, urgency, reason\|case_id,urgency,reason'

begin '--only takes the case_ids of a TSV, with --limit, from stdin too'
given 2026-03-01 <<'END'
cases case_id
      A1
      A2
      A3
referrals case_id referred_on
          A1      2026-02-02
          A2      2026-02-02
          A3      2026-02-02
END
words >ids <<'END'
x case_id
1 A3
2 A2
3 A9
4 A3
END
feed ids cases-overdue --as-of=2026-03-01 -c case_id --only=-
status 0
shows <<'END'
case_id
A2
A3
END
overdue 2026-03-01 urgency --only=ids --limit=1
shows <<'END'
case_id urgency
A2      1
END
echo case_id >ids
overdue 2026-03-01 urgency --only=ids
shows <<'END'
case_id urgency
END

begin '--why-not names the first rule that keeps each one out, in the order asked'
given 2026-02-01 <<'END'
cases case_id status no_visits_until
      A1      active -
      A2      closed 2026-12-31
      A3      active -
      A4      active 2026-12-31
      A5      active -
      A6      active -
      A7      active 2026-12-31
referrals case_id referred_on
          A1      2026-02-01
          A2      2026-02-01
          A4      2026-02-01
          A5      2026-02-01
          A6      2026-02-01
END
logged 2026-02-09 <<'END'
case_id date       outcome
A4      2026-02-09 moved
A5      2026-02-09 moved
A6      2026-02-07 not_home
A6      2026-02-08 not_home
A6      2026-02-09 not_home
END
words >ids <<'END'
note case_id
x    A6
x    A5
x    A9
x    A4
x    A7
x    A3
x    A2
x    A1
END
run cases-overdue --as-of=2026-02-10 --why-not=ids
status 0
shows <<'END'
case_id rule
A6      attempts
A5      moved
A9      unknown
A4      no_visits_until
A7      no_reason
A3      no_reason
A2      closed
A1      listed
END
err </dev/null
run cases-overdue --as-of=2026-02-10 --why-not=ids --max-attempts=4 -H
through sed -n 1p
shows <<'END'
A6 listed
END

begin 'an open visit from today on keeps a case out; an older one hides nobody and is named and counted'
given 2026-02-01 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
referrals case_id referred_on
          A1      2026-02-01
          A2      2026-02-01
END
planned 2026-02-02 <<'END'
date       worker start case_id
2026-02-04 w1     09:00 A1
END
overdue 2026-02-03 pending
shows <<'END'
case_id pending
A2      -
END
err </dev/null
overdue 2026-02-04 pending
shows <<'END'
case_id pending
A2      -
END
overdue 2026-02-05 pending
shows <<'END'
case_id pending
A1      2026-02-04
A2      -
END
says '1 '
printf 'case_id\nA1\n' >ids
run cases-overdue --as-of=2026-02-04 --why-not=ids
shows <<'END'
case_id rule
A1      open_visit
END
logged 2026-02-04 <<'END'
case_id date       outcome
A1      2026-02-04 off
END
overdue 2026-02-04 pending
shows <<'END'
case_id pending
A1      -
A2      -
END

begin 'a letter that changes its day or its result changes the list'
given 2026-02-20 <<'END'
cases case_id
      A1
letters letter_id case_id due_on     result
        1         A1      2026-02-02 missed
        2         A1      2026-02-09 missed
END
overdue 2026-02-20 missed,last_sign
shows <<'END'
case_id missed last_sign
A1      2      -
END
given 2026-02-20 <<'END'
letters letter_id case_id due_on     result
        1         A1      2026-02-03 missed
        2         A1      2026-02-09 missed
END
overdue 2026-02-20 missed,silent_days
shows <<'END'
case_id missed silent_days
A1      2      17
END
given 2026-02-20 <<'END'
letters letter_id case_id due_on     result
        1         A1      2026-02-10 attended
END
overdue 2026-02-20 missed --missed=1
shows <<'END'
case_id missed
END
given 2026-02-20 <<'END'
letters letter_id case_id due_on     result
        1         A1      2026-02-08 attended
END
overdue 2026-02-20 missed,last_sign --missed=1
shows <<'END'
case_id missed last_sign
A1      1      2026-02-08
END

begin 'a referral or a cut that changes is seen at once, a case that is closed and opened again too'
given 2026-02-20 <<'END'
cases case_id
      A1
cuts case_id miss_on    state
     A1      2026-02-02 hearing
END
overdue 2026-02-20 reason
shows <<'END'
case_id reason
A1      hearing
END
given 2026-02-20 <<'END'
cases case_id status
      A1      closed
cuts case_id miss_on    state
     A1      2026-02-02 averted
END
overdue 2026-02-20 reason
shows <<'END'
case_id reason
END
given 2026-02-21 <<'END'
referrals case_id referred_on
          A1      2026-02-21
cases case_id status
      A1      active
END
overdue 2026-02-21 reason
shows <<'END'
case_id reason
A1      referred
END

begin 'a visit that was there before the first letters counts beside them'
given 2026-02-16 <<'END'
cases case_id lat lon
      A1      50  8
workers worker lat lon mon
        w1     50  8   08:00-16:00
END
planned 2026-02-16 <<'END'
date       worker start case_id
2026-02-23 w1     09:00 A1
END
given 2026-02-17 <<'END'
letters letter_id case_id due_on     result
        1         A1      2026-02-02 missed
        2         A1      2026-02-09 missed
END
overdue 2026-02-20 reason
shows <<'END'
case_id reason
END

begin 'a cut that was there before the first letters counts beside them'
given 2026-02-16 <<'END'
cases case_id
      A1
cuts case_id miss_on    state
     A1      2026-02-02 hearing
END
given 2026-02-17 <<'END'
letters letter_id case_id due_on     result
        1         A1      2026-02-02 missed
END
overdue 2026-02-20 reason,missed
shows <<'END'
case_id reason  missed
A1      hearing 1
END

begin 'wrong usage says so in one line and does nothing'
given 2026-02-01 <<'END'
cases case_id
      A1
END
for wrong in --missed=x --missed=-1 --silent= --limit=-2 --as-of=2026-02-30 --as-of=1.2.2026 \
	--policy=none --only=none --why-not=none --nonsense operand; do
	run cases-overdue "$wrong"
	status 2
	out </dev/null
	head -n 1 "$box/err" | grep -q '^cases-overdue: ' || bad "$wrong: $(cat "$box/err")"
done

begin 'a policy that says two things of one day is refused'
given 2026-02-01 <<'END'
cases case_id
      A1
END
head -n 2 "$top/share/policy/sgb2.tsv" >policy.tsv
sed -n 2p policy.tsv >again && cat again >>policy.tsv
run cases-overdue --policy=policy.tsv
status 2
out </dev/null
err <<'EOF'
cases-overdue: policy.tsv:3: from: a second row from that day on
EOF

# spoil LINE COLUMN TEXT FILE
spoil() {
	awk -F'\t' -v OFS='\t' -v line="$1" -v column="$2" -v text="$3" \
		'NR == line { $column = text } 1' "$4"
}

begin 'whichever field of a policy or of holidays is spoiled, line and column are named'
given 2026-02-01 <<'END'
cases case_id
      A1
END
for kind in policy/sgb2 holidays/be; do
	table=$top/share/$kind.tsv
	head -n 1 "$table" | tr '\t' '\n' | grep -n -v -e source -e name | tr : ' ' >columns
	lines=$(wc -l <"$table")
	for text in x -1; do
		while read -r column name; do
			line=1
			while [ $((line += 1)) -le "$lines" ]; do
				spoil $line "$column" "$text" "$table" >own
				run cases-overdue --"${kind%/*}"=own
				status 2
				out </dev/null
				[ "$(sed 's/: [^:]*$//' "$box/err")" = "cases-overdue: own:$line: $name" ] ||
					bad "$kind, line $line, $name, $text: $(cat "$box/err")"
			done
		done <columns
	done
	while read -r column name; do
		spoil 1 "$column" '' "$table" >own
		run cases-overdue --"${kind%/*}"=own
		case $kind$name$got in
		*count_from0 | *be[fu]*0) ;;
		*)	grep -q "^cases-overdue: own:[17]: .*$name" "$box/err" || bad "$kind without $name: $(cat "$box/err")" ;;
		esac
	done <columns
done

begin 'the name of a state is enough for its holidays; a path is always a file'
given 2026-10-20 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   hearing_until
     A1      2026-10-12 hearing 2026-11-19
END
while read -r state by; do
	overdue 2026-10-20 visit_by --holidays="$state"
	shows <<END
case_id visit_by
A1      $by
END
done <<'END'
he 2026-11-18
sn 2026-11-17
by 2026-11-18
END
cp "$top/share/holidays/sn.tsv" by
overdue 2026-10-20 visit_by --holidays=./by
shows <<'END'
case_id visit_by
A1      2026-11-17
END
run cases-overdue --as-of=2026-10-20 --holidays=by -v
says "^cases-overdue: holidays: .*/share/doorstep/holidays/by.tsv"
for none in xx ../by by.tsv ''; do
	run cases-overdue --holidays="$none"
	status 2
	out </dev/null
done
run cases-overdue --holidays=bya
status 2
says '^cases-overdue: --holidays: unknown state, and no file, bya (by?); known are: bb be bw by by-assumption by-augsburg hb '

begin 'a holiday may be one for some years'
given 2026-10-20 <<'END'
cases case_id
      A1
cuts case_id miss_on    state   hearing_until
     A1      2026-10-12 hearing 2026-11-19
END
while read -r from until by; do
	words >own <<END
rule  from  until
11-18 $from $until
END
	overdue 2026-10-20 visit_by --holidays=own
	shows <<END
case_id visit_by
A1      $by
END
done <<'END'
-    -    2026-11-17
2026 2026 2026-11-17
2027 -    2026-11-18
-    2025 2026-11-18
END
while read -r from until why; do
	words >own <<END
rule  from  until
01-01 -     -
11-18 $from $until
END
	run cases-overdue --holidays=own
	status 2
	out </dev/null
	echo "cases-overdue: own:3: $why" | err
done <<'END'
2027 2026 until: before from
0    -    from: not a year
-    9e3  until: not a whole number
-    12345 until: not a year
END

begin 'a table of holidays with a bad rule is refused'
given 2026-02-01 <<'END'
cases case_id
      A1
END
printf 'rule\tname\n01-01\tNew Year\neastern\tx\n' >holidays.tsv
run cases-overdue --holidays=holidays.tsv
status 2
out </dev/null
err <<'EOF'
cases-overdue: holidays.tsv:3: rule: not a date, MM-DD, easter+N or wed<MM-DD
EOF

# A file of version N, with two cases and letters, from the migrations up to it;
# its standing is to be worked out yet.
old_file() {
	{
		find "$top/share/schema" -name '*.sql' | LC_ALL=C sort | sed "$1q" | tr "\n" "\0" | xargs -0 cat
		cat <<END
PRAGMA application_id = 1685024626;
PRAGMA user_version = $1;
INSERT INTO run (run, at, user, program, options, as_of)
VALUES (1, '2026-03-01T08:00:00Z', 'me', 'cases-import', '', 20513);
INSERT INTO client (id, case_id, run) VALUES (1, 'A1', 1), (2, 'A2', 1);
INSERT INTO purpose (id, purpose) VALUES (1, 'x');
INSERT INTO letter (client, due, n, result, purpose, run)
VALUES (1, 20486, 0, 2, 1, 1), (1, 20493, 0, 2, 1, 1), (2, 20486, 0, 2, 1, 1);
INSERT INTO state (name, value) VALUES ('newest', 20493), ('standing_is_old', 1);
END
	} | sqlite3 "$DOORSTEP_DB"
}

begin 'in a file of any version the list is right before and after its standing is worked out'
n=$(find "$top/share/schema" -name '*.sql' | wc -l)
version=0
while [ $((version += 1)) -le "$n" ]; do
	rm -f "$DOORSTEP_DB"
	old_file $version
	run cases-overdue --as-of=2026-03-02
	status $((version == n ? 0 : 5))
	given 2026-03-02 <<'END'
cases case_id
      A3
END
	for day in 2026-03-02 2026-02-09; do
		overdue $day reason,in_row
		shows <<'END'
case_id reason  in_row
A1      letters 2
END
	done
	[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM standing')" -eq 2 ] ||
		bad "version $version: nothing is kept"
done

begin 'the last day of the calendar is a day like any other'
given 2026-02-01 <<'END'
cases case_id
      A1
      A2
cuts case_id miss_on    state
     A1      2026-02-02 hearing
letters case_id due_on     result
        A2      2026-02-02 missed
        A2      2026-02-03 missed
END
overdue 9999-12-31 reason,visit_by
shows <<'END'
case_id reason         visit_by
A2      letters,silent -
END

begin 'rows of --only and --why-not that cannot be read show in the status'
given 2026-03-02 <<'END'
cases case_id
      A1
END
printf 'case_id\tx\nA1\ty\nA2\n' >ids
for option in --only --why-not; do
	run cases-overdue --as-of=2026-03-03 -c case_id $option=ids
	status 1
	says 'ids:3: '
done
run runs-list --case=ids
status 1
says 'ids:3: '

finish
