#!/bin/sh
# --format: the same rows for a spreadsheet and as JSON.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases case_id lat   lon  street postal_code phone      household_id needs        visit_minutes
      0815    50.25 8    3-4    01067       +49~6151~1 0012         woman,lang:tr 37.5
      2E5     50    8.5  Weg~1  -           -          -            -            -
workers worker lat lon skills        mon         tue         wed         thu         fri
        01     50  8   woman,lang:tr 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers  offer area   name
        007   health Sport
referrals case_id referred_on
          0815    2026-02-01
          2E5     2026-02-01
END
	printf 'case_id\tdate\tworker\tstart\toutcome\tminutes\toffers\tnext\tnext_on\tnote\n0815\t2026-03-02\t01\t08:05:30\tmet\t45\t007\tvisit\t2026-04-01\t=so\\n"3;4" \\\\t\n' >outcomes
	visits-log -q --as-of=2026-03-02 outcomes >logged
}

begin 'for a spreadsheet: semicolons, a mark, CRLF, dates and decimals as Germans write them'
once office
run visits-list --format=excel -c visit_id,date,worker,start,case_id,outcome,offers,minutes,next_on,note,street,postal_code,town,lat,phone
status 0
printf '\357\273\277visit_id;date;worker;start;case_id;outcome;offers;minutes;next_on;note;street;postal_code;town;lat;phone\r\n' >want
printf '1;02.03.2026;="01";08:05:30;="0815";met;="007";45;01.04.2026;"'\''=so\n""3;4"" \\\\t";="3-4";="01067";;50,25;="+49 6151 1"\r\n' >>want
same want "$box/out"

begin 'as JSON: an object a line, numbers as numbers, unknown as null'
once office
run visits-list --format=json -c visit_id,date,worker,start,case_id,outcome,offers,minutes,next_on,note,town,lat
out <<'END'
{"visit_id":1,"date":"2026-03-02","worker":"01","start":"08:05:30","case_id":"0815","outcome":"met","offers":"007","minutes":45,"next_on":"2026-04-01","note":"=so\n\"3;4\" \\t","town":null,"lat":50.25}
END

begin 'figures are numbers, with a decimal comma for a spreadsheet; a star is text'
once office
printf 'case_id\tdate\toutcome\n2E5\t2026-03-03\tmet\n' >later
visits-log -q --as-of=2026-03-03 later >logged
run stats-report --as-of=2026-12-31 --suppress=0 --measures=visits,days_to_contact_median --format=json
out <<'END'
{"measure":"visits","value":2}
{"measure":"days_to_contact_median","value":29.5}
END
run stats-report --as-of=2026-12-31 --suppress=0 --by=month --wide --measures=visits,days_to_contact_median --format=excel -H
printf '\357\273\277="2026-03";2;29,5\r\n' >want
same want "$box/out"
run stats-report --as-of=2026-12-31 --wide --measures=visits,refused,days_to_contact_median --format=json
out <<'END'
{"visits":"*","refused":0,"days_to_contact_median":"*"}
END

begin 'values of many kinds in one column are text'
once office
printf 'case_id\n0815\n' >ids
run cases-show --format=json -c column,value ids
status 0
want grep -qxF '{"column":"household_id","value":"0012"}' "$box/out"
want grep -qxF '{"column":"visit_minutes","value":"37.5"}' "$box/out"

begin '-H leaves the header out; JSON has none'
once office
run cases-overdue --as-of=2026-03-20 -c case_id,lat -H --format=excel
printf '\357\273\277="0815";50,25\r\n="2E5";50\r\n' >want
same want "$box/out"
run cases-overdue --as-of=2026-03-20 -c case_id,lat --format=json
cp "$box/out" want
run cases-overdue --as-of=2026-03-20 -c case_id,lat -H --format=json
same want "$box/out"

begin 'without a row: the header, and in JSON nothing'
once office
run visits-list --on=2020-01-01 -c date,case_id --format=excel
printf '\357\273\277date;case_id\r\n' >want
same want "$box/out"
run visits-list --on=2020-01-01 --format=json
out </dev/null

begin 'tsv is what comes without --format; another word is refused'
once office
visits-list >want
run visits-list --format=tsv
same want "$box/out"
run visits-list --format=xls
status 2
out </dev/null
err <<'END'
visits-list: --format: unknown format xls; known are: tsv excel json
END

begin 'an object has no name twice'
once office
printf 'case_id\tlat\tlon\tx\ty\tx\nA1\t50\t8\t1\t2\t3\n' >people
printf 'worker\tdate\tstart\tend\tlat\tlon\n01\t2026-03-02\t08:00\t16:00\t50\t8\n' >shifts
run visits-plan -q --shifts=shifts --format=json people
status 2
out </dev/null
err <<'END'
visits-plan: --format=json: columns 18 and 20 have the same name
END

begin 'files for programs stay TSV: rejects, unplanned'
once office
printf 'case_id\tlat\tlon\nA1\t\t\n' >people
run visits-plan -q --shifts=shifts --format=excel --unplanned=unplanned people
printf 'case_id\tvisit_minutes\n0815\t12.5\n2E5\tno\n' >cases
run cases-import -q -t cases --strict --format=json --rejects=rejects cases
status 1
printf '_line\t_column\t_reason\tcase_id\tvisit_minutes\n3\tvisit_minutes\tnot a number of minutes within a day\t2E5\tno\n' >want
same want rejects

begin 'every program that prints rows has every format'
for path in "$build"/bin/*; do
	program=${path##*/}
	"$program" --help >help
	grep -q -e --columns help || continue
	grep -q -e --format help || bad "$program has no --format"
done

everything() {
	office
	printf 'case_id\tdate\tworker\tstart\n2E5\t2026-03-04\t01\t09:00\n' |
		visits-plan -q --as-of=2026-03-03 --check --commit >planned
}

begin 'JSON of each program, read by others'
everything
printf 'case_id\n0815\n2E5\n' >ids
printf 'street\nWeg 1\n' >callers
printf 'case_id,note\n0815,x\n' >head.csv
printf 'case_id\tstatus\n0815\tclosed\n' >closed
for format in tsv json; do
	visits-list -q --as-of=2026-03-03 -c +surname,phone,km,sex --format=$format >list.$format
	cases-overdue --as-of=2026-03-20 --explain -c +surname,birth_date --format=$format >overdue.$format
	cases-overdue --as-of=2026-03-20 --why-not=ids --format=$format >why.$format
	visits-plan -q --as-of=2026-03-03 --effort=1 --format=$format ids >plan.$format 2>err
	stats-report -q --as-of=2026-12-31 --by=month,sex --totals --wide --format=$format >wide.$format
	stats-report -q --as-of=2026-12-31 --by=month,sex --totals --format=$format >long.$format
	cases-show --format=$format ids >show.$format
	cases-find -q --format=$format callers >find.$format
	runs-list --format=$format >runs.$format
	runs-list --format=$format --case=ids >changes.$format
	visits-log -qn --as-of=2026-03-02 --format=$format outcomes >log.$format
	cases-import -qn --format=$format closed >import.$format 2>err
	cases-import --headings --format=$format head.csv >headings.$format
done
for file in *.tsv; do
	want "$top/tests/same-json" "$file" "${file%tsv}json"
done

begin 'what is not UTF-8 never gets into JSON, and is said'
once office
sqlite3 "$DOORSTEP_DB" "UPDATE client SET street = CAST(x'61FF62' AS TEXT) WHERE case_id = '0815'"
run cases-overdue --as-of=2026-03-20 -c street,case_id --format=json
status 0
out <<'END'
{"street":"a�b","case_id":"0815"}
{"street":"Weg 1","case_id":"2E5"}
END
err <<'END'
cases-overdue: 1 value is not UTF-8; what is not came out as U+FFFD
END

# 150 cases with all that a spreadsheet likes to change, in every column.
hostile() {
	"$top/tests/hostile" 150 "$1" >cases.tsv
	run cases-import -q -t cases --as-of=2026-03-02 cases.tsv
	status 0
	sqlite3 "$DOORSTEP_DB" 'SELECT case_id FROM cases' >ids
	{
		echo 'case_id	referred_on'
		sed 's/$/	2026-03-01/' ids
	} >referrals
	run cases-import -q --as-of=2026-03-02 referrals
	status 0
}
columns=case_id,surname,given_name,birth_date,language,phone,street,postal_code,town,lat,lon,case_manager,needs,visit_minutes,windows,household_id

for seed in 1 2; do
	begin "hostile cases out for a spreadsheet and in again: all unchanged ($seed)"
	hostile $seed
	cases-overdue --as-of=2026-03-02 -c "$columns" --format=excel >cases.csv
	run cases-import -t cases --as-of=2026-03-02 cases.csv
	status 0
	says 'read 150 = new 0 + changed 0 + unchanged 150 + rejected 0'

	begin "hostile cases as JSON are what TSV says ($seed)"
	hostile $seed
	cases-overdue --as-of=2026-03-02 -c "$columns" >cases.tsv
	cases-overdue --as-of=2026-03-02 -c "$columns" --format=json >cases.json
	want "$top/tests/same-json" cases.tsv cases.json
done

begin 'hostile people through visits-plan: the same columns carried along'
hostile 3
printf 'worker\tdate\tstart\tend\tlat\tlon\n01\t2026-03-03\t08:00\t16:00\t50\t8\n' >shifts
for format in tsv excel; do
	cases-overdue --as-of=2026-03-02 --format=$format >people.$format \
		-c case_id,urgency,surname,phone,street,postal_code,town,case_manager,needs,windows,household_id
done
run visits-plan -q --effort=1 --shifts=shifts --unplanned=rest.tsv people.tsv
cp "$box/out" want
run visits-plan -q --effort=1 --shifts=shifts --unplanned=rest.excel people.excel
same want "$box/out"
same rest.tsv rest.excel

begin 'hostile notes in a form for a spreadsheet: all unchanged'
hostile 4
"$top/tests/hostile" visits ids >outcomes
run visits-log -q --as-of=2026-03-02 outcomes
status 0
visits-list --as-of=2026-03-02 --format=excel >form.csv
run visits-log --as-of=2026-03-02 form.csv
status 0
says 'read 150 = new 0 + changed 0 + unchanged 150 + skipped 0 + rejected 0'

begin 'the table of kinds is in the order in which it is searched'
sed -n 's/^	{"\([a-z_]*\)", KIND_.*/\1/p' "$top/lib/io/kinds.c" >names
want [ -s names ]
want sort -uc names

begin 'a formula around a text that begins with a quote is taken off as well'
printf 'case_id;street\nA1;"=""""""a"""" b"""\n' >cases.csv
run cases-import -q cases.csv
sqlite3 "$DOORSTEP_DB" 'SELECT street FROM cases' >got
echo '"a" b' >want
same want got

finish
