/* residue.h: what is found, what others have, what lies across two pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/io/residue.h"

/* How many of the texts are found in n bytes of which all but the text at a
 * place are dots. */
static size_t
find(struct residue *r, size_t n, size_t at, const char *text)
{
	char path[] = "/tmp/residue.XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");
	size_t found;

	assert_non_null(f);
	for (size_t i = 0; i < at; i++)
		putc('.', f);
	fputs(text, f);
	for (size_t i = at + strlen(text); i < n; i++)
		putc('.', f);
	fclose(f);
	found = residue_in_file(r, path);
	remove(path);
	return found;
}

static void
texts_of_six_bytes_are_found_wherever_they_lie(void **state)
{
	static const size_t places[] = {0, 1, 4090, (1 << 20) - 3, 1 << 20,
	    (1 << 20) + 8, (2 << 20) - 1};

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct residue *r = residue_new();

		residue_add(r, "short");
		residue_add(r, "sixby6");
		residue_add(r, "sixby6 and more");
		residue_add(r, "sixby6 and more");
		assert_int_equal(residue_texts(r), 2);
		assert_int_equal(find(r, 3 << 20, places[i], "sixby6 and mor"), 1);
		assert_int_equal(find(r, 3 << 20, places[i], "sixby6 and more"), 2);
		residue_free(r);
	}
}

static void
at_the_very_end_of_the_file(void **state)
{
	struct residue *r = residue_new();

	(void)state;
	residue_add(r, "the end");
	assert_int_equal(find(r, 0, 100, "the en"), 0);
	assert_int_equal(find(r, 0, 100, "the end"), 1);
	residue_free(r);
}

static void
what_a_living_record_has_proves_nothing(void **state)
{
	struct residue *r = residue_new();

	(void)state;
	residue_add(r, "Mainstadt");
	residue_add(r, "Talstrasse 7");
	residue_living(r, "x Mainstadt y", 13);
	assert_int_equal(find(r, 1000, 500, "Mainstadt"), 0);
	assert_int_equal(find(r, 1000, 500, "Talstrasse 7"), 1);
	residue_free(r);
}

/* Every text that is a prefix of another, or differs from it in the last byte,
 * in any order, against strncmp() at each place. */
static void
many_that_begin_alike(void **state)
{
	enum { N = 300 };
	char text[N][24], bytes[200];

	(void)state;
	srand(7);
	for (int round = 0; round < 50; round++) {
		struct residue *r = residue_new();
		size_t expected = 0;

		for (int i = 0; i < N; i++) {
			size_t len = 6 + (size_t)(rand() % 8);

			memcpy(text[i], "43504/", 7);
			for (size_t k = 6; k < len; k++)
				text[i][k] = "0\xC3" "1"[rand() % 3];
			text[i][len] = '\0';
			residue_add(r, text[i]);
		}
		for (size_t i = 0; i < sizeof bytes - 1; i++)
			bytes[i] = i % 20 < 6 ? "43504/"[i % 20] :
			    "0\xC3" "1"[rand() % 3];
		bytes[sizeof bytes - 1] = '\0';
		for (int i = 0; i < N; i++) {
			int first = 0;

			while (strcmp(text[first], text[i]) != 0)
				first++;
			expected += first == i && strstr(bytes, text[i]) != NULL;
		}
		assert_int_equal(find(r, 1000, 300, bytes), expected);
		residue_living(r, bytes, sizeof bytes - 1);
		assert_int_equal(residue_left(r), 0);
		residue_free(r);
	}
}

/* A page of the file parts a long record: of the text on either side, a piece. */
static void
a_long_text_is_found_in_pieces(void **state)
{
	char text[201] = "", part[201];

	(void)state;
	for (int i = 0; i < 40; i++)
		snprintf(text + 5 * i, 6, "%05u", (unsigned)i % 100000);
	for (size_t at = 0; at <= 200; at++) {
		struct residue *r = residue_new();

		residue_add(r, text);
		residue_add(r, text);
		residue_add(r, "another");
		assert_int_equal(residue_texts(r), 2);
		snprintf(part, sizeof part, "%.*s", (int)at, text);
		assert_int_equal(find(r, 1000, 30, part), at >= 64);
		assert_int_equal(find(r, 1000, 30, text + at),
		    at >= 64 || 200 - at >= 64);
		residue_living(r, text, 200);
		assert_int_equal(residue_left(r), 0);
		residue_free(r);
	}
}

/* Compared at each place it would take a minute. */
static void
a_megabyte_of_one_letter(void **state)
{
	enum { LONG = 1 << 20 };
	char *text = calloc(1, LONG + 1);
	struct residue *r = residue_new();

	(void)state;
	assert_non_null(text);
	memset(text, 'm', LONG);
	residue_add(r, text);
	assert_int_equal(find(r, LONG + 100, 50, text), 1);
	for (int i = 0; i < 5; i++)
		residue_living(r, text, LONG);
	assert_int_equal(residue_left(r), 0);
	residue_free(r);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_six_bytes_are_found_wherever_they_lie),
		cmocka_unit_test(at_the_very_end_of_the_file),
		cmocka_unit_test(what_a_living_record_has_proves_nothing),
		cmocka_unit_test(many_that_begin_alike),
		cmocka_unit_test(a_long_text_is_found_in_pieces),
		cmocka_unit_test(a_megabyte_of_one_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
