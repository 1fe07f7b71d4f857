/* The draw list: a frame as data. Panels and the board append items; the platform turns them into
 * pixels, export into SVG, and tests read them.
 *
 * Coordinates are logical pixels from the window's upper left corner (for an exported picture: of
 * the picture); the platform multiplies by the display's scale. Items are painted in order. The
 * list owns its texts; draw_clear keeps the memory, so a steady frame allocates nothing. */
#ifndef FAULTLINE_BOARD_DRAW_H
#define FAULTLINE_BOARD_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/macros.h"
#include "base/memory.h"

typedef struct Color {
    uint8_t r, g, b, a;
} Color;

typedef struct Point {
    float x, y;
} Point;

typedef struct Rect {
    float x, y, w, h;
} Rect;

typedef enum Font {
    FONT_REGULAR,
    FONT_MEDIUM,
    FONT_SEMIBOLD,
    FONT_BOLD,
    FONT_MONO,
    FONT_COUNT
} Font;

typedef enum DrawType {
    DRAW_RECT,    /* filled, and outlined when line_width > 0, with rounded corners */
    DRAW_SHADOW,  /* a soft shadow of a rounded rectangle; blur in line_width */
    DRAW_LINE,    /* a polyline; at right angles its corners are rounded by radius; dashes */
    DRAW_POLYGON, /* a filled convex polygon: arrow heads, areas of a chart */
    DRAW_TEXT,    /* one line; rect.x is its left end, rect.y its baseline */
    DRAW_ICON,    /* assets/icons/<text>.svg in one colour, filling rect */
    DRAW_DOTS,    /* a grid of dots over rect; origin and spacing in points[0], points[1].x */
    DRAW_CLIP,    /* what follows is cut to rect, which lies within the clip around it */
    DRAW_UNCLIP,  /* back to the clip before */
    DRAW_NAME     /* paints nothing: says that rect is the widget or component named text */
} DrawType;

typedef struct DrawItem {
    DrawType type;
    Rect rect;
    Color fill; /* of all but a line */
    Color line; /* of a line, and of a rectangle's outline, which lies inside its edge */
    float radius, line_width;
    float dash, gap; /* lengths along the line; dash 0: solid */
    Font font;
    float size;          /* of text */
    const char *text;    /* of a text, an icon, a name; NUL-terminated */
    const Point *points; /* of a line, a polygon */
    size_t point_count;
} DrawItem;

enum { DRAW_CLIP_DEPTH = 16 };

/* Zero-initialise. */
typedef struct DrawList {
    ARRAY_OF(DrawItem) items;
    Arena arena; /* texts and points of this frame */
    Rect clips[DRAW_CLIP_DEPTH];
    int clip_depth;
} DrawList;

void draw_clear(DrawList *list);
void draw_free(DrawList *list);

void draw_rect(DrawList *list, Rect rect, float radius, Color fill);
void draw_outline(DrawList *list, Rect rect, float radius, float width, Color line);
void draw_box(DrawList *list, Rect rect, float radius, Color fill, float width, Color line);
void draw_shadow(DrawList *list, Rect rect, float radius, float blur, Color color);
void draw_line(DrawList *list, const Point *points, size_t count, float width, float corner_radius,
               float dash, float gap, Color line);
void draw_polygon(DrawList *list, const Point *points, size_t count, Color fill);
void draw_text(DrawList *list, float x, float baseline, Font font, float size, Color color,
               const char *text);
void draw_icon(DrawList *list, Rect rect, const char *icon, Color color);
void draw_dots(DrawList *list, Rect rect, Point origin, float spacing, float radius, Color color);
void draw_clip(DrawList *list, Rect rect);
void draw_unclip(DrawList *list);
void draw_name(DrawList *list, Rect rect, const char *format, ...) PRINTF_LIKE(3, 4);

/* The rectangle of the last DRAW_NAME item with this name, cut to what the clips leave of it; false
 * when there is none or nothing is left. What a test presses. */
bool draw_find(const DrawList *list, const char *name, Rect *rect);
/* Whether some text item of the list contains this text. */
bool draw_shows(const DrawList *list, const char *text);

/* How wide text is: asked of the platform, so that layout needs no font library. */
typedef struct TextMetrics {
    void *context;
    float (*width)(void *context, Font font, float size, const char *text, size_t length);
    float (*ascent)(void *context, Font font, float size);  /* baseline from the top of the line */
    float (*descent)(void *context, Font font, float size); /* positive, below the baseline */
} TextMetrics;

float text_width(const TextMetrics *metrics, Font font, float size, const char *text);
/* The text itself, or in the arena its start and "…" when it is wider than `width`. */
const char *text_fit(const TextMetrics *metrics, Arena *arena, Font font, float size,
                     const char *text, float width);
/* Breaks text into lines no wider than `width`, at '\n' and at spaces, but not between a number and
 * its unit; a word that is wider by itself is broken between characters. Gives the number of lines, at least one; those past `limit`
 * are dropped and the last one kept ends in "…". The lines are in the arena. */
size_t text_wrap(const TextMetrics *metrics, Arena *arena, Font font, float size, const char *text,
                 float width, size_t limit, const char **lines);
/* The baseline that centres a line of this font in a box of this top and height. */
float text_center_baseline(const TextMetrics *metrics, Font font, float size, float top,
                           float height);
/* Metrics without a font: every character 0.55 em wide. For tests and for a picture without fonts. */
TextMetrics text_metrics_plain(void);

bool rect_contains(Rect rect, float x, float y);
bool rect_overlaps(Rect a, Rect b);
Rect rect_inset(Rect rect, float by); /* negative: outset */
Rect rect_union(Rect a, Rect b);
Rect rect_intersection(Rect a, Rect b); /* of no width or height when they do not overlap */
Color color_with_alpha(Color color, uint8_t alpha);
Color color_mix(Color a, Color b, float share_of_b);

#endif
