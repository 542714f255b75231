#!/bin/sh
# cases-erase: nothing is left of a case, and the figures of the past stay.
. tests/lib.sh
. tests/given.sh

import_office() {
	given 2026-03-02 <<'END'
cases case_id surname birth_date town sex household_id lat lon
      A1      Berg    1980-04-03 Ost  f   H1           50.1 8.1
      A2      Tal     1999-01-01 West m   -            50.1 8.1
      A3      Wald    -          Ost  -   H1           50.1 8.1
letters case_id due_on     purpose result
        A1      2026-01-12 x       missed
        A1      2026-03-20 secrecy attended
        A2      2026-01-12 x       missed
        A2      2026-02-02 x       missed
        A3      2026-02-02 x       missed
workers worker lat lon mon         tue         wed         thu         fri
        w1     50.1 8.1 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers offer area   name
       o1    health Sport
END
}

listed() {
	echo case_id >ids
	printf '%s\n' "$@" >>ids
}

sql() { sqlite3 "$DOORSTEP_DB" "$@"; }

begin 'a row for each case and table; what is gone is unknown everywhere'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome offers
A1      2026-03-03 w1     met     o1
END
listed A1 A3
run cases-erase --as-of=2026-03-20 --only=ids
status 0
shows <<'EOT'
case_id table rows
A1 cases 1
A1 visits 1
A1 letters 2
A1 visit_offers 1
A3 cases 1
A3 letters 1
A3 standing 1
EOT
err <<'EOT'
cases-erase: read 2 = erased 2 + unchanged 0 + rejected 0, 2 runs can no longer be undone
EOT
run cases-show -q ids
status 1
overdue 2026-03-04 reason
shows <<'EOT'
case_id reason
A2 letters
EOT
log 2026-03-21 <<'END'
case_id outcome
A1      met
END
status 1
says 'case_id: unknown case'
run runs-list -H -c program,options,counts
through tail -n 2
through head -n 1
shows <<'EOT'
cases-erase --as-of=2026-03-20~--only=ids read=2,new=0,changed=2,unchanged=0,rejected=0
EOT

begin 'the figures stay: month, person, help, who came back'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome offers accepted minutes
A1      2026-02-27 w1     met     o1     o1       30
A1      2026-03-03 w1     met     -      -        15
A2      2026-03-03 w1     refused -      -        -
END
report() { stats-report --suppress=0 --as-of=2026-04-20 --by=month,town,sex,age_group; }
report >before
listed A1
run cases-erase -q --as-of=2026-04-20 --only=ids
status 0
report >after
same before after
want grep -q '^2026-02	Ost	f	45-54	came_back	1$' after
sql 'SELECT * FROM anon_visit' >kept
[ "$(wc -l <kept)" = 2 ] || bad "kept: $(cat kept)"

begin 'unknown and repeated case_ids: counted, 1; nothing known: nothing is done'
once import_office
listed A9 A2 A2
run cases-erase --only=ids
status 1
err <<'EOT'
cases-erase: ids:2: case_id: unknown case
cases-erase: read 3 = erased 1 + unchanged 1 + rejected 1, 1 run can no longer be undone
EOT
listed A9
run cases-erase -q --only=ids
status 1
printf 'case_id\ttable\trows\n' >none
same none "$box/out"

begin 'an open visit is off, and said; an announced one needs a call: 1'
once import_office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-04 w1     09:00 A1
2026-03-05 w1     09:00 A2
END
logged 2026-03-02 <<'END'
visit_id outcome
2        announced
END
listed A1
run cases-erase -q --as-of=2026-03-03 --only=ids
status 0
err <<'EOT'
cases-erase: visit 1 is off
EOT
listed A2
run cases-erase -q --as-of=2026-03-03 --only=ids
status 1
err <<'EOT'
cases-erase: visit 2 is off, but it was announced: somebody has to call
EOT

begin 'a dry run tells the same and does nothing'
once import_office
listed A1 A2
sql .dump >before
run cases-erase --as-of=2026-03-03 -n --only=ids
status 0
cp "$box/out" told
cp "$box/err" said
sql .dump >after
same before after
run cases-erase --as-of=2026-03-03 --only=ids
same told "$box/out"
same said "$box/err"

begin 'without a case to erase: wrong usage'
once import_office
run cases-erase
status 2
err <<'EOT'
cases-erase: say which cases, by one of --only, --closed-before, --retention and --unblock; see cases-erase --help
EOT

begin 'a run that stored something of an erased case cannot be undone, nor can the erasure'
once import_office
printf 'case_id\ttown\nA1\tSued\n' >a1.tsv
printf 'case_id\ttown\nA2\tSued\n' >a2.tsv
printf 'worker\tlat\tlon\nw2\t50\t8\n' >w2.tsv
printf 'worker\tfrom\tto\nw1\t2026-05-01\t2026-05-02\nw1\t2026-06-01\t2026-06-02\n' >absences.tsv
cases-import -q a1.tsv >/dev/null 2>&1
cases-import -q w2.tsv >/dev/null 2>&1
cases-import -q absences.tsv >/dev/null 2>&1
cases-import -q a2.tsv >/dev/null 2>&1
logged 2026-03-03 <<'END'
case_id date       worker outcome
A1      2026-03-03 w2     met
END
printf 'worker\tfrom\tto\nw1\t2026-05-01\t2026-05-09\n' >absences.tsv
cases-import -q absences.tsv >/dev/null 2>&1
listed A1
run cases-erase -q --as-of=2026-03-04 --only=ids
status 0
run runs-undo 8
status 2
err <<'EOT'
runs-undo: run 8 cannot be undone: it is an erasure
EOT
for run in 1 2 6; do
	run runs-undo $run
	status 2
	err <<EOT
runs-undo: run $run cannot be undone: what it overwrote is not kept (any more)
EOT
done
run runs-undo 3
status 2
err <<'EOT'
runs-undo: run 3 cannot be undone: figures of an erased case refer to what it added
EOT
run runs-undo -q 7
status 0
run runs-undo -q 5
status 0
sql 'SELECT town FROM cases ORDER BY case_id; SELECT "from", "to" FROM absences ORDER BY 1' >got
words <<'EOT' | tr '\t' '|' >want
West
Ost
2026-05-01 2026-05-02
2026-06-01 2026-06-02
EOT
same want got

begin 'what the figures cannot tell is said'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome
A1      2026-02-10 w1     met
A1      2026-03-03 w1     met
A2      2026-03-03 w1     met
END
listed A1
run cases-erase -q --as-of=2026-03-10 --only=ids
status 0
said() {
	cat >want
	run stats-report --as-of=2026-03-10 --suppress=0 --measures=visits "$@"
	status 0
	sed 's/^stats-report: //' "$box/err" >got
	same want got
}
said </dev/null
printf 'measure\tvalue\nvisits\t3\n' >want
same want "$box/out"
said --by=week <<'EOT'
2 anonymised visits are not counted: their week is not known
EOT
printf 'week\tmeasure\tvalue\n2026-W10\tvisits\t1\n' >want
same want "$box/out"
said --by=case_manager <<'EOT'
2 anonymised visits are not counted: their case manager is not known
EOT
said --by=language,postal_code <<'EOT'
2 anonymised visits stand under no postal_code
2 anonymised visits stand under no language
EOT
said --from=2026-02-11 <<'EOT'
1 anonymised visit is not counted: the period begins or ends within its month
EOT
printf 'measure\tvalue\nvisits\t2\n' >want
same want "$box/out"
said --by=age_group --age-groups=25,55 </dev/null
said --by=age_group --age-groups=30 <<'EOT'
anonymised visits stand under no age_group where these groups cut the usual ones
EOT
said --measures=persons_referred,households_visited <<'EOT'
persons_referred: without those who were erased
households_visited: without the households of which only a part was erased
EOT

begin 'a household of which a part was erased does not let more figures be shown'
shown() {
	stats-report -H --as-of=2026-03-10 --suppress="$1" --measures="$2" 2>said
}
for erased in A1 'A1 A3'; do
	once import_office
	logged 2026-03-03 <<'END'
case_id date       worker outcome
A1      2026-03-03 w1     met
A2      2026-03-03 w1     met
A3      2026-03-03 w1     met
END
	printf 'met\t*\n' >want
	shown 3 met >got
	same want got
	# shellcheck disable=SC2086
	listed $erased
	run cases-erase -q --as-of=2026-03-10 --only=ids
	status 0
	shown 3 met >got
	same want got
	shown 0 met,households_visited >got
	printf 'met\t3\nhouseholds_visited\t2\n' >want
	same want got
done

begin 'in the month of the erasure a visit counts as long as the period reaches to that day'
once import_office
logged 2026-03-03 <<'END'
case_id date       worker outcome
A1      2026-03-03 w1     met
END
listed A1
run cases-erase -q --as-of=2026-03-10 --only=ids
status 0
run stats-report --as-of=2026-03-12 --suppress=0 --measures=visits -H
err </dev/null
printf 'visits\t1\n' >want
same want "$box/out"
run stats-report --as-of=2026-03-09 --suppress=0 --measures=visits -H
says '^stats-report: 1 anonymised visit is not counted'

# What all others are told.
others() {
	sed 1d ids | LC_ALL=C sort >gone
	cut -f1 cases.tsv | sed 1d | LC_ALL=C sort | LC_ALL=C comm -23 - gone |
		sed '1i case_id' >rest
	for day in 2026-11-20 2026-05-20; do
		cases-overdue --as-of=$day --only=rest 2>&1
	done
	visits-list --as-of=2026-11-20 --state=done,off \
		-c visit_id,date,worker,with,start,case_id,outcome,offers,minutes |
		awk -F'\t' 'NR == FNR { gone[$1]; next } { for (i = 1; i <= NF; i++) if ($i in gone) next; print }' gone -
	cases-show rest | grep -v '	old_'
	runs-list --case=rest
}

figures() {
	for by in '' year quarter month town sex age_group worker funder outcome area \
		cause month,town sex,age_group worker,outcome; do
		stats-report --as-of=2026-11-20 --from=2025-01-01 --suppress=0 --by=$by
		case $by in area | cause) continue ;; esac
		stats-report --as-of=2026-11-20 --from=2025-01-01 --suppress=0 --by=$by \
			--measures=came_back_next,days_to_contact_q1,days_to_contact_q3,persons_with_cause
	done
}

for seed in 1 2 3; do
	begin "all others, and the figures of the past, come to the same bytes: $seed"
	"$top/tests/invent-office" $seed 40 240
	# Who is erased becomes a household of their own.
	cut -f1-6,8 cases.tsv >alone && mv alone cases.tsv
	echo secret >secret
	cases-import -q --as-of=2026-11-01 cases.tsv letters.tsv cuts.tsv referrals.tsv workers.tsv offers.tsv >out 2>&1
	visits-log -q --as-of=2026-11-20 outcomes.tsv >out 2>&1
	cut -f1 cases.tsv | awk -v seed=$seed 'BEGIN { srand(seed) } NR == 1 || rand() < .4' >ids
	others >before.others
	figures >before.figures
	run cases-erase -q --as-of=2026-11-20 --only=ids
	status 0
	others >after.others
	figures >after.figures
	same before.others after.others
	same before.figures after.figures
	want [ "$(wc -l <before.others)" -gt 200 ]
	[ "$(sql 'PRAGMA integrity_check; PRAGMA foreign_key_check; PRAGMA freelist_count')" = 'ok
0' ] || bad 'the file is damaged'
done

begin 'a marked text in every column of every table: none is in the file afterwards'
once import_office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-04 w1     09:00 A1
END
logged 2026-03-04 <<'END'
visit_id outcome offers
1        met     o1
END
logged 2026-03-05 <<'END'
visit_id outcome offers note
1        met     -      x
END
sql "
	INSERT INTO cut (client, miss, state, run) VALUES (1, 1, 1, 1);
	INSERT INTO referral (client, day, run) VALUES (1, 1, 1);
	INSERT INTO visit_offer VALUES (1, 1, 1);
	INSERT OR IGNORE INTO leg VALUES (1, 1, 1, 1, 1, 1);
	INSERT INTO change VALUES (1, 1, 'cases', 'x', 'x');
	INSERT INTO forgotten VALUES (1, 1, 1, 'x');
	INSERT OR REPLACE INTO standing (client, missed, row, others) VALUES (1, 1, 'x', 1);
	UPDATE purpose SET purpose = 'mark-purpose' WHERE purpose = 'secrecy';
	INSERT OR IGNORE INTO old_client SELECT 1, * FROM client WHERE id = 1;
	INSERT OR IGNORE INTO old_letter SELECT 1, * FROM letter WHERE client = 1;
	INSERT OR IGNORE INTO old_cut SELECT 1, * FROM cut WHERE client = 1;
	INSERT OR IGNORE INTO old_referral SELECT 1, * FROM referral WHERE client = 1;
	INSERT OR IGNORE INTO old_visit SELECT 1, * FROM visit WHERE id = 1"
marks=0
sql -separator ' ' "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
	WHERE t.type = 'table' AND c.type IN ('TEXT', 'ANY') AND (replace(t.name, 'old_', '')
	IN ('client', 'letter', 'cut', 'referral', 'visit', 'standing', 'forgotten') OR t.name = 'change')
	AND c.name NOT IN ('kind', 'sex')" >columns
while read -r table column; do
	case $table in
	*client) who='id = 1' ;;
	*) who='client = 1' ;;
	esac
	key=''
	[ "$column" = letter_id ] && key=' || due'
	[ "$table" = old_client ] && key=' || by_run'
	sql "UPDATE $table SET \"$column\" = 'mark-$table-$column'$key WHERE $who"
	want grep -qa "mark-$table-$column" "$DOORSTEP_DB"
	marks=$((marks + 1))
done <columns
want [ "$marks" -gt 50 ]
printf 'case_id\nmark-client-case_id\n' >ids
run cases-show ids
status 0
want [ "$(grep -o 'mark-[a-z_]*-[a-z_]*' "$box/out" | sort -u | wc -l)" -gt 50 ]
run cases-erase --as-of=2026-03-06 -v --only=ids
status 0
says 'erased texts were looked for'
grep -a -o 'mark-[a-z_]*-[a-z_]*\|mark-purpose' "$DOORSTEP_DB" | sort -u >left
# A town stays with the figures.
echo mark-client-town >want
same want left
[ "$(echo "$DOORSTEP_DB"*)" = "$DOORSTEP_DB" ] || bad "left: $(echo "$DOORSTEP_DB"*)"

# close_cases DAY CASE ...: an import of that day closes them.
close_cases() {
	day=$1
	shift
	{
		printf 'case_id\tstatus\n'
		printf '%s\tclosed\n' "$@"
	} >closed.tsv
	cases-import -q -t cases --as-of="$day" closed.tsv >/dev/null 2>&1
}

begin 'closed since: the day of the run that closed the case, whatever came later'
once import_office
close_cases 2026-03-10 A1 A3
close_cases 2026-04-10 A2
printf 'case_id\tphone\nA1\t1\n' >phone.tsv
cases-import -q -t cases --as-of=2026-05-01 phone.tsv >/dev/null 2>&1
printf 'case_id\tstatus\nA3\tactive\n' >again.tsv
cases-import -q -t cases --as-of=2026-05-01 again.tsv >/dev/null 2>&1
close_cases 2026-05-02 A3
run cases-erase -n -H -c case_id,table --closed-before=2026-03-10
status 0
out </dev/null
err <<'EOT'
cases-erase: closed 3 = erased 0 + kept 3
EOT
# Old values that are gone leave the same day behind.
sql "UPDATE run SET at = '2020-01-01T00:00:00Z'"
cases-import -q -t cases phone.tsv >/dev/null 2>&1
run cases-erase -H --as-of=2026-06-01 --closed-before=2026-04-11
status 0
through grep cases
shows <<'EOT'
A1 cases 1
A2 cases 1
EOT
err <<'EOT'
cases-erase: closed 3 = erased 2 + kept 1
EOT

policy() {
	printf 'what\tdays\nnotes\t%s\nvisits\t%s\ncases\t%s\nold_values\t%s\n' "$@" >policy.tsv
}

begin 'a table of retention: closed cases, notes of all, old values'
once import_office
logged 2026-03-05 <<'END'
case_id date       worker outcome note
A1      2026-03-03 w1     met     a~remark~of~old
A2      2026-03-03 w1     met     a~remark~on~A2
A2      2026-03-05 w1     met     a~fresh~remark
END
close_cases 2026-03-06 A1
sql "UPDATE run SET at = '2026-03-05T00:00:00Z'"
policy 10 '' 20 8
run cases-erase --as-of=2026-03-14 --retention=policy.tsv
status 0
shows <<'EOT'
case_id table rows
- old_values 1
A1 notes 1
A2 notes 1
EOT
err <<'EOT'
cases-erase: closed 1 = erased 0 + kept 1, visits of 0 of these, notes of 2 visits, old values of 3 runs
EOT
run cases-erase -q --as-of=2026-03-27 --retention=policy.tsv
status 0
through grep -v changes
shows <<'EOT'
case_id table rows
A1 cases 1
A1 visits 1
A1 letters 2
A2 notes 1
EOT
grep -qa 'remark' "$DOORSTEP_DB" && bad 'a note is there still'
listed A2
run runs-list --case=ids -H -c run,table,column
through grep note
shows <<'EOT'
4 visits note
5 visits note
EOT

begin 'the table that comes with the programs is used, and a broken one is not'
once import_office
run cases-erase -q --as-of=2026-03-03 --retention="$top/share/policy/retention.tsv"
status 0
policy 1 1 1 x
run cases-erase --retention=policy.tsv
status 2
printf 'what\tdays\nnotes\t1\nvisits\t1\ncases\t1\n' >policy.tsv
run cases-erase --retention=policy.tsv
status 2
err <<'EOT'
cases-erase: policy.tsv: wants the rows notes, visits, cases and old_values
EOT

by_year() {
	for by in year quarter month year,town month,sex quarter,worker year,outcome year,age_group; do
		stats-report --as-of=2027-02-01 --from=2025-01-01 --suppress=0 --by=$by 2>&1
		stats-report --as-of=2027-02-01 --from=2025-01-01 --suppress=0 --by=$by \
			--measures=came_back_next,days_to_contact_q1,days_to_contact_q3 2>&1
	done
}

for seed in 1 2; do
	begin "visits of closed cases go by whole years: each year's figures stay the same: $seed"
	"$top/tests/invent-office" $seed 40 240
	cases-import -q --as-of=2025-01-01 cases.tsv letters.tsv cuts.tsv referrals.tsv workers.tsv offers.tsv >out 2>&1
	visits-log -q --as-of=2026-11-20 outcomes.tsv >out 2>&1
	# shellcheck disable=SC2046
	close_cases 2026-01-01 $(cut -f1 cases.tsv | awk -v seed=$seed 'BEGIN { srand(seed) } NR > 1 && rand() < .5')
	by_year >before
	policy '' 90 '' ''
	run cases-erase -H -q --as-of=2026-12-20 --retention=policy.tsv
	status 0
	want grep -q '	visits	' "$box/out"
	want [ "$(sql "SELECT count(*) FROM visits WHERE date < '2026-01-01'")" -gt 5 ]
	by_year >after
	same before after
	run cases-erase -H -q --as-of=2027-01-20 --retention=policy.tsv
	status 0
	want grep -q '	visits	' "$box/out"
	by_year >after
	same before after
	stats-report --as-of=2027-02-01 --from=2025-01-01 --suppress=0 --measures=persons_visited >out 2>said
	want grep -q 'one person a year' said
	sql 'PRAGMA foreign_key_check; PRAGMA integrity_check' >ok
	[ "$(cat ok)" = ok ] || bad "$(cat ok)"
done

begin 'a case that wants no visits keeps what says so'
once import_office
logged 2026-03-05 <<'END'
case_id date       worker outcome no_visits_until
A1      2026-03-03 w1     refused 2030-01-01
END
close_cases 2026-03-06 A1
policy '' 10 '' ''
run cases-erase -q --as-of=2027-02-01 --retention=policy.tsv
status 0
err <<'EOT'
cases-erase: 1 closed case keeps its visits: they say that it wants none for now
EOT
run cases-erase -q --as-of=2030-02-01 --retention=policy.tsv
err </dev/null
want grep -q '^A1	visits	1$' "$box/out"

begin '--block: imports leave the case out, and what belongs to it; others unknown to them are rejected'
once import_office
listed A1
run cases-erase -q --block --only=ids
status 0
sql 'SELECT count(*) FROM blocked' >got
echo 1 >want
same want got
printf 'case_id\tdue_on\tpurpose\tresult\nA1\t2026-01-12\tx\tmissed\nA9\t2026-01-12\tx\tmissed\nA2\t2026-01-12\tx\tmissed\n' >letters.tsv
printf 'case_id\treferred_on\nA1\t2026-01-12\n' >referrals.tsv
printf 'case_id\tsurname\nA1\tBerg\nA1\tBerger\nA2\tTal\nA4\tNeu\n' >cases.tsv
run cases-import --as-of=2026-03-03 cases.tsv letters.tsv referrals.tsv
status 1
grep '= new' "$box/err" >got
cat >want <<'EOT'
cases-import: cases: read 4 = new 1 + changed 0 + unchanged 1 + rejected 0 + blocked 2
cases-import: letters: read 3 = new 0 + changed 0 + unchanged 1 + rejected 1 + blocked 1
cases-import: referrals: read 1 = new 0 + changed 0 + unchanged 0 + rejected 0 + blocked 1
EOT
same want got
grep -c 'unknown case' "$box/err" >got
echo 1 >want
same want got
sql 'SELECT case_id FROM cases ORDER BY 1' >got
printf 'A2\nA3\nA4\n' >want
same want got
log 2026-03-03 <<'END'
case_id outcome
A1      met
END
status 1
says 'case_id: unknown case'
# Nothing of it is in the file again.
grep -qa 'Berger' "$DOORSTEP_DB" && bad 'it is back'
printf 'case_id\tlat\tlon\nA1\t50.1\t8.1\n' >people
run visits-plan --as-of=2026-03-03 --commit people
status 1
says 'case_id: no such case'

begin '--unblock: who comes again under the same number is imported again'
once import_office
words >ids <<'END'
case_id
A1
A2
END
run cases-erase -q --block --only=ids
status 0
words >again <<'END'
case_id
A1
A9
END
run cases-erase -n --unblock=again
status 1
out <<'END'
case_id	table	rows
A1	blocked	1
END
err <<'END'
cases-erase: again:3: case_id: not blocked
cases-erase: read 2 = unblocked 1 + rejected 1
END
[ "$(sql 'SELECT count(*) FROM blocked')" = 2 ] || bad 'a dry run lifted it'
run cases-erase -q --unblock=again
status 1
run cases-import -q -c case_id,action ids
status 0
out <<'END'
case_id	action
A1	new
END
run runs-list -H -c program,options,files,counts
says_out() { grep -q "$1" "$box/out" || bad "no: $1"; }
says_out "^cases-erase	--quiet --unblock=again	again	read=2,new=0,changed=1,unchanged=0,rejected=1$"
run cases-erase --block --unblock=again
status 2
err <<'END'
cases-erase: --block does not go with --unblock; see cases-erase --help
END
run cases-erase --only=ids --unblock=again
status 2

begin '--block with a dry run blocks nobody'
once import_office
listed A1
run cases-erase -q -n --block --only=ids
status 0
[ "$(sql 'SELECT count(*) FROM blocked')" = 0 ] || bad blocked

begin 'killed at any moment: all of the cases or none, and the next program leaves nothing of them'
awk 'BEGIN {
	print "case_id\tsurname\tstreet"
	for (i = 1; i <= 3000; i++)
		print "C" i "\tgone" i % 2 "-" i "\ta street that fills a page or two " i
}' >cases.tsv
cases-import -q cases.tsv >/dev/null
awk -F'\t' 'NR == 1 || /gone1/ { print $1 }' cases.tsv >ids
printf 'case_id\tsurname\tstreet\nC2\tgone0-2\tx\n' >one.tsv
cp "$DOORSTEP_DB" whole
for delay in 0.01 0.02 0.03 0.05 0.08 0.12; do
	for signal in TERM KILL; do
		cp whole "$DOORSTEP_DB"
		cases-erase -q --only=ids >erased 2>said &
		victim=$!
		sleep $delay
		kill -$signal $victim 2>/dev/null
		wait $victim 2>/dev/null
		case $(sql 'SELECT count(*) FROM cases') in
		3000) continue ;;
		1500) ;;
		*) bad "$signal after $delay: $(sql 'SELECT count(*) FROM cases') cases" ;;
		esac
		cases-import -q one.tsv >/dev/null 2>&1
		grep -qa 'gone1-' "$DOORSTEP_DB" && bad "$signal after $delay: something is left"
		[ "$(sql "SELECT count(*) FROM state WHERE name = 'rewrite'")" = 0 ] || bad 'not rewritten'
	done
done

begin 'a killed run leaves its rewriting to the next storing program, which says so'
once import_office
sql -cmd 'PRAGMA secure_delete = OFF' "INSERT INTO state VALUES ('rewrite', 1); CREATE TABLE x (a);
	INSERT INTO x SELECT 'a text that will be gone' FROM letter, cases, worker;
	DROP TABLE x" >off
want grep -qa 'will be gone' "$DOORSTEP_DB"
run cases-overdue --as-of=2026-03-03
err </dev/null
sql -tabs -header "SELECT case_id, household_id, surname, birth_date, town, sex, lat, lon FROM cases" >cases.tsv
run cases-import -q -n -t cases cases.tsv
err </dev/null
run cases-import -q cases.tsv
status 0
err <<'EOT'
cases-import: an erasure was not finished: the file is rewritten
EOT
grep -qa 'will be gone' "$DOORSTEP_DB" && bad 'the file has it still'
run cases-import -q cases.tsv
err </dev/null

begin 'tables of somebody else: whatever they are called, an erasure ends as ever'
given 2026-03-02 <<'END'
cases case_id surname
      A1      same-name
      A2      same-name
END
sqlite3 "$DOORSTEP_DB" >shell 2>&1 <<'EOT'
.dbconfig defensive off
CREATE TABLE "a""b" (x);
INSERT INTO "a""b" VALUES ('any');
PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema VALUES ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING marked(a)');
EOT
listed A1
run cases-erase -q --as-of=2026-03-03 --only=ids
status 0
err </dev/null

begin 'what SQLite says of an object of somebody else is not repeated'
once import_office
sqlite3 "$DOORSTEP_DB" >shell <<'EOT'
.dbconfig defensive off
CREATE TABLE x (a);
CREATE INDEX i ON x (a);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '(a)', '(a COLLATE Marked)') WHERE name = 'i';
EOT
listed A1
run cases-erase -q --as-of=2026-03-03 --only=ids
status 1
err <<EOT
cases-erase: $DOORSTEP_DB: SQL logic error: erased cases may still be in free parts of the file; the next program that stores something rewrites it
EOT

if strace true 2>/dev/null; then
	# The second journal of a run is that of the rewriting.
	while_rewriting() {
		ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS,}detect_leaks=0" \
			run strace -o trace -P "$DOORSTEP_DB-journal" -e "inject=openat:$1" \
			cases-erase -q --as-of=2026-03-03 --only=ids
		printf 'offer\tarea\tname\no1\thealth\tSport\n' >offers.tsv
	}

	begin 'killed while the file is rewritten: what is erased is, and that it is not finished is said'
	once import_office
	listed A1
	while_rewriting signal=TERM:when=2
	status 143
	sed -i '/^Terminated$/d' "$box/err"
	err <<'EOT'
cases-erase: killed: everything is erased, but the file has still to be rewritten; the next program that stores something does it
EOT
	want [ "$(sql "SELECT count(*) FROM cases WHERE case_id = 'A1'")" = 0 ]
	run cases-import -q offers.tsv
	err <<'EOT'
cases-import: an erasure was not finished: the file is rewritten
EOT

	begin 'no room to rewrite the file: what is erased is, and the next program tries again'
	once import_office
	listed A1
	while_rewriting error=ENOSPC:when=2
	status 1
	err <<EOT
cases-erase: $DOORSTEP_DB: a file beside it cannot be made: erased cases may still be in free parts of the file; the next program that stores something rewrites it
EOT
	want [ "$(sql "SELECT count(*) FROM cases WHERE case_id = 'A1'")" = 0 ]
	run cases-import -q offers.tsv
	err <<'EOT'
cases-import: an erasure was not finished: the file is rewritten
EOT
	want [ "$(sql "SELECT count(*) FROM state WHERE name = 'rewrite'")" = 0 ]
fi

finish
