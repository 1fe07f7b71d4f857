/* Excalidraw files (docs.excalidraw.com, "JSON schema"), element by element. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/excalidraw.h"

enum { MOST_ELEMENTS = 100000, MOST_POINTS = 100000 };
static const double FARTHEST = 4.0 * LIMIT_COORDINATE;

/* ---- Members ----------------------------------------------------------------------------------- */

static double number_of(Drawing *drawing, const JsonValue *value, const char *key) {
    return json_read_number(&drawing->reader, value, key, JSON_OPTIONAL, -FARTHEST, FARTHEST, 0);
}

/* A member that may be missing or null, and a text of any length otherwise. */
static const char *text_of_member(Drawing *drawing, const JsonValue *value, const char *key) {
    const JsonValue *member = json_member(value, key);
    if (!member || member->type == JSON_NULL ||
        !json_expect_type(&drawing->reader, member, JSON_STRING)) {
        return NULL;
    }
    return member->text;
}

/* The same for an object. */
static const JsonValue *object_of_member(Drawing *drawing, const JsonValue *value,
                                         const char *key) {
    const JsonValue *member = json_member(value, key);
    if (!member || member->type == JSON_NULL ||
        !json_expect_type(&drawing->reader, member, JSON_OBJECT)) {
        return NULL;
    }
    return member;
}

/* ---- Arrows and lines -------------------------------------------------------------------------- */

static const char *binding(Drawing *drawing, const JsonValue *value, const char *key) {
    const JsonValue *object = object_of_member(drawing, value, key);
    return object ? text_of_member(drawing, object, "elementId") : NULL;
}

static bool read_point(Drawing *drawing, const JsonValue *point, double *x, double *y) {
    if (!json_expect_type(&drawing->reader, point, JSON_ARRAY)) {
        return false;
    }
    if (point->count < 2) {
        json_fail(&drawing->reader, point, ERROR_INPUT, "expected a point: two numbers");
        return false;
    }
    *x = json_value_number(&drawing->reader, point->first, -FARTHEST, FARTHEST);
    *y = json_value_number(&drawing->reader, point->first->next, -FARTHEST, FARTHEST);
    return !drawing->reader.error.code;
}

/* Its ends, and the point half way between: on the middle leg, or where two legs meet. */
static void read_points(Drawing *drawing, const JsonValue *value, Drawn *item) {
    const JsonValue *points =
        json_read_array(&drawing->reader, value, "points", JSON_OPTIONAL, MOST_POINTS);
    double x = 0, y = 0, before_x = 0, before_y = 0;
    item->end_x = item->box.w;
    item->end_y = item->box.h;
    item->middle_x = item->box.w / 2;
    item->middle_y = item->box.h / 2;
    for (const JsonValue *point = points ? points->first : NULL; point; point = point->next) {
        if (!read_point(drawing, point, &x, &y)) {
            return;
        }
        if (point == points->first) {
            item->start_x = x;
            item->start_y = y;
        }
        if (point->position == points->count / 2) {
            bool corner = points->count % 2 == 1;
            item->middle_x = corner ? x : (x + before_x) / 2;
            item->middle_y = corner ? y : (y + before_y) / 2;
        }
        item->end_x = before_x = x;
        item->end_y = before_y = y;
    }
    item->start_x += item->box.x;
    item->end_x += item->box.x;
    item->middle_x += item->box.x;
    item->start_y += item->box.y;
    item->end_y += item->box.y;
    item->middle_y += item->box.y;
}

static bool has_head(Drawing *drawing, const JsonValue *value, const char *key, bool fallback) {
    return json_member(value, key) ? text_of_member(drawing, value, key) != NULL : fallback;
}

/* ---- What a design of ours had there ------------------------------------------------------------ */

static bool keep_element(Drawing *drawing, const JsonValue *kept, const char *key, ElementType type,
                         Element *element) {
    const JsonValue *value = json_member(kept, key);
    if (!value) {
        return false;
    }
    JsonReader reader = {.file = drawing->reader.file};
    Sketch *sketch = drawing->sketch;
    if (!element_read(&reader, value, type, sketch->catalog, element)) {
        sketch_unread(sketch, value->line, "the settings that were kept here: %s",
                      reader.error.message);
        return false;
    }
    array_push(&sketch->kept_parts, *element);
    return true;
}

static void keep_document(Drawing *drawing, const JsonValue *kept, Drawn *item) {
    const JsonValue *value = json_member(kept, "design");
    if (!value || drawing->sketch->kept) {
        return;
    }
    Sketch *sketch = drawing->sketch;
    JsonReader reader = {.file = drawing->reader.file};
    const char *shown = text_of_member(drawing, kept, "shown");
    sketch->kept = design_read_value(&reader, value, sketch->catalog);
    if (!sketch->kept) {
        sketch_unread(sketch, value->line, "the answers that were kept here: %s",
                      reader.error.message);
        return;
    }
    const char *title = sketch_line_of(sketch, item->line, item->text);
    item->used = true;
    if (!shown || strcmp(title, sketch_line_of(sketch, item->line, shown)) != 0) {
        sketch->title = title;
    }
}

static void read_kept(Drawing *drawing, const JsonValue *value, Drawn *item) {
    const JsonValue *custom = object_of_member(drawing, value, "customData");
    const JsonValue *kept = custom ? object_of_member(drawing, custom, "faultline") : NULL;
    Element element;
    if (!kept) {
        return;
    }
    bool solid = item->type == DRAWN_SHAPE || item->type == DRAWN_TEXT;
    bool line = item->type == DRAWN_ARROW || item->type == DRAWN_LINE;
    if (solid && keep_element(drawing, kept, "component", ELEMENT_COMPONENT, &element)) {
        item->component = element.as.component;
    } else if (solid && keep_element(drawing, kept, "note", ELEMENT_NOTE, &element)) {
        item->note = element.as.note;
    } else if (line && keep_element(drawing, kept, "connection", ELEMENT_CONNECTION, &element)) {
        item->connection = element.as.connection;
    } else if (item->type == DRAWN_FRAME &&
               keep_element(drawing, kept, "area", ELEMENT_AREA, &element)) {
        item->area = element.as.area;
    } else if (item->type == DRAWN_TEXT) {
        keep_document(drawing, kept, item);
    }
}

/* ---- Elements ---------------------------------------------------------------------------------- */

static bool is_among(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static DrawnType type_of(const char *name) {
    static const char *const SHAPES[] = {
        "rectangle",        "diamond",     "ellipse",       "triangle",         "pentagon",
        "hexagon",          "octagon",     "semicircle",    "trapezoid",        "rightTrapezoid",
        "rightTriangle",    "prism",       "cone",          "triangularPrism",  "bipyramid",
        "pyramid",          "tetrahedron", "cylinder",      "obliqueRectPrism", "obliqueTriPrism",
        "truncatedPyramid", "sphere",      "truncatedCone",
    };
    static const char *const IMAGES[] = {"image", "embeddable", "iframe"};
    static const char *const LINES[] = {"line", "draw"};
    static const char *const FRAMES[] = {"frame", "magicframe"};
    return is_among(name, SHAPES, COUNT_OF(SHAPES))   ? DRAWN_SHAPE
           : is_among(name, IMAGES, COUNT_OF(IMAGES)) ? DRAWN_IMAGE
           : is_among(name, LINES, COUNT_OF(LINES))   ? DRAWN_LINE
           : is_among(name, FRAMES, COUNT_OF(FRAMES)) ? DRAWN_FRAME
           : strcmp(name, "text") == 0                ? DRAWN_TEXT
           : strcmp(name, "arrow") == 0               ? DRAWN_ARROW
                                                      : DRAWN_STROKES;
}

static const char *outermost_group(Drawing *drawing, const JsonValue *value) {
    const JsonValue *groups =
        json_read_array(&drawing->reader, value, "groupIds", JSON_OPTIONAL, LIMIT_LIST);
    const JsonValue *last = groups ? groups->first : NULL;
    while (last && last->next) {
        last = last->next;
    }
    return last && json_expect_type(&drawing->reader, last, JSON_STRING) ? last->text : NULL;
}

static SketchBox read_box(Drawing *drawing, const JsonValue *value) {
    SketchBox box = {number_of(drawing, value, "x"), number_of(drawing, value, "y"),
                     number_of(drawing, value, "width"), number_of(drawing, value, "height")};
    return box;
}

static void read_element(Drawing *drawing, const JsonValue *value) {
    JsonReader *reader = &drawing->reader;
    const char *type = json_read_text(reader, value, "type", JSON_REQUIRED);
    if (reader->error.code || json_read_boolean(reader, value, "isDeleted", JSON_OPTIONAL, false)) {
        return;
    }
    const char *id = text_of_member(drawing, value, "id");
    Drawn item = {.type = type_of(type),
                  .type_name = type,
                  .id = id ? id : "",
                  .group = outermost_group(drawing, value),
                  .line = value->line,
                  .box = read_box(drawing, value),
                  .text = "",
                  .rectangle = strcmp(type, "rectangle") == 0,
                  .locked = json_read_boolean(reader, value, "locked", JSON_OPTIONAL, false),
                  .shape = SKETCH_NONE,
                  .place = SKETCH_NONE};
    if (item.type == DRAWN_TEXT) {
        const char *text = text_of_member(drawing, value, "originalText");
        text = text && text[0] ? text : text_of_member(drawing, value, "text");
        item.text = sketch_text_of(drawing->sketch, item.line, text ? text : "");
        item.container = text_of_member(drawing, value, "containerId");
    } else if (item.type == DRAWN_FRAME) {
        const char *name = text_of_member(drawing, value, "name");
        item.text = sketch_line_of(drawing->sketch, item.line, name ? name : "");
    } else if (item.type == DRAWN_ARROW || item.type == DRAWN_LINE) {
        item.start_id = binding(drawing, value, "startBinding");
        item.end_id = binding(drawing, value, "endBinding");
        item.head = has_head(drawing, value, "endArrowhead", item.type == DRAWN_ARROW);
        item.tail = has_head(drawing, value, "startArrowhead", false);
        read_points(drawing, value, &item);
    }
    if (item.box.w < 0) {
        item.box.x += item.box.w;
        item.box.w = -item.box.w;
    }
    if (item.box.h < 0) {
        item.box.y += item.box.h;
        item.box.h = -item.box.h;
    }
    read_kept(drawing, value, &item);
    array_push(&drawing->items, item);
}

static const JsonValue *read_head(Drawing *drawing, const JsonValue *root) {
    JsonReader *reader = &drawing->reader;
    const char *type = json_read_text(reader, root, "type", JSON_REQUIRED);
    if (!reader->error.code && strcmp(type, "excalidraw") != 0 &&
        strcmp(type, "excalidraw/clipboard") != 0) {
        char shown[JSON_SHOWN_SIZE];
        json_fail(reader, json_member(root, "type"), ERROR_INPUT,
                  "this is a file of type `%s`; a drawing of Excalidraw has `excalidraw`",
                  json_shown(type, shown));
    }
    return json_read_array(reader, root, "elements", JSON_REQUIRED, MOST_ELEMENTS);
}

static void index_items(Drawing *drawing) {
    for (size_t i = 0; i < drawing->items.count; i++) {
        Drawn *item = &drawing->items.items[i];
        if (item->id[0] && !hash_index_add(&drawing->index, item->id, item)) {
            sketch_guess(drawing->sketch, item->line,
                         "two elements have the id `%.40s`: arrows are taken to go to the first",
                         item->id);
        }
    }
}

void excalidraw_read(Sketch *sketch, const char *bytes, size_t length) {
    Drawing drawing = {.sketch = sketch, .reader = {.file = sketch->file}};
    const JsonValue *root = json_parse(&drawing.reader, bytes, length, 1, &sketch->arena);
    const JsonValue *elements = root ? read_head(&drawing, root) : NULL;
    for (const JsonValue *value = elements ? elements->first : NULL;
         value && !drawing.reader.error.code && !sketch->error.code; value = value->next) {
        read_element(&drawing, value);
    }
    if (drawing.reader.error.code) {
        sketch->error = drawing.reader.error;
    } else {
        sketch->placed = true;
        index_items(&drawing);
        excalidraw_join(&drawing);
        excalidraw_make(&drawing);
    }
    array_free(&drawing.items);
    array_free(&drawing.parts);
    array_free(&drawing.areas);
    array_free(&drawing.arrows);
    array_free(&drawing.shapes);
    hash_index_free(&drawing.index);
}
