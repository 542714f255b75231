/* document.h -- an output that is no table: a page, a calendar.
 *
 *	struct document *d = document_open(common.out.file);
 *	document_text(d, "BEGIN:VCALENDAR\r\n");
 *	return document_finish(d, EXIT_DONE);
 *
 * It is kept in memory until it is finished, and makes the promises of out.h:
 * whole or not at all; a program that fails before prints nothing; what could
 * not be written completely is no success; SIGPIPE ends the program quietly. */
#ifndef LIB_RENDER_DOCUMENT_H
#define LIB_RENDER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

struct document;

/* NULL: stdout.  The path is not copied.  Ends the program if the file cannot
 * be made. */
struct document *document_open(const char *path);

void document_bytes(struct document *, const char *, size_t);
void document_text(struct document *, const char *);
void document_printf(struct document *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes everything; returns `status`, or EXIT_NONE if not all of it could be
 * written.  With a status other than EXIT_DONE and EXIT_SOME no file is put in
 * place. */
int document_finish(struct document *, int status);

/* The same for several files, none of which is put in place before all are
 * written. */
int document_finish_all(struct document **, size_t n, int status);

#endif
