/* Rows by person. */

#include "loops.h"

API i32 mithaq_face(void) { return 2; }

/* how many votes each person has among votes first..last */
API void count_rows(const i32 *who, i64 first, i64 last, i64 *counts) {
    for (i64 at = first; at < last; at++) counts[who[at]]++;
}

/* each vote to its person's place, in order of arrival: (statement << 2 | value + 1) */
API void scatter_rows(const i32 *who, const i32 *what, const i8 *values, i64 first, i64 last, i64 *cursors, u32 *packed) {
    for (i64 at = first; at < last; at++)
        packed[cursors[who[at]]++] = (u32)what[at] << 2 | (u32)(values[at] + 1);
}

/* Each row by statement, of several votes on one the last. How many are left goes to lengths. */
API i32 order_rows(const i64 *starts, i64 first, i64 last, u32 *packed, i64 statements, i64 *lengths) {
    i64 words = (statements + 63) / 64;
    u32 *latest = malloc((size_t)(statements + 1) * sizeof *latest);
    u64 *seen = calloc((size_t)words + 1, sizeof *seen);
    if (!latest || !seen) {
        free(latest);
        free(seen);
        return -1;
    }
    for (i64 row = first; row < last; row++) {
        u32 *votes = packed + starts[row];
        i64 count = starts[row + 1] - starts[row], kept = 0, at;
        for (at = 1; at < count && votes[at] >> 2 > votes[at - 1] >> 2; at++) {}
        if (at >= count) {
            lengths[row] = count;
            continue;
        }
        if (count <= 12 || count * 4 < words) {
            for (at = 0; at < count; at++) {
                u32 vote = votes[at];
                i64 place = kept;
                while (place > 0 && votes[place - 1] >> 2 > vote >> 2) place--;
                if (place > 0 && votes[place - 1] >> 2 == vote >> 2) {
                    votes[place - 1] = vote;
                    continue;
                }
                memmove(votes + place + 1, votes + place, (size_t)(kept - place) * sizeof *votes);
                votes[place] = vote;
                kept++;
            }
        } else {
            for (at = 0; at < count; at++) {
                u32 column = votes[at] >> 2;
                latest[column] = votes[at];
                seen[column >> 6] |= (u64)1 << (column & 63);
            }
            for (i64 word = 0; word < words; word++) {
                u64 bits = seen[word];
                seen[word] = 0;
                for (; bits; bits &= bits - 1) votes[kept++] = latest[word * 64 + __builtin_ctzll(bits)];
            }
        }
        lengths[row] = kept;
    }
    free(latest);
    free(seen);
    return 0;
}

/* from rows with room between them to columns and values without */
API void unpack_rows(const i64 *from, const i64 *starts, i64 first, i64 last, const u32 *packed, i32 *columns, i8 *values) {
    for (i64 row = first; row < last; row++) {
        const u32 *votes = packed + from[row];
        i64 begin = starts[row], count = starts[row + 1] - begin;
        for (i64 at = 0; at < count; at++) {
            columns[begin + at] = (i32)(votes[at] >> 2);
            values[begin + at] = (i8)((i32)(votes[at] & 3) - 1);
        }
    }
}

/* By row the sum of what its votes are mixed to, modulo 2^64, in whatever order. */
API void mark_rows(const i64 *starts, const i32 *columns, const i8 *values, i64 first, i64 last, u64 more, u64 *marks) {
    for (i64 row = first; row < last; row++) {
        u64 sum = 0;
        for (i64 at = starts[row]; at < starts[row + 1]; at++) {
            sum += mix(((u64)columns[at] << 2) + (u64)(values[at] + 2) + more);
        }
        marks[row] = sum;
    }
}

/* by row how many votes are on statements kept */
API void count_kept(const i64 *starts, const i32 *columns, i64 first, i64 last, const i8 *kept, i64 *counts) {
    for (i64 row = first; row < last; row++) {
        i64 count = 0;
        for (i64 at = starts[row]; at < starts[row + 1]; at++) count += kept[columns[at]];
        counts[row] = count;
    }
}
