#include "export/svg.h"

#include <math.h>
#include <stdlib.h>

#include "export/svg_parts.h"

typedef struct Writer {
    TextBuffer out;
    SvgIcons icons;
    int definitions; /* ids given to clips and patterns so far */
    ARRAY_OF(float) blurs;
} Writer;

static void write_box(TextBuffer *out, Rect rect, double radius) {
    text_append(out, "<rect");
    svg_attribute(out, "x", (double)rect.x);
    svg_attribute(out, "y", (double)rect.y);
    svg_attribute(out, "width", fmax((double)rect.w, 0));
    svg_attribute(out, "height", fmax((double)rect.h, 0));
    if (radius > 0) {
        svg_attribute(out, "rx", radius);
    }
}

static void write_rect(TextBuffer *out, const DrawItem *item) {
    bool outlined = item->line_width > 0;
    float half = outlined ? item->line_width / 2 : 0; /* a stroke lies on both sides of its path */
    write_box(out, rect_inset(item->rect, half), (double)fmaxf(item->radius - half, 0));
    if (item->fill.a > 0) {
        svg_color(out, "fill", item->fill);
    } else {
        text_append(out, " fill=\"none\"");
    }
    if (outlined) {
        svg_color(out, "stroke", item->line);
        svg_attribute(out, "stroke-width", (double)item->line_width);
    }
    text_append(out, "/>\n");
}

/* One filter for each strength of blur. */
static void write_shadow(Writer *writer, const DrawItem *item) {
    TextBuffer *out = &writer->out;
    size_t blur = 0;
    while (blur < writer->blurs.count && writer->blurs.items[blur] != item->line_width) {
        blur++;
    }
    if (blur == writer->blurs.count) {
        array_push(&writer->blurs, item->line_width);
        text_append_format(out,
                           "<filter id=\"blur%zu\" x=\"-0.5\" y=\"-1\" width=\"2\" height=\"3\">"
                           "<feGaussianBlur",
                           blur);
        svg_attribute(out, "stdDeviation", (double)item->line_width / 2);
        text_append(out, "/></filter>\n");
    }
    write_box(out, item->rect, (double)item->radius);
    svg_color(out, "fill", item->fill);
    text_append_format(out, " filter=\"url(#blur%zu)\"/>\n", blur);
}

static void write_point(TextBuffer *out, char verb, Point point) {
    text_append_char(out, verb);
    svg_number(out, (double)point.x);
    text_append_char(out, ' ');
    svg_number(out, (double)point.y);
}

static float distance(Point a, Point b) {
    return hypotf(a.x - b.x, a.y - b.y);
}

static Point towards(Point from, Point to, float length) {
    float whole = distance(from, to);
    float share = whole > 0 ? length / whole : 0;
    return (Point){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

/* A corner is cut off by at most half of each of its legs, and rounded by a quarter of a circle. */
static void write_corner(TextBuffer *out, Point before, Point corner, Point after, float radius) {
    float room = fminf(distance(before, corner), distance(corner, after)) / 2;
    radius = fminf(radius, room);
    float turn =
        (corner.x - before.x) * (after.y - corner.y) - (corner.y - before.y) * (after.x - corner.x);
    if (radius <= 0 || turn == 0) {
        write_point(out, 'L', corner);
        return;
    }
    write_point(out, 'L', towards(corner, before, radius));
    text_append_char(out, 'A');
    svg_number(out, (double)radius);
    text_append_char(out, ' ');
    svg_number(out, (double)radius);
    text_append(out, turn > 0 ? " 0 0 1" : " 0 0 0");
    write_point(out, ' ', towards(corner, after, radius));
}

static void write_line(TextBuffer *out, const DrawItem *item) {
    const Point *points = item->points;
    text_append(out, "<path d=\"");
    write_point(out, 'M', points[0]);
    for (size_t i = 1; i + 1 < item->point_count; i++) {
        write_corner(out, points[i - 1], points[i], points[i + 1], item->radius);
    }
    write_point(out, 'L', points[item->point_count - 1]);
    text_append(out, "\" fill=\"none\"");
    svg_color(out, "stroke", item->line);
    svg_attribute(out, "stroke-width", (double)item->line_width);
    if (item->dash > 0) {
        text_append(out, " stroke-dasharray=\"");
        svg_number(out, (double)item->dash);
        text_append_char(out, ' ');
        svg_number(out, (double)item->gap);
        text_append_char(out, '"');
    }
    text_append(out, "/>\n");
}

static void write_polygon(TextBuffer *out, const DrawItem *item) {
    text_append(out, "<path d=\"");
    for (size_t i = 0; i < item->point_count; i++) {
        write_point(out, i == 0 ? 'M' : 'L', item->points[i]);
    }
    text_append(out, "Z\"");
    svg_color(out, "fill", item->fill);
    text_append(out, "/>\n");
}

static void write_text(TextBuffer *out, const DrawItem *item) {
    static const int WEIGHTS[FONT_COUNT] = {400, 500, 600, 700, 400};
    text_append(out, "<text");
    svg_attribute(out, "x", (double)item->rect.x);
    svg_attribute(out, "y", (double)item->rect.y);
    svg_attribute(out, "font-size", (double)item->size);
    if (WEIGHTS[item->font] != 400) {
        text_append_format(out, " font-weight=\"%d\"", WEIGHTS[item->font]);
    }
    if (item->font == FONT_MONO) {
        text_append(out, " font-family=\"'JetBrains Mono', 'DejaVu Sans Mono', monospace\"");
    }
    svg_color(out, "fill", item->fill);
    text_append(out, ">");
    svg_escaped(out, item->text);
    text_append(out, "</text>\n");
}

static void write_dots(Writer *writer, const DrawItem *item) {
    TextBuffer *out = &writer->out;
    double spacing = (double)item->points[1].x, middle = spacing / 2;
    text_append_format(out, "<pattern id=\"dots%d\" patternUnits=\"userSpaceOnUse\"",
                       writer->definitions);
    svg_attribute(out, "x", (double)item->points[0].x - middle);
    svg_attribute(out, "y", (double)item->points[0].y - middle);
    svg_attribute(out, "width", spacing);
    svg_attribute(out, "height", spacing);
    text_append(out, "><circle");
    svg_attribute(out, "cx", middle);
    svg_attribute(out, "cy", middle);
    svg_attribute(out, "r", (double)item->radius);
    svg_color(out, "fill", item->fill);
    text_append(out, "/></pattern>\n");
    write_box(out, item->rect, 0);
    text_append_format(out, " fill=\"url(#dots%d)\"/>\n", writer->definitions++);
}

static void write_clip(Writer *writer, const DrawItem *item) {
    TextBuffer *out = &writer->out;
    text_append_format(out, "<clipPath id=\"clip%d\">", writer->definitions);
    write_box(out, item->rect, 0);
    text_append_format(out, "/></clipPath>\n<g clip-path=\"url(#clip%d)\">\n",
                       writer->definitions++);
}

static Error write_item(Writer *writer, const DrawItem *item) {
    switch (item->type) {
    case DRAW_RECT:
        write_rect(&writer->out, item);
        break;
    case DRAW_SHADOW:
        write_shadow(writer, item);
        break;
    case DRAW_LINE:
        write_line(&writer->out, item);
        break;
    case DRAW_POLYGON:
        write_polygon(&writer->out, item);
        break;
    case DRAW_TEXT:
        write_text(&writer->out, item);
        break;
    case DRAW_ICON:
        return svg_icon_write(&writer->icons, item->text, item->rect, item->fill, &writer->out);
    case DRAW_DOTS:
        write_dots(writer, item);
        break;
    case DRAW_CLIP:
        write_clip(writer, item);
        break;
    case DRAW_UNCLIP:
        text_append(&writer->out, "</g>\n");
        break;
    case DRAW_NAME:
        break;
    }
    return error_none();
}

static void write_head(TextBuffer *out, const SvgOptions *options) {
    text_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg_attribute(out, "width", options->width * options->scale);
    svg_attribute(out, "height", options->height * options->scale);
    text_append_format(out,
                       " viewBox=\"0 0 %d %d\" font-family=\"Inter, 'Helvetica Neue', Arial, "
                       "sans-serif\">\n",
                       options->width, options->height);
    if (options->title[0]) {
        text_append(out, "<title>");
        svg_escaped(out, options->title);
        text_append(out, "</title>\n");
    }
}

Error svg_write(const DrawList *list, const SvgOptions *options, TextBuffer *out) {
    Writer writer = {.icons = {.folder = options->icon_folder}};
    Error error = error_none();
    write_head(&writer.out, options);
    for (size_t i = 0; i < list->items.count && !error.code; i++) {
        error = write_item(&writer, &list->items.items[i]);
    }
    text_append(&writer.out, "</svg>\n");
    if (!error.code) {
        text_append(out, text_of(&writer.out));
    }
    text_free(&writer.out);
    svg_icons_free(&writer.icons);
    array_free(&writer.blurs);
    return error;
}
