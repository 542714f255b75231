#!/bin/sh
# share/examples/offices: many offices at once, and one that does not answer.
. tests/lib.sh

morning=$top/share/examples/offices/morning
if ! command -v parallel >/dev/null; then
	begin 'many offices at once'
	bad 'GNU parallel is missing (tests/setup check)'
	finish
	exit
fi

# A shell on another machine, which breaks down in the middle of what it says
# if there is a file of its host's name.
far() {
	cat >far <<'EOT'
#!/bin/sh
while [ "$1" = -o ]; do shift 2; done
[ -e "down-$1" ] || exec sh -c "$2"
sh -c "$2" | head -c 700
echo "the line to $1 broke" >&2
exit 255
EOT
	chmod +x far
}

begin 'ten offices, of which two are behind a host that fails and comes back'
for o in 1 2 3 4 5 6 7 8 9 10; do
	"$top/tests/invent-office" $o 12 40
	cases-import -q -d "it's $o.db" cases.tsv letters.tsv cuts.tsv \
	    referrals.tsv workers.tsv offers.tsv >/dev/null 2>&1
	visits-log -q -d "it's $o.db" --as-of=2026-11-20 outcomes.tsv \
	    >/dev/null 2>&1
	host=-
	[ $o -lt 9 ] || host=south
	printf "office %d\t%s\tit's %d.db\n" $o $host $o
done >offices
far
touch down-south
export SSH=./far KINDS='overdue raw'
run "$morning" offices 2026-11-20 day --by=sex --from=2026-01-01
status 1
out </dev/null
err <<'EOT'
morning: office 9: no overdue: the line to south broke
morning: office 9: no raw: the line to south broke
morning: office 10: no overdue: the line to south broke
morning: office 10: no raw: the line to south broke
EOT
want [ ! -e day/report.tsv ]
want [ "$(find day -name '*.raw' | wc -l)" -eq 8 ]
awk -F '\t' 'NR > 1 { print $NF }' day/overdue.tsv | sort -u >there
for o in 1 2 3 4 5 6 7 8; do
	echo "office $o"
done | sort | comm -13 - there >others
want [ ! -s others ]
want [ -s there ]
rm down-south
touch -d 2020-01-01 'day/office 1.raw'
run "$morning" offices 2026-11-20 day --by=sex --from=2026-01-01
status 0
err </dev/null
want [ "$(find day -name '*.raw' | wc -l)" -eq 10 ]
want [ 'day/office 1.raw' -ot offices ]
stats-report --merge day/*.raw >report
same report day/report.tsv
awk -F '\t' 'NR > 1 { print $2 }' day/overdue.tsv >urgency
want sort -c -n -r urgency
for o in 1 2 3 4 5 6 7 8 9 10; do
	cases-overdue -H --as-of=2026-11-20 -d "it's $o.db" |
		sed "s/\$/	office $o/"
done | LC_ALL=C sort >all
sed 1d day/overdue.tsv | LC_ALL=C sort >joined
same all joined
want [ "$(find day -name '*.part' -o -name '*.new' | wc -l)" -eq 0 ]
want [ -z "$(find day -type f -perm /077)" ]

goes_on 'lists with other columns are not put under one header'
sed 's/\t[^\t]*$//' 'day/office 3.overdue' >short
mv short 'day/office 3.overdue'
run "$morning" offices 2026-11-20 day --by=sex --from=2026-01-01
status 1
err <<'EOT'
morning: the lists have different columns: of different versions?
EOT

begin 'a plan for each office; a list that is none is refused'
"$top/tests/invent-office" 1 12 40
cases-import -q -d 1.db cases.tsv letters.tsv cuts.tsv referrals.tsv \
    workers.tsv offers.tsv >/dev/null 2>&1
printf 'one\t-\t1.db\n' >offices
KINDS=plan run "$morning" offices 2026-11-20 day
status 0
cases-overdue -d 1.db --as-of=2026-11-20 | visits-plan -d 1.db --as-of=2026-11-20 >plan 2>/dev/null
same plan day/one.plan
run "$morning" offices 2026-11-21 day
status 2
err <<'EOT'
morning: the directory has answers of another day, or to other options
EOT
printf 'two\t-\t1.db\n' >offices
run "$morning" offices 2026-11-20 day
status 2
err <<'EOT'
morning: the directory has answers of offices that are not in the list
EOT
printf 'one\t-\t1.db\none\t-\t2.db\n' >offices
run "$morning" offices 2026-11-20 other
status 2
err <<'EOT'
morning: two offices have one name
EOT
printf 'one 1.db\n../two\t-\t2.db\n' >offices
run "$morning" offices 2026-11-20 other
status 2
err <<'EOT'
morning: line 1: not three fields
morning: line 2: a slash in the name
EOT

# A disk that is full while it sorts, as far as sort can tell.
begin 'without room for the list of all, that of before stands: 2'
"$top/tests/invent-office" 1 12 40
cases-import -q -d 1.db cases.tsv letters.tsv cuts.tsv referrals.tsv \
    workers.tsv offers.tsv >/dev/null 2>&1
printf 'one\t-\t1.db\nt\\wo\t-\t1.db\n' >offices
export KINDS=overdue
run "$morning" offices 2026-11-20 day
status 0
want [ "$(awk -F '\t' 'NR > 1 { print $NF }' day/overdue.tsv | sort -u)" = "one
t\\wo" ]
cp day/overdue.tsv before
mkdir full
cat >full/sort <<'EOT'
#!/bin/sh
case $* in
*-m*) "$sort" "$@" | head -c 300; exit 2 ;;
esac
exec "$sort" "$@"
EOT
chmod +x full/sort
sort=$(command -v sort) PATH=$PWD/full:$PATH run "$morning" offices 2026-11-20 day
status 2
err <<'EOT'
morning: the list could not be written; overdue.tsv is as it was
EOT
same before day/overdue.tsv
want [ -z "$(find day -name '*.part' -o -name '*.new')" ]

finish
