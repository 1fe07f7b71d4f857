#include "export/excalidraw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "board/draw.h"
#include "board/route.h"

static const double FONT_SIZE = 16, SMALL = 14, TITLE_SIZE = 24, LINE_HEIGHT = 1.15;
static const double ARROW_GAP = 1;
static const char UNTITLED[] = "Untitled design";
enum { HELVETICA = 2, MOST_LINES = 40, NONE = -1, WIDE = 100000 };

typedef struct Writer {
    const Design *design;
    const Theme *theme;
    JsonWriter *json;
    TextMetrics metrics;
    Arena arena;
    HashIndex components; /* id to its place in `first` */
    int *first;           /* of each component, the first arrow in `next_*` */
    int *next_out, *next_in;
    int *places;
} Writer;

/* What all elements have. */
typedef struct Head {
    const char *id, *type;
    double x, y, w, h;
    Color line, fill; /* a fill of no opacity is none */
    const char *stroke;
    double width;
    const char *frame;
    bool rounded, locked;
} Head;

/* ---- Small things ------------------------------------------------------------------------------ */

static void color_member(JsonWriter *json, const char *key, Color color) {
    static const char DIGITS[] = "0123456789abcdef";
    const uint8_t parts[] = {color.r, color.g, color.b};
    char text[8] = "#";
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        text[1 + 2 * i] = DIGITS[parts[i] >> 4];
        text[2 + 2 * i] = DIGITS[parts[i] & 15];
    }
    json_text_member(json, key, color.a > 0 ? text : "transparent");
}

static void null_member(JsonWriter *json, const char *key) {
    json_key(json, key);
    json_null(json);
}

static void text_or_null(JsonWriter *json, const char *key, const char *text) {
    json_key(json, key);
    if (text) {
        json_text(json, text);
    } else {
        json_null(json);
    }
}

/* Whatever is the same for the same id; Excalidraw takes it for the roughness of strokes. */
static double seed_of(const char *id) {
    uint32_t hash = 2166136261U;
    for (; *id; id++) {
        hash = (hash ^ (unsigned char)*id) * 16777619U;
    }
    return (double)(hash >> 1);
}

static const char *text_id(Writer *writer, const char *id) {
    TextBuffer name = {0};
    text_append_format(&name, "%s:text", id); /* an id of ours has no colon */
    const char *copy = arena_copy_string(&writer->arena, text_of(&name));
    text_free(&name);
    return copy;
}

static void begin_element(Writer *writer, const Head *head) {
    JsonWriter *json = writer->json;
    json_begin_object(json, JSON_BLOCK);
    json_text_member(json, "id", head->id);
    json_text_member(json, "type", head->type);
    json_number_member(json, "x", head->x);
    json_number_member(json, "y", head->y);
    json_number_member(json, "width", head->w);
    json_number_member(json, "height", head->h);
    json_number_member(json, "angle", 0);
    color_member(json, "strokeColor", head->line);
    color_member(json, "backgroundColor", head->fill);
    json_text_member(json, "fillStyle", "solid");
    json_number_member(json, "strokeWidth", head->width);
    json_text_member(json, "strokeStyle", head->stroke);
    json_number_member(json, "roughness", 0);
    json_number_member(json, "opacity", 100);
    json_key(json, "groupIds");
    json_begin_array(json, JSON_INLINE);
    json_end_array(json);
    text_or_null(json, "frameId", head->frame);
    json_key(json, "roundness");
    if (head->rounded) {
        json_begin_object(json, JSON_INLINE);
        json_number_member(json, "type", 3);
        json_end_object(json);
    } else {
        json_null(json);
    }
    json_number_member(json, "seed", seed_of(head->id));
    json_number_member(json, "version", 1);
    json_number_member(json, "versionNonce", seed_of(head->id));
    json_boolean_member(json, "isDeleted", false);
    json_number_member(json, "updated", 1);
    null_member(json, "link");
    json_boolean_member(json, "locked", head->locked);
}

static void begin_kept(JsonWriter *json) {
    json_key(json, "customData");
    json_begin_object(json, JSON_INLINE);
    json_key(json, "faultline");
    json_begin_object(json, JSON_INLINE);
}

static void end_kept(JsonWriter *json) {
    json_end_object(json);
    json_end_object(json);
}

static void write_kept(JsonWriter *json, const char *key, const Element *element) {
    begin_kept(json);
    json_key(json, key);
    element_write(json, element);
    end_kept(json);
}

static void write_bound(JsonWriter *json, const char *id, const char *type) {
    json_begin_object(json, JSON_INLINE);
    json_text_member(json, "id", id);
    json_text_member(json, "type", type);
    json_end_object(json);
}

/* ---- Texts ------------------------------------------------------------------------------------- */

typedef struct Label {
    const char *id, *text;
    const char *container; /* NULL: it stands by itself at x, y; else that is its middle */
    double x, y, room;     /* room: the width at which it breaks */
    double size;
    Color color;
    const char *frame;
    bool left; /* its lines begin at one edge */
} Label;

static double wrap(Writer *writer, const Label *label, TextBuffer *wrapped, size_t *count) {
    const char *lines[MOST_LINES];
    double widest = 0;
    *count = text_wrap(&writer->metrics, &writer->arena, FONT_REGULAR, (float)label->size,
                       label->text, (float)label->room, MOST_LINES, lines);
    for (size_t i = 0; i < *count; i++) {
        text_append(wrapped, i > 0 ? "\n" : "");
        text_append(wrapped, lines[i]);
        float width = text_width(&writer->metrics, FONT_REGULAR, (float)label->size, lines[i]);
        widest = fmax(widest, ceil((double)width));
    }
    return widest;
}

/* Leaves the element open for what else it has. */
static void begin_text(Writer *writer, const Label *label) {
    JsonWriter *json = writer->json;
    TextBuffer wrapped = {0};
    size_t count = 0;
    double width = wrap(writer, label, &wrapped, &count);
    double height = ceil((double)count * label->size * LINE_HEIGHT);
    Head head = {.id = label->id,
                 .type = "text",
                 .x = label->container ? label->x - width / 2 : label->x,
                 .y = label->container ? label->y - height / 2 : label->y,
                 .w = width,
                 .h = height,
                 .line = label->color,
                 .stroke = "solid",
                 .width = 1,
                 .frame = label->frame};
    begin_element(writer, &head);
    json_text_member(json, "text", text_of(&wrapped));
    json_text_member(json, "originalText", label->text);
    json_number_member(json, "fontSize", label->size);
    json_number_member(json, "fontFamily", HELVETICA);
    json_text_member(json, "textAlign", label->left ? "left" : "center");
    json_text_member(json, "verticalAlign", label->container ? "middle" : "top");
    text_or_null(json, "containerId", label->container);
    json_number_member(json, "lineHeight", LINE_HEIGHT);
    json_boolean_member(json, "autoResize", true);
    json_key(json, "boundElements");
    json_null(json);
    text_free(&wrapped);
}

static void write_label(Writer *writer, Label label) {
    if (label.text[0]) {
        label.id = text_id(writer, label.container);
        begin_text(writer, &label);
        json_end_object(writer->json);
    }
}

/* The title of the drawing bears what belongs to no part of it. */
static void write_title(Writer *writer, double x, double y) {
    const Design *design = writer->design;
    JsonWriter *json = writer->json;
    Design *rest = design_new(design->catalog);
    static const ElementType TYPES[] = {ELEMENT_TITLE, ELEMENT_SCENARIO, ELEMENT_ANSWERS};
    for (size_t i = 0; i < COUNT_OF(TYPES); i++) {
        Element element;
        if (design_get(design, TYPES[i], "", &element)) {
            design_put(rest, &element, SIZE_MAX);
            element_free(&element);
        }
    }
    const char *title = design->title[0] ? design->title : UNTITLED;
    Label label = {.id = "faultline:title",
                   .text = title,
                   .x = x,
                   .y = y,
                   .room = WIDE,
                   .size = TITLE_SIZE,
                   .color = writer->theme->text,
                   .left = true};
    begin_text(writer, &label);
    begin_kept(json);
    json_text_member(json, "shown", title);
    json_key(json, "design");
    design_write_value(json, rest, JSON_INLINE);
    end_kept(json);
    json_end_object(json);
    design_free(rest);
}

/* ---- Components -------------------------------------------------------------------------------- */

/* The smallest area that holds the whole box: it moves along with that. */
static const char *frame_of(const Writer *writer, int x, int y, int w, int h) {
    const Area *found = NULL;
    for (size_t i = 0; i < writer->design->areas.count; i++) {
        const Area *area = writer->design->areas.items[i];
        bool holds = x >= area->x && y >= area->y && x + w <= area->x + area->w &&
                     y + h <= area->y + area->h;
        if (holds && (!found || (double)area->w * area->h < (double)found->w * found->h)) {
            found = area;
        }
    }
    return found ? found->id : NULL;
}

/* The connections of each component, as lists: those that leave it, and those that reach it. */
static void link_connections(Writer *writer) {
    const Design *design = writer->design;
    for (size_t i = 0; i < design->components.count; i++) {
        writer->places[i] = (int)i;
        writer->first[2 * i] = writer->first[2 * i + 1] = NONE;
        hash_index_add(&writer->components, design->components.items[i]->id, &writer->places[i]);
    }
    for (size_t i = design->connections.count; i-- > 0;) {
        const Connection *connection = design->connections.items[i];
        int from = 2 * *(int *)hash_index_find(&writer->components, connection->from);
        int to = 2 * *(int *)hash_index_find(&writer->components, connection->to) + 1;
        writer->next_out[i] = writer->first[from];
        writer->next_in[i] = writer->first[to];
        writer->first[from] = writer->first[to] = (int)i;
    }
}

static void write_bound_elements(Writer *writer, size_t position) {
    const Design *design = writer->design;
    JsonWriter *json = writer->json;
    const Component *component = design->components.items[position];
    json_key(json, "boundElements");
    json_begin_array(json, JSON_INLINE);
    if (component->label[0]) {
        write_bound(json, text_id(writer, component->id), "text");
    }
    for (int i = writer->first[2 * position]; i != NONE; i = writer->next_out[i]) {
        write_bound(json, design->connections.items[i]->id, "arrow");
    }
    for (int i = writer->first[2 * position + 1]; i != NONE; i = writer->next_in[i]) {
        write_bound(json, design->connections.items[i]->id, "arrow");
    }
    json_end_array(json);
}

static void write_component(Writer *writer, size_t position) {
    const Component *component = writer->design->components.items[position];
    const Theme *theme = writer->theme;
    GroupId group = component->kind->group;
    int left = component->x - CARD_WIDTH / 2, top = component->y - CARD_HEIGHT / 2;
    const char *frame = frame_of(writer, left, top, CARD_WIDTH, CARD_HEIGHT);
    Head head = {.id = component->id,
                 .type = "rectangle",
                 .x = left,
                 .y = top,
                 .w = CARD_WIDTH,
                 .h = CARD_HEIGHT,
                 .line = theme->group[group],
                 .fill = theme->group_soft[group],
                 .stroke = "solid",
                 .width = 2,
                 .frame = frame,
                 .rounded = true,
                 .locked = component->locked};
    begin_element(writer, &head);
    write_bound_elements(writer, position);
    Element element = {.type = ELEMENT_COMPONENT, .as.component = (Component *)component};
    write_kept(writer->json, "component", &element);
    json_end_object(writer->json);
    write_label(writer, (Label){.container = component->id,
                                .text = component->label,
                                .x = component->x,
                                .y = component->y,
                                .room = CARD_WIDTH - 16,
                                .size = FONT_SIZE,
                                .color = theme->text,
                                .frame = frame});
}

/* ---- Connections ------------------------------------------------------------------------------- */

static const char *stroke_of(ConnectionKind kind) {
    switch (kind) {
    case CONNECTION_CALL:
    case CONNECTION_PUBLISH:
    case CONNECTION_CONSUME:
        return "solid";
    case CONNECTION_DEAD_LETTER:
    case CONNECTION_DEDUP:
        return "dashed";
    case CONNECTION_OBSERVE:
    case CONNECTION_KIND_COUNT:
        break;
    }
    return "dotted";
}

static void write_binding(JsonWriter *json, const char *key, const char *id) {
    json_key(json, key);
    json_begin_object(json, JSON_INLINE);
    json_text_member(json, "elementId", id);
    json_number_member(json, "focus", 0);
    json_number_member(json, "gap", ARROW_GAP);
    json_end_object(json);
}

/* From where it starts. */
static void write_points(JsonWriter *json, const Route *route) {
    json_key(json, "points");
    json_begin_array(json, JSON_INLINE);
    for (size_t i = 0; i < route->count; i++) {
        json_begin_array(json, JSON_INLINE);
        json_number(json, round((double)(route->points[i].x - route->points[0].x)));
        json_number(json, round((double)(route->points[i].y - route->points[0].y)));
        json_end_array(json);
    }
    json_end_array(json);
}

static Rect bounds_of(const Route *route) {
    Rect bounds = {route->points[0].x, route->points[0].y, 0, 0};
    for (size_t i = 1; i < route->count; i++) {
        bounds = rect_union(bounds, (Rect){route->points[i].x, route->points[i].y, 0, 0});
    }
    return bounds;
}

static void write_connection(Writer *writer, const Route *route) {
    const Connection *connection = route->connection;
    JsonWriter *json = writer->json;
    Rect bounds = bounds_of(route);
    Color color = writer->theme->connection[connection->kind->id];
    Head head = {.id = connection->id,
                 .type = "arrow",
                 .x = round((double)route->points[0].x),
                 .y = round((double)route->points[0].y),
                 .w = round((double)bounds.w),
                 .h = round((double)bounds.h),
                 .line = color,
                 .stroke = stroke_of(connection->kind->id),
                 .width = 2};
    begin_element(writer, &head);
    write_points(json, route);
    null_member(json, "lastCommittedPoint");
    write_binding(json, "startBinding", connection->from);
    write_binding(json, "endBinding", connection->to);
    null_member(json, "startArrowhead");
    json_text_member(json, "endArrowhead", "triangle");
    json_boolean_member(json, "elbowed", false);
    json_key(json, "boundElements");
    json_begin_array(json, JSON_INLINE);
    if (connection->label[0]) {
        write_bound(json, text_id(writer, connection->id), "text");
    }
    json_end_array(json);
    Element element = {.type = ELEMENT_CONNECTION, .as.connection = (Connection *)connection};
    write_kept(json, "connection", &element);
    json_end_object(json);
    write_label(writer, (Label){.container = connection->id,
                                .text = connection->label,
                                .x = (double)route->label.x,
                                .y = (double)route->label.y,
                                .room = CARD_WIDTH,
                                .size = SMALL,
                                .color = writer->theme->text});
}

/* ---- Areas and notes --------------------------------------------------------------------------- */

static void write_area(Writer *writer, const Area *area) {
    Head head = {.id = area->id,
                 .type = "frame",
                 .x = area->x,
                 .y = area->y,
                 .w = area->w,
                 .h = area->h,
                 .line = writer->theme->border_strong,
                 .stroke = "solid",
                 .width = 2,
                 .locked = area->locked};
    begin_element(writer, &head);
    text_or_null(writer->json, "name", area->label[0] ? area->label : NULL);
    json_key(writer->json, "boundElements");
    json_null(writer->json);
    Element element = {.type = ELEMENT_AREA, .as.area = (Area *)area};
    write_kept(writer->json, "area", &element);
    json_end_object(writer->json);
}

static void write_note(Writer *writer, const Note *note) {
    const char *frame = frame_of(writer, note->x, note->y, note->w, note->h);
    JsonWriter *json = writer->json;
    Head head = {.id = note->id,
                 .type = "rectangle",
                 .x = note->x,
                 .y = note->y,
                 .w = note->w,
                 .h = note->h,
                 .line = writer->theme->border_strong,
                 .fill = writer->theme->sunk,
                 .stroke = "solid",
                 .width = 1,
                 .frame = frame,
                 .locked = note->locked};
    begin_element(writer, &head);
    json_key(json, "boundElements");
    json_begin_array(json, JSON_INLINE);
    if (note->text[0]) {
        write_bound(json, text_id(writer, note->id), "text");
    }
    json_end_array(json);
    Element element = {.type = ELEMENT_NOTE, .as.note = (Note *)note};
    write_kept(json, "note", &element);
    json_end_object(json);
    write_label(writer, (Label){.container = note->id,
                                .text = note->text,
                                .x = note->x + note->w / 2.0,
                                .y = note->y + note->h / 2.0,
                                .room = fmax(note->w - 16.0, 16),
                                .size = SMALL,
                                .color = writer->theme->text,
                                .frame = frame,
                                .left = true});
}

/* ---- The file ---------------------------------------------------------------------------------- */

/* Where the title stands: over the upper left corner of everything. */
static Rect bounds_of_design(const Design *design) {
    Rect bounds = {0};
    bool any = false;
    for (size_t i = 0; i < design->components.count; i++) {
        Rect card = component_card_rect(design->components.items[i]);
        bounds = any ? rect_union(bounds, card) : card;
        any = true;
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        Rect rect = {(float)area->x, (float)area->y, (float)area->w, (float)area->h};
        bounds = any ? rect_union(bounds, rect) : rect;
        any = true;
    }
    return bounds;
}

static void write_elements(Writer *writer) {
    enum { ABOVE = 72 };
    const Design *design = writer->design;
    Routes routes = {0};
    routes_make(design, NULL, &routes);
    Rect bounds = bounds_of_design(design);
    write_title(writer, round((double)bounds.x), round((double)bounds.y) - ABOVE);
    for (size_t i = 0; i < design->components.count; i++) {
        write_component(writer, i);
    }
    for (size_t i = 0; i < routes.items.count; i++) {
        write_connection(writer, &routes.items.items[i]);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        write_note(writer, design->notes.items[i]);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        write_area(writer, design->areas.items[i]); /* after what is in it, as Excalidraw has it */
    }
    routes_free(&routes);
}

void excalidraw_write(const Design *design, const Theme *theme, JsonWriter *json) {
    size_t components = design->components.count + 1, connections = design->connections.count + 1;
    Writer writer = {
        .design = design,
        .theme = theme,
        .json = json,
        .metrics = text_metrics_plain(),
        .first = memory_allocate(2 * components * sizeof(int)),
        .places = memory_allocate(components * sizeof(int)),
        .next_out = memory_allocate(connections * sizeof(int)),
        .next_in = memory_allocate(connections * sizeof(int)),
    };
    link_connections(&writer);
    json_begin_object(json, JSON_BLOCK);
    json_text_member(json, "type", "excalidraw");
    json_number_member(json, "version", 2);
    json_text_member(json, "source", "faultline");
    json_key(json, "elements");
    json_begin_array(json, JSON_BLOCK);
    write_elements(&writer);
    json_end_array(json);
    json_key(json, "appState");
    json_begin_object(json, JSON_INLINE);
    color_member(json, "viewBackgroundColor", theme->canvas);
    json_end_object(json);
    json_key(json, "files");
    json_begin_object(json, JSON_INLINE);
    json_end_object(json);
    json_end_object(json);
    hash_index_free(&writer.components);
    arena_free(&writer.arena);
    free(writer.first);
    free(writer.places);
    free(writer.next_out);
    free(writer.next_in);
}
