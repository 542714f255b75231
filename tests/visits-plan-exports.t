#!/bin/sh
# From an office's exports to a week's plan, judged by the audit.
. tests/lib.sh

exports=$top/../shared/data/exports
from=--as-of=2026-11-20

# The week's shifts as the views of the database have them.
shifts() {
	printf 'worker\tdate\tstart\tend\tbreak_minutes\tbreak_from\tbreak_to\tskills\tvisits_per_day\tlat\tlon\n'
	n=23
	for day in mon tue wed thu fri; do
		sqlite3 -separator '	' "$DOORSTEP_DB" "
			SELECT worker, '2026-11-$n', substr($day, 1, 5),
			       substr($day, 7), coalesce(break_minutes, 30),
			       '', '', skills, visits_per_day, lat, lon
			  FROM workers WHERE $day <> '' AND worker NOT IN
			       (SELECT worker FROM absences
			         WHERE \"from\" <= '2026-11-$n' AND
			               coalesce(\"to\", '9') >= '2026-11-$n')"
		n=$((n + 1))
	done
}

begin 'the week of the exports has a plan that is right'
if [ -d "$exports" ]; then
	run cases-import -q "$exports"/cases.csv "$exports"/letters.csv \
		"$exports"/cuts.csv "$exports"/referrals.csv \
		"$exports"/workers.csv "$exports"/offers.csv
	status 0
	run visits-log -q $from "$exports"/outcomes.tsv
	run cases-overdue -q $from -o list.tsv
	status 0
	run visits-plan -q $from --effort=2 --unplanned=left.tsv -o plan.tsv list.tsv
	status 0
	want test "$(wc -l <plan.tsv)" -gt 50
	run visits-plan $from --check plan.tsv
	status 0
	shifts >shifts.tsv
	sed '1s/\tworker\t/\twanted\t/' list.tsv >people.tsv
	want "$top/tests/plan-audit" shifts.tsv people.tsv plan.tsv left.tsv
else
	skip 'no ../shared beside the tree'
fi

begin 'stored, it is the same plan, and takes nobody twice'
if [ -d "$exports" ]; then
	run cases-import -q "$exports"/cases.csv "$exports"/letters.csv \
		"$exports"/cuts.csv "$exports"/referrals.csv \
		"$exports"/workers.csv
	run cases-overdue -q $from -o list.tsv
	run visits-plan -q $from --effort=1 list.tsv
	cut -f1-13 "$box/out" >plan.tsv
	run visits-plan -q $from --effort=1 --commit list.tsv
	cut -f1-13 "$box/out" >stored.tsv
	want cmp plan.tsv stored.tsv
	run visits-plan -q $from --effort=1 list.tsv
	cut -f1-13 "$box/out" >again.tsv
	want cmp plan.tsv again.tsv
	run visits-plan -q $from --effort=1 --replan list.tsv
	cut -f15 "$box/out" | sort | uniq -c | awk '{ print $2 }' >changes
	printf 'change\nkept\n' >kept
	want cmp kept changes
else
	skip 'no ../shared beside the tree'
fi

finish
