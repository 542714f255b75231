/* purposes.h -- what letters are about: a few texts, each in very many rows.
 *
 * While rows wait to be stored a purpose is a number of the run's own, or
 * stays a text if there are more of them than anybody has. */
#ifndef LIB_IMPORT_PURPOSES_H
#define LIB_IMPORT_PURPOSES_H

#include <stdint.h>

#include "lib/import/stagedrow.h"
#include "lib/io/db.h"

struct purposes;

struct purposes *purposes_open(void);
void purposes_close(struct purposes *);

/* Writes the number for the text, if it is one that is remembered. */
void purposes_shorten(struct purposes *, struct value *);

/* The text of such a value; "" if there is none. */
const char *purposes_text(const struct purposes *, const struct value *);

/* Its id in the database, where it is stored if it is new. */
struct value purposes_id(struct purposes *, struct db *,
    const struct value *);

#endif
