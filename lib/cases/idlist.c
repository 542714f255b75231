#include "lib/cases/idlist.h"

#include <stdlib.h>

#include "lib/io/table.h"

void
idlist_read(struct idlist *ids, const char *path)
{
	static const char *const need[] = {"case_id", NULL};
	struct table *t;
	struct row row;
	int at;

	t = table_open(path);
	table_require(t, need);
	at = table_column(t, "case_id");
	while (table_next(t, &row)) {
		if (*row.field[at] == '\0')
			continue;
		ids->id = mem_grow(ids->id, ids->n + 1, &ids->cap,
		    sizeof *ids->id);
		ids->id[ids->n++] = arena_strdup(&ids->text, row.field[at]);
	}
	ids->rejected = table_rejected(t);
	table_close(t);
}

void
idlist_free(struct idlist *ids)
{
	free(ids->id);
	arena_free(&ids->text);
	*ids = (struct idlist){0};
}
