#include "lib/import/purposes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"

enum { REMEMBERED = 50000 };

struct purposes {
	struct names *names;
	int64_t *id;          /* in the database; 0: not looked up yet */
	size_t cap;
};

struct purposes *
purposes_open(void)
{
	struct purposes *p = xcalloc(1, sizeof *p);

	p->names = names_new();
	return p;
}

void
purposes_close(struct purposes *p)
{
	if (p == NULL)
		return;
	names_free(p->names);
	free(p->id);
	free(p);
}

void
purposes_shorten(struct purposes *p, struct value *v)
{
	int i;

	if (v->type != VALUE_TEXT)
		return;
	i = names_count(p->names) < REMEMBERED ? names_add(p->names, v->s) :
	    names_find(p->names, v->s);
	if (i >= 0)
		*v = (struct value){.type = VALUE_INT, .i = i};
}

const char *
purposes_text(const struct purposes *p, const struct value *v)
{
	if (v->type == VALUE_INT)
		return names_text(p->names, (int)v->i);
	return v->type == VALUE_TEXT ? v->s : "";
}

static int64_t
store(struct db *db, const char *purpose)
{
	struct query q = db_query(db, "SELECT id FROM purpose"
	    " WHERE purpose = ?1");
	int64_t id = 0;

	db_bind_text(&q, 1, purpose);
	if (db_step(&q))
		id = db_int(&q, 0);
	db_end(&q);
	if (id != 0)
		return id;
	q = db_query(db, "INSERT INTO purpose (purpose) VALUES (?1)");
	db_bind_text(&q, 1, purpose);
	db_run(&q);
	db_end(&q);
	return db_last_id(db);
}

static int64_t
remembered_id(struct purposes *p, struct db *db, const struct value *v)
{
	size_t i = (size_t)v->i, had = p->cap;

	if (i < had && p->id[i] != 0)
		return p->id[i];
	p->id = mem_grow(p->id, i + 1, &p->cap, sizeof *p->id);
	if (p->cap > had)
		memset(p->id + had, 0, (p->cap - had) * sizeof *p->id);
	if (p->id[i] == 0)
		p->id[i] = store(db, purposes_text(p, v));
	return p->id[i];
}

struct value
purposes_id(struct purposes *p, struct db *db, const struct value *v)
{
	struct value id = {.type = VALUE_INT};

	if (v->type == VALUE_INT)
		id.i = remembered_id(p, db, v);
	else if (v->type == VALUE_TEXT)
		id.i = store(db, v->s);
	else
		id = *v;
	return id;
}
