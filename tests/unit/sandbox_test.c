/* sandbox.h: what can be opened before and after.
 *
 * tests/sandbox.t looks at the programs; here the sandbox leaves the build alone, so
 * that it can be counted which of its lines are reached. */
#define _GNU_SOURCE  /* syscall() */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/io/sandbox.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

static bool
has_landlock(void)
{
#if defined SYS_landlock_create_ruleset && !defined __SANITIZE_ADDRESS__
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
#else
	return false;
#endif
}

/* What a process ends with that does this. */
static int
apart(int (*does)(const char *folder), const char *folder)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		const char *build = getenv("BUILD");

		unsetenv("DOORSTEP_SANDBOX");
		sandbox_write(build != NULL ? build : "build");
		exit(does(folder));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static bool
opens(const char *folder, const char *name, int how)
{
	char path[300];
	int fd;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	fd = open(path, how | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Each digit is an answer. */
static int
write_beside(const char *folder)
{
	char path[300];

	snprintf(path, sizeof path, "%s/given", folder);
	sandbox_read("/etc/hostname");
	sandbox_read("/etc/it is not there");
	sandbox_write(path);
	sandbox_arm();
	sandbox_close();
	sandbox_read("/etc/passwd");  /* too late */
	sandbox_write("/etc/passwd");
	sandbox_close();
	execl("/bin/sh", "sh", "-c", "exit 99", (char *)NULL);  /* comes back */
	return opens("/etc", "passwd", O_RDONLY) * 1 +
	    opens("/etc", "hostname", O_RDONLY) * 2 +
	    opens(folder, "given", O_WRONLY | O_CREAT) * 4 +
	    opens(folder, "beside", O_WRONLY | O_CREAT) * 8;
}

static int
stay_open(const char *folder)
{
	(void)folder;
	sandbox_close();
	return opens("/etc", "passwd", O_RDONLY);
}

static void
make(char *folder, const char *file)
{
	assert_non_null(mkdtemp(folder));
	if (file != NULL)
		assert_true(opens(folder, file, O_WRONLY | O_CREAT));
}

static void
clear(const char *folder)
{
	char path[300];

	for (const char *const *f = (const char *const[]){"given", "beside", NULL};
	    *f != NULL; f++) {
		snprintf(path, sizeof path, "%s/%s", folder, *f);
		unlink(path);
	}
	assert_int_equal(rmdir(folder), 0);
}

static void
nothing_but_what_was_given_can_be_opened(void **state)
{
	(void)state;
	if (!has_landlock()) {
		print_message("# no Landlock here, or none in this build\n");
		return;
	}
	for (int there = 0; there < 2; there++) {
		char folder[] = "/tmp/sandbox.XXXXXX";

		make(folder, there ? "given" : NULL);
		assert_int_equal(apart(write_beside, folder), 2 + 4 + 8);
		clear(folder);
	}
}

static void
what_is_not_armed_stays_open(void **state)
{
	(void)state;
	assert_int_equal(apart(stay_open, NULL), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_but_what_was_given_can_be_opened),
		cmocka_unit_test(what_is_not_armed_stays_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
