# common.sh -- what the plots share; sourced by them.
# shellcheck shell=sh
#
# A plot reads the TSV of stats-report --wide and writes SVG; with -t it draws
# in the terminal.  Figures that are hidden (*) and those that are not known
# are gaps, never zero; a * below the line says which ones are hidden.

program=${0##*/}

die() {
	echo "$program: $*" >&2
	exit 2
}

# options "$@": -t, and nothing else.
options() {
	terminal="svg size 900,420 dynamic font 'sans,13' background '#ffffff'"
	while getopts t option; do
		case $option in
		t) terminal="dumb nofeed size ${COLUMNS:-79},${LINES:-24}" ;;
		*) die 'usage: [-t] <TSV' ;;
		esac
	done
	[ $# -lt $OPTIND ] || die 'the figures come on stdin'
	command -v gnuplot >/dev/null || die 'gnuplot is missing'
}

# read_figures COLUMN ...: stdin, whose first column is a key, and which has
# these columns; $number is that of the first of them.
read_figures() {
	figures=$(cat) || exit 2
	[ "$(printf '%s\n' "$figures" | wc -l)" -ge 2 ] || die 'no figures'
	for wanted; do
		column_of "$wanted" >/dev/null || die "no column $wanted"
	done
	width=$(printf '%s\n' "$figures" | awk -F'\t' 'NR == 1 { print NF }')
	[ "$width" -ge 2 ] || die 'no column with figures'
}

column_of() {
	printf '%s\n' "$figures" | awk -F'\t' -v name="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) { print i; found = 1 } }
		END { exit !found }'
}

# stars COLUMN LINETYPE: a label at the foot for each hidden figure of a column.
stars() {
	printf '%s\n' "$figures" | LC_ALL=C awk -F'\t' -v column="$1" -v type="$2" '
		NR > 1 && $column == "*" {
			printf "set label \"*\" at first %g, graph 0 center offset 0,1 tc lt %d\n",
			    NR - 2 + (type - 2) / 10, type
		}'
}

# draw <<'END': what gnuplot has to do with $data.  v() is a figure or nothing;
# $axis names the rows, whatever is known of them.  Colours that all eyes tell
# apart, from line type 2 on: the first is drawn with stars in a terminal.
# shellcheck disable=SC2016,SC2034
axis='$data skip 1 using 0:(0):xtic(1) with impulses lw 0 notitle'
draw() {
	picture=$({
		cat <<END
set terminal $terminal
set termoption noenhanced
set datafile separator tab
set style data linespoints
set linetype 2 lc rgb '#0072b2' lw 2 pt 7
set linetype 3 lc rgb '#d55e00' lw 2 pt 5 dt 2
set linetype 4 lc rgb '#009e73' lw 2 pt 9 dt 3
set linetype 5 lc rgb '#cc79a7' lw 2 pt 11 dt 4
set linetype 6 lc rgb '#e69f00' lw 2 pt 13 dt 5
set linetype 7 lc rgb '#56b4e9' lw 2 pt 6
set linetype 8 lc rgb '#000000' lw 2 pt 4 dt 2
set border 3
set tics nomirror
set grid ytics lc rgb '#cccccc'
set key outside right top
set xtics rotate by -45
set yrange [0:*]
set xrange [-0.5:*]
set offsets 0, 0.5, graph 0.05, 0
set title '* hidden: too few people'
v(s) = s eq "*" || s eq "" ? NaN : real(s)
\$data << END_OF_FIGURES
$figures
END_OF_FIGURES
END
		cat
	} | gnuplot) || exit 2
	printf '%s\n' "$picture" | tr -d '\f'
}
