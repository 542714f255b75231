/* visits-map -- visits and routes on a page that draws its own map. */
#include <stdlib.h>

#include "lib/io/datafile.h"
#include "lib/io/opt.h"
#include "lib/render/geojson.h"
#include "lib/render/mappage.h"

static const char *template;

static const struct command command = {
	.name = "visits-map",
	.operands = "[FILE]",
	.summary = "visits and routes on a map: one HTML file that loads nothing",
	.uses = OPT_AS_OF | OPT_OUTPUT,
	.opts = (const struct opt[]){
		{'T', "template", "FILE", "this page instead of map/map.html",
		    .text = &template},
		{0},
	},
};

static struct mappage *
read_page(void)
{
	char *usual = template == NULL ? datafile_find("map/map.html") : NULL;
	struct mappage *page = mappage_read(usual != NULL ? usual : template);

	free(usual);
	return page;
}

int
main(int argc, char *argv[])
{
	struct visitrows rows = {.needs = VISITROWS_PLACE};
	struct geojson_account account;
	struct document *d;
	struct mappage *page;
	int i = opt_parse(&command, argc, argv);
	int status;

	page = read_page();
	visitrows_read(&rows, opt_operand(&command, i, argc, argv));
	d = document_open(common.out.file);
	document_text(d, mappage_before(page));
	account = geojson_print(&rows, common.as_of, d);
	document_text(d, mappage_behind(page));
	status = document_finish(d, geojson_say(&rows, &account));
	mappage_free(page);
	visitrows_free(&rows);
	return status;
}
