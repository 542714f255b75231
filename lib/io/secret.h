/* secret.h -- the key of the hash that chooses what a report hides. */
#ifndef LIB_IO_SECRET_H
#define LIB_IO_SECRET_H

#include "lib/base/siphash.h"
#include "lib/io/db.h"

/* The database's own, made at random together with it. */
struct siphash_key secret_of_db(struct db *);

/* Made of the bytes of a file, line ends apart.  Ends the program if it cannot
 * be read or is empty. */
struct siphash_key secret_of_file(const char *path);

#endif
