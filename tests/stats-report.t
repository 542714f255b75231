#!/bin/sh
# What the figures mean, who is not shown, and how the table is asked for.
. tests/lib.sh

# rows A|B|C ...: a TSV on stdout
rows() { printf '%s\n' "$@" | tr '|' '\t'; }

# Five people, three workers: small enough to count by hand.
office() {
	rows 'case_id|birth_date|sex|postal_code|town|case_manager' \
	    'A1|2001-03-02|f|64283|Adorf|FM1' \
	    'A2|1990-05-05|m|64283|Adorf|FM1' \
	    'A3|1970-01-01|x|64289|Bdorf|FM2' \
	    'A4|||||' \
	    'A5|1960-06-01|f|64289|Bdorf|FM2' >cases.tsv
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
table --by=town,postal_code,sex --measures=visits,persons_visited
out <<'EOF2'
town	postal_code	sex	visits	persons_visited
			1	1
Adorf	64283	f	2	1
Adorf	64283	m	1	1
Bdorf	64289	f	1	1
Bdorf	64289	x	1	1
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

begin 'years, quarters and weeks'
want office
table --by=year,quarter,week --measures=visits --from=2025-12-01
out <<'EOF2'
year	quarter	week	visits
2025	2025-Q4	2025-W49	1
2026	2026-Q1	2026-W05	1
2026	2026-Q1	2026-W08	1
2026	2026-Q1	2026-W10	1
2026	2026-Q1	2026-W11	2
2026	2026-Q2	2026-W14	1
EOF2

begin 'by outcome'
want office
table --by=outcome --measures=visits,persons_reached,first_contacts
out <<'EOF2'
outcome	visits	persons_reached	first_contacts
met	3	3	3
not_home	2	0	0
refused	1	0	0
self_reported	0	1	0
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

# not_home has two persons, refused one; their sum with met would tell.
begin 'what could be worked out is not shown either'
want office
report --measures=visits,met,not_home,refused,moved
out <<'EOF2'
measure	value
visits	6
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

begin 'nobody: the header alone, and status 0'
want office
report --from=2024-01-01 --to=2024-12-31 --by=month
status 0
out <<'EOF2'
month	measure	value
EOF2

begin 'columns are chosen by name, the header can be left out'
want office
table --by=worker --measures=visits,met -c met,worker
out <<'EOF2'
met	worker
2	w1
2	w2
1	w3
EOF2
report --measures=visits -c value -H
out <<'EOF2'
6
EOF2
report -c visits
status 2
err <<'EOF2'
stats-report: --columns: unknown column; known are: measure value
EOF2

begin 'an unknown key or measure: the known ones are listed'
want office
report --by=month,twon
status 2
out </dev/null
err <<'EOF2'
stats-report: --by takes a comma-separated list of these, each once: year quarter month week worker funder town postal_code sex age_group case_manager outcome area; see stats-report --help
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
    operand --totals --raw --merge; do
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
exports=$top/../shared/data/exports
if [ -d "$exports" ]; then
	begin 'the office of the specification'
	run cases-import -q "$exports/cases.csv" "$exports/letters.csv" \
	    "$exports/cuts.csv" "$exports/referrals.csv" \
	    "$exports/workers.csv" "$exports/offers.csv"
	status 0
	run visits-log --as-of=2026-11-20 "$exports/outcomes.tsv"
	status 1
	report
	same "$exports/expected-report.tsv" "$box/out"
	report --by=month --suppress=0
	same "$exports/expected-report-by-month.tsv" "$box/out"
	report --by=town,sex
	same "$exports/expected-report-by-town-sex.tsv" "$box/out"
	report --by=worker --wide --suppress=0
	same "$exports/expected-report-by-worker-wide.tsv" "$box/out"
else
	begin 'the office of the specification # SKIP it is not here'
fi

finish
