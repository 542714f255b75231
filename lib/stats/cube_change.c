#include "lib/stats/cube.h"

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

void
cube_add(struct cube *c, size_t figure, long long amount)
{
	struct figure *f = &c->figure[figure];

	if ((f->twice & 1) == 0) {
		c->change = mem_grow(c->change, c->n_change + 1,
		    &c->change_cap, sizeof *c->change);
		c->change[c->n_change++] = figure;
		f->twice = 1;
	}
	f->twice += 2 * amount;
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
	return figure_delta(&c->figure[figure]);
}

void
cube_back(struct cube *c, size_t n)
{
	for (size_t i = n; i < c->n_change; i++)
		c->figure[c->change[i]].twice = 0;
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
		long long amount = cube_change(c, figure);

		c->shift = mem_grow(c->shift, c->n_shift + 1, &c->shift_cap,
		    sizeof *c->shift);
		c->shift[c->n_shift++] = (struct shift){figure, amount};
		c->figure[figure].value += amount;
		cube_relate_change(c, figure, amount);
	}
}

void
cube_unshift(struct cube *c)
{
	while (c->n_shift > 0) {
		const struct shift *s = &c->shift[--c->n_shift];

		c->figure[s->figure].value -= s->amount;
		cube_relate_change(c, s->figure, -s->amount);
	}
}
