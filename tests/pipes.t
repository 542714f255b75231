#!/bin/sh
# The programs among others: awk, sort, join, head, column, mlr.
. tests/lib.sh
. tests/given.sh
printer


# Forty people in two towns, all of them referred, some with missed letters.
write_county() {
	i=0
	{
		printf 'case_id\tstreet\ttown\tlat\tlon\tcase_manager\n'
		while [ $i -lt 40 ]; do
			i=$((i + 1))
			printf 'A%03d\tWeg %d, "Hof"\t%s\t49.%d\t8.%d\tFM%d\n' $i $i \
				"$([ $((i % 2)) = 0 ] && echo Roßdorf || echo Groß-Zimmern)" \
				$((80 + i)) $((60 + i)) $((i % 3))
		done
	} >cases
	{
		printf 'case_id\tdue_on\tresult\n'
		awk -F'\t' 'NR > 1 && NR % 2 { print $1 "\t2026-02-0" NR % 7 + 1 "\tmissed" }' cases
	} >letters
	{
		printf 'case_id\treferred_on\n'
		sed 1d cases | cut -f1 | sed 's/$/	2026-02-01/'
	} >referrals
	printf 'worker\tlat\tlon\tmon\ttue\twed\tthu\tfri\nw1\t49.9\t8.7\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\nw2\t49.9\t8.8\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\n' >workers
}

import_office() {
	cases-import -q --as-of=2026-02-10 cases letters referrals workers >imported || bad "import: $?"
}

county() {
	if [ -d "$box/county" ]; then
		cp "$box"/county/* .
	else
		write_county
		mkdir "$box/county" && cp cases letters referrals workers "$box/county"
	fi
	once import_office
}

list() { cases-overdue --as-of=2026-03-03 "$@"; }

begin 'from the import to the plan in one pipe'
county
{
	printf 'case_id\tdue_on\tresult\nA001\t2026-03-02\tmissed\nA004\t2026-03-02\tmissed\n'
} >new
cases-import -q --as-of=2026-03-03 new | list --only=- | awk -F'\t' 'NR == 1 || $2 > 1' |
	visits-plan -q --effort=1 --as-of=2026-03-03 --commit >plan
got=$?
status 0
cut -f7 plan | LC_ALL=C sort >got
printf 'A001\nA004\ncase_id\n' >want
same want got

begin 'from the day'"'"'s sheet to the outcomes and what follows, by awk'
county
list --limit=3 | visits-plan -q --effort=1 --as-of=2026-03-03 --commit >plan
visits-list --from=2026-03-04 --to=2026-03-10 |
	awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) n[$i] = i }
		NR > 1 { $n["outcome"] = "met"; $n["minutes"] = 40 } 1' |
	visits-log -q --as-of=2026-03-10 | awk -F'\t' 'NR > 1 { print $10 "\t" $11 }' | sort | uniq -c | tr -s ' ' >got
echo ' 3 reached	new' >want
same want got

begin 'the order is that of LC_ALL=C sort'
county
list -c case_id,urgency,visit_by -H >rows
LC_ALL=C sort -t "$(printf '\t')" -s -k2,2nr rows >sorted
same sorted rows
awk -F'\t' '{ print $2 "\t" ($3 == "" ? "9" : $3) "\t" $1 }' rows >keys
LC_ALL=C sort -t "$(printf '\t')" -k1,1nr -k2,2 -k3,3 keys >sorted
same sorted keys

begin 'join -t on sorted lists finds everybody'
county
list -c case_id,town -H | LC_ALL=C sort >a
list -c case_id,urgency -H | LC_ALL=C sort >b
join -t "$(printf '\t')" a b >joined
[ "$(wc -l <joined)" = 40 ] || bad "joined $(wc -l <joined) of 40"

begin 'head ends every program quietly'
county
i=0
{
	printf 'case_id\treferred_on\n'
	while [ $i -lt 5000 ]; do
		i=$((i + 1))
		echo "B$i	2026-02-01"
	done
} >referrals
cut -f1 referrals | sed '1s/$/	street/;2,$s/$/	a street of some length, so that the pipe is full soon/' >cases
{ cases-import -q --as-of=2026-02-10 cases; echo $? >status; } 2>err | head -n 1 >first
grep -v 'no heading for' err >said && bad "cases-import: $(cat said)"
sqlite3 "$DOORSTEP_DB" "SELECT count(*) FROM cases WHERE case_id LIKE 'B%'" >got
echo 5000 >want
same want got
cases-import -q referrals >/dev/null
{ list; echo $? >status; } 2>err | head -n 1 | cut -f1 >got
echo case_id >want
same want got
[ -s err ] && bad "cases-overdue: $(cat err)"
case $(cat status) in
141 | 2 | 0) ;;
*) bad "cases-overdue: status $(cat status)" ;;
esac
awk -F'\t' -v OFS='\t' 'NR == 1 { print "case_id", "date", "outcome"; next }
	{ print $1, sprintf("2026-01-%02d", 5 + NR % 4 * 7 + NR % 5), "not_home" }' referrals >outcomes
{ visits-log -q --as-of=2026-02-10 outcomes; echo $? >status; } 2>err | head -n 1 >first
[ -s err ] && bad "visits-log: $(cat err)"
sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM visits' >got
echo 5000 >want
same want got
{ visits-list --from=2026-01-01 --to=2026-02-02; echo $? >status; } 2>err | head -n 1 | cut -f1 >got
[ -s err ] && bad "visits-list: $(cat err)"
echo visit_id >want
same want got
awk -F'\t' -v OFS='\t' 'NR == 1 { print "visit_id", "date", "lat", "lon", "database"; next }
	{ print NR, "2026-02-03", 50, 8, "d" }' referrals >sheet
for program in $filters; do
	{ "$program" -q sheet 2>err; echo $? >status; } | head -n 1 >first
	[ -s err ] && bad "$program: $(cat err)"
	case $(cat status) in
	141 | 2 | 0) ;;
	*) bad "$program: status $(cat status)" ;;
	esac
done
{ stats-report --as-of=2026-02-10 --by=case_manager,town,sex,month,year,age_group,outcome --suppress=0 2>err; echo $? >status; } | head -n 1 >first
[ -s err ] && bad "stats-report: $(cat err)"

begin 'nobody holds the database while waiting for input, or for someone to read'
county
mkfifo pipe
printf 'case_id\tdate\toutcome\nA001\t2026-03-02\tmet\n' >outcomes
for program in visits-log visits-plan 'cases-overdue --only=pipe' 'cases-overdue --why-not=pipe'; do
	# shellcheck disable=SC2086
	set -- $program
	"$@" -q <pipe >waiting 2>&1 &
	waiting=$!
	exec 9>pipe
	printf 'case_id\tdate\toutcome\tlat\tlon\n' >&9
	sleep 0.1
	run cases-import -q --lock-wait=0 cases
	status 0
	exec 9>&-
	wait $waiting
done
for program in cases-overdue visits-list stats-report; do
	"$program" >pipe &
	waiting=$!
	exec 9<pipe
	sleep 0.1
	run visits-log -q --lock-wait=0 --as-of=2026-03-03 outcomes
	status 0
	cat <&9 >/dev/null
	exec 9<&-
	wait $waiting || bad "$program: status $?"
done

begin 'help for a reader who has gone: quiet'
for path in "$build"/bin/*; do
	for option in --help --version; do
		{ sleep 0.02; "$path" $option 2>err; echo $? >ended; } | true
		[ "$(cat ended)" = 141 ] || bad "${path##*/} $option: $(cat ended)"
		same /dev/null err
	done
done

begin 'a reader that takes nothing undoes nothing that was stored'
county
printf 'case_id\tdate\toutcome\nA001\t2026-03-02\tmet\n' >outcomes
visits-log -q --as-of=2026-03-03 outcomes | true
sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM visits' >got
echo 1 >want
same want got

begin 'stdin is -, and -- ends the options'
county
printf 'case_id\tstreet\nC1\tx\n' >./-file
run cases-import -q -- -file
status 0
feed ./-file cases-import -q -
status 0
run cases-import -q cases ./-file
status 0
printf 'case_id\tdate\toutcome\nC1\t2026-03-02\tmet\n' >outcomes
feed outcomes visits-log -q --as-of=2026-03-03 -- -
status 0
feed outcomes visits-log -q --as-of=2026-03-03
status 0
visits-list -c +database >sheet
for program in $filters; do
	run "$program" -q --as-of=2026-03-03 -- sheet
	status 0
	cp "$box/out" plain
	feed sheet "$program" -q --as-of=2026-03-03 -
	same plain "$box/out"
	feed sheet "$program" -q --as-of=2026-03-03
	same plain "$box/out"
done
list --limit=2 >rows
feed rows visits-plan -q --effort=1 --as-of=2026-03-03 -
status 0
feed ./-file cases-overdue --why-not=-
status 0

begin 'column and mlr read it as it is meant'
county
list -c case_id,urgency,street,town >rows
mlr --tsv cat rows >got
same rows got
mlr --itsv --ojson head -n 1 'then' cut -f street rows | tr -d '\n{}[] ' >got
grep -q '"street":' got || bad "mlr: $(cat got)"
[ "$(mlr --itsv --ojson cat rows | grep -c '"case_id"')" = 40 ] || bad 'mlr does not count 40'
column -t -s "$(printf '\t')" rows >columns
[ "$(wc -l <columns)" = 41 ] || bad 'column does not count 41'
mlr --tsv sort -nr urgency -f case_id 'then' cut -f case_id rows | LC_ALL=C sort >a
cut -f1 rows | LC_ALL=C sort >b
same b a

begin 'what mlr and awk make is taken in'
county
list | mlr --tsv cut -o -f lat,lon,case_id,visit_by 'then' head -n 2 |
	visits-plan -q --effort=1 --as-of=2026-03-03 -H >plan
got=$?
[ "$(wc -l <plan)" = 2 ] || bad "planned $(wc -l <plan) of 2"
mlr --icsv --otsv cat <<'END' | cases-import -q --as-of=2026-03-03 -c key >got
case_id,due_on,result
A001,2026-03-02,missed
END
printf 'key\n2026-03-02,\n' >want
same want got

begin 'the same bytes into a pipe, a file and a terminal'
county
list >file
list | cat >pipe
same file pipe
on_terminal() { script -qec "$1" /dev/null </dev/null 2>/dev/null | tr -d '\r'; }
if has_terminal; then
	on_terminal 'cases-overdue --as-of=2026-03-03' >terminal
	same file terminal
	on_terminal 'stats-report --as-of=2026-03-03' >terminal
	stats-report --as-of=2026-03-03 >file
	same file terminal
else
	skip 'no terminal device'
fi

begin 'nothing is said about progress when nobody looks'
county
for program in cases-overdue visits-list stats-report; do
	run $program --as-of=2026-03-03
	err </dev/null
done

begin 'every program says its header, rows or not'
rm -f "$DOORSTEP_DB"
printf 'case_id\n' >none
run cases-import -q none
for program in $programs; do
	case $program in
	cases-import | cases-show | visits-plan) run $program -q none ;;
	cases-erase) run $program -q --only=none ;;
	cases-find)
		echo surname >callers
		run cases-find -q callers
		;;
	visits-log)
		printf 'case_id\tdate\toutcome\n' >outcomes
		run visits-log -q outcomes
		;;
	*) run $program ;;
	esac
	case $got in
	0) [ "$(head -n 1 "$box/out" | tr -d '\n' | wc -c)" -gt 5 ] || bad "$program: no header" ;;
	*) bad "$program: status $got: $(cat "$box/err")" ;;
	esac
done

begin 'a week as the manual has it'
county
{ cases-import -q cases letters || [ $? -eq 1 ]; } >/dev/null &&
	list | visits-plan -q --effort=1 --as-of=2026-03-03 --commit >plan.tsv
got=$?
status 0
visits-list --on=2026-03-04 >sheet
sed 1d plan.tsv | awk -F'\t' '$1 == "2026-03-04" { print $7 }' | LC_ALL=C sort >want
sed 1d sheet | cut -f8 | LC_ALL=C sort >got
same want got
want [ -s got ]
list -H -c case_id | LC_ALL=C sort >rest
cut -f7 plan.tsv | sed 1d | LC_ALL=C sort >planned
LC_ALL=C comm -12 rest planned >both
: >none
same none both

finish
