/* Tables. */

#include "loops.h"

/* Agreed, disagreed, passed in one word of 21 bits each: up to 2097151 rows. `labels` has `kinds` labels a row, -1 for
   none; `counts` is one table (cells, statements) after the other, that of kind f beginning at cell offsets[f]. */
#define COUNT 21

API void count_cells(const i64 *starts, const i32 *columns, const i8 *values, i64 first, i64 last, i64 m, const i32 *labels, i64 kinds, const i64 *offsets, u64 *counts) {
    static const u64 one[3] = {(u64)1 << COUNT, (u64)1 << 2 * COUNT, 1};
    u64 *to[64];
    for (i64 row = first; row < last; row++) {
        i64 end = starts[row + 1], told = 0;
        for (i64 kind = 0; kind < kinds; kind++) {
            i32 label = labels[row * kinds + kind];
            if (label >= 0) to[told++] = counts + (offsets[kind] + label) * m;
        }
        for (i64 kind = 0; kind + 1 < told; kind += 2) {
            u64 *one_to = to[kind], *two_to = to[kind + 1];
            for (i64 at = starts[row]; at < end; at++) {
                u64 add = one[values[at] + 1];
                i64 column = columns[at];
                one_to[column] += add;
                two_to[column] += add;
            }
        }
        if (told & 1)
            for (i64 at = starts[row]; at < end; at++) to[told - 1][columns[at]] += one[values[at] + 1];
    }
}

/* the words of counts into (cells, statements, 3) whole numbers, and back to zero */
API void flush_cells(u64 *counts, i64 size, i64 *table) {
    const u64 mask = ((u64)1 << COUNT) - 1;
    for (i64 at = 0; at < size; at++) {
        u64 word = counts[at];
        table[3 * at] += (i64)(word & mask);
        table[3 * at + 1] += (i64)(word >> COUNT & mask);
        table[3 * at + 2] += (i64)(word >> 2 * COUNT);
        counts[at] = 0;
    }
}

/* One table (cells, statements, 3) of votes of so few rows that the words hold them; those labelled -1 are not counted. */
API i32 count_table(const i64 *starts, const i32 *columns, const i8 *values, i64 n, i64 m, const i32 *labels, i64 cells, i64 *table) {
    const i64 offset = 0;
    u64 *counts = calloc((size_t)(cells * m + 1), sizeof *counts);
    if (!counts) return -1;
    memset(table, 0, (size_t)(cells * m * 3) * sizeof *table);
    count_cells(starts, columns, values, 0, n, m, labels, 1, &offset, counts);
    flush_cells(counts, cells * m, table);
    free(counts);
    return 0;
}
