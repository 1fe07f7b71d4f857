/* The flaws of a replayed round on its time axis: each where it entered. */
#ifndef FAULTLINE_UI_FLAW_MARKS_H
#define FAULTLINE_UI_FLAW_MARKS_H

#include "ui/app_state.h"

/* In this row of the axis; a press goes there. */
void flaw_marks(App *app, Rect row);
/* To the next flaw after the moment of now, and after the last one to the first. */
void flaw_marks_next(App *app);

#endif
