#!/bin/sh
# What the machine or the file does to a program: it says so, in words of its
# own, with the right status, and leaves nothing behind.
. tests/lib.sh
. tests/given.sh

import_office() {
	given 2026-01-02 <<'END'
cases   case_id lat lon
        A1      50  8
letters case_id due_on     result
        A1      2026-01-05 missed
        A1      2026-02-05 missed
END
}

office() { once import_office; }

letter() { printf 'case_id\tdue_on\tresult\nA1\t%s\tmissed\n' "$1"; }

begin 'a limit on the size of files ends no program without a word'
printf 'case_id\tsurname\n' >cases
run sh -c 'ulimit -f 8; exec cases-import cases'
status 2
out </dev/null
err <<END
cases-import: $DOORSTEP_DB: File too large; nothing was stored
END
want [ ! -e "$DOORSTEP_DB-journal" ]
run cases-import -q cases
status 0
office
run sh -c 'ulimit -f 0; exec cases-overdue --as-of=2026-02-20 -o list'
status 2
want [ ! -e list ]

begin 'no file left to open: nothing was done, and nothing is wrong with the database'
office
letter 2026-02-12 >letters
feed letters env ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS,}detect_leaks=0" \
	sh -c 'ulimit -n 4; exec cases-import --rejects=rejects'
status 2
err <<END
cases-import: $DOORSTEP_DB: Too many open files
END

if strace true 2>/dev/null; then
	begin 'a file system without locks is named, and no busy database'
	office
	letter 2026-02-12 >letters
	for program in cases-overdue 'cases-import letters'; do
		# shellcheck disable=SC2086
		run env ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS,}detect_leaks=0" \
			strace -o trace -P "$DOORSTEP_DB" -e inject=fcntl:error=ENOLCK \
			$program --lock-wait=0
		status 2
		out </dev/null
		err <<END
${program%% *}: $DOORSTEP_DB: its file system has no locks: put the database on another one
END
	done
fi

begin 'what is no file is no database'
mkfifo pipe
letter 2026-02-12 >letters
for program in cases-overdue cases-import; do
	feed letters timeout 10 "$program" --db=pipe
	status 5
	out </dev/null
	err <<END
$program: pipe: is no regular file, not a database
END
done

begin 'a file without a version is damaged'
for version in 0 -1 -2147483648; do
	office
	sqlite3 "$DOORSTEP_DB" "PRAGMA user_version = $version"
	letter 2026-02-12 >letters
	for program in cases-overdue 'cases-import letters'; do
		# shellcheck disable=SC2086
		run $program
		status 5
		out </dev/null
		err <<END
${program%% *}: $DOORSTEP_DB: the database is damaged: it has no version
END
	done
done

begin 'a text of the file is in no message'
office
sqlite3 "$DOORSTEP_DB" 'DELETE FROM letter;
	CREATE UNIQUE INDEX geheim ON letter (client)'
letter 2026-02-12 >letters
letter 2026-02-13 | sed 1d >>letters
run cases-import letters
status 5
out </dev/null
err <<END
cases-import: $DOORSTEP_DB: the database is damaged, or what somebody added to it stands in the way: constraint failed
END

begin 'an index of somebody else that cannot be kept stands in the way: 5, not 2'
office
sqlite3 "$DOORSTEP_DB" >shell <<'END'
.dbconfig defensive off
CREATE INDEX i ON letter (abs(due));
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'abs', 'geheim') WHERE name = 'i';
END
letter 2026-02-12 >letters
run cases-import letters
status 5
out </dev/null
err <<END
cases-import: $DOORSTEP_DB: the database is damaged, or what somebody added to it stands in the way: SQL logic error
END

begin 'numbers that are used up are damage, no full disk'
for change in 'UPDATE sqlite_sequence SET seq = 9223372036854775807' \
	"UPDATE sqlite_sequence SET seq = '99999999999999999999'" \
	'UPDATE run SET run = 9223372036854775807 WHERE run = 1'; do
	office
	sqlite3 "$DOORSTEP_DB" "$change"
	letter 2026-02-12 >letters
	run cases-import letters
	status 5
	out </dev/null
	err <<END
cases-import: $DOORSTEP_DB: the database is damaged: its numbers are used up
END
done

# foreign SQL: the file is changed by it, and every program says that it is not
# ours, prints nothing and stores nothing.
foreign() {
	office
	sqlite3 "$DOORSTEP_DB" "$1"
	cp "$DOORSTEP_DB" before
	letter 2026-02-12 >letters
	for program in cases-overdue visits-list stats-report cases-import; do
		feed letters timeout 10 "$program"
		status 5
		out </dev/null
		err <<END
$program: $DOORSTEP_DB: the database is damaged: the $2 is not as doorstep made it
END
	done
	want cmp before "$DOORSTEP_DB"
}

begin 'a view in place of a table runs in no program'
foreign 'ALTER TABLE letter RENAME TO old;
	CREATE VIEW letter AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL
	SELECT i + 1 FROM n) SELECT i AS client, i AS due, 2 AS result FROM n' \
	'table letter'

begin 'nor do a missing table, another column, a constraint'
foreign 'DROP TABLE cut' 'table cut'
foreign 'ALTER TABLE client ADD COLUMN mood TEXT' 'table client'
foreign 'PRAGMA writable_schema = ON; UPDATE sqlite_schema
	SET sql = replace(sql, "due INTEGER NOT NULL",
	"due INTEGER NOT NULL CHECK (due < 0)") WHERE name = "letter"' 'table letter'

begin 'a file whose pages lead to themselves is damaged: no program reads for ever'
while read -r table program options; do
	office
	"$top/tests/endless" "$DOORSTEP_DB" "$table" || bad "no $table without an end"
	letter 2026-02-12 >letters
	# shellcheck disable=SC2086
	run timeout 60 $program $options
	status 5
	out </dev/null
	err <<END
$program: $DOORSTEP_DB: the database is damaged: reading it does not end
END
done <<'END'
client stats-report
client cases-import letters
run runs-list
run cases-import letters
END

begin 'an index, a view and a table of their own are theirs'
office
sqlite3 "$DOORSTEP_DB" 'CREATE INDEX mine ON letter (due);
	CREATE VIEW towns AS SELECT DISTINCT town FROM cases;
	CREATE TABLE notes (text); ANALYZE'
letter 2026-02-12 >letters
run cases-import -q letters
status 0
err </dev/null

begin 'a trigger in the file does not run, and is said'
office
sqlite3 "$DOORSTEP_DB" 'CREATE TRIGGER gone AFTER INSERT ON letter
	BEGIN DELETE FROM letter; END'
letter 2026-02-12 >letters
run cases-import -q letters
status 0
err <<END
cases-import: $DOORSTEP_DB: 1 trigger in it does not run
END
run sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM letter'
out <<'END'
3
END
run cases-overdue --as-of=2026-02-20 -H -c case_id
status 0
err </dev/null
out <<'END'
A1
END

begin 'no output goes over what SQLite has beside the database'
office
mkdir there
cp "$DOORSTEP_DB" there/db
ln -s there/db link
for end in '' -journal -wal -shm; do
	run cases-overdue --db=link -o "there/db$end"
	status 2
	err <<'END'
cases-overdue: an output file is one of the inputs; see cases-overdue --help
END
done
want [ "$(ls there)" = db ]

# The database as a program leaves it that is cut off in the middle.
cut_off() {
	{ echo case_id; seq -f 'B%g' 3000; } >names
	cases-import -q -t cases names >out 2>&1
	sqlite3 "$DOORSTEP_DB" <<'END'
PRAGMA cache_size = 1;
BEGIN;
UPDATE client SET town = hex(zeroblob(200));
.shell mkdir cut && cp "$DOORSTEP_DB" cut/db && cp "$DOORSTEP_DB-journal" cut/db-journal
ROLLBACK;
END
}

begin 'who may only read is told what has to be done after a crash, and by whom'
office
cut_off
# Nor may the owner, who runs this if it is not root.
chmod 444 cut/* && chmod 755 . && chmod 555 cut
run as_nobody cases-overdue --db=cut/db --as-of=2026-02-20
status 5
out </dev/null
err <<'END'
cases-overdue: cut/db: cut/db-journal is of a program that was cut off; somebody who may write both has to run any program of doorstep on it first
END
chmod 755 cut && chmod 644 cut/*
run cases-overdue --db=cut/db --as-of=2026-02-20
status 0
cp "$box/out" list
want [ ! -e cut/db-journal ]
run cases-overdue --as-of=2026-02-20
status 0
out <list
run as_nobody cases-overdue --db=cut/db --as-of=2026-02-20
status 0
out <list
err <<'END'
cases-overdue: cut/db: its mode is 0644, which lets others in
END

begin 'a database that others may read is said, and made its owner alone by what stores'
office
letter 2026-02-12 >letters
for mode in 0644 0660 0777; do
	chmod $mode "$DOORSTEP_DB"
	run visits-list
	status 0
	err <<END
visits-list: $DOORSTEP_DB: its mode is $mode, which lets others in
END
	run cases-import -q -n letters
	err <<END
cases-import: $DOORSTEP_DB: its mode is $mode, which lets others in
END
	want [ "$(stat -c %a "$DOORSTEP_DB")" = ${mode#0} ]
	run cases-import -q letters
	status 0
	err <<END
cases-import: $DOORSTEP_DB: its mode was $mode; it is 0600 now
END
	want [ "$(stat -c %a "$DOORSTEP_DB")" = 600 ]
	run visits-list
	err </dev/null
done

begin 'a group may read what is --shared, from the first import on'
letter 2026-02-12 | sed 's/A1/A9/' >letters
printf 'case_id\nA9\n' >cases
for file in cases letters letters; do
	run cases-import --shared -q -t "${file}" "$file"
	status 0
	err </dev/null
	want [ "$(stat -c %a "$DOORSTEP_DB")" = 640 ]
	run visits-list
	err </dev/null
done
run cases-import -q letters
err <<END
cases-import: $DOORSTEP_DB: its mode was 0640; it is 0600 now
END

begin 'a write-ahead log is said by what reads, and gone after what stores'
office
sqlite3 "$DOORSTEP_DB" 'PRAGMA journal_mode = WAL' >mode
letter 2026-02-12 >letters
run visits-list
status 0
err <<END
visits-list: $DOORSTEP_DB: was switched to a write-ahead log; the next program that stores switches it back
END
run cases-import -q letters
status 0
err </dev/null
run visits-list
status 0
err </dev/null
want [ ! -e "$DOORSTEP_DB-wal" ]

begin 'a crash leaves no core with what the input said'
office
mkfifo input
cases-import input &
while ! grep -q '^Max core file size  *1  *1 ' "/proc/$!/limits"; do
	kill -0 $! || break
done
want kill "$!"
wait

finish
