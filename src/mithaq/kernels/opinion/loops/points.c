/* Points. */

#include "loops.h"

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
