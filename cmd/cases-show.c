/* cases-show -- all that is stored about some cases. */
#include "lib/base/diag.h"
#include "lib/cases/dossier.h"
#include "lib/cases/idlist.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static const struct command command = {
	.name = "cases-show",
	.operands = "[FILE]",
	.summary = "print all that is stored about some cases",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT,
	.columns = dossier_columns,
	.opts = (const struct opt[]){{0}},
};

int
main(int argc, char *argv[])
{
	int i = opt_parse(&command, argc, argv);
	struct idlist ids = {0};
	struct db *db;
	struct out *o;
	long unknown;

	idlist_read(&ids, opt_operand(&command, i, argc, argv));
	common.out.spill_near = db_path(&common.db);
	o = out_open(dossier_columns, &common.out);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	unknown = dossier_print(db, o, &ids);
	db_end_read(db);
	db_close(db);
	if (unknown > 0)
		diag_warn("%ld of the case_ids are of no case", unknown);
	unknown += ids.rejected;
	idlist_free(&ids);
	return out_finish(o, unknown > 0 ? EXIT_SOME : EXIT_DONE);
}
