#!/bin/sh
# The same problem is put to VROOM as to us, and its plans pass our check.
. tests/lib.sh

if ! command -v python3 >/dev/null || ! command -v jq >/dev/null; then
	begin 'VROOM as a benchmark'
	skip 'no python3, or no jq (tests/setup check)'
	finish
	exit
fi

vroom=$top/tests/bench/vroom

# Two people, one shift on each of two days, and what they are apart.
small() {
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
		case_id urgency not_before visit_by needs visit_minutes windows place \
		A 70 2026-11-24 2026-11-24 russian 30 09:00-11:00 home \
		B 20 '' '' '' '' 'tue 08:00-09:00,mon 13:00-15:00' farm >people.tsv
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
		worker date start end break_minutes break_from break_to skills place \
		w 2026-11-23 08:00 16:30 30 11:30 13:30 '' office \
		w 2026-11-24 08:00 12:00 30 11:50 13:30 russian office >shifts.tsv
	printf '%s\t%s\t%s\t%s\n' from to seconds metres \
		office home 600 1 home office 660 1 office farm 1200 1 \
		farm office 1260 1 home farm 300 1 farm home 360 1 >travel.tsv
}

begin 'a shift is a vehicle, urgency the priority, and days and windows are windows'
small
"$vroom" ask >problem.json
run jq -c '.vehicles[], .jobs[], .matrices.car.durations' problem.json
status 0
err </dev/null
out <<'END'
{"id":0,"start_index":2,"end_index":2,"skills":[],"time_window":[28800,59400],"breaks":[{"id":0,"service":1800,"time_windows":[[41400,46800]]}]}
{"id":1,"start_index":2,"end_index":2,"skills":[0],"time_window":[115200,129600]}
{"id":0,"location_index":1,"priority":70,"service":1800,"skills":[0],"time_windows":[[118800,126000]]}
{"id":1,"location_index":0,"priority":20,"service":2700,"skills":[],"time_windows":[[46800,54000],[115200,118800]]}
[[0,360,1260],[300,0,660],[1200,600,0]]
END

begin 'its answer is a plan that the check accepts'
small
cat >answer.json <<'END'
{"code":0,"routes":[{"vehicle":1,"steps":[{"type":"start","arrival":115200},
{"type":"job","id":1,"arrival":116400,"waiting_time":0},
{"type":"job","id":0,"arrival":119460,"waiting_time":60},
{"type":"end","arrival":121980}]}]}
END
run "$vroom" read answer.json
status 0
out <<'END'
date	worker	stop	start	travel_min	back_min	case_id	urgency	not_before	visit_by	needs	visit_minutes	windows	place
2026-11-24	w	1	08:20:00	20.0		B	20					tue 08:00-09:00,mon 13:00-15:00	farm
2026-11-24	w	2	09:12:00	6.0	11.0	A	70	2026-11-24	2026-11-24	russian	30	09:00-11:00	home
END
cp "$box/out" plan.tsv
run visits-plan --check --shifts=shifts.tsv --travel=travel.tsv plan.tsv
status 0
err <<'END'
visits-plan: read 2 = right 2 + broken 0 + rejected 0
END

begin 'what cannot be said in its words is refused: the problems would differ'
small
sed -i 's/russian/pair/' people.tsv
run "$vroom" ask
status 1
out </dev/null
err <<'END'
vroom: people: a pair cannot be said to it
END
small
sed -i '1s/$/\tvisits_per_day/; 2s/$/\t/; 3s/$/\t4/' shifts.tsv
run "$vroom" ask
status 1
err <<'END'
vroom: shifts: visits_per_day cannot be said to it
END

begin 'its error is told'
small
echo '{"code":2,"error":"no"}' >answer.json
run "$vroom" read answer.json
status 1
err <<'END'
vroom: it says: no
END

finish
