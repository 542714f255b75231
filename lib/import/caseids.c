#include "lib/import/caseids.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/cases/blocked.h"

struct caseids {
	struct names *names;
	int64_t *id;           /* of the first `resolved` numbers, and LATE */
	size_t resolved, cap;
	int64_t run;           /* the newest when they were looked up */
	struct blocked *blocked;
	uint32_t last;         /* rows of one case come together */
	const char *last_text;
};

/* Unknown when it was looked up first, whatever has become of it since. */
static const int64_t LATE = INT64_C(1) << 62;

struct caseids *
caseids_open(void)
{
	struct caseids *c = xcalloc(1, sizeof *c);

	c->names = names_new();
	c->run = -1;
	c->last_text = "";
	return c;
}

void
caseids_close(struct caseids *c)
{
	if (c == NULL)
		return;
	names_free(c->names);
	blocked_close(c->blocked);
	free(c->id);
	free(c);
}

uint32_t
caseids_number(struct caseids *c, const char *case_id)
{
	if (strcmp(case_id, c->last_text) == 0)
		return c->last;
	c->last = (uint32_t)names_add(c->names, case_id);
	c->last_text = names_text(c->names, (int)c->last);
	return c->last;
}

const char *
caseids_text(const struct caseids *c, uint32_t number)
{
	return names_text(c->names, (int)number);
}

bool
caseids_used(const struct caseids *c, const char *case_id, uint32_t *number)
{
	int found = names_find(c->names, case_id);

	*number = (uint32_t)found;
	return found >= 0;
}

/* So many look-ups by index take no longer than what else there is: one costs
 * about as much as ten rows of a pass.  If cases turn out to be in no order,
 * little has been lost. */
static int64_t
look_ups(struct db *db, size_t new)
{
	int64_t all = db_value(db, "SELECT max(id) FROM client", 0);

	return (int64_t)new * 10 < all ? (int64_t)new : all / 100 + 1;
}

/* Cases mostly come in the order of their ids: then the next one is where the
 * last one was.  Others are looked up by the index; if they are too many, the
 * rest is left.  Returns how many were looked up. */
static size_t
look_up_in_turn(struct caseids *c, struct db *db, size_t n)
{
	struct query by_index = db_query(db,
	    "SELECT id FROM client WHERE case_id = ?1");
	struct walk next = db_walk(db,
	    "SELECT id, case_id FROM client WHERE id >= ?1 ORDER BY id");
	int64_t left = look_ups(db, n - c->resolved), id = 0;
	size_t i;

	for (i = c->resolved; i < n; i++) {
		const char *case_id = caseids_text(c, (uint32_t)i);

		if (id < INT64_MAX && db_walk_to(&next, id + 1) &&
		    strcmp(db_text(&next.query, 1), case_id) == 0)
			c->id[i] = next.at;
		else if (left-- > 0)
			c->id[i] = db_find(&by_index, case_id);
		else
			break;
		if (c->id[i] != 0)
			id = c->id[i];
	}
	db_end(&by_index);
	db_end(&next.query);
	return i;
}

/* By a pass over all cases; the index would jump about in memory. */
static void
look_up_rest(struct caseids *c, struct db *db, size_t from, size_t n)
{
	struct query q = db_query(db,
	    "SELECT id, case_id FROM client NOT INDEXED");
	uint32_t i;

	memset(c->id + from, 0, (n - from) * sizeof *c->id);
	while (db_step(&q))
		if (caseids_used(c, db_text(&q, 1), &i) && i >= from)
			c->id[i] = db_int(&q, 0);
	db_end(&q);
}

static void
look_up_new(struct caseids *c, struct db *db, size_t n)
{
	size_t done = look_up_in_turn(c, db, n);

	if (done < n)
		look_up_rest(c, db, done, n);
}

static void
look_up(struct caseids *c, struct db *db)
{
	size_t n = (size_t)names_count(c->names), new = n - c->resolved;

	if (new == 0)
		return;
	c->id = mem_grow(c->id, n, &c->cap, sizeof *c->id);
	if (db == NULL)
		memset(c->id + c->resolved, 0, new * sizeof *c->id);
	else
		look_up_new(c, db, n);
	for (; c->resolved < n; c->resolved++)
		if (c->id[c->resolved] == 0)
			c->id[c->resolved] = LATE;
}

/* Rows may have been sorted by these ids already. */
static void
look_up_again(struct caseids *c, struct db *db)
{
	size_t n = c->resolved;
	int64_t *old = c->id;

	if (n == 0)
		return;
	c->id = xreallocarray(NULL, c->cap, sizeof *c->id);
	c->resolved = 0;
	look_up_new(c, db, n);
	c->resolved = n;
	for (size_t i = 0; i < n; i++) {
		if ((old[i] & LATE) != 0)
			c->id[i] |= LATE;
		else if (c->id[i] != old[i])
			die_with(EXIT_BUSY, "the database changed meanwhile, "
			    "try again");
	}
	free(old);
}

void
caseids_resolve(struct caseids *c, struct db *db)
{
	if (c->run < 0)
		c->run = db != NULL ? db_newest_run(db) : 0;
	look_up(c, db);
}

void
caseids_settle(struct caseids *c, struct db *db, int64_t run)
{
	if (c->run >= 0 && c->run + 1 != run)
		look_up_again(c, db);
	look_up(c, db);
	c->blocked = blocked_open(db);
}

bool
caseids_blocked(const struct caseids *c, uint32_t number)
{
	return caseids_id(c, number) == 0 &&
	    blocked_has(c->blocked, caseids_text(c, number));
}

int64_t
caseids_id(const struct caseids *c, uint32_t number)
{
	return number < c->resolved ? c->id[number] & ~LATE : 0;
}

void
caseids_set(struct caseids *c, uint32_t number, int64_t id)
{
	c->id[number] = id | (c->id[number] & LATE);
}

uint64_t
caseids_rank(const struct caseids *c, uint32_t number)
{
	if (number >= c->resolved || (c->id[number] & LATE) != 0)
		return (UINT64_C(1) << 39) + number;
	return (uint64_t)c->id[number];
}
