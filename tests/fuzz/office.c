#include "tests/fuzz/office.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

int cases_import_main(int argc, char *argv[]);
int cases_overdue_main(int argc, char *argv[]);
int visits_plan_main(int argc, char *argv[]);
int visits_list_main(int argc, char *argv[]);
int visits_log_main(int argc, char *argv[]);
int cases_erase_main(int argc, char *argv[]);
int stats_report_main(int argc, char *argv[]);

static const char cases[] =
    "case_id\thousehold_id\tsurname\tgiven_name\tbirth_date\tsex\tlanguage\tphone"
    "\tstreet\tpostal_code\ttown\tlat\tlon\tneeds\tvisit_minutes\twindows\n"
    "A1\tH1\tmArkS1\tmArkG1\t1963-04-08\tf\ttr\t0615 1\tmArkW 1\t64283\tmArkO\t50\t8\twoman\t"
    "\tmon 08:00-12:00\n"
    "A2\tH1\tmArkS2\tmArkG2\t2004-02-29\tm\t\t\tmArkW 1\t64283\tmArkO\t50\t8\t\t45.5\t\n"
    "A3\t\tmArkS3\tmArkG3\t\tx\t\t\tmArkW 3\t64285\tmArkO\t\t\tpair\t\t\n"
    "A4\t\tmArkS4\t\t\t\t\t\tmArkW 4\t64285\tmArkO\t50.1\t8.1\t\t\t\n";
static const char letters[] =
    "case_id\tdue_on\tpurpose\tletter_id\tsent_on\tdue_time\tresult\n"
    "A1\t2026-01-05\tp\tL1\t2026-01-02\t08:00\tmissed\n"
    "A1\t2026-02-05\tp\tL2\t2026-01-20\t\tmissed\n"
    "A2\t2026-02-09\tp\t\t\t\treturned\nA2\t2026-02-16\tp\t\t\t\tmissed\n"
    "A3\t2025-08-01\tp\t\t\t\tmissed\nA4\t2026-02-20\tp\t\t\t\tattended\n";
static const char cuts[] =
    "case_id\tmiss_on\tstate\thearing_until\tcut_from\tpercent\tmonths\n"
    "A1\t2026-02-05\thearing\t2026-03-06\t\t30\t1\n"
    "A2\t2026-02-16\tdecided\t\t2026-04-01\t30\t1\n";
static const char referrals[] =
    "case_id\treferred_on\tby\treason\nA4\t2026-02-25\tb\tr\n";
static const char workers[] =
    "worker\tname\tskills\tlat\tlon\tfunder\tvisits_per_day\tmon\ttue\twed\tthu\tfri\n"
    "w1\tn1\twoman,lang:tr\t50\t8\tf1\t4\t08:00-16:00\t08:00-16:00\t08:00-16:00"
    "\t08:00-16:00\t\nw2\tn2\t\t50.1\t8.1\tf2\t\t08:00-16:00\t08:00-16:00"
    "\t08:00-16:00\t08:00-16:00\t08:00-16:00\n";
static const char absences[] =
    "worker\tfrom\tto\tstart\tend\n*\t2026-03-09\t2026-03-09\t\t\n"
    "w2\t2026-03-05\t2026-03-05\t08:00\t10:00\n";
static const char offers[] = "offer\tarea\tname\no1\ta\tn\n";
static const char places[] =
    "postal_code\tlat\tlon\ttown\n64283\t50\t8\tmArkO\n64285\t50.05\t8.05\tmArkO\n";
static const char outcomes[] =
    "case_id\tdate\tworker\tstart\toutcome\treaction\tcauses\toffers\tnext\tnext_on"
    "\tminutes\tconsent\tnote\n"
    "A1\t2026-02-10\tw1\t09:00\tnot_home\t\t\t\t\t\t\t\t\n"
    "A4\t2026-02-26\tw2\t10:00\tmet\tpositive\tdebt\to1\tvisit\t2026-03-10\t45\t1\tn\n"
    "A3\t2026-02-27\tw2\t11:00\taborted\t\t\t\t\t\t\t\t\n";

void
office_copy(const char *from, const char *to)
{
	size_t n;
	char *text = fuzz_slurp(fuzz_path(from), &n);

	fuzz_file(to, text, n);
	free(text);
}

static void
worked(int status)
{
	if (status > 1) {
		char *said = fuzz_slurp(fuzz_path("stderr"), NULL);

		fuzz_broken(said, status, "the office can be made");
	}
}

static void
import(void)
{
	fuzz_lines("cases", cases);
	fuzz_lines("letters", letters);
	fuzz_lines("cuts", cuts);
	fuzz_lines("referrals", referrals);
	fuzz_lines("workers", workers);
	fuzz_lines("absences", absences);
	fuzz_lines("offers", offers);
	fuzz_lines("places", places);
	setenv("DOORSTEP_DB", fuzz_path("office"), 1);
	worked(fuzz_program(FUZZ_PROGRAM(cases_import), "--as-of=2026-02-09",
	    fuzz_path("workers"), fuzz_path("absences"), fuzz_path("offers"),
	    fuzz_path("places"), NULL));
	worked(fuzz_program(FUZZ_PROGRAM(cases_import), "--as-of=2026-02-09",
	    fuzz_path("cases"), fuzz_path("letters"), fuzz_path("cuts"),
	    fuzz_path("referrals"), NULL));
}

static void
lists(void)
{
	fuzz_lines("outcomes", outcomes);
	worked(fuzz_program(FUZZ_PROGRAM(visits_log), OFFICE_TODAY,
	    fuzz_path("outcomes"), NULL));
	worked(fuzz_program(FUZZ_PROGRAM(cases_overdue), OFFICE_TODAY, NULL));
	office_copy("stdout", "people");
	worked(fuzz_program(FUZZ_PROGRAM(visits_plan), OFFICE_TODAY, "--effort=1",
	    "--threads=1", "--commit", fuzz_path("people"), NULL));
	office_copy("stdout", "plan");
	worked(fuzz_program(FUZZ_PROGRAM(visits_list), OFFICE_TODAY,
	    "--from=2026-01-01", NULL));
	office_copy("stdout", "sheet");
	worked(fuzz_program(FUZZ_PROGRAM(stats_report), OFFICE_TODAY, "--raw",
	    "--by=month,town", NULL));
	office_copy("stdout", "raw");
}

void
office_make(void)
{
	fuzz_path("");
	import();
	office_copy("office", "early");
	lists();
}
