#include "lib/import/staging.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/import/staging_parts.h"
#include "lib/io/progress.h"

/* In bytes, before rows go to a file. */
static const size_t memory[TABLES] = {
	[WORKERS] = 1 << 20, [OFFERS] = 1 << 20, [PLACES] = 4 << 20,
	[CASES] = 24 << 20, [ABSENCES] = 1 << 20, [LETTERS] = 64 << 20,
	[CUTS] = 8 << 20, [REFERRALS] = 8 << 20,
};

enum { LETTER_KEYS = 28 << 20 };

struct staging *
staging_open(const struct staging_options *options)
{
	struct staging *in = xcalloc(1, sizeof *in);

	in->options = *options;
	in->map = map_open(&import_schema, "maps/de.tsv", options->map,
	    options->maps);
	in->headings = names_new();
	in->clients = caseids_open();
	in->purposes = purposes_open();
	in->files = xstrdup("");
	if (options->rejects != NULL)
		in->rejects = rejects_open(options->rejects);
	return in;
}

void
staging_close(struct staging *in)
{
	for (size_t i = 0; i < TABLES; i++) {
		sorter_close(in->stage[i].rows);
		names_free(in->stage[i].keys);
		names_free(in->stage[i].seen);
	}
	for (size_t i = 0; i < in->n; i++)
		free(in->input[i].file);
	sorter_close(in->letter_keys);
	caseids_close(in->clients);
	purposes_close(in->purposes);
	map_close(in->map);
	names_free(in->headings);
	free(in->seen);
	free(in->input);
	free(in->files);
	free(in->pack.bytes);
	free(in->fields.bytes);
	free(in);
}

bool
staging_of_case(int table)
{
	return import_tables[table].column[0].refers == REFERS_CASE ||
	    table == CASES;
}

/* Does the database have rows that a look-up could find?  One that is not
 * there yet is not made before everything has been read. */
static bool
database_there(const struct db_options *o)
{
	struct stat st;

	return stat(db_path(o), &st) == 0 ? st.st_size > 0 : errno != ENOENT;
}

/* The first rows that do not fit into memory have to be sorted: now the
 * places of their cases must be known. */
static void
resolve(struct staging *in)
{
	struct db *db;

	if (!database_there(in->options.db)) {
		caseids_resolve(in->clients, NULL);
		return;
	}
	db = db_open(in->options.db, DB_WRITE);
	db_begin_read(db);
	caseids_resolve(in->clients, db);
	db_end_read(db);
	db_close(db);
}

/* The case's number becomes its rank; the day in the low bits stays. */
static uint64_t
rank(void *arg, uint64_t key)
{
	struct staging *in = arg;
	uint64_t day = key & ((UINT64_C(1) << STAGING_DUE_BITS) - 1);

	return caseids_rank(in->clients,
	    (uint32_t)(key >> STAGING_DUE_BITS)) << STAGING_DUE_BITS | day;
}

static void
before_sort(void *arg)
{
	resolve(arg);
}

void
staging_stage(struct staging *in, int table)
{
	struct stage *h = &in->stage[table];

	h->has_input = true;
	if (h->rows != NULL)
		return;
	h->rows = sorter_open(memory[table], db_path(in->options.db));
	h->keys = names_new();
	h->seen = names_new();
	if (staging_of_case(table))
		sorter_rank(h->rows, before_sort, rank, in);
	if (table == LETTERS)
		in->letter_keys = sorter_open(LETTER_KEYS, db_path(in->options.db));
}

void
staging_end(struct staging *in)
{
	map_say_unused(in->map, in->headings);
	progress_end();
}

const char *
staging_files(const struct staging *in)
{
	return in->files;
}

bool
staging_has(const struct staging *in, int table)
{
	return in->stage[table].has_input;
}

long
staging_read(const struct staging *in, int table)
{
	long n = 0;

	for (size_t i = 0; i < in->n; i++)
		if (in->input[i].table == table)
			n += in->input[i].read;
	return n;
}

void
staging_count(const struct staging *in, int table, struct account *account)
{
	account->read = account->rejected = account->left_out = 0;
	account->values = 0;
	account->blocked = in->blocked[table];
	for (size_t i = 0; i < in->n; i++) {
		const struct input *f = &in->input[i];

		if (f->table != table)
			continue;
		account->read += f->read;
		account->rejected += f->rejected;
		account->left_out += f->left_out;
		account->values += f->values;
	}
}

size_t
staging_inputs(const struct staging *in)
{
	return in->n;
}

struct staging_input
staging_input(const struct staging *in, size_t i)
{
	const struct input *f = &in->input[i];

	return (struct staging_input){f->file, f->table, f->headed,
	    f->headings, f->read, f->rejected, f->mended};
}

struct caseids *
staging_clients(struct staging *in)
{
	return in->clients;
}

struct purposes *
staging_purposes(struct staging *in)
{
	return in->purposes;
}

bool
staging_next(struct staging *in, int table, struct staged_row *row)
{
	struct stage *h = &in->stage[table];
	struct sorted item;

	if (h->rows == NULL)
		return false;
	if (!sorter_next(h->rows, &item)) {
		sorter_close(h->rows);
		h->rows = NULL;
		return false;
	}
	stagedrow_unpack(item.bytes, row);
	return true;
}

bool
staging_next_allowed(struct staging *in, int table, struct staged_row *row)
{
	while (staging_next(in, table, row)) {
		if (!caseids_blocked(in->clients, (uint32_t)row->value[0].i))
			return true;
		in->blocked[table]++;
	}
	return false;
}

bool
staging_next_known(struct staging *in, int table, struct staged_row *row)
{
	while (staging_next_allowed(in, table, row)) {
		if (caseids_id(in->clients, (uint32_t)row->value[0].i) != 0)
			return true;
		staging_refuse(in, row, "case_id", "unknown case");
	}
	return false;
}

bool
staging_letters_repeat(struct staging *in)
{
	struct sorted item;
	uint64_t last = UINT64_MAX;
	bool repeat = false;

	while (in->letter_keys != NULL && !repeat &&
	    sorter_next(in->letter_keys, &item)) {
		repeat = item.key == last;
		last = item.key;
	}
	sorter_close(in->letter_keys);
	in->letter_keys = NULL;
	return repeat;
}

static void
keep_refused(struct staging *in, const struct staged_row *row,
    const char *column, const char *reason)
{
	const char *p = row->fields;
	size_t n = (size_t)pack_take_uint(&p);
	const char **field = xcalloc(n, sizeof *field);

	for (size_t i = 0; i < n; i++)
		field[i] = pack_take_text(&p);
	rejects_add(in->rejects, row->file, row->line, column, reason, field,
	    n);
	free(field);
}

void
staging_say(const struct staging *in, const struct staged_row *row,
    const char *column, const char *what)
{
	diag_at(in->input[row->file].file, row->line, column, "%s", what);
}

void
staging_refuse(struct staging *in, const struct staged_row *row,
    const char *column, const char *reason)
{
	struct input *f = &in->input[row->file];

	f->rejected++;
	diag_at(f->file, row->line, column, "%s", reason);
	if (row->fields != NULL)
		keep_refused(in, row, column != NULL ? column : "", reason);
}

bool
staging_has_key(const struct staging *in, int table, const char *key)
{
	uint32_t i;

	if (table != CASES)
		return names_find(in->stage[table].seen, key) >= 0;
	return caseids_used(in->clients, key, &i) && i < in->seen_cap &&
	    in->seen[i];
}

/* The mapping must be wrong: too many rows of the file are. */
void
staging_check_rejects(const struct staging *in, const struct input *f)
{
	double limit = in->options.max_rejects;

	if (in->options.max_percent)
		limit = limit / 100 * (double)f->read;
	if (limit < (double)in->options.max_at_least)
		limit = (double)in->options.max_at_least;
	if ((double)f->rejected > limit)
		die("%s: %ld of %ld rows rejected, more than --max-rejects; "
		    "nothing was stored", f->file, f->rejected, f->read);
}

void
staging_settle(struct staging *in)
{
	for (size_t i = 0; i < in->n; i++)
		staging_check_rejects(in, &in->input[i]);
	if (in->rejects != NULL)
		rejects_write(in->rejects);
}

int
staging_finish(struct staging *in, int status)
{
	return rejects_finish(in->rejects, status);
}
