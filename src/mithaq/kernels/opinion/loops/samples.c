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
