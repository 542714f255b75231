#!/bin/sh
# stats-report counts in one pass; SQL over the views counts each measure by
# itself, slowly.  On invented offices both must come to the same.
. tests/lib.sh

# The contract's table, measure by measure.  `key` is a list of expressions
# with a comma behind each; s has a row for each worker of a visit.
by_sql() {
	key=$1 names=$2 keep=$3
	sqlite3 -batch "file:$DOORSTEP_DB?mode=ro" <<EOF2
.mode tabs
CREATE TEMP TABLE e AS
SELECT v.visit_id, v.case_id, v.date, coalesce(v.start, '') AS start, v.outcome,
       v.reaction, v.minutes, v.worker AS w1, v."with" AS w2,
       coalesce(c.town, '') AS town, coalesce(c.postal_code, '') AS postal_code,
       coalesce(c.sex, '') AS sex, coalesce(c.case_manager, '') AS case_manager,
       coalesce(c.language, '') AS language, v.causes,
       coalesce(c.household_id, ' ' || c.case_id) AS household,
       (substr(v.date, 1, 4) - substr(c.birth_date, 1, 4))
       - (substr(v.date, 6) < substr(c.birth_date, 6)) AS age
  FROM visits AS v JOIN cases AS c USING (case_id)
 WHERE v.state = 'done' AND v.date <= '2026-11-20' AND $keep;
CREATE TEMP TABLE s AS
SELECT e.visit_id, w.worker, coalesce(w.funder, '') AS funder
  FROM e JOIN workers AS w ON w.worker IN (e.w1, e.w2)
 UNION ALL SELECT visit_id, '', '' FROM e WHERE w1 IS NULL AND w2 IS NULL;
CREATE TEMP TABLE t AS   -- a row for each cell that a visit is in
SELECT DISTINCT $key e.* FROM e JOIN s USING (visit_id)
 WHERE date BETWEEN '2026-01-01' AND '2026-11-20';
CREATE TEMP TABLE contact AS
SELECT case_id, (SELECT visit_id FROM e AS x WHERE x.case_id = c.case_id
                    AND outcome IN ('met', 'self_reported')
                  ORDER BY date, start, visit_id LIMIT 1) AS visit_id
  FROM (SELECT DISTINCT case_id FROM e) AS c;
CREATE TEMP TABLE sign AS
SELECT case_id, due_on AS date FROM letters
 WHERE result IN ('attended', 'excused')
 UNION ALL SELECT case_id, date FROM visits WHERE state = 'done'
   AND outcome IN ('met', 'refused', 'self_reported', 'cancelled');
CREATE TEMP TABLE wait AS
SELECT visit_id, julianday(date) - julianday(coalesce((
       SELECT min(due_on) FROM letters AS l WHERE l.case_id = e.case_id
          AND result IN ('missed', 'returned') AND due_on < e.date
          AND due_on > coalesce((SELECT max(date) FROM sign AS g
              WHERE g.case_id = e.case_id AND g.date < e.date), '')), (
       SELECT max(referred_on) FROM referrals AS r
        WHERE r.case_id = e.case_id AND referred_on <= e.date))) AS days
  FROM e JOIN contact USING (visit_id);
CREATE TEMP TABLE threat AS
SELECT k.case_id, k.miss_on, k.state, (SELECT visit_id FROM e
        WHERE e.case_id = k.case_id AND outcome <> 'cancelled'
          AND k.miss_on <= e.date AND k.miss_on >= min(
              date(e.date, '-6 months'),
              date(e.date, 'start of month', '-5 months', '-1 day'))
          AND coalesce(k.notice_on, k.cut_from, '9999') > e.date
        ORDER BY e.date, start, visit_id LIMIT 1) AS visit_id
  FROM cuts AS k;
CREATE TEMP TABLE cell AS SELECT DISTINCT $names 0 AS z FROM t;
CREATE TEMP TABLE help AS
SELECT $names t.visit_id, o.offer, o.area, o.accepted
  FROM t JOIN visit_offers AS o USING (visit_id);
CREATE TEMP TABLE value ($names measure, n);
$(for o in met not_home refused moved wrong_address aborted self_reported \
    cancelled; do
	echo "INSERT INTO value SELECT $names '$o', count(*) FROM t
	    WHERE outcome = '$o' GROUP BY $names '' HAVING count(*) > 0;"
done
for o in positive neutral negative; do
	echo "INSERT INTO value SELECT $names 'reaction_$o', count(*) FROM t
	    WHERE reaction = '$o' GROUP BY $names '' HAVING count(*) > 0;"
done)
INSERT INTO value SELECT $names 'visits', count(*) FROM t
 WHERE outcome NOT IN ('self_reported', 'cancelled') GROUP BY $names '';
INSERT INTO value SELECT $names 'persons_visited', count(DISTINCT case_id)
  FROM t WHERE outcome NOT IN ('self_reported', 'cancelled') GROUP BY $names '';
INSERT INTO value SELECT $names 'persons_reached', count(DISTINCT case_id)
  FROM t WHERE outcome IN ('met', 'self_reported') GROUP BY $names '';
INSERT INTO value SELECT $names 'first_contacts', count(*)
  FROM t JOIN contact USING (visit_id) GROUP BY $names '';
INSERT INTO value SELECT $names 'offers_made', count(*) FROM help
 GROUP BY $names '';
INSERT INTO value SELECT $names 'offers_accepted', count(*) FROM help
 WHERE accepted GROUP BY $names '';
INSERT INTO value SELECT $names 'health_accepted', count(*) FROM help
 WHERE accepted AND area = 'health' GROUP BY $names '';
INSERT INTO value SELECT $names 'cuts_threatened', count(*)
  FROM t JOIN threat USING (visit_id) GROUP BY $names '';
INSERT INTO value SELECT $names 'cuts_averted', count(*)
  FROM t JOIN threat USING (visit_id) WHERE state = 'averted' GROUP BY $names '';
INSERT INTO value SELECT $names 'came_back', count(*) FROM (
   SELECT $names case_id, min(date) AS first FROM t
    WHERE outcome IN ('met', 'self_reported') GROUP BY $names case_id) AS f
 WHERE EXISTS (SELECT 1 FROM letters AS l WHERE l.case_id = f.case_id
   AND result = 'attended' AND due_on <= '2026-11-20'
   AND julianday(due_on) - julianday(first) BETWEEN 1 AND 60)
 GROUP BY $names '';
INSERT INTO value SELECT $names 'days_to_contact_median', avg(days) FROM (
   SELECT $names days,
          row_number() OVER (PARTITION BY $names 0 ORDER BY days) AS i,
          count(*) OVER (PARTITION BY $names 0) AS n
     FROM t JOIN wait USING (visit_id) WHERE days IS NOT NULL)
 WHERE i IN ((n + 1) / 2, (n + 2) / 2) GROUP BY $names '';
INSERT INTO value SELECT $names 'minutes', sum(minutes) FROM (
   SELECT $key e.minutes FROM e JOIN s USING (visit_id)
    WHERE date BETWEEN '2026-01-01' AND '2026-11-20')
 GROUP BY $names '';
INSERT INTO value SELECT $names 'households_visited', count(DISTINCT household)
  FROM t WHERE outcome NOT IN ('self_reported', 'cancelled') GROUP BY $names '';
INSERT INTO value SELECT $names 'persons_with_cause', count(DISTINCT case_id)
  FROM t WHERE causes <> '' GROUP BY $names '';
INSERT INTO value SELECT $names 'came_back_next', count(*) FROM (
   SELECT $names case_id, min(date) AS first FROM t
    WHERE outcome IN ('met', 'self_reported') GROUP BY $names case_id) AS f
 WHERE EXISTS (SELECT 1 FROM letters AS l WHERE l.case_id = f.case_id
   AND result = 'attended' AND due_on = (SELECT min(due_on) FROM letters AS n
     WHERE n.case_id = f.case_id AND n.due_on > first
       AND n.due_on <= '2026-11-20' AND n.result <> 'cancelled'))
 GROUP BY $names '';
$(for q in 1 3; do echo "
INSERT INTO value SELECT $names 'days_to_contact_q$q', avg(days) FROM (
   SELECT *, row_number() OVER (PARTITION BY $names 0 ORDER BY days) AS j,
          count(*) OVER (PARTITION BY $names 0) AS m FROM (
     SELECT $names days,
            row_number() OVER (PARTITION BY $names 0 ORDER BY days) AS i,
            count(*) OVER (PARTITION BY $names 0) AS n
       FROM t JOIN wait USING (visit_id) WHERE days IS NOT NULL)
    WHERE CASE $q WHEN 1 THEN 2 * i < n + 1 ELSE 2 * i > n + 1 END)
 WHERE j IN ((m + 1) / 2, (m + 2) / 2) GROUP BY $names '';"
done)
$(if [ -n "$referred" ]; then echo "
INSERT INTO value SELECT $names 'persons_referred', count(DISTINCT case_id)
  FROM (SELECT $referred r.case_id FROM (SELECT referred_on AS date, r.* FROM
     referrals AS r) AS e, referrals AS r, cases AS c
   WHERE r.case_id = e.case_id AND r.referred_on = e.date
     AND c.case_id = r.case_id AND e.date BETWEEN '2026-01-01' AND '2026-11-20')
 GROUP BY $names '';"; fi)
SELECT * FROM value;
EOF2
}

# key<TAB>...<TAB>measure<TAB>value, zeros and empty ones left out
values() {
	awk -F '\t' -v OFS='\t' '{ $NF = $NF ~ /[^0.]/ ? $NF + 0 : "" } $NF' |
		LC_ALL=C sort
}

usual="visits,met,not_home,refused,moved,wrong_address,aborted,self_reported"
usual="$usual,cancelled,persons_visited,persons_reached,first_contacts"
usual="$usual,reaction_positive,reaction_neutral,reaction_negative,offers_made"
usual="$usual,offers_accepted,health_accepted,cuts_threatened,cuts_averted"
usual="$usual,came_back,days_to_contact_median,minutes"
asked="households_visited,came_back_next,persons_with_cause"
asked="$asked,days_to_contact_q1,days_to_contact_q3"

# With $referred, the key expressions once more, for persons_referred.
compare() {  # KEYS EXPRESSIONS NAMES [FILTER]
	all=$usual,$asked
	[ "${4:-1}" = 1 ] || all=$(echo "$all" | sed 's/refused,//')
	[ -z "$referred" ] || all=$all,persons_referred
	run stats-report --as-of=2026-11-20 --suppress=0 -H --by="$1" \
	    --measures="$all" ${referred:+--every}
	status 0
	values <"$box/out" >got
	by_sql "$2" "$3" "${4:-1}" | values >wanted
	want [ -s wanted ]
	same wanted got
}

# What is shown is true, and no subtraction yields one that is not: beside a
# visible sum at least two parts are hidden, of three visits or more.
discreet() {  # KEYS
	run stats-report --as-of=2026-11-20 --suppress=0 --wide --by="$1"
	cp "$box/out" true.tsv
	run stats-report --as-of=2026-11-20 --wide --by="$1"
	status 0
	complaint=$(awk -F '\t' '
	NR == FNR { for (i = 1; i <= NF; i++) truth[FNR, i] = $i; next }
	FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{
		for (i = 1; i <= NF; i++)
			if ($i != "*" && $i != truth[FNR, i])
				print "line " FNR ": not true in column " i
		if ($at["persons_visited"] ~ /^[12]$/ ||
		    $at["persons_reached"] ~ /^[12]$/)
			print "line " FNR ": few persons"
		hidden = sum = 0
		for (i = at["met"]; i <= at["aborted"]; i++)
			if ($i == "*") {
				hidden++
				sum += truth[FNR, i]
			}
		if ($at["visits"] != "*" && hidden > 0 && (hidden < 2 || sum < 3))
			print "line " FNR ": can be worked out"
		if ($at["visits"] != "*" && hidden > 0)
			print >>covered
	}
	' covered="$box/covered" true.tsv "$box/out")
	[ -z "$complaint" ] || bad "$complaint"
}

referred=
month="substr(e.date, 1, 7) AS k1,"
quarter="substr(e.date, 1, 4) || '-Q' || ((substr(e.date, 6, 2) + 2) / 3) AS k1,"
age="CASE WHEN e.age < 25 THEN '-24' WHEN e.age < 35 THEN '25-34'
     WHEN e.age < 45 THEN '35-44' WHEN e.age < 55 THEN '45-54'
     WHEN e.age >= 55 THEN '55-' ELSE '' END AS k1,"

for seed in 1 2 3; do
	begin "an office (seed $seed) is counted as SQL counts it, nobody told of"
	"$top/tests/invent-office" "$seed"
	run cases-import cases.tsv letters.tsv cuts.tsv referrals.tsv \
	    workers.tsv offers.tsv
	status 0
	run visits-log --as-of=2026-11-20 outcomes.tsv
	want [ "$got" -le 1 ]
	referred=' ' compare '' '' ''
	referred=$month compare month "$month" k1,
	referred='c.town AS k1, c.sex AS k2,' compare town,sex \
	    'e.town AS k1, e.sex AS k2,' k1,k2,
	compare language 'e.language AS k1,' k1,
	compare quarter,sex "$quarter e.sex AS k2," k1,k2,
	compare worker 's.worker AS k1,' k1,
	compare funder 's.funder AS k1,' k1,
	compare funder,month,worker \
	    "s.funder AS k0, $month s.worker AS k2," k0,k1,k2,
	compare postal_code 'e.postal_code AS k1,' k1,
	compare age_group "$age" k1,
	compare outcome 'e.outcome AS k1,' k1,
	discreet month
	discreet month,sex
	discreet postal_code,sex
	discreet worker,quarter
	compare case_manager,year \
	    'e.case_manager AS k1, substr(e.date, 1, 4) AS k2,' k1,k2, \
	    "v.outcome <> 'refused'"
done

begin 'cells with something to hide beside a visible sum were among them'
want [ -s "$box/covered" ]

finish
