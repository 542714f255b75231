#include "lib/io/residue.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"

/* A text is looked for by its first six bytes: at each place one bit says
 * whether any text may begin there, so nearly all places cost no more.
 *
 * A long one is looked for in pieces, since a page of the file parts it: what
 * lies on either side is found.  residue_text is such a piece, or a short text.
 *
 * Very many can begin alike (the household_ids of one office), so those
 * of one beginning are sorted.  If any of them stand at a place, one is the
 * last that does not come after the bytes there, or a prefix of that one: all
 * between a prefix of the bytes and the bytes themselves begin with it. */
struct residue_text {
	const char *text;
	size_t len;
	uint32_t prefix;     /* the longest other text that it begins with, from
	                      * 1; 0: none */
	uint32_t name;       /* its number in names */
	bool living, found;
};

/* The texts with the same first six bytes. */
struct residue_group {
	uint64_t begin;
	uint32_t from, to;
	uint32_t next;       /* of the same slot, from 1; 0: none */
};

/* A piece of a long text. */
struct residue_part {
	uint32_t text, piece;    /* by their numbers in long_texts and names */
};

enum {
	BITS = 22,
	SLOTS = 1 << BITS,
	CHUNK = 1 << 20,
	PIECE = 64,          /* bytes; texts of so many and more are in pieces */
};

struct residue {
	struct names *names;         /* short texts, and pieces of PIECE bytes */
	size_t short_texts;
	struct names *long_texts;
	struct residue_part *part;   /* those of a text follow each other */
	size_t parts, part_cap;
	bool sorted;         /* what follows is there */
	struct residue_text *text;
	size_t n;
	struct residue_group *group;
	size_t groups, group_cap;
	uint64_t *maybe;     /* SLOTS bits */
	uint32_t *slot;      /* the first group of a slot, from 1 */
};

struct residue *
residue_new(void)
{
	struct residue *r = xcalloc(1, sizeof *r);

	r->names = names_new();
	r->long_texts = names_new();
	r->maybe = xcalloc(SLOTS / 64, sizeof *r->maybe);
	r->slot = xcalloc(SLOTS, sizeof *r->slot);
	return r;
}

void
residue_free(struct residue *r)
{
	if (r == NULL)
		return;
	names_free(r->names);
	names_free(r->long_texts);
	free(r->part);
	free(r->text);
	free(r->group);
	free(r->maybe);
	free(r->slot);
	free(r);
}

static void
add_piece(struct residue *r, int text, const char *bytes)
{
	char piece[PIECE + 1] = {0};

	memcpy(piece, bytes, PIECE);
	r->part = mem_grow(r->part, r->parts + 1, &r->part_cap, sizeof *r->part);
	r->part[r->parts++] = (struct residue_part){(uint32_t)text,
	    (uint32_t)names_add(r->names, piece)};
}

/* The last piece ends with the text, and so overlaps the one before it. */
static void
add_pieces(struct residue *r, const char *text, size_t len)
{
	int known = names_count(r->long_texts);
	int i = names_add(r->long_texts, text);

	if (i < known)
		return;
	for (size_t at = 0; at + PIECE < len; at += PIECE)
		add_piece(r, i, text + at);
	add_piece(r, i, text + len - PIECE);
}

void
residue_add(struct residue *r, const char *text)
{
	size_t len = strlen(text);

	if (len >= PIECE)
		add_pieces(r, text, len);
	else if (len >= RESIDUE_SHORTEST && names_find(r->names, text) == -1) {
		names_add(r->names, text);
		r->short_texts++;
	}
}

/* Six bytes as a number. */
static uint64_t
beginning(const void *p)
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

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(((const struct residue_text *)a)->text,
	    ((const struct residue_text *)b)->text);
}

static bool
begins_with(const struct residue_text *t, const struct residue_text *prefix)
{
	return t->len > prefix->len &&
	    memcmp(t->text, prefix->text, prefix->len) == 0;
}

/* Of the text before it, or of one that that begins with. */
static uint32_t
prefix_of(const struct residue *r, size_t i)
{
	uint32_t p = (uint32_t)i;

	while (p != 0 && !begins_with(&r->text[i], &r->text[p - 1]))
		p = r->text[p - 1].prefix;
	return p;
}

static void
add_group(struct residue *r, uint64_t begin, size_t from)
{
	size_t slot = slot_of(begin);

	r->group = mem_grow(r->group, r->groups + 1, &r->group_cap,
	    sizeof *r->group);
	r->group[r->groups++] = (struct residue_group){begin, (uint32_t)from,
	    (uint32_t)from, r->slot[slot]};
	r->slot[slot] = (uint32_t)r->groups;
	r->maybe[slot / 64] |= UINT64_C(1) << (slot % 64);
}

static void
sort(struct residue *r)
{
	r->sorted = true;
	r->n = (size_t)names_count(r->names);
	r->text = xcalloc(r->n, sizeof *r->text);
	for (size_t i = 0; i < r->n; i++) {
		r->text[i].text = names_text(r->names, (int)i);
		r->text[i].len = strlen(r->text[i].text);
		r->text[i].name = (uint32_t)i;
	}
	qsort(r->text, r->n, sizeof *r->text, by_bytes);
	for (size_t i = 0; i < r->n; i++) {
		uint64_t begin = beginning(r->text[i].text);

		r->text[i].prefix = prefix_of(r, i);
		if (r->groups == 0 || r->group[r->groups - 1].begin != begin)
			add_group(r, begin, i);
		r->group[r->groups - 1].to++;
	}
}

/* Does the text come behind the n bytes at p? */
static bool
is_behind(const struct residue_text *t, const unsigned char *p, size_t n)
{
	int d = memcmp(t->text, p, t->len < n ? t->len : n);

	return d != 0 ? d > 0 : t->len > n;
}

/* The last text of the group that does not, from 1; 0: none. */
static uint32_t
last_before(const struct residue *r, const struct residue_group *g,
    const unsigned char *p, size_t n)
{
	uint32_t from = g->from, to = g->to;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (is_behind(&r->text[middle], p, n))
			to = middle;
		else
			from = middle + 1;
	}
	return from > g->from ? from : 0;
}

/* Marks the texts of the group that stand at p. */
static void
mark(struct residue *r, const struct residue_group *g, const unsigned char *p,
    size_t n, bool living)
{
	uint32_t i = last_before(r, g, p, n);

	while (i != 0) {
		struct residue_text *t = &r->text[i - 1];

		i = t->prefix;
		if (t->len > n || memcmp(t->text, p, t->len) != 0)
			continue;
		t->living |= living;
		t->found |= !living;
	}
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
		for (size_t i = r->slot[slot]; i != 0; i = r->group[i - 1].next)
			if (r->group[i - 1].begin == six)
				mark(r, &r->group[i - 1], p + at, n - at, living);
	}
}

void
residue_living(struct residue *r, const void *bytes, size_t n)
{
	if (!r->sorted)
		sort(r);
	search(r, bytes, n, n, true);
}

size_t
residue_texts(const struct residue *r)
{
	return r->short_texts + (size_t)names_count(r->long_texts);
}

/* Long texts of which a piece is left. */
static size_t
long_left(const struct residue *r, const bool *left)
{
	size_t n = 0;

	for (size_t i = 0; i < r->parts;) {
		uint32_t text = r->part[i].text;
		bool any = false;

		for (; i < r->parts && r->part[i].text == text; i++)
			any |= left[r->part[i].piece];
		n += any;
	}
	return n;
}

size_t
residue_left(const struct residue *r)
{
	bool *left = xcalloc(r->n, sizeof *left);
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct residue_text *t = &r->text[i];

		left[t->name] = t->found && !t->living;
		n += left[t->name] && t->len < PIECE;
	}
	n += long_left(r, left);
	free(left);
	return n;
}

/* In chunks that overlap by the longest text there can be. */
static void
search_stream(struct residue *r, FILE *f)
{
	size_t room = CHUNK + PIECE, have = 0, got;
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
	if (!r->sorted)
		sort(r);
	search_stream(r, f);
	if (ferror(f))
		die_errno("%s", path);
	fclose(f);
	return residue_left(r);
}
