/* When something was, for a person, in the time zone of the machine. */
#ifndef FAULTLINE_UI_WHEN_H
#define FAULTLINE_UI_WHEN_H

#include "ui/ui.h"

/* "today 14:05", "yesterday 9:30", "Friday", "12 Nov"; lives as long as the pass. */
const char *ui_when(Ui *ui, int64_t unix_s, int64_t now_s);

#endif
