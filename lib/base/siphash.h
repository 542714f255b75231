/* siphash.h -- a hash of bytes that nobody can foresee without the key:
 * SipHash-2-4 (Aumasson and Bernstein, 2012). */
#ifndef LIB_BASE_SIPHASH_H
#define LIB_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct siphash_key {
	uint64_t k0, k1;
};

uint64_t siphash_of(const struct siphash_key *, const void *, size_t len);

#endif
