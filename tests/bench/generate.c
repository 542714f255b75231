/* generate -- invented cases, letters and places of any size, as CSV.
 *
 *	generate cases N            N cases
 *	generate letters N M        M letters of N cases, case by case
 *	generate letters N M shuffled          the same rows in random order
 *	generate delta N M P        the same, one row in P changed, only those
 *
 * Same arguments, same bytes.  A letter's result and its reason depend on its
 * number alone, so that a delta is cheap to make. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"

enum { TOWNS = 23, WEEKS = 60 };

static uint64_t
mix(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* A customer number as offices write it: 123A456789. */
static void
put_case(char *buf, size_t size, uint64_t i)
{
	snprintf(buf, size, "%03" PRIu64 "%c%06" PRIu64, mix(i) % 1000,
	    (char)('A' + i / 1000000 % 26), i % 1000000);
}

static void
cases(uint64_t n)
{
	puts("case_id,household_id,surname,given_name,birth_date,sex,street,"
	    "postal_code,town,lat,lon,case_manager,status");
	for (uint64_t i = 0; i < n; i++) {
		uint64_t r = mix(i ^ 0xca5e);
		char id[40], born[DATE_SIZE];

		put_case(id, sizeof id, i);
		date_format((date)(-9000 + (int)(r % 18000)), born);
		printf("%s,43504//%07" PRIu64 ",Name%" PRIu64 ",Vorname%" PRIu64
		    ",%s,%c,Am Bahnhof %" PRIu64 ",64%03" PRIu64 ",Ort%" PRIu64
		    ",49.%06" PRIu64 ",8.%06" PRIu64 ",FM%02" PRIu64 ",%s\n",
		    id, i * 2 / 3, r % 997, r % 89, born, "fmx"[r % 50 / 24],
		    r % 120, r % TOWNS + 300, r % TOWNS, r % 200000 + 750000,
		    mix(r) % 400000 + 550000, r % 60,
		    r % 10 == 0 ? "closed" : "active");
	}
}

/* Most letters are answered; a tenth of the people never answer. */
static const char *
result(uint64_t of, uint64_t i, date due, date newest)
{
	uint64_t r = mix(i ^ 0x1e77e5) % 100;

	if (due > newest - 14)
		return "open";
	if (mix(of ^ 0x511e) % 10 == 0)
		return r < 80 ? "missed" : "returned";
	return r < 70 ? "attended" : r < 82 ? "missed" : r < 95 ? "excused" :
	    "cancelled";
}

static void
letter(uint64_t i, uint64_t per_case, bool changed)
{
	uint64_t of = i / per_case, r = mix(i);
	date newest = date_from(2026, 11, 20);
	date due = newest + 30 - (date)((per_case - 1 - i % per_case) *
	    (uint64_t)(WEEKS * 7 / per_case) + r % 28);
	char id[40], due_on[DATE_SIZE], sent_on[DATE_SIZE];

	put_case(id, sizeof id, of);
	date_format(due, due_on);
	date_format(due - 10 - (date)(r % 5), sent_on);
	printf("%s,%s,%02d:%02d,Gespräch über Ihre berufliche Lage %" PRIu64
	    ",%" PRIu64 ",%s,%s,%s\n", id, due_on, (int)(8 + r % 8),
	    (int)(r % 4 * 15), r % 40, UINT64_C(5000000) + i, sent_on,
	    changed ? "excused" : result(of, i, due, newest),
	    changed ? "Bescheinigung liegt vor" : "");
}

/* A permutation of 0..m-1: a Feistel network, walked until inside. */
static uint64_t
shuffle(uint64_t i, uint64_t m)
{
	int half = 1;

	while (UINT64_C(1) << 2 * half < m)
		half++;
	do {
		uint64_t mask = (UINT64_C(1) << half) - 1;
		uint64_t left = i >> half, right = i & mask;

		for (uint64_t round = 0; round < 4; round++) {
			uint64_t next = left ^ (mix(right + round * 77) & mask);

			left = right;
			right = next;
		}
		i = left << half | right;
	} while (i >= m);
	return i;
}

static void
letters(uint64_t n, uint64_t m, bool shuffled, uint64_t one_in)
{
	uint64_t per_case = m / n > 0 ? m / n : 1;

	puts("case_id,due_on,due_time,purpose,letter_id,sent_on,result,reason");
	for (uint64_t i = 0; i < n * per_case; i++)
		if (one_in == 0)
			letter(shuffled ? shuffle(i, n * per_case) : i, per_case,
			    false);
		else if (i % one_in == 0)
			letter(i, per_case, true);
}

int
main(int argc, char *argv[])
{
	uint64_t n = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	uint64_t m = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;

	if (argc == 3 && strcmp(argv[1], "cases") == 0 && n > 0)
		cases(n);
	else if (argc >= 4 && strcmp(argv[1], "letters") == 0 && n > 0)
		letters(n, m, argc > 4, 0);
	else if (argc == 5 && strcmp(argv[1], "delta") == 0 && n > 0)
		letters(n, m, false, strtoull(argv[4], NULL, 10));
	else {
		fputs("usage: generate cases N | letters N M [shuffled] |"
		    " delta N M ONE_IN\n", stderr);
		return 2;
	}
	return fflush(stdout) != 0 || ferror(stdout);
}
