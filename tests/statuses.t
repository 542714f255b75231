#!/bin/sh
# What goes wrong outside the input: the status and the one line, for every
# program.
. tests/lib.sh
. tests/given.sh
printer

readers='cases-overdue visits-list stats-report'

# A small office, and something for each program to read.
import_office() {
	given 2026-01-02 <<'END'
cases case_id lat lon
      A1      50.1 8.1
workers worker lat lon mon         tue         wed         thu         fri
        w1     50.1 8.1 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
referrals case_id referred_on
          A1      2026-02-01
END
}

office() {
	once import_office
	printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tnot_home\n' >outcomes
	printf 'case_id\tlat\tlon\nA1\t50.1\t8.1\n' >people
	printf 'case_id\tlat\tlon\tstatus\nA1\t50.1\t8.1\tclosed\n' >cases
	printf 'town\tsurname\nOst\tBerg\n' >callers
	printf 'visit_id\tdate\tlat\tlon\tdatabase\n1\t2026-03-04\t50\t8\td\n' >sheet
	printf 'worker\tlat\tlon\tplace\tmon\nw1\t50.1\t8.1\tp1\t08:00-17:00\n' >team
}

call() { run usually "$@"; }

# Status, and just one line on stderr that begins with the program's name.
fails() {
	[ "$got" = "$2" ] || bad "$1 $3: status $got, wanted $2: $(cat "$box/err")"
	[ "$(wc -l <"$box/err")" = 1 ] || bad "$1 $3: not one line: $(cat "$box/err")"
	grep -q "^$1: ." "$box/err" || bad "$1 $3: not in its name: $(cat "$box/err")"
}

# Waits for the lock that another process takes.
until_locked() {
	turn=0
	while sqlite3 "$DOORSTEP_DB" 'BEGIN IMMEDIATE; ROLLBACK' 2>/dev/null; do
		sleep 0.01
		turn=$((turn + 1))
		if [ $turn -gt 500 ]; then
			bad 'no lock'
			return
		fi
	done
}

dump() { sqlite3 "$DOORSTEP_DB" .dump; }


begin 'the usual calls succeed'
office
for program in $programs $filters; do
	call "$program" -q --as-of=2026-03-03
	status 0
	want [ -s "$box/out" ]
	err </dev/null
done

begin 'a full disk behind stdout is never success: 2, or 3 when something was stored'
for program in $programs $filters; do
	rm -f "$DOORSTEP_DB"
	office
	usually "$program" -q --as-of=2026-03-03 >/dev/full 2>"$box/err"
	got=$?
	case $program in
	cases-import)
		fails "$program" 3 '>/dev/full'
		[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT status FROM cases')" = closed ] || bad 'not stored'
		;;
	cases-erase)
		fails "$program" 3 '>/dev/full'
		[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM cases')" = 0 ] || bad 'not erased'
		;;
	visits-log)
		fails "$program" 3 '>/dev/full'
		[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM visits')" = 1 ] || bad 'not stored'
		;;
	*)
		fails "$program" 2 '>/dev/full'
		;;
	esac
done
rm -f "$DOORSTEP_DB"
office
visits-plan -q --effort=1 --as-of=2026-03-03 --commit people >/dev/full 2>"$box/err"
got=$?
fails visits-plan 3 '--commit >/dev/full'
[ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM visits')" = 1 ] || bad 'not stored'

begin 'nor is a stdout that is closed'
for program in $programs $filters; do
	rm -f "$DOORSTEP_DB"
	office
	usually "$program" -q --as-of=2026-03-03 >&- 2>"$box/err"
	got=$?
	case $program in
	cases-import | visits-log | cases-erase) fails "$program" 3 '>&-' ;;
	*) fails "$program" 2 '>&-' ;;
	esac
	want [ "$(dump | head -n 1)" = 'PRAGMA foreign_keys=OFF;' ]
done

begin 'a dry run into a full disk stored nothing: 2'
office
dump >before
cases-import -q -n cases >/dev/full 2>"$box/err"
got=$?
fails cases-import 2 -n
visits-log -q -n outcomes >/dev/full 2>"$box/err"
got=$?
fails visits-log 2 -n
dump >after
same before after

begin 'help into a full disk is no success either'
for program in $programs $filters; do
	for option in --help --version; do
		"$program" $option >/dev/full 2>"$box/err"
		got=$?
		fails "$program" 2 "$option"
	done
done

# Each input of each program: "program option", - for an operand.
inputs='cases-import -
cases-import --map=
cases-find -
cases-show -
visits-ical -
visits-geojson -
visits-map -
visits-map --template=
visits-print -
visits-print --template=
visits-print --office=
cases-erase --only=
visits-log -
visits-plan -
visits-plan --team=
visits-plan --absences=
visits-plan --shifts=
visits-plan --travel=
cases-overdue --only=
cases-overdue --why-not=
cases-overdue --policy=
cases-overdue --holidays='

# run_with program option file
run_with() {
	case $1$2 in
	cases-import--map=) run cases-import "-m$3" cases ;;
	visits-plan--travel=) run visits-plan --effort=1 "$2$3" --team=team --from=2026-03-04 people ;;
	visits-map--template= | visits-print--*) run "$1" "$2$3" sheet ;;
	*-) run "$1" "$3" ;;
	visits-plan--*) run visits-plan --effort=1 "$2$3" --from=2026-03-04 people ;;
	*) run "$1" "$2$3" ;;
	esac
}

begin 'a file that is not there, a directory, a file of no bytes: 2, and nothing is stored'
office
mkdir dir
: >empty
dump >before
while read -r program option; do
	for file in none dir empty; do
		run_with "$program" "$option" $file
		fails "$program" 2 "$option$file"
		[ -s "$box/out" ] && bad "$program $option$file: prints"
		grep -q "$file" "$box/err" || bad "$program $option$file: does not name the file: $(cat "$box/err")"
	done
done <<END
$inputs
END
dump >after
same before after

begin 'a file that may not be read: 2'
office
: >secret
chmod 0 secret
chmod 755 .
chmod 644 "$DOORSTEP_DB"
while read -r program option; do
	case $program$option in
	visits-ical- | visits-geojson- | visits-map-) run as_nobody "$program" secret ;;
	visits-print-) run as_nobody "$program" --template=sheet secret ;;
	visits-print--office=) run as_nobody "$program" --template=sheet --office=secret sheet ;;
	visits-map* | visits-print*) run as_nobody "$program" "${option}secret" sheet ;;
	*-) run as_nobody "$program" -d "$DOORSTEP_DB" secret ;;
	visits-plan--travel=) run as_nobody visits-plan -d "$DOORSTEP_DB" --travel=secret --team=team people ;;
	*) run as_nobody "$program" -d "$DOORSTEP_DB" "${option}secret" people ;;
	esac
	case $program$option in
	cases-overdue* | cases-erase*) run as_nobody "$program" -d "$DOORSTEP_DB" "${option}secret" ;;
	esac
	sed '/its mode is 0644, which lets others in$/d' "$box/err" >err
	cp err "$box/err"
	fails "$program" 2 "${option}secret"
	grep -q 'secret.*[Pp]ermission denied' "$box/err" || bad "$program $option: $(cat "$box/err")"
done <<END
$inputs
END

begin 'no bytes at all on stdin: 2'
office
for program in cases-import visits-log $filters; do
	run "$program"
	fails "$program" 2 '</dev/null'
	out </dev/null
done
run visits-plan --effort=1 --from=2026-03-04
fails visits-plan 2 '</dev/null'
out </dev/null

begin 'a header alone is input enough: 0, and a header alone comes out'
office
head -n 1 cases >none
run cases-import none
status 0
out <<'END'
table	case_id	key	action
END
says 'read 0 = new 0 + changed 0 + unchanged 0 + rejected 0'
head -n 1 outcomes >none
run visits-log none
status 0
[ "$(wc -l <"$box/out")" = 1 ] || bad "visits-log: $(cat "$box/out")"
head -n 1 people >none
run visits-plan --effort=1 --from=2026-03-04 none
status 0
[ "$(wc -l <"$box/out")" = 1 ] || bad "visits-plan: $(cat "$box/out")"
for program in $readers; do
	"$program" --as-of=2020-01-01 >"$box/out" || bad "$program: status $?"
	case $program in
	stats-report) ;;
	*) [ "$(wc -l <"$box/out")" = 1 ] || bad "$program: $(cat "$box/out")" ;;
	esac
done

begin 'a database that is not there: 5, and none is made, but by cases-import'
office
rm "$DOORSTEP_DB"
for program in $readers visits-plan visits-log; do
	call "$program"
	fails "$program" 5 'without a database'
	out </dev/null
	want [ ! -e "$DOORSTEP_DB" ]
done
run cases-import -q cases
status 0
want [ -e "$DOORSTEP_DB" ]

begin 'a dry run creates no database'
office
rm "$DOORSTEP_DB"
run cases-import -n cases
status 0
want [ ! -e "$DOORSTEP_DB" ]
shows <<'END'
table case_id key action
cases A1      -   new
END

begin 'a directory or a parent that are not there: 2 or 5, and nothing is made'
office
for program in $programs; do
	call "$program" -d none/doorstep.db
	case $got in
	2 | 5) fails "$program" $got 'in no directory' ;;
	*) bad "$program: status $got" ;;
	esac
	out </dev/null
	call "$program" -d .
	fails "$program" 5 'on a directory'
	out </dev/null
done
want [ ! -e none ]

begin 'another program'"'"'s SQLite file, text, an empty file for readers: 5, untouched'
office
sqlite3 foreign 'CREATE TABLE client (x); INSERT INTO client VALUES (1)'
sqlite3 marked 'PRAGMA application_id = 1234; PRAGMA user_version = 5; CREATE TABLE x (x)'
echo 'this is no database, but it is long enough to look like one' >text
cksum foreign marked text >before
for program in $programs; do
	for file in foreign marked text; do
		call "$program" -d $file
		fails "$program" 5 "on $file"
		out </dev/null
	done
done
cksum foreign marked text >after
same before after
for program in $readers visits-log visits-plan; do
	: >empty
	call "$program" -d empty
	fails "$program" 5 'on an empty file'
	want [ ! -s empty ]
done

begin 'a database of a newer version: 5, untouched'
office
sqlite3 "$DOORSTEP_DB" 'PRAGMA user_version = 9999'
cksum "$DOORSTEP_DB" >before
for program in $programs; do
	call "$program"
	fails "$program" 5 'on a newer version'
	out </dev/null
	says 'newer'
done
cksum "$DOORSTEP_DB" >after
same before after

begin 'a database cut off in the middle, or overwritten: 5'
office
i=0
while [ $i -lt 3000 ]; do
	i=$((i + 1))
	printf 'B%d\t%0200d\n' $i 0
done | sed '1i case_id\tstreet' >many
run cases-import -q many
status 0
cp "$DOORSTEP_DB" whole
size=$(wc -c <whole)
for program in $programs; do
	for keep in 50 100 600 $((size / 2)); do
		head -c "$keep" whole >"$DOORSTEP_DB"
		call "$program"
		case $program$got in
		visits-log2 | cases-import2) bad "$program: status 2 for a damaged database" ;;
		esac
		[ "$got" = 5 ] || bad "$program, $keep bytes: status $got: $(cat "$box/err")"
		out </dev/null
	done
	# The head is whole, what follows is noise.
	{
		head -c 4096 whole
		head -c $((size - 4096)) /dev/zero | tr '\0' '\377'
	} >"$DOORSTEP_DB"
	call "$program"
	[ "$got" = 5 ] || bad "$program, noise: status $got: $(cat "$box/err")"
	out </dev/null
done

begin 'a busy database: 4 after the time to wait, nothing done; readers read beside a writer'
office
mkfifo lock
dump >before
for kind in IMMEDIATE EXCLUSIVE; do
	sqlite3 "$DOORSTEP_DB" <lock &
	exec 9>lock
	printf '.timeout 9000\nBEGIN %s;\n' $kind >&9
	until_locked
	for program in cases-import visits-log 'visits-plan --commit'; do
		# shellcheck disable=SC2086
		set -- $program
		call "$@" --lock-wait=0 --as-of=2026-03-03
		fails "$1" 4 "under $kind"
		out </dev/null
	done
	for program in $readers visits-plan; do
		call "$program" --lock-wait=0 --as-of=2026-03-03 -q
		if [ $kind = IMMEDIATE ]; then
			status 0
		else
			fails "$program" 4 "under $kind"
			out </dev/null
		fi
	done
	if [ $kind = EXCLUSIVE ]; then
		start=$(date +%s%N)
		call visits-log --lock-wait=1
		fails visits-log 4 '--lock-wait=1'
		took=$((($(date +%s%N) - start) / 1000000))
		{ [ $took -ge 900 ] && [ $took -le 5000 ]; } || bad "waited $took ms for a second"
	fi
	exec 9>&-
	wait
done
dump >after
same before after
call visits-log -q --as-of=2026-03-03
status 0

begin 'who waits long enough gets in'
for seconds in 20 3000000 2147483647; do
	office
	rm -f lock && mkfifo lock
	sqlite3 "$DOORSTEP_DB" <lock &
	exec 9>lock
	printf '.timeout 9000\nBEGIN EXCLUSIVE;\n' >&9
	until_locked
	{ sleep 0.4 && exec 9>&-; } &
	exec 9>&-
	call visits-log -q --lock-wait=$seconds --as-of=2026-03-03
	status 0
	wait
done

begin 'wrong usage: 2, and the first line says what'
office
for program in $programs $filters; do
	for wrong in --nonsense --as-of --as-of=2026-02-30 --lock-wait=x --lock-wait=-1 '-c,' -c=nonsense --db=; do
		run "$program" "$wrong"
		[ "$got" = 2 ] || bad "$program $wrong: status $got: $(cat "$box/err")"
		out </dev/null
		head -n 1 "$box/err" | grep -q "^$program: ." || bad "$program $wrong: $(cat "$box/err")"
	done
done

begin 'a name of no letters is no database, and others that SQLite knows are names of files'
office
run cases-import --db= cases
fails cases-import 2 '--db='
run visits-log --db= outcomes
fails visits-log 2 '--db='
for name in :memory: file:x 'file:x?mode=memory'; do
	run cases-import -q --db="$name" cases
	status 0
	want [ -s "$name" ]
	run cases-overdue --db="$name"
	status 0
done

begin 'help and version go to stdout: 0'
for program in $programs $filters; do
	for option in -h --help; do
		run "$program" $option
		status 0
		err </dev/null
		head -n 1 "$box/out" | grep -q "^usage: $program " || bad "$program $option"
	done
	for option in -V --version; do
		run "$program" $option
		status 0
		err </dev/null
		grep -q "^$program (doorstep) [0-9]*\.[0-9]*\.[0-9]*$" "$box/out" || bad "$program $option"
	done
done

begin 'a truncated file stores nothing: 2'
office
dump >before
printf 'case_id\tstreet\nB1\tx\nB2' >broken
run cases-import broken
fails cases-import 2 'a row too short'
printf 'case_id,street\nB1,"x\nB2,y\n' >broken
run cases-import broken
fails cases-import 2 'an open quote'
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\nA1\t2026-0' >broken
run visits-log broken
fails visits-log 2 'a row too short'
printf 'case_id\tlat\tlon\nA1\t50' >broken
run visits-plan --effort=1 --from=2026-03-04 broken
fails visits-plan 2 'a row too short'
printf 'x\tcase_id\n1\tA1\n2' >broken
run cases-overdue --only=broken
fails cases-overdue 2 'a row too short'
printf 'visit_id\tdate\tlat\tlon\n1\t2026-03-04\t50\t8\n2\t2026' >broken
for program in $filters; do
	run "$program" broken
	fails "$program" 2 'a row too short'
	out </dev/null
done
dump >after
same before after

finish
