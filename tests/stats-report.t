#!/bin/sh
# What the figures mean, who is not shown, and how the table is asked for.
. tests/lib.sh

# rows A|B|C ...: a TSV on stdout
rows() { printf '%s\n' "$@" | tr '|' '\t'; }

# Five people, three workers: small enough to count by hand.
office() {
	rows 'case_id|birth_date|sex|postal_code|town|case_manager|household_id|language|status' \
	    'A1|2001-03-02|f|64283|Adorf|FM1|H1|tr|' \
	    'A2|1990-05-05|m|64283|Adorf|FM1|||' \
	    'A3|1970-01-01|x|64289|Bdorf|FM2|H2||' \
	    'A4||||||||active' \
	    'A5|1960-06-01|f|64289|Bdorf|FM2|H2||' >cases.tsv
	rows 'worker|lat|lon|funder' 'w1|49.9|8.6|State' 'w2|49.9|8.6|State' \
	    'w3|49.9|8.6|County' >workers.tsv
	rows 'offer|area|name' 'd1|debt|Advice' 'h1|health|Course' \
	    'x1||Other' >offers.tsv
	rows 'case_id|due_on|result' 'A1|2026-01-10|missed' \
	    'A1|2026-02-10|returned' 'A1|2026-03-20|attended' >letters.tsv
	rows 'case_id|miss_on|state|notice_on' 'A2|2026-01-15|averted|' \
	    'A3|2026-03-01|decided|2026-03-10' >cuts.tsv
	rows 'case_id|referred_on' 'A4|2026-03-01' >referrals.tsv
	rows 'case_id|date|start|worker|with|outcome|reaction|minutes|offers|accepted' \
	    'A2|2025-12-01||w3||met||||' \
	    'A1|2026-02-20||w1||not_home||30||' \
	    'A2|2026-02-01||w3||not_home||20||' \
	    'A1|2026-03-02|09:00|w1|w2|met|positive|45|d1,h1|h1' \
	    'A2|2026-03-05||||self_reported||||' \
	    'A3|2026-03-10||w3||refused|negative|15||' \
	    'A4|2026-03-10||w1||met|||x1|' \
	    'A5|2026-04-01||w2|w3|met|neutral|60||' \
	    'A5|2026-04-10||||cancelled||||' >outcomes.tsv
	cases-import -q cases.tsv workers.tsv offers.tsv letters.tsv cuts.tsv \
	    referrals.tsv >/dev/null &&
	visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null
}

report() { run stats-report --as-of=2026-11-20 "$@"; }

# The true figures, side by side.
table() { report --suppress=0 --wide "$@"; }

begin 'every measure of the calendar year, in the order of the table'
want office
report --suppress=0
status 0
err </dev/null
out <<'EOF2'
measure	value
visits	6
met	3
not_home	2
refused	1
moved	0
wrong_address	0
aborted	0
self_reported	1
cancelled	1
persons_visited	5
persons_reached	4
first_contacts	3
reaction_positive	1
reaction_neutral	1
reaction_negative	1
offers_made	3
offers_accepted	1
health_accepted	1
cuts_threatened	1
cuts_averted	1
came_back	1
days_to_contact_median	30
minutes	275
EOF2

begin 'a cell for each month; a pair counts once, its minutes twice'
want office
table --by=month --measures=minutes,visits,persons_reached,cuts_averted
status 0
out <<'EOF2'
month	visits	persons_reached	cuts_averted	minutes
2026-02	2	0	1	50
2026-03	3	3	0	105
2026-04	1	1	0	120
EOF2

begin 'by worker a pair counts under each, by funder once under a common one'
want office
table --by=worker --measures=visits,met,minutes
out <<'EOF2'
worker	visits	met	minutes
	0	0	0
w1	3	2	75
w2	2	2	105
w3	3	1	95
EOF2
table --by=funder --measures=visits,persons_visited,minutes,self_reported
out <<'EOF2'
funder	visits	self_reported	persons_visited	minutes
	0	1	0	0
County	3	0	3	95
State	4	0	3	180
EOF2

begin 'by where people live, who they are, and what is not known'
want office
table --by=postal_code,sex --measures=visits,persons_visited
out <<'EOF2'
postal_code	sex	visits	persons_visited
		1	1
64283	f	2	1
64283	m	1	1
64289	f	1	1
64289	x	1	1
EOF2
table --by=town,language --measures=visits
out <<'EOF2'
town	language	visits
		1
Adorf		1
Adorf	tr	2
Bdorf		2
EOF2

begin 'age is that of the day: the 25th birthday is between two visits'
want office
table --by=age_group --measures=visits
out <<'EOF2'
age_group	visits
	1
-24	1
25-34	1
35-44	1
55-	2
EOF2
table --by=age_group --measures=visits --age-groups=30
out <<'EOF2'
age_group	visits
	1
-29	2
30-	3
EOF2

begin 'years, quarters, months and weeks'
want office
table --by=year,quarter,month --measures=visits --from=2025-12-01
out <<'EOF2'
year	quarter	month	visits
2025	2025-Q4	2025-12	1
2026	2026-Q1	2026-02	2
2026	2026-Q1	2026-03	3
2026	2026-Q2	2026-04	1
EOF2
table --by=week --measures=visits
out <<'EOF2'
week	visits
2026-W05	1
2026-W08	1
2026-W10	1
2026-W11	2
2026-W14	1
2026-W15	0
EOF2

begin 'by outcome'
want office
table --by=outcome --measures=visits,persons_reached,first_contacts
out <<'EOF2'
outcome	visits	persons_reached	first_contacts
cancelled	0	0	0
met	3	3	3
not_home	2	0	0
refused	1	0	0
self_reported	0	1	0
EOF2

begin 'measures that are printed only if asked for'
want office
rows 'case_id|due_on|result' 'A1|2026-03-10|cancelled' 'A4|2026-03-12|open' \
    'A4|2026-03-20|attended' >more.tsv
run cases-import -q -t letters more.tsv
rows 'visit_id|outcome|causes|consent' '4|met|illness,debt|1' >causes.tsv
run visits-log -q --as-of=2026-11-20 causes.tsv
asked=persons_referred,households_visited,persons_visited,came_back_next
asked=$asked,persons_with_cause
table --measures=$asked,days_to_contact_q1,days_to_contact_q3
out <<'EOF2'
persons_visited	persons_referred	households_visited	came_back_next	persons_with_cause	days_to_contact_q1	days_to_contact_q3
5	1	4	1	1	9	51
EOF2
table --by=cause
out <<'EOF2'
cause	persons_with_cause
debt	1
illness	1
EOF2
report --by=cause --measures=visits
status 2
report --by=worker --measures=persons_referred
status 2

begin 'several tables in one run: total stands under the key that one lacks'
want office
table --by=sex --by=quarter,town --by= --measures=visits
out <<'EOF2'
sex	quarter	town	visits
	total	total	1
f	total	total	3
m	total	total	1
total	2026-Q1		1
total	2026-Q1	Adorf	3
total	2026-Q1	Bdorf	1
total	2026-Q2	Bdorf	1
total	total	total	6
x	total	total	1
EOF2
table --by=sex --by=area --measures=visits,offers_made
out <<'EOF2'
sex	area	visits	offers_made
	total	1	1
f	total	3	2
m	total	1	0
total			1
total	debt		1
total	health		1
x	total	1	0
EOF2

begin 'a town called total, or like its new name, is not mistaken for a total'
rows 'case_id|town|case_manager' 'A1|total|total' 'A2|total (town)|x' 'A3|Total|x' 'A4||x' >cases.tsv
rows 'case_id|date|outcome' 'A1|2026-03-02|met' 'A2|2026-03-02|met' \
    'A3|2026-03-02|met' 'A4|2026-03-02|met' >outcomes.tsv
cases-import -q cases.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null
report --by=town --by= --suppress=0 --measures=visits
status 0
err <<'EOF2'
stats-report: town: one is called like the label of totals, and is printed as "total (town)"
EOF2
rows 'town|measure|value' '|visits|1' 'Total|visits|1' 'total|visits|4' \
    'total (town)|visits|1' 'total (town) (town)|visits|1' >want
same want "$box/out"
report --by=town --suppress=0 --measures=visits
grep -v '^total	' want >one-table
same one-table "$box/out"
report --by=town --totals --against=want --measures=visits
status 0
stats-report --raw --as-of=2026-11-20 --by=town --by= -o raw
run stats-report --merge --suppress=0 --measures=visits raw
same want "$box/out"

begin 'what takes longer than a second shows how far it is, on a terminal only'
"$top/tests/invent-office" 1 100 900 && cases-import -q cases.tsv letters.tsv cuts.tsv \
    referrals.tsv workers.tsv offers.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
# Stopped again and again, so that it takes longer on any machine.
cat >slow <<'END'
stats-report --as-of=2026-11-20 --by=month,town,worker,sex --totals -o terminal &
for _ in 1 2 3 4 5 6 7 8; do
	sleep 0.08
	kill -STOP $! && sleep 0.4 && kill -CONT $!
done 2>/dev/null
wait $!
END
if has_terminal; then
	script -qec 'sh slow' /dev/null </dev/null >shown
	want grep -q '[0-9] %' shown
	want [ -s terminal ]
else
	skip 'no terminal device'
fi

begin '--totals gives every table over a part of the keys'
want office
table --by=quarter,sex --totals --measures=visits,persons_visited
out <<'EOF2'
quarter	sex	visits	persons_visited
2026-Q1		1	1
2026-Q1	f	2	1
2026-Q1	m	1	1
2026-Q1	total	5	4
2026-Q1	x	1	1
2026-Q2	f	1	1
2026-Q2	total	1	1
total		1	1
total	f	3	2
total	m	1	1
total	total	6	5
total	x	1	1
EOF2
report --by=quarter,sex --by=quarter --by=sex --by= --suppress=0
cp "$box/out" tables
report --by=quarter,sex --totals --suppress=0
same tables "$box/out"

begin '--every prints the cells of nobody, too'
want office
table --by=month --measures=visits --to=2026-05-31 --every
out <<'EOF2'
month	visits
2026-01	0
2026-02	2
2026-03	3
2026-04	1
2026-05	0
EOF2
rows 'postal_code|lat|lon|town' '64283|49.9|8.6|Adorf' '64297|49.8|8.6|Cdorf' \
    >places.tsv
run cases-import -q places.tsv
table --by=town,sex --measures=persons_visited --every
out <<'EOF2'
town	sex	persons_visited
		1
	f	0
	m	0
	x	0
Adorf		0
Adorf	f	1
Adorf	m	1
Adorf	x	0
Bdorf		0
Bdorf	f	1
Bdorf	m	0
Bdorf	x	1
Cdorf		0
Cdorf	f	0
Cdorf	m	0
Cdorf	x	0
EOF2
for key in outcome age_group cause area funder week; do
	table --by=$key --every --from=2026-11-02 --measures="$(
		case $key in
		cause) echo persons_with_cause ;;
		*) echo offers_made ;;
		esac)"
	status 0
	sed 1d "$box/out" | cut -f1 | paste -sd' ' - >>keys
done
cat >want <<'EOF2'
aborted cancelled met moved not_home refused self_reported wrong_address
-24 25-34 35-44 45-54 55-
EOF2
sed -n 1,2p keys >got
same want got
sed -n 4,6p keys >got
cat >want <<'EOF2'
debt health
County State
2026-W45 2026-W46 2026-W47
EOF2
same want got
report --by=case_manager,language,sex,week,age_group,funder,outcome --every \
    --from=0001-01-01
status 2
out </dev/null

begin 'rows do not depend on the measures that are printed'
want office
table --by=month --measures=aborted
out <<'EOF2'
month	aborted
2026-02	0
2026-03	0
2026-04	0
EOF2

begin 'who was only referred makes no row, and that is said'
want office
rows 'case_id|referred_on' 'A5|2026-01-05' >referred.tsv
run cases-import -q referred.tsv
table --by=month --measures=persons_referred
status 0
out <<'EOF2'
month	persons_referred
2026-02	0
2026-03	1
2026-04	0
EOF2
err <<'EOF2'
stats-report: persons_referred: rows with nothing else are left out; --every prints them
EOF2

begin 'a first contact before the period is the first one all the same'
want office
table --measures=persons_reached,first_contacts --from=2025-12-01
out <<'EOF2'
persons_reached	first_contacts
4	4
EOF2
table --measures=persons_reached,first_contacts --to=2025-12-31
out <<'EOF2'
persons_reached	first_contacts
1	1
EOF2

begin 'the day of the report ends it, whatever --to says'
want office
run stats-report --suppress=0 --as-of=2026-03-05 --to=2026-12-31 --wide \
    --measures=visits,self_reported,came_back
out <<'EOF2'
visits	self_reported	came_back
3	1	0
EOF2

begin 'a --to of next year does not move the year that is reported'
want office
run stats-report --suppress=0 --as-of=2026-03-05 --to=2027-01-31 --wide \
    --measures=visits,self_reported,came_back
status 0
out <<'EOF2'
visits	self_reported	came_back
3	1	0
EOF2

begin 'areas go with offers only'
want office
table --by=area
out <<'EOF2'
area	offers_made	offers_accepted	health_accepted
	1	0	0
debt	1	0	0
health	1	1	1
EOF2
report --by=month,area --measures=offers_made,visits,minutes
status 2
out </dev/null
err <<'EOF2'
stats-report: --measures: not with these keys: visits minutes; see stats-report --help
EOF2

begin 'case managers learn nothing of a refusal'
want office
table --by=case_manager --measures=visits,not_home,persons_visited,reaction_negative,minutes
out <<'EOF2'
case_manager	visits	not_home	persons_visited	reaction_negative	minutes
	1	0	1	0	0
FM1	3	2	2	0	140
FM2	1	0	1	0	120
EOF2
report --by=case_manager -H --suppress=0
want [ "$(cut -f2 "$box/out" | grep -c refused)" = 0 ]
report --by=case_manager --measures=refused
status 2

begin 'a handful of people is not shown'
want office
report --by=town,sex --wide
status 0
out <<'EOF2'
town	sex	visits	met	not_home	refused	moved	wrong_address	aborted	self_reported	cancelled	persons_visited	persons_reached	first_contacts	reaction_positive	reaction_neutral	reaction_negative	offers_made	offers_accepted	health_accepted	cuts_threatened	cuts_averted	came_back	days_to_contact_median	minutes
		*	*	0	0	0	0	0	0	0	*	*	*	0	0	0	*	0	0	0	0	0	*	0
Adorf	f	*	*	*	0	0	0	0	0	0	*	*	*	*	0	0	*	*	*	0	0	*	*	*
Adorf	m	*	0	*	0	0	0	0	*	0	*	*	0	0	0	0	0	0	0	*	*	0		*
Bdorf	f	*	*	0	0	0	0	0	0	*	*	*	*	0	*	0	0	0	0	0	0	0		*
Bdorf	x	*	0	0	*	0	0	0	0	0	*	0	0	0	0	*	0	0	0	0	0	0		*
EOF2

# not_home has two persons, refused one; their sum, visits, would tell.
begin 'what could be worked out is not shown either'
want office
report --measures=visits,met,not_home,refused,moved
out <<'EOF2'
measure	value
visits	*
met	3
not_home	*
refused	*
moved	0
EOF2

begin 'what is hidden does not depend on what is printed'
want office
report --measures=refused
out <<'EOF2'
measure	value
refused	*
EOF2
report --measures=health_accepted,offers_made --suppress=2
out <<'EOF2'
measure	value
offers_made	3
health_accepted	*
EOF2

begin 'a visit called off is in no figure'
want office
rows 'visit_id|outcome' '1|off' >off.tsv
run visits-log --as-of=2026-11-20 off.tsv
status 0
table --measures=visits --from=2025-12-01
out <<'EOF2'
visits
6
EOF2

begin 'nobody: no cells, but a total of zeros, and status 0'
want office
report --from=2024-01-01 --to=2024-12-31 --by=month
status 0
out <<'EOF2'
month	measure	value
EOF2
table --from=2024-01-01 --to=2024-12-31 --measures=days_to_contact_median,minutes
status 0
out <<'EOF2'
days_to_contact_median	minutes
	0
EOF2
table --from=2024-01-01 --to=2024-12-31 --by=month --totals --measures=visits
out <<'EOF2'
month	visits
total	0
EOF2
err </dev/null

begin 'a --from after today is said'
want office
table --from=2026-12-01 --measures=visits
status 0
out <<'EOF2'
visits
0
EOF2
err <<'EOF2'
stats-report: --from is after today: nothing is counted
EOF2

begin 'columns are chosen by name, the header can be left out'
want office
table --by=worker --measures=visits,met,minutes -c worker,met
out <<'EOF2'
worker	met
	0
w1	2
w2	2
w3	1
EOF2
report --measures=minutes -c value -H
out <<'EOF2'
275
EOF2
report -c visits
status 2
err <<'EOF2'
stats-report: --columns: unknown column visits; known are: measure value
EOF2

begin 'an unknown key or measure: the known ones are listed'
want office
report --by=month,twon
status 2
out </dev/null
err <<'EOF2'
stats-report: --by: unknown key twon (town?); known are: year quarter month week worker funder town postal_code sex age_group language case_manager outcome area cause
EOF2
report --by=month,month
status 2
report --measures=visits,
status 2
want grep -q 'persons_reached first_contacts' "$box/err"
report --measures=
status 2

begin 'other wrong usage'
want office
for wrong in --age-groups=30,20 --age-groups= --age-groups=a --suppress=-1 \
    --suppress=x --from=2026-02-30 '--from=2026-02-01 --to=2026-01-01' \
    operand --by=month,week '--by=month --by=week' --by=quarter,week \
    --by=town,postal_code '--by=town --by=postal_code' --by=area,cause \
    '--by=case_manager --by=sex --measures=refused' '--raw --wide' \
    '--raw --merge' '--merge --by=month'; do
	# shellcheck disable=SC2086  # the options are words
	report $wrong
	status 2
	out </dev/null
	want [ "$(wc -l <"$box/err")" -eq 1 ]
done

begin 'no database, or not one of ours'
report
status 5
out </dev/null
echo hello >hello.txt
report -d hello.txt
status 5
want [ "$(wc -l <"$box/err")" -eq 1 ]

begin 'the file of -o is written whole, and a full disk is no success'
want office
report -o report.tsv
status 0
out </dev/null
want [ "$(wc -l <report.tsv)" -eq 24 ]
stats-report >/dev/full 2>"$box/err"
got=$?
status 2

# The exports that come with the specification, where they are at hand.
exports=$top/../shared/data/exports-4
if [ -d "$exports" ]; then
	begin 'the office of the specification'
	run cases-import -q "$exports/cases.csv" "$exports/letters.csv" \
	    "$exports/cuts.csv" "$exports/referrals.csv" \
	    "$exports/workers.csv" "$exports/offers.csv"
	status 0
	run visits-log --as-of=2026-11-20 "$exports/outcomes.tsv"
	status 1
	report --suppress=0
	same "$exports/expected-report.tsv" "$box/out"
	report --by=month --suppress=0
	same "$exports/expected-report-by-month.tsv" "$box/out"
	report --by=town,sex --suppress=0
	same "$exports/expected-report-by-town-sex.tsv" "$box/out"
	report --by=worker --wide --suppress=0
	same "$exports/expected-report-by-worker-wide.tsv" "$box/out"
else
	begin 'the office of the specification # SKIP it is not here'
fi

finish
