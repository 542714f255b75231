/* What comes out of files of all kinds, and what is said of bad ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/utf8.h"
#include "lib/io/csv.h"
#include "lib/io/decode.h"
#include "lib/io/out.h"
#include "lib/io/table.h"
#include "lib/io/tsv.h"

static char path[] = "/tmp/table_test.XXXXXX";

static void
write_file(const char *bytes, size_t n)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static long
score(void *arg, const char *const *heading, size_t n)
{
	long known = 0;

	(void)arg;
	for (size_t i = 0; i < n; i++)
		known += strcmp(heading[i], "a") == 0 ||
		    strcmp(heading[i], "b") == 0 ||
		    strcmp(heading[i], "Stra\xC3\x9F" "e") == 0;
	return known;
}

/* The rows as one text: line number, fields in brackets. */
static char shown[4096];

static void
show(struct table *t)
{
	struct row row;
	size_t n = 0;

	shown[0] = '\0';
	while (table_next(t, &row)) {
		n += (size_t)snprintf(shown + n, sizeof shown - n, "%ld",
		    row.line);
		for (size_t i = 0; i < row.n; i++)
			n += (size_t)snprintf(shown + n, sizeof shown - n,
			    "[%s]", row.field[i]);
		n += (size_t)snprintf(shown + n, sizeof shown - n, "\n");
	}
}

static void
expect_export(const char *bytes, size_t len, const char *rows, long rejected)
{
	struct table_dialect dialect = {.score = score};
	struct table *t;

	write_file(bytes, len);
	t = table_open_export(path, &dialect);
	show(t);
	assert_string_equal(shown, rows);
	assert_int_equal(table_rejected(t), rejected);
	table_close(t);
}

#define EXPORT(bytes, rows, rejected) \
	expect_export(bytes, sizeof bytes - 1, rows, rejected)

static void
separators(void **state)
{
	(void)state;
	EXPORT("a;b\n1;2\n", "2[1][2]\n", 0);
	EXPORT("a,b\n1,2\n", "2[1][2]\n", 0);
	EXPORT("a\tb\n1\t2\n", "2[1][2]\n", 0);
	EXPORT("a|b\n1|2\n", "2[1][2]\n", 0);
	EXPORT("a,x;b,y;b\n1;2;3\n", "2[1][2][3]\n", 0);
	EXPORT("\"a\";\"b\n\"\n1;2\n", "3[1][2]\n", 0);
}

static void
quotes(void **state)
{
	(void)state;
	EXPORT("a;b\n\"1;\n\"\"x\";2\n 3 ;\" 4 \"\n",
	    "2[1;\n\"x][2]\n4[3][4]\n", 0);
	EXPORT("a;b\r\n\"1\";2\r\n\r\n3;4\r\n", "2[1][2]\n4[3][4]\n", 0);
	EXPORT("a;b\n\"1\";2", "2[1][2]\n", 0);
	EXPORT("a;b\n1;12\" screen\n2;x \"y\"\n",
	    "2[1][12\" screen]\n3[2][x \"y\"]\n", 0);
	EXPORT("a;b\r\n\"1\r\n2\";\"3\" \r\n", "2[1\n2][3]\n", 0);
}

/* Under a tab. */
static void
quotes_between_tabs(void **state)
{
	(void)state;
	EXPORT("a\tb\n\"x \"\"y\"\"\"\tC\\n\"\n",
	    "2[x \"y\"][C\\n\"]\n", 0);
	EXPORT("a\tb\n\"1\n2\"\tx\n3\ty\n", "2[1\n2][x]\n4[3][y]\n", 0);
	EXPORT("a\tb\n\"1\t2\"\tx\n3\ty\n", "2[1\t2][x]\n3[3][y]\n", 0);
	EXPORT("a\tb\n\"Z\" x\ty\n\"\ty\n", "2[\"Z\" x][y]\n3[\"][y]\n", 0);
}

static void
stray_quote_costs_one_row(void **state)
{
	(void)state;
	EXPORT("a;b\n\"abc\"def;x\n2;y\n\"3\";z\n", "3[2][y]\n4[3][z]\n", 1);
	EXPORT("a;b\n\"1;x\n2;y\n\"3\";z\n", "3[2][y]\n4[3][z]\n", 1);
}

static void
bare_return_costs_one_row(void **state)
{
	(void)state;
	EXPORT("a;b\n1;2\r3;4\n5;6\n", "3[5][6]\n", 1);
	EXPORT("a;b\n\"1\";2\r3;4\n5;6\n", "3[5][6]\n", 1);
}

static void
returns_end_lines(void **state)
{
	(void)state;
	EXPORT("a;b\r1;2\r3;4\r", "2[1][2]\n3[3][4]\n", 0);
	EXPORT("a;b\r\"1\n2\";3\r4;5", "2[1\n2][3]\n3[4][5]\n", 0);
	EXPORT("a;\"b\r\"\r\n1;2\r\n", "2[1][2]\n", 0);
	EXPORT("a;b\r", "", 0);
}

static void
widths(void **state)
{
	(void)state;
	EXPORT("a;b\n1\n1;2;3\n1;2\n", "4[1][2]\n", 2);
	EXPORT("a\tb\n1\n\n1\t2\t3\n1\t2\n", "5[1][2]\n", 2);
	EXPORT("a;b\n1;2;\n3;4;;; \n5;6;;x\n", "2[1][2]\n3[3][4]\n", 1);
}

static struct table *
open_as(const char *text, struct table_dialect dialect)
{
	write_file(text, strlen(text));
	dialect.score = score;
	return table_open_export(path, &dialect);
}

static void
short_rows_say_how_many_fields_they_have(void **state)
{
	struct table *t = open_as("a;b;c\n1\n1;2;3\n4;5\n",
	    (struct table_dialect){.short_rows = true});
	struct row row;

	(void)state;
	assert_true(table_next(t, &row));
	assert_int_equal(row.n, 1);
	assert_string_equal(row.field[0], "1");
	assert_string_equal(row.field[2], "");
	assert_true(table_next(t, &row));
	assert_int_equal(row.n, 3);
	assert_true(table_next(t, &row));
	assert_int_equal(row.n, 2);
	assert_string_equal(row.field[1], "5");
	assert_int_equal(table_rejected(t), 0);
	table_close(t);
}

static void
what_is_no_record(void **state)
{
	struct table *t = open_as("a;b\n;;\n1;2\n\n ; \nA ;b\na;b\n3;4\n\x1A",
	    (struct table_dialect){0});

	(void)state;
	show(t);
	assert_string_equal(shown, "3[1][2]\n6[A][b]\n8[3][4]\n");
	assert_int_equal(table_left_out(t), 3);
	assert_int_equal(table_read(t), 3);
	table_close(t);
}

static void
the_header_is_the_line_that_scores_best(void **state)
{
	(void)state;
	EXPORT("List;b\n\n\"of\";;\na;b\n1;2\n", "5[1][2]\n", 0);
	EXPORT("x;\"y\nb,a\n1,\"2\"\n", "3[1][2]\n", 0);
	EXPORT("sep=,\na;x,b\n1,2\n", "3[1][2]\n", 0);
	EXPORT("\"sep=|\"\nx|y\n1|2\n", "3[1][2]\n", 0);
}

static void
a_file_without_header(void **state)
{
	struct table *t = open_as("\"1\",2,3\n4,5,6\n",
	    (struct table_dialect){.header = "a,, b"});

	(void)state;
	assert_int_equal(table_header_line(t), 0);
	assert_int_equal(table_columns(t), 3);
	assert_int_equal(table_column(t, "b"), 2);
	show(t);
	assert_string_equal(shown, "1[1][2][3]\n2[4][5][6]\n");
	table_close(t);
}

/* As many lines as there are, and one more; across blocks. */
static void
the_footer_is_left_out(void **state)
{
	(void)state;
	for (int footer = 0; footer < 6; footer++) {
		struct table *t = open_as("a;b\n1;2\n3;4\nSumme\n",
		    (struct table_dialect){.skip_footer = footer,
		    .header = footer >= 4 ? "a" : NULL});

		show(t);
		assert_string_equal(shown,
		    footer <= 1 ? "2[1][2]\n3[3][4]\n" :
		    footer == 2 ? "2[1][2]\n" : "");
		table_close(t);
	}
}

static void
white_space_and_what_cannot_be_seen(void **state)
{
	(void)state;
	EXPORT("\xC2\xA0" "a\xE2\x80\x8B;b\n"
	    "\" 1 \xE2\x80\xAF\";\xC2\xAD" "x\xC2\xADy\xEF\xBB\xBF\n",
	    "2[1][x\xC2\xADy]\n", 0);
	EXPORT("a;b\n\"\n1\n\";\x01x\x02\n", "2[1][x]\n", 0);
}

static void
marks_of_spreadsheets(void **state)
{
	(void)state;
	EXPORT("a;b\n=\"0815\";\"=\"\"0816\"\"\"\n'0817;'-1\n'n;=1\n=\";'\n",
	    "2[0815][0816]\n3[0817][-1]\n4['n][=1]\n5[=\"][']\n", 0);
}

static void
sheet(const char *text, const char *rows)
{
	static const char *const names[] = {"a", "b", "c", NULL};
	struct table *t;

	write_file(text, strlen(text));
	t = table_open_sheet(path, names);
	show(t);
	assert_string_equal(shown, rows);
	table_close(t);
}

/* Our own TSV, or the CSV that a spreadsheet made of it. */
static void
sheets(void **state)
{
	(void)state;
	sheet("a\tb\n\"1\"\t2\\n3\n\t\n", "2[\"1\"][2\n3]\n");
	sheet("a\n1;2\n", "2[1;2]\n");
	sheet("a;b\r\n\"1\";2\\n3\r\n;\r\n", "2[1][2\\n3]\n");
	sheet("\xEF\xBB\xBF" "A,\"b\",c\n1,\"2,5\",='\n", "2[1][2,5][=']\n");
}

static void
squashing(void **state)
{
	char s[80];

	(void)state;
	utf8_squash(s, "\xC2\xA0 a\t\xE2\x80\x83 b\xC2\xAD" "c\n");
	assert_string_equal(s, "a bc");
	utf8_squash(s, "\xEF\xBB\xBF \x7F");
	assert_string_equal(s, "");
	assert_true(utf8_plain("a b\xC3\xA4") == false ||
	    utf8_squash(s, "a b\xC3\xA4") == 5);
	assert_false(utf8_plain(" a"));
	assert_false(utf8_plain("a "));
	assert_false(utf8_plain("a  b"));
	assert_false(utf8_plain("a\nb"));
	assert_true(utf8_plain("a b"));
	srand(3);
	for (int round = 0; round < 100000; round++) {
		static const char *const part[] = {"a", " ", "\t", "\xC2\xA0",
		    "\xC2\xAD", "\xC3\xA4", "\xFF", "\xE2\x80", "\x7F"};
		char text[40] = "", once[40], twice[40];

		for (int i = rand() % 10; i > 0; i--)
			strcat(text, part[rand() % 9]);
		utf8_squash(once, text);
		utf8_squash(twice, once);
		assert_string_equal(once, twice);
		if (utf8_plain(text))
			assert_string_equal(once, text);
		if (strpbrk(text, " \t\x7F") == NULL &&
		    !utf8_may_be_blank(text, strlen(text)))
			assert_string_equal(once, text);
	}
}

static void
encodings(void **state)
{
	(void)state;
	EXPORT("\xEF\xBB\xBF" "a;b\n1;\xC3\xA4\n", "2[1][\xC3\xA4]\n", 0);
	EXPORT("a;Stra\xDF" "e\n1;\xE4\x80\n",
	    "2[1][\xC3\xA4\xE2\x82\xAC]\n", 0);
	EXPORT("a;b\n1;\xE4\n2;\xC3\xA4\n",
	    "2[1][\xC3\xA4]\n3[2][\xC3\x83\xC2\xA4]\n", 0);
	EXPORT("a;b\n1;\xC3\xA4\n2;\xE4\n", "2[1][\xC3\xA4]\n", 1);
	EXPORT("a;b\n1;\xE4\n2;\x81\n", "2[1][\xC3\xA4]\n", 1);
	EXPORT("\xFF\xFE" "a\0;\0b\0\n\0" "1\0;\0\xE4\0\n\0",
	    "2[1][\xC3\xA4]\n", 0);
}

static void
nul_is_refused(void **state)
{
	(void)state;
	EXPORT("a;b\n1;x\0y\n2;3\n", "3[2][3]\n", 1);
	EXPORT("a\tb\n1\tx\\x00y\n2\t3\n", "2[1][x\\x00y]\n3[2][3]\n", 0);
}

static void
named_encoding_and_titles(void **state)
{
	static const char titled[] = "List \x84\n\na;b\n1;\x84\n";
	struct table_dialect dialect = {.score = score, .encoding = "IBM850",
	    .skip_lines = 2};
	struct table *t;

	(void)state;
	write_file(titled, sizeof titled - 1);
	t = table_open_export(path, &dialect);
	assert_int_equal(table_header_line(t), 3);
	show(t);
	assert_string_equal(shown, "4[1][\xC3\xA4]\n");
	table_close(t);
}

static void
huge_field_is_refused(void **state)
{
	size_t n = CSV_FIELD_MAX + 20;
	char *big = malloc(n + 40);

	(void)state;
	assert_non_null(big);
	memcpy(big, "a;b\n1;\"", 7);
	memset(big + 7, 'x', n);
	memcpy(big + 7 + n, "\"\n2;3\n", 6);
	expect_export(big, n + 13, "3[2][3]\n", 1);
	memcpy(big, "a;b\n1; ", 7);
	memcpy(big + 7 + n, " \n2;3\n", 6);
	expect_export(big, n + 13, "3[2][3]\n", 1);
	free(big);
}

/* A line without quotes means the same to csv_feed() and to csv_split(). */
static void
both_readers_agree(void **state)
{
	static const char letters[] = "ab \t;;,";
	struct csv *csv = csv_open();

	(void)state;
	srand(7);
	for (int round = 0; round < 20000; round++) {
		char line[32], copy[32], *mine[32], *theirs[32];
		size_t len = (size_t)(rand() % 20), n;

		for (size_t i = 0; i < len; i++)
			line[i] = letters[rand() % 7];
		memcpy(copy, line, len);
		assert_int_equal(csv_feed(csv, ';', line, len), CSV_DONE);
		n = csv_fields(csv, theirs, 32);
		assert_int_equal(csv_split(copy, len, ';', mine, 32), n);
		for (size_t i = 0; i < n; i++)
			assert_string_equal(mine[i], theirs[i]);
	}
	csv_close(csv);
}

static void
escapes_come_back(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		char text[40], buf[200];
		size_t len = (size_t)(rand() % 39);

		for (size_t i = 0; i < len; i++)
			text[i] = (char)(1 + rand() % 127);
		text[len] = '\0';
		buf[tsv_escape(buf, text)] = '\0';
		assert_null(strpbrk(buf, "\t\n\r"));
		assert_true(tsv_unescape(buf));
		assert_string_equal(buf, text);
	}
}

static void
unknown_escapes_stay(void **state)
{
	char s[] = "C:\\dir \\x4 \\xFF \\";

	(void)state;
	assert_true(tsv_unescape(s));
	assert_string_equal(s, "C:\\dir \\x4 \\xFF \\");
}

static void
folding(void **state)
{
	char s[40];

	(void)state;
	utf8_fold(s, "  STRASSE \xC3\x84\xC3\x96\xC3\x9C\xC3\x9F\xC3\xA4\xC3\x89 ");
	assert_string_equal(s,
	    "strasse \xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xC3\xA4\xC3\x89");
}

static void
every_sequence(void **state)
{
	(void)state;
	assert_int_equal(utf8_sequence("\xC0\x80", 2), 0);
	assert_int_equal(utf8_sequence("\xE0\x80\x80", 3), 0);
	assert_int_equal(utf8_sequence("\xED\xA0\x80", 3), 0);
	assert_int_equal(utf8_sequence("\xF4\x90\x80\x80", 4), 0);
	assert_int_equal(utf8_sequence("\xF4\x8F\xBF\xBF", 4), 4);
	assert_int_equal(utf8_sequence("\xE2\x82", 2), 0);
	assert_true(utf8_valid("abcdefgh\xC3\xA4xyz", 13));
	assert_false(utf8_valid("abcdefgh\xC3", 9));
}

/* One file, read through blocks whose borders fall everywhere. */
static void
block_borders(void **state)
{
	size_t n = 0, rows = 40000;
	char *big = malloc(rows * 40);
	struct table_dialect dialect = {.score = score};
	struct table *t;
	struct row row;

	(void)state;
	assert_non_null(big);
	n += (size_t)sprintf(big, "a;b\n");
	for (size_t i = 0; i < rows; i++)
		n += (size_t)sprintf(big + n, i % 3 ? "%zu;x%zu\n" :
		    "\"%zu\n\";\xE4%zu\n", i, i * i);
	write_file(big, n);
	free(big);
	t = table_open_export(path, &dialect);
	for (size_t i = 0; i < rows; i++) {
		char want[40];

		assert_true(table_next(t, &row));
		assert_int_equal(row.line, 2 + i + (i + 2) / 3);
		sprintf(want, "%zu", i);
		assert_string_equal(row.field[0], want);
		sprintf(want, i % 3 ? "x%zu" : "\xC3\xA4%zu", i * i);
		assert_string_equal(row.field[1], want);
	}
	assert_false(table_next(t, &row));
	assert_int_equal(table_read(t), rows);
	table_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separators),
		cmocka_unit_test(quotes),
		cmocka_unit_test(stray_quote_costs_one_row),
		cmocka_unit_test(bare_return_costs_one_row),
		cmocka_unit_test(widths),
		cmocka_unit_test(encodings),
		cmocka_unit_test(nul_is_refused),
		cmocka_unit_test(named_encoding_and_titles),
		cmocka_unit_test(huge_field_is_refused),
		cmocka_unit_test(both_readers_agree),
		cmocka_unit_test(escapes_come_back),
		cmocka_unit_test(unknown_escapes_stay),
		cmocka_unit_test(folding),
		cmocka_unit_test(every_sequence),
		cmocka_unit_test(quotes_between_tabs),
		cmocka_unit_test(returns_end_lines),
		cmocka_unit_test(short_rows_say_how_many_fields_they_have),
		cmocka_unit_test(what_is_no_record),
		cmocka_unit_test(the_header_is_the_line_that_scores_best),
		cmocka_unit_test(a_file_without_header),
		cmocka_unit_test(the_footer_is_left_out),
		cmocka_unit_test(white_space_and_what_cannot_be_seen),
		cmocka_unit_test(marks_of_spreadsheets),
		cmocka_unit_test(sheets),
		cmocka_unit_test(squashing),
		cmocka_unit_test(block_borders),
	};
	int fd = mkstemp(path), failed;

	if (fd < 0)
		return 2;
	close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
