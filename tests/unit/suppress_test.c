/* Nobody who knows the rule and reads the table learns of one or two persons;
 * and no more is hidden than that takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/stats/suppress.h"

enum { P = SUPPRESS_PARTS };

/* One more person with so many in each part. */
static void
person(struct suppress_sum *s, const int visits[P])
{
	unsigned set = 0;

	for (int i = 0; i < s->n; i++) {
		s->value[i] += visits[i];
		if (visits[i] > 0)
			set |= 1U << i;
	}
	s->who[set]++;
}

static long
persons(const struct suppress_sum *s, unsigned parts)
{
	long n = 0;

	for (unsigned set = 1; set < 1U << s->n; set++)
		if (set & parts)
			n += s->who[set];
	return n;
}

static long long
total(const struct suppress_sum *s)
{
	long long sum = 0;

	for (int i = 0; i < s->n; i++)
		sum += s->value[i];
	return sum;
}

/* What the reader sees: "10: 4 * 0 *". */
static void
print(const struct suppress_sum *s, long n, char *buf, size_t size)
{
	struct suppressed h = suppress_parts(s, n);
	size_t at;

	if (h.sum)
		at = (size_t)snprintf(buf, size, "*:");
	else
		at = (size_t)snprintf(buf, size, "%lld:", total(s));
	for (int i = 0; i < s->n; i++)
		if (s->unprinted >> i & 1)
			continue;
		else if (h.parts >> i & 1)
			at += (size_t)snprintf(buf + at, size - at, " *");
		else
			at += (size_t)snprintf(buf + at, size - at, " %lld",
			    s->value[i]);
}

static void
expect(const struct suppress_sum *s, const char *want)
{
	char buf[128];

	print(s, 3, buf, sizeof buf);
	assert_string_equal(buf, want);
}

static void
few_persons_are_hidden(void **state)
{
	(void)state;
	assert_false(suppress_few(0, 3));
	assert_true(suppress_few(1, 3));
	assert_true(suppress_few(2, 3));
	assert_false(suppress_few(3, 3));
	assert_false(suppress_few(1, 1));
	assert_false(suppress_few(1, 0));
}

static void
a_single_hidden_part_takes_the_next_smallest_with_it(void **state)
{
	struct suppress_sum s = {.n = 4};

	(void)state;
	person(&s, (int[P]){1, 0, 4});
	for (int i = 0; i < 3; i++)
		person(&s, (int[P]){0, 3, 4});
	expect(&s, "26: * * 16 0");
}

/* The two of aborted are also the two of met: not enough, whatever the sum. */
static void
the_hidden_ones_stand_for_enough_different_persons(void **state)
{
	struct suppress_sum s = {.n = 3};

	(void)state;
	person(&s, (int[P]){1, 1, 1});
	person(&s, (int[P]){3, 1, 1});
	person(&s, (int[P]){0, 2, 0});
	expect(&s, "10: * * *");

	s = (struct suppress_sum){.n = 3};
	person(&s, (int[P]){1, 3, 0});
	person(&s, (int[P]){1, 3, 0});
	person(&s, (int[P]){0, 4, 1});
	expect(&s, "13: * 10 *");
}

static void
three_ones_beside_their_sum_take_the_zeros_with_them(void **state)
{
	struct suppress_sum s = {.n = 5};

	(void)state;
	person(&s, (int[P]){1});
	person(&s, (int[P]){0, 1});
	person(&s, (int[P]){0, 0, 0, 0, 1});
	expect(&s, "3: * * * * *");
	s.n = 3;
	s.who[16] = 0;
	person(&s, (int[P]){0, 0, 1});
	expect(&s, "*: * * *");  /* no zero to hide: the sum */
}

static void
a_sum_of_few_is_hidden_and_its_zeros_are_not(void **state)
{
	struct suppress_sum s = {.n = 3};

	(void)state;
	person(&s, (int[P]){5, 0, 2});
	person(&s, (int[P]){5, 0, 0});
	expect(&s, "*: * 0 *");
}

static void
what_remains_of_a_sum_is_a_part_too(void **state)
{
	struct suppress_sum s = {.n = 2, .unprinted = 2};

	(void)state;
	for (int i = 0; i < 4; i++)
		person(&s, (int[P]){1, 0});
	expect(&s, "4: 4");
	person(&s, (int[P]){0, 1});
	expect(&s, "5: *");
	person(&s, (int[P]){0, 1});
	person(&s, (int[P]){0, 1});
	expect(&s, "7: 4");
}

/* A world: what really is in a cell, and what is printed of it. */
struct world {
	char shown[48];
	int value[P];
	bool few[P];
};

struct worlds {
	struct suppress_sum s;  /* the persons chosen so far */
	long n;                 /* hides fewer than n */
	struct world *world;
	size_t count, cap;
};

static void
add_world(struct worlds *w)
{
	struct world *x;

	w->world = mem_grow(w->world, w->count + 1, &w->cap, sizeof *x);
	x = &w->world[w->count++];
	print(&w->s, w->n, x->shown, sizeof x->shown);
	for (int i = 0; i < w->s.n; i++) {
		x->value[i] = (int)w->s.value[i];
		x->few[i] = suppress_few(persons(&w->s, 1U << i), w->n);
	}
}

static int
compare(const int a[P], const int b[P])
{
	for (int i = 0; i < P; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

static void add_persons(struct worlds *, const int least[P], int left);

/* Every person from part i on, with at most `left` in all. */
static void
add_person(struct worlds *w, const int least[P], int visits[P], int i, int left)
{
	struct suppress_sum before = w->s;

	for (; i < w->s.n && left > 0; i++) {
		visits[i]++;
		add_person(w, least, visits, i, left - 1);
		if (compare(visits, least) >= 0) {
			person(&w->s, visits);
			add_world(w);
			add_persons(w, visits, left - 1);
			w->s = before;
		}
		visits[i]--;
	}
}

/* Everybody who may come after `least`, so that each set of persons comes
 * once. */
static void
add_persons(struct worlds *w, const int least[P], int left)
{
	int visits[P] = {0};

	add_person(w, least, visits, 0, left);
}

static int
by_shown(const void *a, const void *b)
{
	return strcmp(((const struct world *)a)->shown,
	    ((const struct world *)b)->shown);
}

/* Do all these worlds, which look the same, agree on a part of few? */
static bool
told(const struct world *w, size_t n, int part)
{
	for (size_t i = 0; i < n; i++)
		if (!w[i].few[part] || w[i].value[part] != w[0].value[part])
			return false;
	return true;
}

/* Every cell that adds up to `most` or less: whatever is printed, there are
 * two that look the same and differ in each part behind which few stand.
 * The reader may know everything but the persons. */
static void
attack(int parts, unsigned unprinted, int most, long n)
{
	struct worlds w = {.s = {.n = parts, .unprinted = unprinted}, .n = n};
	size_t same;

	add_persons(&w, (int[P]){0}, most);
	qsort(w.world, w.count, sizeof *w.world, by_shown);
	for (size_t i = 0; i < w.count; i += same) {
		for (same = 1; i + same < w.count &&
		    by_shown(&w.world[i], &w.world[i + same]) == 0; same++)
			;
		/* A hidden sum may be larger than the worlds made here. */
		for (int k = 0; k < parts && w.world[i].shown[0] != '*'; k++)
			if (told(&w.world[i], same, k))
				fail_msg("part %d is %d: %s", k,
				    w.world[i].value[k], w.world[i].shown);
	}
	free(w.world);
}

static void
nothing_can_be_worked_out(void **state)
{
	(void)state;
	attack(2, 0, 9, 3);
	attack(3, 0, 7, 2);
	attack(3, 0, 7, 3);
	attack(3, 0, 7, 4);
	attack(4, 0, 6, 3);
	attack(5, 0, 5, 3);
	attack(6, 0, 5, 2);
	attack(6, 0, 5, 3);
	attack(2, 2, 9, 2);
	attack(2, 2, 9, 3);
	attack(2, 2, 9, 4);
	attack(3, 2, 6, 3);
}

/* Without the last part that was hidden for the others' sake, the others
 * would stand for too few, or each of them would be 1. */
static bool
needed(const struct suppress_sum *s, unsigned hidden, long n)
{
	unsigned few = 0, rest;
	long long sum = 0;
	int last = -1, count = 0;

	for (int i = 0; i < s->n; i++)
		if (suppress_few(persons(s, 1U << i), n))
			few |= 1U << i;
	for (int i = 0; i < s->n; i++)
		if ((hidden & ~few) >> i & 1 && s->value[i] > 0 &&
		    (last < 0 || s->value[i] >= s->value[last]))
			last = i;
	if (last < 0)
		return true;
	rest = hidden & ~(1U << last);
	for (int i = 0; i < s->n; i++)
		if (rest >> i & 1) {
			sum += s->value[i];
			count += s->value[i] > 0;
		}
	return persons(s, rest) < n || sum == count;
}

static unsigned long seed = 1;

static int
random_below(int n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (int)((seed >> 33) % (unsigned long)n);
}

static void
nothing_is_hidden_without_need(void **state)
{
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct suppress_sum s = {.n = 2 + random_below(P - 1)};
		int crowd = 1 + random_below(12);
		struct suppressed h;

		for (int i = 0; i < crowd; i++) {
			int visits[P] = {0};

			for (int k = 1 + random_below(4); k > 0; k--)
				visits[random_below(s.n)]++;
			person(&s, visits);
		}
		h = suppress_parts(&s, 3);
		assert_true(needed(&s, h.parts, 3));
		assert_true(!h.sum || crowd < 3 || total(&s) == s.n);
		assert_int_equal(suppress_parts(&s, 0).parts, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_persons_are_hidden),
		cmocka_unit_test(
		    a_single_hidden_part_takes_the_next_smallest_with_it),
		cmocka_unit_test(
		    the_hidden_ones_stand_for_enough_different_persons),
		cmocka_unit_test(
		    three_ones_beside_their_sum_take_the_zeros_with_them),
		cmocka_unit_test(a_sum_of_few_is_hidden_and_its_zeros_are_not),
		cmocka_unit_test(what_remains_of_a_sum_is_a_part_too),
		cmocka_unit_test(nothing_can_be_worked_out),
		cmocka_unit_test(nothing_is_hidden_without_need),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
