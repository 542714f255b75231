#!/bin/sh
# DOORSTEP_TRACE: for those who change the programs.
. tests/lib.sh
. tests/given.sh

begin 'sql: every statement once, how often it ran, and no value of a field'
printf 'case_id\tstreet\tno_visits_until\nK77\tLindenallee\t2027-01-31\n' >cases.tsv
run env DOORSTEP_TRACE=sql cases-import --as-of=2026-03-02 cases.tsv
status 0
says '^cases-import: trace: sql: 1 x, [0-9]* ms: INSERT INTO client '
says '^cases-import: trace: sql: [1-9][0-9]* x, [0-9]* ms: INSERT INTO run '
if grep -qE 'K77|Lindenallee|20849|2027' "$box/err"; then bad 'a value of a field'; fi
grep -c ' x, ' "$box/err" >lines
sed -n 's/.* ms: //p' "$box/err" | sort -u | wc -l >texts
same lines texts
run env DOORSTEP_TRACE=solver,sql cases-overdue --as-of=2026-03-02
status 0
says '^cases-overdue: trace: sql: 1 x, '
run env DOORSTEP_TRACE=solver,tsql cases-overdue --as-of=2026-03-02
err <<'END'
cases-overdue: DOORSTEP_TRACE: the topics are sql, solver
END
run env DOORSTEP_TRACE=sql visits-list --worker=w9
status 2
says '^visits-list: trace: sql: 1 x, '

begin 'solver: a line for each better plan, and the plan is the same'
{
	printf 'case_id\tlat\tlon\n'
	seq 60 | awk '{ printf "A%d\t49.%d\t8.%d\n", $1, 800 + $1 * 37 % 97, 600 + $1 * 53 % 89 }'
} >people.tsv
{
	printf 'worker\tdate\tstart\tend\tlat\tlon\n'
	for w in 1 2 3 4; do
		printf 'w%s\t2026-03-02\t08:00\t16:00\t49.87\t8.65\n' $w
	done
} >shifts.tsv
run visits-plan --shifts=shifts.tsv --as-of=2026-03-01 -o plain.tsv people.tsv
cp "$box/err" said
run env DOORSTEP_TRACE=solver visits-plan --shifts=shifts.tsv --as-of=2026-03-01 -o traced.tsv people.tsv
same plain.tsv traced.tsv
line='^visits-plan: trace: solver: [0-9.]* s, [0-9]* %, [0-9]* steps, urgency [0-9]*, travel [0-9]* s$'
says "$line"
part='^visits-plan: trace: solver: part [0-9]* of [0-9]*: chain [0-9]* of [0-9]* is best: urgency [0-9]*, cost [0-9]*\(, packed\)*$'
more='^visits-plan: trace: solver: pricing of width [0-9]*: [0-9]* new routes$'
says "$more"
grep -v -e "$line" -e "$part" -e "$more" "$box/err" >rest
same said rest

finish
