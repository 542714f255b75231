#!/bin/sh
# share/examples/travel: tables for visits-plan --travel out of real roads.
. tests/lib.sh
. tests/given.sh

travel=$top/share/examples/travel

# Invented streets: 8 by 8 corners, 556 metres from south to north, 574 from
# west to east, 48 km/h; the street in the south leads from west to east only.
write_streets() {
	awk 'BEGIN {
		n = 8
		print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		print "<osm version=\"0.6\" generator=\"invented\">"
		node = "<node id=\"%d\" version=\"1\" lat=\"%.4f\" lon=\"%.4f\"/>\n"
		for (i = 0; i < n * n; i++)
			printf node, i + 1, 49.9 + int(i / n) * 0.005, 8.7 + i % n * 0.008
		for (w = 0; w < 2 * n; w++) {
			printf "<way id=\"%d\" version=\"1\">", 100 + w
			for (i = 0; i < n; i++)
				printf "<nd ref=\"%d\"/>", 1 + (w < n ? w * n + i : i * n + w - n)
			if (w == 0)
				printf "<tag k=\"oneway\" v=\"yes\"/>"
			print "<tag k=\"highway\" v=\"residential\"/></way>"
		}
		print "</osm>" }' >streets.osm
	mkdir map && planetsplitter --dir=map streets.osm >/dev/null 2>&1
}

write_week() {
	words >people.tsv <<'END'
case_id urgency lat    lon    postal_code
A1      90      49.905 8.708  64001
A2      80      49.905 8.732  64001
A3      70      -      -      64002
A4      60      49.905 8.732  64001
A5      50      -      -      64009
END
	words >team.tsv <<'END'
worker lat    lon   mon         tue         wed         thu         fri
w1     49.905 8.7   08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
w2     49.905 8.756 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00
END
	words >places.tsv <<'END'
postal_code lat   lon
64002       49.92 8.708
END
	"$travel/places" people.tsv places.tsv >week.tsv
	"$travel/places" team.tsv >homes.tsv
}

begin 'places: a key for everybody who is somewhere, by coordinates or postal code'
write_week
cut -f1,6 week.tsv >got
words >want <<'END'
case_id place
A1 49.9050,8.7080
A2 49.9050,8.7320
A3 49.9200,8.7080
A4 49.9050,8.7320
A5 -
END
same want got
run "$travel/places" --keys week.tsv homes.tsv
status 0
shows <<'END'
49.9050,8.7000
49.9050,8.7080
49.9050,8.7320
49.9050,8.7560
49.9200,8.7080
END
printf 'case_id\tlat\nA1\t50\n' >half.tsv
run "$travel/places" half.tsv
status 2

begin 'routino: the pairs that the week needs, by road, in both directions'
if ! command -v routino-router >/dev/null; then
	skip 'routino is not installed'
else
	write_streets
	write_week
	run "$travel/routino" map travel.tsv week.tsv homes.tsv
	status 0
	err </dev/null
	want [ "$(wc -l <travel.tsv)" = 19 ] # 5 places, 20 pairs, without the two homes
	grep -c '8.7000	.*8.7560	\|8.7560	.*8.7000	' travel.tsv >homes
	echo 0 >want
	same want homes
	# Three blocks to the east: 1.72 km, 129 seconds, and 180 to park.
	awk -F'\t' '$1 == "49.9050,8.7080" && $2 == "49.9050,8.7320" {
		print ($3 >= 305 && $3 <= 313 && $4 >= 1700 && $4 <= 1740) }' travel.tsv >got
	echo 1 >want
	same want got
	want [ "$(stat -c %a travel.tsv)" = 600 ]

	# The next week asks only for what is new.
	mkdir bin
	printf '#!/bin/sh\necho "$*" >>calls\nexec "%s" "$@"\n' \
		"$(command -v routino-router)" >bin/routino-router
	chmod +x bin/routino-router
	cp travel.tsv before
	PATH="$PWD/bin:$PATH" run "$travel/routino" map travel.tsv week.tsv homes.tsv
	status 0
	same before travel.tsv
	want [ ! -e calls ]

	given 2026-11-20 <<'END'
cases case_id town
      A1      Ost
      A2      Ost
      A3      Ost
      A4      Ost
      A5      Ost
END
	run visits-plan --effort=1 --as-of=2026-11-20 --travel=travel.tsv \
		--team=homes.tsv --unplanned=left.tsv week.tsv
	status 0
	says 'read 5 = planned 4 + unplanned 1'
	cp "$box/out" plan.tsv
	sed 1d left.tsv | grep -o '^A5\|	place	' >got
	printf 'A5\n	place	\n' >want
	same want got
	run visits-plan --as-of=2026-11-20 --travel=travel.tsv --team=homes.tsv \
		--check plan.tsv
	status 0
fi

begin 'routino: where no road leads is left out, and said: 1'
if ! command -v routino-router >/dev/null; then
	skip 'routino is not installed'
else
	write_streets
	write_week
	printf 'A6\t50\t10.0\t20.0\t\t10.0000,20.0000\n' >>week.tsv
	run "$travel/routino" map travel.tsv week.tsv homes.tsv
	status 1
	err <<'END'
routino: 10 of 28 pairs have no road
END
	want [ "$(wc -l <travel.tsv)" = 19 ]
fi

# A router that is ended in the middle of a way, and one that is not there.
begin 'routino: half a way is none, a file that is missing is no week without visits'
write_week
mkdir bin
cat >bin/routino-router <<'END'
#!/bin/sh
printf '#Latitude\n1\t1\tA\tB\t1.0\t2.0\n1\t1\tB\tC\t1.0\t2.0\n'
[ ! -e ended ] || exit 3
END
chmod +x bin/routino-router
touch ended
PATH="$PWD/bin:$PATH" run "$travel/routino" map travel.tsv week.tsv homes.tsv
status 1
err <<'END'
routino: 18 of 18 pairs have no road
END
want [ "$(cat travel.tsv)" = 'from	to	seconds	metres' ]
PATH="$PWD/bin:$PATH" run "$travel/routino" map travel.tsv weak.tsv homes.tsv
status 2
rm ended
PATH="$PWD/bin:$PATH" run "$travel/routino" map travel.tsv week.tsv homes.tsv
status 0
want [ "$(sed -n '2,$p' travel.tsv | cut -f 3,4 | uniq -c | tr -s ' ')" = ' 18 420	2000' ]
want [ "$(stat -c %a travel.tsv)" = 600 ]
want [ "$(ls travel.tsv*)" = travel.tsv ]
mkdir few
for program in sh env mktemp rm awk sort cat; do
	ln -s "$(command -v $program)" few
done
PATH=$PWD/few run "$travel/routino" map travel.tsv week.tsv homes.tsv
status 2
err <<'END'
routino: routino-router is missing
END

begin 'OSRM: its table, with the places it was asked for'
printf '%s\n' 49.9050,8.7080 49.9050,8.7320 49.9200,8.7080 >keys.txt
cat >answer.json <<'END'
{"code": "Ok", "durations": [[0, 129.3, 240], [131.7, 0, null], [238, 300.5, 0]],
 "distances": [[0, 1724.9, 3000], [1730, 0, null], [3001.2, 4000, 0]]}
END
jq_table() {
	run jq -r --rawfile keys keys.txt --argjson handling 180 \
		-f "$travel/$1.jq" answer.json
}
jq_table osrm
status 0
shows <<'END'
from to seconds metres
49.9050,8.7080 49.9050,8.7320 309.3 1724.9
49.9050,8.7080 49.9200,8.7080 420 3000
49.9050,8.7320 49.9050,8.7080 311.7 1730
49.9200,8.7080 49.9050,8.7080 418 3001.2
49.9200,8.7080 49.9050,8.7320 480.5 4000
END
cp "$box/out" travel.tsv
printf 'worker\tdate\tstart\tend\tplace\nw1\t2026-11-23\t08:00\t16:00\t49.9050,8.7080\n' >shifts.tsv
printf 'case_id\tplace\nA1\t49.9050,8.7320\nA2\t49.9200,8.7080\n' >people.tsv
run visits-plan --travel=travel.tsv --shifts=shifts.tsv --as-of=2026-11-20 people.tsv
status 2
says 'place: the travel file has no time'
# Without distances, as a server answers that was not asked for them.
echo '{"code": "Ok", "durations": [[0, 5], [6.5, 0]]}' >answer.json
printf 'a\nb\n' >keys.txt
jq_table osrm
status 0
shows <<'END'
from to seconds metres
a b 185 -
b a 186.5 -
END
cp "$box/out" travel.tsv
sed 's/49.*$/a/' shifts.tsv >at-a.tsv
printf 'case_id\tplace\nA1\tb\n' >people.tsv
run visits-plan --travel=travel.tsv --shifts=at-a.tsv --as-of=2026-11-20 people.tsv
status 0
says 'planned 1'
echo '{"code": "TooBig", "message": "Too many table coordinates"}' >answer.json
jq_table osrm
status 5
printf 'a\nb\nc\n' >keys.txt
echo '{"code": "Ok", "durations": [[0, 5], [6.5, 0]]}' >answer.json
jq_table osrm
status 5

begin 'Valhalla: its matrix'
printf 'a\nb\n' >keys.txt
cat >answer.json <<'END'
{"units": "kilometers", "sources_to_targets": [
 [{"from_index": 0, "to_index": 0, "time": 0, "distance": 0},
  {"from_index": 0, "to_index": 1, "time": 129, "distance": 1.725}],
 [{"from_index": 1, "to_index": 0, "time": null, "distance": null},
  {"from_index": 1, "to_index": 1, "time": 0, "distance": 0}]]}
END
jq_table valhalla
status 0
shows <<'END'
from to seconds metres
a b 309 1725
END
echo '{"error_code": 154, "error": "Path distance exceeds the max distance limit"}' >answer.json
jq_table valhalla
status 5

finish
