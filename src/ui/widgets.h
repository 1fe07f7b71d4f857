/* The widgets: buttons, tabs, switches, choices, sliders. See ui.h for how a pass works.
 *
 * Each shows hover, press, focus and disabled states, works by keyboard, and says its name in the
 * draw list: "button:Check", "tab:Findings", "check:Idempotent", "choice:dispatch", ... */
#ifndef FAULTLINE_UI_WIDGETS_H
#define FAULTLINE_UI_WIDGETS_H

#include "ui/ui.h"

enum { BUTTON_HEIGHT = 30, FIELD_HEIGHT = 30, ROW_HEIGHT = 26 };

typedef enum ButtonStyle {
    BUTTON_PLAIN,   /* a hairline border */
    BUTTON_PRIMARY, /* the one thing to do next */
    BUTTON_SOFT,    /* on a tint of the accent */
    BUTTON_QUIET,   /* no ground until the pointer is over it */
    BUTTON_LINK,    /* a word in the accent's colour */
    BUTTON_DANGER   /* takes something away */
} ButtonStyle;

typedef struct Button {
    const char *label; /* NULL: an icon alone */
    const char *icon;  /* or NULL */
    const char *name;  /* "button:<name>"; NULL: the label */
    const char *tip;   /* or NULL */
    ButtonStyle style;
    bool disabled;
    bool on; /* a toggle that is on */
} Button;

bool ui_button(Ui *ui, Rect rect, Button button);
float ui_button_width(const Ui *ui, Button button); /* what it needs */

/* A strip of tabs with a line under the one that is open. True when another was chosen. */
bool ui_tabs(Ui *ui, Rect rect, const char *const *names, const char *const *labels, size_t count,
             size_t *open);

/* True when it was turned on or off; *on is the new state. */
bool ui_checkbox(Ui *ui, Rect rect, const char *name, const char *label, bool *on);
bool ui_switch(Ui *ui, Rect rect, const char *name, bool *on);

/* A dropdown. `shown` is what its face says. True when an option was picked. */
typedef struct Choice {
    const char *name;
    const char *shown;
    const char *const *options;
    size_t count;
    size_t current; /* SIZE_MAX: none of them */
    bool is_button; /* looks like a button with a menu: the face does not change */
    bool muted;     /* it can be picked, but has no effect now */
    bool disabled;
} Choice;
bool ui_choice(Ui *ui, Rect rect, Choice choice, size_t *picked);

/* A position from 0 to 1 under the pointer while it is held; arrow keys move by `step`. */
bool ui_slider(Ui *ui, Rect rect, const char *name, double step, double *position);

void ui_separator(Ui *ui, float x, float y, float width);
/* The icon of a component's kind on its tint, filling a square. */
void ui_kind_icon(Ui *ui, Rect square, const KindSpec *kind);
/* "octagon", "triangle", ...: a severity is a shape before it is a colour. */
const char *tone_icon(Tone tone);

#endif
