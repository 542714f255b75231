#!/bin/sh
# share/postgres: many offices' files in one PostgreSQL, and nothing there that
# the files do not say.  SEQUENCES=40 tries more of what may be done to a file.
. tests/lib.sh
. tests/postgres.sh

share=$top/share/postgres
load() { "$share/load" "$@"; }
sql() { psql -X -q -At -v ON_ERROR_STOP=1 "$@"; }

if ! clusters one; then
	begin 'many offices in PostgreSQL'
	if [ "${POSTGRES-}" = required ]; then
		bad 'PostgreSQL is missing (tests/setup postgres)'
	else
		skip 'no PostgreSQL (tests/setup postgres)'
	fi
	finish
	exit
fi

# A case's own database; in PostgreSQL there is no office.
start() {
	begin "$@"
	sql -c 'DROP SCHEMA IF EXISTS doorstep CASCADE' 2>/dev/null
	"$share/setup" || bad 'no tables'
}

# Quick to make, and rich: the office of the rule's own test.
printf 'worker\tlat\tlon\tfunder\nw1\t50\t8\tState\nw2\t50\t8\tCounty\n' >"$box/workers.tsv"
invent() {
	"$top/tests/rule" invent "$1" "$2" . && cases-import -q -d "$3" --as-of="$2" \
	    "$box/workers.tsv" cases.tsv letters.tsv cuts.tsv referrals.tsv >/dev/null 2>&1 &&
	visits-log -q -d "$3" --as-of="$2" outcomes.tsv >/dev/null 2>&1
}

list() {
	sql -v office="$1" -v day="$2" <<'END'
COPY (SELECT 1 WHERE false) TO STDOUT;
SELECT format('COPY (SELECT case_id, urgency, reason, missed, silent_days,
  last_sign, threat, visit_by, deadline, cut_from, attempts, last_attempt, tried,
  worker, needs, round(visit_minutes::numeric, 4)::float8, windows, household_id,
  street, postal_code, town, round(lat::numeric, 7)::float8,
  round(lon::numeric, 7)::float8, case_manager, pending, not_before, in_row,
  lapses_on FROM doorstep.overdue_of(%L, %L)) TO STDOUT (NULL '''')',
  :'office', :'day') \gexec
END
}
lists_agree() {
	office=$1 file=$2
	shift 2
	for day; do
		list "$office" "$day" >there || bad "no list of $day"
		run cases-overdue -H -d "$file" --as-of="$day"
		same "$box/out" there
	done
}

measures=visits,met,not_home,refused,moved,wrong_address,aborted,self_reported
measures=$measures,cancelled,persons_visited,persons_reached,first_contacts
measures=$measures,reaction_positive,reaction_neutral,reaction_negative
measures=$measures,offers_made,offers_accepted,health_accepted,cuts_threatened
measures=$measures,cuts_averted,came_back,minutes
# Figures of the period by each of these keys, of a file and of its copy.
reports_agree() {
	office=$1 file=$2 from=$3 to=$4
	shift 4
	for keys; do
		sql -F '	' -c "SELECT array_to_string(keys || ARRAY[measure,
		    value::text], E'\t') FROM doorstep.report_of('$office', '$from',
		    '$to', '{$keys}')" | sort >there
		run stats-report -H -d "$file" --as-of="$to" --from="$from" --to="$to" \
		    --suppress=0 --measures=$measures ${keys:+"--by=$keys"}
		status 0
		sort "$box/out" >here
		same here there
		want [ -s here ]
	done
}

# All that PostgreSQL has of an office.
dump() {
	sql -v office="$1" <<'END'
SELECT format('COPY (SELECT %L, t.* FROM doorstep.%I AS t ORDER BY t) TO STDOUT',
       kind, kind || '_' || n)
  FROM doorstep.kinds CROSS JOIN doorstep.office WHERE office = :'office' \gexec
END
}
# The copy is what it would be if all were loaded anew.
copy_is_right() {
	dump "$1" >before
	sql -c "SELECT doorstep.drop_office('$1')" >/dev/null
	load "$1" "$2" 2>/dev/null || bad 'not loaded anew'
	dump "$1" >after
	same after before
}

start 'the list of the overdue is that of cases-overdue, on each day'
invent 1 2026-11-20 a.db
invent 7 2026-07-01 b.db
run load a a.db
status 0
out </dev/null
err <<'END'
load: a: whole for the first time: 150 cases
END
run load 'the other' b.db
status 0
lists_agree a a.db 2026-11-20 2026-12-28 2027-04-10 2026-06-01
lists_agree 'the other' b.db 2026-07-01 2026-07-31 2025-12-24
want [ "$(wc -l <there)" -gt 20 ]
sql -F '	' -c "SELECT office, case_id FROM doorstep.overdue('2026-07-01')" | sort >all
for o in a:a 'the other:b'; do
	cases-overdue -H -c case_id -d "${o#*:}.db" --as-of=2026-07-01 2>/dev/null |
		sed "s/^/${o%:*}	/"
done | sort >own
same own all

goes_on 'under other numbers, another policy and other holidays, too'
"$top/tests/rule" policy 1 2026-11-20 >invented
mkdir share && ln -s "$top"/share/* share && rm share/policy &&
	mkdir share/policy && cp invented share/policy/sgb2.tsv
DOORSTEP_SHARE=$PWD/share "$share/setup" || bad 'no other policy'
sql -c "UPDATE doorstep.office SET holidays = 'by-augsburg'"
for day in 2026-11-20 2026-08-10; do
	list a $day >there
	run cases-overdue -H -d a.db --as-of=$day --policy=invented --holidays=by-augsburg
	same "$box/out" there
done
sql -c "SELECT case_id FROM doorstep.overdue_of('a', '2026-11-20', 1, 30, 1)" >there
run cases-overdue -H -d a.db --as-of=2026-11-20 --policy=invented \
    --holidays=by-augsburg --missed=1 --silent=30 --max-attempts=1 -c case_id
same "$box/out" there
sql -c "UPDATE doorstep.office SET holidays = 'atlantis'"
sql -c "SELECT count(*) FROM doorstep.overdue('2026-11-20')" 2>&1 |
	grep -q 'holidays of the office are not known' || bad 'holidays of nowhere'

start 'the figures are those of stats-report without stars'
"$top/tests/invent-office" 3 60 400
cases-import -q -d o.db --as-of=2026-11-20 cases.tsv letters.tsv cuts.tsv referrals.tsv \
    workers.tsv offers.tsv >/dev/null 2>&1
visits-log -q -d o.db --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
load o o.db 2>/dev/null
reports_agree o o.db 2026-01-01 2026-11-20 '' month town,sex worker funder \
    worker,funder age_group week,outcome quarter,language year,postal_code
reports_agree o o.db 2026-05-01 2026-06-30 '' sex

goes_on 'of people who were erased, too, who are nowhere in PostgreSQL then'
sed -n 's/^\([^\t]*\)\t.*/\1/p' cases.tsv | sed -n '1p;3,30p' >gone.tsv
printf 'case_id\tstreet\n%s\tZweitesgasse 77\n' "$(sed -n 2p gone.tsv)" >street.tsv
cases-import -q -d o.db --as-of=2026-11-20 street.tsv >/dev/null 2>\&1
run load o o.db
status 0
err <<'END'
load: o: changes: 1 cases
END
sql -c CHECKPOINT
want grep -qr 'Zweitesgasse 77' "$box/one/data/base"
cases-erase -q -d o.db --as-of=2026-11-20 --only=gone.tsv >/dev/null
run load o o.db
status 0
err <<'END'
load: o: whole since something was erased: 32 cases
END
sql -c CHECKPOINT
grep -qr 'Zweitesgasse 77' "$box/one/data/base" && bad 'still in its files'
want [ "$(sql -c 'SELECT count(*) FROM doorstep.anon_visits')" -gt 50 ]
reports_agree o o.db 2026-01-01 2026-11-30 '' month town,sex worker funder age_group week
copy_is_right o o.db
lists_agree o o.db 2026-11-20

start 'an erased row that an open query may still see is said, and goes the next time'
invent 2 2026-08-31 a.db
load a a.db 2>/dev/null
mkfifo ask
sql <ask >answers 2>&1 &
exec 7>ask
echo 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM doorstep.policy;' >&7
i=0
until [ -s answers ] || [ $i -gt 100 ]; do sleep 0.05; i=$((i + 1)); done
head -n 3 cases.tsv | cut -f1 >gone.tsv
cases-erase -q -d a.db --only=gone.tsv >/dev/null
run load a a.db
status 3
err <<'END'
load: a: whole since something was erased: 148 cases; what was erased is still in PostgreSQL's files, since something else is open there; the next load tries again
END
exec 7>&-
wait
run load a a.db
status 0
err <<'END'
load: a: changes: 0 cases
END
want [ "$(sql -c 'SELECT rewrite FROM doorstep.office')" = f ]

start 'only what runs have changed is sent, and comes to the same'
invent 4 2026-07-01 a.db
load a a.db 2>/dev/null
run load a a.db
status 0
err <<'END'
load: a: changes: 0 cases
END
printf 'case_id\tdate\toutcome\toffers\n%s\t2026-07-01\tmet\t\n' "$(sed -n 5p cases.tsv | cut -f1)" >met.tsv
visits-log -q -d a.db --as-of=2026-07-01 met.tsv >/dev/null 2>&1
printf 'case_id\ttown\tneeds\n%s\ta\\tb\\\\c\\nd\\n\\\\.\\ne\tpair\n' "$(sed -n 9p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d a.db --as-of=2026-07-01 town.tsv >/dev/null 2>\&1
run load a a.db
status 0
err <<'END'
load: a: changes: 2 cases
END
want [ "$(sql -c "SELECT count(*) FROM doorstep.cases WHERE town LIKE E'a\tb\\\\\\\\c\nd\n\\\\\\\\.\ne'")" -eq 1 ]
copy_is_right a a.db
runs-undo -q -d a.db --as-of=2026-07-01 4 >/dev/null
run load a a.db
status 0
err <<'END'
load: a: whole since a run was undone: 150 cases
END
copy_is_right a a.db
lists_agree a a.db 2026-07-01

start 'whatever was done to a file: what was sent bit by bit is all there is'
"$top/tests/postgres-random" 1 "${SEQUENCES:-1}" || bad 'they differ'

start 'another file, an older state and a file that is there already are refused'
invent 5 2025-01-15 a.db
cp a.db older.db
load a a.db 2>/dev/null
run load b a.db
status 2
err <<'END'
load: b: the same file is there as another office
END
invent 6 2025-01-15 other.db
run load a other.db
status 2
err <<'END'
load: a: this is another database than the one loaded before (--whole makes it the one)
END
printf 'case_id\ttown\n%s\tAu\n' "$(sed -n 2p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d a.db town.tsv >/dev/null 2>\&1
load a a.db 2>/dev/null
run load a older.db
status 2
err <<'END'
load: a: this is an older state of the database, or has another past (--whole loads it as it is)
END
sed 's/Au$/Zell/' town.tsv >zell.tsv
cases-import -q -d older.db zell.tsv >/dev/null 2>\&1
cases-import -q -d older.db town.tsv >/dev/null 2>\&1
run load a older.db
status 2
run load --whole a older.db
status 0
err <<'END'
load: a: whole as asked for: 151 cases
END
lists_agree a older.db 2025-01-15
run load --whole a other.db
status 0
lists_agree a other.db 2025-01-15

goes_on 'a change that no run tells of is found, and all is loaded'
sqlite3 other.db "DELETE FROM letter WHERE client = (SELECT max(client) FROM letter)"
printf 'case_id\ttown\n%s\tZell\n' "$(sed -n 2p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d other.db town.tsv >/dev/null 2>\&1
run load a other.db
status 0
err <<'END'
load: a: what runs changed is not all that changed; all of it is loaded
load: a: whole as asked for: 150 cases
END
copy_is_right a other.db

goes_on 'what is no file of ours is refused'
run load a workers.tsv
status 5
sqlite3 none.db 'CREATE TABLE t (a)'
run load a none.db
status 5
err <<'END'
load: a: this is no database of doorstep
END
cp other.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 99'
run load a newer.db
status 5
err <<'END'
load: a: the database is not of version 13
END
want [ "$(sqlite3 other.db 'PRAGMA user_version')" -eq 13 ]
run load a
status 2
err <<'END'
usage: load [--whole] OFFICE FILE
END

start 'whoever is not granted anything reads nothing'
invent 6 2025-01-15 a.db
load a a.db 2>/dev/null
sql -c 'CREATE ROLE stranger LOGIN' -c 'CREATE ROLE counter LOGIN' 2>/dev/null
for what in doorstep.cases doorstep.cases_1 "doorstep.overdue_of('a', '2025-01-15')" doorstep.contacts; do
	PGUSER=stranger sql -c "SELECT * FROM $what" >text 2>&1 && bad "a stranger reads $what"
done
want [ -n "$(sql -c 'SELECT 1 FROM doorstep.cases LIMIT 1')" ]
sql -c 'GRANT USAGE ON SCHEMA doorstep TO counter'
PGUSER=counter sql -c "SELECT * FROM doorstep.report('2024-01-01', '2025-01-15', '{sex}')" >figures
sql -c "SELECT * FROM doorstep.report('2024-01-01', '2025-01-15', '{sex}')" >all
same all figures
want [ -s all ]
for what in doorstep.cases doorstep.cases_1 "doorstep.overdue_of('a', '2025-01-15')" doorstep.contacts; do
	PGUSER=counter sql -c "SELECT * FROM $what" >text 2>&1 && bad "who counts reads $what"
done
sql -c 'DROP OWNED BY counter'

goes_on 'two loads at once: one waits, or says that it was late; a lock is not waited for without end'
rm -f status.*
printf 'case_id\ttown\n%s\tAu\n' "$(sed -n 3p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d a.db town.tsv >/dev/null 2>\&1
for i in 1 2 3; do
	{ load a a.db 2>said.$i; echo $? >status.$i; } &
done
wait
want [ "$(cat status.* | grep -vx '[04]')" = '' ]
want grep -qx 0 status.1 status.2 status.3
want [ "$(cat said.* | grep -c 'changes: 1 cases')" -eq 1 ]
copy_is_right a a.db
sql -c "BEGIN; SELECT 1 FROM doorstep.office FOR UPDATE; PREPARE TRANSACTION 'held'" >/dev/null
WAIT=1 run load a a.db
status 4
err <<'END'
load: a: PostgreSQL is busy (55P03); try again
END
sql -c "ROLLBACK PREPARED 'held'"
mkfifo lock
sqlite3 a.db <lock >locked &
exec 7>lock
echo "BEGIN EXCLUSIVE; SELECT 1;" >&7
i=0
until [ -s locked ] || [ $i -gt 100 ]; do sleep 0.05; i=$((i + 1)); done
WAIT=1 run load a a.db
status 4
err <<'END'
load: a: the file is busy; try again
END
exec 7>&-
wait

# psql that is cut short while it sends, and does what $2 says.
breaks() {
	mkdir -p bin
	cat >bin/psql <<END
#!/bin/sh
cat >all
if ! grep -q '^COPY doorstep.visits' all; then exec $(command -v psql) "\$@" <all; fi
{ sed '/^COPY doorstep.visits/q' all; $1; } | $(command -v psql) "\$@"
END
	chmod +x bin/psql
}

goes_on 'a load that breaks off has done nothing, and the next one does all'
printf 'case_id\ttown\n%s\tOber-Ramstadt\n' "$(sed -n 4p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d a.db town.tsv >/dev/null 2>\&1
dump a >was
breaks :
PATH=$PWD/bin:$PATH run load a a.db
status 2
err <<'END'
load: a: no answer from PostgreSQL; nothing was loaded, as far as is known
END
dump a >now
same was now
# Before it had connected, or after: then psql says nothing.
breaks "kill -QUIT $(head -n 1 "$box/one/data/postmaster.pid"); sleep 0.3"
PATH=$PWD/bin:$PATH run load a a.db
status 2
grep -v 'connection to server' "$box/err" >text
echo 'load: a: no answer from PostgreSQL; nothing was loaded, as far as is known' >wanted
same wanted text
halt one 2>/dev/null
run load a a.db
status 2
sed "s|$box|BOX|" "$box/err" >text
cat >wanted <<'END'
load: a: connection to server on socket "BOX/one/.s.PGSQL.5432" failed: No such file or directory
load: a: no answer from PostgreSQL; nothing was loaded, as far as is known
END
same wanted text
go one
dump a >now
same was now
run load a a.db
status 0
err <<'END'
load: a: changes: 1 cases
END
copy_is_right a a.db

goes_on 'what PostgreSQL says is passed on without the values in it'
sql -c "ALTER TABLE doorstep.cases ADD CHECK (town <> 'Niemandsort')"
printf 'case_id\ttown\n%s\tNiemandsort\n' "$(sed -n 4p cases.tsv | cut -f1)" >town.tsv
cases-import -q -d a.db town.tsv >/dev/null 2>\&1
run load a a.db
status 2
err <<'END'
load: a: PostgreSQL says 23514; nothing was loaded
END

goes_on 'no space for what is sent, or where it goes'
(ulimit -f 8; trap '' XFSZ; load --whole a a.db) 2>text
echo $? >>text
printf 'load: a: no space left for what is to be sent\n2\n' >wanted
same wanted text

start 'before setup there is nothing to load into'
sql -c 'DROP SCHEMA doorstep CASCADE' 2>/dev/null
invent 6 2025-01-15 a.db
run load a a.db
status 2
err <<'END'
load: a: PostgreSQL has no such tables: setup makes them
END

finish
