#include "lib/import/staging.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/io/binding.h"
#include "lib/io/datafile.h"
#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/import/letters.h"
#include "lib/io/map.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/io/progress.h"
#include "lib/io/rejects.h"
#include "lib/io/sorter.h"
#include "lib/io/table.h"

struct input {
	char *file;   /* as in messages */
	int record;
	long read, rejected;
};

/* What waits for one table. */
struct stage {
	bool has_input;
	struct sorter *rows;
	struct names *keys;   /* numbers for keys that are texts */
	const char *behind;   /* the fields of the row that came last */
};

struct staging {
	struct staging_options options;
	struct map *map;
	struct caseids *clients;
	struct purposes *purposes;
	bool *seen;           /* by case number: is it in a file of cases? */
	size_t seen_cap;
	struct stage stage[TABLES];
	struct sorter *letter_keys;
	struct input *input;
	size_t n, cap;
	char *files;
	struct rejects *rejects;
	struct pack pack;

	/* Of the file that is being read. */
	struct table *table;
	struct binding *binding;
};

/* In bytes, before rows go to a file. */
static const size_t memory[TABLES] = {
	[WORKERS] = 1 << 20, [OFFERS] = 1 << 20, [PLACES] = 4 << 20,
	[CASES] = 24 << 20, [ABSENCES] = 1 << 20, [LETTERS] = 64 << 20,
	[CUTS] = 8 << 20, [REFERRALS] = 8 << 20,
};

enum { LETTER_KEYS = 28 << 20, DUE_BITS = 24 };

static struct map *
open_map(const char *path)
{
	char *usual = path == NULL ? datafile_find("maps/de.tsv") : NULL;
	struct map *m = map_open(&import_schema, path != NULL ? path : usual);

	free(usual);
	return m;
}

struct staging *
staging_open(const struct staging_options *options)
{
	struct staging *in = xcalloc(1, sizeof *in);

	in->options = *options;
	in->map = open_map(options->map);
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
	}
	for (size_t i = 0; i < in->n; i++)
		free(in->input[i].file);
	sorter_close(in->letter_keys);
	caseids_close(in->clients);
	purposes_close(in->purposes);
	map_close(in->map);
	free(in->seen);
	free(in->input);
	free(in->files);
	free(in->pack.bytes);
	free(in);
}

static bool
refers_to_case(int record)
{
	return import_tables[record].column[0].refers == REFERS_CASE ||
	    record == CASES;
}

static bool
refers(int record)
{
	return import_tables[record].column[0].refers != REFERS_NOWHERE;
}

/* Does the database have rows that a look-up could find?  One that is not
 * there yet is not made before everything has been read. */
static bool
database_there(const struct db_options *o)
{
	struct stat st;

	return stat(db_path(o), &st) == 0 && st.st_size > 0;
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

/* The number of a case becomes its place; the day stays behind it. */
static uint64_t
rank(void *arg, uint64_t key)
{
	struct staging *in = arg;
	uint64_t day = key & ((UINT64_C(1) << DUE_BITS) - 1);

	return caseids_rank(in->clients, (uint32_t)(key >> DUE_BITS)) <<
	    DUE_BITS | day;
}

static void
before_sort(void *arg)
{
	resolve(arg);
}

static struct stage *
stage_for(struct staging *in, int record)
{
	struct stage *h = &in->stage[record];

	h->has_input = true;
	if (h->rows != NULL)
		return h;
	h->rows = sorter_open(memory[record], db_path(in->options.db));
	h->keys = names_new();
	if (refers_to_case(record))
		sorter_rank(h->rows, before_sort, rank, in);
	if (record == LETTERS)
		in->letter_keys = sorter_open(LETTER_KEYS, db_path(in->options.db));
	return h;
}

static long
score(void *arg, const char *const *heading, size_t n)
{
	struct staging *in = arg;
	long known = 0;

	for (size_t i = 0; i < n; i++)
		known += binding_known(in->map, heading[i]);
	return known;
}

static void
keep_reject(struct staging *in, const struct row *row, const char *column,
    const char *reason)
{
	if (in->rejects != NULL)
		rejects_add(in->rejects, (unsigned)in->n - 1, row->line,
		    column != NULL ? column : "", reason,
		    (const char *const *)row->field, row->n);
}

static void
on_unreadable(void *arg, const struct row *row, const char *reason)
{
	keep_reject(arg, row, NULL, reason);
}

/* A case whose row is bad is in the stock all the same. */
static void
remember_case(struct staging *in, const struct value *case_id)
{
	uint32_t i;
	size_t had = in->seen_cap;

	if (!in->options.remember_cases || case_id->type != VALUE_TEXT)
		return;
	i = caseids_number(in->clients, case_id->s);
	in->seen = mem_grow(in->seen, (size_t)i + 1, &in->seen_cap,
	    sizeof *in->seen);
	if (in->seen_cap > had)
		memset(in->seen + had, 0, in->seen_cap - had);
	in->seen[i] = true;
}

/* What the row is sorted by; its case_id becomes a number. */
static uint64_t
sort_key(struct staging *in, int record, struct value *v)
{
	uint64_t key;

	if (refers_to_case(record)) {
		key = caseids_number(in->clients, v[0].s);
		v[0] = (struct value){.type = VALUE_INT, .i = (int64_t)key};
	} else {
		key = (uint64_t)names_add(in->stage[record].keys, v[0].s);
	}
	key <<= DUE_BITS;
	if (import_tables[record].keys > 1)
		key |= (uint64_t)(v[1].i - DATE_MIN);
	return key;
}

/* A row that may yet turn out to have an unknown case takes its fields along,
 * if anybody is to see them. */
static void
pack_fields(struct staging *in, const struct row *row)
{
	pack_uint(&in->pack, row->n);
	for (size_t i = 0; i < row->n; i++)
		pack_text(&in->pack, row->field[i], strlen(row->field[i]));
}

static void
take(struct staging *in, int record, struct staged_row *r,
    const struct row *row)
{
	uint64_t key = sort_key(in, record, r->value);

	if (record == LETTERS)
		purposes_shorten(in->purposes, &r->value[LETTER_PURPOSE]);
	in->pack.n = 0;
	stagedrow_pack(&in->pack, r);
	if (in->rejects != NULL && refers(record))
		pack_fields(in, row);
	sorter_add(in->stage[record].rows, key, in->pack.bytes, in->pack.n);
	if (record == LETTERS)
		sorter_add(in->letter_keys, letters_key(r), NULL, 0);
}

static void
read_rows(struct staging *in, int record)
{
	struct staged_row r = {.file = (unsigned)in->n - 1};
	struct row row;

	while (table_next(in->table, &row)) {
		const char *column, *wrong;

		wrong = binding_read(in->binding, &row, r.value, &r.columns,
		    &column);
		if (record == CASES)
			remember_case(in, &r.value[0]);
		if (wrong != NULL) {
			table_reject(in->table, &row, column, wrong);
			keep_reject(in, &row, column, wrong);
			continue;
		}
		r.line = row.line;
		take(in, record, &r, &row);
		progress_row(in->table);
	}
}

/* The mapping must be wrong: too many rows of the file are. */
static void
check_rejects(const struct staging *in, const struct input *f)
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

/* 04/11 and 11/04 may both be days: where some are not, none can be told. */
static void
check_order(const struct staging *in)
{
	const char *column = binding_misordered(in->binding);

	if (column != NULL)
		die_at(table_file(in->table), table_header_line(in->table),
		    "%s: its dates are not in the order that the map names; "
		    "nothing was stored", column);
}

static void
add_input(struct staging *in, int record)
{
	char *longer;

	in->input = mem_grow(in->input, in->n + 1, &in->cap,
	    sizeof *in->input);
	in->input[in->n++] = (struct input){
		.file = xstrdup(table_file(in->table)), .record = record};
	longer = xasprintf("%s%s%s", in->files, *in->files == '\0' ? "" : "\n",
	    table_file(in->table));
	free(in->files);
	in->files = longer;
}

void
staging_file(struct staging *in, const char *operand)
{
	struct table_dialect dialect = {
		.encoding = in->options.encoding,
		.separator = in->options.separator,
		.skip_lines = in->options.skip_lines,
		.skip_footer = in->options.skip_footer,
		.header = in->options.header,
		.score = score, .score_arg = in,
		.reject = on_unreadable, .reject_arg = in,
	};
	const struct schema_table *record;
	struct input *f;

	in->table = table_open_export(operand, &dialect);
	record = binding_recognize(in->table, in->map, in->options.table);
	in->binding = binding_open(in->table, in->map, record);
	binding_today(in->binding, in->options.today);
	if (table_separator(in->table) == '\t' &&
	    binding_is_ours(in->table, in->map, record))
		table_escapes(in->table);
	add_input(in, (int)(record - import_tables));
	stage_for(in, (int)(record - import_tables));
	if (in->rejects != NULL)
		rejects_file(in->rejects, in->table);
	read_rows(in, (int)(record - import_tables));
	f = &in->input[in->n - 1];
	f->read = table_read(in->table);
	f->rejected = table_rejected(in->table);
	check_order(in);
	check_rejects(in, f);
	binding_close(in->binding);
	table_close(in->table);
}

const char *
staging_files(const struct staging *in)
{
	return in->files;
}

bool
staging_has(const struct staging *in, int record)
{
	return in->stage[record].has_input;
}

long
staging_read(const struct staging *in, int record)
{
	long n = 0;

	for (size_t i = 0; i < in->n; i++)
		if (in->input[i].record == record)
			n += in->input[i].read;
	return n;
}

long
staging_rejected(const struct staging *in, int record)
{
	long n = 0;

	for (size_t i = 0; i < in->n; i++)
		if (in->input[i].record == record)
			n += in->input[i].rejected;
	return n;
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
staging_next(struct staging *in, int record, struct staged_row *row)
{
	struct stage *h = &in->stage[record];
	struct sorted item;

	if (h->rows == NULL)
		return false;
	if (!sorter_next(h->rows, &item)) {
		sorter_close(h->rows);
		h->rows = NULL;
		return false;
	}
	h->behind = stagedrow_unpack(item.bytes, row);
	return true;
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

/* The fields lie behind the packed row. */
static void
keep_refused(struct staging *in, int record, const struct staged_row *row,
    const char *column, const char *reason)
{
	const char *p = in->stage[record].behind;
	size_t n = (size_t)unpack_uint(&p);
	const char **field = xcalloc(n, sizeof *field);

	for (size_t i = 0; i < n; i++)
		field[i] = unpack_text(&p);
	rejects_add(in->rejects, row->file, row->line, column, reason, field,
	    n);
	free(field);
}

void
staging_refuse(struct staging *in, int record, const struct staged_row *row,
    const char *column, const char *reason)
{
	struct input *f = &in->input[row->file];

	f->rejected++;
	diag_at(f->file, row->line, column, "%s", reason);
	if (in->rejects != NULL)
		keep_refused(in, record, row, column, reason);
}

bool
staging_has_case(const struct staging *in, const char *case_id)
{
	uint32_t i;

	return caseids_used(in->clients, case_id, &i) && i < in->seen_cap &&
	    in->seen[i];
}

void
staging_settle(struct staging *in)
{
	for (size_t i = 0; i < in->n; i++)
		check_rejects(in, &in->input[i]);
	if (in->rejects != NULL)
		rejects_write(in->rejects);
}

int
staging_finish(struct staging *in, int status)
{
	return rejects_finish(in->rejects, status);
}
