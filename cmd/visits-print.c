/* visits-print -- fill a page with visits: letters, sheets, reports. */
#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/io/datafile.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/render/document.h"
#include "lib/render/edition.h"
#include "lib/render/facts.h"
#include "lib/render/filler.h"
#include "lib/render/listing.h"

static const char *template, *office, *printed;
static struct opt_texts settings;
static const struct datafile_kind pages = {"print", ".html", "template",
	"template, and no file,"};

static const struct command command = {
	.name = "visits-print",
	.operands = "[FILE]",
	.summary = "fill a page with visits: letters, sheets, reports",
	.uses = OPT_AS_OF | OPT_OUTPUT,
	.opts = (const struct opt[]){
		{'T', "template", "FILE", "the page: letter, sheet, report, or a file",
		    .named = &pages, .text = &template},
		{0, "office", "FILE", "a TSV name, value: what the input does not say",
		    .text = &office},
		{0, "set", "NAME=VALUE", "the same for one name", .texts = &settings},
		{0, "printed", "FILE", "write the rows that came out to FILE",
		    .text = &printed},
		{0},
	},
};

static struct edition *
open_template(const struct facts *facts)
{
	struct edition *e;
	char *own;

	if (template == NULL)
		die_usage("--template says what to fill: letter, sheet, report,"
		    " or a file");
	own = datafile_named(&pages, template);
	e = edition_open(own != NULL ? own : template, facts);
	free(own);
	return e;
}

static struct facts *
collect_facts(void)
{
	struct facts *f = facts_new();

	if (office != NULL)
		facts_read(f, office);
	for (size_t i = 0; i < settings.n; i++)
		if (!facts_set(f, settings.text[i]))
			die_usage("--set takes NAME=VALUE");
	return f;
}

static struct out *
open_printed(const struct listing *l)
{
	if (printed == NULL)
		return NULL;
	return out_open_file(printed, (const char *const *)l->heading,
	    l->n_headings);
}

/* A pair's second row, that listing.h made of the first, is none of the
 * input's. */
static void
list_printed(struct out *o, const struct listing *l, const struct filler *f)
{
	for (size_t i = 0; o != NULL && i < l->n; i++) {
		if (f->left_out[i] || l->row[i].second)
			continue;
		for (size_t k = 0; k < l->n_headings; k++)
			out_text(o, (int)k, l->row[i].field[k]);
		out_row(o);
	}
}

static int
say_account(const struct listing *l, const struct filler *f)
{
	long rejected = l->rejected + f->rejected;
	bool foreign;

	diag_more();
	foreign = edition_say_languages(f->edition);
	if (f->replaced > 0)
		diag_warn(language_count(f->replaced,
		    "%ld value has characters that command, not text: each is"
		    " printed as U+FFFD",
		    "%ld values have characters that command, not text: each"
		    " is printed as U+FFFD"),
		    f->replaced);
	diag_account("read %ld = printed %ld + rejected %ld", l->read,
	    l->read - rejected, rejected);
	return rejected > 0 || foreign ? EXIT_SOME : EXIT_DONE;
}

int
main(int argc, char *argv[])
{
	const char *path = opt_operand(&command, opt_parse(&command, argc, argv),
	    argc, argv);
	struct facts *facts = collect_facts();
	struct filler f = {.edition = open_template(facts),
	    .today = common.as_of};
	struct document *page = document_open(common.out.file);
	struct listing rows = {0};
	struct out *list;
	int status;

	listing_read(&rows, path, edition_columns(f.edition));
	list = open_printed(&rows);
	filler_fill(&f, &rows, page);
	list_printed(list, &rows, &f);
	status = say_account(&rows, &f);
	filler_free(&f);
	edition_close(f.edition);
	facts_free(facts);
	listing_free(&rows);
	status = document_finish(page, status);
	return list != NULL ? out_finish(list, status) : status;
}
