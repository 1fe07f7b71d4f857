/* The text that is being edited in a field: characters, caret, selection, and undo within the
 * field. No drawing: text_field.h shows it.
 *
 * Offsets are in bytes and always at the edge of a character. A TextEdit owns its memory;
 * zero-initialise. */
#ifndef FAULTLINE_UI_TEXT_EDIT_H
#define FAULTLINE_UI_TEXT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"

typedef struct TextSnapshot {
    char *text;
    size_t caret, anchor;
} TextSnapshot;

/* What the last change was: one kind in a row is one step of undo. */
typedef enum TextEditRun { RUN_NONE, RUN_TYPING, RUN_DELETING } TextEditRun;

typedef struct TextEdit {
    TextBuffer text;
    size_t caret, anchor; /* the selection lies between them */
    size_t limit;         /* bytes that the text may have */
    bool multiline;       /* a line break may be in it */
    TextEditRun run;
    ARRAY_OF(TextSnapshot) undo;
    ARRAY_OF(TextSnapshot) redo;
} TextEdit;

typedef enum TextMove {
    TEXT_LEFT,
    TEXT_RIGHT,
    TEXT_WORD_LEFT,
    TEXT_WORD_RIGHT,
    TEXT_LINE_START,
    TEXT_LINE_END,
    TEXT_START,
    TEXT_END
} TextMove;

/* Starts with this text, all of it selected, nothing to undo. */
void text_edit_start(TextEdit *edit, const char *text, size_t limit, bool multiline);
void text_edit_free(TextEdit *edit);
const char *text_edit_text(const TextEdit *edit);

/* Replaces the selection. What is not UTF-8, control characters, and what is past the limit is
 * left out; in a field of one line a line break becomes a space. */
void text_edit_insert(TextEdit *edit, const char *text);
/* Deletes the selection, or from the caret to where the move would lead. */
void text_edit_delete(TextEdit *edit, TextMove move);
void text_edit_move(TextEdit *edit, TextMove move, bool select);
void text_edit_place(TextEdit *edit, size_t offset, bool select);
void text_edit_select_all(TextEdit *edit);
void text_edit_select_word(TextEdit *edit, size_t offset);
size_t text_edit_selection_start(const TextEdit *edit);
size_t text_edit_selection_end(const TextEdit *edit);
bool text_edit_undo(TextEdit *edit); /* false when there is nothing to undo */
bool text_edit_redo(TextEdit *edit);

#endif
