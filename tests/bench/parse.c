/* parse -- what libcsv alone takes for a file: fields and rows counted. */
#include <csv.h>
#include <stdio.h>

struct count {
	long fields, rows;
};

static void
on_field(void *s, size_t len, void *arg)
{
	(void)s;
	(void)len;
	((struct count *)arg)->fields++;
}

static void
on_row(int c, void *arg)
{
	(void)c;
	((struct count *)arg)->rows++;
}

int
main(void)
{
	static char buf[1 << 16];
	struct csv_parser p;
	struct count count = {0, 0};
	size_t n;

	if (csv_init(&p, 0) != 0)
		return 2;
	while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
		if (csv_parse(&p, buf, n, on_field, on_row, &count) != n)
			return 2;
	csv_fini(&p, on_field, on_row, &count);
	csv_free(&p);
	printf("%ld rows, %ld fields\n", count.rows, count.fields);
	return 0;
}
