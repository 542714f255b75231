/* language.h -- messages in the language of the reader (LC_MESSAGES, or
 * LANGUAGE), by gettext.
 *
 * A message stands in the code in English, as it is; diag.h and opt.h look it
 * up when they print it, and share/po/extract finds it there.  Only a text
 * that becomes part of another one has to be looked up where that is made:
 *
 *	diag_warn("%s: %s", file, language_text("empty"));
 *	diag_warn(language_count(n, "%ld row is", "%ld rows are"), n);
 *
 * Names of columns, codes and values are in no language, and nothing that goes
 * to stdout is but --help. */
#ifndef LIB_BASE_LANGUAGE_H
#define LIB_BASE_LANGUAGE_H

#define FORMAT_OF(n) __attribute__((format_arg(n)))

/* Chooses the language; `catalogues` is a directory like /usr/share/locale.
 * Without a catalogue for it everything is English, the system's words for an
 * error too. */
void language_choose(const char *catalogues);

const char *language_text(const char *english) FORMAT_OF(1);
const char *language_count(long n, const char *one, const char *many)
    FORMAT_OF(2) FORMAT_OF(3);
const char *language_errno(int error);

#endif
