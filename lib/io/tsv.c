#include "lib/io/tsv.h"

#include <string.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the escape at s (a backslash) stands for, -1: nothing; *len is how
 * long it is. */
static int
meaning(const char *s, size_t *len)
{
	int high, low;

	*len = 2;
	switch (s[1]) {
	case 't': return '\t';
	case 'n': return '\n';
	case 'r': return '\r';
	case '\\': return '\\';
	case 'x': break;
	default: return -1;
	}
	*len = 4;
	if ((high = hex(s[2])) < 0 || high > 7 || (low = hex(s[3])) < 0)
		return -1;
	return high * 16 + low;
}

bool
tsv_unescape(char *s)
{
	bool fine = true;
	char *out;

	s = strchr(s, '\\');
	if (s == NULL)
		return true;
	for (out = s; *s != '\0';) {
		size_t len;
		int c = *s == '\\' ? meaning(s, &len) : -1;

		if (c > 0) {
			*out++ = (char)c;
			s += len;
		} else {
			fine = fine && c != 0;
			*out++ = *s++;
		}
	}
	*out = '\0';
	return fine;
}

size_t
tsv_escape(char *buf, const char *s)
{
	static const char hex[] = "0123456789abcdef";
	char *p = buf;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= ' ' && c != '\\' && c != 0x7f) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '\\';
		switch (c) {
		case '\t': *p++ = 't'; break;
		case '\n': *p++ = 'n'; break;
		case '\r': *p++ = 'r'; break;
		case '\\': *p++ = '\\'; break;
		default:
			*p++ = 'x';
			*p++ = hex[c >> 4];
			*p++ = hex[c & 15];
		}
	}
	return (size_t)(p - buf);
}
