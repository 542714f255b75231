/* Households against trying every start: random people with windows on a short
 * shift, with and without a break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "lib/solver/together.h"
#include "lib/solver/verify.h"

enum { GRID = 300, MOST = 3, OPENS = 8 * 3600, CLOSES = 12 * 3600 };

static struct shift shift;
static struct task task[MOST];
static struct time_window window[2 * MOST];
static const int minutes_apart[4] = {0, 600, 600, 0};
static const uint64_t allowed = 1;
static struct problem problem;
static uint64_t state;

static int
below(int n)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (int)((state >> 33) % (uint64_t)n);
}

/* The way to the door takes ten minutes. */
static void
invent(int n)
{
	int length = below(2) * 1800;

	shift = (struct shift){.start = OPENS, .end = CLOSES - below(4) * 1800,
		.capacity = n, .break_length = length,
		.break_opens = OPENS + 3600 + below(6) * GRID};
	shift.break_closes = shift.break_opens + below(12) * GRID;
	for (int i = 0; i < n; i++) {
		int open = OPENS + below(40) * GRID;
		int later = open + 3600 + below(10) * GRID;

		task[i] = (struct task){.point = 1, .block = -1,
			.duration = (2 + below(6)) * GRID, .windows = 2 * i,
			.n_windows = 1 + below(2)};
		window[2 * i] = (struct time_window){open,
			open + below(8) * GRID};
		window[2 * i + 1] = (struct time_window){later,
			later + below(4) * GRID};
	}
	problem = (struct problem){.n_days = 1, .n_workers = 1, .n_shifts = 1,
		.n_tasks = n, .n_skills = 1, .shift = &shift, .task = task,
		.window = window, .allowed = &allowed, .allowed_words = 1,
		.travel = {.n = 2, .matrix = minutes_apart}, .grid = GRID};
}

/* Is the break, or can it be, in the gap before entry k? */
static bool
holds_break(const struct verify_entry *e, int k)
{
	int left = e[k - 1].start + task[e[k - 1].task].duration;
	int begin = left > shift.break_opens ? left : shift.break_opens;

	return shift.break_length > 0 && left <= shift.break_closes &&
	    begin + shift.break_length <= e[k].start;
}

static bool
is_right(const struct verify_entry *e, int n)
{
	struct verify_faults f = {0};
	int gaps = 0, pause = 0;

	verify_entries(&f, &problem, NULL, e, n);
	free(f.fault);
	for (int k = 1; k < n; k++) {
		gaps += e[k].start - e[k - 1].start -
		    task[e[k - 1].task].duration;
		if (holds_break(e, k))
			pause = shift.break_length;
	}
	return f.n == 0 && gaps - pause <= TOGETHER_WAIT;
}

/* Every order and every start on the grid from entry k on. */
static bool
any_way(struct verify_entry *e, int n, int k, unsigned seen)
{
	int from = k == 0 ? OPENS :
	    e[k - 1].start + task[e[k - 1].task].duration;
	int to = k == 0 ? CLOSES : from + TOGETHER_WAIT + 1800;

	if (k == n)
		return is_right(e, n);
	for (int t = 0; t < n; t++)
		for (int s = from; s <= to && !(seen >> t & 1); s += GRID) {
			e[k] = (struct verify_entry){t, 0, s};
			if (any_way(e, n, k + 1, seen | 1u << t))
				return true;
		}
	return false;
}

static void
two_and_three_of_a_household_as_trying_every_start_says(void **unused)
{
	static const int all[MOST] = {0, 1, 2};
	struct verify_entry e[MOST];
	int possible = 0;

	(void)unused;
	state = 1;
	for (int i = 0; i < 2000; i++) {
		int n = i % 20 == 0 ? 3 : 2;
		bool fits;

		invent(n);
		fits = any_way(e, n, 0, 0);
		assert_int_equal(together_fits(&problem, all, n, 0, -1), fits);
		possible += fits;
	}
	assert_in_range(possible, 200, 1800);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    two_and_three_of_a_household_as_trying_every_start_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
