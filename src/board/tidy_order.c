/* The order in each column: medians of the neighbours to the left, then to the right, again and
 * again, and exchanges of two that stand together, where fewer lines cross then. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "board/tidy_layers.h"

#define NONE SIZE_MAX

enum {
    SWEEPS = 24,
    PATIENCE = 6,          /* sweeps without a better order before it ends */
    EXCHANGES = 8,         /* passes over a column */
    WEIGHT_INSIDE = 8,     /* of a line that would cross an item of several columns */
    MOST_STAND_INS = 60000 /* longer lines are left out of the order: the router finds their way */
};

/* Of pairs of links that are compared: some 50 ms. 500 components need less than half of it; on
 * boards of thousands the order is only improved for so long. */
static const int64_t MOST_WORK = 12000000;

enum { LEFT, RIGHT };

typedef struct LinkEnd {
    int key, weight;
} LinkEnd;

typedef struct Sorter {
    TidyOrder *order;
    size_t *first[2];    /* where the links of a node on that side begin */
    size_t *adjacent[2]; /* links, by the node on their other side */
    LinkEnd *ends[2];    /* of those links, while a column is worked on */
    int *key;            /* of each node: how many rows stand above it in its column */
    double *wish;        /* of each node while its column is sorted */
    size_t *best;        /* the columns, in the best order so far */
    int64_t *tree;       /* of sums, for counting */
    int *keys;           /* of neighbours */
    size_t *sorted;      /* nodes, or links */
    int64_t work;        /* that was done so far: pairs of links that were compared */
} Sorter;

/* ---- Nodes and links ------------------------------------------------------------------------- */

static size_t add_node(TidyOrder *order, size_t item, size_t place, int layer, int height) {
    TidyNode node = {.item = item, .place = place, .layer = layer, .height = height};
    array_push(&order->nodes, node);
    return order->nodes.count - 1;
}

static void add_link(TidyOrder *order, size_t left, size_t right, int left_row, int right_row,
                     int weight) {
    TidyLink link = {{left, right}, {left_row, right_row}, weight};
    array_push(&order->links, link);
}

static void add_item(TidyOrder *order, const TidyLayers *layers, size_t item, size_t *first) {
    const TidyItem *own = &layers->items[item];
    first[item] = order->nodes.count;
    for (int i = 0; i < own->width; i++) {
        size_t node = add_node(order, item, item, layers->layer[item] + i, own->height);
        if (i > 0) {
            add_link(order, node - 1, node, 0, 0, WEIGHT_INSIDE);
        }
    }
}

static void add_arc(TidyOrder *order, const TidyLayers *layers, const TidyArc *arc,
                    const size_t *first) {
    int width = layers->items[arc->from].width;
    int start = layers->layer[arc->from] + width, end = layers->layer[arc->to];
    size_t passed = (size_t)(end - start);
    if (order->nodes.count + passed > layers->count + MOST_STAND_INS) {
        return;
    }
    size_t left = first[arc->from] + (size_t)width - 1;
    int row = arc->from_row;
    for (int layer = start; layer < end; layer++) {
        size_t node = add_node(order, NONE, order->places++, layer, 1);
        add_link(order, left, node, row, 0, 1);
        left = node;
        row = 0;
    }
    add_link(order, left, first[arc->to], row, arc->to_row, 1);
}

static void add_all(TidyOrder *order, const TidyLayers *layers, Arena *arena) {
    size_t *first = arena_allocate(arena, layers->count * sizeof(size_t));
    order->layers = layers->layers;
    order->places = layers->count;
    for (size_t i = 0; i < layers->count; i++) {
        if (layers->host[i] == NONE) {
            add_item(order, layers, i, first);
        }
    }
    for (size_t i = 0; i < layers->arc_count; i++) {
        add_arc(order, layers, &layers->arcs[i], first);
    }
}

static void index_links(Sorter *sorter, int side, Arena *arena) {
    const TidyOrder *order = sorter->order;
    size_t nodes = order->nodes.count;
    size_t *first = arena_allocate(arena, (nodes + 1) * sizeof(size_t));
    size_t *adjacent = arena_allocate(arena, (order->links.count + 1) * sizeof(size_t));
    size_t *next = arena_allocate(arena, nodes * sizeof(size_t));
    int own = side == LEFT ? RIGHT : LEFT; /* a link on my left has me at its right end */
    for (size_t i = 0; i < order->links.count; i++) {
        first[order->links.items[i].ends[own] + 1]++;
    }
    for (size_t i = 0; i < nodes; i++) {
        first[i + 1] += first[i];
        next[i] = first[i];
    }
    for (size_t i = 0; i < order->links.count; i++) {
        adjacent[next[order->links.items[i].ends[own]]++] = i;
    }
    sorter->first[side] = first;
    sorter->adjacent[side] = adjacent;
    sorter->ends[side] = arena_allocate(arena, (order->links.count + 1) * sizeof(LinkEnd));
}

/* ---- The first order: as a walk along the lines meets them ----------------------------------- */

static void make_columns(TidyOrder *order, Arena *arena) {
    size_t layers = (size_t)order->layers;
    order->column_start = arena_allocate(arena, (layers + 1) * sizeof(size_t));
    order->columns = arena_allocate(arena, (order->nodes.count + 1) * sizeof(size_t));
    for (size_t i = 0; i < order->nodes.count; i++) {
        order->column_start[order->nodes.items[i].layer + 1]++;
    }
    for (size_t i = 0; i < layers; i++) {
        order->column_start[i + 1] += order->column_start[i];
    }
}

typedef struct Start {
    int towards; /* LEFT or RIGHT */
    bool depth_first;
} Start;

static void walk_lines(Sorter *sorter, Start start, Arena *arena) {
    TidyOrder *order = sorter->order;
    size_t count = order->nodes.count;
    int ahead = start.towards, back = ahead == LEFT ? RIGHT : LEFT;
    size_t *filled = arena_allocate(arena, ((size_t)order->layers + 1) * sizeof(size_t));
    bool *met = arena_allocate(arena, count * sizeof(bool));
    size_t *open = arena_allocate(arena, (count + 1) * sizeof(size_t));
    for (size_t first = 0; first < count; first++) {
        if (met[first] || sorter->first[back][first] != sorter->first[back][first + 1]) {
            continue;
        }
        size_t done = 0, known = 0;
        open[known++] = first;
        met[first] = true;
        while (done < known) {
            size_t node = start.depth_first ? open[--known] : open[done++];
            int layer = order->nodes.items[node].layer;
            order->columns[order->column_start[layer] + filled[layer]++] = node;
            size_t from = sorter->first[ahead][node], to = sorter->first[ahead][node + 1];
            for (size_t i = from; i < to; i++) {
                size_t link = sorter->adjacent[ahead][start.depth_first ? to - 1 - (i - from) : i];
                size_t other = order->links.items[link].ends[ahead];
                if (!met[other]) {
                    met[other] = true;
                    open[known++] = other;
                }
            }
        }
    }
}

static void number_column(Sorter *sorter, int layer) {
    TidyOrder *order = sorter->order;
    int rows = 0;
    size_t start = order->column_start[layer];
    for (size_t i = start; i < order->column_start[layer + 1]; i++) {
        TidyNode *node = &order->nodes.items[order->columns[i]];
        node->position = i - start;
        sorter->key[order->columns[i]] = rows;
        rows += node->height;
    }
}

static void number_all(Sorter *sorter) {
    for (int layer = 0; layer < sorter->order->layers; layer++) {
        number_column(sorter, layer);
    }
}

/* ---- Counting -------------------------------------------------------------------------------- */

static int end_key(const Sorter *sorter, const TidyLink *link, int side) {
    return sorter->key[link->ends[side]] + link->rows[side];
}

/* What the crossings between a column and the next one cost: the links in the order of their left
 * ends, and for each the weight of those before it that end further below. */
static int64_t count_between(Sorter *sorter, int layer) {
    const TidyOrder *order = sorter->order;
    size_t links = 0;
    for (size_t i = order->column_start[layer]; i < order->column_start[layer + 1]; i++) {
        size_t node = order->columns[i];
        size_t start = links;
        for (size_t k = sorter->first[RIGHT][node]; k < sorter->first[RIGHT][node + 1]; k++) {
            size_t link = sorter->adjacent[RIGHT][k];
            const TidyLink *own = &order->links.items[link];
            size_t at = links++;
            for (; at > start; at--) { /* by the left key, then the right one */
                const TidyLink *other = &order->links.items[sorter->sorted[at - 1]];
                int left = end_key(sorter, other, LEFT) - end_key(sorter, own, LEFT);
                int right = end_key(sorter, other, RIGHT) - end_key(sorter, own, RIGHT);
                if (left < 0 || (left == 0 && right <= 0)) {
                    break;
                }
                sorter->sorted[at] = sorter->sorted[at - 1];
            }
            sorter->sorted[at] = link;
        }
    }
    size_t rows = 1;
    size_t end = order->column_start[layer + 2];
    for (size_t i = order->column_start[layer + 1]; i < end; i++) {
        rows += (size_t)order->nodes.items[order->columns[i]].height;
    }
    memset(sorter->tree, 0, (rows + 1) * sizeof *sorter->tree);
    int64_t crossings = 0, total = 0;
    for (size_t i = 0; i < links; i++) {
        const TidyLink *link = &order->links.items[sorter->sorted[i]];
        size_t key = (size_t)end_key(sorter, link, RIGHT) + 1;
        int64_t not_below = 0;
        for (size_t at = key; at > 0; at &= at - 1) {
            not_below += sorter->tree[at];
        }
        crossings += (total - not_below) * link->weight;
        total += link->weight;
        for (size_t at = key; at <= rows; at += at & (~at + 1)) {
            sorter->tree[at] += link->weight;
        }
    }
    return crossings;
}

static int64_t count_all(Sorter *sorter) {
    int64_t crossings = 0;
    for (int layer = 0; layer + 1 < sorter->order->layers; layer++) {
        crossings += count_between(sorter, layer);
    }
    return crossings;
}

/* ---- Medians --------------------------------------------------------------------------------- */

static int compare_ints(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

/* The median of where a node's neighbours are, leaning to the side where they are closer together;
 * below zero when it has none. */
static double median_of(Sorter *sorter, size_t node, int side) {
    size_t count = 0;
    for (size_t i = sorter->first[side][node]; i < sorter->first[side][node + 1]; i++) {
        const TidyLink *link = &sorter->order->links.items[sorter->adjacent[side][i]];
        sorter->keys[count++] = end_key(sorter, link, side);
    }
    if (count == 0) {
        return -1;
    }
    qsort(sorter->keys, count, sizeof *sorter->keys, compare_ints);
    const int *keys = sorter->keys;
    size_t middle = count / 2;
    if (count % 2 == 1) {
        return keys[middle];
    }
    if (count == 2) {
        return (keys[0] + keys[1]) / 2.0;
    }
    double left = keys[middle - 1] - keys[0], right = keys[count - 1] - keys[middle];
    return left + right > 0 ? (keys[middle - 1] * right + keys[middle] * left) / (left + right)
                            : (keys[middle - 1] + keys[middle]) / 2.0;
}

/* A stable merge sort by wish of those that have one; the others keep their places. */
static void sort_by_wish(Sorter *sorter, size_t *column, size_t count) {
    size_t *movable = sorter->sorted;
    size_t moved = 0;
    for (size_t i = 0; i < count; i++) {
        if (sorter->wish[column[i]] >= 0) {
            movable[moved++] = column[i];
        }
    }
    for (size_t width = 1; width < moved; width *= 2) {
        size_t *merged = movable + moved;
        for (size_t start = 0; start < moved; start += 2 * width) {
            size_t a = start, b = start + width < moved ? start + width : moved;
            size_t a_end = b, b_end = start + 2 * width < moved ? start + 2 * width : moved;
            for (size_t at = start; at < b_end; at++) {
                bool take_a = a < a_end &&
                              (b == b_end || sorter->wish[movable[a]] <= sorter->wish[movable[b]]);
                merged[at] = movable[take_a ? a++ : b++];
            }
        }
        memcpy(movable, merged, moved * sizeof *movable);
    }
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (sorter->wish[column[i]] >= 0) {
            column[i] = movable[next++];
        }
    }
}

static void sort_column(Sorter *sorter, int layer, int side) {
    TidyOrder *order = sorter->order;
    size_t *column = &order->columns[order->column_start[layer]];
    size_t count = order->column_start[layer + 1] - order->column_start[layer];
    for (size_t i = 0; i < count; i++) {
        sorter->wish[column[i]] = median_of(sorter, column[i], side);
    }
    sort_by_wish(sorter, column, count);
    number_column(sorter, layer);
}

static void sweep(Sorter *sorter, bool rightwards) {
    int layers = sorter->order->layers;
    for (int i = 1; i < layers; i++) {
        sort_column(sorter, rightwards ? i : layers - 1 - i, rightwards ? LEFT : RIGHT);
    }
}

/* ---- Exchanges ------------------------------------------------------------------------------- */

/* Where the links of a column end, for the many comparisons in it: they stay while it is changed. */
static void note_ends(Sorter *sorter, int layer) {
    const TidyOrder *order = sorter->order;
    for (size_t i = order->column_start[layer]; i < order->column_start[layer + 1]; i++) {
        size_t node = order->columns[i];
        for (int side = LEFT; side <= RIGHT; side++) {
            for (size_t k = sorter->first[side][node]; k < sorter->first[side][node + 1]; k++) {
                const TidyLink *link = &order->links.items[sorter->adjacent[side][k]];
                sorter->ends[side][k] = (LinkEnd){end_key(sorter, link, side), link->weight};
            }
        }
    }
}

/* How many more links on that side cross when the upper node stands above the lower one than when
 * they are exchanged. */
static int64_t gain_on(Sorter *sorter, size_t upper, size_t lower, int side) {
    const LinkEnd *ends = sorter->ends[side];
    size_t upper_end = sorter->first[side][upper + 1], lower_start = sorter->first[side][lower];
    size_t lower_end = sorter->first[side][lower + 1];
    int64_t gain = 0;
    for (size_t i = sorter->first[side][upper]; i < upper_end; i++) {
        for (size_t k = lower_start; k < lower_end; k++) {
            int order = (ends[i].key > ends[k].key) - (ends[i].key < ends[k].key);
            gain += (int64_t)order * ends[i].weight * ends[k].weight;
        }
        sorter->work += (int64_t)(lower_end - lower_start);
    }
    return gain;
}

static int64_t gain_of(Sorter *sorter, size_t upper, size_t lower) {
    sorter->work++;
    return gain_on(sorter, upper, lower, LEFT) + gain_on(sorter, upper, lower, RIGHT);
}

static bool is_tired(const Sorter *sorter) {
    return sorter->work > MOST_WORK;
}

static bool exchange_in(Sorter *sorter, int layer, bool also_equal) {
    TidyOrder *order = sorter->order;
    size_t *column = &order->columns[order->column_start[layer]];
    size_t count = order->column_start[layer + 1] - order->column_start[layer];
    bool better = false;
    note_ends(sorter, layer);
    for (size_t i = 0; i + 1 < count; i++) {
        int64_t gain = gain_of(sorter, column[i], column[i + 1]);
        if (gain > 0 || (gain == 0 && also_equal)) {
            size_t upper = column[i];
            column[i] = column[i + 1];
            column[i + 1] = upper;
            better |= gain > 0;
        }
    }
    number_column(sorter, layer);
    return better;
}

static void exchange_all(Sorter *sorter, bool also_equal) {
    bool better = true;
    for (int pass = 0; pass < EXCHANGES && better && !is_tired(sorter); pass++) {
        better = false;
        for (int layer = 0; layer < sorter->order->layers; layer++) {
            better |= exchange_in(sorter, layer, also_equal && pass == 0);
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* Sweeps from the order as it is; the best one met is kept when it is better than `least`, the best
 * of the starts before. */
static void improve(Sorter *sorter, int64_t *least) {
    TidyOrder *order = sorter->order;
    int idle = 0;
    int64_t found = INT64_MAX;
    for (int i = 0; i <= SWEEPS && idle <= PATIENCE && found > 0 && !is_tired(sorter); i++) {
        if (i > 0) {
            sweep(sorter, i % 2 == 1);
            exchange_all(sorter, i % 4 >= 2);
        }
        int64_t crossings = count_all(sorter);
        idle = crossings < found ? 0 : idle + 1;
        found = crossings < found ? crossings : found;
        if (crossings < *least) {
            *least = crossings;
            memcpy(sorter->best, order->columns, order->nodes.count * sizeof *order->columns);
        }
    }
}

/* Items of several columns keep the order of the column before: else no rows would fit them. */
static void keep_items_in_order(Sorter *sorter) {
    TidyOrder *order = sorter->order;
    for (int layer = 1; layer < order->layers; layer++) {
        size_t *column = &order->columns[order->column_start[layer]];
        size_t count = order->column_start[layer + 1] - order->column_start[layer];
        size_t passing = 0;
        for (size_t i = order->column_start[layer - 1]; i < order->column_start[layer]; i++) {
            size_t node = order->columns[i]; /* the next node of an item is in the next column */
            size_t item = order->nodes.items[node].item;
            if (item != NONE && node + 1 < order->nodes.count &&
                order->nodes.items[node + 1].item == item) {
                sorter->sorted[passing++] = node + 1;
            }
        }
        size_t next = 0;
        for (size_t i = 0; i < count; i++) {
            size_t item = order->nodes.items[column[i]].item;
            if (item != NONE && column[i] > 0 && order->nodes.items[column[i] - 1].item == item) {
                column[i] = sorter->sorted[next++];
            }
        }
    }
}

TidyOrder tidy_order_make(const TidyLayers *layers, Arena *arena) {
    static const Start STARTS[] = {{RIGHT, true}, {RIGHT, false}, {LEFT, true}, {LEFT, false}};
    TidyOrder order = {.layers = 0};
    add_all(&order, layers, arena);
    make_columns(&order, arena);
    size_t nodes = order.nodes.count, links = order.links.count;
    size_t rows = 2;
    for (size_t i = 0; i < nodes; i++) {
        rows += (size_t)order.nodes.items[i].height;
    }
    Sorter sorter = {
        .order = &order,
        .key = arena_allocate(arena, nodes * sizeof(int)),
        .wish = arena_allocate(arena, nodes * sizeof(double)),
        .best = arena_allocate(arena, nodes * sizeof(size_t)),
        .tree = arena_allocate(arena, rows * sizeof(int64_t)),
        .keys = arena_allocate(arena, (links + 1) * sizeof(int)),
        .sorted = arena_allocate(arena, (2 * nodes + links + 1) * sizeof(size_t)),
    };
    index_links(&sorter, LEFT, arena);
    index_links(&sorter, RIGHT, arena);
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < COUNT_OF(STARTS) && least > 0 && !is_tired(&sorter); i++) {
        walk_lines(&sorter, STARTS[i], arena);
        number_all(&sorter);
        improve(&sorter, &least);
    }
    memcpy(order.columns, sorter.best, nodes * sizeof *order.columns);
    keep_items_in_order(&sorter);
    number_all(&sorter);
    return order;
}

void tidy_order_free(TidyOrder *order) {
    array_free(&order->nodes);
    array_free(&order->links);
}
