/* unread.h -- headings that no column is made of, though one seems to be meant.
 *
 * Most headings of an export are nobody's business.  But "Telefon (privat)" or
 * "Telefonnumer", where nothing else is a telephone, is not left out without a
 * word, nor is what may say which rows do not count (map.h: ask).  None of it is
 * guessed; a map that names the heading ends the matter. */
#ifndef LIB_IO_UNREAD_H
#define LIB_IO_UNREAD_H

#include "lib/io/binding.h"

/* Says so, before the first row is read; each column once. */
void unread_say(struct table *, const struct map *,
    const struct schema_table *, const struct binding *);

#endif
