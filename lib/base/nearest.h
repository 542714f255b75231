/* nearest.h -- which known word did somebody mean?  For names in options and
 * for the headings of inputs.
 *
 * Words are compared without regard to case (ASCII), and "-", "_" and a blank
 * are the same. */
#ifndef LIB_BASE_NEAREST_H
#define LIB_BASE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/* Are the words a letter apart (one more, less, other, or two swapped), or an
 * ending of at most three?  Both have at least three letters.  "window" is
 * like "windows", "visit-by" like "visit_by", "case" like "case_id".  True of
 * equal words. */
bool nearest_like(const char *word, const char *known);

/* The index of the known word with the fewest letters to change, the first of
 * several; -1: none is near. */
int nearest_of(const char *word, const char *const known[], size_t n);

/* Ends the program:
 * "--state: unknown state plannd (planned?); known are: planned off". */
_Noreturn void nearest_die(const char *option, const char *kind,
    const char *word, const char *const known[], size_t n);

#endif
