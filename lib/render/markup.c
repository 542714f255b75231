#include "lib/render/markup.h"

#include <string.h>
#include <strings.h>

/*
 * Where are we?
 */

static bool
among(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* What stands inside of these is no markup. */
static bool
is_raw(const char *tag)
{
	static const char *const raw[] = {"script", "style", "xmp", "iframe",
		"noembed", "noframes", "noscript", "plaintext", "title",
		"textarea", NULL};

	return among(tag, raw);
}

/* ... but it is text that people read. */
static bool
is_raw_text(const char *tag)
{
	return strcmp(tag, "title") == 0 || strcmp(tag, "textarea") == 0;
}

static bool
is_space(char c)
{
	return c != '\0' && strchr(" \t\n\r\f", c) != NULL;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
append(char name[static MARKUP_NAME], char c)
{
	size_t n = strlen(name);

	if (n + 1 < MARKUP_NAME) {
		name[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		name[n + 1] = '\0';
	}
}

static void
end_tag(struct markup *m)
{
	m->state = !m->closing && is_raw(m->tag) ? MARKUP_RAW : MARKUP_IN_TEXT;
	m->ending[0] = '\0';
}

static void
after_less(struct markup *m, char c)
{
	if (c == '/' && !m->closing) {
		m->closing = true;
	} else if (is_letter(c)) {
		m->state = MARKUP_TAG;
		m->tag[0] = '\0';
		append(m->tag, c);
	} else if (c == '!' || c == '?' || m->closing) {
		m->state = c == '>' ? MARKUP_IN_TEXT : MARKUP_DECLARED;
		m->begun[0] = '\0';
	} else if (c != '<') {
		m->state = MARKUP_IN_TEXT;
	}
}

static void
in_declaration(struct markup *m, char c)
{
	append(m->begun, c);
	if (strcmp(m->begun, "--") == 0) {
		m->state = MARKUP_COMMENT;
		memset(m->ending, 0, sizeof m->ending);
	} else if (c == '>') {
		m->state = MARKUP_IN_TEXT;
	}
}

static void
remember(struct markup *m, char c)
{
	m->ending[0] = m->ending[1];
	m->ending[1] = m->ending[2];
	m->ending[2] = c;
}

static void
begin_attribute(struct markup *m, char c)
{
	m->state = MARKUP_ATTRIBUTE;
	m->attribute[0] = '\0';
	append(m->attribute, c);
}

/* Between the attributes of a tag. */
static void
inside_tag(struct markup *m, char c)
{
	if (c == '>')
		end_tag(m);
	else if (!is_space(c) && c != '/')
		begin_attribute(m, c);
}

static void
in_name(struct markup *m, char *name, char c)
{
	if (c == '>')
		end_tag(m);
	else if (is_space(c) || c == '/')
		m->state = MARKUP_INSIDE;
	else if (c == '=' && m->state == MARKUP_ATTRIBUTE)
		m->state = MARKUP_EQUALS;
	else
		append(name, c);
}

/* A space may stand before the "=", too. */
static void
after_name(struct markup *m, char c)
{
	if (c == '=' && m->attribute[0] != '\0')
		m->state = MARKUP_EQUALS;
	else
		inside_tag(m, c);
}

static void
after_equals(struct markup *m, char c)
{
	if (is_space(c))
		return;
	m->begun[0] = '\0';
	m->quote = c == '"' || c == '\'' ? c : '\0';
	if (c == '>')
		end_tag(m);
	else
		m->state = MARKUP_VALUE;
}

static void
in_value(struct markup *m, char c)
{
	if (m->quote == '\0' && c == '>') {
		end_tag(m);
	} else if (m->quote != '\0' ? c == m->quote : is_space(c)) {
		m->state = MARKUP_INSIDE;
		m->attribute[0] = '\0';
	} else {
		append(m->begun, c);
	}
}

/* Raw text ends where its own tag is closed; s is the '<' that may do so. */
static bool
closes(const struct markup *m, const char *s, size_t n)
{
	size_t len = strlen(m->tag);

	return n > len + 2 && s[0] == '<' && s[1] == '/' &&
	    strncasecmp(s + 2, m->tag, len) == 0 && !is_letter(s[len + 2]);
}

static void
in_raw(struct markup *m, const char *s, size_t n)
{
	if (closes(m, s, n)) {
		m->state = MARKUP_OPENED;
		m->closing = false;
	}
}

static void
in_text(struct markup *m, char c)
{
	if (c == '<') {
		m->state = MARKUP_OPENED;
		m->closing = false;
	}
}

static void
in_comment(struct markup *m, char c)
{
	remember(m, c);
	if (memcmp(m->ending, "-->", 3) == 0)
		m->state = MARKUP_IN_TEXT;
}

static void
step(struct markup *m, const char *s, size_t n)
{
	switch (m->state) {
	case MARKUP_IN_TEXT: in_text(m, *s); break;
	case MARKUP_OPENED: after_less(m, *s); break;
	case MARKUP_TAG:
		m->attribute[0] = '\0';
		in_name(m, m->tag, *s);
		break;
	case MARKUP_INSIDE: after_name(m, *s); break;
	case MARKUP_ATTRIBUTE: in_name(m, m->attribute, *s); break;
	case MARKUP_EQUALS: after_equals(m, *s); break;
	case MARKUP_VALUE: in_value(m, *s); break;
	case MARKUP_DECLARED: in_declaration(m, *s); break;
	case MARKUP_COMMENT: in_comment(m, *s); break;
	case MARKUP_RAW: in_raw(m, s, n); break;
	}
}

void
markup_feed(struct markup *m, const char *s, size_t n)
{
	for (; n > 0; s++, n--)
		step(m, s, n);
}

/*
 * May a value stand here?
 */

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static const char *
refuse_address(const struct markup *m, enum markup_context *context)
{
	static const char *const good[] = {"https:", "http:", "mailto:", "tel:",
		"sms:", "geo:", "#", "?", NULL};

	*context = strchr(m->begun, '?') != NULL ? MARKUP_QUERY : MARKUP_ADDRESS;
	for (const char *const *p = good; *p != NULL; p++)
		if (begins(m->begun, *p))
			return NULL;
	return "an address has to begin with https: http: mailto: tel: sms:"
	    " geo: # or ? before a value";
}

static const char *
refuse_attribute(const struct markup *m, enum markup_context *context)
{
	static const char *const text[] = {"class", "id", "title", "alt", "lang",
		"dir", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx",
		"cy", "r", "rx", "ry", "dx", "dy", "viewbox", "points", "colspan",
		"rowspan", "value", "min", "max", "datetime", "label", "headers",
		"for", NULL};
	static const char *const address[] = {"href", "src", "cite", NULL};

	if (m->quote == '\0')
		return "an attribute with a value in it needs quotes";
	if (among(m->attribute, address))
		return refuse_address(m, context);
	if (among(m->attribute, text) || begins(m->attribute, "data-") ||
	    begins(m->attribute, "aria-"))
		return NULL;
	return "no value may stand in this attribute";
}

const char *
markup_refuses(const struct markup *m, enum markup_context *context)
{
	*context = MARKUP_TEXT;
	switch (m->state) {
	case MARKUP_IN_TEXT:
		return NULL;
	case MARKUP_RAW:
		return is_raw_text(m->tag) ? NULL : strcmp(m->tag, "style") == 0 ?
		    "no value may stand in a style sheet" :
		    "no value may stand in a script or the like";
	case MARKUP_VALUE:
		return refuse_attribute(m, context);
	case MARKUP_EQUALS:
		return "an attribute with a value in it needs quotes";
	case MARKUP_COMMENT:
		return "no value may stand in a comment";
	default:
		return "no value may stand inside of a tag, but in an"
		    " attribute's quotes";
	}
}

/* Would a value that comes next be written alike? */
static bool
same_value(const struct markup *a, const struct markup *b)
{
	enum markup_context in_a, in_b;

	return a->quote == b->quote && strcmp(a->attribute, b->attribute) == 0 &&
	    (markup_refuses(a, &in_a) == NULL) ==
	    (markup_refuses(b, &in_b) == NULL) && in_a == in_b;
}

bool
markup_same(const struct markup *a, const struct markup *b)
{
	if (a->state != b->state)
		return false;
	if (a->state == MARKUP_IN_TEXT)
		return true;
	return a->closing == b->closing && strcmp(a->tag, b->tag) == 0 &&
	    (a->state != MARKUP_VALUE || same_value(a, b));
}

/*
 * How a value is written.
 */

/* Does the character of three bytes turn the direction of the text, beyond
 * its own value? */
static bool
turns(const unsigned char *s)
{
	return s[0] == 0xE2 && ((s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE) ||
	    (s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9));
}

/* How many bytes of a character that commands begin here; 0: none. */
static size_t
commands(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	if ((*s < ' ' && *s != '\t' && *s != '\n' && *s != '\r') || *s == 0x7F)
		return 1;
	if (*s == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F)
		return 2;
	return turns(s) ? 3 : 0;
}

static const char *
reference(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

static void
add_text(struct document *p, char c)
{
	const char *name = reference(c);

	if (name != NULL)
		document_text(p, name);
	else
		document_bytes(p, &c, 1);
}

static void
add_percent(struct document *p, char c, const char *plain)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char u = (unsigned char)c;
	char code[3] = {'%', hex[u >> 4], hex[u & 15]};

	if (is_letter(c) || (c >= '0' && c <= '9') || strchr(plain, c) != NULL)
		document_bytes(p, &c, 1);
	else
		document_bytes(p, code, sizeof code);
}

static void
add(struct document *p, enum markup_context context, char c)
{
	if (context == MARKUP_TEXT)
		add_text(p, c);
	else
		add_percent(p, c, context == MARKUP_ADDRESS ? "-._~+" : "-._~");
}

bool
markup_escape(struct document *p, enum markup_context context, const char *s)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	bool replaced = false;

	while (*s != '\0') {
		size_t len = commands(s);

		if (len == 0) {
			add(p, context, *s++);
			continue;
		}
		replaced = true;
		s += len;
		for (const char *r = replacement; *r != '\0'; r++)
			add(p, context, *r);
	}
	return replaced;
}

