/* secret.h -- the key of the hash that chooses what a report hides, and what a
 * database is called by those who must tell it from another one. */
#ifndef LIB_IO_SECRET_H
#define LIB_IO_SECRET_H

#include "lib/base/siphash.h"
#include "lib/io/db.h"

/* The database's own, made at random together with it. */
struct siphash_key secret_of_db(struct db *);

/* Made of the bytes of a file, line ends apart.  Ends the program if it cannot
 * be read or is empty. */
struct siphash_key secret_of_file(const char *path);

/* A name that no other database has, but for copies of this one; it tells
 * nothing of the secret. */
enum { SECRET_NAME = 17 };
void secret_name(struct db *, char name[static SECRET_NAME]);

#endif
