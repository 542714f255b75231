/* residue.h -- is anything left of texts that should be gone?
 *
 *	struct residue *r = residue_new();
 *	residue_add(r, text);            each text that is deleted
 *	residue_in_file(r, path);        are they in the file's bytes?
 *	residue_living(r, bytes, n);     each record that stays: a text that is
 *	...                              in it, too, proves nothing
 *	n = residue_left(r);             so many others are in the file
 *	residue_free(r);
 *
 * Texts of fewer than six bytes are left out: they are anywhere by chance.  Of
 * one of 64 and more any piece of 64 counts, since pages part a long record. */
#ifndef LIB_IO_RESIDUE_H
#define LIB_IO_RESIDUE_H

#include <stddef.h>

struct residue;

enum { RESIDUE_SHORTEST = 6 };

struct residue *residue_new(void);
void residue_free(struct residue *);

void residue_add(struct residue *, const char *text);

/* After the last residue_add(), in any order. */
void residue_living(struct residue *, const void *bytes, size_t n);
size_t residue_in_file(struct residue *, const char *path);  /* residue_left() */

/* How many texts there are; how many of them are in the file, and in no record
 * that stays. */
size_t residue_texts(const struct residue *);
size_t residue_left(const struct residue *);

#endif
