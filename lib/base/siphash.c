#include "lib/base/siphash.h"

struct state {
	uint64_t v0, v1, v2, v3;
};

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void
mix(struct state *s, int rounds)
{
	while (rounds-- > 0) {
		s->v0 += s->v1;
		s->v1 = rotate(s->v1, 13) ^ s->v0;
		s->v0 = rotate(s->v0, 32);
		s->v2 += s->v3;
		s->v3 = rotate(s->v3, 16) ^ s->v2;
		s->v0 += s->v3;
		s->v3 = rotate(s->v3, 21) ^ s->v0;
		s->v2 += s->v1;
		s->v1 = rotate(s->v1, 17) ^ s->v2;
		s->v2 = rotate(s->v2, 32);
	}
}

static void
absorb(struct state *s, uint64_t word)
{
	s->v3 ^= word;
	mix(s, 2);
	s->v0 ^= word;
}

/* Little-endian; the last word has the length in its highest byte. */
uint64_t
siphash_of(const struct siphash_key *key, const void *data, size_t len)
{
	const unsigned char *p = data;
	struct state s = {
		key->k0 ^ 0x736f6d6570736575U, key->k1 ^ 0x646f72616e646f6dU,
		key->k0 ^ 0x6c7967656e657261U, key->k1 ^ 0x7465646279746573U
	};
	uint64_t word = 0;

	for (size_t i = 0; i < len; i++) {
		word |= (uint64_t)p[i] << i % 8 * 8;
		if (i % 8 == 7) {
			absorb(&s, word);
			word = 0;
		}
	}
	absorb(&s, word | (uint64_t)len << 56);
	s.v2 ^= 0xff;
	mix(&s, 4);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
