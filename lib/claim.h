/* claim.h -- which files a run reads and which it writes: none may be both.
 *
 * A slip of the shell ("-o cases.tsv cases.tsv", "-o $DOORSTEP_DB") must not
 * cost a file.  table.h and db.h claim what they read, target.h what it
 * writes, in any order; a conflict is a usage error. */
#ifndef LIB_CLAIM_H
#define LIB_CLAIM_H

/* The path is copied; "-" is stdin. */
void claim_input(const char *path);

/* The path is copied.  Claiming the same option's value (the same pointer)
 * again does nothing: said early, a mistake is found before there is work to
 * lose. */
void claim_output(const char *path);

/* The directory part of a path, "." if it has none; the caller frees it. */
char *claim_directory(const char *path);

/* The real name of a file that need not be there yet: links are followed.  The
 * caller frees it. */
char *claim_name(const char *path);

#endif
