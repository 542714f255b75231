/* num.h -- numbers as people and spreadsheets write them, without a locale. */
#ifndef LIB_BASE_NUM_H
#define LIB_BASE_NUM_H

#include <stdbool.h>

/* A whole number, digits with an optional sign in front, nothing around it;
 * false: not a number, or more than 18 digits. */
bool num_int(const char *, long long *);

/* A decimal with a point or a comma, no exponent; false: not a number. */
bool num_real(const char *, double *);

/* A number that a spreadsheet has mangled: digits, optional decimals, E, a
 * sign, digits ("2,98725E+13"; but "654E000020" is not one). */
bool num_is_scientific(const char *);

#endif
