#include "ui/widgets.h"

#include "ui/popup.h"

enum { TAB_GAP = 22 };

/* ---- Buttons --------------------------------------------------------------------------------- */

typedef struct Face {
    Color ground, border, text;
} Face;

static const Color CLEAR = {0, 0, 0, 0};

static Face face_of(const Theme *theme, ButtonStyle style) {
    Color ground = theme->dark ? theme->sunk : theme->raised;
    Color border = theme->dark ? theme->border_strong : theme->border;
    switch (style) {
    case BUTTON_PLAIN:
        return (Face){ground, border, theme->text};
    case BUTTON_PRIMARY:
        return (Face){theme->accent, theme->accent, theme->on_accent};
    case BUTTON_SOFT:
        return (Face){theme->accent_soft, theme->accent_soft, theme->accent};
    case BUTTON_QUIET:
        return (Face){CLEAR, CLEAR, theme->text_muted};
    case BUTTON_LINK:
        return (Face){CLEAR, CLEAR, theme->accent};
    case BUTTON_DANGER:
        return (Face){ground, border, theme->tone[TONE_CRITICAL]};
    }
    return (Face){ground, border, theme->text};
}

static Color shade(const Theme *theme, Color color, bool hovered, bool held) {
    float share = held ? 0.16f : hovered ? 0.08f : 0;
    if (color.a == 0) {
        return share > 0 ? color_with_alpha(theme->text, held ? 28 : 16) : color;
    }
    return color_mix(color, theme->text, share);
}

static TextStyle button_text(const Theme *theme, ButtonStyle style) {
    Font font = style == BUTTON_PLAIN || style == BUTTON_QUIET ? FONT_MEDIUM : FONT_SEMIBOLD;
    return (TextStyle){font, 12.5f, face_of(theme, style).text};
}

float ui_button_width(const Ui *ui, Button button) {
    float width = button.label
                      ? ui_text_width(ui, button_text(ui->theme, button.style), button.label) + 1
                      : 0;
    width += button.icon ? 16 : 0;
    width += button.icon && button.label ? 6 : 0;
    return width + (button.style == BUTTON_LINK ? 8 : button.label ? 24 : 14);
}

static void draw_button_content(Ui *ui, Rect rect, const Button *button, TextStyle style) {
    float icon = button->icon ? 16 : 0;
    float gap = button->icon && button->label ? 6 : 0;
    float room = rect.w - icon - gap - SPACE_1;
    float text = button->label ? ui_text_width(ui, style, button->label) : 0;
    text = text > room ? room : text;
    float x = rect.x + (rect.w - icon - gap - text) / 2;
    if (button->icon) {
        draw_icon(ui->list, (Rect){x, rect.y + (rect.h - icon) / 2, icon, icon}, button->icon,
                  style.color);
    }
    if (button->label) {
        Rect where = {x + icon + gap, rect.y, text + 1, rect.h};
        ui_text(ui, where, style, ALIGN_LEFT, button->label);
    }
}

bool ui_button(Ui *ui, Rect rect, Button button) {
    const char *name = button.name ? button.name : button.label;
    WidgetId id = ui_widget(ui, rect, "button:%s", name);
    Touch touch = {0};
    if (!button.disabled) {
        ui_focusable(ui, id, rect);
        touch = ui_touch(ui, id, rect);
    }
    ui_tip(ui, id, rect, button.tip);
    ButtonStyle look = button.on ? BUTTON_SOFT : button.style;
    Face face = face_of(ui->theme, look);
    TextStyle style = button_text(ui->theme, look);
    if (button.disabled) {
        bool filled = look == BUTTON_PRIMARY || look == BUTTON_SOFT;
        face.ground = filled ? ui->theme->sunk : face.ground;
        face.border = filled ? ui->theme->sunk : face.border;
        style.color = color_mix(ui->theme->text_faint, ui->theme->surface, 0.3f);
    }
    face.ground = shade(ui->theme, face.ground, touch.hovered, touch.held && touch.hovered);
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (look == BUTTON_LINK) {
        face.ground = CLEAR;
        style.color = touch.hovered ? color_mix(style.color, ui->theme->text, 0.3f) : style.color;
    }
    if (face.border.a > 0) {
        draw_box(ui->list, rect, 7, face.ground, 1, face.border);
    } else if (face.ground.a > 0) {
        draw_rect(ui->list, rect, 7, face.ground);
    }
    draw_button_content(ui, rect, &button, style);
    /* On a filled button the ring stands off: blue on blue is not seen. */
    bool filled = look == BUTTON_PRIMARY;
    ui_draw_focus(ui, id, filled ? rect_inset(rect, -2) : rect, filled ? 9 : 7);
    return touch.clicked;
}

/* ---- Tabs ------------------------------------------------------------------------------------ */

static bool arrow_moves_tab(Ui *ui, size_t count, size_t *open) {
    if (ui_key(ui, KEY_RIGHT, 0)) {
        *open = (*open + 1) % count;
        return true;
    }
    if (ui_key(ui, KEY_LEFT, 0)) {
        *open = (*open + count - 1) % count;
        return true;
    }
    return false;
}

/* As wide as the word is when its tab is open, so that nothing moves. */
static float tab_width(const Ui *ui, const char *label) {
    TextStyle widest = {FONT_SEMIBOLD, 12.5f, ui->theme->text};
    return ui_text_width(ui, widest, label) + 2;
}

static float tab_gap(const Ui *ui, float room, const char *const *labels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        room -= tab_width(ui, labels[i]);
    }
    float gap = count > 1 ? room / (float)(count - 1) : 0;
    return gap > TAB_GAP ? TAB_GAP : gap;
}

bool ui_tabs(Ui *ui, Rect rect, const char *const *names, const char *const *labels, size_t count,
             size_t *open) {
    const Theme *theme = ui->theme;
    bool changed = false;
    float x = rect.x;
    float gap = tab_gap(ui, rect.w, labels, count);
    draw_rect(ui->list, (Rect){rect.x - 20, rect.y + rect.h - 1, rect.w + 40, 1}, 0, theme->border);
    for (size_t i = 0; i < count; i++) {
        bool is_open = i == *open;
        TextStyle style = {is_open ? FONT_SEMIBOLD : FONT_REGULAR, 12.5f,
                           is_open ? theme->text : theme->text_muted};
        float width = tab_width(ui, labels[i]);
        Rect tab = {x, rect.y, width, rect.h};
        WidgetId id = ui_widget(ui, rect_inset(tab, -SPACE_2), "tab:%s", names[i]);
        ui_focusable(ui, id, tab);
        Touch touch = ui_touch(ui, id, rect_inset(tab, -SPACE_2));
        if (touch.hovered) {
            ui->cursor = CURSOR_HAND;
            style.color = theme->text;
        }
        if (touch.clicked && !is_open) {
            *open = i;
            changed = true;
        } else if (ui_focused(ui, id) && arrow_moves_tab(ui, count, open)) {
            char name[UI_NAME_SIZE];
            text_copy(name, sizeof name, ui_format(ui, "tab:%s", names[*open]));
            ui_focus(ui, ui_id(ui, name));
            changed = true;
        }
        ui_text(ui, tab, style, ALIGN_LEFT, labels[i]);
        if (is_open) {
            draw_rect(ui->list, (Rect){tab.x, tab.y + tab.h - 2, tab.w, 2}, 1, theme->accent);
        }
        ui_draw_focus(ui, id, rect_shrink(tab, -6, 6), 5);
        x += width + gap;
    }
    return changed;
}

/* ---- On and off ------------------------------------------------------------------------------ */

bool ui_checkbox(Ui *ui, Rect rect, const char *name, const char *label, bool *on) {
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "check:%s", name);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.clicked) {
        *on = !*on;
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    Rect box = {rect.x, rect.y + (rect.h - 16) / 2, 16, 16};
    if (*on) {
        draw_rect(ui->list, box, 4, shade(theme, theme->accent, touch.hovered, touch.held));
        draw_icon(ui->list, rect_inset(box, 2), "check", theme->on_accent);
    } else {
        draw_box(ui->list, box, 4, shade(theme, theme->raised, touch.hovered, touch.held), 1,
                 theme->border_strong);
    }
    ui_draw_focus(ui, id, box, 4);
    Rect text = {rect.x + 24, rect.y, rect.w - 24, rect.h};
    ui_text(ui, text, style_body(theme), ALIGN_LEFT, label);
    return touch.clicked;
}

bool ui_switch(Ui *ui, Rect rect, const char *name, bool *on) {
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "%s", name);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.clicked) {
        *on = !*on;
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    Rect track = rect_center(rect, 34, 20);
    Color ground = *on ? theme->accent : theme->border_strong;
    draw_rect(ui->list, track, 10, shade(theme, ground, touch.hovered, touch.held));
    Rect knob = {*on ? track.x + 16 : track.x + 2, track.y + 2, 16, 16};
    draw_rect(ui->list, knob, 8, *on ? theme->on_accent : theme->raised);
    ui_draw_focus(ui, id, track, 10);
    return touch.clicked;
}

/* ---- Choices --------------------------------------------------------------------------------- */

bool ui_choice(Ui *ui, Rect rect, Choice choice, size_t *picked) {
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "choice:%s", choice.name);
    Touch touch = {0};
    if (!choice.disabled) {
        ui_focusable(ui, id, rect);
        bool asked = ui->opening == id && ui_visible(ui, rect).h >= rect.h;
        bool opens = ui_focused(ui, id) && (asked || ui_key(ui, KEY_DOWN, 0));
        ui->opening = asked ? 0 : ui->opening;
        touch = ui_touch(ui, id, rect);
        if (touch.clicked || opens) {
            popup_open(ui, id, rect, choice.options, choice.count, choice.current);
        }
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    Color ground =
        shade(theme, choice.is_button ? theme->raised : theme->surface, touch.hovered, touch.held);
    bool is_open = ui->popup.owner == id;
    Color border = is_open ? theme->accent : touch.hovered ? theme->border_strong : theme->border;
    draw_box(ui->list, rect, 7, ground, 1, border);
    TextStyle style = style_body(theme);
    style.font = choice.is_button ? FONT_MEDIUM : FONT_REGULAR;
    style.color = choice.disabled || choice.muted ? theme->text_faint : style.color;
    Rect text = {rect.x + 10, rect.y, rect.w - 32, rect.h};
    ui_text(ui, text, style, ALIGN_LEFT, choice.shown);
    draw_icon(ui->list, (Rect){rect.x + rect.w - 22, rect.y + (rect.h - 14) / 2, 14, 14},
              "chevron_down", theme->text_faint);
    ui_draw_focus(ui, id, rect, 7);
    return popup_picked(ui, id, picked);
}

/* ---- Sliders and ornaments --------------------------------------------------------------------------- */

static double within_unit(double value) {
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

bool ui_slider(Ui *ui, Rect rect, const char *name, double step, double *position) {
    WidgetId id = ui_widget(ui, rect, "%s", name);
    ui_focusable(ui, id, rect);
    double before = *position;
    if (ui_focused(ui, id)) {
        if (ui_key(ui, KEY_LEFT, 0)) {
            *position = within_unit(*position - step);
        } else if (ui_key(ui, KEY_RIGHT, 0)) {
            *position = within_unit(*position + step);
        } else if (ui_key(ui, KEY_HOME, 0)) {
            *position = 0;
        } else if (ui_key(ui, KEY_END, 0)) {
            *position = 1;
        }
    }
    Touch touch = ui_touch(ui, id, rect);
    if ((touch.pressed || touch.moved) && rect.w > 0) {
        *position = within_unit((double)(ui->pointer.x - rect.x) / (double)rect.w);
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    ui_draw_focus(ui, id, rect, 4);
    return *position < before || *position > before;
}

void ui_separator(Ui *ui, float x, float y, float width) {
    draw_rect(ui->list, (Rect){x, y, width, 1}, 0, ui->theme->border);
}

void ui_kind_icon(Ui *ui, Rect square, const KindSpec *kind) {
    draw_rect(ui->list, square, square.w * 0.22f, ui->theme->group_soft[kind->group]);
    draw_icon(ui->list, rect_inset(square, square.w * 0.24f), kind->icon,
              ui->theme->group[kind->group]);
}

const char *tone_icon(Tone tone) {
    static const char *const ICONS[TONE_COUNT] = {
        [TONE_CRITICAL] = "octagon", [TONE_HIGH] = "triangle", [TONE_MEDIUM] = "diamond",
        [TONE_LOW] = "disc",         [TONE_PRAISE] = "tick",
    };
    return ICONS[tone];
}
