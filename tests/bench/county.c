/* county -- an invented county's week of home visits, of any size.
 *
 *	county N SEED [WORKERS [DAYS]]      people.tsv and shifts.tsv, here
 *
 * The usual shape: a county of 40 by 30 km with 23 towns, the first ones
 * larger; two offices; working weeks of 08:00-16:30 with half an hour of
 * break around noon; visits of 45 minutes, 30 % of them with half a day's
 * window, 15 % that need a skill which a third of the workers have, an urgency
 * and a last day for each.  Same arguments, same bytes. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/date.h"

enum { TOWNS = 23 };

static uint64_t state;

static uint64_t
next(void)
{
	uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static double
uniform(void)
{
	return (double)(next() >> 11) / 9007199254740992.0;
}

/* The sum of twelve is normal enough. */
static double
normal(double mean, double deviation)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += uniform();
	return mean + deviation * sum;
}

static double
within(double v, double most)
{
	return v < 0 ? 0 : v > most ? most : v;
}

static double town[TOWNS][2], weight[TOWNS];

static void
found_towns(void)
{
	double total = 0;

	for (int i = 0; i < TOWNS; i++) {
		town[i][0] = 2 + 36 * uniform();
		town[i][1] = 2 + 26 * uniform();
		total += pow(i + 1, -0.8);
		weight[i] = total;
	}
	for (int i = 0; i < TOWNS; i++)
		weight[i] /= total;
}

static int
some_town(void)
{
	double r = uniform();
	int i = 0;

	while (i < TOWNS - 1 && weight[i] < r)
		i++;
	return i;
}

static void
put_place(FILE *f, double x, double y)
{
	fprintf(f, "\t%.6f\t%.6f", 49.75 + y / 111.195,
	    8.55 + x / (111.195 * 0.646));
}

static void
people(FILE *f, int n, const char day[][DATE_SIZE], int days)
{
	fputs("case_id\turgency\tvisit_by\tneeds\tvisit_minutes\twindows"
	    "\tlat\tlon\n", f);
	for (int i = 0; i < n; i++) {
		int at = some_town();
		double spread = uniform() < 0.75 ? 0.9 : 2.5;
		double part = uniform(), last = uniform();

		fprintf(f, "v%d\t%d\t%s\t%s\t45\t%s", i, 1 + (int)(next() % 100),
		    day[(int)(days * sqrt(last))],
		    uniform() < 0.15 ? "skill" : "",
		    part < 0.15 ? "08:00-12:00" : part < 0.3 ? "12:30-16:00" : "");
		put_place(f, within(normal(town[at][0], spread), 40),
		    within(normal(town[at][1], spread), 30));
		putc('\n', f);
	}
}

static void
shifts(FILE *f, int workers, const char day[][DATE_SIZE], int days)
{
	fputs("worker\tdate\tstart\tend\tbreak_minutes\tbreak_from\tbreak_to"
	    "\tskills\tlat\tlon\n", f);
	for (int d = 0; d < days; d++)
		for (int w = 0; w < workers; w++) {
			const double *office = town[w % 3 == 2];

			fprintf(f, "w%d\t%s\t08:00\t16:30\t30\t11:30\t13:30\t%s",
			    w, day[d], w % 3 == 1 ? "skill" : "");
			put_place(f, office[0], office[1]);
			putc('\n', f);
		}
}

int
main(int argc, char *argv[])
{
	int n = argc > 2 ? atoi(argv[1]) : 0;
	int workers = argc > 3 ? atoi(argv[3]) : 6;
	int days = argc > 4 ? atoi(argv[4]) : 5;
	char day[60][DATE_SIZE];
	date d = date_from(2026, 11, 23);
	FILE *to;

	if (n < 1 || workers < 1 || days < 1 || days > 60) {
		fputs("usage: county N SEED [WORKERS [DAYS]]\n", stderr);
		return 2;
	}
	state = (uint64_t)atoll(argv[2]) * 1000003 + (uint64_t)n;
	for (int i = 0; i < days; d++)
		if (date_weekday(d) < 5)
			date_format(d, day[i++]);
	found_towns();
	to = fopen("people.tsv", "w");
	if (to == NULL)
		return 2;
	people(to, n, (const char (*)[DATE_SIZE])day, days);
	if (fclose(to) != 0 || (to = fopen("shifts.tsv", "w")) == NULL)
		return 2;
	shifts(to, workers, (const char (*)[DATE_SIZE])day, days);
	return fclose(to) != 0;
}
