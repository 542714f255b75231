/* rng.h -- the solver's own random numbers: the same on every machine.
 *
 * xoshiro256++ of Blackman and Vigna ("Scrambled linear pseudorandom number
 * generators", 2021), filled by their splitmix64.  No libm: logarithms come
 * from a table that is made with + - * / only. */
#ifndef LIB_SOLVER_RNG_H
#define LIB_SOLVER_RNG_H

#include <stdint.h>

struct rng {
	uint64_t s[4];
};

/* Different (seed, stream) give unrelated sequences. */
void rng_seed(struct rng *, uint64_t seed, uint64_t stream);

static inline uint64_t
rng_next(struct rng *g)
{
	uint64_t *s = g->s, t = s[1] << 17, sum = s[0] + s[3];
	uint64_t out = (sum << 23 | sum >> 41) + s[0];

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = s[3] << 45 | s[3] >> 19;
	return out;
}

/* 0 <= x < n */
static inline int
rng_below(struct rng *g, int n)
{
	return (int)((rng_next(g) >> 32) * (uint64_t)n >> 32);
}

/* True once in n times. */
static inline int
rng_once_in(struct rng *g, int n)
{
	return rng_below(g, n) == 0;
}

/* 0 <= x < 1 */
static inline double
rng_unit(struct rng *g)
{
	return (double)(rng_next(g) >> 11) * 0x1p-53;
}

enum { RNG_LOG = 1024 };

/* minus_log[k] = -ln((k + 1/2) / RNG_LOG): a random entry is an exponential
 * variate, which is what an annealing needs to accept by. */
void rng_log_table(double minus_log[RNG_LOG]);

/* Natural logarithm of y > 0, and exp(x), from + - * / only. */
double rng_ln(double y);
double rng_exp(double x);

#endif
