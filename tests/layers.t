#!/bin/sh
# The check of the layers finds what it is for.
. tests/lib.sh

tree() {
	mkdir lib cmd
	printf '#include "lib/low.h"\n#include <csv.h>\n' >lib/low.c
	printf '#include <stdio.h>\n' >lib/low.h
	printf '#include "lib/high.h"\n#include "lib/low.h"\n#include "query/x.inc"\n' >lib/high.c
	: >lib/high.h
	printf '#include "lib/high.h"\n' >cmd/tool.c
}
layers() { "$top/tests/layers" "$1" lib/*.[ch] cmd/*.c; }

begin 'a module may include those before it'
tree
run layers 'low high'
status 0
out </dev/null

begin 'a module may not include one that comes later'
tree
run layers 'high low'
status 1
out <<'EOT'
lib/high.c:2: high may not include low, which comes later
EOT

begin 'a module that the Makefile does not name is found, and the reverse'
tree
run layers 'low gone'
status 1
out <<'EOT'
lib/high.c:1: LIB in the Makefile does not name this module
LIB names gone, but there is no lib/gone.c
EOT

begin 'a library belongs to one module, never to a program'
tree
echo '#include <csv.h>' >>lib/high.c
echo '# include <sqlite3.h>' >>cmd/tool.c
run layers 'low high'
status 1
out <<'EOT'
lib/low.c:2: <csv.h> belongs to lib/high.c
cmd/tool.c:2: <sqlite3.h> belongs to one module of lib/
EOT

begin 'a program includes nothing but lib/NAME.h'
tree
printf '#include "%s"\n' cmd/other.c low.h lib/none.h >cmd/tool.c
run layers 'low high'
status 1
out <<'EOT'
cmd/tool.c:1: "cmd/other.c" is not "lib/NAME.h"
cmd/tool.c:2: "low.h" is not "lib/NAME.h"
cmd/tool.c:3: "lib/none.h" is of no module that LIB names
EOT

finish
