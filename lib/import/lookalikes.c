#include "lib/import/lookalikes.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lib/base/mem.h"

/* What the ids have in common, as numbers of 64 bits: two of millions that are
 * the same by chance cost a message, no more.  0 is a free place. */
struct lookalikes {
	uint64_t *place;
	size_t n, places;   /* a power of two */
};

static const uint64_t seed = UINT64_C(0xcbf29ce484222325);

static uint64_t
mix(uint64_t hash, unsigned char c)
{
	return (hash ^ c) * UINT64_C(0x100000001b3);
}

static bool
is_sign(unsigned char c)
{
	return c < 0x80 && !isalnum(c);
}

/* 0: nothing is left of it. */
static uint64_t
likeness(const char *id)
{
	uint64_t hash = seed;
	bool sign = false, digit = false;

	for (; *id != '\0'; id++) {
		unsigned char c = (unsigned char)*id;

		if (is_sign(c)) {
			sign = sign || c != ' ';
			continue;
		}
		if (c == '0' && hash == seed)
			continue;
		if (sign && digit && isdigit(c))
			hash = mix(hash, '-');
		hash = mix(hash, (unsigned char)toupper(c));
		digit = isdigit(c);
		sign = false;
	}
	return hash == seed ? 0 : hash;
}

/* false: it was there. */
static bool
put(struct lookalikes *l, uint64_t hash)
{
	size_t i = (size_t)(hash ^ hash >> 29) & (l->places - 1);

	while (l->place[i] != 0 && l->place[i] != hash)
		i = (i + 1) & (l->places - 1);
	if (l->place[i] == hash)
		return false;
	l->place[i] = hash;
	l->n++;
	return true;
}

static void
grow(struct lookalikes *l)
{
	uint64_t *old = l->place;
	size_t places = l->places;

	l->places = places == 0 ? 1024 : 2 * places;
	l->place = xcalloc(l->places, sizeof *l->place);
	l->n = 0;
	for (size_t i = 0; i < places; i++)
		if (old[i] != 0)
			put(l, old[i]);
	free(old);
}

bool
lookalikes_add(struct lookalikes *l, const char *case_id)
{
	uint64_t hash = likeness(case_id);

	if (2 * l->n >= l->places)
		grow(l);
	return hash != 0 && !put(l, hash);
}

struct lookalikes *
lookalikes_open(struct db *db)
{
	struct lookalikes *l = xcalloc(1, sizeof *l);
	struct query q = db_query(db, "SELECT case_id FROM client");

	while (db_step(&q))
		lookalikes_add(l, db_text(&q, 0));
	db_end(&q);
	return l;
}

void
lookalikes_close(struct lookalikes *l)
{
	if (l == NULL)
		return;
	free(l->place);
	free(l);
}
