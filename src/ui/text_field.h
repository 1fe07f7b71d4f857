/* Text fields: of one line, or an area of several.
 *
 * A field shows the caller's value until it has the focus; then what is typed is kept in the
 * toolkit (Ui.edit) and handed over once: with Enter, Tab, a press elsewhere, or any command. So
 * one visit to a field is one edit of the document, however many keys it took. Escape gives the
 * old value back. After Enter, Escape, and an undo with nothing typed to undo, the focus is on the
 * ground (Ui.ground): the next key is the board's. */
#ifndef FAULTLINE_UI_TEXT_FIELD_H
#define FAULTLINE_UI_TEXT_FIELD_H

#include "ui/ui.h"

typedef enum FieldLook {
    FIELD_BOXED,
    FIELD_BARE /* no border until it has the focus: a title, a label on the board */
} FieldLook;

typedef struct Field {
    const char *name;        /* "field:<name>" */
    const char *placeholder; /* or NULL */
    const char *exact;       /* what editing begins with, where it is not the value as shown */
    const char *suffix;      /* a unit at the right end, or NULL */
    const char *icon;        /* at the left end, or NULL */
    const char *error;       /* why the text of now is not acceptable, or NULL */
    bool multiline;          /* wraps; Shift+Enter breaks the line */
    bool breaks_lines;       /* Enter does too, and Escape keeps what was typed */
    bool whole;              /* a press selects all of it: a number, a setting */
    bool stays;              /* Enter leaves the focus in it, for the next entry of a list */
    bool disabled;
    bool muted; /* it can be edited, but has no effect now */
    FieldLook look;
    Font font;       /* FONT_REGULAR unless set */
    float size;      /* 0: as body text */
    TextAlign align; /* of a field that is not being edited */
    size_t limit;    /* bytes; 0: what the formats allow */
} Field;

typedef enum FieldEvent {
    FIELD_IDLE,
    FIELD_TYPED,     /* the text changed, but is not handed over */
    FIELD_COMMITTED, /* left with another text than the value */
    FIELD_ENTERED,   /* left with Enter, whatever the text */
    FIELD_CANCELLED  /* left with Escape, or with a text that is not acceptable */
} FieldEvent;

/* On FIELD_TYPED, _COMMITTED and _ENTERED the text is field_text(). */
FieldEvent ui_field(Ui *ui, Rect rect, Field field, const char *value);
const char *field_text(const Ui *ui);
bool field_escaped(const Ui *ui); /* the pass is about Escape */
/* What is being typed into the field of this name, or NULL when it is not being edited. */
const char *field_editing(const Ui *ui, const char *name);
/* Puts another text into it while it is being edited. */
void field_replace(Ui *ui, const char *name, const char *text);
/* Gives it the focus, its text selected. */
void field_focus(Ui *ui, const char *name);
/* The height that an area needs for this text, and for at least so many lines. */
float field_area_height(Ui *ui, float width, const char *name, const char *value, size_t least);

#endif
