#!/bin/sh
# A form that was filled in with a spreadsheet comes back as it was saved.
. tests/lib.sh
. tests/given.sh

office() {
	given 2026-01-02 <<'END'
cases case_id lat lon street
      0815    50  8   Weg~1
      A2      50  8   Weg~2
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
offers offer area   name
       o1    health Sport
       o2    debt   Rat
END
}

stored() {
	run visits-list --as-of=2026-03-03 -c "$1"
	status 0
}

begin 'semicolons, quotes, windows-1252, German headings, words and dates, titles above'
office
{
	printf 'Besuche der Woche;;;\r\n\r\n'
	printf 'Kundennummer;Datum;Mitarbeiter;Uhrzeit;Ergebnis;Reaktion;Gründe;Angebote;Einwilligung;Wie weiter;nächster Besuch am;Dauer;Karte;kein Besuch bis;Bemerkung\r\n'
	printf '="0815";02.03.2026;w1;9:30;Angetroffen;positiv;"Krankheit, Schulden";o1, o2;ja;Besuch;20.03.2026;45;nein;;"sagte ""gern""\nund lächelte"\r\n'
	printf 'A2;03.03.2026;w2;;nicht angetroffen;;;;;;;;x;31.03.2026;\r\n'
} | iconv -f UTF-8 -t windows-1252 >form.csv
run visits-log --as-of=2026-03-03 -c case_id,date,outcome,action form.csv
status 0
shows <<'END'
case_id date       outcome  action
0815    2026-03-02 met      new
A2      2026-03-03 not_home new
END
stored case_id,start,reaction,causes,offers,consent,next,next_on,minutes,card_left,no_visits_until
shows <<'END'
case_id start reaction causes       offers consent next  next_on    minutes card_left no_visits_until
0815    09:30 positive debt,illness o1,o2  1       visit 2026-03-20 45      0         -
A2      -     -        -            -      -       -     -          -       1         2026-03-31
END
stored case_id,note
printf 'case_id\tnote\n0815\tsagte "gern"\\nund lächelte\nA2\t\n' >want
same want "$box/out"

begin 'the form itself, saved as CSV with commas, comes back without a change'
office
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-03 w1     09:00 0815
2026-03-03 w2     09:00 A2
END
run visits-list --as-of=2026-03-03
cp "$box/out" sheet.tsv
awk -F'\t' '{ for (i = 1; i <= NF; i++) printf "\"%s\"%s", $i, i < NF ? "," : "\r\n" }' sheet.tsv >sheet.csv
run visits-log --as-of=2026-03-03 sheet.csv
status 0
says 'read 2 = new 0 + changed 0 + unchanged 0 + skipped 2 + rejected 0'
sed 's/"planned",""/"planned","MET"/' sheet.csv >filled.csv
run visits-log --as-of=2026-03-03 -q -c visit_id,date,outcome,action filled.csv
status 0
shows <<'END'
visit_id date       outcome action
1        2026-03-03 met     new
2        2026-03-03 met     new
END
run visits-list --as-of=2026-03-03 -c start,end,worker,minutes,note
shows <<'END'
start end   worker minutes note
09:00 09:45 w1     -       -
09:00 09:45 w2     -       -
END

begin 'every code may be written in any case, and every German word of the map is a code'
office
sed 1d "$top/share/maps/outcomes-de.tsv" | awk -F'\t' '$3 != "" {
	n = split($3, pair, ",")
	for (i = 1; i <= n; i++) {
		split(pair[i], v, "=")
		print $1 "\t" v[1]
	}
}' >words
while IFS="$(printf '\t')" read -r heading word; do
	[ "$heading" = Ergebnis ] && continue
	{
		printf 'case_id\tdate\toutcome\tnext_on\t%s\n' "$heading"
		printf 'A2\t2026-03-02\tNot_Home\t2026-04-01\t%s\n' "$word" | tr '[:lower:]' '[:upper:]'
	} >rows
	run visits-log -n --as-of=2026-03-03 -q -o /dev/null rows
	[ "$got" = 0 ] || bad "$heading, $word: $(cat "$box/err")"
done <words
want [ "$(wc -l <words)" -gt 60 ]

begin 'what people write into a sheet beside the words of the form'
office
printf 'Kundennummer;Datum;Ergebnis;Karte;Einwilligung\n%s\n%s\n%s\n%s\n%s\n' \
	'0815;02.03.2026;nicht da;eingeworfen;' '0815;03.03.2026;niemanden angetroffen;hinterlassen;' \
	'0815;04.03.2026;angetroffen;;erteilt' 'A2;02.03.2026;lehnt ab;;verweigert' \
	'A2;03.03.2026;unbekannt verzogen;;' >form.csv
run visits-log -q --as-of=2026-03-05 -H -c outcome form.csv
status 0
err </dev/null
out <<'END'
not_home
not_home
met
refused
moved
END
stored case_id,date,card_left,consent
shows <<'END'
case_id date       card_left consent
0815    2026-03-02 1         -
A2      2026-03-02 -         0
0815    2026-03-03 1         -
A2      2026-03-03 -         -
0815    2026-03-04 -         1
END

begin 'a map of the office instead of ours'
office
printf 'source\tcolumn\tvalues\tformat\nClient\tcase_id\t\t\nSeen\toutcome\ty=met,n=not_home\t\nOn\tdate\t\tmdy\n' >our.map
printf 'Client,Seen,On\nA2,Y,3/2/2026\n' >form.csv
run visits-log --as-of=2026-03-03 -q -m our.map -c date,outcome form.csv
status 0
shows <<'END'
date       outcome
2026-03-02 met
END

begin 'what is no record is left out and counted: separators only, the header once more'
office
printf 'case_id;date;outcome\r\n;;\r\nA2;02.03.2026 08:15;met\r\n\r\ncase_id;date;outcome\r\n0815;02.03.2026;not_home\r\n\032' >form.csv
run visits-log --as-of=2026-03-03 -c case_id,date,action form.csv
status 0
shows <<'END'
case_id date       action
A2      2026-03-02 new
0815    2026-03-02 new
END
err <<'END'
visits-log: form.csv:3: date: the time behind the day is not taken
visits-log: read 2 = new 2 + changed 0 + unchanged 0 + skipped 0 + rejected 0, left out 2
END

begin 'numbers as a spreadsheet shows them'
office
log 2026-03-03 -c visit_id,action <<'END'
case_id date       outcome minutes card_left
A2      2026-03-02 met     45,0    1.0
END
status 0
printf 'visit_id;outcome;run;minutes;note\n1,0;met;2,0;50,00;x\n' >form.csv
run visits-log --as-of=2026-03-03 -c visit_id,action form.csv
status 0
shows <<'END'
visit_id action
1        changed
END
stored minutes,card_left,note
shows <<'END'
minutes card_left note
50      1         x
END
printf 'visit_id;outcome;run\n1,5;met;2\n1;met;2,5\n1.000;met;2\n' >form.csv
run visits-log --as-of=2026-03-03 form.csv
status 1
says ':2: visit_id: '
says ':3: run: '
says ':4: visit_id: '

begin 'maps over ours, and dates that cannot be in their order'
printf 'source\tcolumn\tvalues\tformat\nErgebnis\toutcome\tklappt\\,gut=met\t\nBesuch\tdate\t\tmdy\n' >plus.map
office
printf 'Kundennummer;Ergebnis;Besuch\nA2;klappt,gut;03/02/2026\n0815;nicht angetroffen;2026-03-01\n' >form.csv
run visits-log --as-of=2026-03-03 -q -m +plus.map -c case_id,date,outcome form.csv
status 0
shows <<'END'
case_id date       outcome
A2      2026-03-02 met
0815    2026-03-01 not_home
END
printf 'Kundennummer;Ergebnis;Besuch\nA2;klappt,gut;03/02/2026\nA2;verzogen;28/02/2026\n' >form.csv
cp "$DOORSTEP_DB" before.db
run visits-log --as-of=2026-03-03 -q -m +plus.map form.csv
status 2
out </dev/null
same before.db "$DOORSTEP_DB"

begin 'a row with too few fields leaves what it lacks, and makes no new visit'
office
log 2026-03-03 -q <<'END'
case_id date       outcome minutes note
A2      2026-03-02 met     45      kept
END
printf 'case_id;date;outcome;minutes;note\nA2;2026-03-02;not_home\n0815;2026-03-02;met\n' >form.csv
run visits-log --as-of=2026-03-03 -q -c case_id,action form.csv
status 1
shows <<'END'
case_id action
A2      changed
END
err <<'END'
visits-log: form.csv:2: 3 fields, but the header has 5: what it lacks stays as stored
visits-log: form.csv:3: 3 fields, but the header has 5: what it lacks stays as stored
visits-log: form.csv:3: too few fields for a new visit
END
stored outcome,minutes,note
shows <<'END'
outcome  minutes note
not_home 45      kept
END

begin 'another separator, another encoding; what is no separator is wrong usage'
office
printf 'case_id:date:outcome:note\nA2:2026-03-02:met:Grüße\n' | iconv -f UTF-8 -t UTF-16LE >form
run visits-log --as-of=2026-03-03 -q -D: -E UTF-16LE -c action form
status 0
stored note
printf 'note\nGrüße\n' >want
same want "$box/out"
run visits-log -D '"' form
status 2

begin 'a heading that seems to be meant is said, one that is known otherwise is taken'
office
printf 'Kundennummer;Besuchs-Datum;ERGEBNIS;Notiz zum Besuch;Reakton\nA2;01.03.2026;verzogen;x;y\n' >form.csv
run visits-log -q --as-of=2026-03-03 -n form.csv
status 0
err <<'EOF'
visits-log: form.csv:1: column 4 is not read; is it note?
visits-log: form.csv:1: column 5 is not read; is it reaction?
EOF

finish
