#!/bin/sh
# -o, -H and -c, the same in every program.
. tests/lib.sh
. tests/given.sh
printer


import_office() {
	given 2026-01-02 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
referrals case_id referred_on
          A1      2026-02-01
END
}

office() {
	once import_office
	printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tnot_home\n' >outcomes
	printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people
	printf 'case_id\tstatus\nA1\tclosed\n' >cases
	printf 'town\tsurname\nOst\tBerg\n' >callers
	printf 'visit_id\tdate\tlat\tlon\tdatabase\n1\t2026-03-04\t50\t8\td\n' >sheet
}

# The same run whatever was stored by the one before.
call() {
	rm -f "$DOORSTEP_DB"
	office
	program=$1
	shift
	run usually "$program" -q --as-of=2026-03-03 "$@"
}

begin '-o writes what stdout would have had, and nothing else is left'
for program in $programs $filters; do
	call "$program"
	status 0
	cp "$box/out" plain
	mkdir dir
	call "$program" -o dir/file
	status 0
	out </dev/null
	same plain dir/file
	[ "$(ls -A dir)" = file ] || bad "$program leaves $(ls -A dir)"
	rm -r dir
done

begin 'the file is for its owner alone, whatever the umask; so is the database'
for program in $programs $filters; do
	for mask in 000 077 777; do
		umask 022
		rm -f "$DOORSTEP_DB" file
		office
		umask $mask
		[ "$program" = cases-import ] && rm "$DOORSTEP_DB"
		usually "$program" -q -o file --as-of=2026-03-03 2>&1
		[ "$(stat -c %a file)" = 600 ] || bad "$program, umask $mask: $(stat -c %a file)"
		[ "$(stat -c %a "$DOORSTEP_DB")" = 600 ] || bad "$program, umask $mask: the database"
	done
done
umask 022

begin 'a rejects file is for its owner alone too'
umask 0
printf 'case_id\tsex\nA1\tf\nA2\tbogus\n' >cases
run cases-import -q --rejects=rejects cases
status 1
want [ "$(stat -c %a rejects)" = 600 ]
umask 022

begin 'a file that was there is replaced as a whole, its links are not written through'
office
echo old >file
ln file other
run cases-overdue --as-of=2026-03-03 -o file -c case_id
status 0
printf 'case_id\nA1\n' >want
same want file
printf 'old\n' >want
same want other

begin 'at status 1 the file is there as well'
office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tnot_home\nA1\t2026-03-02\tbogus\n' >outcomes
run visits-log -q -o file --as-of=2026-03-03 -c case_id outcomes
status 1
printf 'case_id\nA1\n' >want
same want file

begin 'after a failure the old file stands, and nothing is left beside it'
for program in $programs $filters; do
	rm -f "$DOORSTEP_DB"
	office
	mkdir dir
	echo old >dir/file
	case $program in
	cases-import | cases-find | cases-show | visits-ical | visits-geojson | visits-map | visits-print | visits-log | visits-plan) run "$program" -o dir/file none ;;
	cases-erase) run "$program" -o dir/file --only=none ;;
	*) run "$program" -o dir/file -d none ;;
	esac
	case $got in
	2 | 5) ;;
	*) bad "$program: status $got" ;;
	esac
	echo old >want
	same want dir/file
	[ "$(ls -A dir)" = file ] || bad "$program leaves $(ls -A dir)"
	rm -r dir
done

begin 'a file that cannot be made is no success: 2, or 3 after storing'
for program in $programs $filters; do
	call "$program" -o none/file
	case $program$got in
	cases-import2 | visits-log2 | cases-erase2)
		# Nothing may be stored then.
		[ "$(sqlite3 "$DOORSTEP_DB" "SELECT count(*) FROM cases WHERE status = 'closed'")" = 0 ] ||
			bad "$program: stored and ends with 2"
		[ "$(sqlite3 "$DOORSTEP_DB" "SELECT count(*) FROM visits")" = 0 ] ||
			bad "$program: stored and ends with 2"
		;;
	cases-import3 | visits-log3 | cases-erase3 | *2) ;;
	*) bad "$program: status $got" ;;
	esac
	grep -q "^$program: " "$box/err" || bad "$program: $(cat "$box/err")"
done

begin 'a directory is not replaced'
office
mkdir dir
run cases-overdue -o dir
status 2
want [ -d dir ]

begin 'what is no regular file is written directly'
for program in $programs $filters; do
	call "$program"
	cp "$box/out" plain
	call "$program" -o /dev/stdout
	status 0
	same plain "$box/out"
	call "$program" -o /dev/null
	status 0
	want [ -c /dev/null ]
	call "$program" -o /dev/full
	case $program$got in
	cases-import3 | visits-log3 | cases-erase3 | cases-find2 | cases-show2 | visits-ical2 | visits-geojson2 | visits-map2 | visits-print2 | runs-list2 | cases-check2 | cases-overdue2 | visits-plan2 | visits-list2 | stats-report2) ;;
	*) bad "$program -o /dev/full: status $got" ;;
	esac
done

begin '- is stdout, which has one output; rejects are not among them'
for program in $programs $filters; do
	call "$program"
	cp "$box/out" plain
	call "$program" -o -
	status 0
	same plain "$box/out"
	want [ ! -e - ]
done
call visits-plan --unplanned=-
status 2
err <<'EOF'
visits-plan: two outputs into one file; see visits-plan --help
EOF
call visits-plan --unplanned=- -o plan -H
status 0
through head -n 1
out <<'EOF'
case_id	lat	lon	_reason	_instead	_visit_id	_date	_start	_worker
EOF
want [ -s plan ]
want [ ! -e - ]
for program in cases-import visits-log; do
	call "$program" --rejects=- -o x
	status 2
	err <<-EOF
		$program: --rejects takes a file: stdout has other rows; see $program --help
	EOF
	want [ ! -e - ]
done

begin 'a link to a file that is not there yet is followed, as the shell does'
office
mkdir sheets
ln -s sheets/today.tsv latest
ln -s latest link
run cases-overdue -o link
status 0
want [ -L link ] && want [ -L latest ]
want [ -s sheets/today.tsv ]
rm sheets/today.tsv
run visits-plan -q --as-of=2026-03-03 -o link --unplanned=sheets/today.tsv people
status 2
err <<'EOF'
visits-plan: two outputs into one file; see visits-plan --help
EOF
ln -s round about
ln -s about round
run cases-overdue -o round
status 2
want [ -L round ]

begin 'an empty name is no file, and nothing is stored'
office
run cases-import -o '' cases
status 2
err <<'EOF'
cases-import: : No such file or directory
EOF
run cases-import --rejects= cases
status 2
run cases-overdue -H -c case_id
echo A1 | out

begin 'an input is never the output, by whatever name'
office
ln people link
ln -s people soft
for name in people ./people link soft; do
	run visits-plan -q --effort=1 --as-of=2026-03-03 -o $name people
	status 2
	printf 'case_id\tlat\tlon\nA1\t50\t8\n' >want
	same want people
done
for program in $filters; do
	cp sheet want
	run "$program" -q -o sheet sheet
	status 2
	same want sheet
done
run visits-log -q --as-of=2026-03-03 -o outcomes outcomes
status 2
run cases-import -q -o cases people cases
status 2
run cases-overdue --only=people -o people
status 2
run cases-overdue --why-not=people -o people
status 2
cp "$top/share/policy/sgb2.tsv" policy
run cases-overdue --policy=policy -o policy
status 2
same "$top/share/policy/sgb2.tsv" policy
cp "$top/share/holidays/he.tsv" holidays
run cases-overdue --holidays=holidays -o holidays
status 2
same "$top/share/holidays/he.tsv" holidays
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >want
same want people
printf 'case_id\tstatus\nA1\tclosed\n' >want
same want cases
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tnot_home\n' >want
same want outcomes

begin 'nor the database or the journal beside it'
office
cksum "$DOORSTEP_DB" >before
for program in $programs; do
	run usually "$program" -q -o "$DOORSTEP_DB"
	status 2
	cksum "$DOORSTEP_DB" >after
	same before after
done

begin 'nor are the other files that a planner or an import reads'
office
for file in team absences shifts travel holidays map rejects; do
	echo "$file" >$file
done
for file in team absences shifts travel holidays; do
	run visits-plan --from=2026-03-04 --$file=$file -o $file people
	status 2
	echo $file >want
	same want $file
done
run cases-import --map=map -o map cases
status 2
run cases-import --map=map --rejects=map cases
status 2
echo map >want
same want map
cksum "$DOORSTEP_DB" >before
run cases-import --rejects="$DOORSTEP_DB" cases
status 2
cksum "$DOORSTEP_DB" >after
same before after

begin 'the rejects go neither into an input nor into the output'
printf 'case_id\tsex\nA1\tbogus\n' >cases
cp cases want
run cases-import -q --rejects=cases cases
status 2
same want cases
run cases-import -q --rejects=both -o both cases
status 2

begin '-H leaves the header out and nothing else'
for program in $programs; do
	call "$program"
	tail -n +2 "$box/out" >want
	call "$program" -H
	status 0
	same want "$box/out"
	call "$program" --no-header
	same want "$box/out"
done

begin '-c chooses columns in its own order; + appends; none twice'
office
for program in $programs; do
	case $program in
	visits-plan) columns=case_id,date more='' set='--effort=1 --from=2026-03-04 people' ;;
	cases-import) columns=key,case_id more='' set=cases ;;
	visits-log) columns=outcome,case_id more='' set=outcomes ;;
	cases-find) columns=line,case_id more=phone set=callers ;;
	cases-show) columns=value,case_id more='' set=people ;;
	cases-erase) columns=rows,case_id more='' set=--only=people ;;
	runs-list) columns=program,run more='' set='' ;;
	cases-check) columns=detail,case_id more='' set='' ;;
	stats-report) columns=value,measure more='' set='' ;;
	visits-list) columns=outcome,case_id more=phone set='--on=2026-03-02' ;;
	*) columns=reason,case_id more=phone set='' ;;
	esac
	office
	# shellcheck disable=SC2086
	run "$program" -q --as-of=2026-03-03 $set
	cp "$box/out" whole
	office
	# shellcheck disable=SC2086
	run "$program" -q --as-of=2026-03-03 -c "$columns" $set
	status 0
	head -n 1 "$box/out" | tr '\t' , >got
	echo "$columns" >want
	same want got
	[ "$(wc -l <"$box/out")" = "$(wc -l <whole)" ] || bad "$program: other rows"
	# shellcheck disable=SC2086
	run "$program" -q --as-of=2026-03-03 -c "$columns,case_id,measure" $set
	status 2
	[ -n "$more" ] || continue
	# shellcheck disable=SC2086
	run "$program" -q --as-of=2026-03-03 -c "+$more" $set
	status 0
	head -n 1 whole | tr '\n' '\t' >want
	echo "$more" >>want
	head -n 1 "$box/out" >got
	same want got
done

begin 'a column that is not known: 2, and the known ones are listed'
office
for program in $programs; do
	for columns in case_id,bogus +bogus bogus '' ',' 'case_id,' ',case_id' CASE_ID; do
		call "$program" -c "$columns"
		[ "$got" = 2 ] || bad "$program -c '$columns': status $got"
		out </dev/null
		case $columns in
		*bogus*)
			call "$program" -H -c "$columns"
			grep -q -e case_id -e measure -e undone_by "$box/err" || bad "$program lists no columns"
			;;
		esac
	done
done

begin 'what a killed run left beside its output goes after a day, and nothing else'
call cases-overdue
mkdir dir
for name in list.doorstep-AbCdEf list.doorstep-Young1 list.doorstep-longer1 list.backup \
	other.doorstep-AbCdEf list.doorstep-linked; do
	echo old >"dir/$name"
done
ln -sf list.backup dir/list.doorstep-linked
touch -h -d '25 hours ago' dir/*
touch -d '23 hours ago' dir/list.doorstep-Young1
call cases-overdue -v -o dir/list
status 0
want grep -q 'dir/list.doorstep-AbCdEf is removed: a run that was killed left it$' "$box/err"
[ "$(cd dir && echo *)" = 'list list.backup list.doorstep-Young1 list.doorstep-linked list.doorstep-longer1 other.doorstep-AbCdEf' ] ||
	bad "$(ls dir)"

begin 'a regular file is replaced in /dev/shm as well'
shm=$(mktemp -d -p /dev/shm 2>/dev/null) || skip 'no /dev/shm'
if [ -n "$shm" ]; then
	call cases-overdue
	cp "$box/out" plain
	echo old >"$shm/list"
	call cases-overdue -o "$shm/list"
	status 0
	same plain "$shm/list"
	want [ "$(stat -c %a "$shm/list")" = 600 ]
	rm -r "$shm"
fi

finish
