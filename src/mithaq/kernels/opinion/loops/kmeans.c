/* K-means on weighted points of one to three axes (kmeans.py). Points lie axis after axis: q rows of n. */

#include "loops.h"

typedef double lanes __attribute__((vector_size(64), aligned(8)));
typedef i64 masks __attribute__((vector_size(64), aligned(8)));

#define EIGHT(number) ((lanes){0} + (number))

/* By point the nearest centre (its number, as a double; of equally near ones the first) and how far it is, eight points at
   once; whether any changed. With it the weighted sums by label (k, q + 1) of what `rows` (axes times weight, then the
   weight) say: every eighth point is summed apart, the eight are then added in order. */
INSIDE i32 stepped(const double *points, const double *rows, i64 n, const i64 q, const i64 k, const double *centres, double *label, double *far, double *sums, lanes *apart) {
    const i64 count = q + 1;
    masks changed = {0};
    i64 at = 0, any = 0;
    for (i64 sum = 0; sum < k * count; sum++) apart[sum] = EIGHT(0);
    for (; at + 8 <= n; at += 8) {
        lanes near = {0}, number = {0};
        for (i64 c = 0; c < k; c++) {
            lanes d = {0};
            for (i64 axis = 0; axis < q; axis++) {
                lanes way = *(const lanes *)(points + axis * n + at) - centres[c * q + axis];
                d = axis ? d + way * way : way * way;
            }
            masks nearer = c ? (masks)(d < near) : ~(masks){0};
            near = (lanes)(((masks)d & nearer) | ((masks)near & ~nearer));
            number = (lanes)(((masks)EIGHT((double)c) & nearer) | ((masks)number & ~nearer));
        }
        changed |= (masks)(number != *(const lanes *)(label + at));
        *(lanes *)(label + at) = number;
        *(lanes *)(far + at) = near;
        for (i64 c = 0; c < k; c++) {
            masks here = (masks)(number == EIGHT((double)c));
            for (i64 row = 0; row < count; row++)
                apart[c * count + row] += (lanes)((masks)(*(const lanes *)(rows + row * n + at)) & here);
        }
    }
    for (i64 lane = 0; lane < 8; lane++) any |= changed[lane];
    for (; at < n; at++) {
        double near = 0;
        i64 number = 0;
        for (i64 c = 0; c < k; c++) {
            double d = 0;
            for (i64 axis = 0; axis < q; axis++) {
                double way = points[axis * n + at] - centres[c * q + axis];
                d += way * way;
            }
            if (!c || d < near) {
                near = d;
                number = c;
            }
        }
        any |= (double)number != label[at];
        label[at] = (double)number;
        far[at] = near;
        for (i64 row = 0; row < count; row++) apart[number * count + row][at & 7] += rows[row * n + at];
    }
    for (i64 place = 0; place < k * count; place++) {
        double sum = apart[place][0];
        for (i64 lane = 1; lane < 8; lane++) sum += apart[place][lane];
        sums[place] = sum;
    }
    return any != 0;
}

/* The same; for the usual numbers of axes and centres loops of their own, the sums of which stay in registers. */
#define OWN(centres_) \
    case centres_: { \
        lanes own[3 * centres_]; \
        return stepped(points, rows, n, 2, centres_, centres, label, far, sums, own); \
    }

static i32 step_of(const double *points, const double *rows, i64 n, i64 q, i64 k, const double *centres, double *label, double *far, double *sums, lanes *apart) {
    if (q == 2) switch (k) {
            OWN(2)
            OWN(3)
            OWN(4)
            OWN(5)
            OWN(6)
        }
    return stepped(points, rows, n, q, k, centres, label, far, sums, apart);
}

/* The first place at which the sum of the numbers up to it is `part` of all. An eighth of them after the other is summed
   apart, and begins with what all before it have. */
static i64 drawn(const double *numbers, i64 n, double part) {
    i64 length = (n + 7) / 8, at;
    double sums[8] = {0}, before = 0, whole = 0;
    for (at = 0; at < length - 8; at++)
        for (i64 eighth = 0; eighth < 8; eighth++) sums[eighth] += numbers[eighth * length + at];
    for (i64 eighth = 0; eighth < 8; eighth++)
        for (i64 place = eighth * length + (at > 0 ? at : 0); place < (eighth + 1) * length && place < n; place++) sums[eighth] += numbers[place];
    for (i64 eighth = 0; eighth < 8; eighth++) whole += sums[eighth];
    double wanted = part * whole;
    for (i64 eighth = 0; eighth < 8; before += sums[eighth++]) {
        if (before + sums[eighth] < wanted) continue;
        double sum = 0;
        for (i64 place = eighth * length; place < (eighth + 1) * length && place < n; place++) {
            sum += numbers[place];
            if (before + sum >= wanted) return place;
        }
    }
    return n - 1;
}

/* k-means++: k centres among the points, by k numbers drawn from 0..1. `far` and `left` are room for n numbers. */
static void seed(const double *points, const double *restrict weights, i64 n, i64 q, i64 k, const double *draws, double *restrict far, double *restrict left, double *centres) {
    const double *x = points, *y = points + n;
    for (i64 place = 0; place < k; place++) {
        i64 picked = drawn(place ? left : weights, n, draws[place]);
        double *centre = centres + place * q;
        for (i64 axis = 0; axis < q; axis++) centre[axis] = points[axis * n + picked];
        if (place == k - 1) break;
        double cx = centre[0], cy = q > 1 ? centre[1] : 0, cz = q > 2 ? centre[2] : 0;
#define NEARER(square) \
    for (i64 at = 0; at < n; at++) { \
        double d = square; \
        far[at] = !place || d < far[at] ? d : far[at]; \
        left[at] = far[at] * weights[at]; \
    }
        if (q == 1) NEARER((x[at] - cx) * (x[at] - cx))
        else if (q == 2) NEARER((x[at] - cx) * (x[at] - cx) + (y[at] - cy) * (y[at] - cy))
        else NEARER((x[at] - cx) * (x[at] - cx) + (y[at] - cy) * (y[at] - cy) + (y[n + at] - cz) * (y[n + at] - cz))
    }
}

/* What one call works with. */
typedef struct {
    i64 n, q, k;
    const double *points, *weights;
    double *rows, *far, *label, *sums;
    lanes *apart;
} Room;

/* Lloyd's steps from some centres until no label changes, or so many: the labels are those of the centres left, and the
   sums those of the labels. How far the points lie from them: weighted squares, every eighth summed apart. */
static double settle(const Room *room, i64 steps, double *centres) {
    i64 n = room->n, q = room->q, k = room->k, count = q + 1;
    for (i64 at = 0; at < n; at++) room->label[at] = -1;
    for (i64 step = 0; step < steps; step++) {
        if (!step_of(room->points, room->rows, n, q, k, centres, room->label, room->far, room->sums, room->apart) || step == steps - 1) break;
        for (i64 c = 0; c < k; c++)
            if (room->sums[count * c + q] > 0)
                for (i64 axis = 0; axis < q; axis++) centres[c * q + axis] = room->sums[count * c + axis] / room->sums[count * c + q];
    }
    double sums[8] = {0}, whole = 0;
    i64 at = 0;
    for (; at + 8 <= n; at += 8)
        for (i64 lane = 0; lane < 8; lane++) sums[lane] += room->far[at + lane] * room->weights[at + lane];
    for (; at < n; at++) sums[at & 7] += room->far[at] * room->weights[at];
    for (i64 lane = 0; lane < 8; lane++) whole += sums[lane];
    return whole;
}

/* whether each cluster weighs as much as it must */
static i32 sound(const Room *room, double least) {
    for (i64 c = 0; c < room->k; c++)
        if (room->sums[c * (room->q + 1) + room->q] < least) return 0;
    return 1;
}

/* The best of several starts: seeded by `draws` (starts, k), and before them `warm` (k, q) if there is one. If `first` is
   not 0 all go so many steps, and then the best `go_on` of them begin from there. Of those whose clusters all weigh
   `least` the one with the least spread, else of all: its labels and centres. Whether its clusters weigh enough, or -1. */
API i32 best_start(const double *points, const double *weights, i64 n, i64 q, i64 k, i64 starts, const double *draws, const double *warm, double least, i64 first, i64 go_on, i64 steps, i32 *labels, double *centres, double *spread) {
    i64 count = q + 1, size = k * q, begun = starts + (warm != NULL);
    double *memory = malloc((size_t)(n * (count + 2) + k * count * 9 + begun * (size + 1) + size) * sizeof *memory);
    i64 *order = malloc((size_t)(2 * begun + 1) * sizeof *order), *few = order + begun;
    if (!memory || !order) {
        free(memory);
        free(order);
        return -1;
    }
    Room room = {n, q, k, points, weights, memory, memory + n * count, memory + n * (count + 1), memory + n * (count + 2), NULL};
    room.apart = (lanes *)(room.sums + k * count);
    double *begin = room.sums + 9 * k * count, *far = begin + begun * size;
    if (warm) memcpy(begin, warm, (size_t)size * sizeof *begin);
    for (i64 start = 0; start < starts; start++)
        seed(points, weights, n, q, k, draws + start * k, room.far, room.label, begin + (begun - starts + start) * size);
    for (i64 axis = 0; axis < count; axis++)
        for (i64 at = 0; at < n; at++) room.rows[axis * n + at] = axis < q ? points[axis * n + at] * weights[at] : weights[at];
    for (i64 start = 0; start < begun; start++) order[start] = start;
    i64 left = begun;
    if (first) {
        for (i64 start = 0; start < begun; start++) {
            far[start] = settle(&room, first, begin + start * size);
            few[start] = !sound(&room, least);
            i64 place = start;  /* those before stand from the best to the worst */
            for (; place > 0; place--) {
                i64 other = order[place - 1];
                if (few[other] < few[start] || (few[other] == few[start] && far[other] <= far[start])) break;
                order[place] = other;
            }
            order[place] = start;
        }
        left = go_on < begun ? go_on : begun;
        for (i64 start = 0; start < begun; start++) few[start] = 0;
        for (i64 place = 0; place < left; place++) few[order[place]] = 1;
        left = 0;
        for (i64 start = 0; start < begun; start++)
            if (few[start]) order[left++] = start;
    }
    i32 best = -1;
    for (i64 place = 0; place < left; place++) {
        double *own = begin + order[place] * size;
        double whole = settle(&room, steps, own);
        i32 fits = sound(&room, least);
        if (fits < best || (fits == best && !(whole < *spread))) continue;
        best = fits;
        *spread = whole;
        memcpy(centres, own, (size_t)size * sizeof *own);
        for (i64 at = 0; at < n; at++) labels[at] = (i32)room.label[at];
    }
    free(memory);
    free(order);
    return best;
}
