/* visits-log -- store what happened at the door, and tell what follows. */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/oldrows.h"
#include "lib/cases/silences.h"
#include "lib/io/csv.h"
#include "lib/io/datafile.h"
#include "lib/io/db.h"
#include "lib/io/decode.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/visits/logbook.h"
#include "lib/visits/receipt.h"

static struct outcomes_options options;
static struct opt_texts maps;
static int max_attempts = 3;

static void
set_separator(const char *s)
{
	options.separator = csv_separator(s);
	if (options.separator == '\0')
		die_usage("--separator is one character (\\t: a tab)");
}

static const struct command command = {
	.name = "visits-log",
	.operands = "[FILE]",
	.summary = "store what happened at the door, and tell what follows",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_HOLIDAYS |
	    OPT_DRY_RUN,
	.columns = receipt_columns,
	.opts = (const struct opt[]){
		{'m', "map", "MAP", "headings and values; +MAP: before the "
		    "usual ones", .texts = &maps},
		{'E', "encoding", "ENC", "the file is in this encoding",
		    .known = decode_usual, .text = &options.encoding},
		{'D', "separator", "C", "fields are separated by this character",
		    .call = set_separator},
		{0, "rejects", "FILE", "write rejected rows to FILE",
		    .text = &options.rejects},
		{0, "max-attempts", "N",
		    "attempts after which to stop (3; 0: never)",
		    .count = &max_attempts},
		{0},
	},
};

/* What the run has to tell at its end. */
struct log {
	struct outcomes *in;
	struct counts count;
	long skipped, promises;
	long forgotten;  /* of the skipped rows: they say something */
	struct receipt *receipt;
	size_t n;
	struct out *out;
	struct holidays holidays;
};

static void
count_action(struct counts *count, enum logged action)
{
	count->added += action == LOGGED_NEW;
	count->changed += action == LOGGED_CHANGED;
	count->unchanged += action == LOGGED_UNCHANGED;
}

/* A form that nobody has filled in, or one whose outcome was forgotten. */
static void
skip_row(struct log *l, size_t i, bool forgotten)
{
	struct refusal why = {outcomes_column(OUTCOMES_OUTCOME),
		"empty, so what the row says is not stored"};

	l->skipped++;
	l->forgotten += forgotten;
	if (forgotten)
		outcomes_reject(l->in, i, &why);
}

static void
enter_row(struct log *l, struct logbook *book, struct silences *silences,
    size_t i)
{
	struct receipt *a = &l->receipt[l->n];
	struct outcome_row row;
	struct refusal why[LOGBOOK_DOUBTS];
	enum outcome_taken taken = outcomes_take(l->in, i, &book->workers,
	    &book->offers, &row, why);

	if (taken == OUTCOME_SKIPPED || taken == OUTCOME_FORGOTTEN) {
		skip_row(l, i, taken == OUTCOME_FORGOTTEN ||
		    logbook_misses(book, &row));
		return;
	}
	if (taken == OUTCOME_REJECTED ||
	    !logbook_enter(book, &row, a, why)) {
		outcomes_reject(l->in, i, why);
		l->count.rejected++;
		return;
	}
	for (size_t k = 0; k < LOGBOOK_DOUBTS; k++)
		if (why[k].reason != NULL)
			outcomes_wonder(l->in, i, &why[k]);
	if (a->unagreed)
		outcomes_wonder(l->in, i, &(struct refusal){
		    outcomes_column(OUTCOMES_CAUSES), "dropped: no consent"});
	if (a->action != LOGGED_UNCHANGED)
		silences_touch(silences, a->client);
	count_action(&l->count, a->action);
	l->n++;
}

static void
enter(struct log *l, struct db *db, int64_t run)
{
	struct silences *silences = silences_open(db);
	struct logbook book;

	logbook_open(&book, db, run, common.as_of, &l->holidays);
	for (size_t i = 0; i < outcomes_count(l->in); i++)
		enter_row(l, &book, silences, i);
	outcomes_check_order(l->in);
	l->promises = book.promises;
	logbook_close(&book);
	silences_finish(silences);
}

static void
log_all(struct log *l)
{
	struct db *db = db_open(&common.db, DB_WRITE);
	int64_t run = db_begin_write(db, outcomes_file(l->in));

	oldrows_keep(db, run);
	common.out.spill_near = db_path(&common.db);
	l->out = receipt_open(&common.out);
	l->receipt = xcalloc(outcomes_count(l->in), sizeof *l->receipt);
	l->count.rejected = outcomes_unreadable(l->in);
	enter(l, db, run);
	receipt_print(l->out, db, l->receipt, l->n, max_attempts);
	outcomes_write_rejects(l->in);
	l->count.read = (long)l->n + l->count.rejected + l->skipped;
	db_commit(db, &l->count);
	db_close(db);
	free(l->receipt);
}

static void
say_account(const struct log *l)
{
	const struct counts *c = &l->count;
	long left_out = outcomes_left_out(l->in);
	char *rest = left_out > 0 ?
	    xasprintf(language_text(", left out %ld"), left_out) :
	    xstrdup("");

	diag_account("read %ld = new %ld + changed %ld + unchanged %ld +"
	    " skipped %ld + rejected %ld%s", c->read, c->added, c->changed,
	    c->unchanged, l->skipped, c->rejected, rest);
	free(rest);
}

int
main(int argc, char *argv[])
{
	const char *path = opt_operand(&command, opt_parse(&command, argc, argv),
	    argc, argv);
	struct log l = {0};
	int status;

	options.map = maps.text;
	options.maps = maps.n;
	l.in = outcomes_read(path, &options);
	datafile_holidays(&l.holidays, common.holidays);
	log_all(&l);
	diag_more();
	say_account(&l);
	status = l.count.rejected + l.forgotten + l.promises > 0 ? EXIT_SOME : EXIT_DONE;
	status = outcomes_finish(l.in, status);
	outcomes_close(l.in);
	holiday_free(&l.holidays);
	return out_finish(l.out, status);
}
