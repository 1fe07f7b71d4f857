/* How far something in the background is, with a button that stops it. */
#ifndef FAULTLINE_UI_PROGRESS_ROW_H
#define FAULTLINE_UI_PROGRESS_ROW_H

#include "ui/ui.h"

/* As high as a button; "button:<cancel>" stops it: true when it was pressed. */
bool progress_row(Ui *ui, Rect row, const char *cancel, double done);

#endif
