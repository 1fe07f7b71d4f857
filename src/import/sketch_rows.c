/* Places for a drawing that has none: rows for each area and what is in it. They only say what
 * lies in what; the board's Tidy lays the design out. */
#include <stdbool.h>
#include <stdlib.h>

#include "import/sketch.h"

static const double COLUMN = CARD_WIDTH + 96, ROW = CARD_HEIGHT + 44;
static const double PAD = 28, LABEL_PAD = 48; /* around what an area holds, and above it */
static const double EMPTY_WIDTH = 240, EMPTY_HEIGHT = 120;

/* The shapes and areas within each area, as lists. The last group is that of the whole drawing. */
typedef struct Group {
    int first_shape, last_shape, first_area, last_area;
} Group;

typedef struct Rows {
    Sketch *sketch;
    int *next_shape, *next_area; /* in the lists of their groups */
    Group *groups;
} Rows;

static Group *group_of(Rows *rows, int area) {
    return &rows->groups[area == SKETCH_NONE ? (int)rows->sketch->areas.count : area];
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

static void make_groups(Rows *rows) {
    Sketch *sketch = rows->sketch;
    for (size_t i = 0; i <= sketch->areas.count; i++) {
        rows->groups[i] = (Group){SKETCH_NONE, SKETCH_NONE, SKETCH_NONE, SKETCH_NONE};
    }
    for (size_t i = 0; i < sketch->shapes.count; i++) {
        Group *group = group_of(rows, sketch->shapes.items[i].area);
        append(&group->first_shape, &group->last_shape, rows->next_shape, (int)i);
    }
    for (size_t i = 0; i < sketch->areas.count; i++) {
        Group *group = group_of(rows, sketch->areas.items[i].parent);
        append(&group->first_area, &group->last_area, rows->next_area, (int)i);
    }
}

/* What is taken of the width, and from the top down. */
typedef struct Extent {
    double right, bottom;
} Extent;

static void reach(Extent *extent, double right, double bottom) {
    extent->right = right > extent->right ? right : extent->right;
    extent->bottom = bottom > extent->bottom ? bottom : extent->bottom;
}

/* At most LIMIT_DEPTH deep. */
static Extent place_group(Rows *rows, int area, double left, double top) {
    enum { WIDEST = 32 };
    const Group *group = group_of(rows, area);
    Extent extent = {left, top};
    double x = left;
    for (int i = group->first_shape; i != SKETCH_NONE; i = rows->next_shape[i]) {
        if (x >= left + WIDEST * COLUMN) {
            x = left;
            top += ROW;
        }
        rows->sketch->shapes.items[i].box = (SketchBox){x, top, CARD_WIDTH, CARD_HEIGHT};
        reach(&extent, x + CARD_WIDTH, top + ROW);
        x += COLUMN;
    }
    for (int i = group->first_area; i != SKETCH_NONE; i = rows->next_area[i]) {
        double above = extent.bottom;
        Extent held = place_group(rows, i, left + PAD, above + LABEL_PAD);
        reach(&held, left + EMPTY_WIDTH - PAD, above + EMPTY_HEIGHT - PAD);
        rows->sketch->areas.items[i].box =
            (SketchBox){left, above, held.right + PAD - left, held.bottom + PAD - above};
        reach(&extent, held.right + PAD, held.bottom + 2 * PAD);
    }
    return extent;
}

/* Under everything. */
static void place_notes(Sketch *sketch, double top) {
    enum { WIDTH = 200, HEIGHT = 96, GAP = 24 };
    for (size_t i = 0; i < sketch->notes.count; i++) {
        double left = (double)i * (WIDTH + GAP);
        sketch->notes.items[i].box = (SketchBox){left, top, WIDTH, HEIGHT};
    }
}

void sketch_place(Sketch *sketch) {
    size_t shapes = sketch->shapes.count + 1, areas = sketch->areas.count + 1;
    Rows rows = {
        .sketch = sketch,
        .next_shape = memory_allocate(shapes * sizeof(int)),
        .next_area = memory_allocate(areas * sizeof(int)),
        .groups = memory_allocate(areas * sizeof(Group)),
    };
    make_groups(&rows);
    Extent extent = place_group(&rows, SKETCH_NONE, 0, 0);
    place_notes(sketch, extent.bottom + PAD);
    free(rows.next_shape);
    free(rows.next_area);
    free(rows.groups);
}
