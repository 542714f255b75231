#include "lib/cases/blocked.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/secret.h"

struct blocked {
	struct siphash_key key;
	int64_t *hash;         /* ascending */
	size_t n, cap;
};

/* Another key than that of reports, which say what their hashes chose. */
static struct siphash_key
key_of(struct db *db)
{
	struct siphash_key key = secret_of_db(db);

	key.k0 ^= UINT64_C(0x626c6f636b65640a);
	return key;
}

static int64_t
hash_of(const struct siphash_key *key, const char *case_id)
{
	return (int64_t)siphash_of(key, case_id, strlen(case_id));
}

void
blocked_add(struct db *db, const char *case_id)
{
	struct siphash_key key = key_of(db);
	struct query q = db_query(db,
	    "INSERT OR IGNORE INTO blocked VALUES (?1)");

	db_bind_int(&q, 1, hash_of(&key, case_id));
	db_run(&q);
	db_end(&q);
}

bool
blocked_lift(struct db *db, const char *case_id)
{
	struct siphash_key key = key_of(db);
	struct query q = db_query(db,
	    "DELETE FROM blocked WHERE hash = ?1 RETURNING 1");
	bool was;

	db_bind_int(&q, 1, hash_of(&key, case_id));
	was = db_step(&q);
	db_run(&q);
	db_end(&q);
	return was;
}

struct blocked *
blocked_open(struct db *db)
{
	struct blocked *b = xcalloc(1, sizeof *b);
	struct query q = db_query(db, "SELECT hash FROM blocked ORDER BY hash");

	while (db_step(&q)) {
		b->hash = mem_grow(b->hash, b->n + 1, &b->cap,
		    sizeof *b->hash);
		b->hash[b->n++] = db_int(&q, 0);
	}
	db_end(&q);
	b->key = key_of(db);
	if (b->n > 0)
		return b;
	blocked_close(b);
	return NULL;
}

void
blocked_close(struct blocked *b)
{
	if (b == NULL)
		return;
	free(b->hash);
	free(b);
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
blocked_has(const struct blocked *b, const char *case_id)
{
	int64_t hash;

	if (b == NULL)
		return false;
	hash = hash_of(&b->key, case_id);
	return mem_search(&hash, b->hash, b->n, sizeof hash, by_value) != NULL;
}
