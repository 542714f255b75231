/* cases-find -- who is that?  Cases by name, birth date, phone, address. */
#include "lib/base/diag.h"
#include "lib/cases/finder.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static const struct command command = {
	.name = "cases-find",
	.operands = "[FILE]",
	.summary = "find cases by what somebody says of themselves",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT,
	.columns = finder_columns,
	.opts = (const struct opt[]){{0}},
};

int
main(int argc, char *argv[])
{
	int i = opt_parse(&command, argc, argv);
	struct finder *f = finder_read(opt_operand(&command, i, argc, argv));
	struct finder_account a;
	struct db *db;
	struct out *o;

	common.out.spill_near = db_path(&common.db);
	o = out_open(finder_columns, &common.out);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	finder_search(f, db);
	finder_print(f, db, o, common.as_of);
	db_end_read(db);
	db_close(db);
	a = finder_account(f);
	diag_more();
	diag_account("read %ld = found %ld + nobody %ld + rejected %ld", a.read,
	    a.found, a.nobody, a.rejected);
	finder_free(f);
	return out_finish(o, a.rejected > 0 ? EXIT_SOME : EXIT_DONE);
}
