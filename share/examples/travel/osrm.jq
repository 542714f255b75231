# osrm.jq -- the answer of an OSRM table service as visits-plan --travel.
#
#	jq -r --rawfile keys keys.txt --argjson handling 180 \
#	    -f osrm.jq answer.json >travel.tsv
#
# keys.txt has the places in the order in which the service was asked
# (/table/v1/driving/LON,LAT;...?annotations=duration,distance), one a line;
# handling: seconds for parking and finding the door.  A pair without a road is
# left out.
if .code != "Ok" then error("no table: \(.code)") else . end |
($keys | rtrimstr("\n") / "\n") as $k |
if (.durations | length) != ($k | length) then
	error("\($k | length) keys, but a table of \(.durations | length)")
else . end |
. as $t |
["from", "to", "seconds", "metres"],
(range($k | length) as $i | range($k | length) as $j |
 select($i != $j and $t.durations[$i][$j] != null) |
 [$k[$i], $k[$j], $t.durations[$i][$j] + $handling,
  ($t.distances[$i][$j]? // "")]) |
@tsv
