#include "lib/cases/idlist.h"

#include <stdlib.h>

#include "lib/io/field.h"
#include "lib/io/table.h"

static void
add(struct idlist *ids, struct table *t, const struct row *row, int at)
{
	static const struct field_type key = {.kind = FIELD_KEY};
	const char *text = row->field[at], *wrong;
	struct value v;

	wrong = field_read(&key, text, &ids->text, &v);
	if (wrong != NULL)
		table_reject(t, row, "case_id", wrong);
	if (wrong != NULL || v.type == VALUE_NULL)
		return;
	ids->id = mem_grow(ids->id, ids->n + 1, &ids->cap, sizeof *ids->id);
	ids->line = mem_grow(ids->line, ids->n + 1, &ids->line_cap,
	    sizeof *ids->line);
	ids->line[ids->n] = row->line;
	ids->id[ids->n++] = arena_strdup(&ids->text, v.s);
}

void
idlist_read(struct idlist *ids, const char *path)
{
	static const char *const need[] = {"case_id", NULL};
	struct table *t;
	struct row row;
	int at;

	t = table_open(path);
	ids->file = arena_strdup(&ids->text, table_file(t));
	table_require(t, need);
	at = table_column(t, "case_id");
	while (table_next(t, &row))
		add(ids, t, &row, at);
	ids->rejected = table_rejected(t);
	table_close(t);
}

void
idlist_free(struct idlist *ids)
{
	free(ids->id);
	free(ids->line);
	arena_free(&ids->text);
	*ids = (struct idlist){0};
}
