#!/bin/sh
# Visits and routes as GeoJSON.
. tests/lib.sh
. tests/given.sh

geojson() { feed visits.tsv visits-geojson --as-of=2026-11-20 "$@"; }

rows() { words >visits.tsv; }

audited() {
	"$top/tests/page-audit" visits.tsv "$box/out" >differs || bad "$(head -n 5 differs)"
}

# "worker date stops without_place from_home: lon,lat ..." of each route.
routes() {
	/usr/bin/python3 -c '
import json, sys
for f in json.load(sys.stdin)["features"]:
	if f["geometry"] and f["geometry"]["type"] == "LineString":
		p = f["properties"]
		print(*p.values(), ":", *("%s,%s" % tuple(c) for c in f["geometry"]["coordinates"]))
' <"$box/out" >"$box/routes"
	cat >"$box/want"
	same "$box/want" "$box/routes"
}

begin 'a point for each row, a line for each worker and day, longitude first'
rows <<'END'
visit_id date       worker stop start end   town    lat     lon
1        2026-11-23 w1     1    08:00 08:45 Messel  49.9383 8.7461
2        2026-11-23 w1     2    09:00 09:45 Roßdorf 49.8580 8.7616000
END
geojson
status 0
out <<'END'
{"type":"FeatureCollection","as_of":"2026-11-20","features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[8.7461,49.9383]},"properties":{"visit_id":1,"date":"2026-11-23","worker":"w1","stop":1,"start":"08:00","end":"08:45","town":"Messel"}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[8.7616,49.858]},"properties":{"visit_id":2,"date":"2026-11-23","worker":"w1","stop":2,"start":"09:00","end":"09:45","town":"Roßdorf"}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[8.7461,49.9383],[8.7616,49.858]]},"properties":{"worker":"w1","date":"2026-11-23","stops":2,"without_place":0,"from_home":false}}
]}
END
err <<'END'
visits-geojson: read 2 = stops 2 + rejected 0; 1 routes
END

begin 'routes go by start, begin and end where the worker does, and a pair is on both'
rows <<'END'
case_id date       worker with start stop state     outcome   lat lon worker_lat worker_lon
A1      2026-11-24 w2     -    09:00 1    planned   -         2   2   9          9
A2      2026-11-24 w1     w2   11:00 2    planned   -         4   4   8          8
A3      2026-11-24 w1     -    08:00 1    announced -         1   1   8          8
A4      2026-11-24 w2     -    14:00 3    planned   -         5   5   9          9
A5      2026-11-24 w1     -    10:00 9    off       -         6   6   8          8
A6      2026-11-24 w1     -    10:30 9    done      cancelled 7   7   8          8
A7      2026-11-23 w2     -    10:30 1    done      met       3   3   9          9
A8      2026-11-24 w3     -    08:00 1    planned   -         1   1   -          -
A9      2026-11-24 -      -    08:00 1    planned   -         1   1   -          -
B1      -          w1     -    08:00 1    planned   -         1   1   -          -
B2      2026-11-24 w1     -    -     -    done      met       1   1   -          -
END
geojson
status 0
routes <<'END'
w2 2026-11-23 1 0 True : 9,9 3,3 9,9
w1 2026-11-24 2 0 True : 8,8 1,1 4,4 8,8
w2 2026-11-24 3 0 True : 9,9 2,2 4,4 5,5 9,9
END

begin 'the two rows of a pair in a plan are two points, and one stop on each line'
rows <<'END'
case_id date       worker with start stop lat lon
A1      2026-11-24 w1     -    08:00 1    1   1
A2      2026-11-24 w1     w2   09:00 2    2   2
A2      2026-11-24 w2     w1   09:00 1    2   2
A3      2026-11-24 w2     -    10:00 2    3   3
END
geojson
routes <<'END'
w1 2026-11-24 2 0 False : 1,1 2,2
w2 2026-11-24 2 0 False : 2,2 3,3
END

begin 'without a start the order is that of stop'
rows <<'END'
date       worker stop lat lon
2026-11-24 w1     10   3   3
2026-11-24 w1     9    2   2
2026-11-24 w1     1    1   1
END
geojson
routes <<'END'
w1 2026-11-24 3 0 False : 1,1 2,2 3,3
END

begin 'a row without a place is a feature without one, and is said; half a place is none'
rows <<'END'
visit_id date       worker start lat  lon
1        2026-11-24 w1     08:00 1    1
2        2026-11-24 w1     09:00 -    -
3        2026-11-24 w1     10:00 49.5 -
4        2026-11-24 w1     11:00 0    0
5        2026-11-24 w1     12:00 3    3
6        2026-11-24 w2     12:00 -    -
END
geojson
status 0
err <<'END'
visits-geojson: 4 visits without a place: listed, but on no map
visits-geojson: read 6 = stops 6 + rejected 0; 1 routes
END
want [ "$(grep -c '"geometry":null' "$box/out")" = 4 ]
routes <<'END'
w1 2026-11-24 5 3 False : 1,1 3,3
END

begin 'numbers are numbers, what is unknown is null, all else is text'
rows <<'END'
visit_id stop km   minutes run urgency card_left case_id postal_code note mine Stop2 needs lat lon
3,0      07   12.5 1,5     -   -0      007       0815    01234       1e5  17   1     -     -1  -0.00000001
END
geojson -q
status 0
err </dev/null
sed -n 2p "$box/out" >"$box/feature"
echo '{"type":"Feature","geometry":{"type":"Point","coordinates":[0,-1]},"properties":{"visit_id":3,"stop":7,"km":12.5,"minutes":1.5,"run":null,"urgency":-0,"card_left":"007","case_id":"0815","postal_code":"01234","note":"1e5","mine":"17","Stop2":"1","needs":null}}' >want
same want "$box/feature"

begin 'dates and codes that a spreadsheet has changed come out as ours'
printf 'Date;Worker;Start;State;Lat;Lon;note\r\n23.11.2026; w1 ;8:00;PLANNED;49,5;8,25;a,b\r\n' >visits.tsv
geojson
status 0
sed -n 2p "$box/out" >"$box/feature"
echo '{"type":"Feature","geometry":{"type":"Point","coordinates":[8.25,49.5]},"properties":{"Date":"2026-11-23","Worker":"w1","Start":"08:00","State":"planned","note":"a,b"}}' >want
same want "$box/feature"

begin 'a heading that is there twice: the first one, and it is said'
printf 'note\tnote\tlat\tlon\na\tb\t1\t1\n' >visits.tsv
geojson
status 1
err <<'END'
visits-geojson: 1 column has the heading of an earlier one and is left out
visits-geojson: read 1 = stops 1 + rejected 0; 0 routes
END
grep -q '"note":"a"}' "$box/out" || bad "$(cat "$box/out")"
printf 'lat\tlon\tlat\n1\t1\t2\n' >visits.tsv
geojson
status 2
out </dev/null

begin 'no row, no column, a bad row'
printf 'lat\tlon\n' >visits.tsv
geojson
status 0
out <<'END'
{"type":"FeatureCollection","as_of":"2026-11-20","features":[
]}
END
printf 'lat\tlng\n1\t1\n' >visits.tsv
geojson
status 2
err <<'END'
visits-geojson: stdin:1: no column lon
END
printf 'lat\tlon\tstart\nS3CRET\t1\t\n1\t200\t\n1\t1\tS3CRET\n' >visits.tsv
geojson
status 1
err <<'END'
visits-geojson: stdin:2: lat: not a latitude
visits-geojson: stdin:3: lon: not a longitude
visits-geojson: stdin:4: start: not a time
visits-geojson: read 3 = stops 0 + rejected 3; 0 routes
END

begin '500 hostile texts come out as text, none of them fit for a page'
"$top/tests/markup" >visits.tsv
geojson
status 0
audited
LC_ALL=C.UTF-8 grep -c "[<>&]\|$(printf '\342\200\250')\|$(printf '\342\200\251')" "$box/out" >count
echo 0 >want
same want count

begin 'nothing of a person but what the list has'
given 2026-11-20 <<'END'
cases case_id surname given_name phone   town   lat  lon birth_date
      A1      S3CRETn S3CRETg    S3CRETp Messel 49.9 8.7 1990-04-09
END
logged 2026-11-20 <<'END'
case_id date       outcome
A1      2026-11-19 met
END
visits-list >visits.tsv
geojson -q
audited
grep -i -e s3cret -e 1990 "$box/out" && bad 'more than was asked for'

finish
