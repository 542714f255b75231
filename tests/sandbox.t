#!/bin/sh
# A program that has opened what it was given gives up the rest.
. tests/lib.sh
. tests/given.sh

office() {
	mkdir data lists out other
	echo secret >other/file
	printf 'case_id\nA1\nA2\n' >lists/cases.tsv
	printf 'case_id\tdue_on\tresult\nA1\t2026-11-02\tmissed\nA1\t2026-11-12\tmissed\n' \
		>lists/letters.tsv
	printf 'case_id\nA1\n' >lists/ids
	printf 'case_id\tdate\toutcome\nA1\t2026-11-19\tmet\n' >lists/outcomes.tsv
	DOORSTEP_DB=$PWD/data/office.db
	export DOORSTEP_DB
	run cases-import -q --as-of=2026-11-20 lists/cases.tsv lists/letters.tsv
	status 0
}

begin 'with -v a program says what it has given up, or why nothing'
office
run cases-overdue -v --as-of=2026-11-20
status 0
says '^cases-overdue: sandbox: '
cp "$box/err" said
run env DOORSTEP_SANDBOX=off cases-overdue -v --as-of=2026-11-20
says '^cases-overdue: sandbox: none, DOORSTEP_SANDBOX says so$'
why=$(sed -n 's/.*sandbox: none, //p' said)

begin 'then it can open no other file and start no program, reading or storing'
if [ -n "$why" ]; then
	skip "$why"
else
	cat >intruder.c <<'EOF'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
say(const char *what, int result)
{
	dprintf(2, "%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

/* When it has done all that it had to do with the database. */
int
sqlite3_close(void *db)
{
	char *none[] = {NULL};

	say("read", open("other/file", O_RDONLY));
	say("write", open("other/file", O_WRONLY | O_APPEND));
	say("truncate", truncate("other/file", 0));
	say("create", open("other/new", O_WRONLY | O_CREAT, 0600));
	say("remove", unlink("other/file"));
	say("list", open("other", O_RDONLY | O_DIRECTORY));
	say("start", execve("/bin/true", none, none));
	say("own folder", open("data/file", O_WRONLY | O_CREAT, 0600));
	return ((int (*)(void *))dlsym(RTLD_NEXT, "sqlite3_close"))(db);
}
EOF
	office
	want cc -shared -fPIC -o intruder.so intruder.c -ldl
	cat >tried <<'END'
read: Permission denied
write: Permission denied
truncate: Permission denied
create: Permission denied
remove: Permission denied
list: Permission denied
start: Permission denied
own folder: done
END
	for command in 'cases-overdue' 'stats-report' 'visits-list' \
	    'cases-show lists/ids' 'runs-list' 'cases-import -q lists/cases.tsv' \
	    'visits-log -q lists/outcomes.tsv' 'runs-undo -q 3'; do
		# shellcheck disable=SC2086
		run env LD_PRELOAD="$PWD/intruder.so" $command --as-of=2026-11-20
		status 0
		# An older kernel cannot bar truncation.
		grep -E '^(read|write|create|remove|list|start|own folder|truncate): ' "$box/err" |
			sed 's/^truncate: done$/truncate: Permission denied/' >got
		same tried got
	done
	want [ -e other/file ]
fi

# Options that name files, each file in a folder of its own.
begin 'what it was given it can open: the same with and without the sandbox'
office
printf 'date\n03-09\n' >lists/days
printf 'rule\n03-09\n' >lists/holidays
cp "$top/share/policy/sgb2.tsv" lists/policy
ln -s data/office.db link.db
tried() {
	for set in off on; do
		cp -r data data.$set
		run env DOORSTEP_SANDBOX=$set TMPDIR="$PWD/other" "$@"
		cp "$box/out" "out.$set" && cp "$box/err" "err.$set"
		echo "$got" >"status.$set"
		cp out/* "files.$set" 2>/dev/null
		rm -rf out data && mkdir out && mv data.$set data
	done
	for what in out err status files; do
		[ ! -e files.off ] && [ $what = files ] && continue
		same $what.off $what.on
	done
	rm -f files.off files.on
	[ "$(cat status.on)" -le 1 ] || bad "$*: status $(cat status.on)"
}
day=--as-of=2026-11-20
tried cases-overdue $day -o out/list --only=lists/ids --holidays=lists/holidays
tried cases-overdue $day --policy=lists/policy --holidays=by
tried cases-overdue $day -d link.db -o /dev/stdout
tried cases-overdue $day --why-not=lists/ids --format=excel
tried cases-import $day --rejects=out/rejected -o out/account lists/cases.tsv lists/letters.tsv
tried cases-import $day -n -d other/nothing/x.db lists/cases.tsv
tried stats-report $day --secret=lists/ids -o out/figures
tried visits-log $day -o out/log lists/outcomes.tsv
tried visits-plan $day --unplanned=out/not -o out/plan lists/ids
tried cases-erase $day --only=lists/ids
tried env LC_ALL=de_DE.UTF-8 LOCPATH="$build/locale" visits-list $day --on=2026-11-20

begin 'a kernel without Landlock, or one that refuses, bars nothing and breaks nothing'
if ! strace -qq -o /dev/null true 2>/dev/null || [ -n "$why" ]; then
	skip 'nothing to refuse'
else
	office
	run cases-overdue --as-of=2026-11-20
	cp "$box/out" expected
	for fault in landlock_create_ruleset:error=ENOSYS landlock_add_rule:error=ENOMEM \
	    landlock_restrict_self:error=E2BIG prctl:error=EINVAL; do
		run strace -f -qq -o trace -e "inject=$fault" cases-overdue -v --as-of=2026-11-20
		status 0
		same expected "$box/out"
		says '^cases-overdue: sandbox: none, '
	done
fi

begin 'nothing that a program needs is refused, the folder that it syncs neither'
if ! strace -qq -o /dev/null true 2>/dev/null || [ -n "$why" ]; then
	skip 'nothing to refuse'
else
	office
	run strace -f -qq -o store cases-import --as-of=2026-11-20 -n lists/cases.tsv
	run strace -f -qq -o again cases-import --as-of=2026-11-21 lists/letters.tsv \
		--rejects=out/rejected -o out/account
	run strace -f -qq -o erase cases-erase --as-of=2026-11-20 --only=lists/ids
	run strace -f -qq -o read cases-overdue --as-of=2026-11-20 -o out/list
	for trace in store again erase read; do
		want grep -q 'landlock_restrict_self(.* = 0' $trace
		sed '1,/landlock_restrict_self/d' $trace | grep -E '= -1 (EACCES|EPERM|EXDEV)' >refused
		same /dev/null refused
	done
fi

finish
