# GNU make; one Makefile for the whole tree.  Everything built is in build/.
#
#	make              the programs, in build/bin
#	make demo         an invented week in a county, from export to report
#	make check        unit and program tests
#	make check-undo   2,000 random sequences of runs and their undoing
#	make torture      calls of the system fail, memory runs out, programs are
#	                  killed, the power fails, many run at once
#	make fuzz         searches for input that breaks something (clang)
#	make coverage     which lines and branches of lib/ the tests reach
#	make lint         static checks, manual pages, layering
#	make analyze      gcc's and clang's analyzers: 4 minutes of CPU time
#	make check-office sheets through a spreadsheet, there and back
#	make check-screen the map in a browser
#	make SAN=1 check  the same tests under address and UB sanitizers
#	make check-attack  can published figures be undone?  OFFICES=150
#	make bench        how fast, beside the sqlite3 shell
#	make bench-country  the same with 4 million cases and 80 million letters
#	make bench-offices  1, 26 and 400 offices, by GNU parallel and PostgreSQL
#	make install      to $(DESTDIR)$(PREFIX)
#	make deb          a Debian package, in build/; make check-deb tries it
#
# demo, check, lint and bench install what is missing on a Debian system; the
# other targets only build.  Another compiler wants a directory of its own:
# make CC=clang B=build/clang check

VERSION  = 0.3.0

PREFIX   = /usr/local
prefix   = $(PREFIX)
exec_prefix = $(prefix)
bindir   = $(exec_prefix)/bin
datarootdir = $(prefix)/share
datadir  = $(datarootdir)
mandir   = $(datarootdir)/man
bashcompdir = $(datadir)/bash-completion/completions
zshcompdir = $(datadir)/zsh/vendor-completions
fishcompdir = $(datadir)/fish/vendor_completions.d
localedir = $(datadir)/locale
sharedir = $(datadir)/doorstep

# A folder may include itself and those to its left, those joined by | not
# each other; inside a folder nothing includes in a circle.
LIB      = base rule|solver stats io render|cases visits|plan|import

CC       = cc
CFLAGS   = $(if $(SAN),-O1,-O2) -g
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
           -Wmissing-prototypes -Wwrite-strings -Wconversion -Wformat=2 \
           -Wimplicit-fallthrough -Wdate-time -Werror=vla \
           -Werror=format-security
LIBS     = -lsqlite3 -lm -pthread

# What the OpenSSF's guide to compiler options wants of C that ships, as far as
# this compiler knows it; the two that were measured, fortified functions and
# variables set to zero, cost 0.2 to 1.1 % of the instructions.  The sanitizers
# want the unfortified functions.
KNOWN   := $(foreach f,-fcf-protection -fstrict-flex-arrays=3 \
           -ftrivial-auto-var-init=zero,$(shell $(CC) -Werror $f -fsyntax-only \
           -xc /dev/null 2>/dev/null && echo '$f'))
HARDEN   = -fstack-protector-strong -fstack-clash-protection -fPIE $(KNOWN) \
           $(if $(SAN),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
HARDENLD = -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,nodlopen -Wl,-z,noexecstack \
           -Wl,--as-needed
SANITIZE = $(if $(SAN),-fsanitize=address -fsanitize=undefined \
           -fno-sanitize-recover=all -fno-omit-frame-pointer)

# Wherever it is built, the bytes are the same.
ANYWHERE = "-ffile-prefix-map=$(CURDIR)=."

# Nobody's settings change what a target does.
export DOORSTEP_CONFIG =

# Nothing below names a source file of the programs.

B        = build$(if $(SAN),/san)
CMDS     = $(basename $(notdir $(wildcard cmd/*.c)))
BIN      = $(CMDS:%=$B/bin/%)
LIBOBJ   = $(patsubst %.c,$B/%.o,$(wildcard lib/*/*.c))
UNITS    = $(basename $(wildcard tests/unit/*_test.c))
UNITBIN  = $(UNITS:%=$B/%)
FUZZERS  = $(patsubst %_fuzz.c,%,$(notdir $(wildcard tests/fuzz/*_fuzz.c)))
FUZZBIN  = $(FUZZERS:%=$B/tests/fuzz/%)
BENCHBIN = $(patsubst %.c,$B/%,$(wildcard tests/bench/*.c))
SQL      = $(wildcard share/schema/*.sql share/query/*.sql)
INC      = $(SQL:share/%.sql=$B/%.inc) $B/options.inc $B/schema/all.inc $B/schema/objects.inc
MAN      = $(wildcard man/*.[157])
MANDE    = $(wildcard man/de/*.7)
PO       = $(basename $(notdir $(wildcard share/po/*.po)))
MO       = $(if $(shell command -v msgfmt), \
           $(PO:%=$B/share/locale/%/LC_MESSAGES/doorstep.mo))
LOCALES  = $(addprefix $B/locale/,de_DE.UTF-8 tr_TR.UTF-8)
DATA     = $(wildcard share/policy/* share/holidays/* share/maps/* \
           share/places/* share/labels/* share/print/* share/demo/* \
           share/map/*.html share/examples/*/* share/postgres/*)
SCRIPTS  = $(shell grep -lrI '^\#!.*sh$$' .ci tests share)

COMPILE  = $(CC) -std=c11 -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' \
           -DSHAREDIR='"$(sharedir)"' -I. -I$B $(WARN) $(HARDEN) $(SANITIZE) \
           $(ANYWHERE) \
           $(CPPFLAGS) $(CFLAGS)
LINK     = $(CC) $(CFLAGS) $(SANITIZE) $(HARDENLD) $(LDFLAGS)
# Only what is being made; V=1 shows the command itself.
SAY      = $(if $(V),,@printf '%-5s %s\n' $1 '$@';)

all: $(BIN) $B/completions/doorstep $B/completions/_doorstep $(MO)

$B/bin/%: $B/cmd/%.o $B/libdoorstep.a | $B/share/doorstep
	@mkdir -p $(@D)
	$(call SAY,LINK)$(LINK) -o $@ $^ $(LIBS)

$B/tests/unit/%: $B/tests/unit/%.o $B/libdoorstep.a
	$(call SAY,LINK)$(LINK) -o $@ $^ -lcmocka $(LIBS)

# A fuzzer (make fuzz), or what replays its corpus.  The programs are in it
# under other names.
FUZZING  = $(if $(FUZZ),-fsanitize=fuzzer-no-link -include tests/fuzz/statics.h)
WRAPPED  = malloc calloc realloc free exit atexit sqlite3_close_v2
$B/lib/%.o: INSTRUMENT = $(FUZZING)
$B/tests/fuzz/%.o: CPPFLAGS += -DFUZZ_TOP='"$(CURDIR)"'
$B/tests/fuzz/cmd/%.o: cmd/%.c $B/flags | $(INC)
	@mkdir -p $(@D)
	$(call SAY,CC)$(COMPILE) $(FUZZING) -Dmain=$(subst -,_,$*)_main \
	    -Wno-missing-prototypes -MMD -MP -c -o $@ $<

$B/tests/fuzz/%: $B/tests/fuzz/%_fuzz.o $B/tests/fuzz/fuzz.o $B/tests/fuzz/office.o \
    $B/tests/fuzz/$(if $(FUZZ),inside,replay).o $(CMDS:%=$B/tests/fuzz/cmd/%.o) \
    $B/libdoorstep.a
	$(call SAY,LINK)$(LINK) $(if $(FUZZ),-fsanitize=fuzzer \
	    $(WRAPPED:%=-Wl,--wrap=%)) -o $@ $^ $(LIBS)

$B/tests/bench/%: $B/tests/bench/%.o $B/libdoorstep.a
	$(call SAY,LINK)$(LINK) -o $@ $^ -lcsv $(LIBS)

$B/libdoorstep.a: $(LIBOBJ)
	$(call SAY,AR)rm -f $@ && $(AR) rcD $@ $^

# Tests write dates and times in many ways, from tables.
$B/tests/unit/%.o: WARN += -Wno-format-nonliteral

$B/%.o: %.c $B/flags | $(INC)
	@mkdir -p $(@D)
	$(call SAY,CC)$(COMPILE) $(INSTRUMENT) -MMD -MP -c -o $@ $<

# An SQL file becomes one C string literal ("?" too: C11 still has trigraphs).
$B/%.inc: share/%.sql
	@mkdir -p $(@D)
	$(call SAY,SQL)sed 's/[\\"?]/\\&/g; s/.*/"&\\n"/' $< >$@

# All migrations, in the order of their names.
$B/schema/all.inc: share/schema $(sort $(wildcard share/schema/*.sql))
	@mkdir -p $(@D)
	$(call SAY,SQL)printf '#include "%s"\n,\n' \
	    $(patsubst share/%.sql,%.inc,$(filter %.sql,$^)) >$@

# Their tables as the file has to have them: C initializers.
$B/schema/objects.inc: share/schema/objects.tsv
	@mkdir -p $(@D)
	$(call SAY,SQL)sed '1d; s/[\\"?]/\\&/g; s/	/", "/3g; s/	/, /; s/	/, "/; s/.*/{&"},/' $< >$@

# The options of all programs, from their tables: program, long name.
$B/options.inc: cmd $(wildcard cmd/*.c)
	@mkdir -p $(@D)
	$(call SAY,OPT)for c in $(CMDS); do \
	    echo "{\"$$c\", \"help\"},"; \
	    sed -n "s/^\t\t{[^\"]*, \(\"[a-z-]*\"\),.*/{\"$$c\", \1},/p" cmd/$$c.c; \
	done >$@

# Other flags than last time build everything anew.
$B/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || \
	    printf '%s\n' '$(subst ','\'',$(COMPILE))' >$@

# Messages in other languages, where gettext's tools are.
$B/share/locale/%/LC_MESSAGES/doorstep.mo: share/po/%.po
	@mkdir -p $(@D)
	$(call SAY,MSG)msgfmt -o $@ $<

# So that programs find their data beside themselves as they do installed.
$B/share/doorstep:
	@mkdir -p $(@D)
	@ln -sfr share $@

# What shells offer; the programs are named here alone.
$B/completions/doorstep: share/completions/doorstep.bash cmd
	@mkdir -p $(@D)
	@{ cat $<; echo; echo 'complete -F _doorstep $(CMDS)'; } >$@

$B/completions/_doorstep: share/completions/doorstep.zsh cmd
	@mkdir -p $(@D)
	@{ echo '#compdef $(CMDS)'; cat $<; } >$@

$B/locale/%:
	@mkdir -p $(@D)
	$(call SAY,LOC)rm -rf $@ && localedef -i $(basename $*) -f UTF-8 "$(abspath $@)"

# PDF is worth a package, but nobody needs it to see the rest.  What the
# compiler says is only of interest if it fails.
demo:
	@echo 'demo: builds, then plays a week: 23 seconds of CPU time'
	@tests/setup build demo
	@tests/setup paper || echo 'demo: goes on without PDF'
	@mkdir -p $B
	@$(MAKE) --no-print-directory -j"$$(nproc)" all >$B/demo.log 2>&1 || { cat $B/demo.log; exit 1; }
	@rm -rf $B/demo
	@PATH="$(abspath $B)/bin:$$PATH" share/demo/run $B/demo

check:
	@tests/setup build check
	@$(MAKE) --no-print-directory all $(UNITBIN) $(FUZZBIN) $(LOCALES)
	@ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99,print_stacktrace=1 \
	    CMOCKA_MESSAGE_OUTPUT=TAP BUILD="$(abspath $B)" \
	    prove -j2 -fo -e '' $(UNITBIN) tests/*.t

check-office:
	@tests/setup build check office
	@$(MAKE) --no-print-directory all $(LOCALES) $B/locale/en_US.UTF-8
	@BUILD="$(abspath $B)" prove -v -e '' tests/office
check-screen:
	@tests/setup build check screen
	@$(MAKE) --no-print-directory all
	@BUILD="$(abspath $B)" prove -v -e '' tests/screen

# What takes longer than everybody wants to wait.
check-undo: all
	BUILD="$(abspath $B)" tests/undo-random 1 2000

# TORTURE=10 tries a tenth of everything.  Memory runs out under the sanitizers.
torture: all
	@tests/setup build check
	$(if $(SAN),,@$(MAKE) --no-print-directory SAN=1 all)
	@BUILD="$(abspath $B)" tests/torture/all $(TORTURE)

# make fuzz SECONDS=600 TARGETS="database lines" searches so long in each of
# these; without, a minute in each of all.
SECONDS  = 60
TARGETS  = $(FUZZERS)
fuzz:
	@tests/setup build fuzz
	@$(MAKE) --no-print-directory all $(TARGETS:%=$B/tests/fuzz/%)
	@$(MAKE) --no-print-directory CC=clang SAN=1 FUZZ=1 B=build/fuzz \
	    $(TARGETS:%=build/fuzz/tests/fuzz/%)
	@tests/fuzz/run $(SECONDS) $(TARGETS)

CPPCHECK = cppcheck --quiet --std=c11 --enable=warning,portability \
           '-D_Noreturn=__attribute__((noreturn))' \
           --error-exitcode=1 -I. -I$B lib cmd

lint: $(INC)
	@tests/setup check
	tests/layers '$(LIB)' lib/*/*.[ch] cmd/*.c
	tests/house
	$(if $(MAN),mandoc -T lint -W warning $(MAN) $(MANDE))
	shellcheck -x $(SCRIPTS)
	$(CPPCHECK)

# Every alarm is an error.  What they cannot see to be right is written so that
# they can, and a reader, too.
analyze: $(INC)
	@tests/setup build check fuzz
	@rm -rf build/analyze
	@$(MAKE) --no-print-directory CC=gcc B=build/analyze \
	    CFLAGS='-O2 -g -fanalyzer -Werror' all
	@$(MAKE) --no-print-directory CC=clang B=build/analyze \
	    $(patsubst %.c,build/analyze/%.seen,$(wildcard lib/*/*.c cmd/*.c))
	$(CPPCHECK)

$B/%.seen: %.c
	$(call SAY,SEE)$(CC) --analyze --analyzer-output text \
	    -Xclang -analyzer-werror $(filter -std% -D% -I%,$(COMPILE)) $< && touch $@

COUNTED  = B=build/coverage HARDEN= HARDENLD= \
           CFLAGS='-O0 -g --coverage -fprofile-update=atomic'

# Failing tests are said, and the rest is counted all the same; users without
# rights count, too, in files that everybody may write.
coverage: export GCOV_ERROR_FILE = /dev/null
coverage: export DOORSTEP_SANDBOX = off
coverage:
	@rm -rf build/coverage
	@umask 0 && $(MAKE) --no-print-directory $(COUNTED) all && \
	    for c in $(CMDS); do build/coverage/bin/$$c --version || exit; done >/dev/null
	-@$(MAKE) --no-print-directory $(COUNTED) check
	@tests/coverage build/coverage

check-attack:
	@tests/setup build check attack
	@$(MAKE) --no-print-directory all
	PATH="$(abspath $B)/bin:$$PATH" tests/attack-all $(OFFICES)

bench bench-plan bench-country bench-offices:
	@tests/setup build bench $(if $(filter bench-offices,$@),check postgres)
	@$(MAKE) --no-print-directory all $(BENCHBIN)
	BUILD="$(abspath $B)" PATH="$(abspath $B)/bin:$$PATH" \
	    tests/bench/$(patsubst bench-%,%,$(@:bench=bench-run))

# Where files go, even if there is a space in it.
TO       = $(foreach f,$1,"$(DESTDIR)$f")

# man doorstep is to show the overview, not doorstep(5): section 1 comes first.
install: all
	install -d $(call TO,$(bindir) $(bashcompdir) $(zshcompdir) $(fishcompdir) \
	    $(mandir)/man1 $(mandir)/man5 $(mandir)/man7)
	install -m 755 $(BIN) $(call TO,$(bindir))
	$(foreach n,1 5 7,$(if $(filter %.$n,$(MAN)),install -m 644 \
	    $(filter %.$n,$(MAN)) $(call TO,$(mandir)/man$n) &&)) true
	install -D -m 644 -t $(call TO,$(mandir)/de/man7) $(MANDE)
	install -d $(call TO,$(mandir)/de/man1)
	for m in $(call TO,$(mandir) $(mandir)/de); do \
	    ln -sf ../man7/doorstep.7 "$$m/man1/doorstep.1" || exit; \
	done
	for f in $(DATA:share/%=%); do \
	    install -D -m "$$(test -x "share/$$f" && echo 755 || echo 644)" \
	        "share/$$f" "$(DESTDIR)$(sharedir)/$$f" || exit; \
	done
	$(foreach l,$(if $(MO),$(PO)),install -D -m 644 \
	    $B/share/locale/$l/LC_MESSAGES/doorstep.mo \
	    $(call TO,$(localedir)/$l/LC_MESSAGES/doorstep.mo) &&) true
	install -m 644 $B/completions/doorstep $(call TO,$(bashcompdir)/doorstep)
	install -m 644 $B/completions/_doorstep $(call TO,$(zshcompdir)/_doorstep)
	for c in $(CMDS); do \
	    ln -sf doorstep "$(DESTDIR)$(bashcompdir)/$$c" && \
	    install -m 644 share/completions/doorstep.fish \
	        "$(DESTDIR)$(fishcompdir)/$$c.fish" || exit; \
	done

# A tree of its own, because the programs know where they will be.
deb:
	@tests/setup build deb
	@mkdir -p build && rm -rf build/deb/root
	@echo 'deb: builds a tree of its own; what that says is in build/deb.log'
	@umask 022 && $(MAKE) --no-print-directory -j"$$(nproc)" B=build/deb \
	    PREFIX=/usr all >build/deb.log && \
	    $(MAKE) --no-print-directory B=build/deb PREFIX=/usr \
	    DESTDIR="$(CURDIR)/build/deb/root" install >>build/deb.log
	@share/debian/make build/deb/root build

check-deb:
	@tests/setup build check deb
	@$(MAKE) --no-print-directory all $(LOCALES)
	@BUILD="$(abspath $B)" prove -v -e '' tests/deb

uninstall:
	rm -f $(call TO,$(CMDS:%=$(bindir)/%) $(CMDS:%=$(bashcompdir)/%) \
	    $(bashcompdir)/doorstep $(CMDS:%=$(fishcompdir)/%.fish) \
	    $(zshcompdir)/_doorstep \
	    $(foreach f,$(notdir $(MAN)),$(mandir)/man$(subst .,,$(suffix $f))/$f) \
	    $(MANDE:man/de/%=$(mandir)/de/man7/%) \
	    $(mandir)/man1/doorstep.1 $(mandir)/de/man1/doorstep.1 \
	    $(PO:%=$(localedir)/%/LC_MESSAGES/doorstep.mo))
	rm -rf $(call TO,$(sharedir))

clean:
	rm -rf build

-include $(wildcard $B/cmd/*.d $B/lib/*/*.d $B/tests/unit/*.d $B/tests/fuzz/*.d $B/tests/fuzz/cmd/*.d)

.PHONY: coverage analyze torture fuzz all check check-office check-screen check-attack check-undo lint demo bench \
        bench-plan bench-country bench-offices install uninstall deb check-deb clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
