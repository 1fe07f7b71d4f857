/* A line under the tools that speaks of the newest connection, and offers to limit it to the
 * operations that can be meant. */
#ifndef FAULTLINE_UI_OFFER_H
#define FAULTLINE_UI_OFFER_H

#include "ui/app_state.h"

/* After a command was applied: whether it has drawn a connection that there is something to say
 * about. `id`: the only connection that it made, or "". */
void offer_consider(App *app, const char *id);
void offer_show(App *app);

#endif
