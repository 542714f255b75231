#include "lib/base/dayparts.h"

#include <string.h>

#include "lib/base/date.h"
#include "lib/base/tags.h"

char *
dayparts_format(unsigned bits, char buf[static DAYPARTS_SIZE])
{
	char *p = buf;

	for (int i = 0; i < 14; i++) {
		if (!(bits & 1u << i))
			continue;
		if (p > buf)
			*p++ = ',';
		memcpy(p, date_weekday_name[i / 2], 3);
		memcpy(p + 3, i % 2 ? "-pm" : "-am", 3);
		p += 6;
	}
	*p = '\0';
	return buf;
}

static int
one(const char *s, size_t n)
{
	if (n != 6 || s[3] != '-' || s[5] != 'm' ||
	    (s[4] != 'a' && s[4] != 'p'))
		return -1;
	for (int d = 0; d < 7; d++)
		if (memcmp(s, date_weekday_name[d], 3) == 0)
			return d * 2 + (s[4] == 'p');
	return -1;
}

bool
dayparts_parse(const char *list, unsigned *bits)
{
	const char *tag;
	size_t n;

	*bits = 0;
	while ((n = tags_next(&list, &tag)) > 0) {
		int bit = one(tag, n);

		if (bit < 0)
			return false;
		*bits |= 1u << bit;
	}
	return true;
}
