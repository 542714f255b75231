#include "lib/io/decode.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"

const char *const decode_usual[] = {"UTF-8", "windows-1252", "ISO-8859-15",
	"UTF-16LE", "MACINTOSH", "CP850", NULL};

/* 0x80 to 0x9F; the rest of windows-1252 is Latin 1.  0: undefined. */
static const unsigned short high[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static char *
put_bad(char *p, bool *bad)
{
	*bad = true;
	memcpy(p, "\xEF\xBF\xBD", 3);
	return p + 3;
}

/* Below U+10000: all that windows-1252 has. */
static char *
put(char *p, unsigned c)
{
	if (c >= 0x800) {
		*p++ = (char)(0xE0 | c >> 12);
		*p++ = (char)(0x80 | (c >> 6 & 0x3F));
	} else {
		*p++ = (char)(0xC0 | c >> 6);
	}
	*p++ = (char)(0x80 | (c & 0x3F));
	return p;
}

static bool
is_plain(char c)
{
	return (unsigned char)(c - 1) < 0x7F;
}

/* Copies bytes that are ASCII and not NUL up to the first that is not, and
 * returns how many; eight at a time: taking one from each byte sets the top bit
 * of a zero (and of one behind it, maybe, which only ends the words too early). */
static size_t
copy_plain(char *to, const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;
	size_t i = 0;

	for (; n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s + i, sizeof word);
		if (((word | (word - ones)) & ones << 7) != 0)
			break;
		memcpy(to + i, &word, sizeof word);
	}
	for (; i < n && is_plain(s[i]); i++)
		to[i] = s[i];
	return i;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Of a word. */
static bool
is_inside(const char *in, size_t i, size_t n)
{
	return i > 0 && is_letter(in[i - 1]) && i + 1 < n && is_letter(in[i + 1]);
}

/* The umlauts of MACINTOSH are letters of windows-1252, two of CP850 its
 * quotation marks, but inside of words. */
static void
count(struct decode_count *k, const char *in, size_t i, size_t n)
{
	switch ((unsigned char)in[i]) {
	case 0xC4: case 0xD6: case 0xDC: case 0xE4: case 0xF6: case 0xFC:
	case 0xDF:
		k->german++;
		break;
	case 0x81: case 0x8D: case 0x8F: case 0x90: case 0x9D:
	case 0x83: case 0x8A: case 0x8C: case 0x8E: case 0x9A: case 0x9C:
	case 0x9E: case 0x9F:
		k->foreign++;
		break;
	case 0x84: case 0x94: case 0x99:
		k->foreign += is_inside(in, i, n);
		break;
	case 0xA0: case 0xAD:
		k->blank = true;
		break;
	case 0xD0: case 0xDE: case 0xF0: case 0xFE:
		k->odd = k->thorn = true;
		break;
	case 0xC3:
		k->odd = true;
		break;
	default:
		k->odd |= (unsigned char)in[i] < 0xC0 ||
		    (i > 0 && (unsigned char)in[i - 1] >= 0xC0);
		break;
	}
}

/* Of UTF-8: what an umlaut becomes that is encoded a second time begins like
 * this and is followed by what no word has behind it. */
static bool
is_twice(const char *s, const char *end)
{
	return end - s > 2 && memcmp(s, "\xC3\x83", 2) == 0 &&
	    (unsigned char)s[2] >= 0x80;
}

/* Does the character before this one belong to a word?  Letters beyond ASCII
 * begin like those of the alphabets of Europe. */
static bool
letter_before(const char *s, const char *p)
{
	if (p == s)
		return false;
	return is_letter(p[-1]) || ((unsigned char)p[-1] < 0xC0 &&
	    p - s > 1 && (unsigned char)p[-2] >= 0xC3 &&
	    (unsigned char)p[-2] < 0xD5);
}

static bool
letter_at(const char *p, const char *end)
{
	return p < end && (is_letter(*p) ||
	    ((unsigned char)*p >= 0xC3 && (unsigned char)*p < 0xD5));
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* U+0080 to U+00BF but guillemets, the acute that stands for an apostrophe, the
 * dot and the hyphen that are in words: which of them, by their second byte. */
static bool
is_latin_sign(unsigned char c)
{
	return c != 0xA0 && c != 0xAB && c != 0xAD && c != 0xB4 && c != 0xB7 &&
	    c != 0xBB;
}

/* £ ¥ ¦ ¬ ¯: capital letters of windows-1250 and ISO-8859-2. */
static bool
is_capital_elsewhere(unsigned char c)
{
	return c == 0xA3 || c == 0xA5 || c == 0xA6 || c == 0xAC || c == 0xAF;
}

/* What no word has inside, or begins with.  `p` is the first of its bytes. */
static bool
is_sign(const char *s, const char *p, const char *end)
{
	unsigned char first = (unsigned char)p[0], second;
	size_t len = first == 0xE2 ? 3 : 2;

	if ((size_t)(end - p) <= len || !letter_at(p + len, end))
		return false;
	second = (unsigned char)p[1];
	if (first == 0xE2)  /* from daggers on, but bullets, dots and primes */
		return letter_before(s, p) && (second > 0x81 || (second == 0x80 &&
		    ((unsigned char)p[2] == 0xA0 || (unsigned char)p[2] == 0xA1)));
	if (first == 0xC3)
		return (second == 0x97 || second == 0xB7) && letter_before(s, p);
	if (letter_before(s, p))
		return is_latin_sign(second);
	return is_capital_elsewhere(second) && end - p > 3 && is_small(p[2]) &&
	    is_small(p[3]);
}

/* Three letters of Latin 1 in a row: those of another alphabet, or two umlauts
 * that were encoded twice. */
static bool
is_alphabet(const char *p, const char *end)
{
	return end - p > 5 && p[2] == '\xC3' && p[4] == '\xC3';
}

static bool
has_sign(const char *s, const char *end)
{
	static const unsigned char first[] = {0xC2, 0xC3, 0xE2};

	for (size_t i = 0; i < sizeof first; i++)
		for (const char *p = s; (p = memchr(p, first[i],
		    (size_t)(end - p))) != NULL; p++)
			if (is_sign(s, p, end) || (first[i] == 0xC3 &&
			    is_alphabet(p, end)))
				return true;
	return false;
}

/* Does a word begin here: behind a separator, a blank, a quote? */
static bool
begins_word(const char *s, const char *p)
{
	return p == s || strchr(" \t;,|\"-(", p[-1]) != NULL;
}

/* A question mark with letters on both sides, umlauts included, or at the
 * beginning of a word; not the one of an address of the web, "?id=". */
static bool
is_lost(const char *s, const char *mark, const char *end)
{
	const char *p = mark + 1;

	if (p == end || !(is_letter(*p) || *p == '\xC3'))
		return false;
	if (begins_word(s, mark) ? !is_small(*p) : !(is_letter(mark[-1]) ||
	    (mark - s > 1 && mark[-2] == '\xC3')))
		return false;
	while (p < end && is_letter(*p))
		p++;
	return p == end || *p != '=';
}

/* As a page of the web writes a letter; not "Berg&Tal;". */
static bool
is_entity(const char *s, const char *end)
{
	static const char *const name[] = {"auml", "ouml", "uuml", "Auml",
		"Ouml", "Uuml", "szlig", "amp", "lt", "gt", "quot", "apos", "nbsp",
		"eacute", "egrave", "ccedil", "ndash", NULL};
	size_t n = 0;

	while (s + n < end && n < 8 && s[n] != ';')
		n++;
	if (s + n == end || n < 2 || s[n] != ';')
		return false;
	if (*s == '#')
		return strspn(s + 1, "0123456789") == n - 1 ||
		    (s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") == n - 2);
	for (size_t i = 0; name[i] != NULL; i++)
		if (strlen(name[i]) == n && memcmp(name[i], s, n) == 0)
			return true;
	return false;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
	    (c >= 'a' && c <= 'f');
}

static bool
are_hex(const char *p, const char *end)
{
	return end - p > 1 && is_hex(p[0]) && is_hex(p[1]);
}

/* =C3=BC and =FC of mails, %C3%BC and %FC of addresses. */
static bool
is_escaped(const char *s, const char *p, const char *end)
{
	static const char *const umlaut[] = {"E4", "F6", "FC", "C4", "D6", "DC",
	    "DF"};

	if (!are_hex(p + 1, end))
		return false;
	if (end - p > 5 && memcmp(p + 1, "C3", 2) == 0 && p[3] == *p &&
	    are_hex(p + 4, end))
		return true;
	for (size_t i = 0; i < sizeof umlaut / sizeof umlaut[0]; i++)
		if (memcmp(p + 1, umlaut[i], 2) == 0)
			return p > s && is_letter(p[-1]) && end - p > 3 &&
			    is_small(p[3]);
	return false;
}

/* \u00fc of programs, \'fc of word processors. */
static bool
is_backslashed(const char *p, const char *end)
{
	return (end - p > 5 && memcmp(p, "\\u00", 4) == 0 &&
	    are_hex(p + 4, end)) || (end - p > 3 && p[1] == '\'' &&
	    are_hex(p + 2, end));
}

/* _x000D_ of the files that spreadsheets save, <br> of pages of the web. */
static bool
is_line_break(const char *p, const char *end)
{
	if (*p == '<')
		return end - p > 3 && (p[1] | 0x20) == 'b' && (p[2] | 0x20) == 'r' &&
		    strchr(" />", p[3]) != NULL;
	return end - p > 6 && p[1] == 'x' && p[6] == '_' && are_hex(p + 2, end) &&
	    are_hex(p + 4, end);
}

static bool
is_spelled(const char *s, const char *p, const char *end)
{
	switch (*p) {
	case '<':
	case '_': return is_line_break(p, end);
	case '&': return is_entity(p + 1, end);
	case '\\': return is_backslashed(p, end);
	default: return is_escaped(s, p, end);
	}
}

static bool
has_spelled(const char *s, const char *end)
{
	static const char first[] = {'&', '=', '%', '\\', '<', '_'};

	for (size_t i = 0; i < sizeof first; i++)
		for (const char *p = s; (p = memchr(p, first[i],
		    (size_t)(end - p))) != NULL; p++)
			if (is_spelled(s, p, end))
				return true;
	return false;
}

void
decode_doubt(struct decode_count *k, const char *s, size_t n)
{
	const char *end = s + n, *p = s;
	bool twice = false, lost = false;

	while (!twice && (p = memchr(p, 0xC3, (size_t)(end - p))) != NULL)
		twice = is_twice(p++, end);
	for (p = s; !lost && (p = memchr(p, '?', (size_t)(end - p))) != NULL; p++)
		lost = is_lost(s, p, end);
	for (p = s; !lost && (p = memchr(p, 0xEF, (size_t)(end - p))) != NULL; p++)
		lost = end - p >= 3 && memcmp(p, "\xEF\xBF\xBD", 3) == 0;
	k->twice += twice;
	k->signs += !twice && (k->thorn || has_sign(s, end));
	k->lost += lost;
	k->spelled += has_spelled(s, end);
}

size_t
decode_1252(char *out, const char *in, size_t n, bool *bad,
    struct decode_count *seen)
{
	char *p = out;

	for (size_t i = 0; i < n; i++) {
		size_t run = copy_plain(p, in + i, n - i);
		unsigned c;

		p += run;
		i += run;
		if (i == n)
			break;
		c = (unsigned char)in[i];
		count(seen, in, i, n);
		if (c >= 0x80 && c < 0xA0)
			c = high[c - 0x80];
		p = c == 0 ? put_bad(p, bad) : put(p, c);
	}
	return (size_t)(p - out);
}

size_t
decode_utf8(char *out, const char *in, size_t n, bool *bad)
{
	char *p = out;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		len = in[i] == '\0' ? 0 : utf8_sequence(in + i, n - i);
		if (len > 0) {
			memcpy(p, in + i, len);
			p += len;
		} else {
			p = put_bad(p, bad);
			len = 1;
		}
	}
	return (size_t)(p - out);
}
