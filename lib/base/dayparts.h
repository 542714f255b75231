/* dayparts.h -- "mon-am,thu-pm" and the bits weekday * 2 + pm. */
#ifndef LIB_BASE_DAYPARTS_H
#define LIB_BASE_DAYPARTS_H

#include <stdbool.h>

enum { DAYPARTS_SIZE = 14 * 7 + 1 };

/* By weekday, am before pm; returns buf. */
char *dayparts_format(unsigned bits, char buf[static DAYPARTS_SIZE]);

/* false: not a list of dayparts. */
bool dayparts_parse(const char *, unsigned *bits);

#endif
