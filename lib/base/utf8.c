#include "lib/base/utf8.h"

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

/* C1, and what changes the direction of the characters around it: U+061C,
 * U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069. */
static bool
hidden(const unsigned char *s, size_t len)
{
	unsigned char last = s[len - 1];

	switch (s[0]) {
	case 0xC2: return last < 0xA0;
	case 0xD8: return last == 0x9C;
	case 0xE2: break;
	default: return false;
	}
	if (s[1] == 0x80)
		return last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE);
	return s[1] == 0x81 && last >= 0xA6 && last <= 0xA9;
}

size_t
utf8_shown(const char *s, size_t n)
{
	size_t len = utf8_sequence(s, n);

	if (len == 1)
		return *s >= ' ' && *s != 0x7F;
	return len > 0 && hidden((const unsigned char *)s, len) ? 0 : len;
}

/* Any of eight bytes? */
static bool
beyond_ascii(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return (word & UINT64_C(0x8080808080808080)) != 0;
}

/* How many bytes are ASCII before the first that is not. */
static size_t
ascii_ahead(const char *s, size_t n)
{
	size_t i = 0;

	while (n - i >= sizeof(uint64_t) && !beyond_ascii(s + i))
		i += sizeof(uint64_t);
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
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
	for (size_t i = ascii_ahead(s, n); i < n; i += ascii_ahead(s + i, n - i)) {
		size_t len = utf8_sequence(s + i, n - i);

		if (len == 0)
			return false;
		i += len;
	}
	return true;
}

/*
 * White space, and what cannot be seen.
 */

enum class { VISIBLE, WHITE, INVISIBLE };

static unsigned
code_point(const unsigned char *s, size_t len)
{
	switch (len) {
	case 1: return s[0];
	case 2: return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	case 3: return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 |
	    (s[2] & 0x3Fu);
	default: return 0x10000;  /* none of these is of interest here */
	}
}

static enum class
class_of_ascii(unsigned char c)
{
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return WHITE;
	return c < ' ' || c == 0x7F ? INVISIBLE : VISIBLE;
}

static enum class
class_of(unsigned c)
{
	static const struct { unsigned first, last; enum class class; } list[] = {
		{0x80, 0x84, INVISIBLE},      /* C1 controls */
		{0x85, 0x85, WHITE},
		{0x86, 0x9F, INVISIBLE},
		{0xA0, 0xA0, WHITE},          /* no-break space */
		{0xAD, 0xAD, INVISIBLE},      /* soft hyphen */
		{0x034F, 0x034F, INVISIBLE},  /* grapheme joiner */
		{0x061C, 0x061C, INVISIBLE},  /* bidi */
		{0x1680, 0x1680, WHITE},
		{0x180E, 0x180E, INVISIBLE},
		{0x2000, 0x200A, WHITE},
		{0x200B, 0x200F, INVISIBLE},  /* zero width, bidi */
		{0x2028, 0x2029, WHITE},      /* line and paragraph */
		{0x202A, 0x202E, INVISIBLE},  /* bidi */
		{0x202F, 0x202F, WHITE},
		{0x205F, 0x205F, WHITE},
		{0x2060, 0x206F, INVISIBLE},  /* word joiner, bidi */
		{0x3000, 0x3000, WHITE},
		{0xFEFF, 0xFEFF, INVISIBLE},  /* byte order mark */
	};

	if (c < 0x80)
		return class_of_ascii((unsigned char)c);
	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
		if (c <= list[i].last)
			return c >= list[i].first ? list[i].class : VISIBLE;
	return VISIBLE;
}

/* Of the character at s; *len is how long it is. */
static enum class
look_at(const char *s, const char *end, size_t *len)
{
	*len = utf8_sequence(s, (size_t)(end - s));
	if (*len == 0) {
		*len = 1;
		return VISIBLE;
	}
	return class_of(code_point((const unsigned char *)s, *len));
}

static const char *
previous(const char *s, const char *end)
{
	const char *p = end - 1;

	while (p > s && end - p < 4 && tail((unsigned char)*p))
		p--;
	return p;
}

/* By the bytes with which such characters begin. */
bool
utf8_may_be_blank(const char *s, size_t n)
{
	static const unsigned char first[] = {0xC2, 0xCD, 0xD8, 0xE1, 0xE2,
	    0xE3, 0xEF};

	for (size_t i = 0; i < sizeof first; i++)
		if (memchr(s, first[i], n) != NULL)
			return true;
	return false;
}

/* ASCII that one sees. */
static bool
printed(char c)
{
	return (unsigned char)(c - '!') < 0x7F - '!';
}

char *
utf8_trim(char *s, char *end)
{
	size_t len;

	if (s < end && printed(*s) && printed(end[-1])) {
		*end = '\0';
		return s;
	}

	while (s < end && look_at(s, end, &len) != VISIBLE)
		s += len;
	while (end > s) {
		char *last = (char *)previous(s, end);

		if (look_at(last, end, &len) == VISIBLE ||
		    last + len != end)
			break;
		end = last;
	}
	*end = '\0';
	return s;
}

bool
utf8_plain(const char *s)
{
	if (*s == ' ')
		return false;
	for (; *s != '\0'; s++)
		if (!printed(*s) && (*s != ' ' ||
		    s[1] == ' ' || s[1] == '\0'))
			return false;
	return true;
}

size_t
utf8_squash(char *out, const char *s)
{
	const char *end = s + strlen(s);
	bool space = false;
	size_t n = 0, len;

	for (; s < end; s += len) {
		enum class class = look_at(s, end, &len);

		if (class == WHITE)
			space = n > 0;
		if (class != VISIBLE)
			continue;
		if (space)
			out[n++] = ' ';
		space = false;
		memmove(out + n, s, len);
		n += len;
	}
	out[n] = '\0';
	return n;
}

/*
 * Capital and small letters.
 */

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
	size_t n = 0, len = utf8_squash(out, s);

	for (size_t i = 0; i < len; i++) {
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[n++] = (char)(out[i] + 'a' - 'A');
		else if (n > 0 && (unsigned char)out[n - 1] == 0xC3)
			out[n++] = german(out[i]);
		else if (strncmp(out + i, "\xE1\xBA\x9E", 3) == 0) {
			memcpy(out + n, "\xC3\x9F", 2);  /* the capital of it */
			n += 2;
			i += 2;
		} else {
			out[n++] = out[i];
		}
	}
	out[n] = '\0';
	return n;
}
