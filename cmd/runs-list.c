/* runs-list -- the journal: which runs stored something, and what of a case. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/cases/changes.h"
#include "lib/cases/idlist.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static const char *case_file;

enum { RUN, TIME, USER, PROGRAM, OPTIONS, FILES, COUNTS, UNDONE_BY };

static const struct out_column run_columns[] = {
	{"run", true}, {"time", true}, {"user", true}, {"program", true},
	{"options", true}, {"files", true}, {"counts", true},
	{"undone_by", true}, {0}};

static const struct command command = {
	.name = "runs-list",
	.operands = "",
	.summary = "print the journal: what each run stored",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT,
	.columns = run_columns,
	.opts = (const struct opt[]){
		{0, "case", "FILE",
		    "what each run changed of the case_ids in FILE",
		    .text = &case_file},
		{0},
	},
};

enum { CHANGE_RUN, CASE_ID, TABLE, RECORD, COLUMN };

static const struct out_column change_columns[] = {
	{"run", true}, {"case_id", true}, {"table", true}, {"record", true},
	{"column", true}, {0}};

/* The journal has one file a line. */
static void
print_files(struct out *o, const char *files)
{
	char *list = xstrdup(files);

	for (char *p = list; (p = strchr(p, '\n')) != NULL;)
		*p = p[1] == '\0' ? '\0' : ',';
	out_text(o, FILES, list);
	free(list);
}

static void
print_counts(struct out *o, struct query *q)
{
	char *text = xasprintf("read=%lld,new=%lld,changed=%lld,unchanged=%lld,"
	    "rejected=%lld", (long long)db_int(q, 6), (long long)db_int(q, 7),
	    (long long)db_int(q, 8), (long long)db_int(q, 9),
	    (long long)db_int(q, 10));

	out_text(o, COUNTS, text);
	free(text);
}

static void
list_runs(struct db *db, struct out *o)
{
	struct query q = db_query(db, "SELECT run, at, user, program, options,"
	    " file, n_read, n_new, n_changed, n_unchanged, n_rejected,"
	    " undone_by FROM run ORDER BY run");

	while (db_step(&q)) {
		out_int(o, RUN, db_int(&q, 0));
		out_text(o, TIME, db_text(&q, 1));
		out_text(o, USER, db_text(&q, 2));
		out_text(o, PROGRAM, db_text(&q, 3));
		out_text(o, OPTIONS, db_text(&q, 4));
		print_files(o, db_text(&q, 5));
		print_counts(o, &q);
		if (!db_null(&q, 11))
			out_int(o, UNDONE_BY, db_int(&q, 11));
		out_row(o);
	}
	db_end(&q);
}

/* Returns how many of the ids are of no case. */
static long
list_changes(struct db *db, struct out *o, const struct idlist *ids)
{
	struct oldcases *old = oldcases_read(db, ids);
	struct changes *c = changes_open(db, old);
	long unknown;

	changes_read(c, ids);
	for (size_t i = 0; i < c->n; i++) {
		out_int(o, CHANGE_RUN, c->change[i].run);
		out_text(o, CASE_ID, c->change[i].case_id);
		out_text(o, TABLE, c->change[i].kind);
		out_text(o, RECORD, c->change[i].record);
		out_text(o, COLUMN, c->change[i].column);
		out_row(o);
	}
	unknown = c->unknown;
	changes_close(c);
	oldcases_free(old);
	return unknown;
}

int
main(int argc, char *argv[])
{
	struct idlist ids = {0};
	struct db *db;
	struct out *o;
	long unknown = 0;
	int status;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	if (case_file != NULL)
		idlist_read(&ids, case_file);
	common.out.spill_near = db_path(&common.db);
	o = out_open(case_file != NULL ? change_columns : run_columns,
	    &common.out);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	if (case_file != NULL)
		unknown = list_changes(db, o, &ids);
	else
		list_runs(db, o);
	db_end_read(db);
	db_close(db);
	if (unknown > 0)
		diag_warn("%ld of the case_ids are of no case", unknown);
	status = unknown > 0 || ids.rejected > 0 ? EXIT_SOME : EXIT_DONE;
	idlist_free(&ids);
	return out_finish(o, status);
}
