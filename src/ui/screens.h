/* The screens and their panels. Each lays itself out in the rectangle it is given. */
#ifndef FAULTLINE_UI_SCREENS_H
#define FAULTLINE_UI_SCREENS_H

#include "ui/app_state.h"

void home_screen(App *app);
/* The list of sessions: the newest, and all the others. */
typedef enum HomePart { HOME_NEWEST, HOME_EARLIER } HomePart;
void home_recent(App *app, Rect rect, HomePart part);
float home_recent_height(const App *app, HomePart part); /* 0: there are none */
void board_screen(App *app);
void replay_screen(App *app);

void top_bar(App *app, Rect bar);
void logo(App *app, Rect *bar); /* cuts its room off the bar; a press goes home */
void palette(App *app, Rect rect);
void timeline(App *app, Rect rect); /* of the replay */

void side_panel(App *app, Rect rect); /* the tabs */
void findings_panel(App *app, Rect rect);
void findings_forget(App *app); /* which one is open, and what was kept about them */
void inspector_panel(App *app, Rect rect);
void brief_panel(App *app, Rect rect);
void answers_panel(App *app, Rect rect);

#endif
