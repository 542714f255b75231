#!/bin/sh
# cases-overdue against the same rule written a second time (tests/rule), on
# invented cases; for the newest day, later ones and older ones.
. tests/lib.sh

columns=case_id,urgency,reason,missed,silent_days,last_sign,threat,visit_by
columns=$columns,deadline,cut_from,attempts,last_attempt,tried,worker,needs
columns=$columns,not_before,part_deadline,part_missed,part_silent
policy=$top/share/policy/sgb2.tsv
printf 'worker\tlat\tlon\nw1\t50\t8\nw2\t50\t8\n' >"$box/workers.tsv"

agree() {
	for on in "$@"; do
		"$top/tests/rule" list "$on" . "$policy" >want.tsv || bad 'no list'
		run cases-overdue --as-of="$on" --explain -c "$columns"
		status 0
		same want.tsv "$box/out"
	done
}

while read -r seed day others; do
	begin "the list of $day and around it, seed $seed"
	"$top/tests/rule" invent "$seed" "$day" . || bad 'nothing invented'
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

finish
