#!/bin/sh
# Two sheets of one visit, and the other visits of a case that an outcome ends.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w3     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers offer area   name
       o1    health Sport
       o2    debt   Rat
END
}

# One visit of w1 and w2, and their sheets.
pair() {
	office
	planned 2026-03-02 <<'END'
date       worker with start case_id needs
2026-03-03 w1     w2   09:00 A1      pair
2026-03-03 w2     w1   09:00 A1      pair
END
	sheet first --worker=w1
	sheet second --worker=w2
}

sheet() {
	name=$1
	shift
	run visits-list --as-of=2026-03-03 --state=planned,announced "$@"
	cp "$box/out" "$name"
}

# fill SHEET COLUMN=VALUE ...: in every row.
fill() {
	form=$1
	shift
	awk -F'\t' -v OFS='\t' -v set="$*" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		n = split(set, pair, " ")
	}
	NR > 1 {
		for (k = 1; k <= n; k++) {
			split(pair[k], v, "=")
			gsub("~", " ", v[2])
			$at[v[1]] = v[2]
		}
	} 1' "$form" >"$form.filled"
}

note() {
	run visits-log --as-of=2026-03-03 -c action "$1"
	status "$2"
}

# What is stored, whatever the visit.
stored() {
	run visits-list --as-of=2026-03-03 -c "$1"
	status 0
}

begin 'the second sheet adds to what the first one noted and wipes nothing'
pair
fill first outcome=met reaction=positive offers=o1 accepted=o1 next=visit next_on=2026-03-20 note=wants~help
note first.filled 0
fill second outcome=met minutes=40 note=with~forms
note second.filled 0
out <<'END'
action
changed
END
stored worker,with,start,outcome,reaction,offers,accepted,next,next_on,minutes,note
shows <<'END'
worker with start outcome reaction offers accepted next  next_on    minutes note
w1     w2   09:00 met     positive o1     o1       visit 2026-03-20 40      wants~help~/~with~forms
END
note second.filled 0
note first.filled 0
out <<'END'
action
unchanged
END
err <<'END'
visits-log: read 1 = new 0 + changed 0 + unchanged 1 + skipped 0 + rejected 0
END

begin 'a second sheet that says something else is rejected, field by field'
for other in outcome=not_home reaction=negative offers=o2 next_on=2026-04-01 start=10:00 minutes=5 date=2026-03-02; do
	once pair
	sheet first --worker=w1
	sheet second --worker=w2
	fill first outcome=met reaction=positive offers=o1,o2 next=visit next_on=2026-03-20 minutes=40
	note first.filled 0
	fill second outcome=met "$other"
	note second.filled 1
	out <<'END'
action
END
	says "second.filled:2: ${other%%=*}: changed meanwhile\$"
done
stored outcome,reaction,offers,next_on,start,minutes
shows <<'END'
outcome reaction offers next_on    start minutes
met     positive o1,o2  2026-03-20 09:00 40
END

begin 'in one file: the earlier row counts as well'
pair
fill first outcome=met minutes=40
fill second outcome=met minutes=30
tail -n 1 second.filled >>first.filled
note first.filled 1
out <<'END'
action
new
END
says 'first.filled:3: minutes: changed meanwhile$'

begin 'a form printed anew corrects, and so does a row without run'
pair
fill first outcome=met reaction=positive note=wrong
note first.filled 0
sheet again --state=done
fill again outcome=not_home reaction= note=
note again.filled 0
stored outcome,reaction,note
shows <<'END'
outcome  reaction note
not_home -        -
END
fill first outcome=met
note first.filled 1
cut -f-29 first.filled >without
note without 0
stored outcome
shows <<'END'
outcome
met
END

begin 'what was withdrawn does not come back with an old sheet'
pair
fill first outcome=met note=wrong~door causes=debt consent=1
note first.filled 0
printf 'visit_id\toutcome\n1\toff\n' >off
note off 0
stored state,outcome,note,causes
shows <<'END'
state outcome note causes
off   -       -    -
END
note first.filled 1
says 'first.filled:2: outcome: changed meanwhile$'
fill second outcome=met
note second.filled 1

begin 'a visit that was only moved or announced since is no other sheet'
pair
printf 'visit_id\toutcome\n1\tannounced\n' >announced
note announced 0
fill first outcome=met note=
note first.filled 0
stored outcome
shows <<'END'
outcome
met
END

begin 'visit_id and run are whole numbers, and a spreadsheet may show decimals'
office
log 2026-03-03 <<'END'
case_id date       outcome
A1      2026-03-02 met
END
for id in x 1.5 1e3 -1 0; do
	printf 'visit_id\toutcome\trun\n%s\tmet\t2\n1\tmet\t%s\n' $id $id >rows
	note rows 1
	says 'rows:2: visit_id: '
	says 'rows:3: run: '
done

begin 'an outcome sets the other open visits off, and says which'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
2026-03-05 w2     09:00 A2
END
printf 'visit_id\toutcome\n2\tannounced\n' >announced
note announced 0
log 2026-03-04 <<'END'
case_id date       outcome
A1      2026-03-03 met
END
status 0
says '^visits-log: visit 1 is off$'
log 2026-03-04 -q <<'END'
case_id date       outcome
A2      2026-03-03 moved
END
status 1
err <<'END'
visits-log: visit 2 is off, but it was announced: somebody has to call
END
run visits-list --as-of=2026-03-04 -c visit_id,state,case_id --from=2026-03-05
shows <<'END'
visit_id state case_id
1        off   A1
2        off   A2
END

begin 'who wants no visit before a day gets none before it'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-05 w1     09:00 A1
2026-03-06 w2     09:00 A2
END
log 2026-03-04 -c action <<'END'
case_id date       outcome  no_visits_until
A1      2026-03-01 not_home 2026-03-06
A2      2026-03-01 not_home 2026-03-06
END
status 0
says '^visits-log: visit 1 is off$'
grep -q 'visit 2' "$box/err" && bad 'the day itself is possible'
feed outcomes.tsv visits-log --as-of=2026-03-04 -c action
out <<'END'
action
unchanged
unchanged
END

begin 'a pair logged by both without numbers is one visit, at the first start'
office
log 2026-03-04 -c visit_id,worker,action <<'END'
case_id date       worker with start outcome
A1      2026-03-03 w1     w2   09:00 met
END
status 0
log 2026-03-04 -c visit_id,worker,action <<'END'
case_id date       worker start outcome minutes
A1      2026-03-03 w2     09:10 met     30
A1      2026-03-03 w3     11:00 not_home -
END
status 0
shows <<'END'
visit_id worker action
1        w1,w2  changed
2        w3     new
END
stored visit_id,worker,with,start,outcome,minutes
shows <<'END'
visit_id worker with start outcome  minutes
1        w1     w2   09:00 met      30
2        w3     -    11:00 not_home -
END
log 2026-03-04 -c visit_id,worker,action <<'END'
visit_id worker start outcome
2        w1     11:20 not_home
END
shows <<'END'
visit_id worker action
2        w1,w3  changed
END
stored visit_id,start
shows <<'END'
visit_id start
1        09:00
2        11:00
END

begin 'a day before 2005, a day after today and a placeholder are no day of an outcome'
office
log 2026-03-03 <<'END'
case_id date       outcome
A1      2004-12-31 met
A1      1900-01-01 met
A1      9999-12-31 met
A1      2026-03-04 met
A1      2005-01-03 not_home
END
status 1
sed -n 's/^visits-log: stdin:\([0-9]: date\): .*/\1/p' "$box/err" >where
printf '%s\n' '2: date' '3: date' '4: date' '5: date' >want
same want where

begin '--rejects keeps the rows that were not taken, and they can be mended'
office
printf 'case_id\tdate\toutcome\tnote\tmine\nA1\t2026-03-02\tmet\tfine\tx\nA2\t2026-03-02\tgone\ta\\tb\ty\n' >rows
run visits-log --as-of=2026-03-03 -q -c action --rejects=rejected rows
status 1
out <<'END'
action
new
END
cat >want <<'END'
_line	_column	_reason	case_id	date	outcome	note	mine
3	outcome	neither a known code nor translated by the map	A2	2026-03-02	gone	a\tb	y
END
same want rejected
sed 's/gone/not_home/' rejected >mended
run visits-log --as-of=2026-03-03 -q -c action --rejects=none mended
status 0
out <<'END'
action
new
END
cat >want <<'END'
_line	_column	_reason	case_id	date	outcome	note	mine
END
same want none
run visits-log --as-of=2026-03-03 --rejects=rows rows
status 2
want [ -s rows ]

finish
