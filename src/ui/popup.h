/* The list of choices that hangs from a dropdown or a menu button.
 *
 * The core calls popup_input before the widgets of a pass, so that a pick is known to its owner in
 * the same pass, and popup_draw after them, so that it lies on top. */
#ifndef FAULTLINE_UI_POPUP_H
#define FAULTLINE_UI_POPUP_H

#include "ui/ui.h"

/* Copies the options. `marked` is the one in force, or SIZE_MAX. */
void popup_open(Ui *ui, WidgetId owner, Rect anchor, const char *const *options, size_t count,
                size_t marked);
void popup_close(Ui *ui);
/* True once, when an option of this owner was picked. */
bool popup_picked(Ui *ui, WidgetId owner, size_t *option);

void popup_input(Ui *ui);
void popup_draw(Ui *ui);

#endif
