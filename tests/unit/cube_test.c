/* Which other figures could be as true as the real ones, and the cheapest of
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"
#include "lib/stats/witness.h"

enum { MET = MEASURE_OUTCOME + OUTCOME_MET };

struct office {
	struct tally_options options;
	struct tally *tally;
	struct cube *cube;
	int *cost;
};

static struct office
office(int n_tables, const unsigned *keys)
{
	struct office o = {.options = {.measures = MEASURES_ALL,
	    .households = true, .n_tables = n_tables,
	    .ages = AGE_GROUPS_USUAL}};

	for (int i = 0; i < n_tables; i++)
		o.options.table[i] = keys[i];
	o.tally = tally_new(&o.options);
	return o;
}

/* So many visits to so many persons of half as many households; all were met. */
static void
met(struct office *o, int table, const int *key, int visits, int persons)
{
	static const int measure[] = {MEASURE_VISITS, MET,
	    MEASURE_PERSONS_VISITED, MEASURE_PERSONS_REACHED};
	struct crosstab *f = tally_table(o->tally, table);
	int cell = crosstab_cell(f, key);

	for (int i = 0; i < 4; i++)
		crosstab_merge(f, cell, measure[i], (struct crosstab_sum){
		    visits, persons, (persons + 1) / 2});
}

static void
finish(struct office *o)
{
	size_t n;

	tally_finish(o->tally);
	o->cube = cube_new(o->tally, &o->options, o->options.n_tables, 3);
	n = cube_figures(o->cube);
	o->cost = xcalloc(n, sizeof *o->cost);
	for (size_t i = 0; i < n; i++)
		o->cost[i] = 100;
}

static void
close_office(struct office *o)
{
	cube_free(o->cube);
	tally_free(o->tally);
	free(o->cost);
}

/* Towns with so many visits each, and their total. */
static struct office
towns(int n, const int *visits)
{
	struct office o = office(2, (unsigned[]){BIT(KEY_TOWN), 0});
	int sum = 0;

	for (int i = 0; i < n; i++) {
		met(&o, 0, (int[]){i}, visits[i], visits[i]);
		sum += visits[i];
	}
	met(&o, 1, NULL, sum, sum);
	finish(&o);
	return o;
}

static int
node(const struct office *o, int table, int town)
{
	int key[KEYS] = {[KEY_TOWN] = town};

	return cube_find(o->cube, table, key);
}

/* More visits at which somebody was met, and as many more persons. */
static void
more(struct office *o, int where, int visits, int persons)
{
	cube_add(o->cube, cube_figure(where, MEASURE_VISITS), visits);
	cube_add(o->cube, cube_figure(where, MET), visits);
	cube_add(o->cube, cube_figure(where, MEASURE_PERSONS_VISITED),
	    persons);
	cube_add(o->cube, cube_figure(where, MEASURE_PERSONS_REACHED),
	    persons);
}

static bool
holds(struct office *o)
{
	bool yes = cube_holds(o->cube);

	cube_clear(o->cube);
	return yes;
}

/* Cells of these towns are found, and of no others. */
static void
finds_only(const int *town, int n)
{
	struct office o = office(1, (unsigned[]){BIT(KEY_TOWN)});

	for (int i = 0; i < n; i++)
		met(&o, 0, &town[i], 1, 1);
	finish(&o);
	for (int i = 0; i < n; i++) {
		assert_int_equal(node(&o, 0, town[i]), i);
		assert_int_equal(node(&o, 0, town[i] + 1), -1);
	}
	assert_int_equal(node(&o, 0, INT32_MAX), -1);
	assert_int_equal(node(&o, 0, INT32_MIN), -1);
	close_office(&o);
}

static void
a_cell_is_found_however_far_apart_the_values_are(void **state)
{
	(void)state;
	finds_only((int[]){3, -1, 7, 1}, 4);
	finds_only((int[]){2000000000, -2000000000, 5}, 3);
	finds_only(NULL, 0);
}

static void
a_total_is_the_sum_of_its_cells(void **state)
{
	struct office o = towns(3, (int[]){5, 4, 1});

	(void)state;
	assert_true(holds(&o));
	more(&o, node(&o, 0, 0), 1, 1);
	assert_false(holds(&o));
	more(&o, node(&o, 0, 0), 1, 1);
	more(&o, node(&o, 1, 0), 1, 1);
	assert_true(holds(&o));
	more(&o, node(&o, 0, 0), 1, 1);
	more(&o, node(&o, 0, 1), -1, -1);
	assert_true(holds(&o));
	close_office(&o);
}

static void
inside_a_cell_parts_add_up_and_are_no_more_than_the_whole(void **state)
{
	struct office o = towns(2, (int[]){5, 4});
	int here = node(&o, 0, 0), there = node(&o, 0, 1);

	(void)state;
	cube_add(o.cube, cube_figure(here, MET), -1);
	cube_add(o.cube, cube_figure(there, MET), 1);
	assert_false(holds(&o));
	cube_add(o.cube, cube_figure(here, MEASURE_PERSONS_VISITED), 1);
	cube_add(o.cube, cube_figure(there, MEASURE_PERSONS_VISITED), -1);
	assert_false(holds(&o));
	cube_add(o.cube, cube_figure(here, MEASURE_CUTS_AVERTED), 1);
	assert_false(holds(&o));
	close_office(&o);
}

static void
no_figure_is_below_zero_and_no_row_is_empty(void **state)
{
	struct office o = towns(3, (int[]){5, 4, 1});

	(void)state;
	more(&o, node(&o, 0, 2), -2, -2);
	more(&o, node(&o, 0, 1), 2, 2);
	assert_false(holds(&o));
	more(&o, node(&o, 0, 2), -1, -1);
	more(&o, node(&o, 0, 1), 1, 1);
	assert_false(holds(&o));
	close_office(&o);
}

/* These are added up once and not each time. */
static void
many_cells_are_as_few(void **state)
{
	int visits[200];
	struct office o;

	(void)state;
	for (int i = 0; i < 200; i++)
		visits[i] = 3 + i % 5;
	o = towns(200, visits);
	more(&o, node(&o, 0, 7), 1, 1);
	assert_false(holds(&o));
	more(&o, node(&o, 0, 7), 1, 1);
	more(&o, node(&o, 0, 150), -1, -1);
	assert_true(holds(&o));
	more(&o, node(&o, 0, 7), 2, 2);
	more(&o, node(&o, 1, 0), 2, 2);
	cube_shift(o.cube);
	cube_clear(o.cube);
	assert_true(holds(&o));
	more(&o, node(&o, 0, 8), 1, 1);
	assert_false(holds(&o));
	more(&o, node(&o, 0, 7), -2, -2);
	more(&o, node(&o, 0, 8), 2, 2);
	assert_true(holds(&o));
	cube_unshift(o.cube);
	more(&o, node(&o, 1, 0), -2, -2);
	assert_false(holds(&o));
	close_office(&o);
}

static void
persons_of_months_overlap_but_are_no_more_than_together(void **state)
{
	struct office o = office(2, (unsigned[]){BIT(KEY_MONTH), 0});
	int key[KEYS] = {[KEY_MONTH] = 24313};
	int march, all;

	(void)state;
	met(&o, 0, (int[]){24312}, 4, 3);
	met(&o, 0, (int[]){24313}, 4, 3);
	met(&o, 1, NULL, 8, 5);
	finish(&o);
	march = cube_find(o.cube, 0, key);
	all = cube_find(o.cube, 1, key);
	more(&o, march, 0, 1);
	assert_true(holds(&o));
	more(&o, march, 0, -1);
	assert_true(holds(&o));
	more(&o, march, 0, -2);
	assert_false(holds(&o));
	more(&o, all, 0, 2);
	assert_false(holds(&o));
	more(&o, all, 0, -3);
	assert_false(holds(&o));
	close_office(&o);
}

/* In merged offices two workers may have one name. */
static void
a_worker_with_two_funders_is_part_of_neither(void **state)
{
	struct office o = office(3, (unsigned[]){BIT(KEY_WORKER),
	    BIT(KEY_FUNDER), BIT(KEY_WORKER) | BIT(KEY_FUNDER)});

	(void)state;
	met(&o, 2, (int[]){1, 8}, 4, 4);
	met(&o, 2, (int[]){1, 9}, 3, 3);
	met(&o, 2, (int[]){2, 9}, 5, 5);
	met(&o, 0, (int[]){1}, 7, 7);
	met(&o, 0, (int[]){2}, 5, 5);
	met(&o, 1, (int[]){8}, 4, 4);
	met(&o, 1, (int[]){9}, 8, 8);
	finish(&o);
	assert_int_equal(cube_table(o.cube, 0)->implied, BIT(KEY_WORKER));
	for (int i = 0; i < cube_nodes(o.cube); i++)
		cube_add(o.cube, cube_figure(i, MEASURE_MINUTES), 0);
	assert_true(holds(&o));
	close_office(&o);
}

static void
a_line_is_the_cells_that_differ_along_one_axis(void **state)
{
	static const int months[] = {24312, 24313, 24316};
	struct office o = office(2, (unsigned[]){BIT(KEY_MONTH) | BIT(KEY_TOWN),
	    BIT(KEY_QUARTER)});
	int key[KEYS] = {[KEY_MONTH] = 24313, [KEY_QUARTER] = 8104,
	    [KEY_TOWN] = 1}, value[3], times = 0;
	struct cube_line line;

	(void)state;
	for (int i = 0; i < 3; i++)
		for (int town = 0; town < 2; town++)
			if (i != 2 || town != 1)
				met(&o, 0, (int[]){months[i], town}, 4, 4);
	met(&o, 1, (int[]){8104}, 16, 16);
	met(&o, 1, (int[]){8105}, 4, 4);
	finish(&o);
	while (!(cube_axis(o.cube, times)->keys & BIT(KEY_MONTH)))
		times++;
	line = cube_line(o.cube, 0, times, key);
	assert_int_equal(line.n, 2);
	for (int i = 0; i < 2; i++)
		assert_int_equal(cube_key(o.cube, line.spot[i].node)[1], 1);
	assert_int_equal(cube_values(o.cube, 0, times, key, value, 3), 1);
	assert_int_equal(cube_axis(o.cube, times)->value[value[0] *
	    cube_axis(o.cube, times)->n_keys], 8104);

	/* A quarter comes once for each of its months. */
	assert_int_equal(cube_line(o.cube, 1, times, key).n, 3);
	assert_int_equal(cube_values(o.cube, 1, times, key, value, 3), 2);
	key[KEY_TOWN] = 7;
	assert_int_equal(cube_line(o.cube, 0, times, key).n, 0);
	close_office(&o);
}

static void
changes_that_are_taken_back_never_were(void **state)
{
	struct office o = towns(3, (int[]){5, 9, 4});
	const size_t *figure;
	size_t n;

	(void)state;
	cube_add(o.cube, cube_figure(node(&o, 0, 0), MEASURE_VISITS), 1);
	cube_add(o.cube, cube_figure(node(&o, 0, 0), MET), 1);
	n = cube_changes(o.cube, &figure);
	assert_true(cube_cells_hold(o.cube, 0));
	cube_add(o.cube, cube_figure(node(&o, 0, 1), MEASURE_VISITS), -1);
	assert_false(cube_cells_hold(o.cube, n));
	cube_back(o.cube, n);
	assert_true(cube_cells_hold(o.cube, 0));
	assert_int_equal(cube_changes(o.cube, &figure), n);
	assert_int_equal(cube_change(o.cube, cube_figure(node(&o, 0, 1),
	    MEASURE_VISITS)), 0);
	assert_false(holds(&o));
	close_office(&o);
}

static long
find(struct office *o, size_t figure, int amount, struct witness *w)
{
	const struct witness_wish wish = {.figure = figure, .amount = amount,
	    .seed = 1, .effort = 2000};

	return witness_find(o->cube, &wish, o->cost, WITNESS_NEVER, w);
}

static void
a_witness_takes_from_the_cheapest_cell_what_it_gives(void **state)
{
	struct office o = towns(4, (int[]){5, 9, 1, 9});
	struct witness w = {NULL, 0, 0};
	size_t target = cube_figure(node(&o, 0, 2), MEASURE_VISITS);
	long cost;

	(void)state;
	for (int m = 0; m < MEASURES; m++) {
		o.cost[cube_figure(node(&o, 0, 2), m)] = 0;
		o.cost[cube_figure(node(&o, 0, 3), m)] = 10;
		o.cost[cube_figure(node(&o, 1, 0), m)] = WITNESS_NEVER;
	}
	cost = find(&o, target, 2, &w);
	assert_true(cost > 0 && cost <= 40);
	assert_int_equal(witness_amount(&w, target), 2);
	assert_int_equal(witness_amount(&w, cube_figure(node(&o, 0, 3),
	    MEASURE_VISITS)), -2);
	for (size_t i = 0; i < w.n; i++)
		cube_add(o.cube, w.change[i].figure, w.change[i].amount);
	assert_true(holds(&o));
	witness_free(&w);
	close_office(&o);
}

static void
no_witness_where_all_the_rest_is_known(void **state)
{
	struct office o = towns(3, (int[]){5, 9, 1});
	size_t target = cube_figure(node(&o, 0, 2), MEASURE_VISITS);
	struct witness w = {NULL, 0, 0};
	const size_t *figure;

	(void)state;
	for (size_t i = 0; i < cube_figures(o.cube); i++)
		o.cost[i] = i / MEASURES == target / MEASURES ? 0 :
		    WITNESS_NEVER;
	assert_int_equal(find(&o, target, 2, &w), WITNESS_NEVER);
	assert_int_equal(cube_changes(o.cube, &figure), 0);
	witness_free(&w);
	close_office(&o);
}

static void
a_witness_may_need_several_cells(void **state)
{
	struct office o = towns(4, (int[]){6, 6, 1, 6});
	struct witness w = {NULL, 0, 0};
	size_t target = cube_figure(node(&o, 0, 2), MEASURE_VISITS);
	long long less = 0;

	(void)state;
	for (int m = 0; m < MEASURES; m++)
		o.cost[cube_figure(node(&o, 1, 0), m)] = WITNESS_NEVER;
	assert_true(find(&o, target, 8, &w) < WITNESS_NEVER);
	for (int i = 0; i < 4; i++)
		less += i == 2 ? 0 : witness_amount(&w,
		    cube_figure(node(&o, 0, i), MEASURE_VISITS));
	assert_int_equal(less, -8);
	witness_free(&w);
	close_office(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_is_found_however_far_apart_the_values_are),
		cmocka_unit_test(a_total_is_the_sum_of_its_cells),
		cmocka_unit_test(a_line_is_the_cells_that_differ_along_one_axis),
		cmocka_unit_test(changes_that_are_taken_back_never_were),
		cmocka_unit_test(
		    inside_a_cell_parts_add_up_and_are_no_more_than_the_whole),
		cmocka_unit_test(no_figure_is_below_zero_and_no_row_is_empty),
		cmocka_unit_test(many_cells_are_as_few),
		cmocka_unit_test(
		    persons_of_months_overlap_but_are_no_more_than_together),
		cmocka_unit_test(a_worker_with_two_funders_is_part_of_neither),
		cmocka_unit_test(
		    a_witness_takes_from_the_cheapest_cell_what_it_gives),
		cmocka_unit_test(no_witness_where_all_the_rest_is_known),
		cmocka_unit_test(a_witness_may_need_several_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
