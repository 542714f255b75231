#include "lib/plan/faults.h"

#include <stdlib.h>
#include <string.h>

#include "lib/solver/verify.h"

void
faults_add(struct faults *f, const struct candidate *c, const char *worker,
    int rule, const char *detail)
{
	f->at = mem_grow(f->at, f->n + 1, &f->cap, sizeof *f->at);
	f->at[f->n++] = (struct fault){c, worker, rule,
		arena_strdup(&f->text, detail)};
}

void
faults_free(struct faults *f)
{
	free(f->at);
	arena_free(&f->text);
	*f = (struct faults){0};
}

static int
by_line(const void *x, const void *y)
{
	const struct fault *a = x, *b = y;
	const struct request *p = &a->candidate->ask, *q = &b->candidate->ask;
	bool stored = p->file == NULL;

	if (stored != (q->file == NULL))
		return stored ? 1 : -1;
	if (!stored && p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (stored && p->visit_id != q->visit_id)
		return p->visit_id < q->visit_id ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return strcmp(a->worker, b->worker);
}

enum { LINE, CASE_ID, DATE, WORKER, RULE, DETAIL };

static void
print(struct out *o, const struct fault *f)
{
	const struct request *r = &f->candidate->ask;

	if (r->file != NULL)
		out_int(o, LINE, r->line);
	out_text(o, CASE_ID, r->case_id);
	out_date(o, DATE, r->day);
	out_text(o, WORKER, f->worker);
	out_text(o, RULE, verify_rule[f->rule]);
	out_text(o, DETAIL, f->detail);
	out_row(o);
}

struct out *
faults_print(struct faults *f, const struct out_options *options)
{
	static const struct out_column columns[] = {
		{"line", true}, {"case_id", true}, {"date", true},
		{"worker", true}, {"rule", true}, {"detail", true}, {0}};
	struct out *o = out_open(columns, options);

	if (f->n > 0)
		qsort(f->at, f->n, sizeof *f->at, by_line);
	for (size_t i = 0; i < f->n; i++)
		if (i == 0 || by_line(&f->at[i - 1], &f->at[i]) != 0)
			print(o, &f->at[i]);
	return o;
}

long
faults_lines(const struct faults *f)
{
	long n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct request *r = &f->at[i].candidate->ask;

		n += r->file != NULL && (i == 0 ||
		    f->at[i - 1].candidate->ask.file == NULL ||
		    f->at[i - 1].candidate->ask.line != r->line);
	}
	return n;
}
