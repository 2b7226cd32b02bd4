/* The loops of the opinion map over all votes. C99, no dependencies. Compiled by native.py, called through ctypes.

   Every function has a numpy way beside it that gives the same bits: whole numbers are sums, floats are added in one
   order (-ffp-contract=off: no fused multiply-add). Bounds are checked in Python before a call; nothing is kept between
   calls; parts of the rows may be given to several threads. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;
typedef uint64_t u64;
typedef int32_t i32;
typedef uint32_t u32;
typedef int8_t i8;

#define API __attribute__((visibility("default")))

API i32 mithaq_face(void) { return 1; }

/* ------------------------------------------------------------------------------------------------ rows by person */

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

/* By row the sum of what its votes are mixed to, modulo 2^64 (the finisher of splitmix64), in whatever order. */
API void mark_rows(const i64 *starts, const i32 *columns, const i8 *values, i64 first, i64 last, u64 more, u64 *marks) {
    for (i64 row = first; row < last; row++) {
        u64 sum = 0;
        for (i64 at = starts[row]; at < starts[row + 1]; at++) {
            u64 mixed = ((u64)columns[at] << 2) + (u64)(values[at] + 2) + more;
            mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
            sum += mixed ^ mixed >> 31;
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

/* ------------------------------------------------------------------------------------------------ co-vote moments */

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

/* y = A x of a symmetric A, row added to row in their order */
API void add_rows(const double *square, i64 m, const double *x, double *restrict y) {
    for (i64 i = 0; i < m; i++) y[i] = 0;
    for (i64 row = 0; row < m; row++) {
        const double *from = square + row * m;
        double by = x[row];
        for (i64 i = 0; i < m; i++) y[i] += from[i] * by;
    }
}

/* ------------------------------------------------------------------------------------------------ points */

/* by row, the sum of what each vote adds along each axis: steps (statements, 3, width), of which count are wanted */
#define STEPS(width) \
    for (i64 row = first; row < last; row++) { \
        double sum[width] = {0}; \
        for (i64 at = starts[row]; at < starts[row + 1]; at++) { \
            const double *step = steps + ((i64)columns[at] * 3 + values[at] + 1) * (width); \
            for (i64 axis = 0; axis < (width); axis++) sum[axis] += step[axis]; \
        } \
        for (i64 axis = 0; axis < count; axis++) sums[row * count + axis] = sum[axis]; \
    }

API void add_steps(const i64 *starts, const i32 *columns, const i8 *values, i64 first, i64 last, const double *steps, i64 width, i64 count, double *sums) {
    if (width == 2) STEPS(2)
    else if (width == 4) STEPS(4)
    else if (width == 8) STEPS(8)
}

/* Candidates by cell of a grid over the centres' neighbourhood: those which can be nearest to some point of the cell.
   `from` (cells + 1) and `candidates` (cells * k) are filled; the outermost cells reach to infinity and hold all. */
API void grid_candidates(const double *centres, i64 k, double x0, double y0, double step_x, double step_y, i64 side, i32 *from, i32 *candidates) {
    i32 filled = 0;
    for (i64 row = 0; row < side; row++)
        for (i64 column = 0; column < side; column++) {
            from[row * side + column] = filled;
            if (row == 0 || column == 0 || row == side - 1 || column == side - 1) {
                for (i64 c = 0; c < k; c++) candidates[filled++] = (i32)c;
                continue;
            }
            double left = x0 + (double)(column - 1) * step_x, right = left + step_x;
            double low = y0 + (double)(row - 1) * step_y, high = low + step_y;
            double best = -1;
            for (i64 c = 0; c < k; c++) {
                double x = centres[2 * c], y = centres[2 * c + 1];
                double dx = x - left > right - x ? x - left : right - x, dy = y - low > high - y ? y - low : high - y;
                double far = dx * dx + dy * dy;
                if (best < 0 || far < best) best = far;
            }
            best *= 1 + 1e-6;
            for (i64 c = 0; c < k; c++) {
                double x = centres[2 * c], y = centres[2 * c + 1];
                double dx = x < left ? left - x : x > right ? x - right : 0, dy = y < low ? low - y : y > high ? y - high : 0;
                if ((dx * dx + dy * dy) * (1 - 1e-6) <= best) candidates[filled++] = (i32)c;
            }
        }
    from[side * side] = filled;
}

/* by point the nearest centre; of equally near ones the first */
API void nearest_centre(const double *points, i64 first, i64 last, const double *centres, i64 k, double x0, double y0, double per_x, double per_y, i64 side, const i32 *from, const i32 *candidates, i32 *labels) {
    for (i64 at = first; at < last; at++) {
        double x = points[2 * at], y = points[2 * at + 1];
        i32 label = 0;
        double best = -1;
        if (side) {
            double column = (x - x0) * per_x + 1, row = (y - y0) * per_y + 1;
            i64 c = column >= 1 ? column < (double)(side - 1) ? (i64)column : side - 1 : 0;
            i64 r = row >= 1 ? row < (double)(side - 1) ? (i64)row : side - 1 : 0;
            const i32 *candidate = candidates + from[r * side + c], *end = candidates + from[r * side + c + 1];
            for (; candidate < end; candidate++) {
                double dx = x - centres[2 * *candidate], dy = y - centres[2 * *candidate + 1], d = dx * dx + dy * dy;
                if (best < 0 || d < best) {
                    best = d;
                    label = *candidate;
                }
            }
        } else
            for (i64 c = 0; c < k; c++) {
                double dx = x - centres[2 * c], dy = y - centres[2 * c + 1], d = dx * dx + dy * dy;
                if (best < 0 || d < best) {
                    best = d;
                    label = (i32)c;
                }
            }
        labels[at] = label;
    }
}

/* sums (k, 3) of x, y and weight by label over points first..last, in their order */
API void gather_points(const double *points, const i32 *labels, const double *weights, i64 first, i64 last, double *sums) {
    for (i64 at = first; at < last; at++) {
        double weight = weights ? weights[at] : 1.0, *sum = sums + 3 * (i64)labels[at];
        sum[0] += points[2 * at] * weight;
        sum[1] += points[2 * at + 1] * weight;
        sum[2] += weight;
    }
}

/* ------------------------------------------------------------------------------------------------ k-means */

/* Squared distances of n points (axis after axis: q rows of n) to one centre, as far as they are less than `best`. */
static void closer(const double *points, i64 n, i64 q, const double *centre, double number, double *restrict best, double *restrict label) {
    const double *x = points, *y = points + n, *z = points + 2 * n;
    double cx = centre[0], cy = q > 1 ? centre[1] : 0, cz = q > 2 ? centre[2] : 0;
#define CLOSER(square) \
    for (i64 at = 0; at < n; at++) { \
        double d = square; \
        label[at] = d < best[at] ? number : label[at]; \
        best[at] = d < best[at] ? d : best[at]; \
    }
    if (q == 1) CLOSER((x[at] - cx) * (x[at] - cx))
    else if (q == 2) CLOSER((x[at] - cx) * (x[at] - cx) + (y[at] - cy) * (y[at] - cy))
    else CLOSER((x[at] - cx) * (x[at] - cx) + (y[at] - cy) * (y[at] - cy) + (z[at] - cz) * (z[at] - cz))
}

/* k-means++: for each start k centres among the points, by k numbers drawn from 0..1. -1: no memory. */
API i32 seed_centres(const double *points, const double *weights, i64 n, i64 q, i64 k, i64 starts, const double *draws, double *centres) {
    double *best = malloc((size_t)n * 3 * sizeof *best), *label = best + n, *steps = label + n;
    if (!best) return -1;
    for (i64 start = 0; start < starts; start++, draws += k, centres += k * q) {
        for (i64 at = 0; at < n; at++) best[at] = 1.0 / 0.0;
        for (i64 place = 0; place < k; place++) {
            double sum = 0;
            for (i64 at = 0; at < n; at++) {
                sum += place ? best[at] * weights[at] : weights[at];
                steps[at] = sum;
            }
            double wanted = draws[place] * sum;
            i64 low = 0, high = n;
            while (low < high) {
                i64 middle = (low + high) / 2;
                if (steps[middle] < wanted) low = middle + 1;
                else high = middle;
            }
            if (low > n - 1) low = n - 1;
            for (i64 axis = 0; axis < q; axis++) centres[place * q + axis] = points[axis * n + low];
            closer(points, n, q, centres + place * q, 0, best, label);
        }
    }
    free(best);
    return 0;
}

/* Weighted sums of the points by label: what `rows` (axes times weight, then the weight: count rows of n) say of each
   label, k x count. Every eighth point is summed apart, eight at once; the eight are then added in order. */
typedef double lanes __attribute__((vector_size(64), aligned(8)));
typedef i64 masks __attribute__((vector_size(64)));

static void sum_by_label(const double *rows, i64 count, i64 n, i64 k, const double *label, double *sums) {
    for (i64 c = 0; c < k; c++) {
        lanes own = {0}, apart[4] = {{0}, {0}, {0}, {0}};
        own += (double)c;
        i64 at = 0;
        for (; at + 8 <= n; at += 8) {
            masks here = *(const lanes *)(label + at) == own;
            for (i64 row = 0; row < count; row++)
                apart[row] += (lanes)((masks)(*(const lanes *)(rows + row * n + at)) & here);
        }
        for (; at < n; at++)
            if (label[at] == (double)c)
                for (i64 row = 0; row < count; row++) apart[row][at & 7] += rows[row * n + at];
        for (i64 row = 0; row < count; row++) {
            double sum = apart[row][0];
            for (i64 lane = 1; lane < 8; lane++) sum += apart[row][lane];
            sums[c * count + row] = sum;
        }
    }
}

/* By point the nearest centre (its number, as a double) and how far it is, eight points at once; whether any changed. */
static i32 assign(const double *points, i64 n, i64 q, i64 k, const double *centres, double *label, double *best) {
    masks changed = {0};
    i64 at = 0;
    for (; at + 8 <= n; at += 8) {
        lanes near = {0}, number = {0}, x[3] = {{0}, {0}, {0}};
        for (i64 axis = 0; axis < q; axis++) x[axis] = *(const lanes *)(points + axis * n + at);
        for (i64 c = 0; c < k; c++) {
            const double *centre = centres + c * q;
            lanes d = (x[0] - centre[0]) * (x[0] - centre[0]);
            if (q > 1) d = d + (x[1] - centre[1]) * (x[1] - centre[1]);
            if (q > 2) d = d + (x[2] - centre[2]) * (x[2] - centre[2]);
            lanes own = {0};
            own += (double)c;
            masks nearer = c ? d < near : ~(masks){0};
            near = (lanes)(((masks)d & nearer) | ((masks)near & ~nearer));
            number = (lanes)(((masks)own & nearer) | ((masks)number & ~nearer));
        }
        changed |= number != *(const lanes *)(label + at);
        *(lanes *)(label + at) = number;
        *(lanes *)(best + at) = near;
    }
    i64 any = 0;
    for (i64 lane = 0; lane < 8; lane++) any |= changed[lane];
    for (; at < n; at++) {
        double near = 0, number = 0;
        for (i64 c = 0; c < k; c++) {
            double d = 0;
            for (i64 axis = 0; axis < q; axis++) {
                double way = points[axis * n + at] - centres[c * q + axis];
                d += way * way;
            }
            if (!c || d < near) {
                near = d;
                number = (double)c;
            }
        }
        any |= number != label[at];
        label[at] = number;
        best[at] = near;
    }
    return any != 0;
}

/* Lloyd's steps of each start until no label changes, or so many: labels and the centres they are nearest to, the weighted
   spread. */
API i32 settle(const double *points, const double *weights, i64 n, i64 q, i64 k, i64 starts, i64 steps, double *centres, i32 *labels, double *spread) {
    i64 count = q + 1;
    double *best = malloc((size_t)(n * (2 + count) + k * count) * sizeof *best), *label = best + n, *rows = label + n, *sums = rows + n * count;
    if (!best) return -1;
    for (i64 axis = 0; axis < count; axis++)
        for (i64 at = 0; at < n; at++) rows[axis * n + at] = axis < q ? points[axis * n + at] * weights[at] : weights[at];
    for (i64 start = 0; start < starts; start++, centres += k * q, labels += n) {
        for (i64 at = 0; at < n; at++) label[at] = -1;
        for (i64 step = 0; step < steps; step++) {
            if (!assign(points, n, q, k, centres, label, best) || step == steps - 1) break;
            sum_by_label(rows, count, n, k, label, sums);
            for (i64 c = 0; c < k; c++)
                if (sums[count * c + q] > 0)
                    for (i64 axis = 0; axis < q; axis++) centres[c * q + axis] = sums[count * c + axis] / sums[count * c + q];
        }
        double whole = 0;
        for (i64 at = 0; at < n; at++) {
            whole += best[at] * weights[at];
            labels[at] = (i32)label[at];
        }
        spread[start] = whole;
    }
    free(best);
    return 0;
}

/* ------------------------------------------------------------------------------------------------ tables */

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

/* ------------------------------------------------------------------------------------------------ a file of votes */

API i64 count_lines(const char *text, i64 first, i64 last) {
    i64 lines = 0;
    for (i64 at = first; at < last; at++) lines += text[at] == '\n';
    return lines;
}

/* 1 to 15 digits between two places, else -1 */
static inline i64 digits(const char *text, i64 begin, i64 end) {
    i64 number = 0;
    if (begin >= end || end - begin > 15) return -1;
    for (i64 at = begin; at < end; at++) {
        i64 digit = text[at] - '0';
        if (digit < 0 || digit > 9) return -1;
        number = number * 10 + digit;
    }
    return number;
}

/* Lines of `width` cells without quotes: whole numbers in the columns who, what and when (none if when < 0) and a vote.
   Every line must be so: how many were read, or -1 at the first that is not. */
API i64 read_lines(const char *text, i64 first, i64 last, i64 width, i64 who, i64 what, i64 vote, i64 when, i64 *people, i64 *statements, i8 *votes, i64 *moments) {
    i64 line = 0;
    for (i64 at = first; at < last; line++) {
        i64 column = 0;
        moments[line] = 0;
        for (;; column++) {
            i64 begin = at;
            while (at < last && text[at] != ',' && text[at] != '\n') at++;
            i64 end = at, more = at < last && text[at] == ',';
            if (!more && end > begin && text[end - 1] == '\r') end--;
            if (column >= width) return -1;
            if (column == who || column == what || column == when) {
                i64 number = digits(text, begin, end);
                if (number < 0) return -1;
                *(column == who ? people + line : column == what ? statements + line : moments + line) = number;
            } else if (column == vote) {
                i64 minus = end - begin == 2 && text[begin] == '-';
                if (end - begin != 1 + minus) return -1;
                char said = text[end - 1];
                if (said != '1' && (said != '0' || minus)) return -1;
                votes[line] = (i8)(said == '1' ? minus ? -1 : 1 : 0);
            }
            at++;
            if (!more) break;
        }
        if (column != width - 1) return -1;
    }
    return line;
}
