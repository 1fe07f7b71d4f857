#include "ui/popup.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_HEIGHT = 28, POPUP_PADDING = 4, POPUP_OPTIONS = 14 };

void popup_open(Ui *ui, WidgetId owner, Rect anchor, const char *const *options, size_t count,
                size_t marked) {
    popup_close(ui);
    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        char *copy = memory_copy_string(options[i]);
        array_push(&ui->popup.options, copy);
    }
    ui->popup.owner = owner;
    ui->popup.anchor = anchor;
    ui->popup.marked = marked;
    ui->popup.current = marked < count ? marked : 0;
    ui->popup.offset = 0;
    ui->popup.typed[0] = '\0';
    ui->again = true;
}

void popup_close(Ui *ui) {
    for (size_t i = 0; i < ui->popup.options.count; i++) {
        free(ui->popup.options.items[i]);
    }
    ui->popup.options.count = 0;
    ui->popup.owner = 0;
}

bool popup_picked(Ui *ui, WidgetId owner, size_t *option) {
    if (ui->popup.picked_by != owner) {
        return false;
    }
    *option = ui->popup.picked;
    ui->popup.picked_by = 0;
    return true;
}

static size_t visible_options(const Popup *popup) {
    return popup->options.count < POPUP_OPTIONS ? popup->options.count : POPUP_OPTIONS;
}

/* "Copy\tCtrl+C": what stands after the tab is shown at the right, and is no part of the name. */
static const char *title_of(Ui *ui, const char *option) {
    size_t length = strcspn(option, "\t");
    return option[length] ? arena_copy(&ui->scratch, option, length) : option;
}

static const char *keys_of(const char *option) {
    size_t length = strcspn(option, "\t");
    return option[length] ? option + length + 1 : "";
}

static Rect popup_rect(Ui *ui) {
    const Popup *popup = &ui->popup;
    TextStyle style = style_body(ui->theme);
    float width = popup->anchor.w;
    for (size_t i = 0; i < popup->options.count; i++) {
        const char *option = popup->options.items[i];
        float needed = ui_text_width(ui, style, title_of(ui, option)) + 48;
        needed +=
            keys_of(option)[0] ? ui_text_width(ui, style_faint(ui->theme), keys_of(option)) : 0;
        width = needed > width ? needed : width;
    }
    width = width > 320 ? 320 : width;
    float height = (float)visible_options(popup) * OPTION_HEIGHT + 2 * POPUP_PADDING;
    Rect rect = {popup->anchor.x, popup->anchor.y + popup->anchor.h + SPACE_1, width, height};
    if (rect.y + rect.h > ui->window.h - SPACE_1) {
        rect.y = popup->anchor.y - SPACE_1 - rect.h;
    }
    if (rect.y < SPACE_1) {
        rect.y = SPACE_1;
    }
    if (rect.x + rect.w > ui->window.w - SPACE_1) {
        rect.x = ui->window.w - SPACE_1 - rect.w;
    }
    return rect;
}

static Rect option_rect(const Popup *popup, Rect rect, size_t option) {
    return (Rect){rect.x + POPUP_PADDING,
                  rect.y + POPUP_PADDING + (float)option * OPTION_HEIGHT - popup->offset,
                  rect.w - 2 * POPUP_PADDING, OPTION_HEIGHT};
}

static void show_current(Popup *popup) {
    float top = (float)popup->current * OPTION_HEIGHT;
    float view = (float)visible_options(popup) * OPTION_HEIGHT;
    if (top < popup->offset) {
        popup->offset = top;
    } else if (top + OPTION_HEIGHT > popup->offset + view) {
        popup->offset = top + OPTION_HEIGHT - view;
    }
}

static void pick(Ui *ui, size_t option) {
    ui->popup.picked_by = ui->popup.owner;
    ui->popup.picked = option;
    popup_close(ui);
}

/* Keys that come soon after one another are one word. */
static bool types(const Ui *ui) {
    enum { PAUSE_MS = 1000 };
    return ui->popup.typed[0] && ui->now_ms - ui->popup.typed_ms < PAUSE_MS;
}

static bool begins(const char *text, const char *beginning) {
    while (*beginning && tolower((unsigned char)*text) == tolower((unsigned char)*beginning)) {
        text++;
        beginning++;
    }
    return !*beginning;
}

/* The first letter goes to the next option that begins with it, those after it to the option that
 * begins with all of them. */
static void look_for(Ui *ui, char letter) {
    Popup *popup = &ui->popup;
    size_t length = types(ui) ? strlen(popup->typed) : 0;
    if (length + 1 < sizeof popup->typed) {
        popup->typed[length++] = letter;
        popup->typed[length] = '\0';
    }
    popup->typed_ms = ui->now_ms;
    for (size_t i = 0; i < popup->options.count; i++) {
        size_t at = (popup->current + i + (length == 1)) % popup->options.count;
        if (begins(popup->options.items[at], popup->typed)) {
            popup->current = at;
            return;
        }
    }
}

static void key_down(Ui *ui, int key) {
    Popup *popup = &ui->popup;
    size_t last = popup->options.count - 1;
    if (key == KEY_DOWN) {
        popup->current = popup->current < last ? popup->current + 1 : 0;
    } else if (key == KEY_UP) {
        popup->current = popup->current > 0 ? popup->current - 1 : last;
    } else if (key == KEY_HOME) {
        popup->current = 0;
    } else if (key == KEY_END) {
        popup->current = last;
    } else if (key == KEY_SPACE && types(ui)) {
        look_for(ui, ' ');
    } else if (key == KEY_ENTER || key == KEY_SPACE) {
        pick(ui, popup->current);
        return;
    } else if (key == KEY_ESCAPE || key == KEY_TAB) {
        popup_close(ui);
        return;
    } else if (key > KEY_SPACE && key < 127) {
        look_for(ui, (char)key);
    }
    show_current(popup);
}

static size_t option_under_pointer(Ui *ui, Rect rect) {
    if (!rect_contains(rect_inset(rect, POPUP_PADDING), ui->pointer.x, ui->pointer.y)) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < ui->popup.options.count; i++) {
        if (rect_contains(option_rect(&ui->popup, rect, i), ui->pointer.x, ui->pointer.y)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void scroll(Popup *popup, float lines) {
    float most = (float)(popup->options.count - visible_options(popup)) * OPTION_HEIGHT;
    popup->offset -= lines * OPTION_HEIGHT;
    popup->offset = popup->offset > most ? most : popup->offset;
    popup->offset = popup->offset < 0 ? 0 : popup->offset;
}

void popup_input(Ui *ui) {
    ui->popup.picked_by = 0;
    if (!ui->popup.owner || !ui->event) {
        return;
    }
    const InputEvent *event = ui->event;
    Rect rect = popup_rect(ui);
    size_t under = option_under_pointer(ui, rect);
    if (event->type == INPUT_KEY_DOWN) {
        key_down(ui, event->key);
        ui_take(ui);
    } else if (event->type == INPUT_POINTER_MOVE) {
        ui->popup.current = under != SIZE_MAX ? under : ui->popup.current;
        ui_take(ui);
    } else if (event->type == INPUT_WHEEL) {
        scroll(&ui->popup, event->dy);
        ui_take(ui);
    } else if (event->type == INPUT_POINTER_DOWN) {
        if (!rect_contains(rect, ui->pointer.x, ui->pointer.y)) {
            popup_close(ui);
        }
        ui_take(ui);
    } else if (event->type == INPUT_POINTER_UP) {
        if (under != SIZE_MAX) {
            pick(ui, under);
        }
        ui_take(ui);
    } else if (event->type == INPUT_FOCUS_LOST || event->type == INPUT_CLOSE ||
               event->type == INPUT_DROP_FILE) {
        popup_close(ui);
    } else {
        ui_take(ui);
    }
}

void popup_draw(Ui *ui) {
    Popup *popup = &ui->popup;
    if (!popup->owner) {
        return;
    }
    const Theme *theme = ui->theme;
    Rect rect = popup_rect(ui);
    draw_shadow(ui->list, rect, 8, 20, theme->shadow);
    draw_box(ui->list, rect, 8, theme->raised, 1, theme->border_strong);
    Rect inside = rect_inset(rect, POPUP_PADDING);
    draw_clip(ui->list, inside);
    for (size_t i = 0; i < popup->options.count; i++) {
        Rect row = option_rect(popup, rect, i);
        if (!rect_overlaps(row, inside)) {
            continue;
        }
        const char *title = title_of(ui, popup->options.items[i]);
        draw_name(ui->list, row, "option:%s", title);
        if (i == popup->current) {
            draw_rect(ui->list, row, 6, theme->accent_soft);
        }
        Rect text = {row.x + 10, row.y, row.w - 36, row.h};
        ui_text(ui, text, style_body(theme), ALIGN_LEFT, title);
        ui_text(ui, rect_shrink(row, 10, 0), style_faint(theme), ALIGN_RIGHT,
                keys_of(popup->options.items[i]));
        if (i == popup->marked) {
            draw_icon(ui->list, (Rect){row.x + row.w - 22, row.y + 7, 14, 14}, "check",
                      theme->accent);
        }
    }
    draw_unclip(ui->list);
}
