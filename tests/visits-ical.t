#!/bin/sh
# Visits as a calendar, read back by two parsers that know nothing of ours.
. tests/lib.sh
. tests/given.sh

calendar() { feed visits.tsv visits-ical --as-of=2026-11-20 "$@"; }

# rows <<'END': what is read, written for the eye.
rows() { words >visits.tsv; }

# The lines of the events, without what is the same in all.
events() {
	through sh -c "tr -d '\r' | sed '1,/END:VTIMEZONE/d; /^CLASS:/d; /^DTSTAMP:/d'"
}

# Does the calendar on stdout say what visits.tsv does?
audited() {
	if ! /usr/bin/python3 -c 'import icalendar, vobject' 2>/dev/null; then
		skip 'no python3-icalendar or python3-vobject'
		return
	fi
	"$top/tests/ical-audit" visits.tsv "${1:-$box/out}" 2026-11-20 "${2-}" >differs ||
		bad "$(cat differs)"
}

begin 'a visit is an event, with the zone that its times are in'
rows <<'END'
visit_id date       worker with start end   state   street   postal_code town     lat     lon    run database
17       2026-11-23 w1     -    08:30 09:15 planned Weg~3,~B 64380       Roßdorf  49.8581 8.7616 41  abc
END
calendar
status 0
tr '\n' '$' <"$box/out" | tr '\r' '\n' | sed 's/^\$//' >lines
cat >want <<'END'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//doorstep//visits-ical VERSION//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:visit-17@abc
DTSTAMP:20261120T000000Z
DTSTART;TZID=Europe/Berlin:20261123T083000
DTEND;TZID=Europe/Berlin:20261123T091500
SEQUENCE:41
STATUS:TENTATIVE
CLASS:PRIVATE
SUMMARY:w1\, Roßdorf
DESCRIPTION:visit 17
LOCATION:Weg 3\, B\, 64380 Roßdorf
GEO:49.858100;8.761600
END:VEVENT
END:VCALENDAR
END
sed -i "s/VERSION\//$(visits-ical --version | sed 's/.* //')\//" want
same want lines
err <<'END'
visits-ical: read 1 = events 1 + joined 0 + rejected 0
END
audited

begin 'on the days of the clock change two parsers find the same moments'
{
	echo 'visit_id date start end worker database'
	n=0
	for day in 2026-03-28 2026-03-29 2026-03-30 2026-10-24 2026-10-25 2026-10-26 \
		2027-03-28 2027-10-31 2005-03-27 2031-10-26; do
		for time in '00:00 01:59' '01:30 03:30' '03:00 03:45' '04:00 24:00' '23:59 24:00' \
			'08:30:15 09:00:05'; do
			n=$((n + 1))
			echo "$n $day $time w1 d"
		done
	done
} | rows
calendar
status 0
audited

begin 'every column as it may come: random rows, compared field by field'
awk 'BEGIN {
	srand(7)
	OFS = "\t"
	print "visit_id", "date", "worker", "with", "start", "end", "state", "outcome", "street",
	    "postal_code", "town", "lat", "lon", "surname", "given_name", "phone", "run", "database"
	split("planned,announced,done,off,", state, ",")
	split("met,not_home,refused,self_reported,cancelled,,,", outcome, ",")
	for (i = 1; i <= 400; i++) {
		s = int(rand() * 1300)
		print i, sprintf("20%02d-%02d-%02d", 5 + rand() * 32, 1 + rand() * 12, 1 + rand() * 28),
		    rand() < .9 ? "w" int(rand() * 9) : "", rand() < .3 ? "x" int(rand() * 9) : "",
		    rand() < .9 ? sprintf("%02d:%02d", s / 60, s % 60) : "",
		    rand() < .8 ? sprintf("%02d:%02d", (s + 45) / 60, (s + 45) % 60) : "",
		    state[1 + int(rand() * 5)], outcome[1 + int(rand() * 8)],
		    rand() < .8 ? "Straße, Hof; " i "\\\\n\\n2. Stock" : "", rand() < .8 ? "0" 1000 + i : "",
		    rand() < .8 ? "Groß-Zimmern" : "", sprintf("%.5f", 49 + rand()), sprintf("%.4f", 8 + rand()),
		    rand() < .5 ? "Đà Żółć" : "", rand() < .5 ? "ß" : "", rand() < .5 ? "069 1" : "",
		    rand() < .8 ? int(rand() * 1000) + 1 : "", "d" int(rand() * 3)
	}
}' >visits.tsv
# A pair is two people.
awk -F'\t' -v OFS='\t' '$3 == "" { $4 = "" } { print }' visits.tsv >v && mv v visits.tsv
calendar
status 0
audited

begin '500 hostile texts come out as text'
"$top/tests/markup" >visits.tsv
calendar --database=d
status 0
audited "$box/out" d
want [ "$(grep -c '^BEGIN:VEVENT' "$box/out")" = 500 ]
want [ "$(grep -c '^UID:' "$box/out")" = 500 ]

begin 'what was called off is cancelled, and so is what a call made needless'
rows <<'END'
visit_id date       worker start end   state     outcome       database
1        2026-11-23 w1     08:00 08:45 planned   -             d
2        2026-11-23 w1     09:00 09:45 announced -             d
3        2026-11-23 w1     10:00 10:45 done      met           d
4        2026-11-23 w1     11:00 11:45 off       -             d
5        2026-11-23 w1     12:00 12:45 done      self_reported d
6        2026-11-23 w1     13:00 13:45 done      cancelled     d
7        2026-11-23 w1     14:00 14:45 -         -             d
END
calendar -q
status 0
grep -e '^UID' -e '^STATUS' "$box/out" | tr -d '\r' | sed 's/UID:visit-//; s/@d//; s/STATUS://' >got
printf '%s\n' 1 TENTATIVE 2 CONFIRMED 3 CONFIRMED 4 CANCELLED 5 CANCELLED 6 CANCELLED 7 >want
same want got

begin 'without a start the event lasts all day; the end of the day is the next midnight'
rows <<'END'
visit_id date       worker start end   database
1        2026-12-31 w1     -     -     d
2        2026-12-31 w1     22:00 24:00 d
3        2026-12-31 w1     10:00 -     d
4        2026-12-31 -      -     -     d
END
calendar -q
events
out <<'END'
BEGIN:VEVENT
UID:visit-1@d
DTSTART;VALUE=DATE:20261231
SEQUENCE:0
SUMMARY:w1
DESCRIPTION:visit 1
END:VEVENT
BEGIN:VEVENT
UID:visit-2@d
DTSTART;TZID=Europe/Berlin:20261231T220000
DTEND;TZID=Europe/Berlin:20270101T000000
SEQUENCE:0
SUMMARY:w1
DESCRIPTION:visit 2
END:VEVENT
BEGIN:VEVENT
UID:visit-3@d
DTSTART;TZID=Europe/Berlin:20261231T100000
SEQUENCE:0
SUMMARY:w1
DESCRIPTION:visit 3
END:VEVENT
BEGIN:VEVENT
UID:visit-4@d
DTSTART;VALUE=DATE:20261231
SEQUENCE:0
SUMMARY:visit 4
DESCRIPTION:visit 4
END:VEVENT
END:VCALENDAR
END

begin 'a visit of two is one event, whether it has a row or two; rows that differ are rejected'
rows <<'END'
visit_id date       worker with start end   town    database
1        2026-11-23 w1     w2   08:00 08:45 Messel  d
2        2026-11-23 w1     w2   09:00 09:45 Messel  d
2        2026-11-23 w2     w1   09:00 09:45 Messel  d
3        2026-11-23 w1     -    10:00 10:45 Messel  d
3        2026-11-23 w1     -    11:00 11:45 Messel  d
4        2026-11-23 w1     w2   12:00 12:45 Messel  d
4        2026-11-23 w3     w1   12:00 12:45 Messel  d
5        2026-11-23 w5     -    14:00 14:45 Messel  d
5        2026-11-23 w6     w7   14:00 14:45 Messel  d
1        2026-11-23 w9     -    08:00 08:45 Messel  e
END
calendar
status 1
grep -e '^UID' -e '^SUMMARY' "$box/out" | tr -d '\r' >got
cat >want <<'END'
UID:visit-1@d
SUMMARY:w1 + w2\, Messel
UID:visit-2@d
SUMMARY:w1 + w2\, Messel
UID:visit-3@d
SUMMARY:w1\, Messel
UID:visit-4@d
SUMMARY:w1 + w2\, Messel
UID:visit-5@d
SUMMARY:w5\, Messel
UID:visit-1@e
SUMMARY:w9\, Messel
END
same want got
err <<'END'
visits-ical: stdin:6: visit_id: has been on an earlier line, and differs
visits-ical: stdin:8: visit_id: has been on an earlier line, and differs
visits-ical: stdin:10: visit_id: has been on an earlier line, and differs
visits-ical: read 10 = events 6 + joined 1 + rejected 3
END

begin 'a row without a number or a day, or with a bad value, is rejected without being told'
rows <<'END'
visit_id date       start end   state   lat   outcome database
-        2026-11-23 08:00 08:45 planned 50    -       d
1        -          08:00 08:45 planned 50    -       d
2        2026-11-23 S3    08:45 planned 50    -       d
3        2026-11-23 09:00 08:45 planned 50    -       d
4        2026-11-23 08:00 08:45 S3CRET  50    -       d
5        2026-11-23 08:00 08:45 planned S3    -       d
6        2026-11-23 08:00 08:45 planned 50    S3CRET  d
7        2026-11-23 08:00 08:45 planned 50    -       d
END
calendar
status 1
err <<'END'
visits-ical: stdin:2: visit_id: missing
visits-ical: stdin:3: date: missing
visits-ical: stdin:4: start: not a time
visits-ical: stdin:5: end: before the start
visits-ical: stdin:6: state: not one of its codes
visits-ical: stdin:7: lat: not a latitude
visits-ical: stdin:8: outcome: not one of its codes
visits-ical: read 8 = events 1 + joined 0 + rejected 7
END
printf 'case_id\tdate\n1\t2026-11-23\n' >visits.tsv
calendar
status 2
out </dev/null
err <<'END'
visits-ical: stdin:1: no column visit_id
END

begin 'a visit whose database nobody names is said'
rows <<'END'
visit_id date       database
1        2026-11-23 -
2        2026-11-23 abc
END
calendar
status 0
err <<'END'
visits-ical: 1 visit without a database: one of another database may have the same UID; see --database
visits-ical: read 2 = events 2 + joined 0 + rejected 0
END
grep ^UID "$box/out" | tr -d '\r' >got
printf 'UID:visit-1@doorstep\nUID:visit-2@abc\n' >want
same want got
calendar -q --database=office
err </dev/null
grep ^UID "$box/out" | tr -d '\r' >got
printf 'UID:visit-1@office\nUID:visit-2@abc\n' >want
same want got

begin 'no visits: a calendar all the same, which both parsers read'
printf 'visit_id\tdate\n' >visits.tsv
calendar
status 0
err <<'END'
visits-ical: read 0 = events 0 + joined 0 + rejected 0
END
audited

begin 'a file for each worker, for its owner alone, a visit of two in both'
rows <<'END'
visit_id date       worker   with start end   database
1        2026-11-23 w1       -    08:00 08:45 d
2        2026-11-23 w1       w2   09:00 09:45 d
3        2026-11-23 ../x~y/% -    10:00 10:45 d
4        2026-11-23 .hidden  -    11:00 11:45 d
5        2026-11-23 jörg-b.  -    12:00 12:45 d
END
mkdir cal
calendar --each=cal
status 0
out </dev/null
err <<'END'
visits-ical: read 5 = events 5 + joined 0 + rejected 0; 5 files
END
for file in cal/.* cal/*; do
	[ -f "$file" ] && echo "$(stat -c %a "$file") $file $(grep ^UID "$file" | tr -d '\r' | tr '\n' ' ')"
done | sed 's/ $//' >got
cat >want <<'END'
600 cal/%2E.%2Fx%20y%2F%25.ics UID:visit-3@d
600 cal/%2Ehidden.ics UID:visit-4@d
600 cal/jörg-b..ics UID:visit-5@d
600 cal/w1.ics UID:visit-1@d UID:visit-2@d
600 cal/w2.ics UID:visit-2@d
END
same want got

begin 'old calendars of others are said; a visit without a worker is in no file: 1'
rows <<'END'
visit_id date       worker database
1        2026-11-23 w1     d
2        2026-11-23 -      d
END
mkdir cal
touch cal/w1.ics cal/w7.ics cal/readme
calendar --each=cal
status 1
err <<'END'
visits-ical: 1 visit without a worker is in no file
visits-ical: cal: 1 other calendars, of workers without a visit here, stay as they are
visits-ical: read 2 = events 2 + joined 0 + rejected 0; 1 files
END
want [ ! -s cal/w7.ics ]
want [ -s cal/w1.ics ]

begin 'if one file cannot be made none is changed: 2'
rows <<'END'
visit_id date       worker database
1        2026-11-23 w1     d
2        2026-11-23 w2     d
END
mkdir -p cal/w2.ics
echo old >cal/w1.ics
calendar --each=cal
status 2
err <<'END'
visits-ical: cal/w2.ics: Is a directory
END
[ "$(cat cal/w1.ics)" = old ] || bad 'w1.ics was changed'
want [ "$(echo cal/.[!.]* cal/*)" = "cal/.[!.]* cal/w1.ics cal/w2.ics" ]
calendar --each=none
status 2
err <<'END'
visits-ical: none: No such file or directory
END
calendar --each=cal -o x.ics
status 2
err <<'END'
visits-ical: --each excludes --output; see visits-ical --help
END
want [ ! -e x.ics ]
cp visits.tsv w1.ics
run visits-ical --each=. w1.ics
status 2
says "an output file is one of the inputs"
same visits.tsv w1.ics

begin 'from the database: its name, the run, and no more of a person than was asked for'
given 2026-11-20 <<'END'
cases case_id surname given_name phone   town   lat  lon needs     birth_date
      A1      S3CRETn S3CRETg    S3CRETp Messel 49.9 8.7 S3CRETtag 1990-04-09
workers worker skills    lat  lon mon         tue         wed         thu         fri
        w1     S3CRETtag 49.8 8.6 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
planned 2026-11-20 <<'END'
date       worker start case_id
2026-11-23 w1     09:00 A1
END
visits-list -c +database,worker_lat,worker_lon >visits.tsv
calendar -q
status 0
err </dev/null
grep -v ^UID "$box/out" | grep -i -e s3cret -e 1990 -e A1 && bad 'more than was asked for'
audited
grep ^UID "$box/out" >uid
grep -qx "UID:visit-1@[0-9a-f]\{16\}$(printf '\r')" uid || bad "$(cat uid)"
visits-list -c +database,surname,given_name,phone >visits.tsv
calendar -q
grep -q 'SUMMARY:w1\\, Messel\\, S3CRETg S3CRETn' "$box/out" || bad 'no name'
grep -q 'DESCRIPTION:visit 1\\nS3CRETp' "$box/out" || bad 'no phone'
audited
logged 2026-11-23 <<'END'
visit_id outcome note
1        met     S3CRETnote
END
visits-list -c +database >visits.tsv
calendar -q
audited
grep -i s3cret "$box/out" && bad 'the note'
grep ^UID "$box/out" >again
same uid again
grep -q '^SEQUENCE:3' "$box/out" || bad "$(grep ^SEQ "$box/out")"

begin 'the name of the database is that of its copies, and of no other'
given 2026-11-20 <<'END'
cases case_id
      A1
END
log 2026-11-20 <<'END'
case_id date       outcome
A1      2026-11-19 met
END
visits-list -H -c database >one
cp "$DOORSTEP_DB" copy.db
visits-list -d copy.db -H -c database >two
same one two
rm "$DOORSTEP_DB"
given 2026-11-20 <<'END'
cases case_id
      A1
END
log 2026-11-20 <<'END'
case_id date       outcome
A1      2026-11-19 met
END
visits-list -H -c database >three
cmp -s one three && bad 'two databases of one name'

begin 'a sheet that a spreadsheet has saved is read'
printf 'visit_id;date;worker;start;end;town;lat;lon;database\r\n3;23.11.2026;w1;8:00;08:45;Ro\337dorf;49,5;8,5;d\r\n' >visits.tsv
calendar -q
events
out <<'END'
BEGIN:VEVENT
UID:visit-3@d
DTSTART;TZID=Europe/Berlin:20261123T080000
DTEND;TZID=Europe/Berlin:20261123T084500
SEQUENCE:0
SUMMARY:w1\, Roßdorf
DESCRIPTION:visit 3
GEO:49.500000;8.500000
END:VEVENT
END:VCALENDAR
END

finish
