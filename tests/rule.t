#!/bin/sh
# cases-overdue against the same rule written a second time (tests/rule), on
# invented cases; for the newest day, later ones and older ones, under the law
# and under invented policies.
. tests/lib.sh

columns=case_id,urgency,reason,missed,silent_days,last_sign,threat,visit_by
columns=$columns,deadline,cut_from,attempts,last_attempt,tried,worker,needs
columns=$columns,not_before,in_row,lapses_on,part_deadline,part_missed,part_silent
policy=$top/share/policy/sgb2.tsv
printf 'worker\tlat\tlon\nw1\t50\t8\nw2\t50\t8\n' >"$box/workers.tsv"

agree() {
	for on in "$@"; do
		for law in "$policy" invented; do
			"$top/tests/rule" list "$on" . "$law" >want.tsv || bad 'no list'
			run cases-overdue --as-of="$on" --policy="$law" --explain -c "$columns"
			status 0
			same want.tsv "$box/out"
		done
	done
}

while read -r seed day others; do
	begin "the list of $day and around it, seed $seed"
	want "$top/tests/rule" invent "$seed" "$day" .
	"$top/tests/rule" policy "$seed" "$day" >invented || bad 'no policy'
	run cases-import -q --as-of="$day" "$box/workers.tsv" cases.tsv letters.tsv cuts.tsv referrals.tsv
	status 0
	run visits-log -q --as-of="$day" outcomes.tsv
	status 0
	# shellcheck disable=SC2086
	agree "$day" $others
	[ "$(wc -l <want.tsv)" -gt 20 ] || bad 'hardly anybody listed'
done <<'END'
1  2026-11-20 2026-11-21 2026-12-28 2027-04-10 2026-11-19 2026-06-01
2  2026-08-31 2026-09-01 2026-08-30 2026-02-28 2026-10-05
3  2026-04-07 2026-04-08 2026-04-02 2025-12-29
4  2026-07-01 2026-07-31 2026-06-30 2026-05-27
5  2025-01-15 2025-01-29 2025-01-14 2024-12-24
6  2023-01-31 2023-02-28 2023-01-01 2022-12-31
7  2019-11-29 2019-12-31 2019-11-05 2019-11-04
8  2024-08-30 2024-08-31 2024-09-01 2024-02-29
9  2012-03-01 2012-09-01 2011-10-04 2011-04-01
10 2026-05-25 2026-05-29 2026-05-04
END

# piece N FILE: its header and every fifth row, from the Nth.
piece() { awk -v n="$1" 'NR == 1 || NR % 5 == n' "$2"; }

while read -r seed day others; do
	begin "the same when it is stored in pieces, corrected, on days out of order, seed $seed"
	want "$top/tests/rule" invent "$seed" "$day" .
	"$top/tests/rule" policy "$seed" "$day" >invented || bad 'no policy'
	run cases-import -q --as-of="$day" "$box/workers.tsv" cases.tsv
	status 0
	# At first every letter is open.
	sed '2,$s/[^	]*$/open/' letters.tsv >open.tsv
	run cases-import -q --as-of=2010-01-01 open.tsv
	status 0
	for on in "3 $day" '1 2010-06-01' "4 $day" '0 2040-01-01' '2 2009-01-01'; do
		n=${on% *}
		for file in letters cuts referrals outcomes; do
			piece "$n" $file.tsv >$file.piece
		done
		run cases-import -q --as-of="${on#* }" letters.piece referrals.piece cuts.piece
		status 0
		# At the door everything is logged wrong first, half of it withdrawn.
		awk -F'\t' -v OFS='\t' 'NR == 1 || $5 !~ /^(self_reported|cancelled)$/ {
			if (NR > 1) { $5 = "met"; $6 = $7 = $8 = "" }
			print
		}' outcomes.piece >wrong
		awk -F'\t' -v OFS='\t' 'NR > 1 { if (NR % 2) next; $5 = "off" } 1' wrong >off
		for file in wrong off outcomes.piece; do
			run visits-log -q --as-of="$day" $file
			status 0
		done
	done
	# shellcheck disable=SC2086
	agree "$day" $others
	run cases-import -q --as-of=2015-01-01 -c action cases.tsv letters.tsv cuts.tsv referrals.tsv
	status 0
	out <<'END'
action
END
done <<'END'
11 2026-11-20 2026-11-21 2027-04-10 2026-11-19 2026-06-01
12 2026-08-31 2026-09-01 2026-02-28 2026-12-24
13 2024-08-30 2025-02-28 2024-02-29
END

finish
