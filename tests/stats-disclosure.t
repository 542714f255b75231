#!/bin/sh
# What is hidden cannot be worked out, and not more is hidden than it takes.
. tests/lib.sh

# Reports as they are asked for; a line each.
reports() {
	all="--measures=visits,met,not_home,refused,moved,wrong_address,aborted"
	all="$all,self_reported,cancelled,persons_visited,persons_reached"
	all="$all,first_contacts,reaction_positive,reaction_neutral"
	all="$all,reaction_negative,offers_made,offers_accepted"
	all="$all,health_accepted,cuts_threatened,cuts_averted,came_back,minutes"
	all="$all,persons_referred,households_visited,came_back_next"
	all="$all,persons_with_cause,days_to_contact_q1"
	cat <<END
--by=month
--by=town $all
--by=outcome,sex
--by=sex --totals $all
--by=month --totals
--by=quarter,sex --totals
--by=town,quarter --totals $all
--by=age_group,sex --totals --age-groups=30
--by=worker,quarter --totals
--by=funder,sex --totals
--by=worker,funder --totals
--by=outcome,quarter --totals
--by=language --by=sex --by=quarter $all
--by=month --by=quarter --by=year
--by=week --by=year,sex --totals
--by=area,sex --by=sex --totals
--by=cause --by=quarter --totals $all
--by=month --by=town --totals --every
--from=2026-05-01 --by=sex,language --totals --suppress=4
--by=town,sex,quarter --totals
END
}

begin 'an attacker who solves two hundred reports of small offices finds nothing'
reports >options
seed=0
while [ $((seed += 1)) -le 10 ]; do
	"$top/tests/attack-office" $seed 14 45 <options >>found 2>&1 ||
		bad "office $seed: status $?"
done
grep -v -e '^stars [0-9]*, found 0$' -e '^primary .* desperate 0$' found >complaints
[ -s complaints ] && bad "$(head -n 20 complaints)"
want [ "$(grep -c '^stars' found)" -eq 10 ]

begin 'the attacker finds what there is to be found'
office=$top/tests/invent-office
"$office" 1 && cases-import -q cases.tsv letters.tsv cuts.tsv referrals.tsv \
    workers.tsv offers.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
report() { run stats-report --as-of=2026-11-20 "$@"; }
report --by=quarter --totals --suppress=0
cp "$box/out" truth
awk -F '\t' -v OFS='\t' '$1 ~ /Q3/ && $2 == "met" { $3 = "*" } 1' truth >one-star
run "$top/tests/attack" one-star truth
status 1
through() { "$@" <"$box/out" >"$box/through" && mv "$box/through" "$box/out"; }
through sed 's/: [0-9]* is within.*/: found/'
out <<'END'
(('quarter',), ('2026-Q3',), 'met'): found
stars 1, found 1, exactly 1
END

begin 'what is hidden does not depend on what is printed, or how'
"$top/tests/invent-office" 3 30 120 && cases-import -q cases.tsv letters.tsv cuts.tsv \
    referrals.tsv workers.tsv offers.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
report --by=quarter,sex --totals
cp "$box/out" usual
report --by=quarter,sex --totals
same usual "$box/out"
report --by=quarter,sex --totals --measures=met,minutes,persons_reached
grep -e '	met	' -e '	persons_reached	' -e '	minutes	' usual >want
sed 1d "$box/out" >got
same want got
report --by=sex,quarter --totals
awk -F '\t' -v OFS='\t' '{ print $2, $1, $3, $4 }' "$box/out" | LC_ALL=C sort >got
LC_ALL=C sort usual >want
same want got
report --by=quarter,sex --totals --every
grep -v -x -F -f usual "$box/out" | awk -F '\t' '$4 != 0 && $4 != ""' >rest
want [ ! -s rest ]
report --by=quarter,sex --totals --wide
awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; print $1, $2, "measure", "value"; next }
	{ for (i = 3; i <= NF; i++) print $1, $2, name[i], $i }' "$box/out" >got
same usual got

begin 'the choice is by a secret: the database has one, or a file is one'
"$top/tests/invent-office" 3 30 120 && cases-import -q cases.tsv letters.tsv cuts.tsv \
    referrals.tsv workers.tsv offers.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
sqlite3 "$DOORSTEP_DB" "SELECT count(DISTINCT value) FROM state
 WHERE name IN ('secret_1', 'secret_2') AND value NOT IN (0, 1)" >got
echo 2 >want
same want got
for secret in one two three; do
	echo "$secret" >$secret
	report --by=quarter,town --totals --secret=$secret
	status 0
	cp "$box/out" $secret.tsv
	sqlite3 "$DOORSTEP_DB" "UPDATE state SET value = random() WHERE name LIKE 'secret%'"
	report --by=quarter,town --totals --secret=$secret
	same $secret.tsv "$box/out"
done
want [ "$(cat one.tsv two.tsv three.tsv | sort | uniq -c | grep -c '^ *[12] ')" -gt 0 ]
: >empty
report --secret=empty
status 2
report --secret=missing
status 2
report --secret=one -o one
status 2
echo one >want
same want one

begin 'not more is hidden than it takes'
"$top/tests/invent-office" 8 200 900 && cases-import -q cases.tsv letters.tsv cuts.tsv \
    referrals.tsv workers.tsv offers.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
# LIMIT OPTIONS: so many per cent of what is hidden for itself, at most
while read -r limit options; do
	# shellcheck disable=SC2086
	report -v $options
	awk -v limit="$limit" '/hidden, / { few = $2 - $6; print few > "few"
		exit !(few >= 40 && 100 * $2 <= limit * few) }' "$box/err" ||
		bad "$options: $(cat "$box/err")"
done <<'END'
110 --by=month,town
110 --by=town,sex,language
150 --by=month,town --totals
150 --by=town --by=month --by=age_group,sex --by=outcome,quarter
200 --by=town,sex,quarter --totals
END

# In two weeks, of which the second adds a few visits; $earlier is the report of
# the first, $box/out that of the second, truth what it hides.
two_weeks() {  # SEED OPTIONS
	"$top/tests/invent-office" "$1" 100 700
	shift
	cases-import -q cases.tsv letters.tsv cuts.tsv referrals.tsv \
	    workers.tsv offers.tsv >/dev/null
	awk -F '\t' 'NR == 1 || $2 <= "2026-06-20"' outcomes.tsv >first
	awk -F '\t' 'NR == 1 || ($2 > "2026-06-20" && $2 <= "2026-06-27")' \
	    outcomes.tsv >second
	visits-log -q --as-of=2026-06-20 first >/dev/null 2>&1
	run stats-report --as-of=2026-06-20 "$@"
	status 0
	cp "$box/out" earlier
	visits-log -q --as-of=2026-06-27 second >/dev/null 2>&1
	run stats-report --as-of=2026-06-27 --suppress=0 "$@"
	cp "$box/out" truth
	run stats-report --as-of=2026-06-27 "$@"
	cp "$box/out" alone
	run stats-report --as-of=2026-06-27 --against=earlier "$@"
	status 0
}

begin 'a week later: what was published does not tell the new stars'
seed=0
while [ $((seed += 1)) -le 3 ]; do
	for options in '' '--by=month --totals' '--by=town,sex --totals'; do
		rm -f "$DOORSTEP_DB"
		# shellcheck disable=SC2086
		two_weeks $seed $options
		cp "$box/out" now
		run "$top/tests/attack" --earlier earlier now truth
		status 0
		grep -v '^stars' "$box/out" >complaints
		[ -s complaints ] && bad "$seed $options: $(cat complaints)"
		"$top/tests/attack" --earlier earlier alone truth >>undone
	done
done
want [ "$(grep -vc '^stars' undone)" -gt 9 ]

begin 'a star of a month that is over stays a star, also in a wide table'
two_weeks 1 --by=month
run stats-report --as-of=2026-06-20 --by=month --wide
awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	$1 == "2026-02" { $at["visits"] = "*" } 1' "$box/out" >earlier
run stats-report --as-of=2026-06-27 --by=month --against=earlier
status 0
want grep -qx '2026-02	visits	\*' "$box/out"
want grep -q '^2026-02	visits	[0-9]' alone

begin 'what was published by other keys is not looked at, which is said'
two_weeks 1 --by=month
run stats-report --as-of=2026-06-20 --by=town --measures=visits --totals
cp "$box/out" earlier
n=$(grep -vc 'town\|total' earlier)
run stats-report --as-of=2026-06-27 --by=month --against=earlier
status 0
err <<END
stats-report: --against: $n figures are not looked at, since this report is not by town
END
run stats-report --as-of=2026-06-27 --by=town --against=earlier
status 0
err </dev/null

begin '--against takes a table of stats-report and nothing else'
two_weeks 1 --by=month
printf 'month\tmeasure\tvalue\n2026-01\tvisit\t3\n' >other
run stats-report --as-of=2026-06-27 --against=other
status 2
err <<'END'
stats-report: other:2: measure: not one of stats-report
END
run stats-report --as-of=2026-06-27 --against=cases.tsv
status 2
err <<'END'
stats-report: cases.tsv: not a table of stats-report
END
run stats-report --as-of=2026-06-27 --against=missing
status 2
# A spreadsheet has been there: Nov 26, 1.020, another heading, a remark.
while IFS='|' read -r edit why; do
	sed "$edit" earlier >other
	run stats-report --as-of=2026-06-27 --by=month --against=other
	status 2
	out </dev/null
	echo "stats-report: other:$why" | err
done <<'END'
2s/^2026-01/Jan 26/|2: month: not one as stats-report writes it
2s/^2026-01/2026-1/|2: month: not one as stats-report writes it
1s/month/Monat/|1: column 1 is none of stats-report's
1s/$/	Anmerkung/; 2,$s/$/	/|1: column 4 is none of stats-report's
3s/[^	]*$/1.020/|3: met: neither a figure of stats-report nor a star
3s/[^	]*$/< 3/|3: met: neither a figure of stats-report nor a star
END
run stats-report --as-of=2026-06-27 --against=earlier -o earlier
status 2
out </dev/null

# Six visits to six persons, one refusal: met and refused would be enough to
# tell if persons_reached, five, were shown beside them.
begin 'a single refusal is not told by what stands beside it'
rows() { printf '%s\n' "$@" | tr '|' '\t'; }
rows case_id A1 A2 A3 A4 A5 A6 >cases.tsv
rows 'case_id|date|outcome' 'A1|2026-03-02|met' 'A2|2026-03-02|met' \
    'A3|2026-03-02|met' 'A4|2026-03-02|met' 'A5|2026-03-02|met' \
    'A6|2026-03-02|refused' >outcomes.tsv
cases-import -q cases.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null
report --measures=visits,met,refused,self_reported,persons_reached
cp "$box/out" published
report --measures=visits,met,refused,self_reported,persons_reached --suppress=0
cp "$box/out" truth
run "$top/tests/attack" published truth
status 0
want grep -qx 'refused	\*' published

begin 'households count like persons: three persons of one are one'
rows 'case_id|household_id' 'A1|H1' 'A2|H1' 'A3|H1' 'A4|H2' 'A5|H3' 'A6|H4' \
    >cases.tsv
rows 'case_id|date|outcome' 'A1|2026-03-02|met' 'A2|2026-03-02|met' \
    'A3|2026-03-02|met' 'A4|2026-04-02|not_home' 'A5|2026-04-02|not_home' \
    'A6|2026-04-02|not_home' >outcomes.tsv
cases-import -q cases.tsv >/dev/null
visits-log -q --as-of=2026-11-20 outcomes.tsv >/dev/null
report --by=month --measures=visits,met,not_home,persons_visited,households_visited
out <<'END'
month	measure	value
2026-03	visits	*
2026-03	met	*
2026-03	not_home	0
2026-03	persons_visited	*
2026-03	households_visited	*
2026-04	visits	3
2026-04	met	0
2026-04	not_home	3
2026-04	persons_visited	3
2026-04	households_visited	3
END

finish
