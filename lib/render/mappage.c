#include "lib/render/mappage.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/noclobber.h"
#include "lib/render/textfile.h"

#define PLACE "\n@GEOJSON@\n"

struct mappage {
	char *text;          /* cut in two */
	const char *behind;
};

struct mappage *
mappage_read(const char *path)
{
	struct mappage *m = xcalloc(1, sizeof *m);
	char *place;
	size_t n;

	noclobber_input(path);
	m->text = textfile_read(path, &n);
	place = strstr(m->text, PLACE);
	if (place == NULL || strstr(place + 1, PLACE) != NULL)
		die("%s: no page for a map: it has not just one line @GEOJSON@",
		    path);
	place[1] = '\0';
	m->behind = place + strlen(PLACE);
	return m;
}

void
mappage_free(struct mappage *m)
{
	free(m->text);
	free(m);
}

const char *
mappage_before(const struct mappage *m)
{
	return m->text;
}

const char *
mappage_behind(const struct mappage *m)
{
	return m->behind;
}
