/* households.h -- a household of very many is a word for none.
 *
 * "ohne", "unbekannt" or 99999 would make one household of strangers, who are
 * visited together where only the centre of their postal code is known. */
#ifndef LIB_IMPORT_HOUSEHOLDS_H
#define LIB_IMPORT_HOUSEHOLDS_H

#include <stdbool.h>

struct households;

struct households *households_new(void);
void households_free(struct households *);  /* may be NULL */

/* Another case of the run has this household_id; is it the one with which there
 * are too many? */
bool households_add(struct households *, const char *household);

#endif
