/* noclobber.h -- which files a run reads and which it writes: none may be both.
 *
 * A slip of the shell ("-o cases.tsv cases.tsv", "-o $DOORSTEP_DB") must not
 * cost a file.  table.h and db.h claim what they read, outfile.h what it
 * writes, in any order; a conflict is a usage error. */
#ifndef LIB_IO_NOCLOBBER_H
#define LIB_IO_NOCLOBBER_H

/* The path is copied; "-" is stdin. */
void noclobber_input(const char *path);

/* The path is copied; "-" is stdout.  Claiming the same option's value (the same pointer)
 * again does nothing: said early, a mistake is found before there is work to
 * lose. */
void noclobber_output(const char *path);

/* The directory part of a path, "." if it has none; the caller frees it. */
char *noclobber_directory(const char *path);

/* The real name of a file that need not be there yet: links are followed.  The
 * caller frees it. */
char *noclobber_name(const char *path);

#endif
