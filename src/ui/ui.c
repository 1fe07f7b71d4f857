#include "ui/ui.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/popup.h"

/* A window that is smaller is laid out as if it were so large, and cut. */
enum { TIP_DELAY_MS = 500 };

/* ---- The pass -------------------------------------------------------------------------------- */

static bool is_printable(int key) {
    return key >= 32 && key < 127;
}

static void note_event(Ui *ui, const InputEvent *event) {
    switch (event->type) {
    case INPUT_POINTER_DOWN:
        ui->swallow = false;
        ui->pointer = (Point){event->x, event->y};
        break;
    case INPUT_POINTER_MOVE:
    case INPUT_POINTER_UP:
    case INPUT_WHEEL:
    case INPUT_PINCH:
        ui->pointer = (Point){event->x, event->y};
        break;
    case INPUT_KEY_DOWN:
    case INPUT_KEY_UP:
        ui->swallow = false;
        break;
    case INPUT_FOCUS_LOST:
        ui->held = 0;
        ui->composition[0] = '\0';
        break;
    case INPUT_TEXT:
    case INPUT_COMPOSE:
    case INPUT_DROP_FILE:
    case INPUT_CLOSE:
        break;
    }
    if (event->type == INPUT_TEXT && ui->swallow) {
        ui->swallow = false;
        ui_take(ui);
    }
}

void ui_begin(Ui *ui, const UiFrame *frame, const InputEvent *event) {
    ui->list = frame->list;
    ui->metrics = frame->metrics;
    ui->theme = frame->theme;
    ui->event = event;
    ui->cause = event;
    ui->hidden = NULL;
    ui->window = (Rect){0, 0, fmaxf(frame->input->width, UI_LEAST_WIDTH),
                        fmaxf(frame->input->height, UI_LEAST_HEIGHT)};
    ui->now_ms = frame->input->now_ms;
    ui->paste = frame->input->clipboard;
    ui->scope = 0;
    ui->ground = 0;
    ui->region = REGION_TOP;
    ui->blocked = false;
    ui->again = false;
    ui->text_taken = false;
    ui->edit_seen = false;
    ui->held_seen = false;
    ui->clip_count = 0;
    ui->stops.count = 0;
    ui->tip = NULL;
    ui->wake_ms = -1;
    ui->cursor = CURSOR_ARROW;
    ui->wants_text = false;
    arena_clear(&ui->scratch);
    draw_clear(ui->list);
    if (event) {
        ui->modifiers = event->modifiers;
        note_event(ui, event);
    }
    popup_input(ui);
}

static size_t stop_position(const Ui *ui, WidgetId id) {
    for (size_t i = 0; i < ui->stops.count; i++) {
        if (ui->stops.items[i].id == id) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void focus_stop(Ui *ui, size_t position) {
    ui->focus = ui->stops.items[position].id;
    ui->focus_shown = true;
    ui->reveal = true;
    ui->again = true;
}

static void focus_next(Ui *ui, bool backwards) {
    size_t count = ui->stops.count;
    if (count == 0) {
        return;
    }
    size_t at = stop_position(ui, ui->focus);
    if (at == SIZE_MAX) {
        focus_stop(ui, backwards ? count - 1 : 0);
    } else {
        focus_stop(ui, (at + (backwards ? count - 1 : 1)) % count);
    }
}

static void focus_next_region(Ui *ui, bool backwards) {
    size_t count = ui->stops.count;
    size_t at = stop_position(ui, ui->focus);
    if (count == 0) {
        return;
    }
    if (at == SIZE_MAX) {
        focus_stop(ui, 0);
        return;
    }
    UiRegion region = ui->stops.items[at].region;
    size_t step = backwards ? count - 1 : 1;
    size_t next = at;
    do {
        next = (next + step) % count;
    } while (next != at && ui->stops.items[next].region == region);
    /* Backwards this is the last stop of the region; go on to its first. */
    UiRegion found = ui->stops.items[next].region;
    while (backwards && next > 0 && ui->stops.items[next - 1].region == found) {
        next--;
    }
    focus_stop(ui, next);
}

/* Widgets are met in the order in which they are drawn; the focus walks the window part by part. */
static void sort_stops(Ui *ui) {
    for (size_t i = 1; i < ui->stops.count; i++) {
        FocusStop stop = ui->stops.items[i];
        size_t at = i;
        for (; at > 0 && ui->stops.items[at - 1].region > stop.region; at--) {
            ui->stops.items[at] = ui->stops.items[at - 1];
        }
        ui->stops.items[at] = stop;
    }
}

static void end_keys(Ui *ui, const InputEvent *event) {
    sort_stops(ui);
    if (ui_key(ui, KEY_TAB, 0)) {
        focus_next(ui, false);
    } else if (ui_key(ui, KEY_TAB, MOD_SHIFT)) {
        focus_next(ui, true);
    } else if (ui_key(ui, KEY_F6, 0)) {
        focus_next_region(ui, false);
    } else if (ui_key(ui, KEY_F6, MOD_SHIFT)) {
        focus_next_region(ui, true);
    }
    bool plain = !(event->modifiers & (MOD_CTRL | MOD_ALT));
    if (!ui->event && !ui->text_taken && plain && is_printable(event->key)) {
        ui->swallow = true;
    }
}

static void draw_tip(Ui *ui) {
    if (!ui->tip || ui->held || ui->popup.owner) {
        return;
    }
    int64_t due = ui->tip_since_ms + TIP_DELAY_MS;
    if (ui->now_ms < due) {
        ui_wake_at(ui, due);
        return;
    }
    TextStyle style = {FONT_REGULAR, 11.5f, ui->theme->surface};
    float width = ui_text_width(ui, style, ui->tip);
    float wrap = width > 280 ? 280 : width + 1;
    float height = ui_paragraph_height(ui, wrap, style, ui->tip);
    Rect box = {ui->tip_rect.x + ui->tip_rect.w / 2 - wrap / 2 - SPACE_2,
                ui->tip_rect.y + ui->tip_rect.h + 6, wrap + 2 * SPACE_2, height + 10};
    if (box.x + box.w > ui->window.w - SPACE_1) {
        box.x = ui->window.w - SPACE_1 - box.w;
    }
    if (box.x < SPACE_1) {
        box.x = SPACE_1;
    }
    if (box.y + box.h > ui->window.h - SPACE_1) {
        box.y = ui->tip_rect.y - 6 - box.h;
    }
    draw_shadow(ui->list, box, 6, 12, ui->theme->shadow);
    draw_rect(ui->list, box, 6, ui->theme->text);
    ui_paragraph(ui, box.x + SPACE_2, box.y + 5, wrap, style, ui->tip);
}

void ui_end(Ui *ui) {
    ui->region = REGION_TOP;
    popup_draw(ui);
    draw_tip(ui);
    if (!ui->tip) {
        ui->tip_id = 0;
    }
    const InputEvent *event = ui->event;
    if (event && event->type == INPUT_POINTER_DOWN && event->button == BUTTON_LEFT) {
        ui->focus = 0;
    }
    if (ui->cause && ui->cause->type == INPUT_KEY_DOWN) {
        end_keys(ui, ui->cause);
    }
    ui->opening = ui->focus == ui->opening ? ui->opening : 0;
    if (ui->held && !ui->held_seen) {
        ui->held = 0;
    }
    if (ui->edit_owner && !ui->edit_seen) {
        ui->edit_owner = 0;
        ui->composition[0] = '\0';
    }
    ui->reveal = ui->reveal && ui->again;
}

void ui_free(Ui *ui) {
    popup_close(ui);
    array_free(&ui->popup.options);
    array_free(&ui->stops);
    array_free(&ui->scrolls);
    text_edit_free(&ui->edit);
    free(ui->copied);
    arena_free(&ui->scratch);
}

/* ---- Names, clips, layers -------------------------------------------------------------------- */

static uint64_t hash_text(uint64_t hash, const char *text) {
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    }
    return hash;
}

WidgetId ui_id(const Ui *ui, const char *name) {
    uint64_t hash = hash_text(UINT64_C(14695981039346656037) ^ ui->scope, name);
    return hash ? hash : 1;
}

WidgetId ui_widget(Ui *ui, Rect rect, const char *format, ...) {
    char name[UI_NAME_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    draw_name(ui->list, rect, "%s", name);
    return ui_id(ui, name);
}

void ui_set_scope(Ui *ui, const char *scope) {
    ui->scope = scope ? hash_text(UINT64_C(7809847782465536322), scope) : 0;
}

void ui_clip(Ui *ui, Rect rect) {
    Rect visible = ui_visible(ui, rect);
    draw_clip(ui->list, rect);
    if (ui->clip_count < UI_CLIP_DEPTH) {
        ui->clips[ui->clip_count++] = visible;
    }
}

void ui_unclip(Ui *ui) {
    draw_unclip(ui->list);
    ui->clip_count -= ui->clip_count > 0;
}

Rect ui_visible(const Ui *ui, Rect rect) {
    return ui->clip_count > 0 ? rect_intersect(rect, ui->clips[ui->clip_count - 1]) : rect;
}

void ui_block(Ui *ui) {
    ui->hidden = ui->event;
    ui->event = NULL;
    ui->blocked = true;
}

void ui_unblock(Ui *ui) {
    ui->event = ui->hidden;
    ui->hidden = NULL;
    ui->blocked = false;
}

/* ---- The event ------------------------------------------------------------------------------- */

bool ui_over(const Ui *ui, Rect rect) {
    Rect visible = ui_visible(ui, rect);
    return !ui->blocked && !ui->popup.owner && !ui->held &&
           rect_contains(visible, ui->pointer.x, ui->pointer.y);
}

bool ui_is(const Ui *ui, InputType type) {
    return ui->event && ui->event->type == type;
}

bool ui_is_pointer_event(const Ui *ui) {
    return ui_is(ui, INPUT_POINTER_DOWN) || ui_is(ui, INPUT_POINTER_UP) ||
           ui_is(ui, INPUT_POINTER_MOVE) || ui_is(ui, INPUT_WHEEL) || ui_is(ui, INPUT_PINCH);
}

bool ui_key(Ui *ui, int key, unsigned modifiers) {
    if (!ui_is(ui, INPUT_KEY_DOWN) || ui->event->key != key || ui->event->modifiers != modifiers) {
        return false;
    }
    ui_take(ui);
    return true;
}

void ui_take(Ui *ui) {
    ui->event = NULL;
}

void ui_absorb(Ui *ui, Rect rect) {
    if (ui_is_pointer_event(ui) && rect_contains(rect, ui->pointer.x, ui->pointer.y)) {
        if (ui_is(ui, INPUT_POINTER_DOWN)) {
            ui->focus = 0;
        }
        ui_take(ui);
    }
}

void ui_wake_at(Ui *ui, int64_t when_ms) {
    if (ui->wake_ms < 0 || when_ms < ui->wake_ms) {
        ui->wake_ms = when_ms;
    }
}

const char *ui_format(Ui *ui, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length > 0 ? (size_t)length + 1 : 1;
    char *text = arena_allocate(&ui->scratch, size);
    vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

/* ---- What every widget is made of ------------------------------------------------------------ */

void ui_focusable(Ui *ui, WidgetId id, Rect rect) {
    if (!ui->blocked) {
        FocusStop stop = {id, ui->region, rect};
        array_push(&ui->stops, stop);
    }
}

bool ui_focused(const Ui *ui, WidgetId id) {
    return ui->focus == id && !ui->blocked;
}

void ui_focus(Ui *ui, WidgetId id) {
    ui->focus = id;
    ui->focus_shown = true;
    ui->reveal = true;
    ui->again = true;
}

void ui_hand_focus(Ui *ui, WidgetId id) {
    ui->focus = id;
    ui->again = true;
}

static bool presses_key(Ui *ui) {
    return ui_key(ui, KEY_ENTER, 0) || ui_key(ui, KEY_SPACE, 0);
}

Touch ui_touch(Ui *ui, WidgetId id, Rect rect) {
    Touch touch = {0};
    bool inside = rect_contains(ui_visible(ui, rect), ui->pointer.x, ui->pointer.y);
    bool free_or_mine = ui->held == 0 || ui->held == id;
    bool over = inside && free_or_mine && !ui->blocked && !ui->popup.owner;
    if (over && ui_is(ui, INPUT_POINTER_DOWN) && ui->event->button == BUTTON_LEFT) {
        ui->held = id;
        ui->held_from = ui->pointer;
        ui->held_clicks = ui->event->clicks;
        ui->focus = id;
        ui->focus_shown = false;
        touch.pressed = true;
        touch.clicks = ui->event->clicks;
        ui_take(ui);
    } else if (ui->held == id && ui_is(ui, INPUT_POINTER_UP) && ui->event->button == BUTTON_LEFT) {
        touch.clicked = over;
        touch.clicks = ui->held_clicks;
        ui->held = 0;
        ui_take(ui);
    } else if (ui->held == id && ui_is(ui, INPUT_POINTER_MOVE)) {
        touch.moved = true;
        ui_take(ui);
    } else if (ui_focused(ui, id) && presses_key(ui)) {
        touch.clicked = touch.keyed = true;
        touch.clicks = 1;
    }
    touch.hovered = over;
    touch.held = ui->held == id;
    touch.focused = ui_focused(ui, id);
    ui->held_seen = ui->held_seen || touch.held;
    return touch;
}

void ui_draw_focus(Ui *ui, WidgetId id, Rect rect, float radius) {
    if (ui_focused(ui, id) && ui->focus_shown) {
        draw_outline(ui->list, rect_inset(rect, -2), radius + 2, 2, ui->theme->accent);
    }
}

void ui_tip(Ui *ui, WidgetId id, Rect rect, const char *tip) {
    if (!tip || !tip[0] || !ui_over(ui, rect)) {
        return;
    }
    if (ui->tip_id != id) {
        ui->tip_id = id;
        ui->tip_since_ms = ui->now_ms;
    }
    ui->tip = tip;
    ui->tip_rect = rect;
}

ScrollState *ui_scroll_state(Ui *ui, WidgetId id) {
    for (size_t i = 0; i < ui->scrolls.count; i++) {
        if (ui->scrolls.items[i].id == id) {
            return &ui->scrolls.items[i];
        }
    }
    ScrollState state = {.id = id};
    array_push(&ui->scrolls, state);
    return &ui->scrolls.items[ui->scrolls.count - 1];
}
