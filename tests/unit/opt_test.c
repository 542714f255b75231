/* A table of options that says two things at once is found at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/io/opt.h"

static bool flag;
static const char *text;
static int count;

/* How a program with these options ends. */
static int
ends(const struct opt *opts)
{
	const struct command command = {.name = "program", .operands = "",
		.summary = "nothing", .opts = opts};
	char name[] = "program", *argv[] = {name, NULL};
	int status;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
		fclose(stderr);
		opt_parse(&command, 1, argv);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static void
a_row_has_one_destination(void **state)
{
	(void)state;
	assert_int_equal(ends((const struct opt[]){
	    {0, "flag", NULL, "", .flag = &flag},
	    {'x', "text", "X", "", .text = &text}, {0}}), 0);
	assert_int_equal(ends((const struct opt[]){
	    {0, "both", "X", "", .text = &text, .count = &count}, {0}}), SIGABRT);
	assert_int_equal(ends((const struct opt[]){
	    {0, "none", NULL, "", .flag = NULL}, {0}}), SIGABRT);
}

static void
a_flag_has_no_value_and_all_else_has_one(void **state)
{
	(void)state;
	assert_int_equal(ends((const struct opt[]){
	    {0, "flag", "X", "", .flag = &flag}, {0}}), SIGABRT);
	assert_int_equal(ends((const struct opt[]){
	    {0, "text", NULL, "", .text = &text}, {0}}), SIGABRT);
}

static void
no_name_is_there_twice(void **state)
{
	(void)state;
	assert_int_equal(ends((const struct opt[]){
	    {0, "a", NULL, "", .flag = &flag},
	    {0, "a", NULL, "", .flag = &flag}, {0}}), SIGABRT);
	assert_int_equal(ends((const struct opt[]){
	    {'v', "a", NULL, "", .flag = &flag}, {0}}), SIGABRT);
}

static void
lists_of_words_are_read_strictly(void **state)
{
	static const char *const known[] = {"sex", "month", "off", NULL};
	static const char *const wrong[] = {"sex,", ",sex", "sex,sex", "se",
		"sexes", "sex, month", ",", " ", "SEX"};
	struct opt_words w = {.kind = "key", .known = known, .none = true};

	(void)state;
	opt_words_read(&w, "by", "off,sex");
	assert_int_equal(w.n, 2);
	assert_int_equal(w.at[0], 2);
	assert_int_equal(w.at[1], 0);
	opt_words_read(&w, "by", "");
	assert_int_equal(w.n, 0);
	assert_true(w.given);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		pid_t child = fork();
		int status;

		if (child == 0) {
			fclose(stderr);
			opt_words_read(&w, "by", wrong[i]);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(WEXITSTATUS(status), EXIT_NONE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_has_one_destination),
		cmocka_unit_test(a_flag_has_no_value_and_all_else_has_one),
		cmocka_unit_test(no_name_is_there_twice),
		cmocka_unit_test(lists_of_words_are_read_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
