#include "ui/scroll.h"

enum { WHEEL_STEP = 48, BAR_WIDTH = 6, BAR_SHORTEST = 28 };

static float clamp_offset(float offset, float content, float view) {
    float most = content > view ? content - view : 0;
    offset = offset > most ? most : offset;
    return offset < 0 ? 0 : offset;
}

Scroll scroll_begin(Ui *ui, Rect view, const char *name) {
    WidgetId id = ui_widget(ui, view, "%s", name);
    ScrollState *state = ui_scroll_state(ui, id);
    state->offset = clamp_offset(state->offset, state->content, view.h);
    Scroll scroll = {id, view, view.y - state->offset, ui->stops.count};
    ui_clip(ui, view);
    return scroll;
}

static void reveal_focus(Ui *ui, const Scroll *scroll, ScrollState *state) {
    for (size_t i = scroll->first_stop; i < ui->stops.count; i++) {
        FocusStop stop = ui->stops.items[i];
        if (stop.id != ui->focus) {
            continue;
        }
        float above = scroll->view.y + SPACE_3 - stop.rect.y;
        float below = stop.rect.y + stop.rect.h - (scroll->view.y + scroll->view.h - SPACE_3);
        if (above > 0) {
            state->offset -= above;
        } else if (below > 0) {
            state->offset += below;
        }
    }
}

static Rect bar_rect(const Scroll *scroll, const ScrollState *state) {
    float view = scroll->view.h;
    float height = view * view / state->content;
    height = height < BAR_SHORTEST ? BAR_SHORTEST : height;
    float room = state->content - view;
    float y = scroll->view.y + (room > 0 ? (view - height) * state->offset / room : 0);
    return (Rect){scroll->view.x + scroll->view.w - BAR_WIDTH - 2, y, BAR_WIDTH, height};
}

static void bar(Ui *ui, const Scroll *scroll, ScrollState *state) {
    Rect rect = bar_rect(scroll, state);
    Touch touch = ui_touch(ui, scroll->id, rect_inset(rect, -3));
    float track = scroll->view.h - rect.h;
    if (touch.moved && track > 0) {
        float moved = ui->pointer.y - ui->held_from.y;
        ui->held_from = ui->pointer;
        state->offset += moved * (state->content - scroll->view.h) / track;
    }
    bool strong = touch.hovered || touch.held;
    draw_rect(ui->list, rect, BAR_WIDTH / 2.0f, strong ? ui->theme->text_faint : ui->theme->border);
}

void scroll_end(Ui *ui, const Scroll *scroll, float content) {
    ui_unclip(ui);
    ScrollState *state = ui_scroll_state(ui, scroll->id);
    float before = state->offset;
    state->content = content;
    if (content > scroll->view.h) {
        bar(ui, scroll, state);
        if (ui_over(ui, scroll->view)) {
            if (ui_is(ui, INPUT_WHEEL)) {
                state->offset -= ui->event->dy * WHEEL_STEP;
                ui_take(ui);
            } else if (ui_key(ui, KEY_PAGE_DOWN, 0)) {
                state->offset += scroll->view.h * 0.9f;
            } else if (ui_key(ui, KEY_PAGE_UP, 0)) {
                state->offset -= scroll->view.h * 0.9f;
            }
        }
    }
    if (ui->reveal) {
        reveal_focus(ui, scroll, state);
    }
    state->offset = clamp_offset(state->offset, content, scroll->view.h);
    if (state->offset < before || state->offset > before) {
        ui->again = true;
    }
}

void scroll_to_top(Ui *ui, const char *name) {
    ui_scroll_state(ui, ui_id(ui, name))->offset = 0;
}
