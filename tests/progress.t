#!/bin/sh
# How far a program is: only on a terminal, only if it takes longer than a
# second, and gone when the program ends.
. tests/lib.sh
. tests/given.sh

# on_screen 'COMMAND': what a terminal is sent, carriage returns as ^, escapes as ~.
on_screen() {
	SHELL=/bin/sh script -qec "$1" /dev/null </dev/null >screen
	got=$?
	tr '\r\033' '^~' <screen >shown
}

# slow FILE: 16,384 cases, the second half a bit more than a second later.
slow() {
	mkfifo "$1"
	awk 'BEGIN {
		print "case_id"
		for (i = 1; i <= 16384; i++) {
			print "A" i
			if (i == 8192) { fflush(); system("sleep 1.2") }
		}
	}' >"$1" &
}

if ! has_terminal; then
	begin 'how far a program is, on a terminal'
	skip 'no terminal device'
	finish
	exit
fi

begin 'a slow import says on a terminal how many rows it has read, and takes the line back'
slow cases
on_screen 'cases-import -n cases 2>&1 >out'
wait
status 0
sed 's/[0-9]* a second/N a second/g; s/\(\^cases-import: [0-9]* rows, N a second~\[K\)*/\1/' shown >got
cat >want <<'END'
^cases-import: 16384 rows, N a second~[K^~[Kcases-import: cases: read 16384 = new 16384 + changed 0 + unchanged 0 + rejected 0^
END
same want got

begin 'it does not if nobody looks at a terminal, and not if it is to be quiet'
slow cases
slow quiet
(
	on_screen 'cases-import -n -q quiet >out'
	[ -s shown ] && bad "$(cat shown)"
)
run cases-import -n cases
wait
status 0
err <<'END'
cases-import: cases: read 16384 = new 16384 + changed 0 + unchanged 0 + rejected 0
END

if strace true 2>/dev/null; then
	begin 'of a file it says how much of it is read'
	awk 'BEGIN { print "case_id"; for (i = 1; i <= 60000; i++) print "A" i }' >cases
	ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS,}detect_leaks=0" \
		on_screen 'strace -o trace -P cases -e inject=read:delay_enter=500000:when=2+ cases-import -n cases 2>&1 >out'
	status 0
	grep -q '^^cases-import: [0-9]* rows, [0-9]* a second, [0-9]* % of cases~\[K' shown ||
		bad "$(cat shown)"
fi

begin 'a search says how far it is, what it has, and how long it still takes'
awk 'BEGIN {
	print "case_id\tlat\tlon"
	for (i = 1; i <= 60; i++)
		print "A" i "\t" 50 + i % 8 / 20 "\t" 8 + int(i / 8) / 20
}' >people
printf 'worker\tdate\tstart\tend\tlat\tlon\n' >shifts
for day in 23 24 25; do
	printf 'w1\t2026-11-%s\t08:00\t16:00\t50\t8\n' $day >>shifts
done
on_screen 'visits-plan --shifts=shifts --threads=1 --time-limit=2 people 2>&1 >out'
status 0
tr '^' '\n' <shown >lines
grep -q '^visits-plan: *[0-9]* %, [0-9]* steps, urgency [0-9]*, travel [0-9]* min, [0-9]* s left~\[K$' lines ||
	bad "$(cat shown)"
grep -q '^~\[Kvisits-plan: read 60 = ' lines || bad "$(cat shown)"

finish
