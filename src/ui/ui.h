/* The toolkit's core: one pass over the widgets of a frame.
 *
 * A frame is one pass for each input event and then passes without an event, the last of which is
 * the one that is painted. In every pass the same code lays the widgets out, lets each look at the
 * event, and appends what it shows to the draw list. So a widget has one place for its looks and
 * its behaviour, and two events in one frame behave like two frames.
 *
 * A widget is known by its name ("button:Check"): the name is in the draw list, and with the scope
 * in force (the component that an inspector shows) it makes the id that focus and edits are kept
 * by. A widget that takes the event hides it from those after it. Widgets act when the button is
 * released; a text field that is left hands its text over when the button goes down, so that what
 * was typed is stored before anything else happens.
 *
 * Between passes only ids, offsets and the text being edited are kept: no pointers to widgets. */
#ifndef FAULTLINE_UI_UI_H
#define FAULTLINE_UI_UI_H

#include "board/draw.h"
#include "board/input.h"
#include "board/theme.h"
#include "ui/app.h"
#include "ui/layout.h"
#include "ui/text_edit.h"

typedef uint64_t WidgetId; /* 0: none */

/* Parts of the window that F6 walks. */
typedef enum UiRegion {
    REGION_TOP,
    REGION_LEFT,
    REGION_CANVAS,
    REGION_RIGHT,
    REGION_BOTTOM
} UiRegion;

enum { UI_CLIP_DEPTH = 8, UI_NAME_SIZE = 256 };

/* Everything has room in a window of this size; a smaller one shows a part of it. */
enum { UI_LEAST_WIDTH = 960, UI_LEAST_HEIGHT = 540 };

typedef struct FocusStop {
    WidgetId id;
    UiRegion region;
    Rect rect;
} FocusStop;

typedef struct ScrollState {
    WidgetId id;
    float offset, content;
} ScrollState;

/* A list of choices that hangs from a widget and takes all input while it is open. */
typedef struct Popup {
    WidgetId owner; /* 0: closed */
    Rect anchor;
    ARRAY_OF(char *) options;
    size_t current; /* the highlighted option */
    size_t marked;  /* the one in force, with a tick; SIZE_MAX: none */
    char typed[32]; /* what an option is looked for by, until there is a pause */
    int64_t typed_ms;
    float offset;
    WidgetId picked_by; /* whose option was picked in this pass */
    size_t picked;
} Popup;

typedef struct Ui {
    /* Of the pass. */
    DrawList *list;
    const TextMetrics *metrics;
    const Theme *theme;
    const InputEvent *event;  /* NULL in a painting pass, and once a widget has taken it */
    const InputEvent *cause;  /* the event of the pass, taken or not */
    const InputEvent *hidden; /* kept back from what lies below a dialog */
    Rect window;
    int64_t now_ms;
    const char *paste; /* the clipboard's text, or NULL */
    Arena scratch;     /* texts that live as long as the pass */
    uint64_t scope;    /* part of every id made now */
    UiRegion region;
    bool blocked;    /* below a dialog: nothing reacts */
    bool again;      /* what is shown is out of date: another pass is needed */
    bool text_taken; /* a field took the key, so its text may follow */
    bool edit_seen;  /* the field that is being edited was in this pass */
    bool held_seen;
    Rect clips[UI_CLIP_DEPTH];
    size_t clip_count;
    ARRAY_OF(FocusStop) stops;
    const char *tip; /* of the widget under the pointer */
    Rect tip_rect;
    int64_t wake_ms; /* when a frame is wanted; -1: not at all */
    Cursor cursor;
    bool wants_text;
    Rect text_rect;

    /* Kept from pass to pass. */
    Point pointer;
    unsigned modifiers;
    WidgetId held;   /* pressed and not yet released */
    Point held_from; /* where */
    int held_clicks;
    WidgetId focus;
    WidgetId opening; /* a choice that opens its list as soon as it has the focus and is in sight */
    WidgetId ground;  /* what a field gives the focus to when it is done: the canvas, or 0 */
    bool focus_shown; /* it was moved by keyboard: draw the ring */
    bool reveal;      /* scroll to the focus */
    bool swallow;     /* a key did something: its text goes nowhere */
    WidgetId tip_id;  /* the widget under the pointer, and since when */
    int64_t tip_since_ms;
    char *copied; /* text for the clipboard, until the program takes it; or NULL */
    TextEdit edit;
    WidgetId edit_owner;
    WidgetId edit_again; /* the field that Enter left, to go on with its new value */
    float edit_scroll;
    char composition[128]; /* of an input method, not committed yet */
    Popup popup;
    ARRAY_OF(ScrollState) scrolls;
} Ui;

/* What a pass is about. `event` may be NULL. */
typedef struct UiFrame {
    DrawList *list;
    const TextMetrics *metrics;
    const Theme *theme;
    const Input *input;
} UiFrame;

void ui_begin(Ui *ui, const UiFrame *frame, const InputEvent *event);
/* Draws what lies on top, moves the focus, and drops what was not in this pass any more. */
void ui_end(Ui *ui);
void ui_free(Ui *ui);

/* --- Names, clips, layers --- */
/* Appends the name to the draw list and gives the widget's id. */
WidgetId ui_widget(Ui *ui, Rect rect, const char *format, ...) PRINTF_LIKE(3, 4);
/* The id that a widget of this name has in the scope of now. */
WidgetId ui_id(const Ui *ui, const char *name);
void ui_set_scope(Ui *ui, const char *scope); /* NULL: none */
void ui_clip(Ui *ui, Rect rect);
void ui_unclip(Ui *ui);
Rect ui_visible(const Ui *ui, Rect rect); /* what the clips leave of it */
/* Hides the event from what is drawn until ui_unblock: it lies below a dialog. */
void ui_block(Ui *ui);
void ui_unblock(Ui *ui);

/* --- The event --- */
bool ui_over(const Ui *ui, Rect rect); /* whether the pointer is there and nothing else holds it */
bool ui_is(const Ui *ui, InputType type);
bool ui_is_pointer_event(const Ui *ui);
bool ui_key(Ui *ui, int key,
            unsigned modifiers); /* takes the event when it is this key going down */
void ui_take(Ui *ui);
/* Takes what the pointer does over a panel's bare ground, so that it does not reach the board. */
void ui_absorb(Ui *ui, Rect rect);
void ui_wake_at(Ui *ui, int64_t when_ms);
const char *ui_format(Ui *ui, const char *format, ...) PRINTF_LIKE(2, 3); /* in the scratch arena */

/* --- What every widget is made of --- */
typedef struct Touch {
    bool hovered, held, focused;
    bool pressed; /* the button went down on it in this pass */
    bool clicked; /* released over it, or Enter or Space with the focus */
    bool keyed;   /* it was the key */
    bool moved;   /* held, and the pointer moved in this pass */
    int clicks;   /* 2 for a double-click, with `pressed` and `clicked` */
} Touch;

Touch ui_touch(Ui *ui, WidgetId id, Rect rect);
/* Makes it a stop of Tab. Call before ui_touch. */
void ui_focusable(Ui *ui, WidgetId id, Rect rect);
bool ui_focused(const Ui *ui, WidgetId id);
void ui_focus(Ui *ui, WidgetId id);
/* In the place of another: no ring that was not there, and nothing scrolls. */
void ui_hand_focus(Ui *ui, WidgetId id);
void ui_draw_focus(Ui *ui, WidgetId id, Rect rect, float radius); /* the ring, when it is shown */
/* Shows this text beside the widget once the pointer has rested on it. */
void ui_tip(Ui *ui, WidgetId id, Rect rect, const char *tip);
ScrollState *ui_scroll_state(Ui *ui, WidgetId id);

/* --- Text --- */
typedef struct TextStyle {
    Font font;
    float size;
    Color color;
} TextStyle;

typedef enum TextAlign { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } TextAlign;

/* One line in the middle of the rectangle's height, cut with "…" where it does not fit. */
void ui_text(Ui *ui, Rect rect, TextStyle style, TextAlign align, const char *text);
/* Wrapped text; each returns its height. */
float ui_paragraph(Ui *ui, float x, float y, float width, TextStyle style, const char *text);
float ui_paragraph_centered(Ui *ui, float x, float y, float width, TextStyle style,
                            const char *text);
float ui_paragraph_height(Ui *ui, float width, TextStyle style, const char *text);
float ui_text_width(const Ui *ui, TextStyle style, const char *text);
float ui_line_height(TextStyle style);

TextStyle style_body(const Theme *theme);    /* 12.5 */
TextStyle style_strong(const Theme *theme);  /* 13 semibold */
TextStyle style_muted(const Theme *theme);   /* 12 */
TextStyle style_faint(const Theme *theme);   /* 11.5 */
TextStyle style_heading(const Theme *theme); /* 16 semibold */
TextStyle style_section(const Theme *theme); /* 11.5 semibold, muted: above a group */
TextStyle style_with(TextStyle style, Color color);

#endif
