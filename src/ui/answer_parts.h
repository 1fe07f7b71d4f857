/* The pieces of the answers panel. */
#ifndef FAULTLINE_UI_ANSWER_PARTS_H
#define FAULTLINE_UI_ANSWER_PARTS_H

#include "ui/answer_edits.h"
#include "ui/inspector.h"

/* A text of the answers as a field that wraps. */
typedef struct AnswerText {
    const char *name; /* of the field */
    const char *placeholder;
    const char *value;
} AnswerText;

float answer_text_height(App *app, float width, AnswerText text);
/* True when it was changed; the new text is field_text(). */
bool answer_text(App *app, Rect rect, AnswerText text);
/* The empty field at the end of a list. True when something was typed into it and handed over. */
bool answer_add(Column *column, const char *name, const char *placeholder);
/* A cross at the right end of the row, which is cut off it. */
Rect answer_cross(Rect *row);
bool answer_remove(App *app, Rect cross, const char *name);

void answer_apis(Column *column);
void answer_entities(Column *column);
void answer_tradeoffs(Column *column);

#endif
