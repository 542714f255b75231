#!/bin/sh
# Nobody watches: two at once, killed in the middle, no room, no rights, no
# environment.
. tests/lib.sh
. tests/given.sh

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
	printf 'case_id\tstatus\nA1\tclosed\n' >cases
	printf 'town\tsurname\nOst\tBerg\n' >callers
}

# many TOWN COUNT: that many cases of one town
many() {
	awk -v town="$1" -v n="$2" 'BEGIN {
		print "case_id\ttown\tstreet"
		for (i = 1; i <= n; i++) printf "%s%d\t%s\tstreet of a length that fills pages %d\n", "C", i, town, i
	}'
}

sql() { sqlite3 "$DOORSTEP_DB" "$@"; }

call() { run usually "$@"; }

begin 'two imports and two logs at once: each waits for its turn, all is stored'
office
many Nord 2000 | sed 's/^C/N/;1s/^N/C/;1s/^C*ase/case/' >north
many South 2000 >south
sed -i '1s/.*/case_id	town	street/' north
printf 'case_id\tdate\toutcome\nA1\t2026-03-01\tnot_home\n' >another
cases-import -q north >1.out 2>1.err & one=$!
cases-import -q south >2.out 2>2.err & two=$!
visits-log -q --as-of=2026-03-03 outcomes >3.out 2>3.err & three=$!
visits-log -q --as-of=2026-03-03 another >4.out 2>4.err & four=$!
for pid in $one $two $three $four; do
	wait "$pid" || bad "one of them ended with $?: $(cat ./*.err)"
done
[ "$(sql 'SELECT count(*) FROM cases')" = 4001 ] || bad "cases: $(sql 'SELECT count(*) FROM cases')"
[ "$(sql 'SELECT count(*) FROM visits')" = 2 ] || bad 'visits'
[ "$(wc -l <1.out)$(wc -l <2.out)" = 20012001 ] || bad 'not all rows reported'
[ "$(sql 'PRAGMA integrity_check')" = ok ] || bad 'integrity'

begin 'two first imports at once make one database'
many North 500 >north
many North 500 | sed 's/^C/D/;1s/^D/C/' >south
sed -i '1s/.*/case_id	town	street/' south
cases-import -q north >1.out 2>1.err & one=$!
cases-import -q south >2.out 2>2.err & two=$!
wait $one || bad "status $?: $(cat 1.err)"
wait $two || bad "status $?: $(cat 2.err)"
[ "$(sql 'SELECT count(*) FROM cases')" = 1000 ] || bad 'not both'

begin 'an import that is killed while it reads has stored nothing and stops nobody'
office
sql .dump >before
mkfifo pipe
cases-import pipe >killed.out 2>killed.err &
victim=$!
exec 9>pipe
many Nord 3000 >&9
sleep 0.2
kill -9 $victim
wait $victim 2>/dev/null
exec 9>&-
sql .dump >after
same before after
for program in $programs; do
	call "$program" -q --as-of=2026-03-03 --lock-wait=1
	status 0
done

begin 'a file that is still being written is not read as if it were whole'
office
many Nord 100000 >big
perl -e 'while (getppid() > 1) { utime undef, undef, "big"; select undef, undef, undef, .001 }' &
writer=$!
run cases-import -q --as-of=2026-03-03 big
kill $writer
status 2
err <<'EOF'
cases-import: big: changed while it was read
EOF
[ "$(sql 'SELECT count(*) FROM cases')" = 1 ] || bad 'something was stored'
run cases-import -q --as-of=2026-03-03 big
status 0

begin 'ended by a signal it leaves nothing beside its output, which stands'
office
mkfifo pipe
for signal in TERM INT HUP; do
	for program in cases-import visits-plan visits-log; do
		mkdir dir
		echo old >dir/file
		# A shell without job control has its children ignore INT, nohup HUP.
		perl -e '$SIG{INT} = $SIG{HUP} = "DEFAULT"; exec @ARGV' $program -q -o dir/file pipe 2>killed.err &
		victim=$!
		exec 9>pipe
		printf 'case_id\tdate\toutcome\tlat\tlon\nA1\t2026-03-02\tmet\t50\t8\n' >&9
		sleep 0.1
		kill -$signal $victim
		exec 9>&-
		wait $victim 2>/dev/null && bad "$program: success after $signal"
		[ "$(ls -A dir)" = file ] || bad "$program leaves after $signal: $(ls -A dir)"
		[ "$(cat dir/file)" = old ] || bad "$program: after $signal the file is another"
		rm -r dir
	done
done

begin 'killed at any moment: all of it is stored or nothing, and the next run works'
many Ost 4000 >start
run cases-import -q start
status 0
i=0
while [ $i -lt 12 ]; do
	i=$((i + 1))
	many "Town$i" 4000 >next
	cases-import -q next >/dev/null 2>&1 &
	victim=$!
	sleep "0.0$((i * 7 % 10))$((i * 3 % 10))"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
	# A reader is the first that comes after.
	run cases-overdue --as-of=2026-03-03
	status 0
	[ "$(sql 'SELECT count(DISTINCT town), count(*) FROM cases')" = '1|4000' ] ||
		bad "half stored: $(sql 'SELECT town, count(*) FROM cases GROUP BY town')"
done
[ "$(sql 'PRAGMA integrity_check')" = ok ] || bad 'integrity'
run cases-import -q next
status 0

begin 'what a killed writer left beside the database is rolled back by whoever comes next'
for program in $programs; do
	office
	many Ost 2000 >filler
	cases-import -q filler >/dev/null 2>&1
	sql 'SELECT * FROM cases' >before
	# Pages are in the file, the transaction is not ended.
	mkfifo lock
	sqlite3 "$DOORSTEP_DB" <lock >/dev/null 2>&1 &
	victim=$!
	exec 9>lock
	cp -p "$DOORSTEP_DB" untouched
	cat >&9 <<'END'
PRAGMA cache_size = 1;
BEGIN IMMEDIATE;
UPDATE client SET town = 'half', street = 'half';
END
	turn=0
	while cmp -s untouched "$DOORSTEP_DB" && [ $turn -lt 300 ]; do
		sleep 0.01
		turn=$((turn + 1))
	done
	sleep 0.1
	kill -9 $victim
	wait $victim 2>/dev/null
	exec 9>&-
	rm lock
	want [ -s "$DOORSTEP_DB-journal" ]
	cmp -s untouched "$DOORSTEP_DB" && bad 'nothing was left half done'
	call "$program" -q --as-of=2026-03-03 --lock-wait=1
	status 0
	[ "$(sql "SELECT count(*) FROM cases WHERE town = 'half'")" = 0 ] || bad "$program: half"
	case $program in cases-import | cases-erase) continue ;; esac
	sql 'SELECT * FROM cases' >after
	cmp -s before after || bad "$program: other cases than before"
done

if strace true 2>/dev/null; then
	# SIGTERM comes with the first CALL about the journal.
	ended_at() {
		call=$1
		shift
		ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS,}detect_leaks=0" \
			run strace -o trace -P "$DOORSTEP_DB-journal" -e "inject=$call:signal=TERM:when=1" \
			"$@" -q --as-of=2026-03-03
		[ "$got" = 143 ] || bad "$1, $call: status $got: $(cat "$box/err")"
		sed -i '/^Terminated$/d' "$box/err"
		[ -z "$(ls -A dir)" ] || bad "$1 leaves $(ls -A dir)"
		[ -e "$DOORSTEP_DB-journal" ] && bad "$1 leaves a journal"
	}
	nothing_stored() {
		ended_at openat "$@"
		echo "$1: $DOORSTEP_DB: stopped by a signal; nothing was stored" | err
	}
	all_stored() {
		ended_at unlink "$@"
		echo "$1: stopped by a signal; everything was stored, but the output may not be complete" | err
	}

	# The journal comes into being with what is stored, and its end is the commit.
	begin 'ended by a signal while it stores, a program takes all back, leaves no journal, and says so'
	office
	mkdir dir
	sed -i '1s/$/	lat	lon/;2s/$/	50.1	8.1/' cases
	for program in 'runs-undo 1' 'cases-import -o dir/file cases' 'visits-log -o dir/file outcomes' \
		'visits-plan -o dir/file --commit --effort=1 --from=2026-03-04 people'; do
		sql .dump >before
		# shellcheck disable=SC2086
		nothing_stored $program
		sql .dump >after
		same before after
		cp -p "$DOORSTEP_DB" "$DOORSTEP_DB-before"
		# shellcheck disable=SC2086
		all_stored $program
		sql .dump >after
		cmp -s before after && bad "$program: not stored"
		mv "$DOORSTEP_DB-before" "$DOORSTEP_DB"
	done
	nothing_stored cases-erase --only=people
	ended_at unlink cases-erase --only=people
	err <<'EOF'
cases-erase: killed: everything is erased, but the file has still to be rewritten; the next program that stores something does it
EOF
	rm "$DOORSTEP_DB"
	nothing_stored cases-import cases
	want [ ! -s "$DOORSTEP_DB" ]
	all_stored cases-import cases
	want [ "$(sql 'SELECT count(*) FROM cases')" = 1 ]
fi

# In a directory of nobody's that nobody may not change.
begin 'without the right to write, readers read and writers say so'
office
mkdir shut
cp "$DOORSTEP_DB" shut/db
# Neither somebody else nor the owner, who runs this if it is not root.
chmod 444 shut/db
chmod 755 .
chmod 555 shut
cksum shut/db >before
for program in cases-overdue visits-list stats-report; do
	run as_nobody "$program" -d shut/db
	status 0
done
run as_nobody visits-plan -q -d shut/db --effort=1 --from=2026-03-04 people
status 0
for program in 'cases-import cases' 'visits-log outcomes' 'visits-plan --commit --effort=1 --from=2026-03-04 people'; do
	# shellcheck disable=SC2086
	set -- $program
	name=$1
	shift
	run as_nobody "$name" -q -d shut/db "$@"
	case $got in
	2 | 5) grep -q "^$name: " "$box/err" || bad "$name: $(cat "$box/err")" ;;
	*) bad "$name: status $got: $(cat "$box/err")" ;;
	esac
	out </dev/null
done
chmod 666 shut/db
run as_nobody visits-log -q -d shut/db outcomes
case $got in
2 | 5) ;;
*) bad "no journal can be made, but: status $got: $(cat "$box/err")" ;;
esac
cksum shut/db >after
same before after
chmod 0 shut/db
for program in $programs; do
	case $program in
	cases-import) run as_nobody "$program" -q -d shut/db cases ;;
	visits-plan) run as_nobody "$program" -q -d shut/db --from=2026-03-04 people ;;
	visits-log) run as_nobody "$program" -q -d shut/db outcomes ;;
	cases-find) run as_nobody "$program" -q -d shut/db callers ;;
	cases-show) run as_nobody "$program" -q -d shut/db people ;;
	cases-erase) run as_nobody "$program" -q -d shut/db --only=people ;;
	*) run as_nobody "$program" -q -d shut/db ;;
	esac
	case $got in
	2 | 5) ;;
	*) bad "$program may not read it, but: status $got" ;;
	esac
done
chmod 755 shut

begin 'no room for the database: no success, nothing half stored'
office
sql .dump >before
many Ost 20000 >big
# The shell's limit counts in blocks of 512 bytes.
(
	trap '' XFSZ
	ulimit -f 400
	exec cases-import -q -o /dev/null big
) 2>err
got=$?
case $got in
2) grep -q '^cases-import: ' err || bad "$(cat err)" ;;
*) bad "status $got: $(cat err)" ;;
esac
sql .dump >after
same before after
for program in $programs; do
	call "$program" -q --as-of=2026-03-03
	status 0
done

begin 'no room for the output file: 2, or 3 after storing; the old file stands'
office
many Ost 20000 >big
echo old >file
(
	trap '' XFSZ
	ulimit -f 400
	exec cases-import -q -n -d new.db -o file big
) 2>err
got=$?
[ $got = 2 ] || bad "status $got: $(cat err)"
echo old >want
same want file
cases-import -q big >/dev/null
sed '1s/.*/case_id	referred_on/;2,$s/	.*/	2026-02-01/' big >referrals
cases-import -q referrals >/dev/null
(
	trap '' XFSZ
	ulimit -f 400
	exec cases-overdue -o file --as-of=2026-03-03
) 2>err
got=$?
[ $got = 2 ] || bad "status $got: $(cat err)"
same want file
[ -z "$(find . -name '.*' -type f)" ] || bad "left: $(find . -name '.*' -type f)"

begin 'no room for the rows that wait until all is stored: nothing is'
office
# A long case_id is in the output for each letter, and once in the database.
awk 'BEGIN {
	long = sprintf("%500s", "")
	gsub(" ", "x", long)
	print "case_id" >"long"
	print "case_id\tdue_on\tresult" >"letters"
	for (i = 100; i < 200; i++) {
		print i long >"long"
		for (k = 0; k < 180; k++)
			printf "%d%s\t%d-%02d-03\tmissed\n", i, long, 2010 + k / 12, 1 + k % 12 >"letters"
	}
}'
cases-import -q long >/dev/null 2>&1
sql .dump >before
(
	trap '' XFSZ
	ulimit -f 8000
	exec cases-import -q letters
) 2>err | cat >out
want grep -q '^cases-import: .*: temporary file: File too large$' err
want [ ! -s out ]
sql .dump >after
same before after
run cases-import -q letters
status 0
want [ "$(wc -l <"$box/out")" -eq 18001 ]

begin 'a closed stderr: nothing that was meant for it strays into a file'
office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tbogus\nA1\t2026-03-02\tnot_home\n' >outcomes
visits-log -o file --as-of=2026-03-03 outcomes 2>&-
got=$?
status 1
grep -q visits-log: file && bad 'a message in the output'
[ "$(wc -l <file)" = 2 ] || bad "output: $(cat file)"
printf 'case_id\tneeds\nB1\tx!\nB2\tf\n' >cases
cases-import -o file --rejects=rejects cases 2>&- <&-
got=$?
status 1
grep -q cases-import: file rejects && bad 'a message in a file'
[ "$(sql 'PRAGMA integrity_check')" = ok ] || bad 'the database'
cases-import -q -d fresh.db cases 2>&- >&- <&-
got=$?
status 3
[ "$(sqlite3 fresh.db 'PRAGMA integrity_check; SELECT count(*) FROM cases' | tr '\n' ' ')" = 'ok 1 ' ] ||
	bad 'the fresh database'

begin 'without HOME, PATH and a terminal the programs run; without a place for the database they say so'
office
bin=$(dirname "$(command -v cases-overdue)")
for program in cases-overdue visits-list stats-report; do
	run env -i "$bin/$program" -d "$DOORSTEP_DB" --as-of=2026-03-03
	status 0
done
for program in cases-overdue visits-list stats-report; do
	run env -i "$bin/$program" --as-of=2026-03-03
	case $got in
	2 | 5) [ "$(wc -l <"$box/err")" = 1 ] || bad "$(cat "$box/err")" ;;
	*) bad "$program: status $got" ;;
	esac
done

begin 'the database is the one of --db, else of DOORSTEP_DB, else of XDG_DATA_HOME, else at home'
printf 'case_id\nA1\n' >cases
run env -u DOORSTEP_DB -u XDG_DATA_HOME HOME="$PWD/home" cases-import -q cases
status 0
want [ -s home/.local/share/doorstep/doorstep.db ]
run env -u DOORSTEP_DB XDG_DATA_HOME="$PWD/xdg" cases-import -q cases
status 0
want [ -s xdg/doorstep/doorstep.db ]
run env DOORSTEP_DB=env.db XDG_DATA_HOME="$PWD/none" cases-import -q cases
status 0
want [ -s env.db ]
run env DOORSTEP_DB=other.db cases-import -q -d option.db cases
status 0
want [ -s option.db ]
want [ ! -e other.db ]
for made in home/.local/share/doorstep/doorstep.db xdg/doorstep/doorstep.db; do
	[ "$(stat -c %a $made)" = 600 ] || bad "$made: $(stat -c %a $made)"
done

begin 'the day can be given: a run caught up later is the run of that day'
office
run cases-overdue --as-of=2026-03-03
cp "$box/out" earlier
printf 'case_id\tdue_on\tresult\nA1\t2026-03-10\tattended\n' >letters
run cases-import -q --as-of=2026-03-11 letters
run cases-overdue --as-of=2026-03-03
same earlier "$box/out"

# After a flat battery the clock begins anew, and nothing has happened yet.
begin 'a clock that is behind the last run is not believed without a word, unless the day is given'
office
next=$(($(date +%Y) + 2))
sql "UPDATE run SET at = '$next-01-01T00:00:00Z' WHERE run = (SELECT max(run) FROM run)"
for program in cases-overdue visits-list cases-check stats-report; do
	run $program -q
	status 0
	err <<END
$program: $DOORSTEP_DB: was last written on a day that has not come yet: is the clock right?
END
	run $program -q --as-of=2026-03-03
	err </dev/null
done
run cases-import -q people
status 0
err <<END
cases-import: $DOORSTEP_DB: was last written on a day that has not come yet: is the clock right?
END
run cases-overdue -q
err </dev/null

# The script of doorstep(7), with a day's sheet of two visits, one of which
# comes back with a date that nobody can read.
week() {
	office
	sed -n '/^\$ cat >week/,/^> END/{/END/d;s/^> \{0,1\}//;p;}' "$top/man/doorstep.7" |
		sed "s/\\\\(aq/'/g;s/\\\\e/\\\\/g" >week
	cp "$DOORSTEP_DB" doorstep.db
	mkdir -p in back
	printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-02\tnot_home\tfine\nA1\t2026-03-O3\tmet\tkeep\tme\n' |
		sed 's/\tme$/\\tme/' >sheet
	cp sheet back/w1.tsv
	mkdir -p bin
	printf '#!/bin/sh\nexec "%s/visits-log" --as-of=2026-03-03 "$@"\n' "$build/bin" >bin/visits-log
	chmod +x bin/visits-log
}

# The sheets were filled in on a day that need not have come yet.
evening() { PATH="$PWD/bin:$PATH" sh ./week evening; }

files() { find "$1" -type f | wc -l; }

outcomes() { sqlite3 doorstep.db 'SELECT count(*) FROM visits'; }

begin "the week's script keeps the rows of a sheet that were not taken"
week
run evening
status 0
says 'w1.tsv:3: date: '
want [ ! -e back/w1.tsv ]
want [ "$(outcomes)" = 1 ]
want [ "$(files rejected)" = 1 ]
cut -f4- rejected/* >kept
printf 'case_id\tdate\toutcome\tnote\nA1\t2026-03-O3\tmet\tkeep\\tme\n' >want
same want kept
# Mended, it goes in; the same name again loses nothing.
sed 's/O3/03/' rejected/* >back/mended.tsv
cp sheet back/w1.tsv
run evening
status 0
want [ "$(outcomes)" = 2 ]
want [ "$(files rejected)" = 2 ]

begin "the week's script: what waits to be mended is told each morning, and does not wait for ever"
week
run evening
run sh ./week morning
says '^week: 1 in rejected, to be mended$'
run sh ./week month
status 0
err </dev/null
touch -d '31 days ago' rejected/* read/*
run sh ./week month
status 0
says '^week: not mended in 30 days, deleted: rejected/.*-w1.tsv\.'
want [ "$(wc -l <"$box/err")" = 1 ]
want [ -z "$(find rejected read -type f)" ]

begin "the week's script on an evening without a sheet, on a morning without an export"
week
rm back/*
run evening
status 0
out </dev/null
err </dev/null
run sh ./week morning
status 0
says '^week: no export came in$'
says '^ *2 stale$'
want [ "$(wc -l <"$box/err")" = 2 ]
want [ -s today.tsv ]
want [ -z "$(find rejected read logged -type f)" ]

begin "the week's script: a sheet that cannot be read stays, the others are taken"
week
printf 'case_id\tdate\toutcome\nA1\t2026-02-' >back/w0.tsv
run evening
status 2
want [ "$(ls back)" = w0.tsv ]
want [ "$(outcomes)" = 1 ]
want [ "$(files rejected)" = 1 ]
printf 'case_id,surname\nA1,"open' >in/cases.csv
run sh ./week morning
status 2
want [ -s in/cases.csv ]
want [ -s today.tsv ]
want [ "$(files rejected)" = 1 ]

begin "the week's script twice at once does the work once"
week
evening >1.out 2>1.err & one=$!
evening >2.out 2>2.err & two=$!
wait $one || bad "status $?: $(cat 1.err)"
wait $two || bad "status $?: $(cat 2.err)"
want [ "$(cat 1.err 2.err | wc -l)" = 1 ]
want [ "$(outcomes)" = 1 ]
want [ "$(files rejected)" = 1 ]
want [ ! -e back/w1.tsv ]

begin "the week's script without room: the sheet stays until there is room"
week
many Ost 3000 | sed '1s/.*/case_id	date	outcome/;2,$s/^C[0-9]*	Ost	.*/A1	2026-03-0x	met/' >back/w2.tsv
(
	trap '' XFSZ
	ulimit -f 16
	evening
) 2>log
got=$?
status 2
want [ -s back/w1.tsv ]
want [ -s back/w2.tsv ]
[ -z "$(find rejected logged read -type f)" ] || bad "left: $(find rejected logged read -type f)"
run evening
status 0
want [ -z "$(ls back)" ]
want [ "$(cat rejected/*-w2.tsv.* | wc -l)" = 3001 ]

# The copy of doorstep(7), made by an age that only copies.
nightly() {
	sed -n '/^>     umask 077/,/^> )/p' "$top/man/doorstep.7" |
		sed "s/^> \{0,1\}//;s/\\\\(aq/'/g;1i (
" >nightly
	mkdir -p bin
	cat >bin/age <<'END'
#!/bin/sh
cp "$5" "$4"
[ ! -e full ]
END
	chmod +x bin/age
}

copy() { run env PATH="$PWD/bin:$PATH" sh ./nightly; }

begin 'a nightly copy that cannot be made is no success, and that of the night before stands'
office
nightly
copy
status 0
err </dev/null
cp night.db.age before
touch full
copy
status 1
rm full
DOORSTEP_DB=nowhere copy
status 5
dd if=/dev/zero of="$DOORSTEP_DB" bs=4096 seek=2 count=4 conv=notrunc 2>/dev/null
copy
want [ "$got" != 0 ]
same before night.db.age
want [ ! -e night.db ]

finish
