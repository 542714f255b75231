# vroom.awk -- shifts.tsv and people.tsv as VROOM's input (its docs/API.md):
#
#	awk -f vroom.awk shifts.tsv people.tsv >problem.json
#
# One vehicle a shift, priority = urgency, the last day as time windows, our
# travel by straight line as the matrix.
function seconds(t,    a) { split(t, a, ":"); return a[1] * 3600 + a[2] * 60 }
function haversine(i, j,    a) {
	a = sin((lat[j] - lat[i]) / 2) ^ 2 + \
		cos(lat[i]) * cos(lat[j]) * sin((lon[j] - lon[i]) / 2) ^ 2
	return 2 * 6371.0088 * atan2(sqrt(a), sqrt(1 - a))
}
function point(a, b) {
	lat[points] = a * 3.14159265358979 / 180
	lon[points] = b * 3.14159265358979 / 180
	return points++
}
BEGIN { FS = "\t"; CONVFMT = "%d" }
FNR == 1 { split("", at); for (i = 1; i <= NF; i++) at[$i] = i; file++; next }
file == 1 {
	if (!($at["date"] in offset)) { offset[$at["date"]] = days * 86400; day[days++] = $at["date"] }
	o = offset[$at["date"]]
	where = $at["lat"] "," $at["lon"]
	if (!(where in home)) home[where] = point($at["lat"], $at["lon"])
	vehicle[vehicles++] = sprintf("{\"id\":%d,\"start_index\":%d,\"end_index\":%d," \
		"\"time_window\":[%d,%d],\"skills\":[%s],\"breaks\":[{\"id\":1,\"service\":%d," \
		"\"time_windows\":[[%d,%d]]}]}", vehicles, home[where], home[where],
		o + seconds($at["start"]), o + seconds($at["end"]),
		$at["skills"] == "" ? "1" : "1,2", $at["break_minutes"] * 60,
		o + seconds($at["break_from"]),
		o + seconds($at["break_to"]) - $at["break_minutes"] * 60)
}
file == 2 {
	p = point($at["lat"], $at["lon"])
	split($at["windows"] == "" ? "00:00-23:59" : $at["windows"], w, "-")
	list = ""
	for (d = 0; d < days && day[d] <= $at["visit_by"]; d++)
		list = list (d ? "," : "") sprintf("[%d,%d]", d * 86400 + seconds(w[1]),
			d * 86400 + seconds(w[2]))
	job[jobs++] = sprintf("{\"id\":%d,\"location_index\":%d,\"service\":%d," \
		"\"priority\":%d,\"skills\":[%d],\"time_windows\":[%s]}", jobs, p,
		$at["visit_minutes"] * 60, $at["urgency"], $at["needs"] == "" ? 1 : 2, list)
}
END {
	printf "{\"vehicles\":["
	for (i = 0; i < vehicles; i++) printf "%s%s", i ? "," : "", vehicle[i]
	printf "],\"jobs\":["
	for (i = 0; i < jobs; i++) printf "%s%s", i ? "," : "", job[i]
	printf "],\"matrices\":{\"car\":{\"durations\":["
	for (i = 0; i < points; i++) {
		printf "%s[", i ? "," : ""
		for (j = 0; j < points; j++)
			printf "%s%d", j ? "," : "", i == j ? 0 : \
				int(haversine(i, j) * 1.3 / 45 * 3600 + 0.5) + 180
		printf "]"
	}
	print "]}}}"
}
