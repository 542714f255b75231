#!/bin/sh
# The check of the layers finds what it is for.
. tests/lib.sh

tree() {
	mkdir -p lib/low lib/left lib/right lib/high cmd
	printf '#include "lib/low/tool.h"\n#include <math.h>\n' >lib/low/tool.c
	printf '#include <stdio.h>\n' >lib/low/tool.h
	printf '#include "lib/low/tool.h"\n' >lib/left/a.c
	printf '#include "lib/left/a.h"\n#include "lib/low/tool.h"\n#include "query/x.inc"\n' >lib/high/b.c
	touch lib/left/a.h lib/right/c.h lib/high/b.h
	printf '#include "lib/high/b.h"\n' >cmd/tool.c
}
layers() { "$top/tests/layers" "$1" lib/*/*.[ch] cmd/*.c; }

begin 'a folder may include itself and those to its left'
tree
run layers 'low left|right high'
status 0
out </dev/null

begin 'a folder may not include one to its right, nor one beside it'
tree
echo '#include "lib/right/c.h"' >>lib/left/a.c
run layers 'high left|right low'
status 1
out <<'EOT'
lib/high/b.c:1: high may not include left
lib/high/b.c:2: high may not include low
lib/left/a.c:1: left may not include low
lib/left/a.c:2: left may not include right
EOT

begin 'a folder that the Makefile does not name is found'
tree
run layers 'low left|right'
status 1
out <<'EOT'
cmd/tool.c:1: "lib/high/b.h" is in no folder that LIB names
lib/high/b.c:1: LIB in the Makefile does not name this folder
EOT

begin 'inside a folder nothing includes in a circle'
tree
echo '#include "lib/low/more.h"' >>lib/low/tool.h
echo '#include "lib/low/tool.h"' >lib/low/more.c
run layers 'low left|right high'
status 1
out <<'EOT'
a circle: lib/low/more
a circle: lib/low/tool
EOT

begin 'a library belongs to one module, never to a program'
tree
echo '#include <sqlite3.h>' >>lib/high/b.c
echo '# include <sqlite3.h>' >>cmd/tool.c
run layers 'low left|right high'
status 1
out <<'EOT'
cmd/tool.c:2: SQLite belongs to lib/io/db*.c
lib/high/b.c:4: SQLite belongs to lib/io/db*.c
EOT

begin 'the library does not read the command line'
tree
sed -i 's/low/io/g' lib/*/*.[ch] && mv lib/low lib/io
touch lib/io/opt.h && echo '#include "lib/io/opt.h"' >>lib/high/b.c
run layers 'io left|right high'
status 1
out <<'EOT'
lib/high/b.c:4: only programs read the command line
EOT

begin 'a program includes nothing but lib/FOLDER/NAME.h'
tree
printf '#include "%s"\n' cmd/other.c low.h lib/none/x.h >cmd/tool.c
run layers 'low left|right high'
status 1
out <<'EOT'
cmd/tool.c:1: "cmd/other.c" is in no folder that LIB names
cmd/tool.c:2: "low.h" is in no folder that LIB names
cmd/tool.c:3: "lib/none/x.h" is in no folder that LIB names
EOT

finish
