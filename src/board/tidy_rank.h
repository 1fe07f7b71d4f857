/* Whole numbers that keep their distances: for every edge, rank[to] is at least rank[from] + least,
 * and the sum of weight times (rank[to] - rank[from]) is as small as it can be. Columns and rows of
 * a layout are both found so.
 *
 * The method is the network simplex of Gansner, Koutsofios, North and Vo, "A technique for drawing
 * directed graphs" (IEEE TSE, 1993). The edges make no cycle and no weight is negative. What hangs
 * together starts at rank 0. The same edges give the same ranks. */
#ifndef FAULTLINE_BOARD_TIDY_RANK_H
#define FAULTLINE_BOARD_TIDY_RANK_H

#include <stddef.h>

#include "base/memory.h"

typedef struct RankEdge {
    size_t from, to;
    int least, weight;
} RankEdge;

typedef ARRAY_OF(RankEdge) RankEdges;

/* Writes `count` ranks. The arena is for what is needed on the way. */
void tidy_rank(size_t count, const RankEdges *edges, int *ranks, Arena *arena);

#endif
