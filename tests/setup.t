#!/bin/sh
# Set-up installs what is missing and leaves everything else alone.
. tests/lib.sh

# A system on which only these commands are there, and an apt-get that tells
# what it is asked for and finds packages unless it is told not to.
system() {
	mkdir bin
	for c in sh cat env mktemp rm "$@"; do
		ln -s "$(command -v "$c")" bin/
	done
	cat >bin/apt-get <<'EOT'
#!/bin/sh
echo "apt-get $*" >>calls
echo "$DEBIAN_FRONTEND" >>frontend
[ ! -e "refuse-$4" ] && [ ! -e "refuse-$3" ]
EOT
	cat >bin/sudo <<'EOT'
#!/bin/sh
echo sudo >>calls
"$@"
EOT
	chmod +x bin/apt-get bin/sudo
	user 0
}
user() { printf '#!/bin/sh\necho %s\n' "$1" >bin/id && chmod +x bin/id; }
setup() { PATH=$PWD/bin "$top/tests/setup" "$@"; }

begin 'nothing is missing: nothing is installed, nothing is said'
system column
run setup demo
status 0
out </dev/null
err </dev/null
want [ ! -e calls ]

begin 'what is missing is installed, with a word on what it is for'
system gcc make
run setup demo
status 0
out <<'EOT'
setup: bsdextrautils is missing (prints tables)
setup: env DEBIAN_FRONTEND=noninteractive apt-get -q -y update
setup: env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends bsdextrautils
EOT
err </dev/null
cat >want <<'EOT'
apt-get -q -y update
apt-get -q -y install --no-install-recommends bsdextrautils
EOT
same want calls
printf 'noninteractive\nnoninteractive\n' >want
same want frontend

begin 'who is not root goes through sudo'
system
user 1000
run setup demo
status 0
cat >want <<'EOT'
sudo
apt-get -q -y update
sudo
apt-get -q -y install --no-install-recommends bsdextrautils
EOT
same want calls

begin 'neither root nor sudo: it says what root has to do'
system
user 1000
rm bin/sudo
run setup demo
status 1
err <<'EOT'
setup: neither root nor sudo; as root, run:
setup:   apt-get update && apt-get install bsdextrautils
EOT
want [ ! -e calls ]

begin 'no apt-get: it says what is needed'
system
rm bin/apt-get
run setup demo
status 1
err <<'EOT'
setup: no apt-get here; please install what these packages of Debian have: bsdextrautils
EOT

begin 'lists that cannot be fetched do not stop it, a package that cannot does'
system
touch refuse-update
run setup demo
status 0
err <<'EOT'
setup: that failed; trying with the old lists
EOT
touch refuse-install
run setup demo
status 1

begin 'an unknown set is a mistake'
system
run setup dmeo
status 2
want [ ! -e calls ]

finish
