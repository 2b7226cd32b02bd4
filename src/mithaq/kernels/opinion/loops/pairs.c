/* Co-vote moments. */

#include "loops.h"

/* Four counts of a pair in one word: those who voted on both, then the sums of v_i v_j + 1, v_j + 1 and v_i + 1.
   No count passes 2 a row, so 32767 rows fit. `pairs` holds the upper triangle, statement by statement. */
#define LANE 16
#define PAIR(a, b) ((u64)1 | (u64)((a) * (b) + 1) << LANE | (u64)((b) + 1) << 2 * LANE | (u64)((a) + 1) << 3 * LANE)

static inline i64 triangle(i64 row, i64 m) { return row * m - row * (row - 1) / 2 - row; }

/* votes of rows with fewer than `heavy` votes into pairs */
API i32 pair_votes(const i64 *starts, const i32 *columns, const i8 *values, i64 first, i64 last, i64 m, i64 heavy, u64 *pairs) {
    static const u64 by[3][3] = {
        {PAIR(-1, -1), PAIR(-1, 0), PAIR(-1, 1)}, {PAIR(0, -1), PAIR(0, 0), PAIR(0, 1)}, {PAIR(1, -1), PAIR(1, 0), PAIR(1, 1)}};
    u64 *adds = malloc((size_t)(3 * (m + 1)) * sizeof *adds);
    if (!adds) return -1;
    for (i64 row = first; row < last; row++) {
        i64 begin = starts[row], count = starts[row + 1] - begin;
        if (count >= heavy) continue;
        const i32 *column = columns + begin;
        const i8 *value = values + begin;
        for (i64 at = 0; at < count; at++)
            for (i64 own = 0; own < 3; own++) adds[own * m + at] = by[own][value[at] + 1];
        for (i64 at = 0; at < count; at++) {
            u64 *restrict to = pairs + triangle(column[at], m);
            const u64 *restrict add = adds + (value[at] + 1) * m;
            for (i64 other = at; other < count; other++) to[column[other]] += add[other];
        }
    }
    free(adds);
    return 0;
}

/* The words of pairs into whole numbers, and back to zero: upper triangles of V'V, O'V, V'O and O'O, one after the other. */
API void flush_pairs(i64 m, u64 *pairs, i64 *whole) {
    for (i64 i = 0; i < m; i++) {
        u64 *from = pairs + triangle(i, m);
        i64 *vv = whole + i * m, *ov = vv + m * m, *vo = ov + m * m, *oo = vo + m * m;
        for (i64 j = i; j < m; j++) {
            u64 word = from[j];
            i64 both = (i64)(word & 0xffff);
            vv[j] += (i64)(word >> LANE & 0xffff) - both;
            ov[j] += (i64)(word >> 2 * LANE & 0xffff) - both;
            vo[j] += (i64)(word >> 3 * LANE) - both;
            oo[j] += both;
            from[j] = 0;
        }
    }
}

/* The same for rows with many votes: a bit a person, BATCH people at once; three rows of bits a statement: agreed or
   disagreed, disagreed, voted. `rows` are places; those from first to last get the bits of that number, which two threads
   may do if they part at a multiple of 64. `bits` is zero before. */
#define BATCH 4096
#define WIDTH (BATCH / 64)

API void heavy_bits(const i64 *starts, const i32 *columns, const i8 *values, const i64 *rows, i64 first, i64 last, u64 *bits) {
    for (i64 place = first; place < last; place++) {
        i64 begin = starts[rows[place]], end = starts[rows[place] + 1];
        u64 bit = (u64)1 << (place & 63);
        for (i64 at = begin; at < end; at++) {
            u64 *to = bits + (i64)columns[at] * 3 * WIDTH + (place >> 6);
            if (values[at]) to[0] |= bit;
            if (values[at] < 0) to[WIDTH] |= bit;
            to[2 * WIDTH] |= bit;
        }
    }
}

/* pairs of statements first..last with all after them, from the bits of `count` people */
API void heavy_pairs(const u64 *bits, i64 count, i64 m, i64 first, i64 last, i64 *whole) {
    i64 words = (count + 511) / 512 * 8;
    for (i64 i = first; i < last; i++) {
        const u64 *s = bits + i * 3 * WIDTH, *d = s + WIDTH, *o = d + WIDTH;
        i64 *vv = whole + i * m, *ov = vv + m * m, *vo = ov + m * m, *oo = vo + m * m;
        for (i64 j = i; j < m; j++) {
            const u64 *t = bits + j * 3 * WIDTH, *e = t + WIDTH, *p = e + WIDTH;
            u64 told = 0, apart = 0, they = 0, they_no = 0, we = 0, we_no = 0, both = 0;
            for (i64 word = 0; word < words; word++) {
                u64 st = s[word] & t[word];
                told += (u64)__builtin_popcountll(st);
                apart += (u64)__builtin_popcountll(st & (d[word] ^ e[word]));
                they += (u64)__builtin_popcountll(o[word] & t[word]);
                they_no += (u64)__builtin_popcountll(o[word] & e[word]);
                we += (u64)__builtin_popcountll(p[word] & s[word]);
                we_no += (u64)__builtin_popcountll(p[word] & d[word]);
                both += (u64)__builtin_popcountll(o[word] & p[word]);
            }
            vv[j] += (i64)told - 2 * (i64)apart;
            ov[j] += (i64)they - 2 * (i64)they_no;
            vo[j] += (i64)we - 2 * (i64)we_no;
            oo[j] += (i64)both;
        }
    }
}

/* the lower triangles from the upper ones, in tiles: V'V and O'O mirrored, O'V completed from V'O */
API void mirror_pairs(i64 m, i64 *whole) {
    i64 *vv = whole, *ov = vv + m * m, *vo = ov + m * m, *oo = vo + m * m;
    for (i64 top = 0; top < m; top += 32)
        for (i64 left = top; left < m; left += 32)
            for (i64 i = top; i < top + 32 && i < m; i++)
                for (i64 j = left > i ? left : i + 1; j < left + 32 && j < m; j++) {
                    vv[j * m + i] = vv[i * m + j];
                    ov[j * m + i] = vo[i * m + j];
                    oo[j * m + i] = oo[i * m + j];
                }
}

/* In percent: from which share of all statements on a row costs less with a bit a person. */
API i32 heavy_share(void) {
#ifdef __AVX512VPOPCNTDQ__
    return 11;
#else
    return 22;
#endif
}

/* Z'Z of the votes less their statement's mean, missing ones at the mean, in tiles. */
API void covary(i64 m, const i64 *vv, const i64 *ov, const i64 *oo, const double *mean, double *square) {
    for (i64 top = 0; top < m; top += 32)
        for (i64 left = top; left < m; left += 32)
            for (i64 i = top; i < top + 32 && i < m; i++)
                for (i64 j = left > i ? left : i; j < left + 32 && j < m; j++) {
                    double apart = (double)ov[i * m + j] * mean[i] + (double)ov[j * m + i] * mean[j];
                    square[i * m + j] = square[j * m + i] = ((double)vv[i * m + j] - apart) + (double)oo[i * m + j] * (mean[i] * mean[j]);
                }
}

/* y = A x of a symmetric A, row added to row in their order */
API void add_rows(const double *square, i64 m, const double *x, double *restrict y) {
    for (i64 i = 0; i < m; i++) y[i] = 0;
    for (i64 row = 0; row < m; row++) {
        const double *from = square + row * m;
        double by = x[row];
        for (i64 i = 0; i < m; i++) y[i] += from[i] * by;
    }
}
