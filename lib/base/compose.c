#include "lib/base/compose.h"

#include <string.h>

/* A mark, and each letter of ASCII followed by itself with the mark. */
static const struct mark { const char *mark, *letters; } marks[] = {
	{"\xCC\x80",  /* grave */
	    "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹWẀwẁYỲyỳ"},
	{"\xCC\x81",  /* acute */
	    "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźGǴgǵ"
	    "KḰkḱMḾmḿPṔpṕWẂwẃ"},
	{"\xCC\x82",  /* circumflex */
	    "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑ"},
	{"\xCC\x83",  /* tilde */
	    "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽEẼeẽYỸyỹ"},
	{"\xCC\x84",  /* macron */
	    "AĀaāEĒeēIĪiīOŌoōUŪuūYȲyȳGḠgḡ"},
	{"\xCC\x86",  /* breve */
	    "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ"},
	{"\xCC\x87",  /* dot */
	    "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖ"
	    "pṗRṘrṙSṠsṡTṪtṫWẆwẇXẊxẋYẎyẏ"},
	{"\xCC\x88",  /* diaeresis */
	    "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧWẄwẅXẌxẍtẗ"},
	{"\xCC\x8A",  /* ring */
	    "AÅaåUŮuůwẘyẙ"},
	{"\xCC\x8B",  /* double acute */
	    "OŐoőUŰuű"},
	{"\xCC\x8C",  /* caron */
	    "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔ"
	    "GǦgǧKǨkǩjǰHȞhȟ"},
	{"\xCC\xA6",  /* comma */
	    "SȘsșTȚtț"},
	{"\xCC\xA7",  /* cedilla */
	    "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"},
	{"\xCC\xA8",  /* ogonek */
	    "AĄaąEĘeęIĮiįUŲuųOǪoǫ"},
};

/* The letter with the mark; NULL: there is none. */
static const char *
with_mark(const struct mark *m, char letter, size_t *len)
{
	const char *s = m->letters;

	while (*s != '\0') {
		const char *whole = s + 1;

		*len = (unsigned char)*whole >= 0xE0 ? 3 : 2;
		if (*s == letter)
			return whole;
		s = whole + *len;
	}
	return NULL;
}

static const struct mark *
find_mark(const char *s, size_t n)
{
	for (size_t i = 0; n >= 2 && i < sizeof marks / sizeof marks[0]; i++)
		if (memcmp(s, marks[i].mark, 2) == 0)
			return &marks[i];
	return NULL;
}

bool
compose_may(const char *s, size_t n)
{
	return memchr(s, 0xCC, n) != NULL;
}

size_t
compose(char *s, size_t n)
{
	size_t to = 0, len;

	for (size_t i = 0; i < n; i++) {
		const struct mark *m = (unsigned char)s[i] == 0xCC && to > 0 ?
		    find_mark(s + i, n - i) : NULL;
		const char *letter = m != NULL ?
		    with_mark(m, s[to - 1], &len) : NULL;

		if (letter == NULL) {
			s[to++] = s[i];
			continue;
		}
		memcpy(s + to - 1, letter, len);
		to += len - 1;
		i++;
	}
	return to;
}
