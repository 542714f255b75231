#include "lib/visits/codebook.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/nearest.h"

static void
load(struct codebook *b, struct db *db, const char *sql)
{
	struct query q = db_query(db, sql);

	while (db_step(&q)) {
		b->entry = mem_grow(b->entry, b->n + 1, &b->cap,
		    sizeof *b->entry);
		b->entry[b->n++] = (struct codebook_entry){
		    arena_strdup(&b->text, db_text(&q, 1)), db_int(&q, 0)};
	}
	db_end(&q);
}

void
codebook_workers(struct codebook *b, struct db *db)
{
	load(b, db, "SELECT id, worker FROM worker ORDER BY worker");
}

void
codebook_offers(struct codebook *b, struct db *db)
{
	load(b, db, "SELECT id, offer FROM offer ORDER BY offer");
}

void
codebook_free(struct codebook *b)
{
	free(b->entry);
	arena_free(&b->text);
	*b = (struct codebook){0};
}

static int
by_code(const void *key, const void *entry)
{
	return strcmp(key, ((const struct codebook_entry *)entry)->code);
}

int64_t
codebook_id(const struct codebook *b, const char *code)
{
	const struct codebook_entry *e = mem_search(code, b->entry, b->n,
	    sizeof *b->entry, by_code);

	return e != NULL ? e->id : 0;
}

const char *
codebook_code(const struct codebook *b, int64_t id)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->entry[i].id == id)
			return b->entry[i].code;
	return "";
}

void
codebook_unknown(const struct codebook *b, const char *option, const char *kind,
    const char *code)
{
	const char **known = xcalloc(b->n + 1, sizeof *known);

	for (size_t i = 0; i < b->n; i++)
		known[i] = b->entry[i].code;
	nearest_die(option, kind, code, known, b->n);
}
