/* visits-log -- store what happened at the door, and tell what follows. */
#include <stdlib.h>

#include "lib/visits/receipt.h"
#include "lib/io/db.h"
#include "lib/base/diag.h"
#include "lib/visits/logbook.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/cases/silences.h"

static int max_attempts = 3;

static const struct command command = {
	.name = "visits-log",
	.operands = "[FILE]",
	.summary = "store what happened at the door, and tell what follows",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_DRY_RUN,
	.opts = (const struct opt[]){
		{0, "max-attempts", "N",
		    "attempts after which to stop (3; 0: never)",
		    .count = &max_attempts},
		{0},
	},
};

/* Stores the rows and keeps a receipt for each; returns how many. */
static size_t
enter(struct db *db, struct outcomes *in, struct receipt *receipt,
    struct counts *count, int64_t run)
{
	struct silences *silences = silences_open(db);
	struct logbook book;
	size_t n = 0;

	logbook_open(&book, db, run, common.as_of);
	for (size_t i = 0; i < in->n; i++) {
		struct receipt *a = &receipt[n];
		struct refusal why;

		if (!logbook_enter(&book, &in->row[i], &a->visit,
		    &a->client, &a->action, &why)) {
			diag_at(in->file, in->row[i].line, why.column, "%s",
			    why.reason);
			in->rejected++;
			continue;
		}
		if (a->action != LOGGED_UNCHANGED)
			silences_touch(silences, a->client);
		count->added += a->action == LOGGED_NEW;
		count->changed += a->action == LOGGED_CHANGED;
		count->unchanged += a->action == LOGGED_UNCHANGED;
		n++;
	}
	if (book.dropped > 0)
		diag_note("the causes of %ld rows were dropped: no consent",
		    book.dropped);
	logbook_close(&book);
	silences_finish(silences);
	return n;
}

static struct out *
log_all(struct outcomes *in, struct counts *count)
{
	struct db *db = db_open(&common.db, DB_WRITE);
	int64_t run = db_begin_write(db, in->file);
	struct receipt *receipt = xcalloc(in->n, sizeof *receipt);
	struct out *o;
	size_t n;

	common.out.spill_near = db_path(&common.db);
	o = receipt_open(&common.out);
	n = enter(db, in, receipt, count, run);
	receipt_print(o, db, receipt, n, max_attempts);
	count->rejected = in->rejected;
	count->read = (long)n + in->rejected + in->skipped;
	db_commit(db, count);
	db_close(db);
	free(receipt);
	return o;
}

int
main(int argc, char *argv[])
{
	const char *path = opt_operand(&command, opt_parse(&command, argc, argv),
	    argc, argv);
	struct outcomes in = {0};
	struct counts count = {0};
	struct out *o;

	outcomes_read(&in, path);
	o = log_all(&in, &count);
	diag_more();
	diag_note("read %ld = new %ld + changed %ld + unchanged %ld +"
	    " skipped %ld + rejected %ld", count.read, count.added,
	    count.changed, count.unchanged, in.skipped, count.rejected);
	outcomes_free(&in);
	return out_finish(o, count.rejected > 0 ? EXIT_SOME : EXIT_DONE);
}
