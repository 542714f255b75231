/* visits-geojson -- visits and routes as GeoJSON. */
#include "lib/io/opt.h"
#include "lib/render/geojson.h"

static const struct command command = {
	.name = "visits-geojson",
	.operands = "[FILE]",
	.summary = "visits and routes as GeoJSON",
	.uses = OPT_AS_OF | OPT_OUTPUT,
	.opts = (const struct opt[]){{0}},
};

int
main(int argc, char *argv[])
{
	struct visitrows rows = {.needs = VISITROWS_PLACE};
	struct geojson_account account;
	struct document *d;
	int i = opt_parse(&command, argc, argv);
	int status;

	visitrows_read(&rows, opt_operand(&command, i, argc, argv));
	d = document_open(common.out.file);
	account = geojson_print(&rows, common.as_of, d);
	status = document_finish(d, geojson_say(&rows, &account));
	visitrows_free(&rows);
	return status;
}
