/* cases-overdue -- who has fallen silent, why, and by when to visit. */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/caselist.h"
#include "lib/cases/idlist.h"
#include "lib/io/datafile.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static struct overdue_rules rules = OVERDUE_RULES;
static const char *why_not_file, *only_file;
static int limit = -1;
static bool explain;

static const struct command command = {
	.name = "cases-overdue",
	.operands = "",
	.summary = "list who has fallen silent, why, and by when to visit",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_HOLIDAYS |
	    OPT_RULES,
	.columns = caselist_columns,
	.opts = (const struct opt[]){
		{0, "max-attempts", "N",
		    "attempts after which to stop (3; 0: never)",
		    .count = &rules.max_attempts},
		{0, "limit", "N", "print only the first N", .count = &limit},
		{0, "explain", NULL, "append the parts of the urgency",
		    .flag = &explain},
		{0, "why-not", "FILE",
		    "say of each case_id in FILE which rule keeps it out",
		    .text = &why_not_file},
		{0, "only", "FILE", "list only the case_ids in FILE",
		    .text = &only_file},
		{0},
	},
};

enum { WHY_CASE_ID, WHY_RULE };

static const struct out_column why_columns[] = {
	{"case_id", true}, {"rule", true}, {0}};

static struct out *
answer_why_not(struct db *db, const struct idlist *ids)
{
	struct out *o = out_open(why_columns, &common.out);
	enum overdue_rule *rule = xcalloc(ids->n, sizeof *rule);

	caselist_ask(db, &rules, common.as_of, ids, rule);
	for (size_t i = 0; i < ids->n; i++) {
		out_text(o, WHY_CASE_ID, ids->id[i]);
		out_text(o, WHY_RULE, overdue_rule_name[rule[i]]);
		out_row(o);
	}
	free(rule);
	return o;
}

static struct out *
list(struct db *db, const struct idlist *only)
{
	struct out *o = caselist_open(explain, &common.out);
	struct caselist l = {0};

	if (only != NULL)
		caselist_pick(&l, db, &rules, common.as_of, only);
	else
		caselist_scan(&l, db, &rules, common.as_of);
	caselist_print(&l, db, o, limit);
	if (l.pending > 0)
		diag_note(language_count(l.pending,
		    "%ld of the listed cases has an open visit in the past"
		    " whose outcome was never logged",
		    "%ld of the listed cases have an open visit in the past"
		    " whose outcome was never logged"), l.pending);
	if (l.agreed_late > 0)
		diag_note(language_count(l.agreed_late,
		    "%ld of the listed cases has an agreed day after its"
		    " deadline",
		    "%ld of the listed cases have an agreed day after their"
		    " deadline"), l.agreed_late);
	if (l.agreed_far > 0)
		diag_note(language_count(l.agreed_far,
		    "%ld of the listed cases has agreed on a day more than 14"
		    " days ahead, and would be visited before",
		    "%ld of the listed cases have agreed on a day more than 14"
		    " days ahead, and would be visited before"), l.agreed_far);
	caselist_free(&l);
	return o;
}

int
main(int argc, char *argv[])
{
	struct policy policy = {0};
	struct holidays holidays = {0};
	struct idlist ids = {0};
	struct db *db;
	struct out *o;
	int status;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	if (only_file != NULL && why_not_file != NULL)
		die_usage("--only and --why-not exclude each other");
	if (only_file != NULL || why_not_file != NULL)
		idlist_read(&ids, only_file != NULL ? only_file : why_not_file);
	datafile_policy(&policy, common.rules.policy);
	datafile_holidays(&holidays, common.holidays);
	rules.missed = common.rules.missed;
	rules.silent = common.rules.silent;
	rules.policy = &policy;
	rules.holidays = &holidays;

	common.out.spill_near = db_path(&common.db);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	o = why_not_file != NULL ? answer_why_not(db, &ids) :
	    list(db, only_file != NULL ? &ids : NULL);
	db_end_read(db);
	db_close(db);
	policy_free(&policy);
	holiday_free(&holidays);
	status = ids.rejected > 0 ? EXIT_SOME : EXIT_DONE;
	idlist_free(&ids);
	return out_finish(o, status);
}
