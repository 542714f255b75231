/* lines_fuzz -- lines, records and rows of a file, whatever it is.  The first
 * byte says how it is read. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csv.h"
#include "lib/io/decode.h"
#include "lib/io/lines.h"
#include "lib/io/table.h"
#include "lib/io/tsv.h"
#include "tests/fuzz/fuzz.h"

static unsigned how;

/* Reads all lines, and the second time those behind the third once more. */
static void
read_lines(void *arg)
{
	const char *encoding = how & 1 ? decode_usual[how / 2 % 4] : NULL;
	struct lines *l = lines_open(arg, encoding);
	struct lines_place place;
	struct line line;
	long n = 0, again = 0;

	place = lines_hold(l);
	while (lines_next(l, &line)) {
		FUZZ_CHECK(line.cut || line.text != NULL, "a line has a text");
		n++;
		FUZZ_CHECK(line.cut || !utf8_beyond_ascii(line.text, line.len) ||
		    (line.may & LINE_HIGH) != 0, "what a line has is announced");
	}
	lines_back(l, place);
	lines_release(l);
	while (lines_next(l, &line))
		again++;
	FUZZ_CHECK(n == again, "going back shows the same lines");
	lines_close(l);
}

static void
check_row(const struct table *t, const struct row *row)
{
	FUZZ_CHECK(row->n <= table_columns(t), "a row is no wider than the header");
	for (size_t i = 0; i < row->n; i++)
		FUZZ_CHECK(utf8_valid(row->field[i], strlen(row->field[i])),
		    "a field is UTF-8");
}

static long
score_any(void *arg, const char *const *heading, size_t n)
{
	long score = 0;

	(void)arg;
	for (size_t i = 0; i < n; i++)
		score += *heading[i] != '\0' && strlen(heading[i]) < 3;
	return score;
}

static struct table *
open_table(const char *path)
{
	struct table_dialect d = {.score = score_any,
		.short_rows = how & 4, .skip_lines = how >> 3 & 1,
		.skip_footer = how >> 4 & 3};

	return how & 2 ? table_open_export(path, &d) : table_open(path);
}

/* What is read and written as TSV is read again as the same. */
static void
read_table(void *arg)
{
	struct table *t = open_table(arg), *again;
	const char *copy = fuzz_path("copy");
	char *text = NULL;
	size_t cap = 0, used = 0, width = table_columns(t);
	long rows = 0, second = 0;
	struct row row;

	for (size_t i = 0; i < width; i++) {
		text = mem_grow(text, used + 8, &cap, 1);
		memcpy(text + used, i + 1 < width ? "h\t" : "h\n", 2);
		used += 2;
	}
	while (table_next(t, &row)) {
		bool any = false;

		check_row(t, &row);
		for (size_t i = 0; i < width; i++) {
			const char *field = i < row.n ? row.field[i] : "";

			any |= *field != '\0';
			text = mem_grow(text, used + 4 * strlen(field) + 8, &cap, 1);
			used += tsv_escape(text + used, field);
			text[used++] = i + 1 < width ? '\t' : '\n';
		}
		rows += any || width > 1;
	}
	FUZZ_CHECK(table_read(t) >= table_rejected(t), "rejected rows were read");
	table_close(t);
	if (used == 0)
		return;
	fuzz_file("copy", text, used);
	again = table_open(copy);
	while (table_next(again, &row))
		second++;
	FUZZ_CHECK(table_rejected(again) == 0 && second == rows,
	    "our own TSV has the same rows");
	table_close(again);
	free(text);
}

static void
split(const char *text, size_t n)
{
	char *line = strdup(text), *field[8];
	struct csv *c = csv_open();

	if (csv_feed(c, ';', text, n) == CSV_DONE) {
		size_t k = csv_fields(c, field, 8);

		if (strchr(text, '"') == NULL) {
			char *plain[8];
			size_t m = csv_split(line, n, ';', plain, 8);

			FUZZ_CHECK(m == k, "both ways of splitting find as many");
			for (size_t i = 0; i < k && i < 8; i++)
				FUZZ_CHECK(strcmp(field[i], plain[i]) == 0,
				    "both ways of splitting find the same");
		}
	}
	csv_close(c);
	free(line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *path;

	if (n == 0)
		return 0;
	how = data[0];
	fuzz_file("input", data + 1, n - 1);
	path = fuzz_path("input");
	fuzz_call(read_lines, (void *)path);
	fuzz_call(read_table, (void *)path);
	if (memchr(data, '\n', n) == NULL)
		split(fuzz_text(data + 1, n - 1), n - 1);
	return 0;
}
