#include "lib/base/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* A slot of the hash table.  It keeps half of the hash, so that strings are
 * compared only when they very likely match, and none is hashed again when the
 * table grows. */
struct slot {
	uint32_t tag;
	int name;      /* -1: free */
};

struct names {
	struct arena strings;
	const char **text;
	size_t n, cap;
	struct slot *slot;  /* open addressing */
	size_t slots;       /* a power of two, at most three quarters full */
};

struct names *
names_new(void)
{
	return xcalloc(1, sizeof(struct names));
}

void
names_free(struct names *t)
{
	if (t == NULL)
		return;
	arena_free(&t->strings);
	free(t->text);
	free(t->slot);
	free(t);
}

/* The constant is that of Fibonacci hashing; the shift moves the high bits,
 * which are the well mixed ones, down. */
static uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 32;
}

static uint64_t
few_bytes(const char *s)
{
	uint64_t word = 0;

	for (; *s != '\0'; s++)
		word = word << 8 | (unsigned char)*s;
	return word;
}

/* Eight bytes at a time; the last eight may overlap those before them. */
static uint64_t
hash(const char *s)
{
	size_t n = strlen(s);
	const char *last;
	uint64_t h = n, word;

	if (n < sizeof word)
		return mix(h, few_bytes(s)) * UINT64_C(0xBF58476D1CE4E5B9);
	last = s + n - sizeof word;
	for (; s < last; s += sizeof word) {
		memcpy(&word, s, sizeof word);
		h = mix(h, word);
	}
	memcpy(&word, last, sizeof word);
	return mix(h, word) * UINT64_C(0xBF58476D1CE4E5B9);
}

static uint32_t
tag_of(uint64_t h)
{
	return (uint32_t)(h >> 32);
}

/* The slot of the name, or the free one where it belongs. */
static struct slot *
place_of(const struct names *t, const char *s, uint32_t tag)
{
	size_t i = tag & (t->slots - 1);
	struct slot *p = &t->slot[i];

	while (p->name >= 0 &&
	    (p->tag != tag || strcmp(t->text[p->name], s) != 0)) {
		i = (i + 1) & (t->slots - 1);
		p = &t->slot[i];
	}
	return p;
}

static void
make_room(struct names *t)
{
	struct slot *old = t->slot;
	size_t n = t->slots;

	if (4 * (t->n + 1) < 3 * t->slots)
		return;
	t->slots = n > 0 ? 2 * n : 64;
	t->slot = xreallocarray(NULL, t->slots, sizeof *t->slot);
	for (size_t i = 0; i < t->slots; i++)
		t->slot[i].name = -1;
	for (size_t i = 0; i < n; i++) {
		size_t to = old[i].tag & (t->slots - 1);

		if (old[i].name < 0)
			continue;
		while (t->slot[to].name >= 0)
			to = (to + 1) & (t->slots - 1);
		t->slot[to] = old[i];
	}
	free(old);
}

int
names_add(struct names *t, const char *s)
{
	uint32_t tag = tag_of(hash(s));
	struct slot *p;

	make_room(t);
	p = place_of(t, s, tag);
	if (p->name >= 0)
		return p->name;
	t->text = mem_grow(t->text, t->n + 1, &t->cap, sizeof *t->text);
	t->text[t->n] = arena_strdup(&t->strings, s);
	*p = (struct slot){tag, (int)t->n++};
	return p->name;
}

int
names_find(const struct names *t, const char *s)
{
	if (t->n == 0)
		return -1;
	return place_of(t, s, tag_of(hash(s)))->name;
}

const char *
names_text(const struct names *t, int i)
{
	return t->text[i];
}

int
names_count(const struct names *t)
{
	return (int)t->n;
}
