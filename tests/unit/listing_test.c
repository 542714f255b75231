/* A table with all its columns; a pair's visit as two rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/render/listing.h"

static const char *const known[] = {"worker", "with", "date", "start",
	"case_id", NULL};

static struct listing
read_text(const char *text)
{
	char path[] = "/tmp/listing_test.XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");
	struct listing l = {0};

	fputs(text, f);
	fclose(f);
	listing_read(&l, path, known);
	unlink(path);
	return l;
}

static const char *
at(const struct listing *l, size_t row, const char *name)
{
	return l->row[row].field[listing_column(l, name)];
}

static void
all_columns_are_kept(void **state)
{
	struct listing l = read_text("case_id\tnote\tx\nA1\ta\\tb\t7\n");

	(void)state;
	assert_int_equal(l.n, 1);
	assert_string_equal(at(&l, 0, "note"), "a\tb");
	assert_string_equal(at(&l, 0, "x"), "7");
	assert_int_equal(listing_column(&l, "y"), -1);
	assert_int_equal(l.row[0].line, 2);
	listing_split_pairs(&l);
	assert_int_equal(l.n, 1);
	listing_free(&l);
}

static void
a_spreadsheet_may_have_saved_it(void **state)
{
	struct listing l = read_text("Case_ID;worker;x\r\n=\"007\";w1;\"a;b\"\r\n");

	(void)state;
	assert_string_equal(at(&l, 0, "case_id"), "007");
	assert_string_equal(at(&l, 0, "x"), "a;b");
	listing_free(&l);
}

static void
a_pair_in_one_row_becomes_two(void **state)
{
	struct listing l = read_text(
	    "date\tstart\tworker\twith\tcase_id\tworker_name\twith_name\tstop\n"
	    "2026-11-23\t09:00\tw1\tw2\tA1\tEins\tZwei\t1\n"
	    "2026-11-23\t10:00\tw1\t\tA2\tEins\t\t2\n");

	(void)state;
	listing_split_pairs(&l);
	assert_int_equal(l.n, 3);
	assert_string_equal(at(&l, 0, "worker"), "w1");
	assert_string_equal(at(&l, 0, "stop"), "1");
	assert_string_equal(at(&l, 1, "worker"), "w2");
	assert_string_equal(at(&l, 1, "with"), "w1");
	assert_string_equal(at(&l, 1, "worker_name"), "Zwei");
	assert_string_equal(at(&l, 1, "with_name"), "Eins");
	assert_string_equal(at(&l, 1, "stop"), "");
	assert_string_equal(at(&l, 2, "case_id"), "A2");
	listing_free(&l);
}

static void
a_pair_in_two_rows_stays_two(void **state)
{
	struct listing l = read_text("date\tstart\tworker\twith\tcase_id\tworker_name\n"
	    "2026-11-23\t09:00\tw1\tw2\tA1\tEins\n"
	    "2026-11-23\t09:00\tw2\tw1\tA1\tZwei\n");

	(void)state;
	listing_split_pairs(&l);
	assert_int_equal(l.n, 2);
	assert_string_equal(at(&l, 1, "worker_name"), "Zwei");
	listing_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_columns_are_kept),
		cmocka_unit_test(a_spreadsheet_may_have_saved_it),
		cmocka_unit_test(a_pair_in_one_row_becomes_two),
		cmocka_unit_test(a_pair_in_two_rows_stays_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
