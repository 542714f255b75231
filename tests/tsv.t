#!/bin/sh
# TSV as the others write and read it: escapes, line ends, marks, shapes.
. tests/lib.sh
. tests/given.sh

begin 'every control character and the backslash come back as they went in, by import and export'
i=1
text=a
while [ $i -lt 128 ]; do
	case $i in
	9) text="$text\\t" ;;
	10) text="$text\\n" ;;
	13) text="$text\\r" ;;
	92) text="$text\\\\" ;;
	*)
		if [ $i -lt 32 ] || [ $i = 127 ]; then
			text="$text\\x$(printf %02x $i)"
		fi
		;;
	esac
	i=$((i + 1))
done
text="${text}b"
printf 'case_id\tstreet\nA1\t%s\n' "$text" >cases
printf 'case_id\treferred_on\nA1\t2026-02-01\n' >referrals
run cases-import -q cases referrals
status 0
run cases-overdue --as-of=2026-03-01 -c case_id,street
status 0
same cases "$box/out"
# What is stored is what the escapes stand for.
sqlite3 "$DOORSTEP_DB" 'SELECT hex(street) FROM cases' >got
printf '61%s%s%s%s5C7F62\n' 0102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F '' '' >want
same want got
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-02-02\tmet\t%s\n' "$text" >outcomes
run visits-log -q --as-of=2026-03-01 outcomes
status 0
run visits-list --on=2026-02-02 -c case_id,date,outcome,note
same outcomes "$box/out"

begin 'the same bytes given raw are stored the same and come out escaped'
printf 'case_id\tstreet\nA1\ta\001\033\177b\n' >cases
printf 'case_id\treferred_on\nA1\t2026-02-01\n' >referrals
run cases-import -q cases referrals
status 0
run cases-overdue --as-of=2026-03-01 -c case_id,street
printf 'case_id\tstreet\nA1\ta\\x01\\x1b\\x7fb\n' >want
same want "$box/out"

begin 'what turns the direction of a line, and C1, come out as bytes and go back in'
printf 'case_id\tstreet\nA1\ta\342\200\256b\302\205c\342\201\246\330\234\303\274d\n' >cases
printf 'case_id\treferred_on\nA1\t2026-02-01\n' >referrals
run cases-import -q cases referrals
status 0
run cases-overdue --as-of=2026-03-01 -c case_id,street
printf 'case_id\tstreet\nA1\ta\\xe2\\x80\\xaeb\\xc2\\x85c\\xe2\\x81\\xa6\\xd8\\x9c\303\274d\n' >want
same want "$box/out"
run cases-import -t cases want
status 0
err <<'END'
cases-import: cases: read 1 = new 0 + changed 0 + unchanged 1 + rejected 0
END
run cases-overdue --as-of=2026-03-01 -c street --format=json
out <<'END'
{"street":"a\u202eb\u0085c\u2066\u061cüd"}
END

begin 'what is no UTF-8 in the file is escaped as well, and stays text on its way back'
printf 'case_id\tstreet\nA1\tx\n' >cases
printf 'case_id\treferred_on\nA1\t2026-02-01\n' >referrals
run cases-import -q cases referrals
sqlite3 "$DOORSTEP_DB" "UPDATE client SET street = CAST(x'61ff62c3e282' AS TEXT)"
run cases-overdue --as-of=2026-03-01 -c case_id,street
status 0
out <<'END'
case_id	street
A1	a\xffb\xc3\xe2\x82
END
cp "$box/out" cases
run timeout 10 cases-overdue --as-of=2026-03-01 -c street --format=json
status 0
out <<'END'
{"street":"a�b���"}
END
run cases-import -q -t cases cases
status 0
run sqlite3 "$DOORSTEP_DB" 'SELECT street FROM client'
out <<'END'
a\xffb\xc3\xe2\x82
END

begin 'from CSV too: a line break in quotes, a tab, a backslash'
printf 'case_id,street\nA1,"a\nb\tc\\n""d"""\n' >cases.csv
printf 'case_id\treferred_on\nA1\t2026-02-01\n' >referrals
run cases-import -q cases.csv referrals
status 0
run cases-overdue --as-of=2026-03-01 -c street -H
printf 'a\\nb\\tc\\\\n"d"\n' >want
same want "$box/out"

begin 'under a tab only a field that is all in quotes is quoted'
printf 'case_id\tstreet\nA1\t"x\nA2\ty"z\nA3\t"y ""z"""\nA4\t"x" y\n' >cases.tsv
run cases-import -q cases.tsv
status 0
sqlite3 "$DOORSTEP_DB" 'SELECT street FROM cases ORDER BY case_id' >got
printf '"x\ny"z\ny "z"\n"x" y\n' >want

same want got

begin 'CRLF and a mark at the beginning are accepted everywhere'
printf '\357\273\277case_id\treferred_on\r\nA1\t2026-02-01\r\n' >referrals
printf '\357\273\277case_id\tlat\tlon\tstreet\r\nA1\t50.1\t8.1\tWeg\r\n' >cases
run cases-import -q cases referrals
status 0
run cases-overdue --as-of=2026-03-01 -c street,case_id
printf 'street\tcase_id\nWeg\tA1\n' >want
same want "$box/out"
printf '\357\273\277case_id\r\nA1\r\n' >ids
run cases-overdue --as-of=2026-03-01 -c case_id --only=ids
printf 'case_id\nA1\n' >want
same want "$box/out"
printf '\357\273\277case_id\tdate\tnote\toutcome\r\nA1\t2026-02-02\tx\tnot_home\r\n' >outcomes
run visits-log -q --as-of=2026-03-01 -c case_id,outcome outcomes
status 0
printf 'case_id\toutcome\nA1\tnot_home\n' >want
same want "$box/out"
run visits-list --on=2026-02-02 -c note,outcome
printf 'note\toutcome\nx\tnot_home\n' >want
same want "$box/out"
printf '\357\273\277worker\tlat\tlon\tmon\ttue\twed\tthu\tfri\r\nw1\t50\t8\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\r\n' >team
printf '\357\273\277lat\tlon\tx\tcase_id\r\n50\t8\t9\tA1\r\n' >people
run visits-plan --effort=1 --from=2026-03-04 --team=team -q -c case_id,x people
status 0
printf 'case_id\tx\nA1\t9\n' >want
same want "$box/out"

begin 'a last line without a newline is a line, if it is whole'
printf 'case_id\tstreet\nA1\tx\nA2\ty' >cases
run cases-import -q cases
status 0
sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM cases' >got
echo 2 >want
same want got

begin 'too few or too many fields, a NUL, bytes that are no UTF-8: that row is rejected, the others go on'
printf 'case_id\tnote\tmore\nA1\tx\nA1\tx\tmet\t\nA1\ta\0b\tmet\nA1\t\377\tmet\nA1\t\355\240\200\tmet\nA1\t\300\200\tmet\n\nA2\tx\tmet\n' >ids
printf 'case_id\nA1\nA2\n' >cases
run cases-import -q cases
run cases-overdue --as-of=2026-03-01 --why-not=ids
printf 'case_id\trule\nA2\tno_reason\n' >want
same want "$box/out"
sed -n 's/^cases-overdue: ids:\([0-9]*\):.*/\1/p' "$box/err" >got
printf '2\n3\n4\n5\n6\n7\n' >want
same want got

begin 'outcomes are read like an export: empty fields too many cost nothing, and bytes may be windows-1252'
printf 'case_id\tdate\tnote\toutcome\nA1\t2026-02-02\tx\nA1\t2026-02-02\tx\tmet\t\nA1\t2026-02-03\ta\0b\tmet\nA1\t2026-02-04\tgr\374n\tmet\n' >outcomes
printf 'case_id\nA1\n' >cases
run cases-import -q cases
run visits-log --as-of=2026-03-01 -c date,action outcomes
status 1
printf 'date\taction\n2026-02-02\tnew\n2026-02-04\tnew\n' >want
same want "$box/out"
sed -n 's/^visits-log: outcomes:\([0-9]*\):.*/\1/p' "$box/err" | sort >got
printf '2\n2\n4\n' >want
same want got
run visits-list -H --on=2026-02-04 -c note
printf 'grün\n' >want
same want "$box/out"

begin 'line numbers count lines of the file, line breaks within quotes too'
printf 'case_id,street,sex\nA1,"a\nb\nc",f\nA2,x,bogus\nA3,"d\ne",bogus\nA4,y,f\n' >cases.csv
run cases-import cases.csv
status 1
sed -n 's/^cases-import: cases.csv:\([0-9]*\): sex: .*/\1/p' "$box/err" >got
printf '5\n6\n' >want
same want got

begin 'every line that comes out has as many tabs as its header, whatever is in the fields'
i=0
{
	printf 'case_id\tsurname\tstreet\ttown\tneeds\tlat\tlon\n'
	while [ $i -lt 50 ]; do
		i=$((i + 1))
		printf 'A%d\tx\\ty\t"\\n",;|\\\\\t\\x1F\\r\t%s\t50\t8\n' $i "$([ $((i % 3)) = 0 ] || echo woman,lang:tr)"
	done
} >cases
{
	printf 'case_id\treferred_on\n'
	cut -f1 cases | sed 1d | sed 's/$/	2026-02-01/'
} >referrals
printf 'worker\tlat\tlon\tskills\tmon\ttue\twed\tthu\tfri\nw1\t50.1\t8.1\twoman,lang:tr\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\n' >workers
run cases-import -q cases referrals workers
status 0
cut -f1 cases | sed '1s/$/	date	outcome	note/;2,$s/$/	2026-02-02	not_home	a\\tb\\n/' >outcomes
even() {
	awk -F'\t' -v what="$1" 'NR == 1 { n = NF } NF != n { print what ": line " NR ": " NF " fields, not " n; exit }' "$box/out" >uneven
	[ ! -s uneven ] || bad "$(cat uneven)"
	[ "$(wc -l <"$box/out")" -gt 1 ] || bad "$1: no rows"
	grep -q "$(printf '[\001-\010\013-\037\177]')" "$box/out" && bad "$1: control characters"
}
run visits-log -q --as-of=2026-03-01 outcomes
even visits-log
run cases-overdue --as-of=2026-03-01 --explain -c +surname,phone
even cases-overdue
cp "$box/out" list
run visits-plan --effort=1 --as-of=2026-03-01 --unplanned=unplanned -q list
even visits-plan
cp unplanned "$box/out"
[ "$(wc -l <unplanned)" = 1 ] || even unplanned
run visits-list --on=2026-02-02 -c +surname,given_name,phone
even visits-list
run stats-report --as-of=2026-03-01 --by=postal_code,sex --wide
even stats-report
run stats-report --as-of=2026-03-01 --by=town,month --suppress=0
even stats-report
run cases-overdue --as-of=2026-03-01 --why-not=cases
even --why-not
sed 's/	50	8$/	50	800/' cases >bad
run cases-import -q --strict --max-rejects=100% --rejects=rejects bad
cp rejects "$box/out"
even --rejects

begin 'columns are found by name in any order, what is not known is ignored, twice is an error'
printf 'y\tlon\tcase_id\tx\tlat\nb\t8\tA1\ta\t50\n' >people
printf 'fri\tthu\twed\ttue\tmon\tlon\tlat\tworker\n08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t8\t50\tw1\n' >team
run cases-import -q people
status 0
run visits-plan --effort=1 --from=2026-03-04 --team=team -q -c case_id,y,x people
status 0
printf 'case_id\ty\tx\nA1\tb\ta\n' >want
same want "$box/out"
printf 'case_id\tlat\tlon\tcase_id\nA1\t50\t8\tA1\n' >twice
run visits-plan --effort=1 --from=2026-03-04 --team=team twice
status 2
says case_id
run cases-import -t cases twice
status 2
says case_id

begin 'a missing column: an error that names all of them'
printf 'x\n1\n' >none
run cases-import -q people
run visits-log none
status 2
says 'outcome'
printf 'x\n1\n' >none
run cases-import -t cuts none
status 2
says 'case_id.*miss_on.*state'

begin 'a CSV in the place of a TSV is said to be none'
printf 'case_id\n' | cases-import -q - >new
printf 'case_id;name\nA1;x\n' >ids
run cases-overdue --only=ids
status 2
err <<'EOF'
cases-overdue: ids:1: no tab in the header: this is to be a TSV
cases-overdue: ids:1: no column case_id
EOF
printf 'surname,town\nx,y\n' >ids
run cases-find ids
status 2
err <<'EOF'
cases-find: ids:1: no tab in the header: this is to be a TSV
cases-find: ids: no column surname, given_name, birth_date, phone, street or town
EOF
printf 'ids\nA1\n' >ids
run cases-overdue --only=ids
err <<'EOF'
cases-overdue: ids:1: no column case_id
EOF

begin 'two columns of one name: an error that names all that are needed'
printf 'case_id\tlat\tcase_id\tx\tlat\tx\nA1\t50\tA1\ta\t50\tb\n' >twice
run cases-import -t cases twice
status 2
says 'case_id,lat$'
printf 'worker\tdate\tstart\tend\tlat\tlon\n' >shifts
run visits-plan --shifts=shifts twice
status 2
says 'case_id,lat$'
printf 'outcome\tdate\tdate\tcase_id\toutcome\n' >twice
run cases-import -q -t cases people
run visits-log twice
status 2
says 'date,outcome$'

begin 'what one program writes with these fields the next one reads'
printf 'case_id\tsurname\tlat\tlon\twindows\nA 1\ta\\tb\t50\t8\tmon 08:00-12:00\n' >cases
printf 'case_id\treferred_on\nA 1\t2026-02-01\n' >referrals
printf 'worker\tlat\tlon\tmon\ttue\twed\tthu\tfri\nw1\t50\t8\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\t08:00-16:00\n' >workers
cases-import -q cases referrals workers >keys
cases-overdue --as-of=2026-03-01 -c +surname --only=keys >list
run visits-plan --effort=1 --as-of=2026-03-01 --days=5 --commit -q -c date,case_id,surname list
status 0
printf 'date\tcase_id\tsurname\n2026-03-02\tA 1\ta\\tb\n' >want
same want "$box/out"

begin 'a heading that is nearly one that is read is said, and ignored all the same'
printf 'worker\tdate\tstart\tend\tlat\tlon\tskill\n' >shifts
printf 'a\t2026-11-23\t08:00\t16:00\t49.87\t8.65\tman\n' >>shifts
printf 'case_id\tlat\tlon\twindow\tneed\tvisit-by\tx\n' >people
printf 'c1\t49.88\t8.66\t14:00-15:00\twoman\t2026-11-20\t1\n' >>people
run visits-plan -q --as-of=2026-11-20 --shifts=shifts --effort=1 people
status 0
sort "$box/err" >got
cat >want <<'EOF'
visits-plan: people:1: column 4 is not read; is it windows?
visits-plan: people:1: column 5 is not read; is it needs?
visits-plan: people:1: column 6 is not read; is it visit_by?
visits-plan: shifts:1: column 7 is not read; is it skills?
EOF
same want got

begin 'what a list of people has in quotes stays in quotes, a key is one in any white space'
printf 'worker\tdate\tstart\tend\tlat\tlon\nw 1\t2026-11-23\t08:00\t16:00\t49.87\t8.65\n' >shifts
printf 'case_id\tlat\tlon\twanted\tstreet\n A1\t49.88\t8.66\tw\302\240\302\2401\t"Am Markt"\n\t\t\t\t\n' >people
run visits-plan -q --as-of=2026-11-20 --shifts=shifts --effort=1 -c case_id,worker,wanted,street people
status 0
printf 'case_id\tworker\twanted\tstreet\nA1\tw 1\tw\302\240\302\2401\t"Am Markt"\n' >want
same want "$box/out"

finish
