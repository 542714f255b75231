#!/bin/sh
# Four weeks of a team's work, from the first export to the figures of the
# month, with what goes wrong on the way: a sick leave, holidays, a heading
# that was renamed, a wrong file, two sheets of one visit, somebody who calls,
# asks for access, wants to be forgotten.
#
# One database and one directory for all of it.  13 March 2026 is a Friday, 3
# and 6 April are Good Friday and Easter Monday.
. tests/lib.sh
. tests/given.sh

# An export as the case system writes it: csv FILE, columns and rows as words.
csv() {
	words | tr '\t' ';' | sed "s/\$/$(printf '\r')/" |
		iconv -f UTF-8 -t WINDOWS-1252 >"$1"
}

# fill FROM TO: the forms of these days, filled in as said, for each case_id.
fill() {
	words >said
	visits-list --from="$1" --to="$2" --state=planned,announced >form
	awk -F'\t' -v OFS='\t' '
		FNR == 1 { for (i in at) delete at[i]
			for (i = 1; i <= NF; i++) at[$i] = i }
		NR == FNR { case_id = $1; sub(/^[^\t]*\t/, "")
			row[case_id] = $0
			next }
		FNR == 1 { print "visit_id", "run", row["case_id"] }
		$at["case_id"] in row && FNR > 1 {
			print $at["visit_id"], $at["run"], row[$at["case_id"]] }
	' said form >sheet.tsv
}

cases() { through cut -f1; through sort; }

# No visit of the plan stands where none may.
sound() { visits-plan --as-of="$1" --check "$2" >broken 2>&1 || bad "$(cat broken)"; }

begin 'Friday: the first exports; who is to be visited, and why'
csv faelle.csv <<'END'
Kundennummer BG-Nummer Name         Vorname Geburtsdatum Geschlecht Straße   PLZ   Ort  Breite Länge Telefon    Fallmanager Status  Bedarf  Kein~Besuch~bis
A01          -         Müller       Anna    03.04.1980   w          Weg~1    64001 Ost  49,90  8,70  06151~1001 FM1         aktiv   -       -
A02          -         Yilmaz       Deniz   12.01.1999   m          Weg~2    64001 Ost  49,91  8,71  -          FM1         aktiv   lang:tr -
A03          -         Berg         Ute     30.06.1971   w          Weg~3    64001 Ost  49,90  8,72  06151~1003 FM1         aktiv   -       -
A04          -         van~den~Hof  Jan     05.05.1990   m          Gasse~4  64002 West 49,85  8,60  -          FM2         aktiv   -       -
A05          -         O'Neil       Pat     09.09.1965   d          Gasse~5  64002 West 49,86  8,61  -          FM2         aktiv   -       -
A06          -         Tal          Ira     01.02.2001   w          Gasse~6  64002 West 49,85  8,62  -          FM2         aktiv   -       19.03.2026
A07          -         Groß         Max     07.07.1977   m          Gasse~7  64002 West -      -     -          FM2         aktiv   pair    19.03.2026
A08          H8        Lang         Eva     08.08.1988   w          Weg~8    64001 Ost  49,92  8,70  -          FM1         aktiv   -       26.03.2026
A09          H8        Lang         Tom     18.08.1988   m          Weg~8    64001 Ost  49,92  8,70  -          FM1         aktiv   -       26.03.2026
A10          -         Weiß         Ida     10.10.1960   w          Gasse~10 64002 West 49,87  8,60  -          FM2         aktiv   -       -
A11          -         Kurz         Leo     11.11.1991   m          Weg~11   64001 Ost  49,90  8,70  -          FM1         beendet -       -
A12          -         Stein        Mia     12.12.1992   w          Gasse~12 64002 West 49,88  8,61  -          FM2         aktiv   -       -
A13          -         Blum         Kai     13.01.1983   m          Weg~13   64001 Ost  49,93  8,73  06151~1013 FM1         aktiv   -       -
END
csv termine.csv <<'END'
Kundennummer Termin     Meldezweck Einladung~vom Terminstatus
A01          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A01          09.02.2026 Beratung   30.01.2026    nicht~erschienen
A02          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A02          09.02.2026 Beratung   30.01.2026    nicht~erschienen
A03          19.01.2026 Beratung   09.01.2026    nicht~erschienen
A03          09.03.2026 Beratung   27.02.2026    nicht~erschienen
A04          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A04          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A05          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A05          16.02.2026 Beratung   06.02.2026    Rücklauf
A06          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A06          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A06          19.03.2026 Beratung   09.03.2026    offen
A07          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A07          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A08          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A08          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A09          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A09          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A10          12.01.2026 Beratung   02.01.2026    erschienen
A11          12.01.2026 Beratung   02.01.2026    nicht~erschienen
A11          16.02.2026 Beratung   06.02.2026    nicht~erschienen
A13          23.03.2026 Beratung   13.03.2026    offen
A13          24.03.2026 Maßnahme   13.03.2026    offen
END
cp termine.csv alt.csv
csv anhoerungen.csv <<'END'
Kundennummer Versäumt~am Stand    Anhörung~bis
A03          09.03.2026  Anhörung 27.03.2026
END
words >workers.tsv <<'END'
worker name    phone      skills  funder    lat   lon  mon         tue         wed         thu         fri
w1     Kraft~1 06151~2001 woman   Land      49.90 8.70 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-14:00
w2     Kraft~2 06151~2002 -       Land      49.90 8.70 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-14:00
w3     Kraft~3 06151~2003 lang:tr Landkreis 49.86 8.61 08:00-16:00 08:00-16:00 08:00-16:00 08:00-16:00 08:00-14:00
END
words >offers.tsv <<'END'
offer   area   name
sport   health Bewegung
schuld  debt   Schuldnerberatung
END
words >places.tsv <<'END'
postal_code lat   lon
64002       49.86 8.61
END
run cases-import --as-of=2026-03-13 faelle.csv termine.csv anhoerungen.csv ./*.tsv
status 0
err <<'EOT'
cases-import: workers: read 3 = new 3 + changed 0 + unchanged 0 + rejected 0
cases-import: offers: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
cases-import: places: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
cases-import: cases: read 13 = new 13 + changed 0 + unchanged 0 + rejected 0
cases-import: letters: read 24 = new 24 + changed 0 + unchanged 0 + rejected 0
cases-import: cuts: read 1 = new 1 + changed 0 + unchanged 0 + rejected 0
EOT
run cases-overdue --as-of=2026-03-13 -c case_id,reason,visit_by,deadline
status 0
err </dev/null
shows <<'EOT'
case_id reason          visit_by   deadline
A03     hearing,letters 2026-03-26 hearing
A01     letters         2026-03-27 month
A02     letters         2026-03-27 month
A04     letters         2026-03-27 month
A05     letters         2026-03-27 month
EOT
run cases-check -q --as-of=2026-03-13
status 0
out </dev/null

goes_on 'the plan of week 1, its letters go out'
cases-overdue --as-of=2026-03-13 >list.tsv
run visits-plan --effort=1 --as-of=2026-03-13 --commit list.tsv
status 0
says 'read 5 = planned 5 + unplanned 0'
cp "$box/out" plan.tsv
sound 2026-03-13 plan.tsv
want [ "$(awk -F'\t' '$7 == "A02" { print $2 }' plan.tsv)" = w3 ]
words >office.tsv <<'END'
name          value
office        Kreis
office_team   Team
office_street Platz~1
office_town   64000~Ost
office_phone  06151~1
END
visits-list -q --as-of=2026-03-13 --state=planned --still-needed \
	-c +surname,given_name,language,worker_name,worker_phone,with_name >letters.tsv
run visits-print -q -T letter --office=office.tsv --printed=printed.tsv letters.tsv
status 0
want [ "$(grep -c Müller "$box/out")" -ge 1 ]
awk '{ print $1 "\t" (NR == 1 ? "outcome" : "announced") }' printed.tsv >announced.tsv
run visits-log -q --as-of=2026-03-13 -H -c outcome,action announced.tsv
status 0
through sort
through uniq
shows <<'EOT'
announced changed
EOT

goes_on 'the same week as a calendar, on a map and as sheets; names only where asked for'
visits-list --as-of=2026-03-13 --from=2026-03-16 --to=2026-03-20 \
	-c +database,worker_lat,worker_lon >week.tsv
mkdir calendars
run visits-ical --each=calendars week.tsv
status 0
want [ "$(cat calendars/*.ics | grep -c BEGIN:VEVENT)" = 5 ]
run visits-geojson week.tsv
status 0
want [ "$(grep -o '"Point"' "$box/out" | wc -l)" -ge 5 ]
run visits-map -o map.html week.tsv
status 0
cat calendars/*.ics "$box/out" map.html >shown
want [ "$(grep -c -e Müller -e Yilmaz shown)" = 0 ]
visits-list --as-of=2026-03-13 --from=2026-03-16 --to=2026-03-20 --each-worker \
	-c +surname,given_name,phone,worker_name,with_name,travel_min,km,back_min,back_km |
	visits-print -q -T sheet -o sheet.html
for name in Müller Yilmaz 'van den Hof'; do
	want grep -q "$name" sheet.html
done

goes_on 'week 1: a caller is found by what she says, and her visit is off'
printf 'surname\tphone\nBERG\t06151/1003\nmueller\t\nWei*\t\nvandenhof\t\n' >callers.tsv
run cases-find --as-of=2026-03-16 -H -c line,case_id,status callers.tsv
status 0
shows <<'EOT'
2 A03 active
3 A01 active
4 A10 active
5 A04 active
EOT
err <<'EOT'
cases-find: read 4 = found 4 + nobody 0 + rejected 0
EOT
log 2026-03-16 -c case_id,date,outcome,hand_back,action <<'END'
case_id date       outcome       next        next_on
A03     2026-03-16 self_reported appointment 2026-03-26
END
status 0
shows <<'EOT'
case_id date       outcome       hand_back action
A03     2026-03-16 self_reported reached   new
EOT

goes_on 'week 1: the sheets come back; what goes to the case managers'
fill 2026-03-16 2026-03-20 <<'END'
case_id outcome  reaction causes  consent offers       accepted next  next_on    minutes card_left note
A01     met      positive -       -       sport,schuld sport    -     -          40      -         -
A02     not_home -        -       -       -            -        -     -          10      1         -
A04     refused  negative -       -       -            -        -     -          5       -         -
A05     met      neutral  illness 1       sport        -        visit 2026-04-08 60      -         knows~a~doctor
END
run visits-log --as-of=2026-03-20 -H -c case_id,outcome,attempt,case_manager,hand_back sheet.tsv
status 0
err <<'EOT'
visits-log: read 4 = new 4 + changed 0 + unchanged 0 + skipped 0 + rejected 0
EOT
through sort
shows <<'EOT'
A01 met      - FM1 reached
A02 not_home 1 FM1 -
A04 refused  - -   -
A05 met      - FM2 excuse
EOT

goes_on 'Thursday: the plan of week 2; Friday: who has come in, who is ill'
cases-overdue --as-of=2026-03-19 >list.tsv
run visits-plan --effort=1 --as-of=2026-03-19 --from=mon --commit list.tsv
status 0
says 'read 3 = planned 3 + unplanned 0'
says '1 at the centre of a postal code'
cp "$box/out" plan.tsv
sound 2026-03-19 plan.tsv
want [ "$(cut -f7 plan.tsv | grep -c A07)" = 2 ]
csv termine.csv <<'END'
Kundennummer Termin     Meldezweck Einladung~vom Terminstatus
A06          19.03.2026 Beratung   09.03.2026    erschienen
A13          23.03.2026 Beratung   13.03.2026    offen
A13          24.03.2026 Maßnahme   13.03.2026    offen
END
words >absences.tsv <<'END'
worker from       to
w3     2026-03-23 2026-03-25
END
run cases-import -o changed.tsv --as-of=2026-03-20 termine.csv absences.tsv
status 0
says '3 open visits are touched'
run cases-check -H --as-of=2026-03-20 -c case_id,check,detail
status 0
through sort
shows <<'EOT'
A02 alert absent
A06 alert came_in
A07 alert absent
EOT
run visits-list --as-of=2026-03-20 --still-needed -H -c case_id
status 0
through sort
shows <<'EOT'
A02
A07
EOT

goes_on 'the week is planned anew around it: nobody drives to who came in'
echo case_id >nobody.tsv
run visits-plan --effort=1 --as-of=2026-03-20 --replan --commit --unplanned=left.tsv nobody.tsv
status 0
says 'stored 3 = kept 0 + moved 2 + dropped 1; added 0'
cp "$box/out" plan.tsv
sound 2026-03-20 plan.tsv
awk -F'\t' '$1 < "2026-03-26" && ($2 == "w3" || $6 == "w3")' plan.tsv >away
want [ ! -s away ]
cut -f1,2 left.tsv >got
words >want <<'EOT'
case_id _reason
A06     no_longer
EOT
same want got
run cases-check -q --as-of=2026-03-20
status 0
out </dev/null

goes_on 'week 2: two sheets of one visit; the second adds, and contradicts once'
fill 2026-03-23 2026-03-27 <<'END'
case_id outcome reaction minutes note
A02     met     positive 30      -
A07     met     positive 50      needs~glasses
END
cp sheet.tsv first.tsv
fill 2026-03-23 2026-03-27 <<'END'
case_id outcome reaction minutes note
A07     met     -        -       wants~to~come~in
END
cp sheet.tsv second.tsv
sed 's/met\t/refused\t/' second.tsv >third.tsv
run visits-log -q --as-of=2026-03-27 first.tsv
status 0
run visits-log --as-of=2026-03-27 -H -c case_id,outcome,hand_back,action second.tsv
status 0
shows <<'EOT'
A07 met reached changed
EOT
run visits-log --as-of=2026-03-27 --rejects=rejects.tsv third.tsv
status 1
says 'third.tsv:2: outcome: changed meanwhile'
want [ "$(wc -l <rejects.tsv)" = 2 ]
run visits-list --as-of=2026-03-27 --from=2026-03-23 --to=2026-03-27 --state=done -H -c case_id,reaction,minutes,note
through sort
shows <<'EOT'
A02 positive 30 -
A07 positive 50 needs~glasses~/~wants~to~come~in
EOT

goes_on 'Friday: a heading was renamed; it is said, and a map brings it back'
csv termine.csv <<'END'
Kundennummer Termin     Meldezweck Einladung~vom Ausgang
A01          26.03.2026 Beratung   16.03.2026    erschienen
A13          23.03.2026 Beratung   13.03.2026    nicht~erschienen
A13          24.03.2026 Maßnahme   13.03.2026    nicht~erschienen
END
csv bitten.csv <<'END'
Kundennummer Überwiesen~am Überwiesen~von
A12          26.03.2026    FM2
END
run cases-import -q -o changed.tsv --as-of=2026-03-27 termine.csv bitten.csv
status 0
err <<'EOT'
cases-import: termine.csv:1: no column result: new letters are open
cases-import: termine.csv: no heading for result, which the last import of letters had
EOT
printf 'source\tcolumn\tvalues\tformat\nAusgang\tresult\terschienen=attended,nicht erschienen=missed\t\n' >map.tsv
run cases-import --map=+map.tsv -o changed.tsv --as-of=2026-03-27 termine.csv
status 0
err <<'EOT'
cases-import: letters: read 3 = new 0 + changed 3 + unchanged 0 + rejected 0
EOT
run cases-overdue --as-of=2026-03-27 -H -c case_id,reason,not_before
status 0
through sort
shows <<'EOT'
A05 follow_up 2026-04-08
A08 letters   -
A09 letters   -
A12 referred  -
A13 letters   -
EOT

goes_on 'the plan of week 3 ends before Good Friday; a household goes together'
cases-overdue --as-of=2026-03-27 >list.tsv
run visits-plan --effort=1 --as-of=2026-03-27 --days=5 --commit --unplanned=left.tsv list.tsv
status 0
says 'read 5 = planned 4 + unplanned 1 + rejected 0'
cp "$box/out" plan.tsv
sound 2026-03-27 plan.tsv
cut -f1 plan.tsv | grep -e 2026-04-03 -e 2026-04-06 >holidays
want [ ! -s holidays ]
awk -F'\t' '$7 == "A08" || $7 == "A09" { print $1, $2 }' plan.tsv | uniq >together
want [ "$(wc -l <together)" = 1 ]
grep -o '^A05\|deadline' left.tsv | sort -u >got
printf 'A05\ndeadline\n' >want
same want got
fill 2026-03-30 2026-04-02 <<'END'
case_id outcome   reaction offers accepted next        next_on    minutes
A08     met       positive sport  sport    appointment 2026-04-10 45
A09     met       positive sport  -        -           -          -
A12     moved     -        -      -        -           -          10
A13     cancelled -        -      -        visit       2026-04-09 -
END
run visits-log -q --as-of=2026-04-02 -H -c case_id,outcome,hand_back,action sheet.tsv
status 0
through sort
shows <<'EOT'
A08 met       reached new
A09 met       reached new
A12 moved     moved   new
A13 cancelled -       new
EOT

# What anybody could see of the database, numbers of runs apart.
picture() {
	cases-overdue -q --as-of="$1"
	cases-overdue -q --as-of=2026-03-13
	visits-list -q --as-of="$1"
	stats-report -q --as-of="$1" --suppress=0 --by=month,town,outcome
	sqlite3 "$DOORSTEP_DB" "SELECT case_id, due_on, purpose, result FROM letters ORDER BY 1, 2, 3;
		SELECT case_id, status, street, needs FROM cases ORDER BY 1;
		SELECT * FROM standing"
}

goes_on 'week 3: an old file is imported; it is taken back, and nothing is left of it'
picture 2026-04-02 >before
run cases-import -o changed.tsv --as-of=2026-04-02 alt.csv
status 0
says 'read 24 = new 0 + changed 3 + unchanged 21 + rejected 0'
picture 2026-04-02 >wrong
cmp -s before wrong && bad 'the old file changed nothing'
run runs-list -H -c run,program,files,counts
status 0
through tail -n 1
shows <<'EOT'
16 cases-import alt.csv read=24,new=0,changed=3,unchanged=21,rejected=0
EOT
run runs-undo -n 16
status 0
picture 2026-04-02 >rehearsed
same wrong rehearsed
run runs-undo 16
status 0
err <<'EOT'
runs-undo: run 16: removed 0 + restored 3
EOT
picture 2026-04-02 >after
same before after
run runs-list -H -c run,program,undone_by
through tail -n 2
shows <<'EOT'
16 cases-import 17
17 runs-undo -
EOT
run runs-undo 16
status 2

goes_on 'access: all that is stored about somebody, and who touched it'
printf 'case_id\nA05\n' >request.tsv
run cases-show -H -c label,value request.tsv
status 0
for line in "Nachname	O'Neil" 'Geburtsdatum	1965-09-09' 'Notiz	knows a doctor' \
	'Ursachen (nur mit Einwilligung)	illness' 'Angebot	sport Bewegung' \
	'Ergebnis des Termins	returned'; do
	grep -qxF "$line" "$box/out" || bad "not in it: $line"
done
grep -e Müller -e A01 "$box/out" && bad 'somebody else is in it'
run runs-list --case=request.tsv -H -c run,table,record,column
status 0
through grep '^[1-3]	'
shows <<'EOT'
1 cases - -
1 letters 2026-01-12 -
1 letters 2026-02-16 -
2 visits 1 -
3 visits 1 state
EOT

goes_on 'week 4, after Easter Monday: agreed days are kept'
run cases-overdue -q --as-of=2026-04-02 -H -c case_id,reason,not_before
shows <<'EOT'
A05 follow_up 2026-04-08
A13 follow_up 2026-04-09
EOT
cases-overdue -q --as-of=2026-04-02 >list.tsv
run visits-plan --effort=1 --as-of=2026-04-02 --commit list.tsv
status 0
cp "$box/out" plan.tsv
sound 2026-04-02 plan.tsv
through cut -f1,2,7
shows <<'EOT'
date worker case_id
2026-04-08 w3 A05
2026-04-09 w1 A13
EOT
fill 2026-04-07 2026-04-10 <<'END'
case_id outcome reaction offers accepted minutes
A05     met     positive sport  sport    30
A13     met     neutral  schuld -        40
END
run visits-log -q --as-of=2026-04-10 -H -c case_id,hand_back,action sheet.tsv
status 0
shows <<'EOT'
A05 reached new
A13 reached new
EOT
csv termine.csv <<'END'
Kundennummer Termin     Meldezweck Einladung~vom Terminstatus
A02          09.04.2026 Beratung   30.03.2026    erschienen
A08          10.04.2026 Beratung   01.04.2026    erschienen
END
csv anhoerungen.csv <<'END'
Kundennummer Versäumt~am Stand      Anhörung~bis
A03          09.03.2026  abgewendet 27.03.2026
END
run cases-import -o changed.tsv --as-of=2026-04-10 faelle.csv termine.csv anhoerungen.csv
status 0
err <<'EOT'
cases-import: cases: read 13 = new 0 + changed 0 + unchanged 13 + rejected 0
cases-import: letters: read 2 = new 2 + changed 0 + unchanged 0 + rejected 0
cases-import: cuts: read 1 = new 0 + changed 1 + unchanged 0 + rejected 0
EOT
run cases-overdue --as-of=2026-04-10 -H -c case_id
status 0
out </dev/null
err </dev/null

goes_on 'all is well, but for the referrals, which did not come for two weeks'
run cases-check --as-of=2026-04-10
status 0
shows <<'EOT'
check case_id visit_id detail
stale -       -        referrals~2026-03-27
EOT
run cases-check -q --as-of=2026-04-10 --tables=cases,letters,cuts
status 0
out </dev/null
err </dev/null

goes_on 'the figures of the four weeks are those of the sheets'
run stats-report --as-of=2026-04-10 --from=2026-03-13 --suppress=0
status 0
through grep -v days_to_contact
shows <<'EOT'
measure value
visits 11
met 8
not_home 1
refused 1
moved 1
wrong_address 0
aborted 0
self_reported 1
cancelled 1
persons_visited 9
persons_reached 8
first_contacts 8
reaction_positive 6
reaction_neutral 2
reaction_negative 1
offers_made 7
offers_accepted 3
health_accepted 3
cuts_threatened 1
cuts_averted 1
came_back 3
minutes 370
EOT
run stats-report --as-of=2026-04-10 --from=2026-03-13 --suppress=0 --by=month,town --wide \
	--measures=visits,met,persons_visited,persons_reached,first_contacts
status 0
shows <<'EOT'
month   town visits met persons_visited persons_reached first_contacts
2026-03 Ost  5      4   4               5               5
2026-03 West 4      2   4               2               2
2026-04 Ost  1      1   1               1               1
2026-04 West 1      1   1               1               0
EOT

goes_on 'what goes out shows nobody of whom there are one or two'
run stats-report --as-of=2026-04-10 --from=2026-03-13 --by=month,town \
	--measures=visits,met,persons_visited,persons_reached,first_contacts
status 0
cut -f4 "$box/out" | grep -x '[12]' >few
want [ ! -s few ]

goes_on 'somebody wants to be forgotten: nothing is left of him, the figures stay'
# Of whole months: in others nobody can say whether an erased visit was.
figures() {
	stats-report --as-of=2026-04-30 --from=2026-03-01 --suppress=0 "$@"
}
figures >before
figures --by=town,outcome --by=month,sex >before.tables
printf 'case_id\nA04\n' >gone.tsv
run cases-erase --as-of=2026-04-10 --only=gone.tsv -n
status 0
want grep -q '^A04	cases	1$' "$box/out"
want [ "$(grep -ac 'van den Hof' "$DOORSTEP_DB")" -gt 0 ]
run cases-erase -q --as-of=2026-04-10 --only=gone.tsv -o erased.tsv
status 0
err </dev/null
want [ "$(grep -ac 'van den Hof' "$DOORSTEP_DB")" = 0 ]
figures >after
same before after
figures --by=town,outcome --by=month,sex >after.tables
same before.tables after.tables
printf 'surname\nvan den Hof\n' >callers.tsv
run cases-find -q -H callers.tsv
status 0
out </dev/null
run cases-show -H gone.tsv
status 1
out </dev/null
run cases-check -q --as-of=2026-04-10 --tables=cases,letters
status 0
out </dev/null

goes_on 'nothing that was made on the way can be read by others'
: >want
find . -name '*.tsv' -size +0 -perm /077 | grep -e changed -e rejects -e left >open
same want open
want [ "$(stat -c %a "$DOORSTEP_DB")" = 600 ]

finish
