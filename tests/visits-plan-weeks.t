#!/bin/sh
# Random weeks in the database: planned, planned around, announced, and planned
# anew after somebody fell ill.  2026-11-23 is a Monday.
. tests/lib.sh
. tests/given.sh

plan() { run visits-plan -q --effort=1 --as-of=2026-11-20 "$@"; }

# The people of an instance as cases, its workers with the hours of Monday on
# every day.
office() {
	"$top/tests/plan-instance" "$1" 30
	cut -f1,5,7,8,10-12 people.tsv >cases.tsv
	awk -F '\t' -v OFS='\t' '
		NR == 1 {
			print "worker", "skills", "lat", "lon", "visits_per_day",
			    "mon", "tue", "wed", "thu", "fri"
		}
		$2 == "2026-11-23" {
			h = $3 "-" $4
			print $1, $8, $9, $10, $11, h, h, h, "", h
		}' shifts.tsv >workers.tsv
	run cases-import -q --as-of=2026-11-20 cases.tsv workers.tsv
	status 0
}

# some N M: the header and every Nth row from the Mth on.
some() { awk -v n="$1" -v m="$2" 'NR == 1 || NR % n == m' people.tsv; }

# The plan that was printed breaks no rule.
right() {
	cp "$box/out" "$1"
	run visits-plan --as-of=2026-11-20 --check "$@"
	status 0
}

for seed in 1 2 3 4 5 6; do
	begin "week $seed: what is stored is what was printed"
	office $seed
	some 3 0 >first
	some 3 1 >second
	plan --commit first
	right plan
	plan --commit second
	cp "$box/out" committed
	right plan
	awk -F '\t' 'NR > 1 { print $14, $1, $2, $4 }' committed | sort >want
	run sqlite3 -separator ' ' "$DOORSTEP_DB" "
		SELECT visit_id, date, worker, substr(start, 1, 5) FROM visits
		UNION ALL
		SELECT visit_id, date, \"with\", substr(start, 1, 5) FROM visits
		 WHERE \"with\" IS NOT NULL"
	sort "$box/out" >stored
	want cmp want stored
	want test -s want

	begin "week $seed: a sick leave moves no announced visit in time"
	office $seed
	some 2 0 >first
	plan --commit first
	cp "$box/out" committed
	awk -F '\t' -v OFS='\t' '
		NR == 1 { print "visit_id", "outcome" }
		NR > 1 && NR % 3 == 0 && !seen[$14]++ { print $14, "announced" }
	' committed >log.tsv
	run visits-log -q --as-of=2026-11-20 log.tsv
	status 0
	printf 'worker\tfrom\tto\nw0\t2026-11-23\t\n' >absent.tsv
	some 2 1 >second
	run visits-plan --effort=1 --as-of=2026-11-20 --absences=absent.tsv \
		--replan --commit --unplanned=left second
	[ "$got" -eq 0 ] || { status 1 && says 'somebody has to call'; }
	if ! grep -q 'breaks a rule' "$box/err"; then
		right plan --absences=absent.tsv
	else
		cp "$box/out" plan
	fi
	want test "$(awk -F '\t' '$2 == "w0"' plan | wc -l)" -eq 0
	awk -F '\t' '
		FILENAME == "log.tsv" { announced[$1]; next }
		FILENAME == "committed" { old[$14] = $1 " " $4; next }
		FILENAME == "left" { if ($(NF - 3) != "") gone[$(NF - 3)] = $(NF - 5); next }
		FNR > 1 && ($14 in announced) {
			found[$14]
			if (old[$14] != $1 " " $4) print "moved: " $14
		}
		END {
			for (v in announced)
				if (v != "visit_id" && !(v in found) &&
				    gone[v] != "pinned")
					print "gone: " v
		}' log.tsv committed left plan >faults
	[ -s faults ] && bad "$(cat faults)"
done

for seed in 3 5 8; do
	begin "week $seed: with absences of part of the day, and from a time on, plans pass their own check"
	office $seed
	printf 'worker\tfrom\tto\tstart\tend\n%s\n%s\n' \
		"w0	2026-11-23	2026-11-27	10:00	11:30" \
		"*	2026-11-24	2026-11-24	12:00	13:00" >absent.tsv
	for from in 2026-11-23 2026-11-23T10:30; do
		plan --absences=absent.tsv --from=$from people.tsv
		right plan --absences=absent.tsv --from=$from
		want test "$(wc -l <plan)" -gt 5
	done
	want test "$(awk -F '\t' '$1 == "2026-11-24" && $4 < "13:00" &&
		$5 > "12:00"' plan | wc -l)" -eq 0
done

finish
