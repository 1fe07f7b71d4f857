/* From the elements of an Excalidraw drawing to the parts of a sketch. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/excalidraw.h"
#include "model/kind_words.h"

/* How far an arrow's end may be from the shape that it is meant for; a plain line, and a text from
 * the middle of the arrow whose label it is, have to be nearer. */
static const double REACH = 100, LINE_REACH = 16, LABEL_REACH = 24;
static const double LABEL_STRIP = 70; /* of an area, at its top */
enum { NOTE_LENGTH = 80, MOST_LOOSE = 20000 };

static bool is_part(const Drawn *item) {
    return !item->used && (item->type == DRAWN_SHAPE || item->type == DRAWN_IMAGE);
}

static double size_of(SketchBox box) {
    return box.w * box.h;
}

/* ---- Areas ------------------------------------------------------------------------------------- */

/* What an area would be drawn around. */
static bool is_meant(const Drawn *item) {
    return item->component || item->touched || item->text[0];
}

static bool encloses_parts(const Drawing *drawing, const Drawn *outer) {
    for (size_t i = 0; i < drawing->parts.count; i++) {
        const Drawn *inner = drawing->parts.items[i];
        if (inner != outer && is_meant(inner) && !inner->note &&
            size_of(inner->box) < size_of(outer->box) &&
            excalidraw_box_holds(outer->box, inner->box)) {
            return true;
        }
    }
    return false;
}

static void make_areas(Drawing *drawing) {
    for (size_t i = 0; i < drawing->items.count && !drawing->sketch->error.code; i++) {
        Drawn *item = &drawing->items.items[i];
        bool around = is_part(item) && item->rectangle && !item->component && !item->note &&
                      !item->touched && encloses_parts(drawing, item);
        if (item->type == DRAWN_FRAME || around) {
            item->place = sketch_add_area(drawing->sketch, (SketchArea){.kept = item->area,
                                                                        .locked = item->locked,
                                                                        .box = item->box,
                                                                        .parent = SKETCH_NONE,
                                                                        .line = item->line});
            array_push(&drawing->areas, item);
        }
    }
}

static Drawn *smallest_area(const Drawing *drawing, SketchBox box) {
    Drawn *found = NULL;
    for (size_t i = 0; i < drawing->areas.count; i++) {
        Drawn *item = drawing->areas.items[i];
        if (excalidraw_box_holds(item->box, box) &&
            (!found || size_of(item->box) < size_of(found->box))) {
            found = item;
        }
    }
    return found;
}

/* ---- Loose texts ------------------------------------------------------------------------------- */

/* The smallest shape that has the text's middle. */
static Drawn *shape_under(const Drawing *drawing, SketchBox text) {
    double x = text.x + text.w / 2, y = text.y + text.h / 2;
    Drawn *found = NULL;
    for (size_t i = 0; i < drawing->parts.count; i++) {
        Drawn *item = drawing->parts.items[i];
        if (item->place == SKETCH_NONE && !item->note && !item->component &&
            excalidraw_box_has(item->box, x, y) &&
            (!found || size_of(item->box) < size_of(found->box))) {
            found = item;
        }
    }
    return found;
}

static Drawn *arrow_beside(const Drawing *drawing, SketchBox text) {
    Drawn *found = NULL;
    double nearest = LABEL_REACH;
    for (size_t i = 0; i < drawing->arrows.count; i++) {
        Drawn *item = drawing->arrows.items[i];
        if (!item->text[0]) {
            double distance = excalidraw_box_distance(text, item->middle_x, item->middle_y);
            if (distance < nearest) {
                nearest = distance;
                found = item;
            }
        }
    }
    return found;
}

static void add_note(Drawing *drawing, const Drawn *item) {
    enum { MIN_WIDTH = 120, MIN_HEIGHT = 40 };
    SketchBox box = item->box;
    if (!item->note) {
        box.w = fmax(box.w + 16, MIN_WIDTH);
        box.h = fmax(box.h + 16, MIN_HEIGHT);
    }
    sketch_add_note(drawing->sketch, (SketchNote){.text = item->text,
                                                  .kept = item->note,
                                                  .locked = item->locked,
                                                  .box = box,
                                                  .line = item->line});
}

static void place_loose_text(Drawing *drawing, Drawn *text) {
    Drawn *under = shape_under(drawing, text->box);
    Drawn *beside = under ? NULL : arrow_beside(drawing, text->box);
    Drawn *area = under || beside ? NULL : smallest_area(drawing, text->box);
    if (under || beside) {
        excalidraw_add_text(drawing, under ? under : beside, text->text);
        text->used = true;
    } else if (area && area->type != DRAWN_FRAME && !area->text[0] &&
               text->box.y < area->box.y + LABEL_STRIP) {
        excalidraw_add_text(drawing, area, text->text);
        text->used = true;
    } else {
        add_note(drawing, text);
    }
}

static void place_loose_texts(Drawing *drawing) {
    size_t count = 0;
    for (size_t i = 0; i < drawing->items.count && !drawing->sketch->error.code; i++) {
        Drawn *text = &drawing->items.items[i];
        if (text->type != DRAWN_TEXT || text->used || text->touched || text->component) {
            continue;
        }
        if (++count > MOST_LOOSE) {
            sketch_fail(drawing->sketch, ERROR_LIMIT, text->line,
                        "more than %d texts that belong to no shape", MOST_LOOSE);
        } else if (text->note) {
            add_note(drawing, text);
        } else if (text->text[0]) {
            place_loose_text(drawing, text);
        }
    }
}

/* ---- Shapes ------------------------------------------------------------------------------------ */

/* A long text in a box that nothing leads to. */
static bool is_note(const Drawing *drawing, const Drawn *item) {
    return item->note || (!item->touched && !item->component && strlen(item->text) > NOTE_LENGTH &&
                          !kind_of_words(drawing->sketch->catalog, item->text).kind);
}

/* What a form says where the words say nothing; NULL: nothing either. */
static const KindSpec *likely_kind(const Catalog *catalog, const Drawn *item) {
    return strcmp(item->type_name, "cylinder") == 0 ? &catalog->kinds[KIND_SQL_DB] : NULL;
}

static void add_shape(Drawing *drawing, Drawn *item) {
    Sketch *sketch = drawing->sketch;
    if (is_note(drawing, item)) {
        add_note(drawing, item);
        return;
    }
    if (!is_meant(item)) {
        sketch_unread(sketch, item->line, "%s %s without words that nothing leads to",
                      strchr("aei", item->type_name[0]) ? "an" : "a", item->type_name);
        return;
    }
    const Drawn *area = smallest_area(drawing, item->box);
    item->shape = sketch_add_shape(
        sketch, (SketchShape){.name = "",
                              .text = sketch_line_of(sketch, item->line, item->text),
                              .likely = likely_kind(sketch->catalog, item),
                              .kept = item->component,
                              .locked = item->locked,
                              .box = item->box,
                              .area = area && area != item ? area->place : SKETCH_NONE,
                              .line = item->line});
    array_push(&drawing->shapes, item);
}

static void add_shapes(Drawing *drawing) {
    for (size_t i = 0; i < drawing->items.count && !drawing->sketch->error.code; i++) {
        Drawn *item = &drawing->items.items[i];
        bool text = item->type == DRAWN_TEXT && !item->used && (item->touched || item->component);
        if (item->place != SKETCH_NONE) {
            drawing->sketch->areas.items[item->place].text =
                sketch_line_of(drawing->sketch, item->line, item->text);
        } else if (is_part(item) || text) {
            add_shape(drawing, item);
        }
    }
}

/* ---- Arrows ------------------------------------------------------------------------------------ */

static Drawn *bound_to(const Drawing *drawing, const char *id) {
    Drawn *item = id ? hash_index_find(&drawing->index, id) : NULL;
    while (item && item->whole) {
        item = item->whole;
    }
    return item;
}

static Drawn *nearest_shape(const Drawing *drawing, double x, double y, double reach,
                            const Drawn *other) {
    Drawn *found = NULL;
    for (size_t i = 0; i < drawing->shapes.count; i++) {
        Drawn *item = drawing->shapes.items[i];
        if (item != other) {
            double distance = excalidraw_box_distance(item->box, x, y);
            if (distance <= reach) {
                reach = distance;
                found = item;
            }
        }
    }
    return found;
}

static const char *name_of(const Drawn *item, char shown[JSON_SHOWN_SIZE]) {
    return json_shown(item->text[0] ? item->text : item->type_name, shown);
}

/* Ends at an area, a note or an arrow mean nothing to a design. */
static bool leads_to_a_shape(Drawing *drawing, const Drawn *arrow, const Drawn *end) {
    if (end && end->shape == SKETCH_NONE) {
        char shown[JSON_SHOWN_SIZE];
        sketch_unread(drawing->sketch, arrow->line,
                      "an arrow that is bound to `%s`, which is no component", name_of(end, shown));
        return false;
    }
    return true;
}

static void add_arrow(Drawing *drawing, const Drawn *arrow) {
    Sketch *sketch = drawing->sketch;
    Drawn *from = bound_to(drawing, arrow->start_id), *to = bound_to(drawing, arrow->end_id);
    if (!leads_to_a_shape(drawing, arrow, from) || !leads_to_a_shape(drawing, arrow, to)) {
        return;
    }
    bool guessed = !from || !to;
    double reach = arrow->type == DRAWN_ARROW ? REACH : LINE_REACH;
    from = from ? from : nearest_shape(drawing, arrow->start_x, arrow->start_y, reach, to);
    to = to ? to : nearest_shape(drawing, arrow->end_x, arrow->end_y, reach, from);
    if (!from || !to) {
        if (arrow->type == DRAWN_ARROW) {
            sketch_unread(sketch, arrow->line, "an arrow with an end that is near no shape");
        } else {
            sketch_unread(sketch, arrow->line, "a line that joins no two shapes");
        }
        return;
    }
    if (guessed) {
        char a[JSON_SHOWN_SIZE], b[JSON_SHOWN_SIZE];
        sketch_guess(sketch, arrow->line,
                     "an arrow that is not bound at both ends: taken to lead from `%s` to `%s`, "
                     "the nearest",
                     name_of(from, a), name_of(to, b));
    }
    bool turned = arrow->tail && !arrow->head;
    sketch_add_arrow(sketch, (SketchArrow){.from = turned ? to->shape : from->shape,
                                           .to = turned ? from->shape : to->shape,
                                           .text = sketch_line_of(sketch, arrow->line, arrow->text),
                                           .undirected = arrow->head == arrow->tail,
                                           .kept = arrow->connection,
                                           .line = arrow->line});
}

static void add_arrows(Drawing *drawing) {
    size_t strokes = 0;
    int first_line = 0;
    for (size_t i = 0; i < drawing->items.count && !drawing->sketch->error.code; i++) {
        const Drawn *item = &drawing->items.items[i];
        if ((item->type == DRAWN_ARROW || item->type == DRAWN_LINE) && !item->used) {
            add_arrow(drawing, item);
        } else if (item->type == DRAWN_STROKES && !item->used) {
            first_line = strokes++ == 0 ? item->line : first_line;
        }
    }
    if (strokes > 0) {
        sketch_unread(drawing->sketch, first_line, "what was drawn by hand: %zu in all", strokes);
    }
}

static void collect(Drawing *drawing) {
    enum { MOST_PARTS = LIMIT_COMPONENTS + LIMIT_AREAS + LIMIT_NOTES };
    for (size_t i = 0; i < drawing->items.count; i++) {
        Drawn *item = &drawing->items.items[i];
        if (is_part(item)) {
            array_push(&drawing->parts, item);
        } else if (item->type == DRAWN_ARROW && !item->used) {
            array_push(&drawing->arrows, item);
        }
        if (drawing->parts.count > MOST_PARTS) {
            sketch_fail(drawing->sketch, ERROR_LIMIT, item->line,
                        "more than %d shapes; a design has at most %d components", MOST_PARTS,
                        LIMIT_COMPONENTS);
            return;
        }
    }
}

void excalidraw_make(Drawing *drawing) {
    collect(drawing);
    make_areas(drawing);
    place_loose_texts(drawing);
    add_shapes(drawing);
    add_arrows(drawing);
}
