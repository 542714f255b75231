/* upper -- more than this no plan of a TOPTW file can collect:
 *
 *	upper FILE VEHICLES KNOWN
 *
 * Each visit gets a price.  A plan is worth no more than all prices, and for
 * each vehicle the best route at these prices (Lagrangian relaxation of "nobody
 * twice"; Fisher 1981).  That route may visit somebody again, but not with only
 * one visit between, so that dynamic programming over time finds it.  Prices are
 * changed for some hundred rounds to make the sum small, as if KNOWN were the
 * best; what is printed holds whatever they are.
 *
 * Times are tenths of the file's, distances cut to one decimal, as in toptw.awk. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300, ROUNDS = 400, PATIENCE = 10, HORIZON = 40000 };

static int n, close_of[MOST], open_of[MOST], stay[MOST], leg[MOST][MOST];
static double x[MOST], y[MOST], profit[MOST], price[MOST];

/* A partial route that leaves `node` at some time. */
struct leaving {
	double worth;
	int node, from, before, next;
};

static struct leaving *label;
static int n_labels, cap, at_time[HORIZON];

/* What is known of routes that leave a node, up to now: the best, and the best
 * of those that came from elsewhere. */
static struct leaving best[MOST][2];

static void
read_file(const char *name)
{
	FILE *file = fopen(name, "r");
	char line[1000];

	for (int i = 0; file != NULL && fgets(line, sizeof line, file); i++) {
		double field[64], windows[2];
		int k = 0, used;

		for (char *s = line; k < 64 &&
		    sscanf(s, "%lf%n", &field[k], &used) == 1; s += used)
			k++;
		if (i < 2 || k < 7 || n == MOST)
			continue;
		windows[0] = field[k - 2];
		windows[1] = field[k - 1];
		x[n] = field[1];
		y[n] = field[2];
		stay[n] = (int)(10 * field[3] + 0.5);
		profit[n] = floor(field[4] + 0.5);
		open_of[n] = (int)(10 * windows[0] + 0.5);
		close_of[n++] = (int)(10 * windows[1] + 0.5);
	}
	if (file == NULL || n < 2 || close_of[0] >= HORIZON) {
		fprintf(stderr, "upper: %s: not a file of this kind\n", name);
		exit(2);
	}
	fclose(file);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			leg[i][j] = (int)(sqrt((x[i] - x[j]) * (x[i] - x[j]) +
			    (y[i] - y[j]) * (y[i] - y[j])) * 10 + 1e-9);
}

/* Is there nothing that is as early, worth as much, and may go wherever this
 * may go? */
static int
is_needed(const struct leaving *l)
{
	const struct leaving *b = best[l->node];

	return l->worth > b[0].worth ||
	    (l->from != b[0].from && l->worth > b[1].worth);
}

static void
keep(const struct leaving *l)
{
	struct leaving *b = best[l->node];

	if (l->worth > b[0].worth) {
		if (l->from != b[0].from)
			b[1] = b[0];
		b[0] = *l;
	} else {
		b[1] = *l;
	}
}

static int
add(const struct leaving *l)
{
	if (n_labels == cap) {
		cap = cap ? 2 * cap : 100000;
		label = realloc(label, (size_t)cap * sizeof *label);
		if (label == NULL)
			abort();
	}
	label[n_labels] = *l;
	return n_labels++;
}

/* All visits that can follow, with home in reach. */
static void
extend(int i, int t)
{
	for (int j = 1; j < n; j++) {
		const struct leaving *l = &label[i];
		struct leaving next = {l->worth + profit[j] - price[j], j,
		    l->node, i, -1};
		int start = t + leg[l->node][j];

		if (j == l->node || j == l->from || start > close_of[j] ||
		    price[j] >= profit[j])
			continue;
		start = (start < open_of[j] ? open_of[j] : start) + stay[j];
		if (start + leg[j][0] > close_of[0] || !is_needed(&next))
			continue;
		next.next = at_time[start];
		at_time[start] = add(&next);
	}
}

/* The label of the best route at these prices. */
static int
best_route(void)
{
	struct leaving home = {0, 0, 0, -1, -1};
	int found;

	n_labels = 0;
	memset(at_time, -1, sizeof at_time);
	for (int i = 0; i < n; i++)
		best[i][0] = best[i][1] = (struct leaving){-1, -1, -1, -1, -1};
	found = add(&home);
	extend(found, open_of[0]);
	for (int t = 0; t <= close_of[0]; t++)
		while (at_time[t] >= 0) {
			int i = at_time[t];

			at_time[t] = label[i].next;
			if (!is_needed(&label[i]))
				continue;
			keep(&label[i]);
			if (label[i].worth > label[found].worth)
				found = i;
			extend(i, t);
		}
	return found;
}

/* The bound at these prices, and how often each would be visited. */
static double
bound(int vehicles, int *visits)
{
	int i = best_route();
	double sum = vehicles * label[i].worth;

	memset(visits, 0, MOST * sizeof *visits);
	for (; label[i].before >= 0; i = label[i].before)
		visits[label[i].node] += vehicles;
	for (int k = 1; k < n; k++)
		sum += price[k];
	return sum;
}

static void
change_prices(const int *visits, double size)
{
	double norm = 0;

	for (int k = 1; k < n; k++)
		if (visits[k] > 1 || price[k] > 0)
			norm += (visits[k] - 1) * (visits[k] - 1);
	for (int k = 1; k < n && norm > 0; k++) {
		price[k] += size / norm * (visits[k] - 1);
		price[k] = price[k] > 0 ? price[k] : 0;
	}
}

int
main(int argc, char **argv)
{
	double least = HUGE_VAL, step = 1, saved[MOST];
	int vehicles, visits[MOST], worse = 0;

	if (argc != 4) {
		fputs("usage: upper FILE VEHICLES KNOWN\n", stderr);
		return 2;
	}
	vehicles = atoi(argv[2]);
	read_file(argv[1]);
	for (int i = 0; i < ROUNDS; i++) {
		double now = bound(vehicles, visits);

		if (now < least) {
			least = now;
			worse = 0;
			memcpy(saved, price, sizeof saved);
		} else if (++worse == PATIENCE) {
			step /= 2;
			worse = 0;
			memcpy(price, saved, sizeof saved);
			continue;
		}
		change_prices(visits, step * (now - atof(argv[3])));
	}
	printf("%.0f\n", floor(least + 1e-6));
	return 0;
}
