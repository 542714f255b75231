#include "lib/base/tags.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

size_t
tags_next(const char **list, const char **tag)
{
	const char *p = *list, *end;

	p += strspn(p, ", ");
	end = p + strcspn(p, ",");
	*list = end;
	while (end > p && end[-1] == ' ')
		end--;
	*tag = p;
	return (size_t)(end - p);
}

static bool
has(const char *list, const char *tag, size_t len)
{
	const char *t;
	size_t n;

	while ((n = tags_next(&list, &t)) > 0)
		if (n == len && memcmp(t, tag, n) == 0)
			return true;
	return false;
}

bool
tags_has(const char *list, const char *tag)
{
	return has(list, tag, strlen(tag));
}

bool
tags_within(const char *needs, const char *skills)
{
	const char *t;
	size_t n;

	while ((n = tags_next(&needs, &t)) > 0)
		if (!(n == 4 && memcmp(t, "pair", 4) == 0) &&
		    !has(skills, t, n))
			return false;
	return true;
}

static bool
tag_byte(unsigned char c)
{
	/* Letters of other scripts are letters too: any byte of theirs. */
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == ':' ||
	    c >= 0x80;
}

bool
tags_valid(const char *list)
{
	const char *t;
	size_t n;

	while ((n = tags_next(&list, &t)) > 0)
		for (size_t i = 0; i < n; i++)
			if (!tag_byte((unsigned char)t[i]))
				return false;
	return true;
}

char *
tags_add(const char *list, const char *tag)
{
	if (list == NULL || *list == '\0')
		return xstrdup(tag);
	return xasprintf("%s,%s", list, tag);
}

void
tags_append(char **list, const char *tag)
{
	size_t len = *list != NULL ? strlen(*list) : 0, n = strlen(tag);

	*list = xreallocarray(*list, len + n + 2, 1);
	if (len > 0)
		(*list)[len++] = ',';
	memcpy(*list + len, tag, n + 1);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
tags_set(const char *list)
{
	struct arena strings = {0};
	char **tag = NULL, *set = xmalloc(strlen(list) + 1), *p = set;
	const char *t;
	size_t n = 0, cap = 0, len;

	while ((len = tags_next(&list, &t)) > 0) {
		tag = mem_grow(tag, n + 1, &cap, sizeof *tag);
		tag[n++] = arena_memdup(&strings, t, len);
	}
	if (n > 0)
		qsort(tag, n, sizeof *tag, by_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(tag[i], tag[i - 1]) == 0)
			continue;
		if (p > set)
			*p++ = ',';
		len = strlen(tag[i]);
		memcpy(p, tag[i], len);
		p += len;
	}
	*p = '\0';
	free(tag);
	arena_free(&strings);
	return set;
}
