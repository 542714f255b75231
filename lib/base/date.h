/* date.h -- a day is a number: days since 1970-01-01, proleptic Gregorian.
 *
 * "Six weeks later" is d + 42, "overdue" is a comparison.  Years 0001..9999.
 * No time zone anywhere: the one place that asks the clock is date_today(). */
#ifndef LIB_BASE_DATE_H
#define LIB_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

typedef int date;

#define DATE_NONE (-2147483647 - 1)  /* an empty field; before every day */
#define DATE_MAX 2932896             /* 9999-12-31 */
#define DATE_MIN (-719162)           /* 0001-01-01 */

enum { DATE_SIZE = 11 };             /* "YYYY-MM-DD" and NUL */

struct civil { int year, month, day; };  /* month and day from 1 */

date date_from(int year, int month, int day);  /* DATE_NONE: no such day */
struct civil date_civil(date);

/* Strictly YYYY-MM-DD, nothing before or behind; DATE_NONE: not a date. */
date date_parse(const char *);

/* The same, and what people type: today, tomorrow, yesterday, +N and -N (days
 * from `today`), mon ... sun (the first such day from `today` on). */
date date_relative(const char *, date today);

/* Writes "YYYY-MM-DD", or "" for DATE_NONE; returns buf. */
char *date_format(date, char buf[static DATE_SIZE]);

date date_today(void);           /* the local day, as the wall clock says */

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
int date_weekday(date);          /* MONDAY ... SUNDAY */
extern const char *const date_weekday_name[7];  /* "mon" ... "sun" */
date date_add_months(date, int); /* same day, cut to the month's end */
date date_month_end(date);
void date_iso_week(date, int *year, int *week);  /* ISO 8601 */

#endif
