/* The checker, rule by rule, on weeks small enough to be worked out by hand:
 * points lie on a line, a minute apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/solver/feasible.h"
#include "lib/solver/verify.h"

enum { POINTS = 100, SHIFTS = 4, TASKS = 4 };

static int minutes_apart[POINTS * POINTS];
static struct shift shift[SHIFTS];
static struct task task[TASKS];
static struct time_window window[2 * TASKS];
static struct verify_limit limit[TASKS];
static uint64_t allowed[2];
static struct problem problem;
static struct verify_faults faults;

static int
at(int day, int hour, int minute)
{
	return day * DAY_SECONDS + hour * 3600 + minute * 60;
}

/* Workers 0 and 1 on days 0 and 1 (routes 0 1, 2 3), 08:00 to 16:00, at home
 * at point 0; nobody has a break.  Visits of half an hour at point 10, any
 * time; skill row 0: everybody, row 1: worker 0. */
static int
set_up(void **state)
{
	(void)state;
	for (int a = 0; a < POINTS; a++)
		for (int b = 0; b < POINTS; b++)
			minutes_apart[a * POINTS + b] = 60 * abs(a - b);
	for (int r = 0; r < SHIFTS; r++)
		shift[r] = (struct shift){.worker = r % 2, .day = r / 2,
			.start = at(r / 2, 8, 0), .end = at(r / 2, 16, 0),
			.capacity = 10};
	for (int t = 0; t < TASKS; t++) {
		task[t] = (struct task){.point = 10, .duration = 1800,
			.windows = 2 * t, .n_windows = 2, .block = -1};
		window[2 * t] = (struct time_window){at(0, 0, 0), at(0, 23, 59)};
		window[2 * t + 1] = (struct time_window){at(1, 0, 0), at(1, 23, 59)};
		limit[t] = (struct verify_limit){0, at(2, 0, 0)};
	}
	allowed[0] = 15;
	allowed[1] = 5;
	problem = (struct problem){.n_days = 2, .n_workers = 2,
		.n_shifts = SHIFTS, .n_tasks = TASKS, .n_skills = 2,
		.shift = shift, .task = task, .window = window,
		.allowed = allowed, .allowed_words = 1,
		.travel = {.n = POINTS, .matrix = minutes_apart}};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(faults.fault);
	faults = (struct verify_faults){0};
	return 0;
}

static void
check(const struct verify_entry *e, int n)
{
	faults.n = 0;
	verify_entries(&faults, &problem, limit, e, n);
}

#define ENTRIES(...) (const struct verify_entry[]){__VA_ARGS__}, \
	(int)(sizeof (const struct verify_entry[]){__VA_ARGS__} / \
	sizeof(struct verify_entry))
#define RIGHT(...) do { \
	check(ENTRIES(__VA_ARGS__)); \
	assert_int_equal(faults.n, 0); \
} while (0)
#define WRONG(where, what, ...) do { \
	check(ENTRIES(__VA_ARGS__)); \
	assert_int_equal(faults.n, 1); \
	assert_int_equal(faults.fault[0].entry, where); \
	assert_string_equal(verify_rule[faults.fault[0].rule], what); \
} while (0)

static void
a_route_that_can_be_driven_is_right(void **state)
{
	(void)state;
	RIGHT({0, 0, at(0, 8, 10)}, {1, 0, at(0, 8, 40)},
	    {2, 0, at(0, 15, 20)});
}

static void
a_start_before_one_can_be_there_breaks_travel(void **state)
{
	(void)state;
	WRONG(0, "travel", {0, 0, at(0, 8, 10) - 1});
	WRONG(1, "travel", {0, 0, at(0, 8, 10)}, {1, 0, at(0, 8, 40) - 1});
}

static void
who_is_home_too_late_breaks_the_shift(void **state)
{
	(void)state;
	RIGHT({0, 0, at(0, 15, 20)});
	WRONG(0, "shift", {0, 0, at(0, 15, 20) + 1});
	WRONG(0, "shift", {0, 0, at(0, 7, 59)});
	WRONG(0, "shift", {0, -1, at(0, 9, 0)});
}

static void
a_visit_begins_within_a_window_and_may_end_after_it(void **state)
{
	(void)state;
	window[0] = (struct time_window){at(0, 9, 0), at(0, 10, 0)};
	RIGHT({0, 0, at(0, 9, 0)});
	RIGHT({0, 0, at(0, 10, 0)});
	WRONG(0, "window", {0, 0, at(0, 9, 0) - 1});
	WRONG(0, "window", {0, 0, at(0, 10, 0) + 1});
}

static void
the_limits_have_names_of_their_own(void **state)
{
	(void)state;
	limit[0].first = at(1, 0, 0);
	limit[1].last = at(1, 0, 0) - 1;
	RIGHT({0, 2, at(1, 9, 0)}, {1, 0, at(0, 9, 0)});
	WRONG(0, "not_before", {0, 0, at(0, 9, 0)});
	WRONG(0, "visit_by", {1, 2, at(1, 9, 0)});
}

/* Half an hour, 11:00 to 14:00, on all routes. */
static void
give_breaks(void)
{
	for (int r = 0; r < SHIFTS; r++) {
		shift[r].break_length = 1800;
		shift[r].break_opens = at(r / 2, 11, 0);
		shift[r].break_closes = at(r / 2, 13, 30);
	}
}

static void
a_break_may_interrupt_a_drive_or_a_wait(void **state)
{
	(void)state;
	give_breaks();
	RIGHT({0, 0, at(0, 9, 0)});     /* on the way home */
	task[0].duration = 3600;
	task[1].point = 70;
	/* Left at 10:30, an hour's drive, half of it after the break. */
	RIGHT({0, 0, at(0, 9, 30)}, {1, 0, at(0, 12, 0)});
	WRONG(1, "shift", {0, 0, at(0, 9, 30)}, {1, 0, at(0, 14, 21)});
}

static void
a_break_never_interrupts_a_visit(void **state)
{
	(void)state;
	give_breaks();
	task[0].duration = 3 * 3600 + 60;
	/* 10:30 to 13:31: the break could not begin by 13:30. */
	WRONG(0, "break", {0, 0, at(0, 10, 30)});
	RIGHT({0, 0, at(0, 10, 29)});
	/* From home straight to the break, and then to the visit. */
	RIGHT({0, 0, at(0, 11, 30)});
	WRONG(0, "break", {0, 0, at(0, 11, 29)});
}

static void
a_break_is_taken_once(void **state)
{
	(void)state;
	give_breaks();
	task[0].duration = task[1].duration = 3 * 3600;
	/* Until 11:15, break, from 11:45 to 14:45: right.  A minute less
	 * between the two is not, and afterwards it is too late. */
	RIGHT({0, 0, at(0, 8, 15)}, {1, 0, at(0, 11, 45)});
	WRONG(1, "break", {0, 0, at(0, 8, 15)}, {1, 0, at(0, 11, 44)});
}

static void
the_first_visits_may_be_as_many_as_visits_per_day(void **state)
{
	(void)state;
	shift[0].capacity = 1;
	WRONG(0, "visits_per_day", {0, 0, at(0, 9, 0)}, {1, 0, at(0, 8, 10)});
}

static void
needs_must_be_within_the_skills(void **state)
{
	(void)state;
	task[0].skill = 1;
	RIGHT({0, 0, at(0, 9, 0)});
	WRONG(0, "skill", {0, 1, at(0, 9, 0)});
}

static void
a_pair_is_two_at_one_time_one_of_them_with_the_skill(void **state)
{
	(void)state;
	task[0].pair = true;
	task[0].skill = 1;
	RIGHT({0, 0, at(0, 9, 0)}, {0, 1, at(0, 9, 0)});
	RIGHT({0, 1, at(0, 9, 0)}, {0, 0, at(0, 9, 0)});
	WRONG(0, "pair", {0, 0, at(0, 9, 0)});
	WRONG(1, "pair", {0, 0, at(0, 9, 0)}, {0, 1, at(0, 9, 1)});
	WRONG(1, "pair", {0, 0, at(0, 9, 0)}, {0, 2, at(1, 9, 0)});
	allowed[1] = 4;
	WRONG(0, "skill", {0, 0, at(0, 9, 0)}, {0, 1, at(0, 9, 0)});
}

static void
nobody_is_visited_twice(void **state)
{
	(void)state;
	WRONG(1, "planned", {0, 0, at(0, 9, 0)}, {0, 2, at(1, 9, 0)});
}

static void
a_household_goes_together(void **state)
{
	(void)state;
	task[0].block = task[1].block = 0;
	problem.n_blocks = 1;
	RIGHT({0, 0, at(0, 9, 0)}, {1, 0, at(0, 9, 30)});
	RIGHT({1, 0, at(0, 9, 0)}, {0, 0, at(0, 12, 0)});
	WRONG(1, "household", {0, 0, at(0, 9, 0)}, {1, 1, at(0, 9, 30)});
	WRONG(1, "household", {0, 0, at(0, 9, 0)}, {1, 0, at(0, 10, 0)},
	    {2, 0, at(0, 9, 30)});
	WRONG(0, "household", {0, 0, at(0, 9, 0)});
}

static void
a_household_of_a_pair_has_the_same_two(void **state)
{
	(void)state;
	task[0].block = task[1].block = 0;
	task[0].pair = task[1].pair = true;
	problem.n_blocks = 1;
	RIGHT({0, 0, at(0, 9, 0)}, {0, 1, at(0, 9, 0)},
	    {1, 0, at(0, 9, 30)}, {1, 1, at(0, 9, 30)});
	check(ENTRIES({0, 0, at(0, 9, 0)}, {0, 1, at(0, 9, 0)},
	    {1, 0, at(0, 9, 30)}));
	assert_true(faults.n > 0);
}

static void
alone_is_exact_about_a_household(void **state)
{
	int both[2] = {0, 1}, one = 0;

	(void)state;
	task[0].duration = task[1].duration = 7200;
	window[0] = (struct time_window){at(0, 8, 0), at(0, 8, 10)};
	window[1] = window[0];
	assert_true(feasible_alone(&problem, &one, 1, 0, -1));
	assert_true(feasible_alone(&problem, both, 2, 0, -1));
	assert_true(feasible_alone(&problem, both, 2, 0, 1));
	/* The second one has to begin before the first one's end. */
	window[2] = window[3] = (struct time_window){at(0, 10, 0), at(0, 10, 9)};
	assert_false(feasible_alone(&problem, both, 2, 0, -1));
	shift[0].capacity = 1;
	assert_true(feasible_alone(&problem, &one, 1, 0, -1));
	assert_false(feasible_alone(&problem, both, 2, 0, 1));
}

static void
alone_puts_the_break_where_it_fits(void **state)
{
	int both[2] = {0, 1};

	(void)state;
	give_breaks();
	task[0].duration = task[1].duration = 3 * 3600;
	/* 8:10 to 11:10, break, 11:40 to 14:40, home at 14:50. */
	shift[0].end = at(0, 14, 50);
	assert_true(feasible_alone(&problem, both, 2, 0, -1));
	shift[0].end -= 1;
	assert_false(feasible_alone(&problem, both, 2, 0, -1));
	/* On a grid of an hour: 9:00 to 12:00, break, 13:00 to 16:00. */
	problem.grid = 3600;
	shift[0].end = at(0, 16, 10);
	assert_true(feasible_alone(&problem, both, 2, 0, -1));
	shift[0].end -= 1;
	assert_false(feasible_alone(&problem, both, 2, 0, -1));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_route_that_can_be_driven_is_right),
		TEST(a_start_before_one_can_be_there_breaks_travel),
		TEST(who_is_home_too_late_breaks_the_shift),
		TEST(a_visit_begins_within_a_window_and_may_end_after_it),
		TEST(the_limits_have_names_of_their_own),
		TEST(a_break_may_interrupt_a_drive_or_a_wait),
		TEST(a_break_never_interrupts_a_visit),
		TEST(a_break_is_taken_once),
		TEST(the_first_visits_may_be_as_many_as_visits_per_day),
		TEST(needs_must_be_within_the_skills),
		TEST(a_pair_is_two_at_one_time_one_of_them_with_the_skill),
		TEST(nobody_is_visited_twice),
		TEST(a_household_goes_together),
		TEST(a_household_of_a_pair_has_the_same_two),
		TEST(alone_is_exact_about_a_household),
		TEST(alone_puts_the_break_where_it_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
