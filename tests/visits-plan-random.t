#!/bin/sh
# Whatever the week, the plan is right, and what is not right is found: by
# --check and by an audit that shares nothing with the program.
. tests/lib.sh
. tests/given.sh

audit() {
	"$top/tests/plan-audit" "$@" >audit 2>&1
}

# Rows in the order in which they would come out.
sorted() {
	head -1 "$1"
	tail -n +2 "$1" | LC_ALL=C sort -t "$(printf '\t')" -k1,2 -k4,5
}

# Status 0, or 1 if an agreed day could not be kept.
kept_promises() {
	[ "$got" -eq 0 ] || { status 1 && says 'an agreed day'; }
}

check() {
	run visits-plan --check --shifts=shifts.tsv --grid="$grid" "$1"
}

# mutate HOW SEED: a plan with one row changed: earlier by a minute, another
# worker, another day, or two starts exchanged.
mutate() {
	awk -F '\t' -v OFS='\t' -v how="$1" -v seed="$2" '
	function clock(t,    a, n) {
		n = split(t, a, ":")
		return a[1] * 3600 + a[2] * 60 + (n > 2 ? a[3] : 0)
	}
	function text(t) {
		return sprintf("%02d:%02d:%02d", t / 3600, t / 60 % 60, t % 60)
	}
	function print_row(i,    k) {
		$0 = row[i]
		if (i == at && how == "earlier") $4 = text(clock($4) - 60)
		if (i == at && how == "worker") $2 = "w" (substr($2, 2) + 1) % 3
		if (i == at && how == "day") $1 = $1 == "2026-11-23" ? "2026-11-24" : "2026-11-23"
		if (i == at && how == "swap") $4 = start[other]
		if (i == other && how == "swap") $4 = start[at]
		print
	}
	{ row[NR] = $0; start[NR] = $4 }
	END {
		if (NR < 3) exit
		at = 2 + seed % (NR - 1)
		other = 2 + (seed * 7 + 3) % (NR - 1)
		for (i = 1; i <= NR; i++) print_row(i)
	}' plan.tsv
}

for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	begin "week $seed: its plan is right, and changes are judged like the audit does"
	grid=$((seed % 3 * 5))
	"$top/tests/plan-instance" "$seed" 36
	run visits-plan -q --shifts=shifts.tsv --grid=$grid --effort=1 \
		--unplanned=left.tsv people.tsv
	kept_promises
	cp "$box/out" plan.tsv
	audit shifts.tsv people.tsv plan.tsv left.tsv || bad "$(cat audit)"
	check plan.tsv
	status 0
	says 'right .* broken 0 + rejected 0'
	printf 'line\tcase_id\tdate\tworker\trule\tdetail\n' | out
	for how in earlier worker day swap; do
		mutate $how "$seed" >changed
		if [ ! -s changed ] || cmp -s plan.tsv changed; then
			continue
		fi
		check changed
		found=$(cut -f5 "$box/out" | tail -n +2 | grep -cvx household)
		sorted changed >audited
		if audit -r shifts.tsv people.tsv audited; then
			[ "$found" -eq 0 ] ||
				bad "$how: too much: $(cat "$box/out")"
		else
			status 1
			[ "$found" -gt 0 ] || bad "$how: missed: $(cat audit)"
		fi
	done
done

begin 'a start that is a minute earlier is never right'
"$top/tests/plan-instance" 3 40
run visits-plan -q --shifts=shifts.tsv --effort=1 people.tsv
cp "$box/out" plan.tsv
grid=0
for seed in 1 2 3 4 5 6 7 8 9; do
	mutate earlier $seed >changed
	check changed
	status 1
done

begin 'the instances of a benchmark have right plans'
if [ -x "$top/../shared/tools/planscore" ]; then
	"$top/../shared/tools/homevisits" 80 3 .
	run visits-plan -q --shifts=shifts.tsv --travel=travel.tsv --effort=1 \
		visits.tsv
	status 0
	cp "$box/out" plan.tsv
	want "$top/../shared/tools/planscore" . plan.tsv >/dev/null
	run visits-plan --check --shifts=shifts.tsv --travel=travel.tsv plan.tsv
	status 0
else
	skip 'no ../shared beside the tree'
fi

finish
