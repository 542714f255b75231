#!/bin/sh
# What nobody should see is not seen: no value of a field on stderr, in an
# error or otherwise; no names unless asked for; nothing left of what was
# changed or cleared.
. tests/lib.sh
. tests/given.sh


office() {
	given 2026-01-02 <<'END'
cases case_id lat lon
      A1      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers offer area   name
       o1    health Sport
referrals case_id referred_on
          A1      2026-02-01
END
}

# No marked value in what was said; and something was said at all.
silent() {
	grep -i s3cret "$box/err" && bad "$1: a value on stderr: $(cat "$box/err")"
	case $got in
	0) [ -n "${2-}" ] || bad "$1: not even rejected" ;;
	1 | 2) [ -s "$box/err" ] || bad "$1: rejected in silence" ;;
	*) bad "$1: status $got: $(cat "$box/err")" ;;
	esac
}

# The columns of each table that hold more than text.
columns() {
	case $1 in
	cases) echo birth_date sex status lat lon needs visit_minutes windows no_visits_until ;;
	letters) echo due_on sent_on due_time result ;;
	cuts) echo miss_on state hearing_until notice_on cut_from percent months ;;
	referrals) echo referred_on ;;
	workers) echo lat lon skills visits_per_day break_minutes mon tue wed thu fri ;;
	absences) echo worker from to ;;
	offers) ;;
	places) echo lat lon ;;
	esac
}

# A good row of each table.
good() {
	case $1 in
	cases) printf 'case_id\tbirth_date\tsex\tstatus\tlat\tlon\tneeds\tvisit_minutes\twindows\tno_visits_until\nS3CRET1\t\t\t\t50\t8\t\t\t\t\n' ;;
	letters) printf 'case_id\tdue_on\tsent_on\tdue_time\tresult\nA1\t2026-02-02\t\t\t\n' ;;
	cuts) printf 'case_id\tmiss_on\tstate\thearing_until\tnotice_on\tcut_from\tpercent\tmonths\nA1\t2026-02-02\thearing\t\t\t\t\t\n' ;;
	referrals) printf 'case_id\treferred_on\nA1\t2026-02-02\n' ;;
	workers) printf 'worker\tlat\tlon\tskills\tvisits_per_day\tbreak_minutes\tmon\ttue\twed\tthu\tfri\nS3CRET1\t50\t8\t\t\t\t\t\t\t\t\n' ;;
	absences) printf 'worker\tfrom\tto\nw1\t2026-02-02\t\n' ;;
	offers) printf 'offer\tname\nS3CRET1\tx\n' ;;
	places) printf 'postal_code\tlat\tlon\nS3CRET1\t50\t8\n' ;;
	esac
}

# spoil COLUMN VALUE ... <table: its row again for each value in that column.
spoil() {
	column=$1
	shift
	printf '%s\n' "$@" >values
	awk -F'\t' -v OFS='\t' -v c="$column" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == c) n = i; print; next }
		{ while ((getline v <"values") > 0) { $n = v; print } }'
}

begin 'a bad value in any column of any table is rejected without being told'
office
for table in cases letters cuts referrals workers absences offers places; do
	good $table >file
	run cases-import -n --strict -t $table file
	status 0
	for column in $(columns $table); do
		good $table |
			spoil "$column" '~S3CRET9' 'S3CRET;9' '31.02.2026 S3CRET' 's3cret-s3cret' '9S3CRET,' >file
		run cases-import -n --strict -t $table file
		silent "$table.$column"
		says 'rejected [345]$'
	done
done

begin 'nor is a value told that breaks the file: keys, quotes, bytes, lengths, unknown cases'
office
printf 'case_id\tdue_on\nS3CRET1\t2026-02-02\n' >unknown
printf 'case_id\tdue_on\n\t2026-02-02\tS3CRET\n' >many
printf 'case_id\tdue_on\tpurpose\nS3CRET\nA1\t2026-02-02\tx\n' >few
printf 'case_id\tpurpose\tdue_on\nA1\tS3CRET\xff\xfe\t2026-02-02\n' >bytes
printf 'case_id\tpurpose\tdue_on\nA1\tS3CRET\0x\t2026-02-02\n' >nul
printf 'case_id\tdue_on\n298725S3CRETE+13\t2026-02-02\n2,98725E+13\t2026-02-02\n' >mangled
printf 'case_id\tpurpose\tdue_on\nA1\tS3CRET\\q\\xZZ\\\t2026-02-02\n' >escapes
printf 'case_id\tdue_on\nA1\t2026-02-02\nS3CRET' >open
printf 'case_id,due_on,purpose\nA1,2026-02-02,"S3CRET\n' >quote
printf 'case_id,due_on,purpose\nA1,2026-02-02,"S3CRET"x"\n' >junk
for file in unknown many few bytes nul mangled escapes open quote junk; do
	run cases-import -n -t letters -E UTF-8 $file
	silent "$file" may
done

begin 'nor the headings of a file that is no table: they may be a row'
printf 'S3CRET;S3CRET Anna;1.1.1970\nS3CRET;S3CRET Bert;1.1.1971\n' >file
run cases-import file
status 2
silent headings
run cases-import -t cases file
status 2
silent headings
for program in visits-log visits-plan; do
	printf 'S3CRET\tS3CRET Anna\n1\t2\n' >file
	office
	run $program file
	status 2
	silent $program
done

begin 'in the log of outcomes no column tells its value'
office
printf 'visit_id\tcase_id\tdate\tworker\twith\tstart\toutcome\treaction\tcauses\toffers\taccepted\tnext\tnext_on\tminutes\tcard_left\tno_visits_until\tconsent\tnote\n' >heading
for column in visit_id case_id date worker with start outcome reaction causes offers accepted next next_on \
	minutes card_left no_visits_until consent; do
	{
		cat heading
		printf '\tA1\t2026-03-02\tw1\t\t\tmet\t\t\t\t\t\t\t\t\t\t\t\n'
	} | spoil "$column" S3CRET '~S3CRET 9' 's3cret,s3cret' '2026-02-31S3CRET' >file
	run visits-log -n --as-of=2026-03-03 file
	silent "$column"
	says 'rejected 4$'
done
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\tS3CRET\377\nA1\t2026-03-02\tmet\tS3CRET\0\nA1\tS3CRET\n' >file
run visits-log -n --as-of=2026-03-03 file
silent note

begin 'the planner tells no value of its input, its team, its absences, its shifts, its travel times'
office
printf 'case_id\turgency\tvisit_by\tnot_before\tneeds\twanted\tvisit_minutes\twindows\ttried\thousehold_id\tlat\tlon\tpostal_code\n' >heading
for column in urgency visit_by not_before visit_minutes windows tried lat lon; do
	{
		cat heading
		printf 'S3CRET1\t50\t\t\t\t\t\t\t\t\t50\t8\t\n'
	} | spoil "$column" 'S3CRET 9' >file
	run visits-plan --effort=1 --from=2026-03-04 file
	silent "$column" may
done
printf 'case_id\tpostal_code\nS3CRET1\tS3CRET2\n' >file
run visits-plan --effort=1 --from=2026-03-04 file
silent postal_code may
printf 'case_id\tlat\tlon\nS3CRET1\t50\t8\n' >people
good workers | spoil lat S3CRET >team
run visits-plan --effort=1 --from=2026-03-04 --team=team people
silent team
good workers | spoil mon 'S3CRET-S3CRET' >team
run visits-plan --effort=1 --from=2026-03-04 --team=team people
silent team
printf 'worker\tfrom\tto\nS3CRET\tS3CRET\t\n' >absences
run visits-plan --effort=1 --from=2026-03-04 --absences=absences people
silent absences
printf 'worker\tdate\tstart\tend\tlat\tlon\nS3CRET\tS3CRET\t08:00\t16:00\t50\t8\n' >shifts
run visits-plan --effort=1 --shifts=shifts people
silent shifts
printf 'worker\tdate\tstart\tend\tplace\nS3CRET\t2026-03-04\t08:00\t16:00\tS3CRET3\n' >shifts
printf 'case_id\tplace\nS3CRET1\tS3CRET2\n' >people
printf 'from\tto\tseconds\nS3CRET3\tS3CRET2\t100\n' >travel
run visits-plan --effort=1 --shifts=shifts --travel=travel people
silent travel
printf 'from\tto\tseconds\nS3CRET3\tS3CRET2\tS3CRET\n' >travel
run visits-plan --effort=1 --shifts=shifts --travel=travel people
silent travel
printf 'date\tworker\tstart\tcase_id\nS3CRET\tS3CRET\tS3CRET\tS3CRET\n' >plan
run visits-plan --check plan
silent --check

begin 'nor do policies, holidays, maps and lists of ids'
office
printf 'from\tmiss1\tmiss2\tmiss3\tmore\tcap\tmonths\thearing_days\tpost_days\tsource\nS3CRET\t1\t1\t1\t1\t1\t1\t1\t1\tx\n' >policy
run cases-overdue --policy=policy
silent policy
printf 'rule\tname\nS3CRET\tS3CRET\n' >holidays
run cases-overdue --holidays=holidays
silent holidays
printf 'case_id\nS3CRET\377\n' >ids
run cases-overdue --only=ids
silent --only may
printf 'S3CRET\n1\n' >ids
run cases-overdue --why-not=ids
silent --why-not
printf 'source\tcolumn\tvalues\tformat\nS3CRET\tS3CRET\tS3CRET\tS3CRET\n' >map
printf 'case_id\n1\n' >file
run cases-import -n --map=map file
silent --map

begin 'names, phones and birth dates come out only when asked for'
given 2026-01-02 <<'END'
cases case_id surname given_name phone   birth_date language lat lon case_manager
      A1      S3CRET1 S3CRET2    S3CRET3 1990-04-09 s3cret   50  8   FM1
workers worker name    lat lon mon         tue         wed         thu         fri
        w1     S3CRET5 50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
referrals case_id referred_on reason
          A1      2026-02-01  S3CRET6
END
run cases-overdue --as-of=2026-03-03
status 0
cp "$box/out" list
run visits-plan --effort=1 --as-of=2026-03-03 list
status 0
cat "$box/out" >>list
run visits-log --as-of=2026-03-03 given/outcomes.tsv
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\tS3CRET7\n' >outcomes
run visits-log --as-of=2026-03-03 outcomes
status 0
cat "$box/out" >>list
run visits-list --on=2026-03-02 -c visit_id,date,worker,stop,start,end,with,case_id,state,outcome,street,town
cat "$box/out" >>list
run visits-list --on=2026-03-02
sed 's/S3CRET7//' "$box/out" >>list
run stats-report --as-of=2026-03-03 --suppress=0 --by=worker,case_manager
cat "$box/out" >>list
run cases-import given/cases.tsv
cat "$box/out" >>list
grep -i -e s3cret -e 1990 list && bad 'printed unasked'

begin 'the journal holds no value of a field'
sqlite3 "$DOORSTEP_DB" 2>/dev/null 'SELECT 1' >/dev/null
given 2026-01-02 <<'END'
cases case_id surname phone
      S3CRET0 S3CRET1 S3CRET3
letters case_id due_on     purpose reason
        S3CRET0 2026-02-02 S3CRET4 S3CRET5
END
printf 'case_id\tdate\toutcome\tnote\nS3CRET0\t2026-03-02\tmet\tS3CRET7\n' >outcomes
run visits-log --as-of=2026-03-03 -c case_id outcomes
status 0
sqlite3 "$DOORSTEP_DB" 'SELECT * FROM journal' >journal
[ "$(wc -l <journal)" -ge 2 ] || bad 'no rows in the journal'
grep s3cret -i journal && bad 'a value in the journal'
grep -c '|cases-import|\||visits-log|' journal >count
echo 2 >want
same want count

# What runs overwrite is kept for 30 days, until the next run after that.
a_month_later() {
	sqlite3 "$DOORSTEP_DB" "UPDATE run SET at = '2020-01-01T00:00:00Z'"
	printf 'case_id\nA1\n' >nothing
	run cases-import -q nothing
	status 0
}

# What is in the database and beside it.
traces() {
	cat "$DOORSTEP_DB"* | LC_ALL=C grep -a -o -e 'S3CRET[A-Za-z0-9]*' | LC_ALL=C sort -u
}

begin 'what was changed or cleared is nowhere in the file after a month, nor beside it'
printf 'case_id\tsurname\tgiven_name\tphone\tstreet\nA1\tS3CRETold.\tS3CRETkeep.\tS3CREToldphone.\tS3CREToldstreet.\n' >first
printf 'case_id\tdue_on\tpurpose\treason\nA1\t2026-02-02\tS3CRETpurpose\tS3CREToldreason.\n' >letters
run cases-import -q first letters
status 0
printf 'case_id\tdate\toutcome\tnote\tcauses\tconsent\nA1\t2026-03-02\tmet\tS3CREToldnote.\tdebt\t1\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
traces >before
for value in S3CREToldnote S3CREToldphone S3CREToldreason S3CREToldstreet S3CRETold S3CRETkeep; do
	grep -q "^$value" before || bad "$value was not there to begin with"
done
printf 'case_id\tsurname\tphone\tstreet\nA1\tMeier\t\tWeg 1\n' >first
printf 'case_id\tdue_on\tpurpose\treason\nA1\t2026-02-02\tS3CRETpurpose\t\n' >letters
run cases-import -q first letters
status 0
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\t\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
a_month_later
traces >after
printf 'S3CRETkeep\nS3CRETpurpose\n' >want
same want after

begin 'the same with long values over many pages, and with a case that shrinks'
long=$(printf 'S3CRETlong%04000d' 1)
i=0
{
	echo 'case_id	street	surname'
	while [ $i -lt 60 ]; do
		i=$((i + 1))
		printf 'A%d\t%s\tS3CRETname%d\n' $i "$long" $i
	done
} >first
run cases-import -q first
status 0
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\t%s\n' "$long" >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
cut -f1 first | sed '1s/$/	street	surname/;2,$s/$/		x/' >second
run cases-import -q second
status 0
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\tshort\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
a_month_later
traces >after
: >want
same want after

begin 'causes go at once when consent is withdrawn, from what is kept too'
office
printf 'case_id\tdate\toutcome\tcauses\tconsent\nA1\t2026-03-02\tmet\tmental_health,debt\t1\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tmet\tx\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
want grep -qa mental_health "$DOORSTEP_DB"
printf 'case_id\tdate\toutcome\tconsent\nA1\t2026-03-02\tmet\t0\n' >outcomes
run visits-log -q --as-of=2026-03-03 outcomes
status 0
grep -qa mental_health "$DOORSTEP_DB" && bad 'they are still there'

begin 'a run that is rolled back leaves nothing'
run cases-import -q first
printf 'case_id\tsurname\nA1\tMeier\n' >first
run cases-import -q first
status 0
printf 'case_id\tsurname\nA1\tS3CRETdry\n' >dry
run cases-import -q -n dry
status 0
printf 'case_id\tsurname\nA1\tS3CREThalf\nA2' >half
run cases-import -q half
status 2
traces >after
: >want
same want after
[ "$(echo "$DOORSTEP_DB"*)" = "$DOORSTEP_DB" ] || bad "left: $(echo "$DOORSTEP_DB"*)"

begin 'temporary files hold nothing when they are done: none stays in the directory or in TMPDIR'
mkdir tmp
i=0
{
	echo 'case_id	surname'
	while [ $i -lt 5000 ]; do
		i=$((i + 1))
		echo "A$i	S3CRET$i"
	done
} >many
TMPDIR=$PWD/tmp run cases-import -q -o out many
status 0
[ -z "$(ls -A tmp)" ] || bad "left in TMPDIR: $(ls -A tmp)"
[ "$(echo "$DOORSTEP_DB"*)" = "$DOORSTEP_DB" ] || bad "left: $(echo "$DOORSTEP_DB"*)"

begin 'no case_id, name or other value is taken from the command line'
for program in $programs $filters; do
	for option in --case-number --case-id --case_id --name --surname --phone --worker-name; do
		run "$program" $option S3CRET
		status 2
		grep -i s3cret "$box/err" && bad "$program $option tells the value"
	done
done

finish
