/* Rows by person, of votes parted by blocks of people before. */

#include "loops.h"

/* A vote in 32 bits: which person of its block of 2^14, which statement (2^16), the value + 1. So many votes as fit the
   cache are parted by block; later the votes of one block, which fit it too, are put in rows. `who` counts from the first
   person of the first block. */
#define BLOCK 14
#define PEOPLE (1 << BLOCK)
#define PERSON(vote) ((vote) >> 18)
#define STATEMENT(vote) ((vote) >> 2 & 0xffff)

/* how many votes each block has */
API void count_blocks(const i32 *who, i64 count, i64 *votes) {
    for (i64 at = 0; at < count; at++) votes[who[at] >> BLOCK]++;
}

/* Each vote to its block, in order of arrival; which statements there are. Whether a value is none. */
API i32 block_votes(const i32 *who, const uint16_t *what, const i8 *values, i64 count, i64 *cursors, u32 *packed, i8 *statements) {
    u32 wrong = 0;
    for (i64 at = 0; at < count; at++) {
        u32 said = (u32)(values[at] + 1), statement = what[at];
        wrong |= said > 2;
        statements[statement] = 1;
        packed[cursors[who[at] >> BLOCK]++] = (u32)(who[at] & (PEOPLE - 1)) << 18 | statement << 2 | (said & 3);
    }
    return wrong != 0;
}

/* who of a block has votes */
API void see_people(const u32 *packed, i64 count, i8 *seen) {
    for (i64 at = 0; at < count; at++) seen[PERSON(packed[at])] = 1;
}

/* Rows of the people low..high of a block whose votes come in several pieces: by statement, of several votes on one the
   last. `places` are those of the statements, which ascend. How many votes each person has goes to lengths; the answer is
   how many all have, -1 without memory. */
API i64 block_rows(const u64 *pieces, const i64 *sizes, i64 count, i64 low, i64 high, const i32 *places, i64 statements, i32 *lengths, i32 *columns, i8 *values) {
    i64 words = (statements + 63) / 64, whole = 0, filled = 0;
    for (i64 piece = 0; piece < count; piece++) whole += sizes[piece];
    u32 *votes = malloc((size_t)(whole + 1) * sizeof *votes), *room = calloc(PEOPLE + 1, sizeof *room);
    u64 *seen = calloc((size_t)words + 1, sizeof *seen);
    i8 *latest = malloc((size_t)statements + 1);
    if (!votes || !room || !seen || !latest) {
        filled = -1;
        goto end;
    }
    for (i64 piece = 0; piece < count; piece++) {
        const u32 *from = (const u32 *)(uintptr_t)pieces[piece];
        for (i64 at = 0; at < sizes[piece]; at++) room[PERSON(from[at]) + 1]++;
    }
    for (i64 person = 0; person < PEOPLE; person++) room[person + 1] += room[person];
    for (i64 piece = 0; piece < count; piece++) {
        const u32 *from = (const u32 *)(uintptr_t)pieces[piece];
        for (i64 at = 0; at < sizes[piece]; at++) votes[room[PERSON(from[at])]++] = from[at];
    }
    for (i64 person = low; person < high; person++) {
        i64 begin = person ? room[person - 1] : 0, size = room[person] - begin, before = filled;
        u32 *row = votes + begin;
        if (size <= 12 || size * 4 < words) {
            i64 kept = 0;
            for (i64 at = 0; at < size; at++) {
                u32 vote = row[at];
                i64 place = kept;
                while (place > 0 && STATEMENT(row[place - 1]) > STATEMENT(vote)) place--;
                if (place > 0 && STATEMENT(row[place - 1]) == STATEMENT(vote)) {
                    row[place - 1] = vote;
                    continue;
                }
                memmove(row + place + 1, row + place, (size_t)(kept - place) * sizeof *row);
                row[place] = vote;
                kept++;
            }
            for (i64 at = 0; at < kept; at++, filled++) {
                columns[filled] = places[STATEMENT(row[at])];
                values[filled] = (i8)((i32)(row[at] & 3) - 1);
            }
        } else {
            for (i64 at = 0; at < size; at++) {
                u32 statement = STATEMENT(row[at]);
                latest[statement] = (i8)((i32)(row[at] & 3) - 1);
                seen[statement >> 6] |= (u64)1 << (statement & 63);
            }
            for (i64 word = 0; word < words; word++) {
                u64 bits = seen[word];
                seen[word] = 0;
                for (; bits; bits &= bits - 1, filled++) {
                    i64 statement = word * 64 + __builtin_ctzll(bits);
                    columns[filled] = places[statement];
                    values[filled] = latest[statement];
                }
            }
        }
        lengths[person - low] = (i32)(filled - before);
    }
end:
    free(votes);
    free(room);
    free(seen);
    free(latest);
    return filled;
}
