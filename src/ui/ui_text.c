#include "ui/ui.h"

enum { PARAGRAPH_LINES = 400 };

float ui_line_height(TextStyle style) {
    return (float)(int)(style.size * 1.45f + 0.5f);
}

float ui_text_width(const Ui *ui, TextStyle style, const char *text) {
    return text_width(ui->metrics, style.font, style.size, text);
}

void ui_text(Ui *ui, Rect rect, TextStyle style, TextAlign align, const char *text) {
    const char *fitted = text_fit(ui->metrics, &ui->scratch, style.font, style.size, text, rect.w);
    float x = rect.x;
    if (align != ALIGN_LEFT) {
        float left = rect.w - ui_text_width(ui, style, fitted);
        x += align == ALIGN_CENTER ? left / 2 : left;
    }
    float baseline = text_center_baseline(ui->metrics, style.font, style.size, rect.y, rect.h);
    draw_text(ui->list, x, baseline, style.font, style.size, style.color, fitted);
}

static size_t wrap(Ui *ui, float width, TextStyle style, const char *text, const char ***lines) {
    *lines = arena_allocate(&ui->scratch, PARAGRAPH_LINES * sizeof **lines);
    return text_wrap(ui->metrics, &ui->scratch, style.font, style.size, text, width,
                     PARAGRAPH_LINES, *lines);
}

float ui_paragraph_height(Ui *ui, float width, TextStyle style, const char *text) {
    const char **lines;
    return (float)wrap(ui, width, style, text, &lines) * ui_line_height(style);
}

static float paragraph(Ui *ui, Rect place, TextStyle style, TextAlign align, const char *text) {
    const char **lines;
    size_t count = wrap(ui, place.w, style, text, &lines);
    float height = ui_line_height(style);
    for (size_t i = 0; i < count; i++) {
        float top = place.y + (float)i * height;
        float baseline = text_center_baseline(ui->metrics, style.font, style.size, top, height);
        float left = align == ALIGN_CENTER ? (place.w - ui_text_width(ui, style, lines[i])) / 2 : 0;
        draw_text(ui->list, place.x + left, baseline, style.font, style.size, style.color,
                  lines[i]);
    }
    return (float)count * height;
}

float ui_paragraph(Ui *ui, float x, float y, float width, TextStyle style, const char *text) {
    return paragraph(ui, (Rect){x, y, width, 0}, style, ALIGN_LEFT, text);
}

float ui_paragraph_centered(Ui *ui, float x, float y, float width, TextStyle style,
                            const char *text) {
    return paragraph(ui, (Rect){x, y, width, 0}, style, ALIGN_CENTER, text);
}

TextStyle style_body(const Theme *theme) {
    return (TextStyle){FONT_REGULAR, 12.5f, theme->text};
}

TextStyle style_strong(const Theme *theme) {
    return (TextStyle){FONT_SEMIBOLD, 13, theme->text};
}

TextStyle style_muted(const Theme *theme) {
    return (TextStyle){FONT_REGULAR, 12, theme->text_muted};
}

TextStyle style_faint(const Theme *theme) {
    return (TextStyle){FONT_REGULAR, 11.5f, theme->text_faint};
}

TextStyle style_heading(const Theme *theme) {
    return (TextStyle){FONT_SEMIBOLD, 16, theme->text};
}

TextStyle style_section(const Theme *theme) {
    return (TextStyle){FONT_SEMIBOLD, 11.5f, theme->text_muted};
}

TextStyle style_with(TextStyle style, Color color) {
    style.color = color;
    return style;
}
