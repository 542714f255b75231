#include "lib/render/textfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

enum { BLOCK = 16384 };

static char *
read_all(const char *path, FILE *f, size_t *n)
{
	char *text = NULL;
	size_t cap = 0, got;

	*n = 0;
	do {
		text = mem_grow(text, *n + BLOCK + 1, &cap, 1);
		got = fread(text + *n, 1, BLOCK, f);
		*n += got;
	} while (got > 0);
	if (ferror(f))
		die_errno("%s", path);
	text[*n] = '\0';
	return text;
}

char *
textfile_read(const char *path, size_t *n)
{
	FILE *f = fopen(path, "r");
	char *text;

	if (f == NULL)
		die_errno("%s", path);
	text = read_all(path, f, n);
	fclose(f);
	if (strlen(text) != *n || !utf8_valid(text, *n))
		die("%s: not UTF-8", path);
	return text;
}
