#!/bin/sh
# Files of every older version of the schema are brought up to date, and no
# program then tells another story than of a file that was always new.
#
# tests/old/N.sql is a file as version N had it: one story, as far as that
# version could keep it (visits came with the second).  tests/old/make makes it.
. tests/lib.sh
. tests/given.sh

# The same story, told to the programs of today.
story() {
	given 2026-03-02 <<'END'
workers worker funder skills  lat   lon  mon         tue         wed         thu         fri
        w1     city   lang:tr 49.87 8.65 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
        w2     county -       49.87 8.65 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
offers  offer area    name
        debt  housing Debt~advice
        rehab health  Rehab
places  postal_code town     lat   lon
        64380       Rossdorf 49.86 8.76
cases   case_id street postal_code town     lat   lon  sex birth_date case_manager
        A1      Weg~1  64380       Rossdorf 49.86 8.76 f   1980-01-02 m1
        A2      Weg~2  64380       Rossdorf -     -    m   1990-03-04 m1
        A3      Weg~3  64380       Rossdorf 49.85 8.75 x   -          m2
        A4      Weg~4  64380       Rossdorf 49.84 8.74 f   2001-05-06 m2
absences worker from       to
        w2      2026-03-09 2026-03-13
letters case_id due_on     purpose result   sent_on
        A1      2025-12-01 meeting attended 2025-11-20
        A1      2026-01-12 meeting missed   2026-01-02
        A1      2026-02-02 meeting missed   2026-01-22
        A2      2026-01-12 meeting missed   2026-01-02
        A2      2026-02-09 meeting returned 2026-01-30
        A3      2026-01-19 meeting attended 2026-01-09
        A4      2026-01-12 meeting missed   2026-01-02
cuts    case_id miss_on    state   percent
        A1      2026-02-02 hearing 30
referrals case_id referred_on
        A4      2026-02-20
END
}

visits() {
	logged 2026-03-02 <<'END'
case_id date       worker outcome  offers reaction minutes
A3      2026-02-24 w1     met      debt   positive 40
A2      2026-02-25 w1     not_home -      -        5
END
	planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     08:20 A4
2026-03-03 w1     09:15 A2
2026-03-03 w1     10:05 A1
END
}

told() { story && visits; }

old() { sqlite3 "$DOORSTEP_DB" <"$top/tests/old/$1.sql"; }

# As far as a version could keep the story: version 1 had no visits.
same_story() {
	if [ "$1" = 1 ]; then once story; else once told; fi
}

schema() { sqlite3 "$DOORSTEP_DB" 'SELECT name, sql FROM sqlite_schema ORDER BY name'; }

nothing() { printf 'case_id\tdate\toutcome\n' >nothing.tsv; }

# What the programs say of a file.
all_say() {
	for day in 2026-03-02 2026-03-04 2026-02-10 2026-10-01; do
		run cases-overdue --as-of=$day -c +part_deadline,part_missed,part_silent
		status 0
		cat "$box/out" "$box/err"
	done
	run cases-overdue --as-of=2026-03-04
	cp "$box/out" list
	run visits-plan --as-of=2026-03-04 --effort=1 list
	[ "$got" -le 1 ] || bad "visits-plan: status $got: $(cat "$box/err")"
	cat "$box/out" "$box/err"
	run visits-list --as-of=2026-03-04
	status 0
	cat "$box/out" "$box/err"
	run stats-report --as-of=2026-03-04 --suppress=0 --by=worker
	status 0
	cat "$box/out" "$box/err"
	printf 'case_id\tdate\tworker\toutcome\nA1\t2026-03-04\tw2\tmet\n' >more.tsv
	run visits-log --as-of=2026-03-04 more.tsv
	status 0
	cat "$box/out" "$box/err"
	run cases-overdue --as-of=2026-03-05
	status 0
	cat "$box/out"
}

newest=$(find share/schema -name '*.sql' | wc -l)
n=0
while [ $((n += 1)) -lt "$newest" ]; do
	begin "version $n: there is a file of it"
	[ -e "$top/tests/old/$n.sql" ] || bad "run tests/old/make $n"

	begin "version $n: a reader says that it is old, and a dry run leaves it alone"
	nothing
	old "$n"
	cp "$DOORSTEP_DB" before.db
	for program in cases-overdue visits-list stats-report; do
		run "$program"
		status 5
		want grep -q 'made by an older version' "$box/err"
	done
	run visits-log -n --as-of=2026-03-02 nothing.tsv
	status 0
	printf 'case_id\nA9\n' >more.tsv
	run cases-import -n --as-of=2026-03-02 more.tsv
	status 0
	out <<END
table	case_id	key	action
cases	A9		new
END
	want cmp -s before.db "$DOORSTEP_DB"

	begin "version $n: the next run that stores brings it up to date, and all is told as before"
	nothing
	same_story "$n"
	all_say >new
	rm "$DOORSTEP_DB"
	old "$n"
	run visits-log -q --as-of=2026-03-02 nothing.tsv
	status 0
	all_say >migrated
	same new migrated
	grep -q '^A1' migrated || bad 'the list is empty'

	begin "version $n: afterwards the schema is that of a new file"
	nothing
	once story
	schema >new
	rm "$DOORSTEP_DB"
	old "$n"
	run visits-log -q --as-of=2026-03-02 nothing.tsv
	schema >migrated
	same new migrated
	echo ok >want
	sqlite3 "$DOORSTEP_DB" 'PRAGMA integrity_check; PRAGMA foreign_key_check' >got
	same want got
done

begin 'what the programs compare a file with is what the migrations make'
"$top/tests/old/objects" >objects.tsv || bad 'no objects'
same "$top/share/schema/objects.tsv" objects.tsv

# Another program comes when the version of the file is known and its tables are
# not yet.
cat >"$box/meanwhile.c" <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

int
sqlite3_prepare_v3(void *db, const char *sql, int n, unsigned flags, void *s, void *rest)
{
	int (*next)(void *, const char *, int, unsigned, void *, void *);
	const char *command = getenv("MEANWHILE");

	*(void **)&next = dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
	if (command != NULL && strstr(sql, "FROM sqlite_schema") != NULL) {
		unsetenv("LD_PRELOAD");
		unsetenv("MEANWHILE");
		if (system(command) != 0)
			setenv("MEANWHILE", "failed", 1);
	}
	return next(db, sql, n, flags, s, rest);
}
END
cc -shared -fPIC -o "$box/meanwhile.so" "$box/meanwhile.c" -ldl || exit

begin 'a file that another program brings up to date meanwhile is not damaged'
printf 'case_id\nB1\n' >one
printf 'case_id\nB2\n' >two
meanwhile() {
	old 5
	run env LD_PRELOAD="$box/meanwhile.so" \
		ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" \
		MEANWHILE='cases-import -q --lock-wait=0 -t cases two >said 2>&1' "$@"
}
meanwhile cases-overdue
status 5
err <<END
cases-overdue: $DOORSTEP_DB: made by an older version of doorstep; the next import brings it up to date
END
meanwhile cases-import -q -t cases one
status 0

finish
