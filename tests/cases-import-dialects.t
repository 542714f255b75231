#!/bin/sh
# The same list in any dialect is the same list.
. tests/lib.sh

# dialect SEED: writes list (our TSV) and a random export of the same cases.
dialect() {
	perl - "$1" <<'EOF'
use strict;
use warnings;
use utf8;
use Encode 'encode';
srand shift;
sub any { $_[rand @_] }
my @space = ("\x{a0}", ' ', '  ');
my @hidden = ('', '', "\x{ad}", "\x{200b}", "\x{feff}");
my $unicode = rand() < .5;
my @name = ('Müller', 'O"Brien', 'a;b,c|d', 'Groß ß', "x'y", '"all"', 'Zwei  W', '=x', 'Äö');
my @case = map { {
	id => any('', '0') . int(1000 + rand 9000) . any('', 'A', 'BG', '//1') . "-$_",
	surname => any(@name, ''),
	birth => sprintf('%04d-%02d-%02d', 1940 + rand 60, 1 + rand 12, 1 + rand 28),
	town => any('Darmstadt', 'Groß-Umstadt', "Zeile1\nZeile2", ''),
	lat => sprintf('%.3f', 49 + rand),
	minutes => int(10 + rand 50),
	status => any('active', 'closed'),
	household => any('', "BG$_"), street => any('', 'Ring', 'Am Weg') , number => any('5', '12 b'),
	code => any('', '06108', '64283'),
} } 1 .. 1 + rand 8;

open my $list, '>', 'list' or die;
print $list "case_id\tsurname\tbirth_date\ttown\tlat\tlon\tvisit_minutes\tstatus",
	"\thousehold_id\tstreet\tpostal_code\n";
for (@case) {
	my $town = $_->{town} =~ s/\n/\\n/r;
	my $surname = $_->{surname} eq '"all"' ? '"""all"""' : $_->{surname};
	print $list join("\t", $_->{id}, encode('UTF-8', $surname), $_->{birth},
		encode('UTF-8', $town), $_->{lat}, '8.5', $_->{minutes}, $_->{status}, $_->{household},
		$_->{street} && "$_->{street} $_->{number}", $_->{code}), "\n";
}

my $sep = any(';', ',', "\t", '|');
my $eol = any("\n", "\r\n", "\r");
my $all = rand() < .3;
sub quoted {
	my $s = shift;
	return $s if !$all && $s !~ /[\Q$sep\E\n\r]/ && $s !~ /^\s*"/ && ($sep ne "\t" || $s !~ /^".*"$/);
	return '"' . $s =~ s/"/""/gr . '"';
}
sub noisy {
	my $s = shift;
	return $s if !$unicode || rand() < .6;
	return any(@hidden) . any('', @space) . $s . any('', @space) . any(@hidden);
}
sub day {
	my ($y, $m, $d) = split /-/, shift;
	my $s = any("$y-$m-$d", "$d.$m.$y", ($d + 0) . '.' . ($m + 0) . ".$y", "$y$m$d", "$d/$m/$y");
	return $s . any('', '', ' 00:00', ' 00:00:00.000', length $s == 10 ? 'T00:00Z' : '');
}
# What people and systems write for nothing, and how they spell a heading.
sub maybe { $_[0] ne '' ? $_[0] : any('', '', '-', 'NULL', 'k.A.', '\\N', 'n/a') }
sub spelled {
	my $s = shift;
	my $how = int rand 6;
	return uc $s if $how == 0;
	return $s =~ y/ -/__/r if $how == 1;
	return $s =~ s/ß/ss/gr =~ s/ü/ue/gr if $how == 2;
	return $s =~ s/[-. ]//gr if $how == 3;
	return $s . any(':', '*', ' ') if $how == 4;
	return $s;
}
my $split = rand() < .5;
my $both = rand() < .5 && !grep { $_->{town} =~ /\n/ } @case;
my @column = (
	['Kundennummer', sub { noisy($_[0]{id} =~ /^0\d+-/ && rand() < .3 ? "'$_[0]{id}" : $_[0]{id}) }],
	['NACHNAME', sub { noisy($_[0]{surname}) }],
	['Geburtsdatum', sub { noisy(day($_[0]{birth})) }],
	$both ? [spelled('PLZ Ort'), sub { $_[0]{code} . any(' ', '  ', ', ') x ($_[0]{code} ne '') . $_[0]{town} }] :
		(['Ort', sub { $_[0]{town} }], [spelled(any('PLZ', 'Postleitzahl')), sub { maybe($_[0]{code}) }]),
	[spelled(any('BG-Nr.', 'BG-Nummer')), sub { maybe($_[0]{household} || any('', '0')) }],
	[spelled('Straße'), sub { $split || $_[0]{street} eq '' ? maybe($_[0]{street}) : "$_[0]{street} $_[0]{number}" }],
	['lat', sub { noisy(rand() < .5 ? $_[0]{lat} : $_[0]{lat} =~ s/\./,/r) }],
	['lon', sub { any('8.5', '8,5', '8.500') }],
	['visit_minutes', sub { noisy($_[0]{minutes} . any('', ',0', '.00')) }],
	['status', sub { noisy(any($_[0]{status}, ucfirst $_[0]{status}, uc $_[0]{status})) }],
	(map { my $n = $_; ["Spalte $n", sub { any('', 'x', 'y z') }] } 1 .. rand 4),
);
@column = sort { rand() <=> .5 } @column;
# Between tabs a line as long as the header is taken as it looks, so a line break
# in the last field would end the row.
@column[0, -1] = @column[-1, 0] if $column[-1][0] eq 'Ort';
if ($split) {
	my ($street) = grep { $column[$_][0] =~ /^stra/i } 0 .. $#column;
	my $heading = spelled(any('Hausnummer', 'Haus-Nr.', 'Hs.-Nr.', 'Nr.', 'house no.'));
	splice @column, $street + 1, 0, [$heading, sub { $_[0]{street} eq '' ? '' : $_[0]{number} }];
}
my $head = join $sep, map { quoted(noisy($_->[0])) } @column;
my @line = ($head);
for my $c (@case) {
	push @line, join($sep, map { quoted($_->[1]->($c)) } @column) . any('', '', $sep, $sep x 3);
	push @line, any('', $sep x $#column, $head) if rand() < .2;
}
my $skip = int rand 3;
unshift @line, map { any("Liste $_", "Stand$sep", 'x') } 1 .. $skip;
unshift @line, "sep=$sep" if rand() < .3;
my $text = join($eol, @line) . $eol;
my $latin = !grep { $_ > 255 } map { ord } split //, $text;
my $enc = any('UTF-8', 'bom', 'UTF-16', $latin ? 'cp1252' : 'UTF-8');
$text = $enc eq 'bom' ? "\xef\xbb\xbf" . encode('UTF-8', $text) :
	$enc eq 'UTF-16' ? "\xff\xfe" . encode('UTF-16LE', $text) : encode($enc, $text);
$text .= "\x1a" if $enc !~ /16/ && rand() < .2;
open my $export, '>', 'export' or die;
print $export $text;
EOF
}

see() {
	sqlite3 "$DOORSTEP_DB" 'SELECT case_id, surname, birth_date, town, lat, lon, visit_minutes, status,
		household_id, street, postal_code FROM cases ORDER BY case_id'
}

begin 'a hundred lists, each as our TSV and in a dialect drawn at random'
printf 'source\tcolumn\tformat\nKundennummer\tcase_id\t\nNachname\tsurname\t\n' >map
printf 'Geburtsdatum\tbirth_date\tdmy\nOrt\ttown\t\n' >>map
for seed in $(seq 100); do
	dialect "$seed"
	rm -f "$DOORSTEP_DB"
	cases-import -q list >stored || bad "seed $seed: the list: $?"
	see >want
	rm -f "$DOORSTEP_DB"
	cases-import -q -m +map export >stored 2>said ||
		bad "seed $seed: the export: $? $(cat said)"
	see >got
	cmp -s want got || bad "seed $seed: $(diff want got)"
done

# iconv takes the locale's encoding for an empty name, and forgets characters
# for //IGNORE.
begin 'what is no name of an encoding is refused, also where nobody would need it'
printf 'case_id\nA1\n' >cases.csv
for name in '' '*' // utf-8//IGNORE "$(printf '\377')" bogus; do
	run cases-import --encoding="$name" cases.csv
	status 2
	err <<'END'
cases-import: --encoding: unknown; iconv -l lists the known ones
END
done
run cases-import -q -H --encoding=ISO_8859-1:1987 cases.csv
status 0

finish
