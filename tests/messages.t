#!/bin/sh
# How a message comes out, whatever it is about.
. tests/lib.sh

esc=$(printf '\033')
name="a${esc}[2Jb
c"

begin 'the name of a file commands no terminal and begins no line'
run cases-import "$name"
status 2
err <<'END'
cases-import: a\x1b[2Jb\x0ac: No such file or directory
END
run cases-overdue --db="$name"
status 5
err <<'END'
cases-overdue: a\x1b[2Jb\x0ac: no database here; cases-import makes one
END
printf 'case_id\tlat\nA1\tx\n' >"$name"
run cases-import --strict -q -n "$name"
status 1
want grep -q '^cases-import: a\\x1b\[2Jb\\x0ac:2: lat: ' "$box/err"

begin 'names with umlauts are shown, what turns the direction or is no UTF-8 is not'
run visits-list --db="$(printf 'f\303\274r\342\200\256x\377\302\205')"
status 5
err <<'END'
visits-list: für\xe2\x80\xaex\xff\xc2\x85: no database here; cases-import makes one
END

# writes PROGRAM ...: how many whole lines its stderr comes in; a datagram is one
# write.
writes() {
	perl -MSocket -MFcntl -e '
		socketpair(my $to, my $from, AF_UNIX, SOCK_DGRAM, 0) or die;
		if (!fork) {
			open STDERR, ">&", $to and open STDOUT, ">", "/dev/null";
			exec @ARGV;
		}
		wait;
		fcntl($from, F_SETFL, O_NONBLOCK);
		my $n = 0;
		while (sysread($from, my $piece, 65536)) { $n++ if $piece =~ /^cases-import: .*\n\z/ }
		print "$n\n";' "$@"
}

begin 'each message is one write, so that programs that share a log do not mix lines'
printf 'case_id\tlat\tlon\n' >cases
seq -f 'A%g	x	8.6' 9 >>cases
run writes cases-import cases
status 0
out <<'END'
5
END

finish
