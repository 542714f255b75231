/* textfile.h -- a file of ours as one text: a template, a page. */
#ifndef LIB_RENDER_TEXTFILE_H
#define LIB_RENDER_TEXTFILE_H

#include <stddef.h>

/* The caller frees it; a NUL stands behind its *n bytes.  Ends the program if
 * the file cannot be read or is not UTF-8 without NUL. */
char *textfile_read(const char *path, size_t *n);

#endif
