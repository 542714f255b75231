#include "lib/plan/candidate.h"

#include <stdlib.h>

const char *const candidate_why[] = {"planned", "place", "skill", "deadline",
	"window", "distance", "capacity", "no_longer", "pinned", ""};

static struct candidate
candidate_of(const struct request *ask, const struct stored *stored)
{
	return (struct candidate){
		.ask = *ask, .stored = stored, .why = WHY_NONE,
		.fate = stored != NULL ? FATE_FIXED : FATE_FREE,
		.visit_id = ask->visit_id, .point = -1, .task = -1, .half = -1};
}

void
candidates_make(struct candidates *c, const struct requests *rs,
    const struct openvisits *b)
{
	c->at = xcalloc(rs->n + b->n + 1, sizeof *c->at);
	c->n = 0;
	c->n_rows = rs->n;
	c->open = b;
	for (size_t i = 0; i < rs->n; i++)
		c->at[c->n++] = candidate_of(&rs->row[i], NULL);
	for (size_t i = 0; i < b->n; i++)
		c->at[c->n++] = candidate_of(&b->visit[i].ask, &b->visit[i]);
}

void
candidates_free(struct candidates *c)
{
	free(c->at);
	*c = (struct candidates){0};
}

static struct candidate *
open_candidate(const struct candidates *c, int i)
{
	return i < 0 ? NULL : &c->at[c->n_rows + (size_t)i];
}

struct candidate *
candidates_case(const struct candidates *c, const char *case_id)
{
	return open_candidate(c, openvisits_case(c->open, case_id));
}

struct candidate *
candidates_visit(const struct candidates *c, int64_t id)
{
	return open_candidate(c, openvisits_visit(c->open, id));
}

void
candidates_locate(struct candidates *c, struct db *db)
{
	struct query q = db_query(db,
	    "SELECT lat, lon FROM place WHERE postal_code = ?1");

	for (size_t i = 0; i < c->n_rows; i++) {
		struct request *ask = &c->at[i].ask;

		if (ask->postal_code[0] == '\0' || request_has_place(ask))
			continue;
		db_bind_text(&q, 1, ask->postal_code);
		if (!db_step(&q))
			continue;
		ask->lat = db_real(&q, 0);
		ask->lon = db_real(&q, 1);
		db_reset(&q);
	}
	db_end(&q);
}
