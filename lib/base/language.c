#include "lib/base/language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

void
language_choose(const char *catalogues)
{
	setlocale(LC_MESSAGES, "");
	bindtextdomain("doorstep", catalogues);
	bind_textdomain_codeset("doorstep", "UTF-8");
	textdomain("doorstep");
	/* The empty text stands for the head of a catalogue. */
	if (*gettext("") == '\0')
		setlocale(LC_MESSAGES, "C");
}

const char *
language_text(const char *english)
{
	return *english == '\0' ? english : gettext(english);
}

const char *
language_count(long n, const char *one, const char *many)
{
	return ngettext(one, many, n < 0 ? 0UL - (unsigned long)n :
	    (unsigned long)n);
}

/* The C library has catalogues of its own, which may be missing where ours is
 * there: its English is looked up in ours. */
const char *
language_errno(int error)
{
	static locale_t english;

	if (english == (locale_t)0)
		english = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	return language_text(english != (locale_t)0 ?
	    strerror_l(error, english) : strerror(error));
}
