#include "lib/io/piece.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lib/base/utf8.h"

const char *const piece_names[] = {"", "code", "after-code", "before-comma",
	"after-comma", NULL};

static const char digits[] = "0123456789";

static bool
has_digit(const char *s)
{
	return s[strcspn(s, digits)] != '\0';
}

/* Ends the first part at `end` and returns the second, without the blanks
 * between them. */
static char *
part(char *s, char *end, char *rest)
{
	rest = utf8_trim(rest, rest + strlen(rest));
	utf8_trim(s, end);
	return rest;
}

static const char *
take_code(char *s, bool after, const char **piece)
{
	char *end = s + strcspn(s, " "), *rest;
	bool comma = end > s && end[-1] == ',';

	if (!has_digit(s)) {
		*piece = after ? s : "";
		return NULL;
	}
	rest = part(s, end - comma, *end == '\0' ? end : end + 1);
	if (!has_digit(s) || (*rest >= '0' && *rest <= '9'))
		return "no postal code and town";
	*piece = after ? rest : s;
	return NULL;
}

static const char *
take_comma(char *s, bool after, const char **piece)
{
	char *comma = strchr(s, ','), *rest;

	if (comma == NULL && strchr(s, ' ') != NULL)
		return "no comma between its two parts";
	if (comma == NULL) {
		*piece = after ? "" : s;
		return NULL;
	}
	rest = part(s, comma, comma + 1);
	*piece = after ? rest : s;
	return NULL;
}

const char *
piece_take(enum piece kind, const char *text, struct arena *arena,
    const char **piece)
{
	char *s;

	*piece = text;
	if (kind == PIECE_WHOLE || *text == '\0')
		return NULL;
	*piece = "";
	s = arena_strdup(arena, text);
	utf8_squash(s, s);
	return kind == PIECE_CODE || kind == PIECE_AFTER_CODE ?
	    take_code(s, kind == PIECE_AFTER_CODE, piece) :
	    take_comma(s, kind == PIECE_AFTER_COMMA, piece);
}
