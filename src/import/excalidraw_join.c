/* What belongs together in an Excalidraw drawing: labels and what they are on, the strokes of a
 * picture. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/excalidraw.h"

/* ---- Boxes ------------------------------------------------------------------------------------- */

bool excalidraw_box_holds(SketchBox outer, SketchBox inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

bool excalidraw_box_has(SketchBox box, double x, double y) {
    return x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h;
}

double excalidraw_box_distance(SketchBox box, double x, double y) {
    double dx = fmax(fmax(box.x - x, x - (box.x + box.w)), 0);
    double dy = fmax(fmax(box.y - y, y - (box.y + box.h)), 0);
    return hypot(dx, dy);
}

static void enclose(SketchBox *box, SketchBox other) {
    double right = fmax(box->x + box->w, other.x + other.w);
    double bottom = fmax(box->y + box->h, other.y + other.h);
    box->x = fmin(box->x, other.x);
    box->y = fmin(box->y, other.y);
    box->w = right - box->x;
    box->h = bottom - box->y;
}

/* ---- Labels ------------------------------------------------------------------------------------ */

void excalidraw_add_text(Drawing *drawing, Drawn *item, const char *text) {
    TextBuffer joined = {0};
    text_append(&joined, item->text);
    text_append(&joined, item->text[0] && text[0] ? "\n" : "");
    text_append(&joined, text);
    item->text = arena_copy_string(&drawing->sketch->arena, text_of(&joined));
    text_free(&joined);
}

static void make_label(Drawing *drawing, Drawn *text, Drawn *item) {
    excalidraw_add_text(drawing, item, text->text);
    text->used = true;
    text->whole = item;
}

static void join_bound_texts(Drawing *drawing) {
    for (size_t i = 0; i < drawing->items.count; i++) {
        Drawn *text = &drawing->items.items[i];
        Drawn *container =
            text->container ? hash_index_find(&drawing->index, text->container) : NULL;
        if (container && container->type != DRAWN_TEXT && !text->used) {
            make_label(drawing, text, container);
        }
    }
}

static void touch(Drawing *drawing, const char *id) {
    Drawn *item = id ? hash_index_find(&drawing->index, id) : NULL;
    if (item) {
        item = item->whole ? item->whole : item;
        item->touched = true;
    }
}

static void mark_touched(Drawing *drawing) {
    for (size_t i = 0; i < drawing->items.count; i++) {
        touch(drawing, drawing->items.items[i].start_id);
        touch(drawing, drawing->items.items[i].end_id);
    }
}

/* ---- Groups ------------------------------------------------------------------------------------ */

static int by_group(const void *a, const void *b) {
    const Drawn *const *first = a, *const *second = b;
    int order = strcmp((*first)->group, (*second)->group);
    return order != 0 ? order : (*first > *second) - (*first < *second);
}

static bool is_body(const Drawn *item) {
    return item->type == DRAWN_SHAPE || item->type == DRAWN_IMAGE;
}

typedef struct Members {
    Drawn **items;
    size_t count;
} Members;

/* The largest shape or image; with neither, the text. */
static Drawn *leader_of(Members members, Drawn *text) {
    Drawn *leader = text;
    for (size_t i = 0; i < members.count; i++) {
        Drawn *item = members.items[i];
        if (is_body(item) &&
            (leader == text || item->box.w * item->box.h > leader->box.w * leader->box.h)) {
            leader = item;
        }
    }
    return leader;
}

/* One picture with one text: an icon and its name. All its strokes become its leader. */
static void join_picture(Drawing *drawing, Members members, Drawn *text) {
    Drawn *leader = leader_of(members, text);
    if (text->whole) {
        text->whole->text = "";
    }
    text->used = false;
    text->whole = NULL;
    if (leader != text) {
        make_label(drawing, text, leader);
    }
    for (size_t i = 0; i < members.count; i++) {
        Drawn *item = members.items[i];
        if (item != leader) {
            enclose(&leader->box, item->box);
            leader->touched = leader->touched || item->touched;
            item->used = true;
            item->whole = leader;
        }
    }
    leader->type = DRAWN_SHAPE;
}

static void join_group(Drawing *drawing, Members members) {
    size_t texts = 0, kept = 0, arrows = 0;
    Drawn *text = NULL;
    for (size_t i = 0; i < members.count; i++) {
        Drawn *item = members.items[i];
        if (item->type == DRAWN_TEXT && item->text[0]) {
            text = item;
            texts++;
        }
        arrows += item->type == DRAWN_ARROW;
        kept += item->component || item->note;
    }
    bool bound_elsewhere = text && text->whole &&
                           (!text->whole->group || strcmp(text->whole->group, text->group) != 0);
    if (texts == 1 && kept == 0 && arrows == 0 && members.count > 1 && !bound_elsewhere) {
        join_picture(drawing, members, text);
    }
}

static void join_groups(Drawing *drawing) {
    Drawn **grouped = memory_allocate((drawing->items.count + 1) * sizeof(Drawn *));
    size_t count = 0;
    for (size_t i = 0; i < drawing->items.count; i++) {
        Drawn *item = &drawing->items.items[i];
        if (item->group) {
            grouped[count++] = item;
        }
    }
    if (count > 1) {
        qsort(grouped, count, sizeof(Drawn *), by_group);
    }
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && strcmp(grouped[from]->group, grouped[to]->group) == 0) {
            to++;
        }
        join_group(drawing, (Members){grouped + from, to - from});
    }
    free(grouped);
}

void excalidraw_join(Drawing *drawing) {
    join_bound_texts(drawing);
    mark_touched(drawing);
    join_groups(drawing);
}
