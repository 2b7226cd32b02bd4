/* Resamples: some votes hidden, and people placed by what they said (resampling.py, placing.py). */

#include "loops.h"

/* Parts votes in those kept and those hidden, each with its rows. Hidden is a vote of which the row's key, with the
   statement, is mixed to less than `limit`. There is room for all votes in both; how many are hidden. */
API i64 part_votes(const i64 *starts, const i32 *columns, const i8 *values, i64 n, const u64 *keys, u64 more, u64 limit, i64 *kept_starts, i32 *kept_columns, i8 *kept_values, i64 *hidden_starts, i32 *hidden_columns, i8 *hidden_values) {
    i64 kept = 0, hidden = 0;
    kept_starts[0] = hidden_starts[0] = 0;
    for (i64 row = 0; row < n; row++) {
        u64 key = keys[row];
        for (i64 at = starts[row]; at < starts[row + 1]; at++) {
            i64 stays = mix((key ^ (u64)columns[at]) + more) >= limit;
            kept_columns[kept] = hidden_columns[hidden] = columns[at];
            kept_values[kept] = hidden_values[hidden] = values[at];
            kept += stays;
            hidden += 1 - stays;
        }
        kept_starts[row + 1] = kept;
        hidden_starts[row + 1] = hidden;
    }
    return hidden;
}

/* The label (of who has one: 0 or more) by which the sum of what each vote adds, `steps` (statements, 3, width), and last
   what the label adds, is most; of equal ones the first. */
#define LIKELIEST(width) \
    for (i64 row = 0; row < n; row++) { \
        double sum[width] = {0}; \
        i64 best = 0; \
        again[row] = -1; \
        if (labels[row] < 0) continue; \
        for (i64 at = starts[row]; at < starts[row + 1]; at++) { \
            const double *step = steps + ((i64)columns[at] * 3 + values[at] + 1) * (width); \
            for (i64 label = 0; label < (width); label++) sum[label] += step[label]; \
        } \
        for (i64 label = 0; label < count; label++) { \
            sum[label] += more[label]; \
            if (sum[label] > sum[best]) best = label; \
        } \
        again[row] = (i32)best; \
    }

API void likeliest(const i64 *starts, const i32 *columns, const i8 *values, i64 n, const double *steps, i64 width, i64 count, const double *more, const i32 *labels, i32 *again) {
    if (width == 2) LIKELIEST(2)
    else if (width == 4) LIKELIEST(4)
    else if (width == 8) LIKELIEST(8)
}

/* What the votes of every statement are told by (cells, statements, 2: agreement, disagreement; 1 where nothing is asked),
   and how many hidden ones are asked, from tables (cells, statements, 3) of the votes kept and those hidden, and what is
   kept and hidden of everybody (statements, 2). Last of the cells: who is in no group. */
API void tell_hidden(const i64 *kept, const i64 *hidden, i64 cells, i64 m, const i64 *learnt, const i64 *all_asked, double prior, double *told, i64 *asked) {
    for (i64 at = 0; at < m; at++) {
        double everybody = ((double)learnt[2 * at] + 1) / ((double)(learnt[2 * at] + learnt[2 * at + 1]) + 2);
        i64 agree = all_asked[2 * at], disagree = all_asked[2 * at + 1];
        for (i64 cell = 0; cell <= cells; cell++) {
            i64 place = cell * m + at;
            double rate = everybody;
            if (cell < cells) {
                const i64 *own = kept + 3 * place;
                rate = ((double)own[0] + prior * everybody) / ((double)(own[0] + own[1]) + prior);
                asked[2 * place] = hidden[3 * place];
                asked[2 * place + 1] = hidden[3 * place + 1];
                agree -= hidden[3 * place];
                disagree -= hidden[3 * place + 1];
            } else {
                asked[2 * place] = agree;
                asked[2 * place + 1] = disagree;
            }
            told[2 * place] = asked[2 * place] > 0 ? rate : 1;
            told[2 * place + 1] = asked[2 * place + 1] > 0 ? 1 - rate : 1;
        }
    }
}

/* (statements, 3, width): how usual a vote of -1, 0, +1 is in each group, whose answers are `counts` (groups, statements, 3),
   with `prior` answers as of everybody added; 1 where there is no such group. */
API void rate_answers(const i64 *counts, i64 groups, i64 m, double prior, i64 width, double *rates) {
    static const i64 order[3] = {1, 2, 0};
    for (i64 at = 0; at < m; at++) {
        i64 all[3] = {0, 0, 0};
        for (i64 group = 0; group < groups; group++)
            for (i64 answer = 0; answer < 3; answer++) all[answer] += counts[(group * m + at) * 3 + answer];
        double whole = (double)(all[0] + all[1] + all[2]) + 3, usual[3];
        for (i64 answer = 0; answer < 3; answer++) usual[answer] = ((double)all[answer] + 1) / whole;
        for (i64 group = 0; group < groups; group++) {
            const i64 *own = counts + (group * m + at) * 3;
            double sum = (double)(own[0] + own[1] + own[2]) + prior;
            for (i64 value = 0; value < 3; value++)
                rates[(at * 3 + value) * width + group] = ((double)own[order[value]] + prior * usual[order[value]]) / sum;
        }
        for (i64 value = 0; value < 3; value++)
            for (i64 group = groups; group < width; group++) rates[(at * 3 + value) * width + group] = 1;
    }
}
