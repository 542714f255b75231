# valhalla.jq -- the answer of a Valhalla matrix service as visits-plan --travel.
#
#	jq -r --rawfile keys keys.txt --argjson handling 180 \
#	    -f valhalla.jq answer.json >travel.tsv
#
# keys.txt has the places in the order in which the service was asked
# (/sources_to_targets, the same sources and targets), one a line; handling:
# seconds for parking and finding the door.  A pair without a road is left out.
if .sources_to_targets == null then
	error("no matrix: \(.error // .status)")
else . end |
($keys | rtrimstr("\n") / "\n") as $k |
if (.sources_to_targets | length) != ($k | length) then
	error("\($k | length) keys, but a matrix of \(.sources_to_targets | length)")
else . end |
(if .units == "miles" then 1609.344 else 1000 end) as $metres |
["from", "to", "seconds", "metres"],
(.sources_to_targets[][] |
 select(.from_index != .to_index and .time != null) |
 [$k[.from_index], $k[.to_index], .time + $handling,
  (.distance * $metres | round)]) |
@tsv
