/* fielddate.h -- dates and times as other systems and people write them. */
#ifndef LIB_IO_FIELDDATE_H
#define LIB_IO_FIELDDATE_H

#include <stdbool.h>

#include "lib/base/date.h"

/* How dates with / or - are written. */
enum field_order { ORDER_NONE, ORDER_DMY, ORDER_YMD, ORDER_MDY };

/* The reason if a date is none in its order, but one in the other of dmy and
 * mdy: very likely the whole column is not written as the map says. */
extern const char fielddate_other_order[];

/* YYYY-MM-DD, dd.mm.yyyy, yyyymmdd, and with / or - in the order that is named;
 * behind it nothing but a time.  NULL, or what is wrong.  What has no digit
 * but 0 is DATE_NONE, an empty date. */
const char *fielddate_day(const char *, enum field_order, date *);

/* Only YYYY-MM-DD and dd.mm.yyyy, and fast; DATE_NONE: anything else. */
date fielddate_usual(const char *);

/* Is this how other systems write that there is no date?  1970-01-01 is one
 * among them only where nobody was born. */
bool fielddate_placeholder(date, bool birth);

/* The time that stands behind a date, in seconds; CLOCK_NONE: none does. */
int fielddate_time_behind(const char *);

/* 08:30, 8:30:00, 8.30, 08:30 Uhr, 8 Uhr, 9:00 AM; CLOCK_NONE: not a time.  24:00 is
 * one only as the end of a day. */
int fielddate_time(const char *, bool end);

#endif
