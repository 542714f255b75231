#include "lib/import/lookalikes.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"

/* What the ids have in common, and persons, as numbers of 64 bits: two of millions that are
 * the same by chance cost a message, no more.  0 is a free place. */
struct lookalikes {
	uint64_t *place;
	size_t n, places;   /* a power of two */
};

enum { NAME_ROOM = 256 };

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

static bool
add(struct lookalikes *l, uint64_t hash)
{
	if (2 * l->n >= l->places)
		grow(l);
	return hash != 0 && !put(l, hash);
}

bool
lookalikes_add(struct lookalikes *l, const char *case_id)
{
	return add(l, likeness(case_id));
}

/* Letters alone; German capital letters are small ones. */
static uint64_t
mix_name(uint64_t hash, const char *name)
{
	char small[NAME_ROOM];

	if (strlen(name) < sizeof small) {
		utf8_fold(small, name);
		name = small;
	}
	for (; *name != '\0'; name++)
		if (!is_sign((unsigned char)*name))
			hash = mix(hash, (unsigned char)*name);
	return mix(hash, '\0');
}

bool
lookalikes_add_person(struct lookalikes *l, const char *surname,
    const char *given_name, int64_t birth_date)
{
	uint64_t hash = mix(seed, '\0');  /* no case_id begins like that */

	if (*surname == '\0' || *given_name == '\0')
		return false;
	hash = mix_name(mix_name(hash, surname), given_name);
	for (int i = 0; i < 4; i++)
		hash = mix(hash, (unsigned char)(birth_date >> 8 * i));
	return add(l, hash);
}

struct lookalikes *
lookalikes_open(struct db *db)
{
	struct lookalikes *l = xcalloc(1, sizeof *l);
	struct query q = db_query(db, "SELECT case_id, surname, given_name,"
	    " birth_date FROM client");

	while (db_step(&q)) {
		lookalikes_add(l, db_text(&q, 0));
		if (!db_null(&q, 3))
			lookalikes_add_person(l, db_text(&q, 1), db_text(&q, 2),
			    db_int(&q, 3));
	}
	db_end(&q);
	return l;
}

struct lookalikes *
lookalikes_of(struct db *db, const char *query)
{
	struct lookalikes *l = xcalloc(1, sizeof *l);
	struct query q = db_query(db, query);

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
