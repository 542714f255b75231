/* num.h -- numbers as people and spreadsheets write them, without a locale. */
#ifndef LIB_BASE_NUM_H
#define LIB_BASE_NUM_H

#include <stdbool.h>

/* A whole number, digits with an optional sign in front, nothing around it;
 * false: not a number, or more than 18 digits. */
bool num_int(const char *, long long *);

/* The same with decimals of zeros: "3,0".  Not with three zeros, which may be
 * thousands: "1.000". */
bool num_whole(const char *, long long *);

/* Digits and decimals of zeros only: what a spreadsheet makes of a key. */
bool num_is_decimal_whole(const char *);

/* A decimal with a point or a comma, no exponent; false: not a number. */
bool num_real(const char *, double *);

/* A number that a spreadsheet has mangled: digits, optional decimals, E, a
 * sign, digits ("2,98725E+13"; but "654E000020" is not one). */
bool num_is_scientific(const char *);

/* n / unit in tenths, rounded half up: 100 seconds are 17 tenths of a minute. */
long long num_tenths(long long n, long long unit);

#endif
