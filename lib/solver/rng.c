#include "lib/solver/rng.h"

static uint64_t
splitmix(uint64_t *x)
{
	uint64_t z = *x += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

void
rng_seed(struct rng *g, uint64_t seed, uint64_t stream)
{
	uint64_t x = seed;

	x = splitmix(&x) ^ stream * 0xd1342543de82ef95u;
	for (int k = 0; k < 4; k++)
		g->s[k] = splitmix(&x);
}

/* ln y for 1/2 <= y < 1 as 2 artanh((y - 1) / (y + 1)); the argument is at
 * most a third, so that twenty terms are more than a double can hold. */
static double
log_near_one(double y)
{
	double z = (y - 1) / (y + 1), power = z, sum = 0;

	for (int k = 1; k < 40; k += 2) {
		sum += power / k;
		power *= z * z;
	}
	return 2 * sum;
}

double
rng_ln(double y)
{
	const double ln2 = -log_near_one(0.5);
	int halvings = 0;

	for (; y < 0.5; y *= 2)
		halvings++;
	for (; y >= 1; y /= 2)
		halvings--;
	return log_near_one(y) - halvings * ln2;
}

void
rng_log_table(double minus_log[RNG_LOG])
{
	for (int k = 0; k < RNG_LOG; k++)
		minus_log[k] = -rng_ln((k + 0.5) / RNG_LOG);
}

double
rng_exp(double x)
{
	double term = 1, sum = 1;
	int doublings = 0;

	while (x > 0.5 || x < -0.5) {
		x /= 2;
		doublings++;
	}
	for (int k = 1; k < 16; k++) {
		term *= x / k;
		sum += term;
	}
	while (doublings-- > 0)
		sum *= sum;
	return sum;
}
