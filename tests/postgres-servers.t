#!/bin/sh
# share/postgres over several servers: what is asked goes to all of them, and
# no answer is that of fewer offices.
. tests/lib.sh
. tests/postgres.sh

share=$top/share/postgres
sql() { psql -X -q -At -v ON_ERROR_STOP=1 "$@"; }
top() { PGHOST="$box/north" PGDATABASE=top sql -c 'SET client_min_messages = warning' "$@"; }

if ! clusters north south; then
	begin 'many offices on several servers'
	if [ "${POSTGRES-}" = required ]; then
		bad 'PostgreSQL is missing (tests/setup postgres)'
	else
		skip 'no PostgreSQL (tests/setup postgres)'
	fi
	finish
	exit
fi

# Office $1 with its file $1.db on server $2.
office() {
	"$top/tests/invent-office" "$1" 30 150
	cases-import -q -d "$1.db" --as-of=2026-11-20 cases.tsv letters.tsv cuts.tsv \
	    referrals.tsv workers.tsv offers.tsv >/dev/null 2>&1
	visits-log -q -d "$1.db" --as-of=2026-11-20 outcomes.tsv >/dev/null 2>&1
	stats-report --raw -d "$1.db" --as-of=2026-11-20 --from=2026-01-01 \
	    --by=month --by=town,sex -o "$1.raw" 2>/dev/null
	at "$2"
	"$share/load" "$1" "$1.db" 2>/dev/null || bad "$1 is not loaded"
}

measures=visits,met,not_home,refused,moved,wrong_address,aborted,self_reported
measures=$measures,cancelled,persons_visited,persons_reached,first_contacts
measures=$measures,reaction_positive,reaction_neutral,reaction_negative
measures=$measures,offers_made,offers_accepted,health_accepted,cuts_threatened
measures=$measures,cuts_averted,came_back,minutes

begin 'four offices on two servers: the list and the figures are those of the files'
for s in north south; do
	at $s
	"$share/setup" || bad "no tables in $s"
done
office 1 north
office 2 north
office 3 south
office 4 south
PGHOST="$box/north" sql -c 'CREATE DATABASE top'
PGHOST="$box/north" PGDATABASE=top "$share/setup" --servers || bad 'no tables above'
for s in north south; do
	top -c "CREATE SERVER $s FOREIGN DATA WRAPPER postgres_fdw
		OPTIONS (host '$box/$s', dbname 'postgres')" \
	    -c "CREATE USER MAPPING FOR CURRENT_USER SERVER $s OPTIONS (user 'doorstep')" \
	    -c "SELECT doorstep_all.add_server('$s')" >/dev/null
done
top -F '	' -c "SELECT office, case_id, urgency, visit_by, reason
    FROM doorstep_all.overdue('2026-11-20')" | sort >there
for o in 1 2 3 4; do
	cases-overdue -H -d $o.db --as-of=2026-11-20 -c case_id,urgency,visit_by,reason |
		sed "s/^/$o	/"
done 2>/dev/null | sort >here
same here there
want [ -s here ]
run stats-report -H --merge --suppress=0 --measures=$measures 1.raw 2.raw 3.raw 4.raw
cp "$box/out" report
status 0
for by in month town,sex; do
	case $by in
	month) awk -F '\t' -v OFS='\t' '$1 != "total" { print $1, $4, $5 }' report ;;
	*) awk -F '\t' -v OFS='\t' '$1 == "total" { print $2, $3, $4, $5 }' report ;;
	esac | sort >here
	top -c "SELECT array_to_string(keys || ARRAY[measure, value::text], E'\t')
	    FROM doorstep_all.report('2026-01-01', '2026-11-20', '$by')" | sort >there
	same here there
	want [ -s here ]
done

goes_on 'conditions and sums are worked out where the rows are, by all at once'
# Each server's part of the plan, names left out.
plan() {
	top -c 'SET enable_partitionwise_aggregate = on' -c "EXPLAIN (VERBOSE, COSTS OFF) $1" |
		sed -n 's/^ *-> *\(Async Foreign Scan\).*/\1/p; s/^ *\(Relations: Aggregate on\).*/\1/p
		s/^ *\(Remote SQL: .*\)/\1/p; /GroupAgg\|HashAgg\|Sort/p'
}
plan "SELECT office, month, sum(visits), count(DISTINCT person) FROM doorstep_all.contacts
      WHERE date BETWEEN '2026-01-01' AND '2026-11-20' GROUP BY office, month" >text
sql='Remote SQL: SELECT office, month, sum(visits), count(DISTINCT person) FROM doorstep.contacts'
sql="$sql WHERE ((date >= '2026-01-01')) AND ((date <= '2026-11-20')) GROUP BY 1, 2"
for _ in north south; do
	printf '%s\n' 'Async Foreign Scan' 'Relations: Aggregate on' "$sql"
done >wanted
same wanted text
plan "SELECT office, case_id FROM doorstep_all.lists WHERE day = '2026-11-20' AND urgency > 50" >text
for _ in north south; do
	printf '%s\n' 'Async Foreign Scan' "Remote SQL: SELECT office, case_id FROM doorstep.lists WHERE ((urgency > 50)) AND ((day = '2026-11-20'))"
done >wanted
same wanted text
plan "SELECT case_id FROM doorstep_all.cases WHERE office = '3' AND town = 'Au'" >text
want [ "$(grep -c 'Remote SQL' text)" -le 1 ]
top -F '	' -c 'SET enable_partitionwise_aggregate = on' -c "SELECT month, sum(visits)
    FROM (SELECT office, month, sum(visits) AS visits FROM doorstep_all.contacts
    WHERE date BETWEEN '2026-01-01' AND '2026-11-20' GROUP BY office, month) AS o
    GROUP BY month ORDER BY month" >there
awk -F '\t' -v OFS='\t' '$1 != "total" && $4 == "visits" { print $1, $5 }' report >here
same here there

goes_on 'a server that is down is an error, and no smaller figure'
halt south
for ask in "doorstep_all.overdue('2026-11-20')" \
    "doorstep_all.report('2026-01-01', '2026-11-20')" doorstep_all.offices \
    "doorstep_all.lists WHERE day = '2026-11-20'" doorstep_all.cases; do
	run top -c "SELECT * FROM $ask"
	status 1
	want [ ! -s "$box/out" ]
	want grep -q 'could not connect to server "south"' "$box/err"
done
go south
want [ "$(top -c 'SELECT count(*) FROM doorstep_all.offices')" -eq 4 ]

goes_on 'so is an office that came or went, until add_server is said again'
office 5 south
for ask in "doorstep_all.overdue('2026-11-20')" "doorstep_all.report('2026-01-01', '2026-11-20')"; do
	run top -c "SELECT * FROM $ask"
	status 1
	want [ ! -s "$box/out" ]
	want grep -q 'an office is not where it was: add_server again' "$box/err"
done
top -c "SELECT doorstep_all.add_server('south')" >/dev/null
want [ "$(top -c "SELECT count(DISTINCT office) FROM doorstep_all.overdue('2026-11-20')")" -eq 5 ]
PGHOST="$box/north" sql -c "SELECT doorstep.drop_office('1')" >/dev/null
run top -c "SELECT * FROM doorstep_all.report('2026-01-01', '2026-11-20')"
status 1
want grep -q 'an office is not where it was' "$box/err"
top -c "SELECT doorstep_all.add_server('north')" >/dev/null
want [ "$(top -c "SELECT count(DISTINCT office) FROM doorstep_all.overdue('2026-11-20')")" -eq 4 ]

goes_on 'and one that is on two servers'
PGHOST="$box/north" "$share/load" 3 3.db 2>/dev/null || bad 'not loaded'
run top -c "SELECT * FROM doorstep_all.overdue('2026-11-20')"
status 1
want grep -q 'an office is not where it was' "$box/err"
run top -c "SELECT doorstep_all.add_server('north')"
status 1

finish
