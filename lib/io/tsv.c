#include "lib/io/tsv.h"

#include <string.h>

#include "lib/base/utf8.h"

enum { CHARACTER = 4 };  /* bytes of one in UTF-8, at most */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the \xHH at s stands for, -1: it is none. */
static int
hex_byte(const char *s)
{
	int high, low;

	if (s[0] != '\\' || s[1] != 'x' || (high = hex(s[2])) < 0 ||
	    (low = hex(s[3])) < 0)
		return -1;
	return high * 16 + low;
}

/* What the escape at s (a backslash) stands for, -1: nothing; *len is how
 * long it is. */
static int
meaning(const char *s, size_t *len)
{
	int byte;

	*len = 2;
	switch (s[1]) {
	case 't': return '\t';
	case 'n': return '\n';
	case 'r': return '\r';
	case '\\': return '\\';
	}
	*len = 4;
	byte = hex_byte(s);
	return byte < 0x80 ? byte : -1;
}

/* The character beyond ASCII that the \xHH at s make together; returns its
 * bytes, 0: they make none. */
static size_t
character(char to[CHARACTER], const char *s)
{
	size_t n = 0;

	for (int byte; n < CHARACTER && (byte = hex_byte(s)) >= 0x80; s += 4)
		to[n++] = (char)byte;
	return utf8_sequence(to, n);
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
		char bytes[CHARACTER];
		size_t len, n;
		int c = *s == '\\' ? meaning(s, &len) : -1;

		if (c > 0) {
			*out++ = (char)c;
			s += len;
		} else if (*s == '\\' && (n = character(bytes, s)) > 0) {
			memcpy(out, bytes, n);
			out += n;
			s += 4 * n;
		} else {
			fine = fine && c != 0;
			*out++ = *s++;
		}
	}
	*out = '\0';
	return fine;
}

static char *
put_escape(char *p, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

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
	return p;
}

static bool
stands_for_itself(char c)
{
	return c >= ' ' && c < 0x7f && c != '\\';
}

size_t
tsv_escape(char *buf, const char *s)
{
	char *p = buf;

	while (*s != '\0') {
		unsigned char c = (unsigned char)*s;
		size_t n;

		if (stands_for_itself(*s)) {
			*p++ = *s++;
			continue;
		}
		n = c < 0x80 ? 0 : utf8_shown(s, strnlen(s, CHARACTER));
		if (n > 0) {
			memcpy(p, s, n);
			p += n;
			s += n;
		} else {
			p = put_escape(p, c);
			s++;
		}
	}
	return (size_t)(p - buf);
}
