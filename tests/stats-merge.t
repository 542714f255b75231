#!/bin/sh
# The figures of many offices add up to those of one database of all cases.
. tests/lib.sh

# What a case, a worker or an offer is called in office N begins with N-.
office() {  # N SEED PERSONS VISITS
	mkdir "$1" && cd "$1" || return
	"$top/tests/invent-office" "$2" "$3" "$4"
	for f in cases letters cuts referrals workers offers outcomes; do
		awk -F '\t' -v OFS='\t' -v n="$1-" '
		NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; print; next }
		{
			for (i = 1; i <= NF; i++)
				if ($i != "" && name[i] ~ /^(case_id|household_id|worker|with|offer|offers|accepted)$/) {
					gsub(/,/, "," n, $i)
					$i = n $i
				}
			print
		}' $f.tsv >named && mv named $f.tsv
	done
	cd ..
}

load() {  # DATABASE DIRECTORY ...
	db=$1
	shift
	for d in "$@"; do
		cases-import -q -d "$db" "$d/cases.tsv" "$d/letters.tsv" \
		    "$d/cuts.tsv" "$d/referrals.tsv" "$d/workers.tsv" \
		    "$d/offers.tsv" >/dev/null 2>&1
		visits-log -q -d "$db" --as-of=2026-11-20 "$d/outcomes.tsv" \
		    >/dev/null 2>&1
	done
}

raw() {  # OFFICE OPTIONS
	office=$1
	shift
	stats-report --raw -d "$office.db" --as-of=2026-11-20 "$@" -o "$office.raw"
}

report() { run stats-report --as-of=2026-11-20 "$@"; }

usual="visits,met,not_home,moved,wrong_address,aborted,self_reported,cancelled"
usual="$usual,persons_visited,persons_reached,first_contacts,reaction_positive"
usual="$usual,reaction_neutral,reaction_negative,offers_made,offers_accepted"
usual="$usual,health_accepted,cuts_threatened,cuts_averted,came_back"
usual="$usual,days_to_contact_median,minutes,households_visited"
usual="$usual,came_back_next,persons_with_cause,days_to_contact_q1"
usual="$usual,days_to_contact_q3"

# Both reports of one database and of twelve.
both() {  # OPTIONS-OF-COUNTING -- OPTIONS-OF-PRINTING
	counting=
	while [ "$1" != -- ]; do
		counting="$counting $1"
		shift
	done
	shift
	for o in $offices; do
		# shellcheck disable=SC2086
		raw "$o" $counting || bad "raw $o: status $?"
	done
	# shellcheck disable=SC2086
	report -v -d all.db $counting "$@"
	status 0
	cp "$box/out" one
	cp "$box/err" one-says
	# shellcheck disable=SC2046,SC2086
	report -v --merge "$@" $(printf '%s.raw ' $offices)
	status 0
}

mkdir "$box/offices"
# Each test finds the databases of the first one.
there() { begin "$1" && cd "$box/offices" || exit; }

there 'twelve offices merged are one database of all their cases, by every key'
offices='1 2 3 4 5 6 7 8 9 10 11 12'
for o in $offices; do
	office "$o" "$o" 12 40
	load "$o.db" "$o"
done
# shellcheck disable=SC2086
load all.db $offices
while read -r options; do
	# shellcheck disable=SC2086
	both $options -- --suppress=0 --measures="$usual"
	same one "$box/out"
	want [ "$(wc -l <one)" -gt 20 ]
done <<'END'
--by=
--by=year --by=quarter --by=month --totals
--by=week,year
--by=worker,funder --totals
--by=town,sex,age_group --age-groups=30,50
--by=postal_code,language --from=2026-03-01 --to=2026-09-30
--by=case_manager,quarter
--by=outcome,sex --by=area,town --by=cause
--by=sex --by=town --by=worker,quarter --every
END

there 'all measures, refusals and referrals too, side by side'
both --by=quarter,town --every -- --suppress=0 --wide \
    --measures=refused,persons_referred,visits
same one "$box/out"

there 'with stars, what is hidden for itself is the same'
for options in --by=month,town '--by=quarter --by=sex --by=town --totals' \
    '--by=worker,funder --totals'; do
	# shellcheck disable=SC2086
	both $options --
	awk '/hidden, / { print $2 - $6 }' one-says >one-primary
	awk '/hidden, / { print $2 - $6 }' "$box/err" >merged-primary
	want [ -s one-primary ]
	same one-primary merged-primary
	cp "$box/out" published
	# shellcheck disable=SC2046,SC2086
	report --merge --suppress=0 $(printf '%s.raw ' $offices)
	cp "$box/out" truth
	run "$top/tests/attack" published truth
	status 0
done

there 'the order of the files changes nothing, and the choice is made of theirs'
report --merge 1.raw 2.raw 3.raw
cp "$box/out" forth
report --merge 3.raw 1.raw 2.raw
same forth "$box/out"
report --merge 1.raw 2.raw 3.raw --secret=forth
status 0
secret() { awk -F '\t' '$1 == "secret" { for (i = 2; i <= NF; i++) if ($i != "") print $i }' "$1"; }
want [ "$(for o in $offices; do secret "$o.raw"; done | sort -u | wc -l)" -eq 12 ]
sqlite3 1.db "SELECT printf('%016x%016x', a.value, b.value)
  FROM state a, state b WHERE a.name = 'secret_1' AND b.name = 'secret_2'" >own
secret 1.raw >told
want [ "$(cat own)" != "$(cat told)" ]

there 'an earlier publication is held against the merged one'
raw 1 --by=quarter,town
raw 2 --by=quarter,town
report --merge 1.raw 2.raw
awk -F '\t' -v OFS='\t' '$3 == "visits" && $1 == "2026-Q1" && $4 ~ /[0-9]/ { $4 = "*" } 1' \
    "$box/out" >earlier
report --merge --against=earlier 1.raw 2.raw
status 0
want [ "$(awk -F '\t' '$1 == "2026-Q1" && $3 == "visits" && $4 != "*"' "$box/out" | wc -l)" -eq 0 ]
raw 1 --by=quarter --by=town
raw 2 --by=quarter --by=town
report --merge --against=earlier 1.raw 2.raw
status 2
err <<'END'
stats-report: --against: a table by quarter town cannot be had from the files; make them with this --by, too
END

there 'files that do not go together, or not at all, are refused'
raw 1 --by=month
raw 2 --by=month
cp 1.raw copy
report --merge 1.raw 2.raw copy
status 2
out </dev/null
err <<'END'
stats-report: 1.raw and copy are of one database
END
refused() {  # MESSAGE COUNTING-OPTIONS
	message=$1
	shift
	stats-report --raw -d 2.db -o 2.raw "$@"
	report --merge 1.raw 2.raw
	status 2
	out </dev/null
	echo "stats-report: 1.raw and 2.raw differ in $message" >want
	same want "$box/err"
}
refused 'their period' --as-of=2026-11-20 --by=month --from=2026-01-02
refused 'their period' --as-of=2026-11-19 --by=month
refused 'their day (--as-of)' --as-of=2026-11-21 --to=2026-11-20 --by=month
refused 'their age groups' --as-of=2026-11-20 --by=month --age-groups=30
refused 'their keys (--by, --totals)' --as-of=2026-11-20 --by=quarter
refused 'their keys (--by, --totals)' --as-of=2026-11-20 --by=month --totals
refused '--every' --as-of=2026-11-20 --by=month --every
sed 's/^\(version.*	\)[0-9][0-9.]*/\10.1.7/' 1.raw >other
report --merge other
status 2
err <<'END'
stats-report: other: made by another version of doorstep
END
report --by=month -d 1.db
cp "$box/out" table
report --merge table
status 2
err <<'END'
stats-report: table: not made by stats-report --raw
END

there 'a file that is not whole is refused, wherever it ends'
raw 1 --by=month,sex
lines=$(wc -l <1.raw)
for n in 1 5 9 10 11 30 $((lines - 1)); do
	head -n "$n" 1.raw >part
	report --merge part
	status 2
	out </dev/null
	want grep -q 'part' "$box/err"
done
sed 40d 1.raw >part
report --merge part
status 2
err <<'END'
stats-report: part: not all of it is there
END
cat 1.raw 1.raw >twice
report --merge twice
status 2
sed '30s/	[0-9]*$/	x/' 1.raw >other
report --merge other
status 2
err <<'END'
stats-report: other:30: not as stats-report --raw writes it
END

there 'one file may be the standard input; no database is opened'
raw 1 --by=month
raw 2 --by=month
report --merge 1.raw 2.raw
cp "$box/out" want
DOORSTEP_DB=missing stats-report --as-of=2026-11-20 --merge - 2.raw <1.raw >got
same want got
DOORSTEP_DB=missing stats-report --as-of=2026-11-20 --merge 1.raw 2.raw >got
same want got
want [ ! -e missing ]
report --merge </dev/null
status 2

there 'what the files say is not said again'
for option in --by=month --totals --every --from=2026-01-01 --to=2026-02-01 \
    --age-groups=30 -d1.db; do
	report --merge $option 1.raw
	status 2
	want grep -q 'not with --merge' "$box/err"
done
for option in --measures=visits --suppress=3 --wide --against=table \
    --secret=table --format=json --merge; do
	report --raw -d 1.db $option
	status 2
	out </dev/null
	want grep -q 'not with --raw' "$box/err"
done
report -d 1.db 1.raw
status 2

there 'a worker whom one office pays and another one pays, too'
raw 1 --by=worker --by=funder
raw 2 --by=worker --by=funder
sed 's/	2-w/	1-w/g' 2.raw >same-names
report --merge 1.raw same-names
status 0
cp "$box/out" published
report --merge --suppress=0 1.raw same-names
status 0

finish
