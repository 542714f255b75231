#include "lib/import/headlist.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/io/binding.h"
#include "lib/io/header.h"
#include "lib/io/map.h"
#include "lib/io/table.h"

enum { FILE_NAME, POSITION, HEADING, TABLE, COLUMN, FILLED, EXAMPLE };

const struct out_column headlist_columns[] = {
	[FILE_NAME] = {"file", true},
	[POSITION] = {"position", true},
	[HEADING] = {"heading", true},
	[TABLE] = {"table", true},
	[COLUMN] = {"column", true},
	[FILLED] = {"filled", true},
	[EXAMPLE] = {"example_format", true},
	{0},
};

/* What the rows have under a heading. */
struct head { long filled; char *example; };

struct header_wanted {
	const struct map *map;
	const char *table;
};

/* Only a line by which a table is recognised can be below the first one. */
static long
score(void *arg, const char *const *heading, size_t n)
{
	const struct header_wanted *s = arg;
	long points = binding_score(s->map, s->table, heading, n);

	return points >= HEADER_OF_TABLE ? points : 0;
}

static struct table *
open_table(const struct staging_options *o, const char *operand,
    struct header_wanted *search)
{
	struct table_dialect dialect = {
		.encoding = o->encoding, .separator = o->separator,
		.skip_lines = o->skip_lines, .skip_footer = o->skip_footer,
		.header = o->header, .short_rows = true,
		.score = score, .score_arg = search,
	};

	return table_open_export(operand, &dialect);
}

/* Letters as a, digits as 9, all else as it is; bytes beyond ASCII that begin
 * a character are letters, nearly always. */
static char *
format_of(const char *s)
{
	char *format = xmalloc(strlen(s) + 1), *p = format;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= '0' && c <= '9')
			*p++ = '9';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			*p++ = 'a';
		else if (c >= 0xC3)
			*p++ = 'a';
		else if (c < 0x80)
			*p++ = (char)c;
	}
	*p = '\0';
	return format;
}

static void
read_rows(struct table *t, struct head *head)
{
	struct row row;

	while (table_next(t, &row))
		for (size_t i = 0; i < row.n && i < table_columns(t); i++) {
			if (*row.field[i] == '\0')
				continue;
			head[i].filled++;
			if (head[i].example == NULL)
				head[i].example = format_of(row.field[i]);
		}
}

/* The columns that the heading makes, comma-joined. */
static char *
columns_of(const struct binding *b, const struct schema_table *s, size_t field)
{
	char *list = xstrdup("");

	for (size_t c = 0; c < s->n; c++)
		if (binding_takes(b, field, c))
			tags_append(&list, s->column[c].name);
	return list;
}

static void
print_heading(struct out *out, const struct table *t,
    const struct schema_table *s, const struct binding *b, size_t i,
    const struct head *head)
{
	char *columns = s != NULL ? columns_of(b, s, i) : xstrdup("");

	out_text(out, FILE_NAME, table_file(t));
	out_int(out, POSITION, (long long)i + 1);
	out_text(out, HEADING, table_heading(t, i));
	out_text(out, TABLE, s != NULL && *columns != '\0' ? s->name : NULL);
	out_text(out, COLUMN, columns);
	out_int(out, FILLED, head->filled);
	out_text(out, EXAMPLE, head->example);
	out_row(out);
	free(columns);
}

void
headlist_print(const struct staging_options *o, const char *operand,
    struct out *out)
{
	struct map *map = map_open(&import_schema, "maps/de.tsv", o->map,
	    o->maps);
	struct header_wanted search = {map, o->table};
	struct table *t = open_table(o, operand, &search);
	const struct schema_table *s = binding_guess(t, map, o->table);
	struct binding *b = s != NULL ? binding_open(t, map, s) : NULL;
	struct head *head = xcalloc(table_columns(t) + 1, sizeof *head);

	read_rows(t, head);
	for (size_t i = 0; i < table_columns(t); i++) {
		print_heading(out, t, s, b, i, &head[i]);
		free(head[i].example);
	}
	free(head);
	binding_close(b);
	table_close(t);
	map_close(map);
}
