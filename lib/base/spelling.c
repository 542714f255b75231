#include "lib/base/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* The letter without its accents, from U+00C0 and from U+1E00 on.  S is ss,
 * T is th; what is no letter of the Latin alphabet is a dot. */
enum { LATIN = 0xC0, LATIN_END = 0x250, MORE = 0x1E00, MORE_END = 0x1F00 };

static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuyTSaaaaaaaceeeeiiiidnooooo.ouuuuyTy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "...............e..f.............oo.............uu..............."
    ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaaaaoo"
    "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
    "................";

static const char more[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy....S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

_Static_assert(sizeof latin == LATIN_END - LATIN + 1, "a letter each");
_Static_assert(sizeof more == MORE_END - MORE + 1, "a letter each");

/* The code point at *s, which moves behind it.  A byte that begins no
 * sequence is taken for itself: stored texts are UTF-8, and if one is not, it
 * has to match nothing, not to end anything. */
static unsigned
next_point(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int n = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC0 ? 1 : 0;
	unsigned c = n == 0 ? p[0] : p[0] & (0x3Fu >> n);

	for (int i = 1; i <= n; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			n = 0;
			c = p[0];
			break;
		}
		c = c << 6 | (p[i] & 0x3Fu);
	}
	*s += n + 1;
	return c;
}

static char
latin_letter(unsigned c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ?
		    (char)c : '.';
	if (c >= LATIN && c < LATIN_END)
		return latin[c - LATIN];
	if (c >= MORE && c < MORE_END)
		return more[c - MORE];
	return '.';
}

/* Does this character stand between letters without being one? */
static bool
is_silent(unsigned c)
{
	return c < LATIN || c == 0xD7 || c == 0xF7 ||
	    (c >= 0x2B0 && c < 0x370) || (c >= 0x2000 && c < 0x2070) ||
	    c == 0x3000 || c == 0xFEFF;
}

static bool
is_gap(unsigned c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '-' || c == 0xA0 ||
	    (c >= 0x2000 && c < 0x2016) || c == 0x202F || c == 0x3000;
}

/* Greek and Cyrillic small letters. */
static unsigned
small(unsigned c)
{
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40F)
		return c + 0x50;
	return c;
}

static size_t
put_point(char *out, unsigned c)
{
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static bool
closes_umlaut(const char *out, size_t n, char letter)
{
	return letter == 'e' && n > 0 &&
	    (out[n - 1] == 'a' || out[n - 1] == 'o' || out[n - 1] == 'u');
}

static size_t
put_letter(char *out, size_t n, char letter)
{
	if (letter == 'S')
		out[n++] = 's';
	else if (letter == 'T')
		out[n++] = 't';
	if (!closes_umlaut(out, n, letter))
		out[n++] = letter == 'S' ? 's' : letter == 'T' ? 'h' : letter;
	return n;
}

static size_t
put_key(char *out, const char *text, const char *end)
{
	size_t n = 0;

	while (text < end) {
		unsigned c = next_point(&text);
		char letter = latin_letter(c);

		if (letter != '.')
			n = put_letter(out, n, letter);
		else if (!is_silent(c))
			n += put_point(out + n, small(c));
	}
	out[n] = '\0';
	return n;
}

size_t
spelling_key(char *out, const char *text)
{
	return put_key(out, text, text + strlen(text));
}

struct spelling
spelling_new(const char *text)
{
	size_t n = strlen(text);
	struct spelling s = {.key = xmalloc(SPELLING_ROOM(n))};

	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '*')) {
		s.prefix = s.prefix || text[n - 1] == '*';
		n--;
	}
	s.len = put_key(s.key, text, text + n);
	return s;
}

static bool
key_matches(const struct spelling *s, const char *key, size_t len)
{
	return s->len > 0 && (s->prefix ? len >= s->len : len == s->len) &&
	    memcmp(s->key, key, s->len) == 0;
}

/* "strasse" becomes "str", in place. */
static size_t
shorten(char *key, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; to++) {
		bool full = strncmp(key + i, "strasse", 7) == 0;

		memmove(key + to, key + i, full ? 3 : 1);
		i += full ? 7 : 1;
		to += full ? 2 : 0;
	}
	key[to] = '\0';
	return to;
}

struct spelling
spelling_new_street(const char *text)
{
	struct spelling s = spelling_new(text);

	s.len = shorten(s.key, s.len);
	s.street = true;
	return s;
}

/* Is it one of the parts of a double name? */
static bool
part_matches(const struct spelling *s, char *key, const char *stored)
{
	const char *part = stored, *p = stored;

	while (*p != '\0') {
		const char *gap = p;

		if (is_gap(next_point(&p))) {
			if (key_matches(s, key, put_key(key, part, gap)))
				return true;
			part = p;
		}
	}
	return part != stored && key_matches(s, key, put_key(key, part, p));
}

/* Is it the street and the number before what else belongs to the address, the
 * part of the town perhaps? */
static bool
beginning_matches(const struct spelling *s, char *key, const char *stored)
{
	const char *p = stored;
	bool number = false;

	while (*p != '\0') {
		const char *gap = p;

		if (is_gap(next_point(&p)) && number && key_matches(s, key,
		    shorten(key, put_key(key, stored, gap))))
			return true;
		number = number || (*gap >= '0' && *gap <= '9');
	}
	return false;
}

bool
spelling_matches(const struct spelling *s, const char *stored)
{
	char buf[256], *key = buf;
	size_t n = strlen(stored);
	bool found;

	if (SPELLING_ROOM(n) > sizeof buf)
		key = xmalloc(SPELLING_ROOM(n));
	n = put_key(key, stored, stored + n);
	if (s->street)
		n = shorten(key, n);
	found = key_matches(s, key, n) || (s->street ?
	    beginning_matches(s, key, stored) : part_matches(s, key, stored));
	if (key != buf)
		free(key);
	return found;
}

size_t
spelling_phone(char *out, const char *text)
{
	size_t n = 0;
	bool plus = strchr(text, '+') != NULL;

	for (; *text != '\0'; text++)
		if (*text >= '0' && *text <= '9')
			out[n++] = *text;
	out[n] = '\0';
	if ((plus && strncmp(out, "49", 2) == 0) ||
	    strncmp(out, "0049", 4) == 0) {
		size_t cut = plus && *out == '4' ? 2 : 4;

		/* "+49 (0) 6151": the zero in brackets is said already. */
		cut += out[cut] == '0';
		memmove(out + 1, out + cut, n - cut + 1);
		*out = '0';
		n = n - cut + 1;
	}
	return n;
}

/* May a number begin here?  Its parts begin otherwise, the first one of a number
 * without an area code as well. */
static bool
begins_number(const char *s)
{
	return *s == '0' || *s == '+';
}

static bool
any_begins_here(const char *asked, char *text, char *key)
{
	for (char *end = text; *end != '\0';) {
		char c;
		bool same;

		end += strspn(end, " ");
		end += strcspn(end, " ");
		c = *end;
		*end = '\0';
		spelling_phone(key, text);
		same = strcmp(asked, key) == 0;
		*end = c;
		if (same)
			return true;
	}
	return false;
}

/* `text` is changed and changed back, `key` has room for it. */
static bool
any_matches(const char *asked, char *text, char *key)
{
	if (any_begins_here(asked, text, key))
		return true;
	while ((text = strchr(text, ' ')) != NULL) {
		text += strspn(text, " ");
		if (begins_number(text) && any_begins_here(asked, text, key))
			return true;
	}
	return false;
}

bool
spelling_phone_matches(const char *asked, const char *stored)
{
	char buf[2][64], *copy;
	size_t n = strlen(stored) + 1;
	bool found;

	if (n <= sizeof buf[0])
		return any_matches(asked, memcpy(buf[0], stored, n), buf[1]);
	copy = xmalloc(2 * n);
	found = any_matches(asked, memcpy(copy, stored, n), copy + n);
	free(copy);
	return found;
}
