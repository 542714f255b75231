#include "lib/import/account.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"

const struct out_column account_columns[] = {
	[ACCOUNT_TABLE] = {"table", true},
	[ACCOUNT_CASE] = {"case_id", true},
	[ACCOUNT_KEY] = {"key", true},
	[ACCOUNT_ACTION] = {"action", true},
	{0},
};

enum { MANY = 10, A_WEEK_OF_MANY = 50 };

static const char *const actions[] = {
	[ADDED] = "new", [CHANGED] = "changed", [CLOSED] = "closed"};

void
account_count(struct account *a, enum action action)
{
	if (action == ADDED)
		a->added++;
	else if (action == CHANGED)
		a->changed++;
	else if (action == UNCHANGED)
		a->unchanged++;
}

void
account_tell(struct out *out, int table, const char *case_id,
    const char *key, enum action action)
{
	if (action == UNCHANGED || action == REFUSED)
		return;
	out_word(out, ACCOUNT_TABLE, import_tables[table].name);
	out_text(out, ACCOUNT_CASE, case_id);
	if (key != NULL)
		out_text(out, ACCOUNT_KEY, key);
	out_word(out, ACCOUNT_ACTION, actions[action]);
	out_row(out);
}

static void
append(char **line, char *part)
{
	char *longer = xasprintf("%s%s", *line, part);

	free(part);
	free(*line);
	*line = longer;
}

static void
say(const char *name, const struct account *a, bool whole_stock)
{
	char *line = xasprintf(language_text("%s: read %ld = new %ld + "
	    "changed %ld + unchanged %ld + rejected %ld"), name, a->read, a->added,
	    a->changed, a->unchanged, a->rejected);

	if (a->blocked > 0)
		append(&line, xasprintf(language_text(" + blocked %ld"),
		    a->blocked));
	if (a->left_out > 0)
		append(&line, xasprintf(language_text(", left out %ld"),
		    a->left_out));
	if (a->values > 0)
		append(&line, xasprintf(language_text(", %ld values left out"),
		    a->values));
	if (whole_stock)
		append(&line, xasprintf(language_text(", closed %ld"),
		    a->closed));
	if (a->again > 0)
		append(&line, xasprintf(language_text(", back again %ld"),
		    a->again));
	if (a->doubts > 0)
		append(&line, xasprintf(language_text(", doubts told before %ld"),
		    a->doubts));
	diag_account("%s", line);
	free(line);
}

static void
say_reopened(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "letters: %ld had a result and is open again",
		    "letters: %ld had a result and are open again"), n);
}

/* Nobody is invited to an office that is closed: letters of Monday to Friday
 * that are a day off are of Sunday to Thursday, or of Tuesday to Saturday. */
static void
say_weekend(const struct account *a)
{
	long n = a->added + a->changed, weekend = a->on[SATURDAY] + a->on[SUNDAY];

	if (n >= A_WEEK_OF_MANY && weekend * 10 > n &&
	    (a->on[MONDAY] == 0 || a->on[FRIDAY] == 0))
		diag_warn("letters: %ld of %ld that are new or changed are of a"
		    " Saturday or Sunday, and none of a Monday or none of a"
		    " Friday: is the list in another time zone?", weekend, n);
}

/* Some may well have been put off by so much, but not most of many. */
static void
say_changes(const struct account *a)
{
	say_weekend(a);
	if (a->otherwise >= MANY && a->otherwise * 2 > a->met)
		diag_warn("letters: %ld of %ld have another result than before",
		    a->otherwise, a->met);
	if (a->unsent >= MANY && a->unsent * 2 > a->met)
		diag_warn("letters: %ld of %ld have no sent_on any more", a->unsent,
		    a->met);
	if (a->day_off >= MANY && a->day_off * 2 > a->met)
		diag_warn("letters: %ld of %ld are a day earlier or later than"
		    " before: is the list in another time zone?", a->day_off, a->met);
	if (a->hour_off >= MANY && a->hour_off * 2 > a->met)
		diag_warn("letters: %ld of %ld are an hour or two earlier or later"
		    " than before: is the list in another time zone?",
		    a->hour_off, a->met);
}

static void
say_missed(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "letters: %ld was attended or excused and is missed now",
		    "letters: %ld were attended or excused and are missed now"), n);
}

static void
say_strays(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "cases: %ld has another address, and keeps the lat and lon"
		    " of the old one",
		    "cases: %ld have another address, and keep the lat and lon"
		    " of the old one"), n);
}

/* Whoever closed them, or wrote the list, is wrong. */
static void
say_closed(const struct account account[TABLES])
{
	if (account[CASES].listed > 0)
		diag_warn(language_count(account[CASES].listed,
		    "cases: %ld in a list without status was closed earlier and"
		    " stays so",
		    "cases: %ld in a list without status were closed earlier and"
		    " stay so"), account[CASES].listed);
	if (account[WORKERS].listed > 0)
		diag_warn(language_count(account[WORKERS].listed,
		    "workers: %ld in a list without until has left and stays away",
		    "workers: %ld in a list without until have left and stay away"),
		    account[WORKERS].listed);
	if (account[LETTERS].ahead > 0)
		diag_warn(language_count(account[LETTERS].ahead,
		    "letters: %ld new one that lies ahead is of a closed case",
		    "letters: %ld new ones that lie ahead are of closed cases"),
		    account[LETTERS].ahead);
}

static void
say_beside(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "letters: %ld stored one has another result than a new one of"
		    " its case and day, and is not in the files: both count",
		    "letters: %ld stored ones have another result than new ones"
		    " of their case and day, and are not in the files: both count"),
		    n);
}

static void
say_reheard(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "cuts: %ld was decided or over and is a hearing again",
		    "cuts: %ld were decided or over and are hearings again"), n);
}

/* Ending before it begins takes an absence back, but these were never there. */
static void
say_futile(long n)
{
	if (n > 0)
		diag_warn(language_count(n,
		    "absences: %ld new one ends before it begins: nobody is away",
		    "absences: %ld new ones end before they begin: nobody is away"),
		    n);
}

void
account_say(const struct account account[TABLES], const bool came[TABLES],
    const bool whole_stock[TABLES])
{
	say_strays(account[CASES].strays);
	say_closed(account);
	say_changes(&account[LETTERS]);
	say_missed(account[LETTERS].missed);
	say_reopened(account[LETTERS].reopened);
	say_beside(account[LETTERS].beside);
	say_reheard(account[CUTS].reheard);
	say_futile(account[ABSENCES].futile);
	for (int i = 0; i < TABLES; i++)
		if (came[i] && account[i].differing > 0)
			diag_warn(language_count(account[i].differing,
			    "%s: %ld row said something else than a later one "
			    "with the same key",
			    "%s: %ld rows said something else than a later one "
			    "with the same key"), import_tables[i].name,
			    account[i].differing);
	for (int i = 0; i < TABLES; i++)
		if (came[i])
			say(import_tables[i].name, &account[i], whole_stock[i]);
}
