/* cases-erase -- cases go for good; figures of the past stay as they are. */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/blocked.h"
#include "lib/cases/erase.h"
#include "lib/cases/expire.h"
#include "lib/cases/idlist.h"
#include "lib/cases/remains.h"
#include "lib/cases/retention.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static const char *only, *policy, *unblock;
static date closed_before = DATE_NONE;
static bool block;

static const struct command command = {
	.name = "cases-erase",
	.operands = "",
	.summary = "erase cases for good",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_DRY_RUN,
	.columns = erase_columns,
	.opts = (const struct opt[]){
		{0, "only", "FILE", "the cases of a TSV with case_id",
		    .text = &only},
		{0, "closed-before", "DATE", "cases that were closed before"
		    " that day", .day = &closed_before},
		{0, "retention", "FILE", "what is older than a table of"
		    " retention allows", .text = &policy},
		{0, "block", NULL, "imports may not bring these cases back",
		    .flag = &block},
		{0, "unblock", "FILE", "erase nothing; imports may bring the"
		    " cases of FILE again", .text = &unblock},
		{0},
	},
};

/* What the run is about and what became of it. */
struct erasing {
	struct idlist ids;
	struct retention retention;
	struct expired expired;
	struct counts counts;
	struct erase_result result;
	struct out *out;
	bool unfinished;
};

static void
choose_listed(struct erasing *e, struct db *db, struct erase *erase)
{
	struct query find = db_query(db,
	    "SELECT id FROM client WHERE case_id = ?1");

	for (size_t i = 0; i < e->ids.n; i++) {
		int64_t client = db_find(&find, e->ids.id[i]);

		e->counts.read++;
		if (client == 0) {
			diag_at(e->ids.file, e->ids.line[i], "case_id",
			    "unknown case");
			e->counts.rejected++;
		} else if (erase_case(erase, client)) {
			e->counts.changed++;
		} else {
			e->counts.unchanged++;
		}
	}
	db_end(&find);
}

static void
lift_blocks(struct erasing *e, struct db *db)
{
	for (size_t i = 0; i < e->ids.n; i++) {
		e->counts.read++;
		if (!blocked_lift(db, e->ids.id[i])) {
			diag_at(e->ids.file, e->ids.line[i], "case_id",
			    "not blocked");
			e->counts.rejected++;
			continue;
		}
		e->counts.changed++;
		out_text(e->out, 0, e->ids.id[i]);
		out_text(e->out, 1, "blocked");
		out_int(e->out, 2, 1);
		out_row(e->out);
	}
}

/* Is there anything that the file must not hold any more? */
static bool
is_rewritten(const struct erasing *e)
{
	return unblock == NULL && e->counts.changed + e->expired.visits + e->expired.notes +
	    e->expired.runs > 0;
}

/* After the transaction: the file anew, and is anything left in it? */
static void
clean_up(struct erasing *e, struct db *db)
{
	struct residue *gone = e->result.gone;
	size_t left;

	if (!is_rewritten(e) || common.db.dry_run)
		return;
	e->unfinished = !db_rewrite(db);
	if (e->unfinished)
		return;
	left = remains_count(db, db_path(&common.db), gone);
	diag_detail("%zu erased texts were looked for in the file",
	    residue_texts(gone));
	if (left > 0)
		diag_warn("%zu erased texts are still in the file", left);
	e->unfinished = left > 0;
}

static void
choose_closed(struct erasing *e, struct db *db, struct erase *erase,
    date before)
{
	expire_cases(db, erase, before, &e->expired);
	e->counts.read = e->expired.closed;
	e->counts.changed = e->expired.cases;
	e->counts.unchanged = e->expired.closed - e->expired.cases;
}

static date
before(int days)
{
	return retention_before(common.as_of, days);
}

static void
choose_expired(struct erasing *e, struct db *db, struct erase *erase,
    int64_t run)
{
	const struct retention *r = &e->retention;
	struct expired *n = &e->expired;

	choose_closed(e, db, erase, before(r->cases));
	expire_visits(db, erase, common.as_of, before(r->visits), n);
	expire_notes(db, erase, run, before(r->notes), n);
	expire_old_values(db, erase, before(r->old_values), n);
}

static void
choose(struct erasing *e, struct db *db, struct erase *erase, int64_t run)
{
	if (unblock != NULL)
		lift_blocks(e, db);
	else if (only != NULL)
		choose_listed(e, db, erase);
	else if (policy != NULL)
		choose_expired(e, db, erase, run);
	else
		choose_closed(e, db, erase, closed_before);
}

static void
erase_all(struct erasing *e)
{
	struct db *db = db_open(&common.db, DB_WRITE);
	int64_t run = db_begin_write(db, only != NULL ? only :
	    unblock != NULL ? unblock : policy);
	struct erase *erase = erase_open(db, run, common.as_of);

	common.out.spill_near = db_path(&common.db);
	e->out = out_open(erase_columns, &common.out);
	e->counts.read = e->counts.rejected = e->ids.rejected;
	choose(e, db, erase, run);
	if (block)
		erase_block(erase);
	erase_finish(erase, e->out, &e->result);
	if (is_rewritten(e))
		db_ask_rewrite(db);
	db_commit(db, &e->counts);
	clean_up(e, db);
	residue_free(e->result.gone);
	db_close(db);
}

static char *
runs_text(const struct erasing *e)
{
	long n = e->result.runs;

	return n == 0 ? xstrdup("") : xasprintf(language_count(n,
	    ", %ld run can no longer be undone",
	    ", %ld runs can no longer be undone"), n);
}

/* The sum of the cases, then what else went. */
static void
say_account(const struct erasing *e)
{
	const struct counts *c = &e->counts;
	const struct expired *n = &e->expired;
	char *runs = runs_text(e);

	diag_more();
	if (n->wanted_none > 0)
		diag_note(language_count(n->wanted_none,
		    "%ld closed case keeps its visits: they say that it wants"
		    " none for now",
		    "%ld closed cases keep their visits: they say that they want"
		    " none for now"), n->wanted_none);
	if (unblock != NULL)
		diag_account("read %ld = unblocked %ld + rejected %ld", c->read,
		    c->changed, c->rejected);
	else if (only != NULL)
		diag_account("read %ld = erased %ld + unchanged %ld + rejected"
		    " %ld%s", c->read, c->changed, c->unchanged, c->rejected,
		    runs);
	else if (policy == NULL)
		diag_account("closed %ld = erased %ld + kept %ld%s", c->read,
		    c->changed, c->unchanged, runs);
	else
		diag_account("closed %ld = erased %ld + kept %ld, visits of %ld"
		    " of these, notes of %ld visits, old values of %ld runs%s",
		    c->read, c->changed, c->unchanged, n->visits, n->notes,
		    n->runs, runs);
	free(runs);
}

/* Reads everything before the database is opened. */
static void
read_inputs(struct erasing *e)
{
	if ((only != NULL) + (policy != NULL) + (unblock != NULL) +
	    (closed_before != DATE_NONE) != 1)
		die_usage("say which cases, by one of --only, --closed-before,"
		    " --retention and --unblock");
	if (block && unblock != NULL)
		die_usage("--block does not go with --unblock");
	if (only != NULL)
		idlist_read(&e->ids, only);
	if (unblock != NULL)
		idlist_read(&e->ids, unblock);
	if (policy != NULL)
		retention_read(&e->retention, policy);
}

int
main(int argc, char *argv[])
{
	struct erasing e = {0};
	bool some;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	read_inputs(&e);
	erase_all(&e);
	say_account(&e);
	some = e.counts.rejected + e.result.announced > 0 || e.unfinished;
	idlist_free(&e.ids);
	return out_finish(e.out, some ? EXIT_SOME : EXIT_DONE);
}
