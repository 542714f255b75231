/* longdate.h -- days as people write them in letters: "Montag, 30. November
 * 2026".
 *
 * share/print/dates.tsv has the names of days and months of each language, and
 * how it puts them: in `long` and `short` %A is the day's name, %B the
 * month's, %e and %d the day (%d of two digits), %m the month in two digits,
 * %Y the year.  In `names` stand what the language is called, and its other
 * codes. */
#ifndef LIB_RENDER_LONGDATE_H
#define LIB_RENDER_LONGDATE_H

#include <stdbool.h>

#include "lib/base/date.h"

enum { LONGDATE_SIZE = 200 };
enum longdate_form { LONGDATE_LONG, LONGDATE_SHORT, LONGDATE_WEEKDAY };

struct longdate;

/* A bad row ends the program. */
struct longdate *longdate_read(const char *path);
void longdate_free(struct longdate *);

/* The code of a language by one of its names ("Türkisch", "Turkish"); NULL:
 * nothing is known of it. */
const char *longdate_language(const struct longdate *, const char *name);

/* false: nothing is known of that language. */
bool longdate_format(const struct longdate *, const char *language,
    enum longdate_form, date, char buf[static LONGDATE_SIZE]);

#endif
