/* The flaws of a replayed round on its time axis: each where it entered. */
#ifndef FAULTLINE_UI_FLAW_MARKS_H
#define FAULTLINE_UI_FLAW_MARKS_H

#include "ui/app_state.h"

/* In this row of the axis; a press goes there. */
void flaw_marks(App *app, Rect row);
/* The flaw that this finding is one of, or NULL. */
const Flaw *flaw_marks_find(const App *app, const Finding *finding);
/* Shows the flaw as it entered: the board then, its part, and all about it. */
void flaw_marks_go(App *app, const Flaw *flaw);
/* To the next flaw after the moment of now, and after the last one to the first. */
void flaw_marks_next(App *app);

#endif
