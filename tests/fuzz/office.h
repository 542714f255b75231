/* office.h -- a small office, for targets that need a database or lists:
 * "office" has something in every table, a plan and outcomes; "early" is what
 * it was before these; "people", "plan", "sheet" and "raw" are lists of it. */
#ifndef TESTS_FUZZ_OFFICE_H
#define TESTS_FUZZ_OFFICE_H

#include <stddef.h>

#define OFFICE_TODAY "--as-of=2026-03-03"

void office_make(void);

/* A copy of a file under another name. */
void office_copy(const char *from, const char *to);

#endif
