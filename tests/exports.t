#!/bin/sh
# An office's exports and a public data set of appointments, and what an
# independent reading of the contract made of them.  The files lie beside the
# tree and are no part of it; without them there is nothing to test.
. tests/lib.sh
. tests/given.sh

data=$top/../shared/data
if [ ! -d "$data/exports-4" ]; then
	echo '1..0 # SKIP no exports beside the tree'
	exit
fi
exports=$data/exports-4
columns=case_id,urgency,reason,missed,silent_days,last_sign,threat,visit_by,deadline

office() {
	run cases-import --as-of=2026-11-20 "$exports/cases.csv" "$exports/letters.csv" \
		"$exports/cuts.csv" "$exports/referrals.csv" "$exports/workers.csv" \
		"$exports/offers.csv"
}

logged_office() {
	office
	run visits-log --as-of=2026-11-20 "$exports/outcomes.tsv"
}

is() { same "$exports/$1" "$box/out"; }

begin 'the exports are read without a rejected row'
office
status 0
grep 'read' "$box/err" | grep -v 'rejected 0$' && bad 'rejected rows'
says 'cases: read 400 = new 400 + changed 0 + unchanged 0 + rejected 0'

begin 'who is overdue'
office
run cases-overdue --as-of=2026-11-20 -c $columns,in_row,lapses_on
status 0
is expected-overdue.tsv

begin 'the policy and the map that come along are those of the exports'
run cases-import -q --as-of=2026-11-20 -m "$data/map-de.tsv" "$exports/cases.csv" \
	"$exports/letters.csv" "$exports/cuts.csv" "$exports/referrals.csv"
status 0
run cases-overdue --as-of=2026-11-20 --policy="$data/policy-4.tsv" -c $columns,in_row,lapses_on
is expected-overdue.tsv

begin 'what happened at the door'
logged_office
status 1
through cut -f2-
is expected-log.tsv
says 'rejected 2$'
says 'skipped 1'

begin 'who is overdue afterwards'
logged_office
run cases-overdue --as-of=2026-11-20 \
	-c $columns,attempts,last_attempt,tried,worker,needs,pending,not_before,in_row,lapses_on
status 0
is expected-overdue-after-visits.tsv

begin 'the same outcomes a second time end in the same list and report'
logged_office
run visits-log -q --as-of=2026-11-20 "$exports/outcomes.tsv"
status 1
run cases-overdue --as-of=2026-11-20 \
	-c $columns,attempts,last_attempt,tried,worker,needs,pending,not_before,in_row,lapses_on
is expected-overdue-after-visits.tsv
run stats-report --as-of=2026-11-20 --suppress=0
is expected-report.tsv

begin 'the reports'
logged_office
run stats-report --as-of=2026-11-20 --suppress=0
status 0
is expected-report.tsv
run stats-report --as-of=2026-11-20 --by=month --suppress=0
is expected-report-by-month.tsv
run stats-report --as-of=2026-11-20 --by=town,sex --suppress=0
is expected-report-by-town-sex.tsv
run stats-report --as-of=2026-11-20 --by=worker --wide --suppress=0
is expected-report-by-worker-wide.tsv

begin 'the same exports again change nothing, not a byte of the records'
office
sqlite3 "$DOORSTEP_DB" .dump | grep -v -e 'INTO run' -e sqlite_sequence >before
office
status 0
out <<'END'
table	case_id	key	action
END
grep -e ' new [1-9]' -e ' changed [1-9]' "$box/err" && bad 'something changed'
sqlite3 "$DOORSTEP_DB" .dump | grep -v -e 'INTO run' -e sqlite_sequence >after
same before after

begin 'the next week'"'"'s export with a few changes reports just those'
office
# Somebody came after all, a letter is new, one row was struck out; in the
# stock one person moved.
sed '2s/;[^;]*$/;entschuldigt\r/;4d' "$exports/letters.csv" >letters.csv
printf '678B000165;30.11.2026;Vermittlung 9999;20.11.2026;offen\r\n' >>letters.csv
sed '3s/;64367;/;64372;/' "$exports/cases.csv" >cases.csv
run cases-import --as-of=2026-11-20 cases.csv letters.csv
status 0
out <<'END'
table	case_id	key	action
cases	610B000001		changed
letters	678B000165	2026-05-08,Vermittlung 1377	changed
letters	678B000165	2026-11-30,Vermittlung 9999	new
END
says 'cases: read .* = new 0 + changed 1 + '
says 'letters: read .* = new 1 + changed 1 + '

begin 'of the appointments those with a key that a spreadsheet has mangled are rejected and counted'
sample=$data/noshow-sample.csv
# digits, decimals, E, a sign, digits
mangled=$(LC_ALL=C tail -n +2 "$sample" | cut -d, -f1,2 |
	grep -c -E '(^|,)[0-9]+([.][0-9]+)?[Ee][+-][0-9]+(,|$)')
run cases-import --as-of=2016-06-08 --max-rejects=100% -t cases -m "$data/noshow-cases.map.tsv" "$sample"
status $((mangled > 0))
says "rejected $mangled\$"
run cases-import --as-of=2016-06-08 --max-rejects=100% -t letters -m "$data/noshow-letters.map.tsv" "$sample"
status $((mangled > 0))
says "rejected $mangled\$"
run cases-overdue --as-of=2016-06-08 -c $columns,in_row,lapses_on
status 0
same "$data/noshow-sample.expected-overdue-4.tsv" "$box/out"

finish
