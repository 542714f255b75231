#!/bin/sh
# The example plots: a figure that is hidden is a gap, and never zero.
. tests/lib.sh

plots=$top/share/examples/plots
if ! command -v gnuplot >/dev/null; then
	begin 'the plots'
	skip 'no gnuplot (tests/setup screen)'
	finish
	exit
fi

# Of each line in the SVG on stdout: of how many pieces and points it is, those
# in the legend too; and how many stars there are.
parts() {
	/usr/bin/python3 -c '
import re, sys, xml.etree.ElementTree as tree
svg = "{http://www.w3.org/2000/svg}"
root = tree.parse(sys.stdin).getroot()
for g in root.iter(svg + "g"):
	name = g.get("id", "")
	if name.startswith("gnuplot_plot_") and name != "gnuplot_plot_1":  # the axis
		pieces = " ".join(p.get("d") for p in g.iter(svg + "path")).count("M")
		print("line", pieces, len(list(g.iter(svg + "use"))))
print("stars", sum("".join(t.itertext()).strip() == "*" for t in root.iter(svg + "text")))
' <"$box/out"
}

begin 'visits by outcome: a line breaks where a figure is hidden or unknown; a zero is a point'
printf 'month\tmet\tnot_home\trefused\n2026-01\t12\t5\t*\n2026-02\t14\t*\t3\n2026-03\t9\t4\t0\n2026-04\t*\t7\t4\n2026-05\t15\t8\t5\n2026-06\t17\t\t*\n' >figures.tsv
feed figures.tsv "$plots/outcomes"
status 0
err </dev/null
parts >got
# met 12 14 9 | 15 17, not_home 5 | 4 7 8, refused 3 0 4 5; one of each in the
# legend.
cat >want <<'END'
line 3 6
line 3 5
line 2 5
stars 4
END
same want got
cp "$box/out" picture.svg
feed figures.tsv in_locale de_DE.UTF-8 "$plots/outcomes"
status 0
same picture.svg "$box/out"
COLUMNS=64 LINES=14 feed figures.tsv "$plots/outcomes" -t
status 0
grep -q '12 |-+G' "$box/out" || bad "$(cat "$box/out")"
LC_ALL=C grep -q '[^ -~]' "$box/out" && bad 'more than text in the terminal'

begin 'the share that was met: nothing where one of the two is hidden, or nobody was visited'
printf 'month\tvisits\tmet\n2026-01\t20\t12\n2026-02\t22\t*\n2026-03\t19\t9\n2026-04\t0\t0\n2026-05\t20\t0\n2026-06\t*\t5\n' >figures.tsv
feed figures.tsv "$plots/reached"
status 0
err </dev/null
parts >got
# 60 | 47 | 0
cat >want <<'END'
line 4 4
stars 2
END
same want got
COLUMNS=64 LINES=14 feed figures.tsv "$plots/reached" -t
status 0

begin 'days to the contact: the median, with the quartiles where they are known'
printf 'month\tdays_to_contact_median\tdays_to_contact_q1\tdays_to_contact_q3\n2026-01\t120\t80\t150\n2026-02\t*\t*\t*\n2026-03\t90\t*\t*\n2026-04\t\t\t\n2026-05\t100.5\t50\t160\n' >figures.tsv
feed figures.tsv "$plots/days"
status 0
err </dev/null
parts >got
sed 1d got >medians
# 120 | 90 | 100.5
cat >want <<'END'
line 4 4
stars 1
END
same want medians
COLUMNS=64 LINES=14 feed figures.tsv "$plots/days" -t
status 0

begin 'the columns may come in another order, and under texts of any kind'
# shellcheck disable=SC2016
printf 'town\tmet\tmonth\tvisits\nGroß_Zimmern {/Bold x} $1\t1\t2026-01\t2\n' >figures.tsv
feed figures.tsv "$plots/reached"
status 0
err </dev/null
grep -q 'Groß_Zimmern {/Bold x} .1' "$box/out" || bad 'the text was read as a command'

begin 'from stats-report to a picture'
printf 'case_id\nA1\nA2\nA3\nA4\n' >cases.tsv
cases-import -q cases.tsv >/dev/null
printf 'case_id\tdate\toutcome\nA1\t2026-01-05\tmet\nA2\t2026-01-05\tmet\nA3\t2026-01-05\tmet\nA4\t2026-02-05\tmet\n' >outcomes.tsv
visits-log -q --as-of=2026-03-03 outcomes.tsv >/dev/null
stats-report --as-of=2026-03-03 --by=month --wide --measures=visits,met >figures.tsv
feed figures.tsv "$plots/reached"
status 0
parts >got
# Both figures of February are hidden.
cat >want <<'END'
line 2 2
stars 2
END
same want got

begin 'what is missing is said: 2'
printf 'month\tvisits\n2026-01\t2\n' >figures.tsv
feed figures.tsv "$plots/reached"
status 2
out </dev/null
err <<'END'
reached: no column met
END
run "$plots/days"
status 2
err <<'END'
days: no figures
END
feed figures.tsv "$plots/outcomes" figures.tsv
status 2
err <<'END'
outcomes: the figures come on stdin
END

finish
