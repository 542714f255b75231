#include "lib/base/json.h"

#include <string.h>

#include "lib/base/utf8.h"

static char *
put_number(char *p, unsigned c)
{
	static const char hex[] = "0123456789abcdef";

	*p++ = '\\';
	*p++ = 'u';
	for (int shift = 12; shift >= 0; shift -= 4)
		*p++ = hex[c >> shift & 15];
	return p;
}

/* Of three bytes at most, as all has that does not show itself. */
static unsigned
code_point(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	switch (n) {
	case 1: return u[0];
	case 2: return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
	default: return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 |
	    (u[2] & 0x3Fu);
	}
}

/* U+2028 or U+2029: line breaks in a script, and nowhere else. */
static bool
is_separator(const char *s, size_t n)
{
	return n == 3 && (memcmp(s, "\xe2\x80\xa8", 3) == 0 ||
	    memcmp(s, "\xe2\x80\xa9", 3) == 0);
}

/* The letter behind the backslash of what has one of its own; 0: none. */
static char
short_name(char c)
{
	switch (c) {
	case '\t': return 't';
	case '\n': return 'n';
	case '\r': return 'r';
	case '"': case '\\': return c;
	default: return '\0';
	}
}

/* One character of n bytes. */
static char *
put_character(char *p, const char *s, size_t n)
{
	char name = short_name(*s);

	if (name != '\0') {
		*p++ = '\\';
		*p++ = name;
		return p;
	}
	if (utf8_shown(s, n) == 0 || is_separator(s, n))
		return put_number(p, code_point(s, n));
	memcpy(p, s, n);
	return p + n;
}

static bool
is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

static size_t
escape(char *buf, const char *s, bool in_page)
{
	const char *end = s + strlen(s);
	char *p = buf;

	while (s < end) {
		size_t n = utf8_sequence(s, (size_t)(end - s));

		if (in_page && (*s == '<' || *s == '>' || *s == '&'))
			p = put_number(p, (unsigned char)*s);
		else if (is_plain(*s))
			*p++ = *s;
		else
			p = put_character(p, s, n > 0 ? n : 1);
		s += n > 0 ? n : 1;
	}
	return (size_t)(p - buf);
}

size_t
json_escape(char *buf, const char *s)
{
	return escape(buf, s, false);
}

size_t
json_escape_in_page(char *buf, const char *s)
{
	return escape(buf, s, true);
}

static size_t
digits(const char *s)
{
	return strspn(s, "0123456789");
}

size_t
json_digits(const char *s)
{
	size_t whole, decimals = 0;

	s += *s == '-';
	whole = digits(s);
	if (whole > 1 && *s == '0')
		return 0;
	s += whole;
	if (*s == '.') {
		decimals = digits(s + 1);
		if (decimals == 0)
			return 0;
		s += 1 + decimals;
	}
	return whole > 0 && *s == '\0' ? whole + decimals : 0;
}
