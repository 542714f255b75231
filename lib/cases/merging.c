#include "lib/cases/merging.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/progress.h"

struct merging {
	struct report *report;
	const struct tally_options *options;
	struct names *words;
	struct rawfile_about about;    /* of the first file */
	char *const *path;
	struct siphash_key *secret;    /* of each file so far */
	int n;
};

static void
check(const struct merging *m, const struct rawfile *f)
{
	const struct rawfile_about *about = rawfile_about(f);
	const char *what = rawfile_difference(&m->about, about);

	if (what != NULL)
		die("%s and %s differ in %s", m->path[0], rawfile_name(f),
		    language_text(what));
	for (int i = 0; i < m->n; i++)
		if (m->secret[i].k0 == about->secret.k0 &&
		    m->secret[i].k1 == about->secret.k1)
			die("%s and %s are of one database", m->path[i],
			    rawfile_name(f));
}

static void
add(struct merging *m, struct rawfile *f)
{
	check(m, f);
	m->secret[m->n++] = rawfile_about(f)->secret;
	rawfile_read(f, m->report, m->options, m->words);
	rawfile_close(f);
}

static struct siphash_key
all_secrets(const struct merging *m)
{
	struct siphash_key all = {0, 0};

	for (int i = 0; i < m->n; i++) {
		all.k0 ^= m->secret[i].k0;
		all.k1 ^= m->secret[i].k1;
	}
	return all;
}

struct report *
merging_report(struct rawfile *first, char *const path[], int n,
    const struct report_options *o, struct names *words)
{
	struct merging m = {.report = report_new(o, words),
	    .options = &o->count, .words = words,
	    .about = *rawfile_about(first), .path = path};

	m.secret = xcalloc((size_t)n, sizeof *m.secret);
	add(&m, first);
	for (int i = 1; i < n; i++)
		add(&m, rawfile_open(path[i]));
	progress_end();
	report_secret(m.report, all_secrets(&m));
	free(m.secret);
	return m.report;
}

bool
merging_lacks(const struct rawfile_about *about, unsigned keys)
{
	unsigned all = 0;

	for (int i = 0; i < about->n_tables; i++) {
		if ((keys & ~about->table[i]) == 0)
			return false;
		all |= about->table[i];
	}
	return (keys & ~all) == 0;
}
