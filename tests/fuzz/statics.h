/* statics.h -- for all of lib/ and cmd/ when they are fuzzed (-include): what
 * they remember between two calls stands together, where inside.c puts it back
 * before each run. */
#pragma clang section bss = "fuzz_bss" data = "fuzz_data"
