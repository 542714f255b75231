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

finish
