#!/bin/sh
# Options that stand in a file.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-03-02 <<'END'
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
cases   case_id lat lon town
        A1      50  8   Rossdorf
        A2      50  8   Rossdorf
referrals case_id referred_on
          A1      2026-03-01
          A2      2026-03-01
END
}

# configure <<'END': the file of settings, at its usual place.
configure() {
	unset DOORSTEP_CONFIG
	mkdir -p "$HOME/.config/doorstep"
	cat >"$HOME/.config/doorstep/config"
}
config=$box/.config/doorstep/config

begin 'an option of every program, one of this program, and the command line wins'
once office
configure <<'END'
# how we like it

columns = case_id
   cases-overdue.limit=1
visits-plan.days = 3
END
run cases-overdue --as-of=2026-03-03
status 0
out <<'END'
case_id
A1
END
err </dev/null
run cases-overdue --as-of=2026-03-03 --limit=2 -c case_id,town -H
out <<'END'
A1	Rossdorf
A2	Rossdorf
END

begin 'what is said of this program counts, wherever it stands'
once office
configure <<'END'
cases-overdue.columns = town,case_id
columns = case_id
cases-overdue.no-header = no
no-header = yes
limit = 1
END
run cases-overdue --as-of=2026-03-03
out <<'END'
town	case_id
Rossdorf	A1
END

begin '-v says what came from the file, and only that'
once office
configure <<'END'
columns = case_id
limit = 1
visits-plan.days = 3
cases-overdue.explain = no
verbose = yes
END
run cases-overdue --as-of=2026-03-03 --limit=2
status 0
grep "$config" "$box/err" >got
cat >want <<END
cases-overdue: $config:3: columns = case_id
cases-overdue: $config:6: explain = no
cases-overdue: $config:7: verbose = yes
END
sed -i 's/:3: columns/:1: columns/;s/:6: explain/:4: explain/;s/:7: verbose/:5: verbose/' want
same want got
sqlite3 "$DOORSTEP_DB" "SELECT count(*) FROM run WHERE options LIKE '%limit%'" >got
echo 0 >want
same want got

begin 'what a storing run took from the file is in the journal'
once office
configure <<'END'
cases-import.table = cases
quiet = yes
END
printf 'case_id\ttown\tlat\tlon\nA3\tOst\t\t\n' >"more"
run cases-import --as-of=2026-03-03 more
status 0
err </dev/null
run runs-list -H -c options
through tail -n 1
out <<'END'
--as-of=2026-03-03 --table=cases --quiet
END

begin 'an option that can be repeated: a line each; from the command line it replaces them'
once office
printf 'source\tcolumn\nFoo\tcase_id\n' >foo.tsv
printf 'source\tcolumn\nBar\ttown\n' >bar.tsv
configure <<'END'
map = +foo.tsv
map = +bar.tsv
END
printf 'Foo;Bar\nA9;Ost\n' >cases.csv
run cases-import -q -t cases cases.csv
status 0
sqlite3 "$DOORSTEP_DB" "SELECT town FROM cases WHERE case_id = 'A9'" >got
echo Ost >want
same want got
run cases-import -q -t cases -m +foo.tsv cases.csv
status 0
says 'no heading for town'
configure <<'END'
stats-report.by = month
stats-report.by = sex
END
run stats-report --as-of=2026-03-03 --suppress=0 --every
status 0
want grep -q '^month	sex	measure	value$' "$box/out"

begin 'where the file is'
once office
mkdir -p "$HOME/.config/doorstep" xdg/doorstep
echo 'limit = 1' >"$HOME/.config/doorstep/config"
echo 'columns = town' >xdg/doorstep/config
echo 'no-header = yes' >own
unset DOORSTEP_CONFIG
run cases-overdue --as-of=2026-03-03 -c case_id
[ "$(wc -l <"$box/out")" = 2 ] || bad 'not ~/.config'
run env XDG_CONFIG_HOME="$PWD/xdg" cases-overdue --as-of=2026-03-03
want grep -qx town "$box/out"
run env XDG_CONFIG_HOME="$PWD/xdg" DOORSTEP_CONFIG=own cases-overdue --as-of=2026-03-03 -c case_id
out <<'END'
A1
A2
END
run env DOORSTEP_CONFIG='' cases-overdue --as-of=2026-03-03 -c case_id
[ "$(wc -l <"$box/out")" = 3 ] || bad 'an empty DOORSTEP_CONFIG means none'
run env DOORSTEP_CONFIG=none cases-overdue
status 2
err <<'END'
cases-overdue: none: No such file or directory
END
rm -r "$HOME/.config"
run cases-overdue --as-of=2026-03-03
status 0
run env -u HOME cases-overdue --as-of=2026-03-03
status 0

begin 'a line that is wrong: its number, what is wrong, status 2, and nothing is done'
once office
while IFS='|' read -r line message; do
	configure <<END

$line
END
	run cases-overdue --as-of=2026-03-03
	status 2
	out </dev/null
	echo "cases-overdue: $config:2: $message" >want
	same want "$box/err"
done <<'END'
limit|not option = value
limits = 3|unknown option limits (limit?)
limit = x|--limit takes a whole number, zero or more
--limit = 3|unknown option --limit (limit?)
visits-list.states = off|unknown option states (state?)
visits-list.limit = 3|unknown option limit
visit-list.state = off|unknown program visit-list (visits-list?)
cases-overdue.state = off|unknown option state
explain = 1|explain: yes or no
explain =|explain: yes or no
db = ~/x.db|db: ~ stands for nothing here
END
configure <<'END'
limit = 1
cases-overdue.limit = 2
columns = town
limit = 3
END
run cases-overdue
status 2
err <<END
cases-overdue: $config:4: limit: is in line 1 already
END

begin 'what stores, overrules or discloses is never in a file, whatever the program'
once office
for option in commit replan raw force suppress as-of dry-run check help version; do
	for line in "$option = yes" "visits-plan.$option = yes" "$option = no"; do
		echo "$line" | configure
		run visits-list
		status 2
		err <<END
visits-list: $config:1: $option: only on the command line
END
	done
done

begin 'a day from the file is a day from today, and a wrong one is named by its line'
once office
configure <<'END'
visits-list.from = -1
END
run visits-list --as-of=2026-03-03
status 0
configure <<'END'

visits-list.from = never
END
run visits-list --as-of=2026-03-03
status 2
says "^visits-list: $config:2: --from takes a day: "

begin 'a value that turns out to be bad later is named by its line, too'
once office
printf 'case_id,surname\nA1,Berg\n' >c.csv
# late SETTING WHAT-IS-SAID COMMAND...
late() {
	printf '\n%s\n' "$1" | configure
	text=$2
	shift 2
	run "$@"
	status 2
	out </dev/null
	err <<END
${1}: $config:2: $text
END
}
late 'columns = case' '--columns: unknown column case; known are: run time user program options files counts undone_by' runs-list
late 'holidays = no.tsv' 'no.tsv: No such file or directory' cases-overdue
late 'visits-list.on = today' '--on excludes --from and --to' visits-list --from=today
late 'cases-import.encoding = x' '--encoding: unknown; iconv -l lists the known ones' cases-import c.csv
late 'map = +no.tsv' 'no.tsv: No such file or directory' cases-import c.csv
late 'separator = xx' '--separator is one character (\t: a tab)' cases-import c.csv
late 'grid = 2000' '--grid: more minutes than a day has' visits-plan
late 'detour = 0' '--speed and --detour: more than 0' visits-plan
late 'age-groups = 5,x' '--age-groups takes ascending ages, like 25,35,45,55' stats-report
run stats-report --age-groups=5,x
err <<END
stats-report: --age-groups takes ascending ages, like 25,35,45,55; see stats-report --help
END
printf 'db = no.db\n' | configure
run runs-list
status 5
err <<END
runs-list: $config:1: no.db: no database here; cases-import makes one
END
printf 'columns = run\n' | configure
run runs-list -c x
says '^runs-list: --columns: unknown column x; '

begin 'every option of every program is known to all'
for path in "$build"/bin/*; do
	program=${path##*/}
	"$program" --help | sed -n 's/^  ...[ ]*--\([a-z-]*\).*/\1/p' |
		grep -vx -e help -e version >options
	want [ -s options ]
	grep -vx -e commit -e replan -e raw -e force -e suppress -e as-of -e dry-run -e check options |
		sed "s/^/$program./;s/\$/ = 1/" >>all
done
sed -i '/^runs-list\./d' all
configure <all
run runs-list --as-of=2026-03-03
status 5
sed 's/^[^.]*/runs-lost/' all | head -n 1 >wrong
configure <wrong
run runs-list
status 2
says 'unknown program runs-lost (runs-list?)'

begin 'by which rules a visit is needed and a cut threatens: one answer of all programs'
configure </dev/null
given 2026-09-01 <<'END'
cases   case_id lat lon
        A1      50  8
        A2      50  8
letters case_id due_on     purpose result
        A1      2026-08-03 x       missed
        A1      2026-08-17 x       missed
        A2      2026-09-01 x       missed
cuts    case_id miss_on    state   percent cut_from
        A2      2026-09-01 decided 100     2026-10-01
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
planned 2026-09-02 <<'END'
case_id date       worker start
A1      2026-10-12 w1     09:00
END
words >letters <<'END'
case_id due_on     purpose result
A1      2026-10-05 x       attended
A1      2026-10-07 x       missed
A2      2026-09-01 x       cancelled
END
cp "$DOORSTEP_DB" before.db
run cases-import -q --as-of=2026-10-08 letters
err <<'END'
cases-import: cuts: 1 threatens for a day on which no letter is missed; cases-check names it
cases-import: 1 open visit is touched; visits-list --alert says why
END
run cases-check -qH --as-of=2026-10-08 --stale=99 -c check,case_id,detail
shows <<'END'
alert A1 came_in
cut   A2 2026-09-01
END
cp before.db "$DOORSTEP_DB"
cut -f 1-10 "$build/share/doorstep/policy/sgb2.tsv" >staircase.tsv
printf 'missed = 1\npolicy = %s\n' "$PWD/staircase.tsv" | configure
run cases-import -q --as-of=2026-10-08 letters
status 0
err </dev/null
run cases-check -qH --as-of=2026-10-08 --stale=99
out </dev/null

begin 'an agreed day that is a holiday of the state is the next one'
configure </dev/null
given 2026-01-02 <<'END'
cases   case_id lat lon
        A1      50  8
END
logged 2026-01-02 <<'END'
case_id date       outcome next  next_on
A1      2026-01-02 met     visit 2026-01-06
END
run cases-check -qH --as-of=2026-01-05 -c check,detail
shows <<'END'
agreed 2026-01-06
END
echo 'holidays = by' | configure
run cases-check -qH --as-of=2026-01-05 -c check,detail
shows <<'END'
agreed 2026-01-07
END

begin 'the marks and line ends of other systems are no part of it; a directory is no file'
once office
printf '\357\273\277limit = 1\r\n\r\n# x\r\ncolumns = case_id\r\n' | configure
run cases-overdue --as-of=2026-03-03
out <<'END'
case_id
A1
END
run env DOORSTEP_CONFIG=. cases-overdue
status 2

finish
