/* The pieces of the inspector: a column that is filled from the top. */
#ifndef FAULTLINE_UI_INSPECTOR_H
#define FAULTLINE_UI_INSPECTOR_H

#include "ui/screens.h"

typedef struct Column {
    App *app;
    float x, y, width; /* y: where the next row goes */
} Column;

void column_gap(Column *column, float height);
Rect column_row(Column *column, float height);
void column_section(Column *column, const char *title);
void column_text(Column *column, TextStyle style, const char *text);
/* Those of the card first, then the main ones, and the rest under a fold. */
void column_settings(Column *column, const char *element, const char *card,
                     const SettingSpec *specs, size_t count, const Settings *chosen);
/* A line that opens and closes what is below it; true when it is open. */
bool column_fold(Column *column, const char *name, const char *title, bool *open);

void connection_inspector(Column *column, const Connection *connection);
/* Of an area or a note: the other one is NULL. */
void text_inspector(Column *column, const Area *area, const Note *note);
void many_inspector(Column *column); /* of all that is selected */
void inspector_buttons(Column *column, bool duplicates);

#endif
