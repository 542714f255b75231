#!/bin/sh
# Messages and --help in German; what is printed never changes.
. tests/lib.sh
. tests/given.sh

german() { in_locale de_DE.UTF-8 "$@"; }

begin 'gettext is there'
if [ ! -e "$build/share/locale/de/LC_MESSAGES/doorstep.mo" ]; then
	skip 'no msgfmt here: all messages are English'
	finish
	exit
fi

begin 'messages are German, column names and codes are not'
printf 'case_id;due_on\nA1;9.2.\nA2;\n' >letters.csv
printf 'case_id\nA1\n' >cases.csv
run german cases-import --as-of=2026-02-02 cases.csv letters.csv
status 1
out <<'END'
table	case_id	key	action
cases	A1		new
END
err <<'END'
cases-import: letters.csv:1: keine Spalte result: neue Schreiben sind offen
cases-import: letters.csv:2: due_on: kein Datum
cases-import: letters.csv:3: due_on: fehlt
cases-import: cases: gelesen 1 = neu 1 + geändert 0 + unverändert 0 + abgewiesen 0
cases-import: letters: gelesen 2 = neu 0 + geändert 0 + unverändert 0 + abgewiesen 2
END

begin 'one is not many'
printf 'case_id\tsurname\ttown\nA1\tBerg\tOst\nA2\tWald\n' >cases.tsv
printf 'case_id\tsurname\ttown\nA2\tWald\tOst\nA1\n' >more.tsv
run german cases-import -t cases cases.tsv
run german cases-import -t cases cases.tsv more.tsv
grep 'Kopfzeile hat' "$box/err" >got
cat >want <<'END'
cases-import: cases.tsv:3: 2 Felder, aber die Kopfzeile hat 3: was fehlt, bleibt wie gespeichert
cases-import: more.tsv:3: 1 Feld, aber die Kopfzeile hat 3: was fehlt, bleibt wie gespeichert
END
same want got

begin 'what the system says comes in the same language, with or without its own catalogue'
run german cases-import none.csv
status 2
err <<'END'
cases-import: none.csv: Datei oder Verzeichnis nicht gefunden
END
run in_locale tr_TR.UTF-8 cases-import none.csv
status 2
err <<'END'
cases-import: none.csv: No such file or directory
END

begin 'mistakes in the command line, with the nearest known word'
run german visits-list --state=planed
status 2
err <<'END'
visits-list: --state: unbekannt: Zustand planed (planned?); bekannt sind: planned announced done off
END
run german visits-list --stat
run german visits-list --colums=a
status 2
err <<'END'
visits-list: unbekannte Option --colums (--columns?); siehe visits-list --help
END

begin 'the language is asked of LC_ALL, LC_MESSAGES, LANG and LANGUAGE, like everywhere'
for set in LC_MESSAGES=de_DE.UTF-8 LANG=de_DE.UTF-8 LANGUAGE=de:en; do
	run env -u LC_ALL LC_CTYPE=C LANG=C.UTF-8 "$set" visits-list --help
	status 0
	want grep -q '^Aufruf: visits-list' "$box/out"
done
run env LANGUAGE=de visits-list --help
want grep -q '^usage: visits-list' "$box/out"

begin '--help fits 80 columns in German, and has all options'
for path in "$build"/bin/*; do
	program=${path##*/}
	run german "$program" --help
	status 0
	python3 -c 'import sys
for line in open(sys.argv[1], encoding="utf-8"):
    if len(line.rstrip("\n")) > 80: print(line)' "$box/out" >wide
	[ ! -s wide ] || bad "$program: $(cat wide)"
	"$program" --help | grep -o '^ [ -].[ ,] --[a-z-]*' >english
	grep -o '^ [ -].[ ,] --[a-z-]*' "$box/out" >got
	same english got
done

begin 'umlauts come out as UTF-8 whatever LC_CTYPE is'
run env -u LC_ALL LC_MESSAGES=de_DE.UTF-8 LC_CTYPE=C visits-plan --help
want grep -q 'Fachkräfte' "$box/out"

begin 'reasons in a file of rejects are the same in every language'
printf 'case_id;sex\nA1;x\nA2;bogus\nA3\n' >cases.csv
for locale in C.UTF-8 de_DE.UTF-8; do
	rm -f "$DOORSTEP_DB"
	run in_locale $locale cases-import -q -t cases --strict --rejects=rejects cases.csv
	mv rejects rejects.$locale
done
same rejects.C.UTF-8 rejects.de_DE.UTF-8

begin 'without the catalogue all is English, the system too'
mkdir -p bare/bin bare/share
cp "$build/bin/cases-import" bare/bin
cp -R "$top/share" bare/share/doorstep
run german bare/bin/cases-import none.csv
status 2
err <<'END'
cases-import: none.csv: No such file or directory
END

begin 'the German page names the same programs as the English one'
for page in man man/de; do
	sed -n 's/^\.It Xr \([a-z-]* 1\) Ta.*/\1/p' "$top/$page/doorstep.7" >"${page#*/}.programs"
done
want [ -s de.programs ]
same man.programs de.programs

# To put what is new into the catalogue: share/po/extract says how.
# What is not used may be the plural of a message, given as one of its own.
begin 'nothing is untranslated or fuzzy, and nothing is translated in vain'
(cd "$top" && share/po/extract) >messages.pot
run msgcmp "$top/share/po/de.po" messages.pot
status 0
err </dev/null

begin 'the formats of the translation are those of the messages'
run msgfmt -c -o /dev/null "$top/share/po/de.po"
status 0
err </dev/null

finish
