#!/bin/sh
# What is installed works where it is put, and goes away again.
. tests/lib.sh

make_() { ${MAKE:-make} -s -C "$top" B="${build#"$top/"}" DESTDIR="$PWD/dest" "$@"; }

begin 'programs, manual pages, data and completion go where they belong'
run make_ install
status 0
for program in "$build"/bin/*; do
	name=${program##*/}
	want [ -x "dest/usr/local/bin/$name" ]
	want cmp "$top/man/$name.1" "dest/usr/local/share/man/man1/$name.1"
	want [ -e "dest/usr/local/share/bash-completion/completions/$name" ]
	want [ -e "dest/usr/local/share/fish/vendor_completions.d/$name.fish" ]
	want grep -q "#compdef.* $name\b" dest/usr/local/share/zsh/vendor-completions/_doorstep
done
want cmp "$top/man/doorstep.5" dest/usr/local/share/man/man5/doorstep.5
want cmp "$top/man/doorstep.7" dest/usr/local/share/man/man7/doorstep.7
want cmp "$top/man/de/doorstep.7" dest/usr/local/share/man/de/man7/doorstep.7
# man doorstep: the overview, not what section 5 has of that name.
want cmp "$top/man/doorstep.7" dest/usr/local/share/man/man1/doorstep.1
want cmp "$top/man/de/doorstep.7" dest/usr/local/share/man/de/man1/doorstep.1
for f in policy/sgb2.tsv holidays/he.tsv holidays/by.tsv maps/de.tsv places/README; do
	want cmp "$top/share/$f" "dest/usr/local/share/doorstep/$f"
done

begin 'an installed program finds its data beside itself'
run make_ install
status 0
mkdir elsewhere
mv dest/usr/local elsewhere/prefix
bin=$PWD/elsewhere/prefix/bin
printf 'case_id,due_on,result\nA1,2026-11-02,missed\nA1,2026-11-12,missed\n' >letters.csv
printf 'case_id\nA1\n' >cases.csv
run "$bin/cases-import" --as-of=2026-11-20 cases.csv letters.csv
status 0
printf 'from\tmiss1\tmiss2\tmiss3\tmore\tcap\tmonths\thearing_days\tpost_days\n%s\n' \
	'2020-01-01	1	77	78	0	78	1	14	3' \
	>elsewhere/prefix/share/doorstep/policy/sgb2.tsv
run "$bin/cases-overdue" --as-of=2026-11-20 -H -c case_id,threat
status 0
out <<'EOT'
A1	77
EOT

begin 'the GNU directory variables are obeyed'
run make_ install bindir=/b mandir=/m bashcompdir=/c
status 0
want [ -x dest/b/cases-import ]
want [ -e dest/m/man1/cases-import.1 ]
want [ -e dest/c/cases-import ]
run make_ -n install PREFIX=/p datadir=/d
status 0
want grep -q ' "[^ ]*dest/p/bin"$' "$box/out"
want grep -q 'dest/d/doorstep/' "$box/out"

begin 'uninstall leaves no file behind'
run make_ install
status 0
run make_ uninstall
status 0
want [ -z "$(find dest ! -type d)" ]

begin 'a directory with a space in its name is one, too'
run make_ install DESTDIR="$PWD/a b"
status 0
want [ -x "a b/usr/local/bin/cases-import" ]
want [ -e "a b/usr/local/share/doorstep/policy/sgb2.tsv" ]
want [ "$(ls)" = 'a b' ]
run make_ uninstall DESTDIR="$PWD/a b"
status 0
want [ -z "$(find . ! -type d)" ]

# Two compilations of all are too long: one file of each kind.
begin 'built in another directory, the bytes are the same'
for d in one two/deeper; do
	mkdir -p "$d"
	cp -r "$top/Makefile" "$top/lib" "$top/cmd" "$top/share" "$d"
	mkdir "$d/tests" && cp "$top/tests/setup" "$d/tests"
	run ${MAKE:-make} -s -C "$d" B=build build/lib/base/diag.o \
	    build/lib/stats/cube.o build/cmd/runs-list.o build/schema/all.inc
	status 0
	(cd "$d" && ${AR:-ar} rcD all.a build/*/*.o build/lib/*/*.o)
done
for f in all.a build/lib/base/diag.o build/cmd/runs-list.o; do
	want cmp "one/$f" "two/deeper/$f"
done

finish
