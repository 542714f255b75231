#include "lib/plan/candidate.h"

#include <stdlib.h>

const char *const candidate_why[] = {"closed", "no_visits", "planned", "place",
	"skill", "deadline", "window", "distance", "capacity", "no_longer", "pinned", ""};

static struct candidate
candidate_of(const struct request *ask)
{
	return (struct candidate){
		.first = DATE_NONE,
		.ask = *ask, .why = WHY_NONE, .fate = FATE_FREE,
		.visit_id = ask->visit_id, .point = -1, .task = -1, .half = -1};
}

static struct candidate
candidate_stored(const struct stored *stored)
{
	struct candidate c = candidate_of(&stored->ask);

	c.client = stored->client;
	c.stored = stored;
	c.fate = FATE_FIXED;
	return c;
}

void
candidate_make(struct candidates *c, const struct requests *rs,
    const struct openvisits *b)
{
	c->at = xcalloc(rs->n + b->n + 1, sizeof *c->at);
	c->n = 0;
	c->n_rows = rs->n;
	c->open = b;
	for (size_t i = 0; i < rs->n; i++)
		c->at[c->n++] = candidate_of(&rs->row[i]);
	for (size_t i = 0; i < b->n; i++)
		c->at[c->n++] = candidate_stored(&b->visit[i]);
}

void
candidate_free(struct candidates *c)
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
candidate_case(const struct candidates *c, const char *case_id)
{
	return open_candidate(c, openvisits_case(c->open, case_id));
}

struct candidate *
candidate_visit(const struct candidates *c, int64_t id)
{
	return open_candidate(c, openvisits_visit(c->open, id));
}

/* The centre of the postal code, for a row without a place. */
static void
find_place(struct candidate *c, struct query *place)
{
	struct request *ask = &c->ask;

	if (ask->postal_code[0] == '\0' || request_has_place(ask))
		return;
	db_bind_text(place, 1, ask->postal_code);
	if (!db_step(place))
		return;
	ask->lat = db_degrees(place, 0);
	ask->lon = db_degrees(place, 1);
	c->centre = true;
	db_reset(place);
}

static void
learn(struct candidate *c, const struct requests *rs, struct query *cases,
    struct arena *text)
{
	struct request known = request_empty();
	bool centre;

	c->own_place = request_has_place(&c->ask);
	c->client = openvisits_client(cases, c->ask.case_id, &known, &centre,
	    text);
	if (c->client == 0)
		return;
	request_complete(rs, &c->ask, &known);
	if (!c->own_place && request_has_place(&c->ask))
		c->centre = centre;
}

void
candidate_learn(struct candidates *c, const struct requests *rs,
    struct arena *text, struct db *db, struct needless *needless, bool open)
{
	struct query cases = openvisits_cases(db);
	struct query place = db_query(db,
	    "SELECT lat, lon FROM place WHERE postal_code = ?1");

	for (size_t i = 0; i < c->n_rows; i++) {
		find_place(&c->at[i], &place);
		learn(&c->at[i], rs, &cases, text);
	}
	for (size_t i = 0; i < (open ? c->n : c->n_rows); i++) {
		date sign = DATE_NONE;

		if (c->at[i].client > 0 && needless_case(needless,
		    c->at[i].client, &c->at[i].closed, &c->at[i].first, &sign))
			c->at[i].outdated = request_is_outdated(rs,
			    &c->at[i].ask, sign, text);
	}
	db_end(&place);
	db_end(&cases);
}
