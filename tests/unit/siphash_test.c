/* SipHash beside the values of its authors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/base/siphash.h"

static void
it_is_siphash_2_4(void **state)
{
	static const struct siphash_key key = {
		0x0706050403020100U, 0x0f0e0d0c0b0a0908U
	};
	unsigned char bytes[15];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)i;
	assert_true(siphash_of(&key, bytes, 0) == 0x726fdb47dd0e0e31U);
	assert_true(siphash_of(&key, bytes, 1) == 0x74f839c593dc67fdU);
	assert_true(siphash_of(&key, bytes, 8) == 0x93f5f5799a932462U);
	assert_true(siphash_of(&key, bytes, 15) == 0xa129ca6149be45e5U);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_siphash_2_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
