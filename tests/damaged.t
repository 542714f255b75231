#!/bin/sh
# A file that was edited with another tool: codes that do not exist end a
# program before they are used, and no row is invented or left out.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases     case_id lat lon
          A1      50  8
          A2      50  8
letters   case_id due_on     result
          A1      2026-01-05 missed
          A1      2026-02-05 missed
cuts      case_id miss_on    state
          A1      2026-02-05 hearing
referrals case_id referred_on
          A2      2026-01-05
workers   worker lat lon mon         tue         wed         thu         fri
          w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
	log 2026-02-20 <<'END'
case_id date       worker start outcome reaction next  next_on
A1      2026-02-06 w1     09:00 met     positive visit 2026-02-27
END
}

# damage TABLE COLUMN PROGRAM ...: whatever is put there, each of these
# programs says which row it is.  visits-list needs no letters, and so on.
damage() {
	table=$1 column=$2
	shift 2
	for code in -1 99 4294967296; do
		once office
		sqlite3 "$DOORSTEP_DB" "UPDATE $table SET $column = $code"
		for program; do
			run "$program"
			[ "$got" = 5 ] || bad "$table.$column $code, $program: status $got"
			[ -s "$box/out" ] && bad "$table.$column $code, $program: prints"
			says "the database is damaged: table $table, row 1\$"
		done
	done
}

list() { visits-list --as-of=2026-02-20; }
overdue() { cases-overdue --as-of=2026-02-20; }
figures() { stats-report --as-of=2026-02-20 --by=outcome; }
again() {
	printf 'visit_id\toutcome\tnote\n1\tmet\tx\n' |
	visits-log --as-of=2026-02-20 -
}
# What the journal says of a run is not asked: the table is read.
why() { printf 'case_id\nA1\n' | cases-overdue --as-of=2026-02-20 --why-not=-; }

begin 'states, outcomes, reactions and next steps of visits that do not exist'
damage visit state list overdue again
damage visit outcome list overdue figures again
damage visit reaction list figures again
damage visit next list overdue again

begin 'results of letters, states of cuts and of cases that do not exist'
damage letter result why
damage cut state overdue why
damage client status why

begin 'days of a row that no program has written'
for row in x 20500,x 20500,,20501 20501,20500 20500,20500 99999999999 '20500 ' ' 20500' -; do
	once office
	sqlite3 "$DOORSTEP_DB" "UPDATE standing SET row = '$row' WHERE client = 1"
	run overdue
	status 5
	out </dev/null
	err <<'END'
cases-overdue: the database is damaged: table standing, row 1
END
done

begin 'numbers at the edge of 64 bits end no program, nor does one go on for ever'
run "$top/tests/torture/edges" client.id visit.id run.run
status 0

# Puts a value where STRICT would not let it in.
force() {
	loose="replace(replace(sql, 'STRICT', '/*STRICT*/'), ' TEXT', ' /*TEXT*/')"
	again="replace(replace(sql, '/*STRICT*/', 'STRICT'), '/*TEXT*/', 'TEXT')"
	for step in "UPDATE sqlite_schema SET sql = $loose" "UPDATE OR IGNORE $1 SET $2 = $3" \
		"UPDATE sqlite_schema SET sql = $again"; do
		printf '.dbconfig defensive off\nPRAGMA writable_schema = ON;\n%s;\n' "$step" |
		sqlite3 "$DOORSTEP_DB" >shell
	done
}

# forced TABLE COLUMN VALUE PROGRAM ...
forced() {
	where="$1.$2 $3"
	once office
	force "$1" "$2" "$3"
	shift 3
	for program; do
		run "$program"
		[ "$got" = 5 ] || bad "$where, $program: status $got"
		[ -s "$box/out" ] && bad "$where, $program: prints"
		says "the database is damaged: a value in it is not what its column holds\$"
	done
}

case_a1() { printf 'case_id\nA1\n' | cases-show --as-of=2026-02-20 -; }
all_visits() { visits-list --as-of=2026-02-20 --from=2026-01-01 -c+note; }
replan() { printf 'case_id\nA2\n' | visits-plan --as-of=2026-02-20 --effort=1 --replan -; }
plan() { printf 'case_id\nA2\n' | visits-plan --as-of=2026-02-20 --effort=1 -; }

begin 'a value of another type than its column is damage, not nothing'
for value in "'x'" "x'00'" 1.5; do
	forced letter due "$value" why
	forced visit start "$value" list figures
done
for value in "'x'" "x'00'"; do
	forced client lat "$value" plan overdue
	forced worker lon "$value" plan
done
for value in 4294967296 "''"; do
	forced worker worker "$value" plan
done
forced client town "x'41'" overdue case_a1
forced visit note "x'41'" all_visits case_a1

begin 'a day that is none, a number that is infinite, a text with a NUL in it'
for day in 2932897 -719163 4294987796 9223372036854775807; do
	forced visit next_on "$day" all_visits overdue
done
forced client lat 9e999 plan overdue
forced worker lon -9e999 plan
forced client street "'a' || char(0) || 'b'" case_a1 overdue

begin 'a place that is not on the map, minutes that no day has, a time of no day'
for value in 181 -1e308; do
	forced worker lat "$value" plan
	forced client lon "$value" plan
done
for value in -0.5 1441 1e300; do
	forced client visit_minutes "$value" plan replan overdue all_visits
	forced worker break_minutes "$value" plan
done
for value in -2 86401 4294996096; do
	forced visit start "$value" all_visits
done

begin 'numbers of cases that no program has given: nothing is undone, no memory filled'
referred() {
	given 2026-01-02 <<'END'
cases     case_id
          A1
END
	given 2026-01-03 <<'END'
referrals case_id referred_on
          A1      2026-01-02
END
}
for client in -5 2147483648 68719476736 9223372036854775807; do
	once referred
	sqlite3 "$DOORSTEP_DB" "UPDATE referral SET client = $client"
	run runs-undo --as-of=2026-01-04 2
	status 5
	out </dev/null
	err <<END
runs-undo: the database is damaged: table client, row $client
END
done

begin 'a done visit needs an outcome'
once office
sqlite3 "$DOORSTEP_DB" 'UPDATE visit SET outcome = NULL'
for program in again figures; do
	run $program
	status 5
	out </dev/null
	err <<END
$(if [ $program = again ]; then echo visits-log; else echo stats-report; fi): the database is damaged: table visit, row 1
END
done

begin 'who ends by a signal is found'
plant runs-list <<'END'
kill -SEGV $$
END
finds 'run.run .*: runs-list: -11' edges run.run

finish
