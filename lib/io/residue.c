#include "lib/io/residue.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"

/* A text is looked for by its first six bytes: at each place one bit says
 * whether any text may begin there, so nearly all places cost no more. */
struct residue_text {
	const char *text;
	size_t len;
	uint64_t begin;      /* its first six bytes */
	bool living, found;
	size_t next;         /* of the same slot, from 1; 0: none */
};

enum { BITS = 22, SLOTS = 1 << BITS, CHUNK = 1 << 20 };

struct residue {
	struct residue_text *text;
	size_t n, cap, longest;
	struct arena arena;
	uint64_t *maybe;     /* SLOTS bits */
	uint32_t *slot;      /* the first text of a slot, from 1 */
};

struct residue *
residue_new(void)
{
	struct residue *r = xcalloc(1, sizeof *r);

	r->maybe = xcalloc(SLOTS / 64, sizeof *r->maybe);
	r->slot = xcalloc(SLOTS, sizeof *r->slot);
	return r;
}

void
residue_free(struct residue *r)
{
	if (r == NULL)
		return;
	free(r->text);
	free(r->maybe);
	free(r->slot);
	arena_free(&r->arena);
	free(r);
}

/* Six bytes as a number. */
static uint64_t
beginning(const unsigned char *p)
{
	uint64_t six = 0;

	memcpy(&six, p, RESIDUE_SHORTEST);
	return six;
}

static size_t
slot_of(uint64_t six)
{
	return (size_t)(six * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BITS));
}

static bool
is_known(const struct residue *r, const char *text, size_t len, size_t slot)
{
	for (size_t i = r->slot[slot]; i != 0; i = r->text[i - 1].next)
		if (r->text[i - 1].len == len &&
		    memcmp(r->text[i - 1].text, text, len) == 0)
			return true;
	return false;
}

void
residue_add(struct residue *r, const char *text)
{
	size_t len = strlen(text), slot;
	uint64_t six;

	if (len < RESIDUE_SHORTEST)
		return;
	six = beginning((const unsigned char *)text);
	slot = slot_of(six);
	if (is_known(r, text, len, slot))
		return;
	r->text = mem_grow(r->text, r->n + 1, &r->cap, sizeof *r->text);
	r->text[r->n++] = (struct residue_text){
	    .text = arena_memdup(&r->arena, text, len), .len = len,
	    .begin = six, .next = r->slot[slot]};
	r->slot[slot] = (uint32_t)r->n;
	r->maybe[slot / 64] |= UINT64_C(1) << (slot % 64);
	if (len > r->longest)
		r->longest = len;
}

/* Marks the texts that stand in the bytes, those that begin in the first
 * `begin` of them. */
static void
search(struct residue *r, const unsigned char *p, size_t n, size_t begin,
    bool living)
{
	for (size_t at = 0; at < begin && at + RESIDUE_SHORTEST <= n; at++) {
		uint64_t six = beginning(p + at);
		size_t slot = slot_of(six);

		if (!(r->maybe[slot / 64] >> (slot % 64) & 1))
			continue;
		for (size_t i = r->slot[slot]; i != 0; i = r->text[i - 1].next) {
			struct residue_text *t = &r->text[i - 1];

			if (t->begin != six || t->len > n - at ||
			    memcmp(t->text, p + at, t->len) != 0)
				continue;
			t->living |= living;
			t->found |= !living;
		}
	}
}

void
residue_living(struct residue *r, const void *bytes, size_t n)
{
	search(r, bytes, n, n, true);
}

size_t
residue_texts(const struct residue *r)
{
	return r->n;
}

size_t
residue_left(const struct residue *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += !r->text[i].living && r->text[i].found;
	return n;
}

/* In pieces that overlap by the longest text. */
static void
search_stream(struct residue *r, FILE *f)
{
	size_t room = CHUNK + r->longest, have = 0, got;
	unsigned char *p = xreallocarray(NULL, room, 1);

	do {
		size_t begin;

		got = fread(p + have, 1, room - have, f);
		have += got;
		begin = have < room ? have : CHUNK;
		search(r, p, have, begin, false);
		memmove(p, p + begin, have - begin);
		have -= begin;
	} while (got > 0);
	free(p);
}

size_t
residue_in_file(struct residue *r, const char *path)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		die_errno("%s", path);
	search_stream(r, f);
	if (ferror(f))
		die_errno("%s", path);
	fclose(f);
	return residue_left(r);
}
