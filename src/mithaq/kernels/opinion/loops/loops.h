/* The loops of the opinion map over all votes. C99, no dependencies. Compiled by native.py, called through ctypes.

   Every function has a numpy way beside it that gives the same bits: whole numbers are sums, floats are added in one
   order (-ffp-contract=off: no fused multiply-add). Bounds are checked in Python before a call; nothing is kept between
   calls; parts of the rows may be given to several threads. What answers -1 got no memory, unless said otherwise. */

#ifndef MITHAQ_LOOPS
#define MITHAQ_LOOPS

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;
typedef uint64_t u64;
typedef int32_t i32;
typedef uint32_t u32;
typedef int8_t i8;

#define API __attribute__((visibility("default")))
#define INSIDE static inline __attribute__((always_inline))

/* The finisher of splitmix64: a number without any order left in it. */
INSIDE u64 mix(u64 number) {
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9u;
    number = (number ^ number >> 27) * 0x94D049BB133111EBu;
    return number ^ number >> 31;
}

#endif
