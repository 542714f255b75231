#include "lib/stats/cube.h"

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

void
cube_add(struct cube *c, size_t figure, long long amount)
{
	if (!c->touched[figure]) {
		c->change = mem_grow(c->change, c->n_change + 1,
		    &c->change_cap, sizeof *c->change);
		c->change[c->n_change++] = figure;
		c->touched[figure] = 1;
	}
	c->delta[figure] += amount;
}

size_t
cube_changes(const struct cube *c, const size_t **figure)
{
	*figure = c->change;
	return c->n_change;
}

long long
cube_change(const struct cube *c, size_t figure)
{
	return c->delta[figure];
}

void
cube_back(struct cube *c, size_t n)
{
	for (size_t i = n; i < c->n_change; i++) {
		c->touched[c->change[i]] = 0;
		c->delta[c->change[i]] = 0;
	}
	c->n_change = n;
}

void
cube_clear(struct cube *c)
{
	cube_back(c, 0);
}

void
cube_shift(struct cube *c)
{
	for (size_t i = 0; i < c->n_change; i++) {
		size_t figure = c->change[i];

		c->shift = mem_grow(c->shift, c->n_shift + 1, &c->shift_cap,
		    sizeof *c->shift);
		c->shift[c->n_shift++] = (struct shift){figure,
		    c->delta[figure]};
		c->value[figure] += c->delta[figure];
		cube_relate_change(c, figure, c->delta[figure]);
	}
}

void
cube_unshift(struct cube *c)
{
	while (c->n_shift > 0) {
		const struct shift *s = &c->shift[--c->n_shift];

		c->value[s->figure] -= s->amount;
		cube_relate_change(c, s->figure, -s->amount);
	}
}
