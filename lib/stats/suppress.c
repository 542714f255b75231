#include "lib/stats/suppress.h"

bool
suppress_few(long persons, long n)
{
	return persons > 0 && persons < n;
}

/* Persons behind at least one of the parts. */
static long
persons(const struct suppress_sum *s, unsigned parts)
{
	long sum = 0;

	for (unsigned set = 1; set < 1U << s->n; set++)
		if (set & parts)
			sum += s->who[set];
	return sum;
}

/* The printed sum less the printed parts is what the hidden ones add up to.
 * Zeros are hidden last, so as long as none is hidden the reader knows that
 * each hidden part is at least 1: if they add up to their number, each is 1.
 */
static bool
ambiguous(const struct suppress_sum *s, unsigned hidden)
{
	long long sum = 0;
	int n = 0;

	for (int i = 0; i < s->n; i++) {
		if (!(hidden >> i & 1))
			continue;
		if (s->value[i] == 0 && !(s->unprinted >> i & 1))
			return true;
		sum += s->value[i];
		n += s->value[i] > 0;
	}
	return sum > n;
}

/* The parts to hide next; none: all are hidden.  Zeros go together: which of
 * them was taken first would tell the reader which of the others are not. */
static unsigned
smallest(const struct suppress_sum *s, unsigned hidden)
{
	unsigned zeros = 0;
	int best = -1;

	for (int i = 0; i < s->n; i++) {
		if (hidden >> i & 1)
			continue;
		if (s->value[i] == 0)
			zeros |= 1U << i;
		else if (best < 0 || s->value[i] < s->value[best])
			best = i;
	}
	return best >= 0 ? 1U << best : zeros;
}

/* Hides more until what is hidden stands for n persons and cannot be worked
 * out; false: all parts are hidden, and it still can. */
static bool
cover(const struct suppress_sum *s, unsigned *hidden, long n)
{
	while (persons(s, *hidden) < n || !ambiguous(s, *hidden)) {
		unsigned next = smallest(s, *hidden);

		if (next == 0)
			return false;
		*hidden |= next;
	}
	return true;
}

struct suppressed
suppress_parts(const struct suppress_sum *s, long n)
{
	struct suppressed r = {0, suppress_few(persons(s, ~0U), n)};
	unsigned few = 0, hidden;

	for (int i = 0; i < s->n; i++)
		if (suppress_few(persons(s, 1U << i), n))
			few |= 1U << i;
	hidden = few | s->unprinted;
	if (few != 0 && !r.sum)
		r.sum = !cover(s, &hidden, n);
	r.parts = hidden & ~s->unprinted;
	return r;
}
