#!/bin/sh
# What is confirmed outlives a power cut, and what fails after COMMIT says so.
#
# A library that is loaded before the others writes down what the programs ask
# the system to do with files, and lets memory run out when it is told to.
. tests/lib.sh
. tests/given.sh

cat >"$box/witness.c" <<'EOF2'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int committed;

static void
note(const char *what, const char *path)
{
	char line[4200];
	const char *log = getenv("WITNESS"), *slash = strrchr(path, '/');
	int n = snprintf(line, sizeof line, "%s %s\n", what,
	    slash != NULL ? slash + 1 : path);
	int fd = log != NULL ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;

	if (fd >= 0 && write(fd, line, (size_t)n) == n)
		close(fd);
}

static void
note_fd(const char *what, int fd)
{
	char link[64], path[4096];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	path[n > 0 ? n : 0] = '\0';
	note(what, path);
}

int
fsync(int fd)
{
	note_fd("sync", fd);
	return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int
fdatasync(int fd)
{
	note_fd("sync", fd);
	return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}

int
unlink(const char *path)
{
	size_t n = strlen(path);

	note("unlink", path);
	committed |= n > 8 && strcmp(path + n - 8, "-journal") == 0;
	return ((int (*)(const char *))dlsym(RTLD_NEXT, "unlink"))(path);
}

int
rename(const char *from, const char *to)
{
	note("rename to", to);
	return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))
	    (from, to);
}

#ifdef NO_MEMORY
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t n) { return committed ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t m) { return committed ? NULL : __libc_calloc(n, m); }
void *realloc(void *p, size_t n) { return committed ? NULL : __libc_realloc(p, n); }
#endif
EOF2
cc -shared -fPIC -o "$box/witness.so" "$box/witness.c" -ldl || exit
cc -shared -fPIC -DNO_MEMORY -o "$box/forgetful.so" "$box/witness.c" -ldl || exit

# The witness writes a file of its own, which a program may not do.
watched() {
	DOORSTEP_SANDBOX=off LD_PRELOAD="$box/witness.so" WITNESS="$box/seen" \
	    ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" "$@"
}

forgetful() { LD_PRELOAD="$box/forgetful.so" "$@"; }

office() {
	given 2026-03-02 <<'END'
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
cases   case_id lat  lon
        A1      50.1 8.1
END
}

begin 'a commit ends with the sync of the folder, for the journal is gone only then'
once office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >rows.tsv
rm -f "$box/seen"
run watched visits-log --as-of=2026-03-02 rows.tsv
status 0
sed -n '/unlink doorstep.db-journal/,$p' "$box/seen" >got
printf 'unlink doorstep.db-journal\nsync %s\n' "${box##*/}" >want
same want got

begin 'so does a file of -o or --rejects: the folder is synced after the new name'
once office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >rows.tsv
printf 'case_id,sex\nA2,f\nA3,q\n' >cases.csv
mkdir out bad
rm -f "$box/seen"
run watched cases-import --as-of=2026-03-02 --rejects=bad/rejects.tsv -o out/new.tsv cases.csv
status 1
sed -n '/^rename/,$p' "$box/seen" >got
cat >want <<'END'
rename to rejects.tsv
sync bad
END
sed -n '/^rename to rejects/,/^sync/p' "$box/seen" >got
same want got
cat >want <<'END'
rename to new.tsv
sync out
END
sed -n '/^rename to new/,$p' "$box/seen" >got
same want got
for name in new.tsv rejects.tsv; do
	want grep -q "^sync $name\\." "$box/seen"
done

begin 'so are the folders that a first import makes for the usual database'
printf 'case_id\nA2\n' >cases.csv
mkdir data
rm -f "$box/seen"
run watched env -u DOORSTEP_DB XDG_DATA_HOME="$PWD/data" cases-import -q cases.csv
status 0
grep '^sync d' "$box/seen" | sort -u >got
cat >want <<'END'
sync data
sync doorstep
sync doorstep.db
sync doorstep.db-journal
END
same want got

begin 'a write-ahead log, if somebody switched to it, is given up by the next run that stores'
once office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >rows.tsv
printf 'case_id\nA2\n' >cases.csv
echo delete >want
for call in 'visits-log rows.tsv' 'cases-import cases.csv'; do
	sqlite3 "$DOORSTEP_DB" 'PRAGMA journal_mode = WAL' >/dev/null
	# shellcheck disable=SC2086
	run $call -n -q --as-of=2026-03-02
	status 0
	sqlite3 "$DOORSTEP_DB" 'PRAGMA journal_mode' >got
	echo wal | same - got
	# shellcheck disable=SC2086
	run $call -q --as-of=2026-03-02
	status 0
	sqlite3 "$DOORSTEP_DB" 'PRAGMA journal_mode' >got
	same want got
	want [ ! -e "$DOORSTEP_DB-wal" ]
done

# The sanitizers have a malloc of their own.
if grep -q -- -fsanitize "$build/flags"; then
	finish
	exit
fi

begin 'memory that runs out after COMMIT: 3, for everything is stored'
once office
printf 'case_id\tdate\toutcome\nA1\t2026-03-02\tmet\n' >rows.tsv
printf 'case_id\nA2\n' >cases.csv
run forgetful visits-log --as-of=2026-03-02 -o log.tsv rows.tsv
status 3
run visits-list --as-of=2026-03-02 -H -c case_id,outcome
shows <<'END'
A1 met
END
run forgetful cases-import --as-of=2026-03-02 -o new.tsv cases.csv
status 3
run sqlite3 "$DOORSTEP_DB" 'SELECT case_id FROM client ORDER BY case_id'
shows <<'END'
A1
A2
END
printf 'case_id\tlat\tlon\nA1\t50\t8\n' >people.tsv
run forgetful visits-plan --commit --as-of=2026-03-03 -o plan.tsv people.tsv
status 3
run visits-list --from=2026-03-03 -H -c case_id,state
shows <<'END'
A1 planned
END

finish
