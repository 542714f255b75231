#include "lib/io/rejects.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/noclobber.h"
#include "lib/io/out.h"
#include "lib/io/outfile.h"
#include "lib/io/pack.h"
#include "lib/io/sandbox.h"
#include "lib/io/sorter.h"

enum { FIRST = 3, MEMORY = 4 << 20, LINE_BITS = 40 };

/* Files with the same headings, and what is written of their rows. */
struct reject_file {
	char **heading;  /* of the file; FIRST columns of ours come before */
	int *at;         /* where they stand in the output, -1: left out */
	size_t n;
	char *path;      /* of its own, NULL: the option's */
	struct out *out;
};

struct rejects {
	const char *path;
	struct reject_file *group;
	size_t groups, group_cap;
	size_t *of;      /* the group of each file */
	size_t files, file_cap;
	size_t written;  /* groups that have an output */
	struct sorter *rows;
	struct pack pack;
};

static const char *const ours[FIRST] = {REJECTS_LINE, "_column", "_reason"};

struct rejects *
rejects_open(const char *path)
{
	struct rejects *r = xcalloc(1, sizeof *r);

	if (strcmp(path, "-") == 0)
		die_usage("--rejects takes a file: stdout has other rows");
	noclobber_output(path);
	sandbox_write(path);
	outfile_try(path);  /* before a database is made */
	r->path = path;
	r->rows = sorter_open(MEMORY, path);
	return r;
}

static bool
same_headings(const struct reject_file *g, const struct table *t)
{
	if (g->n != table_columns(t))
		return false;
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->heading[i], table_heading(t, i)) != 0)
			return false;
	return true;
}

/* A file of rejects that is read again has our columns already. */
static bool
is_ours(const char *heading)
{
	for (int i = 0; i < FIRST; i++)
		if (strcmp(heading, ours[i]) == 0)
			return true;
	return false;
}

static void
add_group(struct rejects *r, const struct table *t)
{
	struct reject_file *g;
	int next = FIRST;

	r->group = mem_grow(r->group, r->groups + 1, &r->group_cap, sizeof *g);
	g = &r->group[r->groups++];
	*g = (struct reject_file){.n = table_columns(t)};
	g->heading = xcalloc(g->n, sizeof *g->heading);
	g->at = xcalloc(g->n, sizeof *g->at);
	for (size_t i = 0; i < g->n; i++) {
		g->heading[i] = xstrdup(table_heading(t, i));
		g->at[i] = is_ours(g->heading[i]) ? -1 : next++;
	}
}

void
rejects_file(struct rejects *r, const struct table *t)
{
	size_t g = 0;

	while (g < r->groups && !same_headings(&r->group[g], t))
		g++;
	if (g == r->groups)
		add_group(r, t);
	r->of = mem_grow(r->of, r->files + 1, &r->file_cap, sizeof *r->of);
	r->of[r->files++] = g;
}

void
rejects_add(struct rejects *r, unsigned file, long line, const char *column,
    const char *reason, const char *const *field, size_t n)
{
	struct pack *p = &r->pack;

	p->n = 0;
	pack_uint(p, file);
	pack_uint(p, (uint64_t)line);
	pack_text(p, column, strlen(column));
	pack_text(p, reason, strlen(reason));
	pack_uint(p, n);
	for (size_t i = 0; i < n; i++)
		pack_text(p, field[i], strlen(field[i]));
	sorter_add(r->rows, (uint64_t)file << LINE_BITS | (uint64_t)line,
	    p->bytes, p->n);
}

static void
open_output(struct rejects *r, struct reject_file *g)
{
	const char **name = xcalloc(FIRST + g->n, sizeof *name);
	size_t n = FIRST;

	for (int i = 0; i < FIRST; i++)
		name[i] = ours[i];
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i] >= 0)
			name[n++] = g->heading[i];
	r->written++;
	if (r->written > 1) {
		g->path = xasprintf("%s.%zu", r->path, r->written);
		diag_note("rejected rows with other headings are in %s",
		    g->path);
	}
	g->out = out_open_file(g->path != NULL ? g->path : r->path, name, n);
	free(name);
}

static void
write_row(struct rejects *r, const struct sorted *row)
{
	const char *p = row->bytes;
	struct reject_file *g = &r->group[r->of[pack_take_uint(&p)]];
	size_t n;

	if (g->out == NULL)
		open_output(r, g);
	out_int(g->out, 0, (long long)pack_take_uint(&p));
	out_text(g->out, 1, pack_take_text(&p));
	out_text(g->out, 2, pack_take_text(&p));
	n = (size_t)pack_take_uint(&p);
	for (size_t i = 0; i < n && i < g->n; i++) {
		const char *field = pack_take_text(&p);

		if (g->at[i] >= 0)
			out_text(g->out, g->at[i], field);
	}
	out_row(g->out);
}

void
rejects_write(struct rejects *r)
{
	struct sorted row;

	while (sorter_next(r->rows, &row))
		write_row(r, &row);
	if (r->written == 0 && r->groups > 0)
		open_output(r, &r->group[0]);  /* a header all the same */
}

static void
free_group(struct reject_file *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->heading[i]);
	free(g->heading);
	free(g->at);
	free(g->path);
}

int
rejects_finish(struct rejects *r, int status)
{
	if (r == NULL)
		return status;
	for (size_t i = 0; i < r->groups; i++) {
		if (r->group[i].out != NULL)
			status = out_finish(r->group[i].out, status);
		free_group(&r->group[i]);
	}
	sorter_close(r->rows);
	free(r->pack.bytes);
	free(r->group);
	free(r->of);
	free(r);
	return status;
}
