#!/bin/sh
# One database, asked by different programs: the list, the plan, the sheet, the
# check, the answer to a request and the figures tell of the same people and
# visits.  On invented cases that were planned, visited and changed meanwhile.
. tests/lib.sh

# Columns by name: pick FILE COLUMN ... [-- CONDITION], with the condition in awk,
# where col("name") is a field; sorted.
pick() {
	file=$1 list='' when=1
	shift
	while [ $# -gt 0 ]; do
		[ "$1" != -- ] || { when=$2; break; }
		list="$list $1"
		shift
	done
	awk -F'\t' -v list="$list" '
		function col(name) { return $at[name] }
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(list, l, " "); next }
		'"$when"' { for (i = 1; i <= n; i++) printf "%s%s", col(l[i]), i < n ? "\t" : "\n" }
	' "$file" | LC_ALL=C sort
}

tell() {
	"$@" --as-of="$on" >"$box/told" 2>"$box/err" || [ $? -eq 1 ] ||
		bad "$1: $(cat "$box/err")"
	cat "$box/told"
}

# A third of the cases have no place; four weeks are planned, letters go out,
# half of the first days' visits come back with outcomes, and the case system
# tells news, of days to come too.
live() {
	seed=$1 first=$2
	"$top/tests/rule" invent "$seed" "$first" .
	awk -F'\t' -v OFS='\t' -v seed="$seed" 'BEGIN { srand(seed) }
		NR == 1 { print $0, "lat", "lon", "household_id", "surname"; next }
		{ here = rand() < .7
		  print $0, here ? 49.8 + rand() / 5 : "", here ? 8.5 + rand() / 5 : "",
		    rand() < .2 ? "h" int(4 * rand()) : "", "S" $1 }' cases.tsv >people.tsv
	awk 'BEGIN { OFS = "\t"; print "worker", "skills", "lat", "lon", "mon", "tue", "wed", "thu", "fri"
		for (i = 1; i <= 3; i++) print "w" i, i == 2 ? "a,b" : "", 49.9, 8.6,
		    "08:00-13:00", "09:00-15:00", "08:00-12:00", "08:00-12:00", "08:00-12:00" }' >team.tsv
	on=$first
	tell cases-import -q people.tsv letters.tsv cuts.tsv referrals.tsv team.tsv >imported
	tell visits-log -q outcomes.tsv >logged
	tell cases-overdue >list
	tell visits-plan -q --effort=1 --days=10 --commit list >plan
	tell visits-list --state=planned,announced -c visit_id >open
	awk 'NR == 1 { print $0 "\toutcome" } NR > 1 && NR % 3 == 0 { print $0 "\tannounced" }' open >letters
	tell visits-log -q letters >logged
	on=$(date -d "$first + 6 days" +%F)
	tell visits-list --to="$on" --state=planned,announced -c visit_id,date,outcome,next_on,no_visits_until >form
	awk -F'\t' -v OFS='\t' -v agreed="$(date -d "$on + 9 days" +%F)" 'NR > 1 { $3 = NR % 4 == 0 ? "not_home" : \
		NR % 4 == 1 ? "met" : NR % 4 == 2 ? "refused" : ""
		if ($3 == "met") $4 = agreed }
		1' form >back
	tell visits-log -q back >logged
	awk -F'\t' -v OFS='\t' -v past="$on" -v ahead="$(date -d "$on + 3 days" +%F)" '
		NR == 1 { print "case_id", "due_on", "result" }
		NR % 9 == 2 { print $1, past, "attended" }
		NR % 9 == 3 { print $1, ahead, "excused" }' cases.tsv >news.tsv
	awk -F'\t' -v OFS='\t' 'NR == 1 || NR % 7 == 0 { print $1, NR == 1 ? "status" : "closed" }' cases.tsv >closed.tsv
	printf 'worker\tfrom\tto\tstart\tend\nw3\t%s\t\t\t\nw2\t%s\t\t09:00\t10:00\n' \
	    "$(date -d "$on + 2 days" +%F)" "$on" >away.tsv
	tell cases-import -q -t letters news.tsv >imported
	tell cases-import -q -t cases closed.tsv >imported
	tell cases-import -q away.tsv >imported
}

# Whoever is on the list is listed, for each case one rule.
list_and_rules() {
	tell cases-overdue >list
	pick people.tsv case_id >ids
	{ echo case_id; cat ids; } >asked
	tell cases-overdue --why-not=asked >rules
	pick list case_id >listed
	pick rules case_id -- 'col("rule") == "listed"' >want
	same want listed
	pick rules case_id >want
	same want ids
	tell visits-list >sheet
	pick sheet case_id -- 'col("state") ~ /^(planned|announced)$/ && col("date") >= "'"$on"'"' |
		uniq >open
	pick rules case_id -- 'col("rule") == "open_visit"' | LC_ALL=C comm -23 - open >want
	LC_ALL=C comm -12 listed open >>want
	same /dev/null want
}

# Nobody of the list is lost or planned twice, and who has no place is named.
list_and_plan() {
	tell visits-plan --effort=1 --unplanned=left list >plan
	pick plan case_id -- 'col("visit_id") == ""' | uniq >planned
	pick left case_id >unplanned
	LC_ALL=C comm -12 planned unplanned >both
	same /dev/null both
	LC_ALL=C sort planned unplanned >want
	same listed want
	grep -q "read $(wc -l <listed) = planned $(wc -l <planned) + unplanned $(wc -l <unplanned) + rejected 0" \
	    "$box/err" || bad 'the account of the plan'
	tell cases-check -q >check
	pick left case_id -- 'col("_reason") == "place"' >nowhere
	pick check case_id -- 'col("check") == "place"' | LC_ALL=C comm -23 nowhere - >want
	same /dev/null want
}

# What the sheet warns of, the check repeats, --alert lists, and a new plan drops
# what the sheet of those still needed leaves out.
sheet_and_plan() {
	pick sheet visit_id case_id alert -- 'col("alert") != ""' >want
	pick check visit_id case_id detail -- 'col("check") == "alert"' >got
	same want got
	tell visits-list --alert >alerts
	pick alerts visit_id case_id alert >got
	same want got
	tell visits-list --still-needed >needed
	after='col("date") > "'"$on"'"'
	pick needed visit_id -- "$after" >want
	echo case_id >nobody
	tell visits-plan --effort=1 --replan --days=30 --unplanned=left nobody >plan
	pick left _visit_id -- 'col("_reason") ~ /closed|no_visits|no_longer/' >dropped
	pick sheet visit_id -- 'col("state") ~ /^(planned|announced)$/ && '"$after" |
		LC_ALL=C comm -23 - dropped >got
	same want got
	{ pick plan visit_id -- "$after" | uniq; pick left _visit_id; } | LC_ALL=C sort >got
	pick sheet visit_id -- 'col("state") ~ /^(planned|announced)$/ && '"$after" >want
	same want got
}

# What is told to the person, and what is counted, are the visits of the sheet.
answer_and_figures() {
	tell cases-show -q asked >answer
	for column in outcome note next worker; do
		pick sheet case_id visit_id "$column" -- "col(\"$column\") != \"\"" >want
		pick answer case_id record value -- 'col("table") == "visits" && col("column") == "'$column'"' >got
		same want got
	done
	tell stats-report --suppress=0 --from=2000-01-01 --by=outcome >figures
	done='col("state") == "done" && col("date") <= "'"$on"'" && col("outcome") !~ /self_reported|cancelled/'
	pick sheet outcome -- "$done" | uniq -c | awk '{ print $2 "\t" $1 }' >want
	pick figures outcome value -- 'col("measure") == "visits" && col("value") > 0' >got
	same want got
	tell stats-report --suppress=0 --from=2000-01-01 >figures
	pick sheet case_id -- "$done" | uniq | wc -l | tr -d ' ' >want
	pick figures value -- 'col("measure") == "persons_visited"' >got
	same want got
}

for seed in 1 2; do
	case $seed in
	1) day=2026-11-20 ;;
	2) day=2026-03-27 ;;
	esac
	begin "all programs tell of the same people and visits, seed $seed"
	live $seed "$day"
	for ahead in 6 4 9; do
		on=$(date -d "$day + $ahead days" +%F)
		list_and_rules
		list_and_plan
		sheet_and_plan
		answer_and_figures
	done
	want [ "$(wc -l <alerts)" -gt 3 ]
	want [ "$(wc -l <nowhere)" -gt 3 ]
done

finish
