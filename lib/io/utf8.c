#include "lib/io/utf8.h"

#include <stdint.h>
#include <string.h>

static bool
tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* The second byte is what forbids long forms, surrogates and numbers beyond
 * U+10FFFF. */
static bool
second(unsigned char first, unsigned char c)
{
	switch (first) {
	case 0xE0: return c >= 0xA0 && c <= 0xBF;
	case 0xED: return c >= 0x80 && c <= 0x9F;
	case 0xF0: return c >= 0x90 && c <= 0xBF;
	case 0xF4: return c >= 0x80 && c <= 0x8F;
	default: return tail(c);
	}
}

size_t
utf8_sequence(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len;

	if (n == 0)
		return 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (n < len || !second(s[0], s[1]))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!tail(s[i]))
			return 0;
	return len;
}

/* Any of eight bytes? */
static bool
beyond_ascii(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return (word & UINT64_C(0x8080808080808080)) != 0;
}

bool
utf8_beyond_ascii(const char *s, size_t n)
{
	for (; n >= sizeof(uint64_t); s += sizeof(uint64_t), n -= sizeof(uint64_t))
		if (beyond_ascii(s))
			return true;
	for (; n > 0; s++, n--)
		if ((unsigned char)*s >= 0x80)
			return true;
	return false;
}

bool
utf8_valid(const char *s, size_t n)
{
	while (n > 0) {
		size_t len;

		if ((unsigned char)*s < 0x80)
			len = n >= 8 && !beyond_ascii(s) ? 8 : 1;
		else if ((len = utf8_sequence(s, n)) == 0)
			return false;
		s += len;
		n -= len;
	}
	return true;
}

/* The second byte of the capital or small German letter whose first is 0xC3:
 * 0x84 0x96 0x9C are capitals, each 0x20 before its small letter. */
static char
german(char c)
{
	unsigned char u = (unsigned char)c;

	return u == 0x84 || u == 0x96 || u == 0x9C ? (char)(u + 0x20) : c;
}

size_t
utf8_fold(char *out, const char *s)
{
	size_t n = 0;

	s += strspn(s, " \t");
	for (; *s != '\0'; s++) {
		if (*s >= 'A' && *s <= 'Z')
			out[n++] = (char)(*s + 'a' - 'A');
		else if (n > 0 && (unsigned char)out[n - 1] == 0xC3)
			out[n++] = german(*s);
		else
			out[n++] = *s;
	}
	while (n > 0 && (out[n - 1] == ' ' || out[n - 1] == '\t'))
		n--;
	out[n] = '\0';
	return n;
}
