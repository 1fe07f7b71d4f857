/* Drawings in the window: those of other programs read, and the board written in any form.
 *
 * What is opened or dropped becomes a board of its own; what is imported or pasted is added to the
 * one that is open, in one step that can be undone. What was guessed and what was not read is
 * told each time. */
#ifndef FAULTLINE_UI_DRAWINGS_H
#define FAULTLINE_UI_DRAWINGS_H

#include "import/import.h"
#include "ui/app_state.h"

/* Reads a drawing's file. The import is the caller's. */
Error drawings_read(const App *app, const char *path, Import *import);
/* What was read, in a toast, or with guesses and losses in a dialog. */
void drawings_tell(App *app, const Import *import);

/* After the file dialog, or what was typed into it. */
void drawings_import(App *app, const char *path);
void drawings_export(App *app, const char *path);

/* Adds a text of the clipboard to the board; false when it is no drawing, or has nothing in it. */
bool drawings_paste(App *app, const char *text);

/* Whether this name is that of a file that can be read here, or written. */
bool drawings_reads(const char *name);
bool drawings_writes(const char *name);

#endif
