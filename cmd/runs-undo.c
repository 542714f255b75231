/* runs-undo -- take back what one run stored. */
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/num.h"
#include "lib/cases/undo.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/visits/alertset.h"

static const struct command command = {
	.name = "runs-undo",
	.operands = "RUN",
	.summary = "take back what one run stored",
	.uses = OPT_DB | OPT_AS_OF | OPT_DRY_RUN | OPT_RULES,
	.opts = (const struct opt[]){{0}},
};

static int64_t
run_of(int argc, char *argv[], int i)
{
	long long run;

	if (i + 1 != argc)
		die_usage("say which run: its number in runs-list");
	if (!num_int(argv[i], &run) || run < 1)
		die_usage("a run is a whole number from 1 on");
	return run;
}

/* Nothing is stored unless all of it can be taken back. */
static void
check(struct db *db, int64_t run, int64_t by_run)
{
	const char *why = undo_refused(db, run);

	if (why != NULL)
		die_with(EXIT_NONE, "run %lld cannot be undone: %s",
		    (long long)run, language_text(why));
	if (undo_obstacles(db, run, by_run) > 0)
		die_with(EXIT_BUSY, "run %lld cannot be undone before those",
		    (long long)run);
}

int
main(int argc, char *argv[])
{
	int64_t run = run_of(argc, argv, opt_parse(&command, argc, argv));
	struct db *db = db_open(&common.db, DB_WRITE);
	int64_t by_run = db_begin_write(db, NULL);
	struct counts counts = {0};
	struct alertset *alerts;
	long removed;

	check(db, run, by_run);
	alerts = alertset_open(db, &common.rules, common.as_of);
	removed = undo_run(db, run, by_run, &counts);
	alertset_say_new(alerts);
	alertset_close(alerts);
	db_commit(db, &counts);
	db_close(db);
	diag_account("run %lld: removed %ld + restored %ld", (long long)run,
	    removed, counts.changed);
	return EXIT_DONE;
}
