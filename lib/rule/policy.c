#include "lib/rule/policy.h"

#include <stdlib.h>

#include "lib/base/mem.h"

bool
policy_add(struct policy *p, const struct policy_row *row)
{
	size_t i;

	p->row = mem_grow(p->row, p->n + 1, &p->cap, sizeof *p->row);
	for (i = p->n; i > 0 && p->row[i - 1].from >= row->from; i--)
		if (p->row[i - 1].from == row->from)
			return false;
	for (size_t k = p->n++; k > i; k--)
		p->row[k] = p->row[k - 1];
	p->row[i] = *row;
	return true;
}

void
policy_free(struct policy *p)
{
	free(p->row);
	*p = (struct policy){0};
}

const struct policy_row *
policy_at(const struct policy *p, date day)
{
	for (size_t i = p->n; i > 0; i--)
		if (p->row[i - 1].from <= day)
			return &p->row[i - 1];
	return NULL;
}

int
policy_threat(const struct policy_row *r, int misses)
{
	long percent;

	if (misses < 1)
		return 0;
	percent = misses <= 3 ? r->miss[misses - 1] :
	    r->miss[2] + (long)r->more * (misses - 3);
	return percent < r->cap ? (int)percent : r->cap;
}
