/* Columns of the output, however many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/io/out.h"

enum { MANY = 100 };

static void
every_column_comes_out(void **state)
{
	struct out_column column[MANY + 1] = {{0}};
	char name[MANY][16], path[] = "/tmp/out_test.XXXXXX", line[2048];
	struct out_options options = {.file = path, .no_header = true};
	struct out *o;
	FILE *f;
	int columns = 1;

	(void)state;
	close(mkstemp(path));
	for (int i = 0; i < MANY; i++) {
		snprintf(name[i], sizeof name[i], "c%d", i);
		column[i] = (struct out_column){name[i], true};
	}
	o = out_open(column, &options);
	assert_true(out_wants(o, MANY - 1));
	out_int(o, MANY - 1, 7);
	out_row(o);
	assert_int_equal(out_finish(o, EXIT_DONE), EXIT_DONE);
	f = fopen(path, "r");
	assert_non_null(fgets(line, sizeof line, f));
	fclose(f);
	unlink(path);
	for (const char *p = line; *p != '\0'; p++)
		columns += *p == '\t';
	assert_int_equal(columns, MANY);
	assert_string_equal(strrchr(line, '\t'), "\t7\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
