/* text_fuzz -- UTF-8, escapes, what is made comparable, what is written for
 * others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/spelling.h"
#include "lib/base/utf8.h"
#include "lib/io/decode.h"
#include "lib/io/outformat.h"
#include "lib/io/tsv.h"
#include "tests/fuzz/fuzz.h"

static char *
room(size_t n)
{
	char *p = calloc(n + 1, 1);

	FUZZ_CHECK(p != NULL, "there is memory");
	return p;
}

static void
check_escapes(const char *text, size_t n)
{
	char *buf = room(4 * n + 1), *line = room(4 * n + 8);
	size_t len = tsv_escape(buf, text);

	FUZZ_CHECK(len <= 4 * n, "an escaped text has room");
	buf[len] = '\0';
	memcpy(line, buf, len);
	line[len] = '\n';
	fuzz_tsv(line, len + 1);
	if (utf8_valid(text, n)) {
		FUZZ_CHECK(tsv_unescape(buf), "an escaped text has no NUL");
		FUZZ_CHECK(strcmp(buf, text) == 0, "escapes are undone");
	}
	strcpy(line, text);
	if (utf8_valid(text, n)) {
		tsv_unescape(line);
		FUZZ_CHECK(utf8_valid(line, strlen(line)),
		    "undone escapes of UTF-8 are UTF-8");
	}
	free(line);
	free(buf);
}

static void
check_squash(const char *text, size_t n)
{
	char *once = room(n), *twice = room(n);
	size_t len = utf8_squash(once, text);

	FUZZ_CHECK(len <= n && len == strlen(once), "squashing does not add");
	FUZZ_CHECK(utf8_squash(twice, once) == len && strcmp(once, twice) == 0,
	    "what is squashed stays so");
	FUZZ_CHECK(!utf8_plain(text) || strcmp(once, text) == 0,
	    "a plain text stays what it is");
	len = utf8_fold(once, text);
	FUZZ_CHECK(len <= n && len == strlen(once), "folding does not add");
	FUZZ_CHECK(utf8_fold(twice, once) == len && strcmp(once, twice) == 0,
	    "what is folded stays so");
	FUZZ_CHECK(utf8_valid(once, len), "what is folded is UTF-8");
	free(twice);
	free(once);
}

static void
check_spelling(const char *text, size_t n)
{
	char *once = room(SPELLING_ROOM(n)), *twice = room(SPELLING_ROOM(2 * n + 1));
	size_t len = spelling_key(once, text);
	struct spelling s = spelling_new(text), street = spelling_new_street(text);

	FUZZ_CHECK(len == strlen(once) && len < SPELLING_ROOM(n),
	    "a key has room");
	spelling_key(twice, once);
	FUZZ_CHECK(utf8_valid(once, len), "a key is UTF-8");
	if (*s.key != '\0' && !s.prefix)
		FUZZ_CHECK(spelling_matches(&s, text), "a name finds itself");
	if (*street.key != '\0' && !street.prefix)
		FUZZ_CHECK(spelling_matches(&street, text), "a street finds itself");
	FUZZ_CHECK(spelling_phone(once, text) <= n, "a phone number has room");
	free(s.key);
	free(street.key);
	free(once);
	free(twice);
}

static void
check_formats(const char *text, size_t n)
{
	char *buf = room(OUTFORMAT_ROOM(n));
	size_t len;

	for (size_t i = 0; outformat_names[i] != NULL; i++) {
		const struct outformat *f = outformat_find(outformat_names[i]);

		len = f->put(buf, KIND_TEXT, text);
		FUZZ_CHECK(len <= OUTFORMAT_ROOM(n), "a value has room");
		FUZZ_CHECK(utf8_valid(buf, len), "any output is UTF-8");
	}
	len = json_escape_in_page(buf, text);
	FUZZ_CHECK(len <= 6 * n, "a text of JSON has room");
	FUZZ_CHECK(utf8_valid(buf, len), "any text of JSON is UTF-8");
	for (size_t i = 0; i < len; i++)
		FUZZ_CHECK((unsigned char)buf[i] >= ' ',
		    "JSON has no control characters");
	free(buf);
}

static void
check_decode(const uint8_t *data, size_t n)
{
	char *out = room(3 * n);
	struct decode_count count = {0};
	bool bad = false;
	size_t len = decode_1252(out, (const char *)data, n, &bad, &count);

	FUZZ_CHECK(len <= 3 * n && utf8_valid(out, len), "windows-1252 becomes UTF-8");
	FUZZ_CHECK(memchr(out, 0, len) == NULL, "... without NUL");
	bad = false;
	len = decode_utf8(out, (const char *)data, n, &bad);
	FUZZ_CHECK(len <= 3 * n && utf8_valid(out, len), "any bytes become UTF-8");
	FUZZ_CHECK(memchr(out, 0, len) == NULL, "... without NUL");
	FUZZ_CHECK(bad || (len == n && memcmp(out, data, n) == 0),
	    "UTF-8 stays what it is");
	free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n);

	check_escapes(text, n);
	check_decode(data, n);
	if (!utf8_valid(text, n))
		return 0;
	check_squash(text, n);
	check_spelling(text, n);
	check_formats(text, n);
	return 0;
}
