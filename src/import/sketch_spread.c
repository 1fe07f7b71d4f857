/* A drawing keeps its places, made larger where cards need more room than the shapes had. */
#include <math.h>

#include "import/sketch.h"

static const double ROOM_X = CARD_WIDTH + 56, ROOM_Y = CARD_HEIGHT + 34; /* from centre to centre */
static const double LARGEST = 8;
static const double PAD = 24, LABEL_PAD = 44;

static double middle_x(SketchBox box) {
    return box.x + box.w / 2;
}

static double middle_y(SketchBox box) {
    return box.y + box.h / 2;
}

/* How much larger the drawing must be for these two; 1 when they lay on one another before. */
static double needed(SketchBox a, SketchBox b) {
    double dx = fabs(middle_x(a) - middle_x(b)), dy = fabs(middle_y(a) - middle_y(b));
    if ((dx >= ROOM_X || dy >= ROOM_Y) || (dx < (a.w + b.w) / 2 && dy < (a.h + b.h) / 2)) {
        return 1;
    }
    return fmin(ROOM_X / fmax(dx, 1), ROOM_Y / fmax(dy, 1));
}

static double scale_of(const Sketch *sketch) {
    const SketchShape *shapes = sketch->shapes.items;
    double scale = 1;
    for (size_t i = 0; i < sketch->shapes.count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (!shapes[i].kept || !shapes[j].kept) {
                scale = fmax(scale, needed(shapes[i].box, shapes[j].box));
            }
        }
    }
    return fmin(scale, LARGEST);
}

static void enclose(SketchBox *box, double left, double top, double right, double bottom) {
    double old_right = box->x + box->w, old_bottom = box->y + box->h;
    box->x = fmin(box->x, left);
    box->y = fmin(box->y, top);
    box->w = fmax(old_right, right) - box->x;
    box->h = fmax(old_bottom, bottom) - box->y;
}

/* Cards may be larger than the shapes were: an area goes on holding them whole. */
static void grow_areas(Sketch *sketch) {
    for (size_t i = 0; i < sketch->shapes.count; i++) {
        const SketchShape *shape = &sketch->shapes.items[i];
        double x = middle_x(shape->box), y = middle_y(shape->box);
        if (!shape->kept && shape->area != SKETCH_NONE) {
            enclose(&sketch->areas.items[shape->area].box, x - CARD_WIDTH / 2.0 - PAD,
                    y - CARD_HEIGHT / 2.0 - LABEL_PAD, x + CARD_WIDTH / 2.0 + PAD,
                    y + CARD_HEIGHT / 2.0 + PAD);
        }
    }
}

void sketch_spread(Sketch *sketch) {
    double scale = scale_of(sketch);
    if (scale > 1) {
        for (size_t i = 0; i < sketch->shapes.count; i++) {
            SketchBox *box = &sketch->shapes.items[i].box;
            box->x = middle_x(*box) * scale - box->w / 2;
            box->y = middle_y(*box) * scale - box->h / 2;
        }
        for (size_t i = 0; i < sketch->areas.count; i++) {
            SketchBox *box = &sketch->areas.items[i].box;
            *box = (SketchBox){box->x * scale, box->y * scale, box->w * scale, box->h * scale};
        }
        for (size_t i = 0; i < sketch->notes.count; i++) {
            SketchBox *box = &sketch->notes.items[i].box;
            box->x *= scale;
            box->y *= scale;
        }
    }
    grow_areas(sketch);
}
