#!/bin/sh
# How options are written: days, lists of words, names that are not known.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-03-02 <<'END'
workers worker lat lon
        w1 50 8
        w10 50 8
        w2 50 8
cases   case_id town
        A1      Rossdorf
END
	log 2026-03-02 <<'END'
case_id date       outcome
A1      2026-02-27 not_home
A1      2026-02-28 not_home
A1      2026-03-01 not_home
A1      2026-03-02 not_home
END
}

begin 'a day is a date, or counted from today, or the next day of that name'
once office
# 2026-03-01 is a Sunday.
while read -r as_of day wanted; do
	run visits-list --as-of="$as_of" --on="$day" -H -c date
	status 0
	echo "$wanted" | sed '/^none$/d' >want
	same want "$box/out"
done <<'END'
2026-03-01 2026-02-27 2026-02-27
2026-03-01 today      2026-03-01
2026-03-01 tomorrow   2026-03-02
2026-03-01 yesterday  2026-02-28
2026-03-01 +0         2026-03-01
2026-03-01 +1         2026-03-02
2026-03-01 -2         2026-02-27
2026-02-25 +3         2026-02-28
2026-03-01 sun        2026-03-01
2026-03-01 mon        2026-03-02
2026-02-24 mon        2026-03-02
2026-02-23 mon        none
2026-02-25 fri        2026-02-27
2026-02-27 fri        2026-02-27
2026-02-22 sat        2026-02-28
2026-03-05 -3         2026-03-02
END

begin 'today is that of --as-of wherever it stands; --as-of counts from the clock'
once office
run visits-list --on=-1 --as-of=2026-03-01 -H -c date
out <<'END'
2026-02-28
END
for day in today +0 -0; do
	run visits-list -v --as-of="$day" --on="$(date +%F)"
	status 0
done
days=$((($(date +%s) - $(date -d 2026-03-01 +%s)) / 86400))
run visits-list --as-of=-$days --on=today -H -c date
out <<'END'
2026-03-01
END
run visits-list --as-of=-$days --on=-2 -H -c date
out <<'END'
2026-02-27
END

begin 'what is no day is refused, and the message says how one is written'
once office
for day in '' x 1 ++1 +-1 - + +1x +99999999 +3000000 -3000000 Mon monday 2026-2-3 heute; do
	for option in --on --from --to --as-of; do
		run visits-list "$option=$day"
		status 2
		out </dev/null
		err <<END
visits-list: $option takes a day: YYYY-MM-DD, today, tomorrow, yesterday, +N, -N, mon ... sun; see visits-list --help
END
	done
done
: >people.tsv
run visits-plan --from=2026-03-01T25:00 people.tsv
status 2
err <<'END'
visits-plan: --from: after the T comes a time, HH:MM; see visits-plan --help
END

begin 'a plan begins on such a day too, with a time'
once office
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people.tsv
printf 'worker\tdate\tstart\tend\tlat\tlon\nw1\t2026-03-02\t08:00\t16:00\t50\t8\nw1\t2026-03-03\t08:00\t16:00\t50\t8\n' >shifts.tsv
run visits-plan --as-of=2026-03-01 --shifts=shifts.tsv --from=tue -c case_id,date people.tsv
shows <<'END'
case_id date
A1      2026-03-03
END
run visits-plan --shifts=shifts.tsv --from=+1T12:00 -c case_id,date,start --as-of=2026-03-01 people.tsv
shows <<'END'
case_id date       start
A1      2026-03-02 12:03
END

begin 'a name that is not known: the nearest one, and those that there are'
once office
complains() {
	run "$@"
	status 2
	out </dev/null
}
complains visits-list --worker=w11
err <<'END'
visits-list: --worker: unknown worker w11 (w1?); known are: w1 w10 w2
END
complains visits-list --worker=somebody
err <<'END'
visits-list: --worker: unknown worker somebody; known are: w1 w10 w2
END
complains visits-list --state=planed,off
err <<'END'
visits-list: --state: unknown state planed (planned?); known are: planned announced done off
END
complains cases-import -t letter
err <<'END'
cases-import: --table: unknown table letter (letters?); known are: workers offers places cases absences letters cuts referrals
END
complains cases-overdue -c case_id,visit-by
want grep -q '^cases-overdue: --columns: unknown column visit-by (visit_by?); known are: case_id urgency ' "$box/err"
complains cases-overdue -c +familyname
want grep -q '^cases-overdue: --columns: unknown column familyname; known are: case_id .* surname ' "$box/err"
complains stats-report --measures=visits,persons_reachd
want grep -q '^stats-report: --measures: unknown measure persons_reachd (persons_reached?); known are: visits ' "$box/err"

begin 'an option that nobody has: the nearest one'
while read -r given wanted; do
	run cases-overdue "$given"
	status 2
	echo "cases-overdue: unknown option $wanted; see cases-overdue --help" >want
	same want "$box/err"
done <<'END'
--colums=case_id --colums (--columns?)
--col_umns --col_umns (--columns?)
--limits=3 --limits (--limit?)
--hepl --hepl (--help?)
--frobnicate --frobnicate
-z -z
END

begin 'one name twice, or an empty one, is a slip'
once office
complains visits-list --state=off,off
err <<'END'
visits-list: --state: off is named twice; see visits-list --help
END
complains visits-list -c date,date
err <<'END'
visits-list: --columns: date is named twice; see visits-list --help
END
for list in '' ',' 'off,' ',off'; do
	complains visits-list --state="$list"
	err <<'END'
visits-list: --state: an empty state; known are: planned announced done off
END
done

begin 'a name is shown in one line, whatever is in it'
once office
complains visits-list --state="$(printf 'a\nb\tc\033[1m')"
err <<'END'
visits-list: --state: unknown state a?b?c?[1m; known are: planned announced done off
END

begin 'the later list counts'
once office
run visits-list --state=done --state=off -H -c date
status 0
out </dev/null

begin '--help fits into 80 columns'
for path in "$build"/bin/*; do
	"$path" --help | expand | awk -v p="${path##*/}" 'length > 79 { print p ": " $0 }' >wide
	same /dev/null wide
done

begin 'the same letter is the same option everywhere, and each has a long name'
for path in "$build"/bin/*; do
	"$path" --help | sed -n 's/^  -\(.\), --\([a-z-]*\).*/\1 \2/p'
done | sort -u | cut -d' ' -f1 | uniq -d >twice
same /dev/null twice
for path in "$build"/bin/*; do
	"$path" --help | sed -n '/^  -[^,]*$/p'
done >short
same /dev/null short

begin '-q leaves out the account and nothing else, -v says which files are used'
once office
printf 'case_id\nA1\nA7\n' >ids
run cases-overdue -q --as-of=2026-03-04 --only=ids
status 0
err <<'END'
cases-overdue: 1 of the ids are of no case that is known
END
printf 'case_id\tdate\toutcome\tcauses\nA1\t2026-03-03\tmet\tdebt\nA7\t2026-03-03\tmet\t\n' >rows
run visits-log -q --as-of=2026-03-04 rows
status 1
err <<'END'
visits-log: rows:2: causes: dropped: no consent
visits-log: rows:3: case_id: unknown case
END
cp "$box/made.office" "$DOORSTEP_DB"
run visits-log --as-of=2026-03-04 rows
status 1
err <<'END'
visits-log: rows:2: causes: dropped: no consent
visits-log: rows:3: case_id: unknown case
visits-log: read 2 = new 1 + changed 0 + unchanged 0 + skipped 0 + rejected 1
END
run cases-overdue -qv --as-of=2026-03-04
status 0
want grep -q '^cases-overdue: the database is ' "$box/err"
want grep -q '^cases-overdue: holidays: .*/holidays/he.tsv$' "$box/err"
run cases-import -qv --as-of=2026-03-04 ids
want grep -q '^cases-import: the map: .*/maps/de.tsv$' "$box/err"

begin 'a number that is too large is refused, and so is what is none'
once office
for n in 2147483648 99999999999999999 9999999999999999999 -1 1x '' ' 1' 1.0; do
	complains cases-overdue --limit="$n"
	says '^cases-overdue: --limit'
done
run cases-overdue --limit=2147483647
status 0

finish
