#!/bin/sh
# Visits on a map: the page, as far as it can be judged without a browser;
# tests/screen has one.
. tests/lib.sh
. tests/given.sh

page() { feed visits.tsv visits-map --as-of=2026-11-20 "$@"; }

rows() { words >visits.tsv; }

audited() {
	"$top/tests/page-audit" visits.tsv "$box/out" >differs || bad "$(head -n 5 differs)"
}

begin 'the page is the template, with the GeoJSON in one place'
rows <<'END'
visit_id date       worker stop start end   town    lat     lon
1        2026-11-23 w1     1    08:00 08:45 Messel  49.9383 8.7461
2        2026-11-23 w1     2    09:00 09:45 Roßdorf 49.8580 8.7616
END
visits-geojson -q --as-of=2026-11-20 visits.tsv >geojson
sed -e '/^@GEOJSON@$/{r geojson
d;}' "$top/share/map/map.html" >want
page
status 0
same want "$box/out"
audited
err <<'END'
visits-map: read 2 = stops 2 + rejected 0; 1 routes
END

begin 'the policy of the page allows its script, styles, and nothing else'
printf 'lat\tlon\n1\t1\n' >visits.tsv
page
sed -n "s/.*Content-Security-Policy\" content=\"\([^\"]*\)\".*/\1/p" "$box/out" >policy
/usr/bin/python3 - "$top/share/map/map.html" >want <<'END'
import base64, hashlib, sys
page = open(sys.argv[1], encoding="utf-8").read()
script = page[page.rindex("<script>") + 8:page.rindex("</script>")]
digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
print("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; "
    "base-uri 'none'; form-action 'none'" % digest)
END
same want policy

begin 'nothing in the page has an address'
printf 'lat\tlon\n1\t1\n' >visits.tsv
page
grep -n -i -e 'src=' -e 'url(' -e '@import' -e '<link' -e 'fetch(' -e XMLHttp -e 'http:' -e 'https:' \
	-e innerHTML -e document.write "$box/out" |
	grep -v "http://www.w3.org/2000/svg'" && bad 'the page could load something'

begin '500 hostile texts stay inside of the data'
"$top/tests/markup" >visits.tsv
page
status 0
audited
[ "$(grep -c '^@GEOJSON@' "$box/out")" = 0 ] || bad 'a text is taken for the place'

begin 'another page; one that has no place for the data, or two; the page as output'
rows <<'END'
lat lon
1   2
END
printf '<p>\n@GEOJSON@\n</p>\n' >mine.html
page -q -T mine.html
status 0
out <<'END'
<p>
{"type":"FeatureCollection","as_of":"2026-11-20","features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[2,1]},"properties":{}}
]}
</p>
END
for text in '<p>' '\n@GEOJSON@\n@GEOJSON@\n' 'x@GEOJSON@\n' '\n@GEOJSON@x\n'; do
	# shellcheck disable=SC2059
	printf "$text" >bad.html
	page --template=bad.html
	status 2
	out </dev/null
	err <<'END'
visits-map: bad.html: no page for a map: it has not just one line @GEOJSON@
END
done
cp mine.html want
page -T mine.html -o mine.html
status 2
same want mine.html
page -T none.html
status 2
err <<'END'
visits-map: none.html: No such file or directory
END

begin 'rows without a place, and bad ones, are said as visits-geojson says them'
printf 'visit_id\tlat\tlon\n1\t\t\n2\tx\t1\n3\t1\t1\n' >visits.tsv
page
status 1
err <<'END'
visits-map: stdin:3: lat: not a latitude
visits-map: 1 visit without a place: listed, but on no map
visits-map: read 3 = stops 2 + rejected 1; 0 routes
END

begin 'a thousand visits are no matter of minutes'
"$top/tests/markup" 1000 town >visits.tsv
start=$(date +%s%N)
page -q
status 0
took=$((($(date +%s%N) - start) / 1000000))
[ $took -lt 20000 ] || bad "took $took ms"

# A column that was emptied on the way left a map without routes.
begin 'visits of nobody are on no route, and that is said'
words >sheet <<'END'
date       worker start case_id lat lon
2026-11-30 -      09:00 A1      50  8
2026-11-30 -      10:00 A2      50  8.1
END
run visits-map --as-of=2026-11-20 -o map.html sheet
status 0
err <<'END'
visits-map: 2 visits without a worker: on no route
visits-map: read 2 = stops 2 + rejected 0; 0 routes
END
cut -f1,3- sheet >nobody
run visits-geojson --as-of=2026-11-20 -o map.json nobody
status 0
err <<'END'
visits-geojson: read 2 = stops 2 + rejected 0; 0 routes
END

finish
