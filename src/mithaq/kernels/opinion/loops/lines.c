/* A file of votes (polis_files/votes.py). */

#include "loops.h"

API i64 count_lines(const char *text, i64 first, i64 last) {
    i64 lines = 0;
    for (i64 at = first; at < last; at++) lines += text[at] == '\n';
    return lines;
}

#define EACH 0x0101010101010101u
#define HIGH 0x8080808080808080u

static inline u64 letters(const char *from) {
    u64 word;
    memcpy(&word, from, 8);
    return word;
}

/* where the next comma or mark of the line's end is; the text before `last` ends with a line */
static inline i64 skipped(const char *text, i64 at, i64 last) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; at + 8 <= last; at += 8) {
        u64 word = letters(text + at), comma = word ^ EACH * ',', end = word ^ EACH * '\n', back = word ^ EACH * '\r';
        u64 found = (((comma - EACH) & ~comma) | ((end - EACH) & ~end) | ((back - EACH) & ~back)) & HIGH;
        if (found) return at + (__builtin_ctzll(found) >> 3);
    }
#endif
    while (text[at] != ',' && text[at] != '\n' && text[at] != '\r') at++;
    return at;
}

/* the number 1 to 15 digits make, and where they end; else -1 */
static inline i64 number(const char *text, i64 *place, i64 last) {
    i64 at = *place;
    u64 found = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    static const u64 tens[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    for (i64 eight = 0; eight < 2 && at + 8 <= last; eight++) {  /* eight letters at once, those that are digits */
        u64 word = letters(text + at) ^ EACH * '0', others = ((word + EACH * 0x76) | word) & HIGH;
        i64 count = others ? __builtin_ctzll(others) >> 3 : 8;
        if (!count) break;
        word <<= 64 - 8 * count;
        word = (word * 10 + (word >> 8)) & 0x00FF00FF00FF00FFu;
        word = (word * 100 + (word >> 16)) & 0x0000FFFF0000FFFFu;
        word = (word * 10000 + (word >> 32)) & 0xFFFFFFFFu;
        found = found * tens[count] + word;
        at += count;
        if (count < 8) break;
    }
#endif
    for (; at < last && text[at] >= '0' && text[at] <= '9' && at - *place < 16; at++) found = found * 10 + (u64)(text[at] - '0');
    if (at == *place || at - *place > 15) return -1;
    *place = at;
    return (i64)found;
}

/* whole lines, the last of which has its end: how many, or -1 */
static i64 read_whole(const char *text, i64 at, i64 last, i64 width, i64 who, i64 what, i64 vote, i64 when, i64 *people, i64 *statements, i8 *votes, i64 *moments) {
    i64 line = 0;
    for (; at < last; line++) {
        moments[line] = 0;
        for (i64 column = 0; column < width; column++) {
            if (column == who || column == what || column == when) {
                i64 found = number(text, &at, last);
                if (found < 0) return -1;
                *(column == who ? people + line : column == what ? statements + line : moments + line) = found;
            } else if (column == vote) {
                i64 minus = text[at] == '-';
                i64 said = text[at + minus] - '0';
                if ((said & ~(i64)1) | (minus & ~said)) return -1;
                votes[line] = (i8)(said - 2 * minus);
                at += 1 + minus;
            } else
                at = skipped(text, at, last);
            if (column < width - 1) {
                if (text[at++] != ',') return -1;
            } else {
                at += text[at] == '\r' && text[at + 1] == '\n';
                if (text[at++] != '\n') return -1;
            }
        }
    }
    return line;
}

/* Lines of `width` cells without quotes: whole numbers in the columns who, what and when (none if when < 0) and a vote.
   Every line must be so: how many were read, or -1 at the first that is not, or -2: no memory. */
API i64 read_lines(const char *text, i64 first, i64 last, i64 width, i64 who, i64 what, i64 vote, i64 when, i64 *people, i64 *statements, i8 *votes, i64 *moments) {
    i64 whole = last;
    while (whole > first && text[whole - 1] != '\n') whole--;
    i64 lines = read_whole(text, first, whole, width, who, what, vote, when, people, statements, votes, moments);
    if (lines < 0 || whole == last) return lines;
    char *rest = malloc((size_t)(last - whole) + 1);
    if (!rest) return -2;
    memcpy(rest, text + whole, (size_t)(last - whole));
    rest[last - whole] = '\n';
    i64 one = read_whole(rest, 0, last - whole + 1, width, who, what, vote, when, people + lines, statements + lines, votes + lines, moments + lines);
    free(rest);
    return one < 0 ? -1 : lines + one;
}
