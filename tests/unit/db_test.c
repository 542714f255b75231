/* A dry run without a database: what does not fit into memory lies where the
 * database would, not in the current directory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/io/db.h"

static char here[] = "/tmp/db_test.XXXXXX", there[] = "/tmp/db_test.XXXXXX";

/* Into `file`: what is open and has a name like SQLite's temporary files. */
static bool
find_temporary(char *file, size_t size)
{
	DIR *d = opendir("/proc/self/fd");
	bool found = false;

	for (struct dirent *e; !found && (e = readdir(d)) != NULL;) {
		char link[300];
		ssize_t n;

		snprintf(link, sizeof link, "/proc/self/fd/%s", e->d_name);
		n = readlink(link, file, size - 1);
		file[n > 0 ? n : 0] = '\0';
		found = strstr(file, "etilqs") != NULL;
	}
	closedir(d);
	return found;
}

static void
temporary_files_lie_beside_the_database(void **state)
{
	char path[64], file[4096];
	struct db_options o = {.path = path, .dry_run = true};
	struct db *db;
	struct query q;

	(void)state;
	assert_non_null(mkdtemp(here));
	assert_non_null(mkdtemp(there));
	assert_int_equal(chdir(here), 0);
	snprintf(path, sizeof path, "%s/none.db", there);
	db = db_open(&o, DB_CREATE);
	db_exec(db, "PRAGMA cache_size = 10");
	q = db_query(db, "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL"
	    " SELECT n + 1 FROM c WHERE n < 50000)"
	    " SELECT hex(randomblob(40)) AS b FROM c ORDER BY b");
	assert_true(db_step(&q));
	assert_true(find_temporary(file, sizeof file));
	assert_memory_equal(file, there, strlen(there));
	db_end(&q);
	db_close(db);
	assert_int_not_equal(access(path, F_OK), 0);
	rmdir(here);
	rmdir(there);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(temporary_files_lie_beside_the_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
