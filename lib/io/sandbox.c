#define _GNU_SOURCE  /* O_PATH, syscall() */
#include "lib/io/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/noclobber.h"

#if defined __has_include && !defined __CPPCHECK__
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#define HAVE_LANDLOCK 1
#endif
#endif

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

struct sandbox_place {
	char *path;
	bool write;
};

static struct {
	struct sandbox_place *place;
	size_t n, cap;
	bool armed, closed;
} all;

static void
add(char *path, bool write)
{
	all.place = mem_grow(all.place, all.n + 1, &all.cap, sizeof *all.place);
	all.place[all.n++] = (struct sandbox_place){path, write};
}

void
sandbox_read(const char *path)
{
	if (!all.closed)
		add(xstrdup(path), false);
}

/* If nothing can be written there, what does not fit into memory goes where
 * temporary files go. */
static void
add_directory(char *directory)
{
	const char *set = getenv("TMPDIR");

	if (access(directory, W_OK | X_OK) != 0) {
		if (set != NULL && *set != '\0')
			add(xstrdup(set), true);
		add(xstrdup("/var/tmp"), true);
		add(xstrdup("/tmp"), true);
	}
	add(directory, true);
}

/* A link stays one: what it leads to is written, beside what it leads to. */
void
sandbox_write(const char *path)
{
	struct stat st;
	char *real;

	if (all.closed || strcmp(path, "-") == 0)
		return;
	add(xstrdup(path), true);
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return;
	real = noclobber_name(path);
	add_directory(noclobber_directory(path));
	add_directory(noclobber_directory(real));
	free(real);
}

void
sandbox_arm(void)
{
	all.armed = true;
}

#if defined HAVE_LANDLOCK && defined SYS_landlock_create_ruleset && \
    !defined __SANITIZE_ADDRESS__

/* Since the third version of the interface; older headers lack it. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (UINT64_C(1) << 14)
#endif

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING_FILE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define WRITING (WRITING_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | \
    LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define OTHERWISE (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR | \
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | \
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | \
    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* What the running kernel can bar. */
static uint64_t
rights_of(long version)
{
	uint64_t rights = READING | WRITING | OTHERWISE;

	return version >= 3 ? rights : rights & ~LANDLOCK_ACCESS_FS_TRUNCATE;
}

/* What is not there needs no rule. */
static bool
allow(int rules, const struct sandbox_place *p, uint64_t rights)
{
	int fd = open(p->path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = {.parent_fd = fd};
	struct stat st;
	bool good;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
		    errno == ENAMETOOLONG || errno == ELOOP;
	rule.allowed_access = READING | (p->write ? WRITING : 0);
	good = fstat(fd, &st) == 0;
	if (good && !S_ISDIR(st.st_mode))
		rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | WRITING_FILE;
	rule.allowed_access &= rights;
	good = good && syscall(SYS_landlock_add_rule, rules,
	    LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	close(fd);
	return good;
}

static bool
allow_all(int rules, uint64_t rights)
{
	for (size_t i = 0; i < all.n; i++)
		if (!allow(rules, &all.place[i], rights))
			return false;
	return true;
}

static bool
bar(uint64_t rights)
{
	struct landlock_ruleset_attr attr = {.handled_access_fs = rights};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr,
	    sizeof attr.handled_access_fs, 0);
	bool good;

	if (rules < 0)
		return false;
	good = allow_all(rules, rights) &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return good;
}

static void
close_all(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	if (version < 1)
		diag_detail("sandbox: none, this kernel has no Landlock");
	else if (!bar(rights_of(version)))
		diag_detail("sandbox: none, Landlock: %s", language_errno(errno));
	else
		diag_detail("sandbox: nothing else can be opened from here on"
		    " (Landlock %ld)", version);
}

#else

static void
close_all(void)
{
	diag_detail("sandbox: none, this build has no Landlock");
}

#endif

/* The time zone is read now, if it has not been: without its file it would be
 * another one, in silence. */
void
sandbox_close(void)
{
	const char *set = getenv("DOORSTEP_SANDBOX");

	if (!all.armed || all.closed)
		return;
	all.closed = true;
	tzset();
	add(xstrdup("/dev/null"), true);
	add(xstrdup("/dev/urandom"), false);
	if (set != NULL && strcmp(set, "off") == 0)
		diag_detail("sandbox: none, DOORSTEP_SANDBOX says so");
	else
		close_all();
}
