/* cases-erase -- cases go for good; figures of the past stay as they are. */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/erase.h"
#include "lib/cases/idlist.h"
#include "lib/cases/remains.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static const char *only;

static const struct command command = {
	.name = "cases-erase",
	.operands = "",
	.summary = "erase cases for good",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_DRY_RUN,
	.opts = (const struct opt[]){
		{0, "only", "FILE", "the cases of a TSV with case_id",
		    .text = &only},
		{0},
	},
};

/* What the run is about and what became of it. */
struct erasing {
	struct idlist ids;
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

/* After the transaction: the file anew, and is anything left in it? */
static void
clean_up(struct erasing *e, struct db *db)
{
	struct residue *gone = e->result.gone;
	size_t left;

	if (e->counts.changed == 0 || common.db.dry_run)
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
erase_all(struct erasing *e)
{
	struct db *db = db_open(&common.db, DB_WRITE);
	int64_t run = db_begin_write(db, only);
	struct erase *erase = erase_open(db, run, common.as_of);

	common.out.spill_near = db_path(&common.db);
	e->out = out_open(erase_columns, &common.out);
	e->counts.read = e->counts.rejected = e->ids.rejected;
	choose_listed(e, db, erase);
	erase_finish(erase, e->out, &e->result);
	if (e->counts.changed > 0)
		db_ask_rewrite(db);
	db_commit(db, &e->counts);
	clean_up(e, db);
	residue_free(e->result.gone);
	db_close(db);
}

static void
say_account(const struct erasing *e)
{
	const struct counts *c = &e->counts;

	char *runs = e->result.runs == 0 ? xstrdup("") :
	    xasprintf(language_count(e->result.runs,
	    ", %ld run can no longer be undone",
	    ", %ld runs can no longer be undone"), e->result.runs);

	diag_more();
	diag_account("read %ld = erased %ld + unchanged %ld + rejected %ld%s",
	    c->read, c->changed, c->unchanged, c->rejected, runs);
	free(runs);
}

int
main(int argc, char *argv[])
{
	struct erasing e = {0};
	bool some;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	if (only == NULL)
		die_usage("say which cases: --only");
	idlist_read(&e.ids, only);
	erase_all(&e);
	say_account(&e);
	some = e.counts.rejected + e.result.announced > 0 || e.unfinished;
	idlist_free(&e.ids);
	return out_finish(e.out, some ? EXIT_SOME : EXIT_DONE);
}
