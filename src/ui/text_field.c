#include "ui/text_field.h"

#include <stdlib.h>
#include <string.h>

#include "model/limits.h"
#include "ui/text_lines.h"
#include "ui/widgets.h"

enum { PADDING = 10, AREA_PADDING = 7, DRAG_THRESHOLD = 3 };

/* ---- Where the text stands ------------------------------------------------------------------- */

typedef struct FieldView {
    const Field *field;
    Rect rect, text; /* the whole field, and where its text goes */
    TextStyle style;
    float line_height;
} FieldView;

static FieldView view_of(const Ui *ui, const Field *field, Rect rect) {
    FieldView view = {.field = field, .rect = rect};
    view.style = style_body(ui->theme);
    view.style.font = field->font;
    view.style.size = field->size > 0 ? field->size : view.style.size;
    view.line_height = ui_line_height(view.style);
    float padding = field->look == FIELD_BARE ? SPACE_1 : PADDING;
    view.text = rect_shrink(rect, padding, field->multiline ? AREA_PADDING : 0);
    if (field->icon) {
        (void)cut_left(&view.text, 24);
    }
    if (field->suffix && field->suffix[0]) {
        TextStyle suffix = style_faint(ui->theme);
        (void)cut_right(&view.text, ui_text_width(ui, suffix, field->suffix) + SPACE_2);
    }
    return view;
}

static float first_top(const Ui *ui, const FieldView *view) {
    if (view->field->multiline) {
        return view->text.y - ui->edit_scroll;
    }
    return view->text.y + (view->text.h - view->line_height) / 2;
}

static TextLines lines_of(Ui *ui, const FieldView *view, const char *text) {
    float width = view->field->multiline ? view->text.w : 0;
    return text_lines_break(ui->metrics, &ui->scratch, view->style.font, view->style.size, text,
                            width);
}

static size_t offset_at(Ui *ui, const FieldView *view, Point point) {
    const char *text = text_edit_text(&ui->edit);
    TextLines lines = lines_of(ui, view, text);
    float scroll = view->field->multiline ? 0 : ui->edit_scroll;
    return text_lines_offset(&lines, ui->metrics, view->style.font, view->style.size, text,
                             point.x - view->text.x + scroll,
                             (point.y - first_top(ui, view)) / view->line_height);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static bool move_key(Ui *ui, const FieldView *view, const InputEvent *key) {
    bool select = (key->modifiers & MOD_SHIFT) != 0;
    bool far = (key->modifiers & MOD_CTRL) != 0;
    TextEdit *edit = &ui->edit;
    switch (key->key) {
    case KEY_LEFT:
        text_edit_move(edit, far ? TEXT_WORD_LEFT : TEXT_LEFT, select);
        return true;
    case KEY_RIGHT:
        text_edit_move(edit, far ? TEXT_WORD_RIGHT : TEXT_RIGHT, select);
        return true;
    case KEY_HOME:
        text_edit_move(edit, far ? TEXT_START : TEXT_LINE_START, select);
        return true;
    case KEY_END:
        text_edit_move(edit, far ? TEXT_END : TEXT_LINE_END, select);
        return true;
    case KEY_UP:
    case KEY_DOWN: {
        if (!view->field->multiline) {
            return false;
        }
        const char *text = text_edit_text(edit);
        TextLines lines = lines_of(ui, view, text);
        size_t offset = text_lines_vertical(&lines, ui->metrics, view->style.font, view->style.size,
                                            text, edit->caret, key->key == KEY_UP ? -1 : 1);
        text_edit_place(edit, offset, select);
        return true;
    }
    case KEY_BACKSPACE:
        text_edit_delete(edit, far ? TEXT_WORD_LEFT : TEXT_LEFT);
        return true;
    case KEY_DELETE:
        text_edit_delete(edit, far ? TEXT_WORD_RIGHT : TEXT_RIGHT);
        return true;
    default:
        return false;
    }
}

static void copy_selection(Ui *ui) {
    const char *text = text_edit_text(&ui->edit);
    size_t start = text_edit_selection_start(&ui->edit);
    size_t end = text_edit_selection_end(&ui->edit);
    if (end > start) {
        TextBuffer copy = {0};
        text_append_bytes(&copy, text + start, end - start);
        free(ui->copied);
        ui->copied = copy.text;
    }
}

static bool is_history_key(const InputEvent *key) {
    return (key->modifiers & MOD_CTRL) && !(key->modifiers & MOD_ALT) &&
           (key->key == 'z' || key->key == 'y');
}

static bool clipboard_key(Ui *ui, const InputEvent *key) {
    if (!(key->modifiers & MOD_CTRL) || (key->modifiers & MOD_ALT)) {
        return false;
    }
    switch (key->key) {
    case 'a':
        text_edit_select_all(&ui->edit);
        return true;
    case 'c':
        copy_selection(ui);
        return true;
    case 'x':
        copy_selection(ui);
        text_edit_insert(&ui->edit, "");
        return true;
    case 'v':
        if (ui->paste) {
            text_edit_insert(&ui->edit, ui->paste);
        }
        return true;
    default:
        return false;
    }
}

/* Undo and redo of what is typed here; false when the key is another, or when there is none. */
static bool history_key(Ui *ui, const InputEvent *key) {
    if (!is_history_key(key)) {
        return false;
    }
    bool redo = key->key == 'y' || (key->modifiers & MOD_SHIFT);
    return redo ? text_edit_redo(&ui->edit) : text_edit_undo(&ui->edit);
}

static void leave(Ui *ui) {
    ui->edit_owner = 0;
    ui->composition[0] = '\0';
    ui->edit_scroll = 0;
    ui->again = true;
}

static void leave_to_ground(Ui *ui) {
    leave(ui);
    ui->focus = ui->ground;
    ui->focus_shown = false;
}

static FieldEvent commit(Ui *ui, const FieldView *view, const char *value) {
    if (view->field->error) {
        return FIELD_CANCELLED;
    }
    return strcmp(text_edit_text(&ui->edit), value) != 0 ? FIELD_COMMITTED : FIELD_IDLE;
}

static FieldEvent key_down(Ui *ui, const FieldView *view, const char *value) {
    const InputEvent key = *ui->event;
    bool plain = !(key.modifiers & (MOD_CTRL | MOD_ALT));
    if (move_key(ui, view, &key) || clipboard_key(ui, &key) || history_key(ui, &key)) {
        ui_take(ui);
        return FIELD_TYPED;
    }
    if (is_history_key(&key) && ui->ground) {
        FieldEvent event = commit(ui, view, value);
        leave_to_ground(ui);
        return event;
    }
    if (key.key == KEY_ESCAPE) {
        ui_take(ui);
        FieldEvent event = view->field->breaks_lines ? commit(ui, view, value) : FIELD_CANCELLED;
        leave_to_ground(ui);
        return event;
    }
    if (key.key == KEY_ENTER && plain) {
        ui_take(ui);
        bool shift = (key.modifiers & MOD_SHIFT) != 0;
        if (view->field->multiline && (view->field->breaks_lines || shift)) {
            text_edit_insert(&ui->edit, "\n");
            return FIELD_TYPED;
        }
        if (view->field->error) {
            return FIELD_IDLE;
        }
        if (view->field->stays) {
            leave(ui);
            ui->edit_again = ui->focus;
        } else {
            leave_to_ground(ui);
        }
        return FIELD_ENTERED;
    }
    if (plain && key.key >= 32 && key.key < 127) {
        ui_take(ui);
        ui->text_taken = true;
        return FIELD_IDLE;
    }
    /* A command for the window: what was typed must be stored before it runs. */
    return key.modifiers & (MOD_CTRL | MOD_ALT) || key.key >= KEY_F1 ? commit(ui, view, value)
                                                                     : FIELD_IDLE;
}

/* ---- Events ---------------------------------------------------------------------------------- */

static FieldEvent edit_event(Ui *ui, const FieldView *view, const char *value) {
    switch (ui->event->type) {
    case INPUT_KEY_DOWN:
        return key_down(ui, view, value);
    case INPUT_TEXT:
        text_edit_insert(&ui->edit, ui->event->text);
        ui->composition[0] = '\0';
        ui_take(ui);
        return FIELD_TYPED;
    case INPUT_COMPOSE:
        text_copy(ui->composition, sizeof ui->composition, ui->event->text);
        ui_take(ui);
        return FIELD_IDLE;
    case INPUT_POINTER_DOWN:
        if (!rect_contains(ui_visible(ui, view->rect), ui->pointer.x, ui->pointer.y)) {
            FieldEvent event = commit(ui, view, value);
            leave(ui);
            ui->focus = 0;
            return event;
        }
        return FIELD_IDLE;
    case INPUT_FOCUS_LOST:
    case INPUT_CLOSE:
    case INPUT_DROP_FILE:
        return commit(ui, view, value);
    case INPUT_POINTER_MOVE:
    case INPUT_POINTER_UP:
    case INPUT_WHEEL:
    case INPUT_PINCH:
    case INPUT_KEY_UP:
        return FIELD_IDLE;
    }
    return FIELD_IDLE;
}

static void point_event(Ui *ui, WidgetId id, const FieldView *view) {
    Touch touch = ui_touch(ui, id, view->rect);
    if (touch.hovered) {
        ui->cursor = CURSOR_TEXT;
    }
    float dx = ui->pointer.x - ui->held_from.x, dy = ui->pointer.y - ui->held_from.y;
    bool dragged = touch.moved && dx * dx + dy * dy > DRAG_THRESHOLD * DRAG_THRESHOLD;
    if (ui->edit_owner != id || !(touch.pressed || dragged)) {
        return;
    }
    size_t offset = offset_at(ui, view, ui->pointer);
    if (touch.pressed && touch.clicks == 2) {
        text_edit_select_word(&ui->edit, offset);
    } else if (touch.pressed && touch.clicks > 2) {
        text_edit_select_all(&ui->edit);
    } else {
        text_edit_place(&ui->edit, offset, dragged || (ui->modifiers & MOD_SHIFT) != 0);
    }
}

static void start(Ui *ui, WidgetId id, const FieldView *view, const char *value) {
    size_t limit = view->field->limit > 0 ? view->field->limit : LIMIT_TEXT_BYTES;
    text_edit_start(&ui->edit, value, limit, view->field->multiline);
    ui->edit_owner = id;
    ui->edit_scroll = 0;
    ui->composition[0] = '\0';
    if (ui->held == id && !view->field->whole) {
        text_edit_place(&ui->edit, offset_at(ui, view, ui->pointer), false);
    } else if (ui->edit_again == id && !view->field->whole) {
        text_edit_move(&ui->edit, TEXT_END, false);
    }
    ui->edit_again = 0;
}

/* ---- Drawing --------------------------------------------------------------------------------- */

static float caret_x(const Ui *ui, const FieldView *view, const char *text, TextLine line,
                     size_t offset) {
    return ui->metrics->width(ui->metrics->context, view->style.font, view->style.size,
                              text + line.start, offset - line.start);
}

static void follow_caret(Ui *ui, const FieldView *view, const TextLines *lines, const char *text) {
    if (view->field->multiline) {
        ui->edit_scroll = 0;
        return;
    }
    float x = caret_x(ui, view, text, lines->items[0], ui->edit.caret);
    if (x < ui->edit_scroll) {
        ui->edit_scroll = x;
    } else if (x > ui->edit_scroll + view->text.w - 2) {
        ui->edit_scroll = x - view->text.w + 2;
    }
}

static void draw_selection(Ui *ui, const FieldView *view, const char *text, TextLine line, float x,
                           float top) {
    size_t start = text_edit_selection_start(&ui->edit);
    size_t end = text_edit_selection_end(&ui->edit);
    start = start > line.start ? start : line.start;
    end = end < line.end ? end : line.end;
    if (start < end) {
        float left = caret_x(ui, view, text, line, start);
        float right = caret_x(ui, view, text, line, end);
        Color color = color_mix(ui->theme->accent_soft, ui->theme->accent, 0.25f);
        draw_rect(ui->list, (Rect){x + left, top, right - left, view->line_height}, 2, color);
    }
}

static void draw_caret(Ui *ui, const FieldView *view, float x, float top) {
    if (ui->composition[0]) {
        float width = ui_text_width(ui, view->style, ui->composition);
        Rect under = {x, top, width, view->line_height};
        draw_rect(ui->list, under, 0, ui->theme->accent_soft);
        ui_text(ui, under, view->style, ALIGN_LEFT, ui->composition);
        draw_rect(ui->list, (Rect){x, top + view->line_height - 1, width, 1}, 0, ui->theme->accent);
        x += width;
    }
    ui->text_rect = (Rect){x, top, 2, view->line_height};
    draw_rect(ui->list, (Rect){x, top + 1, 1.5f, view->line_height - 2}, 0, ui->theme->accent);
}

static void draw_resting(Ui *ui, const FieldView *view, const char *value) {
    TextStyle style = view->style;
    const char *text = value;
    if (!value[0] && view->field->placeholder) {
        text = view->field->placeholder;
        style.color = ui->theme->text_faint;
    }
    if (view->field->disabled || view->field->muted) {
        style.color = ui->theme->text_muted;
    }
    if (view->field->multiline) {
        ui_paragraph(ui, view->text.x, view->text.y, view->text.w, style, text);
    } else {
        ui_text(ui, view->text, style, view->field->align, text);
    }
}

static void draw_editing(Ui *ui, const FieldView *view) {
    const char *text = text_edit_text(&ui->edit);
    TextLines lines = lines_of(ui, view, text);
    follow_caret(ui, view, &lines, text);
    float x = view->text.x - (view->field->multiline ? 0 : ui->edit_scroll);
    float top = first_top(ui, view);
    size_t caret_line = text_lines_find(&lines, ui->edit.caret);
    ui->wants_text = true;
    if (!text[0] && !ui->composition[0] && view->field->placeholder) {
        draw_resting(ui, view, "");
    }
    for (size_t i = 0; i < lines.count; i++) {
        TextLine line = lines.items[i];
        draw_selection(ui, view, text, line, x, top);
        float baseline = text_center_baseline(ui->metrics, view->style.font, view->style.size, top,
                                              view->line_height);
        if (line.end > line.start) {
            draw_text(ui->list, x, baseline, view->style.font, view->style.size, view->style.color,
                      arena_copy(&ui->scratch, text + line.start, line.end - line.start));
        }
        if (i == caret_line) {
            draw_caret(ui, view, x + caret_x(ui, view, text, line, ui->edit.caret), top);
        }
        top += view->line_height;
    }
}

static void draw_ground(Ui *ui, const FieldView *view, bool editing, bool hovered) {
    const Theme *theme = ui->theme;
    const Field *field = view->field;
    Color border = theme->border;
    if (editing) {
        border = field->error ? theme->tone[TONE_CRITICAL] : theme->accent;
    } else if (hovered) {
        border = theme->border_strong;
    }
    Color ground = field->disabled ? theme->sunk : theme->surface;
    if (field->look == FIELD_BOXED || editing) {
        draw_box(ui->list, view->rect, 7, ground, editing ? 1.5f : 1, border);
    } else if (hovered) {
        draw_rect(ui->list, view->rect, 5, theme->sunk);
    }
    if (field->icon) {
        Rect icon = {view->rect.x + PADDING, view->rect.y + (view->rect.h - 15) / 2, 15, 15};
        draw_icon(ui->list, icon, field->icon, theme->text_faint);
    }
    if (field->suffix && field->suffix[0]) {
        Rect suffix = rect_shrink(view->rect, PADDING, 0);
        ui_text(ui, suffix, style_faint(theme), ALIGN_RIGHT, field->suffix);
    }
}

/* ---- The field ------------------------------------------------------------------------------- */

FieldEvent ui_field(Ui *ui, Rect rect, Field field, const char *value) {
    FieldView view = view_of(ui, &field, rect);
    WidgetId id = ui_widget(ui, rect, "field:%s", field.name);
    const char *exact = field.exact ? field.exact : value;
    FieldEvent event = FIELD_IDLE;
    bool hovered = !field.disabled && ui_over(ui, rect);
    if (ui->edit_owner == id) {
        ui->edit_seen = true;
        if (ui->focus != id) {
            event = commit(ui, &view, exact);
            leave(ui);
        } else if (ui->event) {
            event = edit_event(ui, &view, exact);
        }
    }
    if (!field.disabled) {
        ui_focusable(ui, id, rect);
        point_event(ui, id, &view);
        if (ui_focused(ui, id) && ui->edit_owner == 0 && event == FIELD_IDLE) {
            start(ui, id, &view, exact);
            ui->edit_seen = true;
        } else if (ui_focused(ui, id) && ui->edit_owner != id) {
            ui->again = true;
        }
    }
    bool editing = ui->edit_owner == id;
    draw_ground(ui, &view, editing, hovered);
    ui_clip(ui, rect_inset(view.text, -2));
    if (editing) {
        draw_editing(ui, &view);
    } else {
        draw_resting(ui, &view, value);
    }
    ui_unclip(ui);
    return event;
}

const char *field_text(const Ui *ui) {
    return text_edit_text(&ui->edit);
}

bool field_escaped(const Ui *ui) {
    return ui->cause && ui->cause->type == INPUT_KEY_DOWN && ui->cause->key == KEY_ESCAPE;
}

static WidgetId field_id(const Ui *ui, const char *name) {
    char full[UI_NAME_SIZE];
    text_copy(full, sizeof full, "field:");
    text_copy(full + 6, sizeof full - 6, name);
    return ui_id(ui, full);
}

const char *field_editing(const Ui *ui, const char *name) {
    return ui->edit_owner && ui->edit_owner == field_id(ui, name) ? text_edit_text(&ui->edit)
                                                                  : NULL;
}

void field_replace(Ui *ui, const char *name, const char *text) {
    if (field_editing(ui, name)) {
        text_edit_start(&ui->edit, text, ui->edit.limit, ui->edit.multiline);
        text_edit_move(&ui->edit, TEXT_END, false);
        ui->again = true;
    }
}

void field_focus(Ui *ui, const char *name) {
    ui_focus(ui, field_id(ui, name));
}

float field_area_height(Ui *ui, float width, const char *name, const char *value, size_t least) {
    const char *text = field_editing(ui, name);
    TextStyle style = style_body(ui->theme);
    TextLines lines = text_lines_break(ui->metrics, &ui->scratch, style.font, style.size,
                                       text ? text : value, width - 2 * PADDING);
    size_t count = lines.count < least ? least : lines.count;
    return (float)count * ui_line_height(style) + 2 * AREA_PADDING;
}
