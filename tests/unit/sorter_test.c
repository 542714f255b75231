/* The sorter against a stable sort of the same rows, in memory and not; and
 * what is packed comes out again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/io/pack.h"
#include "lib/io/sorter.h"

struct item { uint64_t key; int place; };

static int
by_key(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->key != y->key)
		return x->key > y->key ? 1 : -1;
	return x->place > y->place ? 1 : -1;
}

static uint64_t
wide(void)
{
	return (uint64_t)rand() << 40 ^ (uint64_t)rand() << 20 ^
	    (uint64_t)rand();
}

/* Rows carry their place, and more bytes the later they came. */
static void
check(int n, size_t memory, uint64_t (*key)(void))
{
	struct sorter *s = sorter_open(memory, "/tmp/x");
	struct item *item = malloc((size_t)n * sizeof *item);
	struct sorted out;

	assert_non_null(item);
	for (int i = 0; i < n; i++) {
		char row[300];
		size_t len = (size_t)snprintf(row, sizeof row, "%d", i) + 1;

		item[i] = (struct item){key(), i};
		memset(row + len, 'x', 250);
		sorter_add(s, item[i].key, row, len + (size_t)i % 200);
	}
	qsort(item, (size_t)n, sizeof *item, by_key);
	for (int i = 0; i < n; i++) {
		assert_true(sorter_next(s, &out));
		assert_int_equal(out.key, item[i].key);
		assert_int_equal(atoi(out.bytes), item[i].place);
		assert_int_equal(out.len, strlen(out.bytes) + 1 +
		    (size_t)item[i].place % 200);
	}
	assert_false(sorter_next(s, &out));
	assert_false(sorter_next(s, &out));
	sorter_close(s);
	free(item);
}

static uint64_t
few(void)
{
	return (uint64_t)(rand() % 7);
}

static uint64_t rising_now;

static uint64_t
rising(void)
{
	return rising_now += (uint64_t)(rand() % 3);
}

static void
against_qsort(void **state)
{
	(void)state;
	srand(3);
	for (int n = 0; n < 130; n += 13) {
		check(n, 1 << 20, wide);
		check(n, 1 << 20, few);
		check(n, 300, wide);
	}
	check(20000, 100 << 20, wide);
	check(20000, 100 << 10, wide);
	check(20000, 100 << 10, few);
	check(20000, 10 << 10, rising);
	check(20000, 100 << 20, rising);
}

static uint64_t
backwards(void *arg, uint64_t key)
{
	(void)arg;
	return 1000 - key;
}

static int resolved;

static void
before(void *arg)
{
	(void)arg;
	resolved++;
}

static void
keys_that_change_their_meaning(void **state)
{
	struct sorter *s = sorter_open(1000, "/tmp/x");
	struct sorted out;

	(void)state;
	sorter_rank(s, before, backwards, NULL);
	for (uint64_t i = 0; i < 900; i++)
		sorter_add(s, i, "x", 1);
	assert_true(resolved > 0);
	for (uint64_t i = 0; i < 900; i++) {
		assert_true(sorter_next(s, &out));
		assert_int_equal(out.key, 101 + i);
	}
	sorter_close(s);
}

static void
large_rows(void **state)
{
	static char big[3 << 20];
	struct sorter *s = sorter_open(4 << 20, "/tmp/x");
	struct sorted out;

	(void)state;
	for (int i = 9; i >= 0; i--) {
		memset(big, 'a' + i, sizeof big);
		sorter_add(s, (uint64_t)i, big, sizeof big - (size_t)i);
	}
	for (int i = 0; i < 10; i++) {
		assert_true(sorter_next(s, &out));
		assert_int_equal(out.len, sizeof big - (size_t)i);
		assert_int_equal(out.bytes[out.len - 1], 'a' + i);
	}
	sorter_close(s);
}

static void
packed_values_come_back(void **state)
{
	struct pack p = {0};
	const char *at;
	int64_t v[1000];
	double r[1000], real;

	(void)state;
	srand(5);
	for (int i = 0; i < 1000; i++) {
		v[i] = (int64_t)(wide() << 8) >> (rand() % 64);
		pack_uint(&p, (uint64_t)v[i]);
		r[i] = (double)v[i] / 3;
		pack_real(&p, r[i]);
		pack_text(&p, "text", (size_t)(i % 5));
	}
	at = p.bytes;
	for (int i = 0; i < 1000; i++) {
		assert_true(pack_take_uint(&at) == (uint64_t)v[i]);
		real = pack_take_real(&at);
		assert_memory_equal(&real, &r[i], sizeof real);
		assert_int_equal(strlen(pack_take_text(&at)), i % 5);
	}
	assert_ptr_equal(at, p.bytes + p.n);
	free(p.bytes);
}

static void
words_come_back(void **state)
{
	static const int64_t edge[] = {0, 1, -1, 127, -128, INT64_MIN, INT64_MAX};
	char bytes[PACK_WORD];

	(void)state;
	srand(6);
	for (int i = 0; i < 10000; i++) {
		int64_t v = i < 7 ? edge[i] :
		    (int64_t)(wide() << 8) >> (rand() % 64);
		uint64_t word = pack_zigzag(v);
		unsigned width = pack_width(word);

		assert_in_range(width, 1, PACK_WORD);
		pack_put_word(bytes, word);
		memset(bytes + width, 0xA5, PACK_WORD - width);
		assert_true(pack_unzigzag(pack_get_word(bytes, width)) == v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_qsort),
		cmocka_unit_test(keys_that_change_their_meaning),
		cmocka_unit_test(large_rows),
		cmocka_unit_test(packed_values_come_back),
		cmocka_unit_test(words_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
