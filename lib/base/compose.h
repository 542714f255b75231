/* compose.h -- letters with their marks in one character.
 *
 * "ü" may come as one character or as a u and a mark above it: the same to
 * everybody who reads it, but other bytes.  Systems of one maker, and texts
 * copied out of printed pages, have the latter.  Of the Latin letters that
 * have one mark at most, the shorter way is the usual one (Unicode's NFC). */
#ifndef LIB_BASE_COMPOSE_H
#define LIB_BASE_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>

/* Can there be a mark in these bytes? */
bool compose_may(const char *s, size_t n);

/* Composes what can be in n bytes of UTF-8, in place; returns how many are
 * left. */
size_t compose(char *s, size_t n);

#endif
