/* The stress test in a few words, above the findings: not played, under way, stopped, or what came
 * of it. */
#ifndef FAULTLINE_UI_STUDY_CARD_H
#define FAULTLINE_UI_STUDY_CARD_H

#include "ui/app_state.h"

/* Returns the height that it took; 0 when there is nothing to play. */
float study_card(App *app, float x, float y, float width);

#endif
