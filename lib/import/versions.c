#include "lib/import/versions.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

static void
copy(struct version *v, const struct staged_row *row)
{
	v->bytes.n = 0;
	stagedrow_pack(&v->bytes, row);
	stagedrow_unpack(v->bytes.bytes, &v->row);
}

void
versions_replace(struct version *v, const struct staged_row *row)
{
	if (row->file < v->first_file ||
	    (row->file == v->first_file && row->line < v->first_line)) {
		v->first_file = row->file;
		v->first_line = row->line;
	}
	if (stagedrow_later(row, &v->row))
		copy(v, row);
}

bool
versions_earlier(const struct version *a, const struct version *b)
{
	return a->first_file != b->first_file ?
	    a->first_file < b->first_file : a->first_line < b->first_line;
}

struct version *
versions_add(struct versions *all, const struct staged_row *row)
{
	size_t had = all->cap;

	all->v = mem_grow(all->v, all->n + 1, &all->cap, sizeof *all->v);
	if (all->cap > had)
		memset(all->v + had, 0, (all->cap - had) * sizeof *all->v);
	copy(&all->v[all->n], row);
	all->v[all->n].first_file = row->file;
	all->v[all->n].first_line = row->line;
	return &all->v[all->n++];
}

/* The merged row borrows from both, so it is packed beside them first. */
void
versions_merge(struct versions *all, struct version *v,
    const struct staged_row *later)
{
	struct pack bytes = all->spare;

	bytes.n = 0;
	stagedrow_merge(&v->row, later);
	stagedrow_pack(&bytes, &v->row);
	all->spare = v->bytes;
	v->bytes = bytes;
	stagedrow_unpack(bytes.bytes, &v->row);
}

void
versions_remove(struct versions *all, size_t i)
{
	struct version gone = all->v[i];

	memmove(&all->v[i], &all->v[i + 1],
	    (all->n - i - 1) * sizeof *all->v);
	all->v[--all->n] = gone;  /* its bytes are used again */
}

static int
by_place(const void *a, const void *b)
{
	const struct version *v = a, *w = b;

	return stagedrow_later(&v->row, &w->row) ? 1 : -1;
}

void
versions_sort(struct versions *all)
{
	if (all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, by_place);
}

void
versions_free(struct versions *all)
{
	for (size_t i = 0; i < all->cap; i++)
		free(all->v[i].bytes.bytes);
	free(all->v);
	free(all->spare.bytes);
}
