#include "lib/base/json.h"

#include <string.h>

/* The bytes that are escaped by their number. */
static bool
is_risky(unsigned char c)
{
	return c < ' ' || c == 0x7f || c == '<' || c == '>' || c == '&';
}

/* U+2028 or U+2029: line breaks in a script, and nowhere else. */
static bool
is_separator(const char *s)
{
	return strncmp(s, "\xe2\x80\xa8", 3) == 0 ||
	    strncmp(s, "\xe2\x80\xa9", 3) == 0;
}

static char *
number(char *p, const char *digits)
{
	memcpy(p, "\\u", 2);
	memcpy(p + 2, digits, 4);
	return p + 6;
}

static char *
byte(char *p, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	const char digits[4] = {'0', '0', hex[c >> 4], hex[c & 15]};

	return number(p, digits);
}

size_t
json_escape(char *buf, const char *s)
{
	char *p = buf;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '\n') {
			memcpy(p, "\\n", 2);
			p += 2;
		} else if (is_risky(c)) {
			p = byte(p, c);
		} else if (is_separator(s)) {
			p = number(p, s[2] == '\xa8' ? "2028" : "2029");
			s += 2;
		} else {
			if (c == '"' || c == '\\')
				*p++ = '\\';
			*p++ = (char)c;
		}
	}
	return (size_t)(p - buf);
}

static const char *
digits(const char *s)
{
	while (*s >= '0' && *s <= '9')
		s++;
	return s;
}

bool
json_is_number(const char *s)
{
	const char *whole = *s == '-' ? s + 1 : s, *end = digits(whole);

	if (end == whole || (*whole == '0' && end > whole + 1))
		return false;
	if (*end == '.') {
		const char *decimals = end + 1;

		end = digits(decimals);
		if (end == decimals)
			return false;
	}
	return *end == '\0';
}
