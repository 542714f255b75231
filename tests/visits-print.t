#!/bin/sh
# Pages of HTML: every value is text, whatever it is, and stands where it should.
. tests/lib.sh
. tests/given.sh

# Words to the TSV of a list.
list() { words >list.tsv; }
fill() {
	cat >page.html
	run visits-print -q --as-of=2026-11-20 -T page.html "$@" list.tsv
}
error() {
	status 2
	out </dev/null
	err
}

# What every letter needs; the names of the columns are the argument's.
columns='visit_id date worker with start case_id surname given_name street postal_code town language worker_name worker_phone with_name'
office='--set office=Amt --set office_team=Team --set office_street=Weg~1 --set office_town=Ort --set office_phone=069'
letter() {
	# shellcheck disable=SC2086
	visits-print -q --as-of=2026-11-20 -T letter $office "$@"
}

begin 'a value of each row; groups by their keys, in the order of the rows or sorted'
list <<'END'
date       worker case_id km
2026-11-24 w2     A1      1.5
2026-11-23 w1     A2      2
2026-11-24 w2     A3      10.25
END
fill <<'END'
{{count}}{{each}} {{number}}:{{case_id}}{{/each}}
{{each date worker}}{{number}} {{date}} {{worker}} {{count}}:{{each}} {{case_id}}{{/each}}
{{/each}}{{each sorted date}}{{date}} {{sum km}} {{max km|comma}} {{first case_id}} {{last case_id}}
{{/each}}{{sum km|comma}} {{max km}}
END
status 0
out <<'END'
3 1:A1 2:A2 3:A3
1 2026-11-24 w2 2: A1 A3
2 2026-11-23 w1 1: A2
2026-11-23 2 2 A2 A2
2026-11-24 11.75 10,25 A1 A3
13,75 10.25
END
err </dev/null

begin 'parts that depend on a value, and on its absence'
list <<'END'
case_id phone state
A1      0151  done
A2      -     off
END
fill <<'END'
{{each}}{{case_id}}{{if phone}} calls {{phone}}{{else}} writes{{/if}}{{if !phone}}!{{/if}}{{if state = done}} done{{/if}}{{if state != done}} open{{/if}}{{if number = 2}} last{{/if}}{{nobody?}}{{if nobody?}} never{{/if}}
{{/each}}
END
status 0
out <<'END'
A1 calls 0151 done
A2 writes! open last

END

begin 'days in words, decimal commas, labels of codes and of lists of them'
list <<'END'
date       km   outcome  needs
2026-11-30 12.5 not_home pair,lang:tr
2026-03-01 7    odd      pair,odd
END
fill <<'END'
{{label outcome not_home nicht da}}{{label needs pair zu zweit}}{{label needs lang:tr Türkisch}}{{label heading km Kilometer}}
{{each}}{{date|long}}, {{date|short}}, {{date|weekday}}; {{km|comma}} {{outcome|label}} {{needs|label}}
{{/each}}{{today|long}}
{{columns}}{{number}} {{heading|label}};{{/columns}}{{each}}
{{columns}}{{cell|comma}};{{/columns}}{{/each}}
END
status 0
out <<'END'
Montag, 30. November 2026, 30.11.2026, Montag; 12,5 nicht da zu zweit, Türkisch
Sonntag, 1. März 2026, 01.03.2026, Sonntag; 7 odd pair,odd
Freitag, 20. November 2026
1 date;2 Kilometer;3 outcome;4 needs;
2026-11-30;12,5;not_home;pair,lang:tr;
2026-03-01;7;odd;pair,odd;
END

begin 'a group has what its rows have in common; if they differ, nothing is guessed'
list <<'END'
worker name back
w1     Eins -
w1     Eins 12
END
fill <<'END'
{{each worker}}{{name}} {{back}}{{/each}}
END
status 0
out <<'END'
Eins 12
END
list <<'END'
worker name
w1     Eins
w1     Zwei
END
fill <<'END'
<p>
{{each worker}}{{name}}{{/each}}
END
error <<'END'
visits-print: page.html:2: name is not the same in lines 2 and 3 of list.tsv, which are one group here; first and last take one of them
END

begin 'a star is told as a star, an unknown value makes no sum'
list <<'END'
town a b c
Ost  1 * -
West 2 4 1
END
fill <<'END'
{{sum a}} {{sum b}} {{sum c}}. {{max b}} {{sum a b}} {{sum a c}}.
END
status 0
out <<'END'
3 * . 4 * .
END

begin 'what nobody has is named, with the nearest that somebody has'
list <<'END'
surname town
Ek      Ost
END
fill <<'END'
<p>
{{each}}{{surnam}}{{/each}}
END
error <<'END'
visits-print: list.tsv:1: column 1 is not read; is it surnam?
visits-print: page.html:2: there is no surnam (surname?)
END
fill <<'END'
{{each towns}}{{/each}}
END
error <<'END'
visits-print: list.tsv:1: column 2 is not read; is it towns?
visits-print: page.html:1: there is no towns (town?)
END
fill <<'END'
{{if phone}}{{/if}}
END
error <<'END'
visits-print: page.html:1: there is no phone: visits-list prints it if -c asks for it
END
fill <<'END'
{{office_phone}}
END
error <<'END'
visits-print: page.html:1: there is no office_phone: --office or --set says it
END
run visits-print -T leter list.tsv
error <<'END'
visits-print: --template: unknown template, and no file, leter (letter?); known are: letter report sheet
END
run visits-print list.tsv
error <<'END'
visits-print: --template says what to fill: letter, sheet, report, or a file; see visits-print --help
END
printf 'surnam\tTown\nEk\tOst\n' >list.tsv
fill --set surname=x <<'END'
{{surname}} {{town}}
END
status 0
out <<'END'
x Ost
END
says 'list.tsv:1: column 1 is not read; is it surname?$'

begin 'a mistake in a template: file, line, nothing printed'
list <<'END'
a b
1 2
END
# The second line of the page, and what is said.
while IFS='~' read -r line said; do
	printf '<p>\n%s\n' "$line" >page.html
	run visits-print -q -T page.html list.tsv
	status 2
	out </dev/null
	printf 'visits-print: page.html:%s\n' "$said" | err
done <<'END'
{{if a}}x~2: {{if}} without {{/if}}
x{{/if}}~2: {{/if}} ends nothing
{{each a}}{{if b}}{{/each}}~2: {{/each}} where {{if}} of line 2 has to end first
{{each}}{{each}}{{/each}}{{/each}}~2: {{each}} inside of a row
{{heading}}~2: heading and cell stand between {{columns}} and {{/columns}}
{{a b}}~2: a value is the name of one column
{{}}~2: a value is the name of one column
{{sum}}~2: first, last and max take one column, sum takes columns
{{a|lang}}~2: no such way to write a value behind | (long?)
{{each sorted}}{{/each}}~2: sorted by which columns?
{{a~2: {{ without }}
{{label a b}}~2: label takes a column, a code and what it is called
{{if a}}<b title="{{/if}}">~2: {{if}} begins or ends a tag, a quote or an address that goes on after it
<a {{if a}}href="tel:{{else}}href="{{/if}}{{a}}">~2: {{if}} begins or ends a tag, a quote or an address that goes on after it
END

begin 'where no way of writing makes a value text, none may stand'
while IFS='~' read -r line said; do
	printf '<p>\n%s\n' "$line" >page.html
	run visits-print -q -T page.html list.tsv
	status 2
	out </dev/null
	printf 'visits-print: page.html:2: %s\n' "$said" | err
done <<'END'
<script>x = "{{a}}"</script>~no value may stand in a script or the like
<SCRIPT>{{a}}</SCRIPT>~no value may stand in a script or the like
<style>p { color: {{a}} }</style>~no value may stand in a style sheet
<!-- {{a}} -->~no value may stand in a comment
<p {{a}}>~no value may stand inside of a tag, but in an attribute's quotes
<{{a}}>~no value may stand inside of a tag, but in an attribute's quotes
<p class={{a}}>~an attribute with a value in it needs quotes
<p class=x{{a}}>~an attribute with a value in it needs quotes
<p onclick="{{a}}">~no value may stand in this attribute
<p style="color:{{a}}">~no value may stand in this attribute
<iframe srcdoc="{{a}}">~no value may stand in this attribute
<a href="{{a}}">~an address has to begin with https: http: mailto: tel: sms: geo: # or ? before a value
<a href="javascript:{{a}}">~an address has to begin with https: http: mailto: tel: sms: geo: # or ? before a value
<a href = 'data:{{a}}'>~an address has to begin with https: http: mailto: tel: sms: geo: # or ? before a value
<noscript>{{a}}</noscript>~no value may stand in a script or the like
END

begin 'text, attribute and address are each written as they must be'
printf 'a\tb\n<b>&"\047\t+49 6151/1?x=1&yä\n' >list.tsv
fill <<'END'
<title>{{a}}</title>{{each}}<p title="{{a}}" class='{{a}}'>{{a}}</p><a href="tel:{{b}}">{{b}}</a><a href="https://x/?q={{b}}"></a>{{/each}}
END
status 0
out <<'END'
<title>&lt;b&gt;&amp;&quot;&#39;</title><p title="&lt;b&gt;&amp;&quot;&#39;" class='&lt;b&gt;&amp;&quot;&#39;'>&lt;b&gt;&amp;&quot;&#39;</p><a href="tel:+49%206151%2F1%3Fx%3D1%26y%C3%A4">+49 6151/1?x=1&amp;yä</a><a href="https://x/?q=%2B49%206151%2F1%3Fx%3D1%26y%C3%A4"></a>
END

begin 'characters that command are shown, not obeyed, and that is said'
printf 'a\tb\nx\\x01y\342\200\256z\tא\342\201\246x\nplain\tשלום\n' >list.tsv
cat >page.html <<'END'
{{each}}{{a}} {{b}}
{{/each}}
END
run visits-print -T page.html list.tsv
status 0
printf 'x\357\277\275y\357\277\275z א\357\277\275x\nplain שלום\n\n' | out
err <<'END'
visits-print: 2 values have characters that command, not text: each is printed as U+FFFD
visits-print: read 2 = printed 2 + rejected 0
END

begin 'a value is not looked through for more to fill in'
printf 'a\tb\n{{b}}\tx\n' >list.tsv
fill <<'END'
{{each}}{{a}}{{/each}}
END
status 0
out <<'END'
{{b}}
END

begin 'a row that lacks what is required is not printed, but reported: 1; the printed ones are in --printed'
list <<'END'
visit_id date       surname town note
1        2026-11-23 Ek      Ost  a
2        2026-11-23 -       Ost  b
3        23.11.26   Öz      Ost  c
4        2026-11-24 Öz      Ost  d
END
cat >page.html <<'END'
{{require surname}}{{each}}{{surname}} {{date|short}}
{{/each}}
END
run visits-print -T page.html --printed=printed.tsv -o page.out list.tsv
status 1
err <<'END'
visits-print: list.tsv:3: surname: missing
visits-print: list.tsv:4: date: a year with two digits
visits-print: read 4 = printed 2 + rejected 2
END
printf 'Ek 23.11.2026\nÖz 24.11.2026\n\n' >want
same want page.out
printf 'visit_id\tdate\tsurname\ttown\tnote\n1\t2026-11-23\tEk\tOst\ta\n4\t2026-11-24\tÖz\tOst\td\n' >want
same want printed.tsv
want [ "$(stat -c %a page.out printed.tsv | tr '\n' ' ')" = '600 600 ' ]

begin 'a letter that announces a day that is over is said to be one'
list <<END
$columns state
1 2026-11-19 w1 - 09:00 A1 Nachname Vorname Weg~1 64380 Ort - Kraft 069~1 - planned
2 2026-11-20 w1 - 10:00 A2 Nachname Vorname Weg~1 64380 Ort - Kraft 069~1 - planned
END
run letter list.tsv
status 0
want [ "$(grep -c '<section' "$box/out")" = 2 ]
err <<'END'
visits-print: list.tsv:2: date: before today
END

begin 'no letter announces a visit that is off or done, and the sheet has none that is off'
list <<END
$columns state
1 2026-11-30 w1 - 09:00 A1 Nachname Vorname Weg~1 64380 Ort - Kraft 069~1 - planned
2 2026-11-30 w1 - 10:00 A2 Nachname Vorname Weg~1 64380 Ort - Kraft 069~1 - off
3 2026-11-30 w1 - 11:00 A3 Nachname Vorname Weg~1 64380 Ort - Kraft 069~1 - done
END
run letter list.tsv
status 1
want [ "$(grep -c '<section' "$box/out")" = 1 ]
err <<'END'
visits-print: list.tsv:3: state: not for this page
visits-print: list.tsv:4: state: not for this page
END
run visits-print -q -T sheet list.tsv
status 1
err <<'END'
visits-print: list.tsv: no column km,back_km,phone,travel_min,back_min, blank on the page: visits-list prints it if -c asks for it
visits-print: list.tsv:3: state: not for this page
END

# A sheet for the street had no names on it, and nobody knew why.
begin 'columns that were not asked for leave the sheet blank, and that is said once'
list <<'END'
visit_id date       worker stop start with case_id
1        2026-11-30 w1     1    09:00 -    A1
2        2026-11-30 w2     1    09:00 -    A2
END
run visits-print -q -T sheet list.tsv
status 0
err <<'END'
visits-print: list.tsv: no column worker_name,km,back_km,given_name,surname,phone,travel_min,back_min, blank on the page: visits-list prints it if -c asks for it
END
sed 's/		A2/	w3	A2/' list.tsv >pair.tsv
fill <<'END'
{{each}}{{if with?}}{{with_name?}}{{end?}}{{/if}}{{/each}}
END
err </dev/null
run visits-print -q -T page.html pair.tsv
err <<'END'
visits-print: pair.tsv: no column with_name, blank on the page: visits-list prints it if -c asks for it
END

begin 'a row that cannot be read is in the status as well'
printf 'a\tb\n1\t2\n3\n' >list.tsv
fill <<'END'
{{each}}{{a}}{{/each}}
END
status 1
echo 1 | out

begin 'no rows: the page, and no row in it'
printf 'date\tworker\tcase_id\tstart\n' >list.tsv
run visits-print -T sheet list.tsv
status 0
want grep -q '</html>' "$box/out"
grep -q '<section' "$box/out" && bad 'a day without rows'
err <<'END'
visits-print: read 0 = printed 0 + rejected 0
END

begin 'in a group by worker a pair of one row stands under both, of two rows once'
list <<'END'
date       worker with start case_id stop worker_name with_name
2026-11-23 w1     w2   09:00 A1      1    Eins        Zwei
2026-11-23 w1     -    10:00 A2      2    Eins        -
END
cat >page.html <<'END'
{{each sorted worker}}{{worker_name}}:{{each}} {{case_id}}{{if with}} with {{with_name}}{{/if}}{{/each}}
{{/each}}
END
run visits-print --printed=printed.tsv -T page.html list.tsv
status 0
out <<'END'
Eins: A1 with Zwei A2
Zwei: A1 with Eins

END
err <<'END'
visits-print: read 2 = printed 2 + rejected 0
END
same list.tsv printed.tsv
list <<'END'
date       worker with start case_id stop worker_name with_name
2026-11-23 w1     w2   09:00 A1      1    Eins        Zwei
2026-11-23 w2     w1   09:00 A1      1    Zwei        Eins
END
run visits-print -q -T page.html list.tsv
out <<'END'
Eins: A1 with Zwei
Zwei: A1 with Eins

END

begin 'the office is a small file, --set wins, and neither overrules a column in silence'
list <<'END'
a
1
END
printf 'name\tvalue\noffice\tAmt <1>\noffice_town\t\n' >office.tsv
fill --office=office.tsv <<'END'
{{office}}{{if office_town}} in {{office_town}}{{/if}}
END
status 0
out <<'END'
Amt &lt;1&gt;
END
fill --office=office.tsv --set=office=B --set office_town=C=D <<'END'
{{office}}{{if office_town}} in {{office_town}}{{/if}}
END
out <<'END'
B in C=D
END
fill --set a=2 <<'END'
{{a}}
END
error <<'END'
visits-print: a is a column of list.tsv: call it otherwise in --office and --set
END
printf 'name\tvalue\noffice\tA\noffice\tB\n' >office.tsv
fill --office=office.tsv <<'END'
x
END
error <<'END'
visits-print: office.tsv:3: name: has been on an earlier line
END
fill --set office <<'END'
x
END
status 2

begin 'the language of a row chooses the file beside the template'
list <<'END'
case_id date       language
A1      2026-11-30 -
A2      2026-11-30 en
A3      2026-11-30 lang:TR
END
echo '{{each case_id}}{{! three words }}{{case_id}} on {{date|long}}
{{/each}}' >page.en.html
echo '{{each case_id}}{{case_id}} {{date|long}}
{{/each}}' >page.tr.html
fill <<'END'
<html>{{each case_id}}{{case_id}} am {{date|long}}
{{/each}}</html>
END
status 0
out <<'END'
<html>A1 am Montag, 30. November 2026
A2 on Monday, 30 November 2026
A3 30 Kasım 2026 Pazartesi
</html>
END
echo 'Dear {{case_id}}' >page.en.html
fill <<'END'
<html>{{each case_id}}{{case_id}}{{/each}}</html>
END
error <<'END'
visits-print: page.en.html:1: what page.html repeats, by the same columns, stands here once
END
echo '{{each case_id}}
{{surnam}}{{/each}}' >page.en.html
fill <<'END'
<html>{{each case_id}}{{case_id}}{{/each}}</html>
END
error <<'END'
visits-print: page.en.html:2: there is no surnam
END

begin 'a language that has no file is said, once, and how many rows had none: 1'
echo '{{each case_id}}{{case_id}} in English
{{/each}}' >page.en.html
page='{{each case_id}}{{case_id}} auf Deutsch
{{/each}}'
list <<'END'
case_id language
A1      ar
A2      EN-gb
A3      lang:uk
A4      ar
A5      de_AT
A6      Deutsch
A7      Englisch
A8      -
END
echo "$page" >words
fill <words
status 1
out <<'END'
A1 auf Deutsch
A2 in English
A3 auf Deutsch
A4 auf Deutsch
A5 auf Deutsch
A6 auf Deutsch
A7 in English
A8 auf Deutsch

END
err <<'END'
visits-print: list.tsv: 3 rows are in the language of page.html, not in their own: there is no page.ar.html, page.uk.html
END
list <<'END'
case_id language
A1      Yilmaz
A2      ../en
A3      ar,en
A4      en
END
echo "$page" >words
fill <words
status 1
err <<'END'
visits-print: list.tsv: 3 rows are in the language of page.html, not in their own: their column language has no code such as tr
END
# A language that another file serves well enough is said in the file system.
ln -s page.en.html page.ar.html
list <<'END'
case_id language
A1      ar
END
echo "$page" >words
fill <words
status 0
err </dev/null
rm page.*
list <<'END'
case_id language
A1      ar
END
echo "$page" >words
fill <words
status 0
err </dev/null

begin 'a group of several languages is in none of the others, which is said'
echo '{{each household_id}}{{each}}{{case_id}} {{/each}}in English
{{/each}}' >page.en.html
list <<'END'
case_id household_id language
A1      H1           en
A2      H1           -
A3      H2           en
A4      H2           en
END
fill <<'END'
{{each household_id}}{{each}}{{case_id}} {{/each}}auf Deutsch
{{/each}}
END
status 1
out <<'END'
A1 A2 auf Deutsch
A3 A4 in English

END
err <<'END'
visits-print: list.tsv: 1 row is in the language of page.html, not in its own: others of its group have another one or none
END

begin 'a row of a person whose language another row has says nothing against it'
echo '{{each case_id}}{{each}}{{date}} {{/each}}in English
{{/each}}' >page.en.html
echo '{{each case_id}}{{each}}{{date}} {{/each}}Türkçe
{{/each}}' >page.tr.html
list <<'END'
case_id date       language
A1      2026-12-01 -
A1      2026-12-02 en
A2      2026-12-01 en
A2      2026-12-02 tr
A3      2026-12-01 -
A3      2026-12-02 -
-       2026-12-03 -
-       2026-12-04 en
END
fill <<'END'
{{each case_id}}{{each}}{{date}} {{/each}}auf Deutsch
{{/each}}
END
status 1
out <<'END'
2026-12-01 2026-12-02 in English
2026-12-01 2026-12-02 auf Deutsch
2026-12-01 2026-12-02 auf Deutsch
2026-12-03 2026-12-04 auf Deutsch

END
err <<'END'
visits-print: list.tsv: 3 rows are in the language of page.html, not in their own: others of their group have another one or none
END

begin 'a row that is repeated without a group has its language, too'
echo '{{each}}{{case_id}} in English
{{/each}}' >page.en.html
list <<'END'
case_id language
A1      -
A2      en
END
fill <<'END'
{{each}}{{case_id}} auf Deutsch
{{/each}}
END
status 0
out <<'END'
A1 auf Deutsch
A2 in English

END

begin 'letters without a column language are all in one, and that is said'
list <<'END'
case_id date
A1      2026-11-30
END
echo '{{each case_id}}{{case_id}}{{/each}}' >page.en.html
fill <<'END'
{{each case_id}}{{case_id}}{{/each}}
END
status 0
err <<'END'
visits-print: list.tsv: no column language, every row is in the language of page.html: visits-list prints it if -c asks for it
END

begin 'a sheet that a spreadsheet saved is read'
printf 'Case_ID;date;note\r\n="007";30.11.2026;"a;b"\r\n' >list.tsv
fill <<'END'
{{each}}{{case_id}} {{date|long}} {{note}}{{/each}}
END
status 0
out <<'END'
007 Montag, 30. November 2026 a;b
END

begin 'letter, sheet and report: 500 hostile rows make the same page as harmless ones, and come out as text'
cat >hostile.py <<'END'
import random, sys
random.seed(1)
pieces = ['<script>alert(1)</script>', '</td></tr></table>', '<b', '-->', '<!--', ']]>',
    '"', "'", '" onload="x', '&lt;', '&#60;', '&', '<style>', '</style>', '</title>',
    '{{surname}}', '{{/each}}', '\\', '\t', '\n', '\r', '\x01', '\x1b[31m', '\x7f',
    '\u0085', '\u202e', '\u2066', '\u2069', '\u200f', '\u00ad', '\ufeff', '\u2028',
    'javascript:', 'Ä', 'ß', 'Ω', 'Ж', 'ש', '日', '😀', 'a', ' ', '1', '=1+1', '%41']
columns = sys.argv[1].split()
def escape(s):
    return ''.join({'\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\'}.get(c,
        '\\x%02x' % ord(c) if ord(c) < 32 or ord(c) == 127 else c) for c in s)
with open('hostile.tsv', 'w', newline='') as bad, open('tame.tsv', 'w') as good, \
        open('texts', 'w', newline='') as texts:
    for f in bad, good:
        f.write('\t'.join(columns) + '\n')
    for i in range(500):
        row = []
        for c in columns:
            row.append('x' + ''.join(random.choice(pieces) for _ in range(random.randint(1, 6))) + 'x')
        row[columns.index('date')] = '2026-11-30'
        row[columns.index('language')] = ''
        row[columns.index('case_id')] = 'A%d<' % i
        row[columns.index('start')] = '09:00'
        row[columns.index('with')] = ''
        row[columns.index('worker_name')] = '<i>"\'&'
        bad.write('\t'.join(map(escape, row)) + '\n')
        row = ['x'] * len(columns)
        row[columns.index('date')] = '2026-11-30'
        row[columns.index('language')] = ''
        row[columns.index('case_id')] = 'A%d' % i
        row[columns.index('with')] = ''
        good.write('\t'.join(row) + '\n')
END
cat >tags.py <<'END'
import html.parser, sys
class Tags(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        print(tag, *sorted(name for name, value in attributes))
    def handle_endtag(self, tag):
        print('/', tag)
    def handle_comment(self, data):
        print('!', data)
    def handle_pi(self, data):
        print('?', data)
Tags().feed(open(sys.argv[1], newline='').read())
END
want python3 hostile.py "$columns"
for rows in hostile tame; do
	letter -o $rows.letter $rows.tsv || bad "letter $rows: $?"
	awk -F'\t' -v OFS='\t' 'NR > 1 { $3 = "w1" } 1' $rows.tsv |
		visits-print -q -T sheet -o $rows.sheet 2>/dev/null || bad "sheet $rows: $?"
	visits-print -q -T report -o $rows.report $rows.tsv 2>/dev/null || bad "report $rows: $?"
done 2>/dev/null
for page in letter sheet report; do
	python3 tags.py hostile.$page >hostile.tags
	python3 tags.py tame.$page >tame.tags
	want [ "$(wc -l <tame.tags)" -gt 5000 ]
	same tame.tags hostile.tags
done
cat >page.html <<'END'
{{each}}<p title="{{surname}}" lang='{{street}}'><i>{{surname}}</i><i>{{street}}</i><a href="tel:{{town}}"></a></p>
{{/each}}
END
visits-print -q -T page.html -o page.out hostile.tsv 2>/dev/null
cat >texts.py <<'END'
import html.parser, urllib.parse, re
class Texts(html.parser.HTMLParser):
    rows, inside = [], False
    def handle_starttag(self, tag, attributes):
        value = dict(attributes)
        if tag == 'p':
            self.rows.append([value['title'], value['lang']])
        elif tag == 'i':
            self.inside = True
            self.rows[-1].append('')
        elif tag == 'a':
            self.rows[-1].append(urllib.parse.unquote(value['href'])[4:])
    def handle_endtag(self, tag):
        self.inside = False
    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data
def unescape(s):
    return re.sub(r'\\(x..|.)', lambda m: {'t': '\t', 'n': '\n', 'r': '\r', '\\': '\\'}.get(
        m[1]) or chr(int(m[1][1:], 16)), s)
def shown(s):
    return re.sub('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', '\ufffd', s)
page = Texts()
page.feed(open('page.out', newline='').read())
lines = open('hostile.tsv', newline='').read().rstrip('\n').split('\n')
at = {name: i for i, name in enumerate(lines[0].split('\t'))}
for line, row in zip(lines[1:], page.rows, strict=True):
    f = [shown(unescape(x)) for x in line.split('\t')]
    surname, street, town = f[at['surname']], f[at['street']], f[at['town']]
    if row != [surname, street, surname, street, town]:
        print(ascii(row), ascii([surname, street, town]))
END
python3 texts.py >differences
same /dev/null differences

# Two millimetres are to be had everywhere; the window ends where it ends.
begin 'the letter: the address stands in the window of DIN 5008, form B, however long it is'
list <<END
$columns
1 2026-11-30 w1 -  09:00 A1 Nachname Vorname Straßenname~12 64380 Ortsname en Kraft 069~1 -
2 2026-11-30 w1 w2 09:00 A2 Nachname-Doppelname~von~und~zu~Langenfeld Vorname~Zweitname~Drittname Straße~des~siebzehnten~Juni~am~alten~Bahnhof~123~a,~Hinterhaus,~3.~Stock 64380 Ortsname~an~der~Bergstraße - Kraft - Zwei
3 2026-11-30 w1 -  09:00 A3 Nachname - Straßenname - Ortsname tr Kraft - -
END
if ! command -v weasyprint >/dev/null || ! command -v pdftotext >/dev/null; then
	skip 'no weasyprint, or no pdftotext'
else
	cat >letters.py <<'END'
import unicodedata
blocks = [(0xc0, 0x24f), (0x1e00, 0x1ef9), (0x370, 0x3ff), (0x1f00, 0x1fff), (0x400, 0x4ff),
    (0x531, 0x556), (0x561, 0x587), (0x10d0, 0x10f0)]
letters = [chr(c) for a, b in blocks for c in range(a, b + 1) if unicodedata.category(chr(c))[0] == 'L']
lines = [''.join(letters[i:i + 40]) for i in range(0, len(letters), 40)]
print('\n'.join(lines))
END
	python3 letters.py >letters.want
	letter list.tsv >letters.html || bad "letter: $?"
	# All letters of Europe, as names on one more page.
	{
		sed '/<\/body>/,$d' letters.html
		echo '<section class="letter">'
		sed 's/.*/<div>&<\/div>/' letters.want
		echo '</section></body></html>'
	} >all.html
	run weasyprint -q all.html letters.pdf
	status 0
	err </dev/null
	run pdftotext -bbox letters.pdf words
	status 0
	cat >window.awk <<'EOT'
		function mm(attribute,    s) {
			s = $0
			sub(".*" attribute "=\"", "", s)
			return s / 72 * 25.4
		}
		/<page/ { page++ }
		/<word/ && page < 4 {
			left = mm("xMin"); right = mm("xMax"); top = mm("yMin"); bottom = mm("yMax")
			if (left > 110 || bottom < 45 || top > 95)
				next
			text = $0
			gsub(/.*">|<.*/, "", text)
			if (left < 24.9 || right > 105 || bottom > 90.1)
				print page ": outside the window: " text, left, right, top, bottom
			if (top > 62) {
				n[page]++
				if (top < 62.7)
					print page ": not below the return address: " text, top
				if (first[page] == "")
					first[page] = text
			}
		}
		END { for (i = 1; i <= 3; i++) print i, n[i], first[i] }
EOT
	awk -f window.awk words >got
	cat >want <<'END'
1 6 Vorname
2 25 Vorname
3 3 Nachname
END
	same want got
	pdftotext -raw -f 4 letters.pdf text
	# What is one letter may come out as letter and accent.
	for file in letters.want text; do
		python3 -c 'import sys, unicodedata
print("".join(unicodedata.normalize("NFC", open(sys.argv[1]).read()).split()))' $file >$file.one
	done
	same letters.want.one text.one
	pdffonts letters.pdf | awk 'NR > 2 && $1 !~ /DejaVu/' >others
	same /dev/null others
	# Where to fold and to punch, five dots to a millimetre.
	pdftoppm -q -r 127 -gray -f 1 -l 1 letters.pdf page
	python3 - page-1.pgm >got <<'END'
import sys
data = open(sys.argv[1], 'rb').read().split(b'\n', 3)
width, height = map(int, data[1].split())
dark = [y / 5 for y in range(height) if min(data[3][y * width + 20:y * width + 30]) < 200]
print(*sorted({round(y) for y in dark}))
END
	echo 105 148 210 >want
	python3 -c "import sys; a = open('got').read().split(); print(*a)" >marks
	grep -Eqx '105 14[89] 210' marks || bad "marks at $(cat marks) mm"
fi

begin 'the same bytes again, from a file and from a pipe'
list <<'END'
case_id date       worker start
A1      2026-11-30 w1     09:00
END
run visits-print -q -T sheet --as-of=2026-11-20 list.tsv
cp "$box/out" first
feed list.tsv visits-print -q -T sheet --as-of=2026-11-20
same first "$box/out"
in_locale tr_TR.UTF-8 visits-print -q -T sheet --as-of=2026-11-20 list.tsv >second
same first second

finish
