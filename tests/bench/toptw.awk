# toptw.awk -- a TOPTW benchmark file (Solomon's points with profits) as TSV:
#
#	awk -f toptw.awk FILE        people.tsv, shifts.tsv, travel.tsv, here
#
# As many vehicles as -v vehicles=N says, else as the second number of the first
# line: with so many every profit can be collected.  A unit of time is ten seconds, so that distances,
# which the literature cuts to one decimal, are whole seconds.
function clock(units,    s) {
	s = int(units * 10 + 0.5)
	return sprintf("%02d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
}
BEGIN { n = 0 }
NR == 1 && !vehicles { vehicles = $2 }
NR > 2 && NF > 6 {
	x[n] = $2; y[n] = $3; service[n] = $4; profit[n] = $5
	opens[n] = $(NF - 1); closes[n++] = $NF
}
END {
	OFS = "\t"
	print "case_id", "urgency", "visit_minutes", "windows", "place" >"people.tsv"
	for (i = 1; i < n; i++)
		print "p" i, int(profit[i] + 0.5), service[i] / 6,
			clock(opens[i]) "-" clock(closes[i]), "p" i >"people.tsv"
	print "worker", "date", "start", "end", "break_minutes", "place" >"shifts.tsv"
	for (v = 0; v < vehicles; v++)
		print "w" v, "2026-11-23", "00:00", clock(closes[0]), 0, "p0" >"shifts.tsv"
	print "from", "to", "seconds", "metres" >"travel.tsv"
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			print "p" i, "p" j, int(sqrt((x[i] - x[j]) ^ 2 + \
				(y[i] - y[j]) ^ 2) * 10 + 1e-9), 0 >"travel.tsv"
}
