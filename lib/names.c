#include "lib/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

struct names {
	struct arena strings;
	const char **text;
	size_t n, cap;
	int *slot;     /* open addressing; -1: free */
	size_t slots;  /* a power of two, more than twice n */
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

/* FNV-1a */
static uint64_t
hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

/* Where the name is, or would be. */
static size_t
place_of(const struct names *t, const char *s)
{
	size_t i = hash(s) & (t->slots - 1);

	while (t->slot[i] >= 0 && strcmp(t->text[t->slot[i]], s) != 0)
		i = (i + 1) & (t->slots - 1);
	return i;
}

static void
make_room(struct names *t)
{
	if (2 * (t->n + 1) < t->slots)
		return;
	t->slots = t->slots > 0 ? 2 * t->slots : 64;
	free(t->slot);
	t->slot = xreallocarray(NULL, t->slots, sizeof *t->slot);
	for (size_t i = 0; i < t->slots; i++)
		t->slot[i] = -1;
	for (size_t i = 0; i < t->n; i++)
		t->slot[place_of(t, t->text[i])] = (int)i;
}

int
names_add(struct names *t, const char *s)
{
	size_t i;

	make_room(t);
	i = place_of(t, s);
	if (t->slot[i] < 0) {
		t->text = mem_grow(t->text, t->n + 1, &t->cap, sizeof *t->text);
		t->text[t->n] = arena_strdup(&t->strings, s);
		t->slot[i] = (int)t->n++;
	}
	return t->slot[i];
}

int
names_find(const struct names *t, const char *s)
{
	return t->n == 0 ? -1 : t->slot[place_of(t, s)];
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
