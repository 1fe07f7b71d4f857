/* A drawing without places: layers from left to right along the arrows. Each area has rows of its
 * own, so that nothing lies in an area that is not part of it. */
#include <stdbool.h>
#include <stdlib.h>

#include "import/sketch.h"

static const double COLUMN = CARD_WIDTH + 96, ROW = CARD_HEIGHT + 44;
static const double PAD = 28, LABEL_PAD = 48; /* around what an area holds, and above it */
static const double EMPTY_WIDTH = 240, EMPTY_HEIGHT = 120;

/* The shapes and areas within each area, as lists. The last one is that of the whole drawing. */
typedef struct Group {
    int first_shape, last_shape, first_area, last_area;
} Group;

typedef struct Layers {
    Sketch *sketch;
    int *layer;                  /* of each shape */
    int *next_shape, *next_area; /* in the lists of their groups */
    Group *groups;
    int *filled; /* of each layer: how many rows of the group at hand are taken */
    int *size;   /* of each layer: how many shapes of that group it has */
} Layers;

/* ---- Which layer ------------------------------------------------------------------------------- */

/* A shape comes after all that lead to it. A circle is opened at its first shape in the drawing. */
static void choose_layers(Layers *layers) {
    const Sketch *sketch = layers->sketch;
    size_t count = sketch->shapes.count, arrow_count = sketch->arrows.count;
    int *waiting_for = memory_allocate((count + 1) * sizeof *waiting_for);
    int *first_arrow = memory_allocate((count + 1) * sizeof *first_arrow);
    int *next_arrow = memory_allocate((arrow_count + 1) * sizeof *next_arrow);
    int *ready = memory_allocate((count + 1) * sizeof *ready);
    bool *done = memory_allocate((count + 1) * sizeof *done);
    for (size_t i = 0; i < count; i++) {
        first_arrow[i] = SKETCH_NONE;
    }
    for (size_t i = arrow_count; i-- > 0;) {
        const SketchArrow *arrow = &sketch->arrows.items[i];
        next_arrow[i] = first_arrow[arrow->from];
        first_arrow[arrow->from] = (int)i;
        waiting_for[arrow->to] += arrow->to != arrow->from;
    }
    size_t ready_count = 0, oldest = 0;
    for (size_t i = 0; i < count; i++) {
        if (waiting_for[i] == 0) {
            ready[ready_count++] = (int)i;
            done[i] = true;
        }
    }
    for (size_t at = 0; at < count; at++) {
        if (at == ready_count) {
            while (done[oldest]) {
                oldest++;
            }
            ready[ready_count++] = (int)oldest;
            done[oldest] = true;
        }
        int from = ready[at];
        for (int a = first_arrow[from]; a != SKETCH_NONE; a = next_arrow[a]) {
            int to = sketch->arrows.items[a].to;
            if (done[to]) {
                continue;
            }
            if (layers->layer[to] <= layers->layer[from]) {
                layers->layer[to] = layers->layer[from] + 1;
            }
            if (--waiting_for[to] == 0) {
                ready[ready_count++] = to;
                done[to] = true;
            }
        }
    }
    free(waiting_for);
    free(first_arrow);
    free(next_arrow);
    free(ready);
    free(done);
}

/* ---- Where in it ------------------------------------------------------------------------------- */

static Group *group_of(Layers *layers, int area) {
    return &layers->groups[area == SKETCH_NONE ? (int)layers->sketch->areas.count : area];
}

static void append(int *first, int *last, int *next, int item) {
    next[item] = SKETCH_NONE;
    if (*first == SKETCH_NONE) {
        *first = item;
    } else {
        next[*last] = item;
    }
    *last = item;
}

static void make_groups(Layers *layers) {
    Sketch *sketch = layers->sketch;
    for (size_t i = 0; i <= sketch->areas.count; i++) {
        layers->groups[i] = (Group){SKETCH_NONE, SKETCH_NONE, SKETCH_NONE, SKETCH_NONE};
    }
    for (size_t i = 0; i < sketch->shapes.count; i++) {
        Group *group = group_of(layers, sketch->shapes.items[i].area);
        append(&group->first_shape, &group->last_shape, layers->next_shape, (int)i);
    }
    for (size_t i = 0; i < sketch->areas.count; i++) {
        Group *group = group_of(layers, sketch->areas.items[i].parent);
        append(&group->first_area, &group->last_area, layers->next_area, (int)i);
    }
}

/* What is taken so far, from left to right and down. */
typedef struct Extent {
    double left, right, bottom;
    bool empty;
} Extent;

static void take(Extent *extent, SketchBox box) {
    double right = box.x + box.w, bottom = box.y + box.h;
    if (extent->empty) {
        *extent = (Extent){box.x, right, bottom, false};
        return;
    }
    extent->left = box.x < extent->left ? box.x : extent->left;
    extent->right = right > extent->right ? right : extent->right;
    extent->bottom = bottom > extent->bottom ? bottom : extent->bottom;
}

/* The group's own shapes: each layer is a column, and the columns have one middle. */
static void place_shapes(Layers *layers, const Group *group, double top, Extent *extent) {
    SketchShape *shapes = layers->sketch->shapes.items;
    const int *next = layers->next_shape;
    int most = 0;
    for (int i = group->first_shape; i != SKETCH_NONE; i = next[i]) {
        int size = ++layers->size[layers->layer[i]];
        most = size > most ? size : most;
    }
    for (int i = group->first_shape; i != SKETCH_NONE; i = next[i]) {
        int layer = layers->layer[i];
        double row = layers->filled[layer]++ + (most - layers->size[layer]) / 2.0;
        shapes[i].box = (SketchBox){layer * COLUMN, top + row * ROW, CARD_WIDTH, CARD_HEIGHT};
        take(extent, shapes[i].box);
    }
    for (int i = group->first_shape; i != SKETCH_NONE; i = next[i]) {
        layers->size[layers->layer[i]] = layers->filled[layers->layer[i]] = 0;
    }
}

/* At most LIMIT_DEPTH deep. */
static void place_group(Layers *layers, int area, double top, Extent *extent) {
    const Group *group = group_of(layers, area);
    place_shapes(layers, group, top, extent);
    for (int i = group->first_area; i != SKETCH_NONE; i = layers->next_area[i]) {
        SketchArea *inner = &layers->sketch->areas.items[i];
        double above = extent->empty ? top : extent->bottom + PAD;
        Extent held = {.empty = true};
        place_group(layers, i, above + LABEL_PAD, &held);
        inner->box = held.empty
                         ? (SketchBox){-PAD, above, EMPTY_WIDTH, EMPTY_HEIGHT}
                         : (SketchBox){held.left - PAD, above, held.right - held.left + 2 * PAD,
                                       held.bottom + PAD - above};
        take(extent, inner->box);
    }
}

/* In a row under everything. */
static void place_notes(Sketch *sketch, const Extent *extent) {
    enum { WIDTH = 200, HEIGHT = 96, GAP = 24 };
    double top = extent->empty ? 0 : extent->bottom + 2 * PAD;
    for (size_t i = 0; i < sketch->notes.count; i++) {
        double left = (double)i * (WIDTH + GAP);
        sketch->notes.items[i].box = (SketchBox){left, top, WIDTH, HEIGHT};
    }
}

void sketch_place(Sketch *sketch) {
    size_t shapes = sketch->shapes.count + 1, areas = sketch->areas.count + 1;
    Layers layers = {
        .sketch = sketch,
        .layer = memory_allocate(shapes * sizeof(int)),
        .next_shape = memory_allocate(shapes * sizeof(int)),
        .next_area = memory_allocate(areas * sizeof(int)),
        .groups = memory_allocate(areas * sizeof(Group)),
        .filled = memory_allocate(shapes * sizeof(int)),
        .size = memory_allocate(shapes * sizeof(int)),
    };
    choose_layers(&layers);
    make_groups(&layers);
    Extent extent = {.empty = true};
    place_group(&layers, SKETCH_NONE, 0, &extent);
    place_notes(sketch, &extent);
    free(layers.layer);
    free(layers.next_shape);
    free(layers.next_area);
    free(layers.groups);
    free(layers.filled);
    free(layers.size);
}
