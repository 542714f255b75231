/* fouryears.h -- days that a spreadsheet has moved by four years.
 *
 * A workbook may count its days from 1904 on, and all others count from 1900.
 * What is copied from one to the other comes out 1462 days too early, as a day
 * like any other: four years, and the next day of the week.  Appointments of
 * Monday to Friday are on Tuesday to Saturday then, and nobody has one on a
 * Monday. */
#ifndef LIB_IMPORT_FOURYEARS_H
#define LIB_IMPORT_FOURYEARS_H

#include <stdbool.h>

#include "lib/base/date.h"

/* The days of one column; begins as zeros. */
struct fouryears {
	long n, mondays, saturdays;
	date newest;
};

void fouryears_add(struct fouryears *, date);

/* Have all of them been moved, most likely? */
bool fouryears_moved(const struct fouryears *, date today);

#endif
