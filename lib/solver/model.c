#include "lib/solver/model.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/feasible.h"
#include "lib/solver/together.h"

enum {
	MAX_ORDERS = 24,  /* of a household's people: all of TOGETHER_ORDERS */
	MAX_NEAR = 300,
	NOON = DAY_SECONDS / 2,
};

/* By falling urgency per person; ties as in the input. */
static int
by_urgency(const void *pa, const void *pb)
{
	const struct unit *a = pa, *b = pb;
	int64_t x = a->urgency * b->n, y = b->urgency * a->n;

	if (a->pinned != b->pinned)
		return a->pinned ? -1 : 1;
	if (x != y)
		return x > y ? -1 : 1;
	return a->first - b->first;
}

/* Before sorting, unit.first is the first task of the unit. */
static void
gather_units(struct model *m, int *unit_of_block)
{
	const struct problem *p = m->problem;

	for (int i = 0; i < p->n_blocks; i++)
		unit_of_block[i] = -1;
	for (int i = 0; i < p->n_tasks; i++) {
		const struct task *t = &p->task[i];
		bool joins = t->block >= 0 && unit_of_block[t->block] >= 0;
		int k = joins ? unit_of_block[t->block] : m->n_units++;
		struct unit *u = &m->unit[k];

		if (!joins)
			*u = (struct unit){.first = i, .block = t->block,
			    .pair = t->pair, .fixed = t->fixed};
		if (t->block >= 0)
			unit_of_block[t->block] = k;
		u->n++;
		u->urgency += t->urgency;
		u->seconds += t->duration;
		u->pinned |= t->pinned;
	}
}

/* Of a household with more orders than are tried, the first is the one in which
 * together_fits() found that it can be visited. */
static void
order_nodes(struct model *m, const struct unit *u)
{
	int *given;

	if (u->n <= TOGETHER_ORDERS)
		return;
	given = xcalloc((size_t)u->n, sizeof *given);
	memcpy(given, &m->task[u->first], (size_t)u->n * sizeof *given);
	feasible_by_closing(m->problem, given, u->n, &m->task[u->first]);
	free(given);
}

/* Numbers the nodes: one for a single person, consecutive ones for a block. */
static void
number_nodes(struct model *m)
{
	const struct problem *p = m->problem;
	int *next_of_block = xcalloc((size_t)p->n_blocks, sizeof(int));
	int n = 0;

	for (int k = 0; k < m->n_units; k++) {
		struct unit *u = &m->unit[k];

		if (u->block < 0)
			m->task[n] = u->first;
		else
			next_of_block[u->block] = n;
		u->first = n;
		for (int i = 0; i < u->n; i++)
			m->unit_of[n++] = k;
	}
	for (int i = 0; i < p->n_tasks; i++)
		if (p->task[i].block >= 0)
			m->task[next_of_block[p->task[i].block]++] = i;
	for (int k = 0; k < m->n_units; k++)
		order_nodes(m, &m->unit[k]);
	for (int i = 0; i < p->n_tasks; i++)
		m->unit_of_task[m->task[i]] = m->unit_of[i];
	free(next_of_block);
}

static void
make_units(struct model *m)
{
	const struct problem *p = m->problem;
	int *unit_of_block = xcalloc((size_t)p->n_blocks, sizeof(int));

	m->unit = xcalloc((size_t)p->n_tasks, sizeof *m->unit);
	m->task = xcalloc((size_t)p->n_tasks, sizeof(int));
	m->unit_of = xcalloc((size_t)p->n_tasks, sizeof(int));
	m->unit_of_task = xcalloc((size_t)p->n_tasks, sizeof(int));
	gather_units(m, unit_of_block);
	qsort(m->unit, (size_t)m->n_units, sizeof *m->unit, by_urgency);
	number_nodes(m);
	free(unit_of_block);
}

/* Adds the homes as nodes after those of the tasks, one for each point. */
static void
make_nodes(struct model *m)
{
	const struct problem *p = m->problem;

	m->home = xcalloc((size_t)p->n_shifts, sizeof(int));
	m->point = xcalloc((size_t)(p->n_tasks + p->n_shifts), sizeof(int));
	m->duration = xcalloc((size_t)(p->n_tasks + p->n_shifts), sizeof(int));
	for (int i = 0; i < p->n_tasks; i++) {
		m->point[i] = p->task[m->task[i]].point;
		m->duration[i] = p->task[m->task[i]].duration;
	}
	m->n_tasks = m->n_nodes = p->n_tasks;
	for (int r = 0; r < p->n_shifts; r++) {
		int k = m->n_tasks;

		while (k < m->n_nodes && m->point[k] != p->shift[r].home)
			k++;
		if (k == m->n_nodes)
			m->point[m->n_nodes++] = p->shift[r].home;
		m->home[r] = k;
	}
}

/* The first start and the last end of a shift, for each day. */
static void
day_hours(const struct problem *p, struct time_window *hours)
{
	for (int d = 0; d < p->n_days; d++)
		hours[d] = (struct time_window){FAR, -FAR};
	for (int r = 0; r < p->n_shifts; r++) {
		struct time_window *h = &hours[p->shift[r].day];

		if (p->shift[r].start < h->open)
			h->open = p->shift[r].start;
		if (p->shift[r].end > h->close)
			h->close = p->shift[r].end;
	}
}

static int
add_span(struct model *m, struct span span)
{
	m->more = mem_grow(m->more, m->n_more + 1, &m->cap_more,
	    sizeof *m->more);
	m->more[m->n_more] = span;
	return (int)m->n_more++;
}

/* The windows of one task on one day, as a chain of spans. */
static struct span
day_spans(struct model *m, const struct task *t, struct time_window hours,
    bool on_grid)
{
	const struct time_window *w = m->problem->window + t->windows;
	struct span first = {FAR, FAR, -1};
	int last = -1;

	for (int i = 0; i < t->n_windows && w[i].open <= hours.close; i++) {
		int grid = on_grid ? m->grid : 1, added;
		int open = (w[i].open + grid - 1) / grid * grid;
		int close = w[i].close / grid * grid;

		if (close < hours.open || open > hours.close || open > close)
			continue;
		if (first.open == FAR) {
			first = (struct span){open, close, -1};
			continue;
		}
		added = add_span(m, (struct span){open, close, -1});
		*(last < 0 ? &first.next : &m->more[last].next) = added;
		last = added;
	}
	return first;
}

static void
make_spans(struct model *m)
{
	const struct problem *p = m->problem;
	struct time_window *hours = xcalloc((size_t)m->n_days, sizeof *hours);

	m->span = xcalloc((size_t)p->n_tasks * (size_t)m->n_days,
	    sizeof *m->span);
	day_hours(p, hours);
	for (int i = 0; i < m->n_tasks; i++) {
		const struct task *t = &p->task[m->task[i]];

		for (int d = 0; d < m->n_days; d++)
			m->span[i * m->n_days + d] = day_spans(m, t, hours[d],
			    !t->fixed && !t->pinned);
	}
	free(hours);
}

bool
model_skilled(const struct model *m, int unit, int route)
{
	const struct problem *p = m->problem;
	int skill = p->task[m->task[m->unit[unit].first]].skill;

	return problem_skilled(p, skill, route);
}

static bool
may_go(const struct model *m, int unit, int route)
{
	const struct unit *u = &m->unit[unit];
	const struct shift *s = &m->problem->shift[route];

	if (s->closed || (!u->pair && !model_skilled(m, unit, route)))
		return false;
	for (int i = u->first; i < u->first + u->n; i++)
		if (m->span[i * m->n_days + s->day].open == FAR)
			return false;
	return true;
}

static void
make_allowed(struct model *m)
{
	m->allowed = xcalloc((size_t)m->n_units * (size_t)m->words,
	    sizeof *m->allowed);
	for (int u = 0; u < m->n_units; u++)
		for (int r = 0; r < m->n_routes; r++)
			if (may_go(m, u, r))
				m->allowed[u * m->words + r / 64] |=
				    (uint64_t)1 << (r % 64);
}

static bool
all_alike(const struct model *m, const struct unit *u)
{
	const struct span *a = &m->span[u->first * m->n_days];

	for (int i = u->first + 1; i < u->first + u->n; i++) {
		const struct span *b = &m->span[i * m->n_days];

		if (m->point[i] != m->point[u->first] ||
		    m->duration[i] != m->duration[u->first])
			return false;
		for (int d = 0; d < m->n_days; d++)
			if (a[d].open != b[d].open || a[d].close != b[d].close
			    || a[d].next >= 0 || b[d].next >= 0)
				return false;
	}
	return true;
}

/* The next permutation in lexicographic order; false after the last. */
static bool
next_order(int *a, int n)
{
	int i = n - 2, j = n - 1, x;

	while (i >= 0 && a[i] > a[i + 1])
		i--;
	if (i < 0)
		return false;
	while (a[j] < a[i])
		j--;
	x = a[i], a[i] = a[j], a[j] = x;
	for (i++, j = n - 1; i < j; i++, j--)
		x = a[i], a[i] = a[j], a[j] = x;
	return true;
}

static void
make_orders(struct model *m)
{
	size_t n = 0, cap = 0;

	for (int k = 0; k < m->n_units; k++) {
		struct unit *u = &m->unit[k];
		int wanted = u->n == 1 || all_alike(m, u) ? 1 : MAX_ORDERS;
		size_t len = (size_t)u->n;
		bool again = true;

		u->orders = (int)n;
		while (u->n_orders < wanted && again) {
			int *a;

			m->order = mem_grow(m->order, n + 2 * len, &cap,
			    sizeof(int));
			a = m->order + n;
			for (int i = 0; i < u->n; i++)
				a[i] = u->n_orders == 0 ? u->first + i :
				    (a - len)[i];
			again = u->n_orders == 0 || next_order(a, u->n);
			if (again) {
				u->n_orders++;
				n += len;
			}
		}
	}
}

static void
make_wishes(struct model *m)
{
	const struct problem *p = m->problem;

	for (int i = 0; i < p->n_tasks && p->wish > 0; i++) {
		const struct task *t = &p->task[i];

		m->tried |= t->tried != 0;
		m->wishes |= t->tried != 0 || t->wanted >= 0 || t->soon ||
		    t->old_day >= 0 || t->old_worker >= 0;
	}
	if (!m->wishes)
		return;
	m->unmet = xcalloc((size_t)m->n_units * (size_t)m->n_routes, 1);
	for (int u = 0; u < m->n_units; u++)
		for (int r = 0; r < m->n_routes && !m->unit[u].pair; r++) {
			int n = model_unmet(m, u, r, -1);

			m->unmet[u * m->n_routes + r] =
			    (uint8_t)(n < UINT8_MAX ? n : UINT8_MAX);
		}
}

static bool
is_symmetric(const struct model *m)
{
	size_t n = (size_t)m->n_nodes;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < a; b++)
			if (m->leg[a * n + b] != m->leg[b * n + a])
				return false;
	return true;
}

/* Between positions the way back is as long as the way there. */
static void
make_legs(struct model *m)
{
	const struct travel *t = &m->problem->travel;
	size_t n = (size_t)m->n_nodes;

	m->leg = xcalloc(n * n, sizeof(int));
	m->leg_to = m->leg;
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < (t->matrix == NULL ? a : n); b++)
			m->leg[a * n + b] = problem_travel_seconds(t,
			    m->point[a], m->point[b]);
	for (size_t a = 0; a < n && t->matrix == NULL; a++)
		for (size_t b = 0; b < a; b++)
			m->leg[b * n + a] = m->leg[a * n + b];
	if (t->matrix == NULL || is_symmetric(m))
		return;
	m->leg_to = xcalloc(n * n, sizeof(int));
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			m->leg_to[b * n + a] = m->leg[a * n + b];
}

/* Sorts by the upper half, byte by byte; what is equal stays in its order. */
static void
sort_keys(uint64_t *key, uint64_t *spare, int n)
{
	uint64_t all = 0;

	for (int i = 0; i < n; i++)
		all |= key[i];
	for (int shift = 32; shift < 64 && all >> shift != 0; shift += 8) {
		int end[256] = {0}, sum = 0;

		for (int i = 0; i < n; i++)
			end[key[i] >> shift & 255]++;
		for (int k = 0; k < 256; k++) {
			int of_k = end[k];

			end[k] = sum;
			sum += of_k;
		}
		for (int i = 0; i < n; i++)
			spare[end[key[i] >> shift & 255]++] = key[i];
		memcpy(key, spare, (size_t)n * sizeof *key);
	}
}

static void
make_near(struct model *m)
{
	uint64_t *key = xcalloc((size_t)m->n_units, sizeof *key);
	uint64_t *spare = xcalloc((size_t)m->n_units, sizeof *spare);
	int most = m->n_units - 1;

	m->n_near = most < MAX_NEAR ? most : MAX_NEAR;
	m->near = xcalloc((size_t)m->n_units * (size_t)m->n_near, sizeof(int));
	for (int u = 0; u < m->n_units; u++) {
		int a = m->unit[u].first, n = 0;

		for (int v = 0; v < m->n_units; v++) {
			int b = m->unit[v].first;

			if (v != u)
				key[n++] = (uint64_t)(model_leg(m, a, b) +
				    model_leg(m, b, a)) << 32 | (uint32_t)v;
		}
		sort_keys(key, spare, n);
		for (int k = 0; k < m->n_near; k++)
			m->near[u * m->n_near + k] = (int)(uint32_t)key[k];
	}
	free(key);
	free(spare);
}

/* What a unit takes at least: its visits, the shortest travel to any of them and
 * the shortest from any of them. */
static void
make_least(struct model *m)
{
	m->least = FAR;
	for (int k = 0; k < m->n_units; k++) {
		struct unit *u = &m->unit[k];
		int in = FAR, out = FAR;

		for (int v = 0; v < m->n_nodes && m->leg != NULL; v++) {
			if (v < m->n_tasks && m->unit_of[v] == k)
				continue;
			for (int i = u->first; i < u->first + u->n; i++) {
				int to = model_leg(m, v, i);
				int from = model_leg(m, i, v);

				in = to < in ? to : in;
				out = from < out ? from : out;
			}
		}
		u->least = u->seconds + (m->leg != NULL ? in + out : 0);
		if (u->least < m->least)
			m->least = u->least;
	}
}

static double
density(const struct unit *u)
{
	return (double)u->urgency / (u->least + 1);
}

static double
per_person(const struct unit *u)
{
	return (double)u->urgency / u->n;
}

static void
make_dense(struct model *m)
{
	double dense = 0, urgent = 0;

	for (int k = 0; k < m->n_units; k++) {
		double x = density(&m->unit[k]), y = per_person(&m->unit[k]);

		dense = x > dense ? x : dense;
		urgent = y > urgent ? y : urgent;
	}
	for (int k = 0; k < m->n_units && dense > 0; k++) {
		struct unit *u = &m->unit[k];

		u->dense = (uint64_t)(density(u) / dense * (1 << 30));
		u->urgent = (uint64_t)(per_person(u) / urgent * (1 << 30));
	}
}

static int
overlap(const struct span *w, const struct shift *s)
{
	int open = w->open > s->start ? w->open : s->start;
	int close = w->close < s->end ? w->close : s->end;

	return close >= open ? close - open + 1 : 0;
}

/* Seconds of the shift at which a unit may begin there. */
static int
hours_on(const struct model *m, const struct unit *u, int r)
{
	const struct shift *s = &m->problem->shift[r];
	const struct span *w = &m->span[u->first * m->n_days + s->day];
	int seconds = overlap(w, s);

	while (w->next >= 0) {
		w = &m->more[w->next];
		seconds += overlap(w, s);
	}
	return seconds;
}

static int
way_home(const struct model *m, const struct unit *u)
{
	int least = FAR;

	for (int home = m->n_tasks; home < m->n_nodes; home++) {
		int way = model_leg(m, home, u->first) +
		    model_leg(m, u->first, home);

		least = way < least ? way : least;
	}
	return least;
}

/* unit.choice and unit.remote, which say how hard a unit is to place. */
static void
make_hardness(struct model *m)
{
	uint64_t most = 1, farthest = 1;

	for (int k = 0; k < m->n_units; k++) {
		struct unit *u = &m->unit[k];

		for (int r = 0; r < m->n_routes; r++)
			if (model_allows(m, k, r))
				u->choice += (uint64_t)hours_on(m, u, r);
		u->remote = (uint64_t)way_home(m, u);
		most = u->choice > most ? u->choice : most;
		farthest = u->remote > farthest ? u->remote : farthest;
	}
	for (int k = 0; k < m->n_units; k++) {
		struct unit *u = &m->unit[k];

		u->choice = (u->choice << 30) / most;
		u->remote = (u->remote << 30) / farthest;
	}
}

struct model *
model_new(const struct problem *p, bool dense)
{
	struct model *m = xcalloc(1, sizeof *m);

	m->problem = p;
	m->n_routes = p->n_shifts;
	m->n_days = p->n_days;
	m->words = (p->n_shifts + 63) / 64;
	m->grid = p->grid > 1 ? p->grid : 1;
	make_units(m);
	make_nodes(m);
	make_spans(m);
	make_allowed(m);
	make_orders(m);
	make_wishes(m);
	if (dense && m->n_units > 0) {
		make_legs(m);
		make_near(m);
		make_hardness(m);
	}
	make_least(m);
	make_dense(m);
	return m;
}

void
model_free(struct model *m)
{
	if (m->leg_to != m->leg)
		free(m->leg_to);
	free(m->leg);
	free(m->near);
	free(m->unit);
	free(m->order);
	free(m->task);
	free(m->unit_of);
	free(m->unit_of_task);
	free(m->duration);
	free(m->point);
	free(m->span);
	free(m->more);
	free(m->home);
	free(m->allowed);
	free(m->unmet);
	free(m);
}

int
model_start_again(const struct model *m, const struct span *s, int t)
{
	for (;;) {
		int on_grid = t;

		if (t <= s->open)
			return s->open;
		if (m->grid > 1)
			on_grid = (t + m->grid - 1) / m->grid * m->grid;
		if (on_grid <= s->close)
			return on_grid;
		if (s->next < 0)
			return FAR;
		s = &m->more[s->next];
	}
}

int
model_latest_again(const struct model *m, const struct span *s, int t)
{
	int latest = -FAR;

	while (s->open <= t) {
		int on_grid = m->grid > 1 ? t / m->grid * m->grid : t;

		if (t >= s->close)
			latest = s->close;
		else if (on_grid >= s->open)
			latest = on_grid;
		if (s->next < 0)
			break;
		s = &m->more[s->next];
	}
	return latest;
}

static bool
is_one_of(int worker, const struct shift *a, const struct shift *b)
{
	return worker == a->worker || (b != NULL && worker == b->worker);
}

int
model_unmet(const struct model *m, int unit, int route, int with)
{
	const struct problem *p = m->problem;
	const struct unit *u = &m->unit[unit];
	const struct shift *a = &p->shift[route];
	const struct shift *b = with >= 0 ? &p->shift[with] : NULL;
	int n = 0;

	for (int i = u->first; i < u->first + u->n; i++) {
		const struct task *t = &p->task[m->task[i]];

		n += t->wanted >= 0 && !is_one_of(t->wanted, a, b);
		n += t->old_day >= 0 && t->old_day != a->day;
		n += (t->old_worker >= 0 && !is_one_of(t->old_worker, a, b)) ||
		    (t->old_with >= 0 && !is_one_of(t->old_with, a, b));
		n += t->soon && a->day > t->soon_day;
	}
	return n;
}

int
model_tried(const struct model *m, int node, int route, int start)
{
	const struct shift *s = &m->problem->shift[route];
	bool late = start - s->day * DAY_SECONDS >= NOON;

	return m->problem->task[m->task[node]].tried >>
	    (s->weekday * 2 + late) & 1;
}
