/* What can be done about an open finding: prove it, mend it. */
#ifndef FAULTLINE_UI_FINDING_DEEDS_H
#define FAULTLINE_UI_FINDING_DEEDS_H

#include "ui/app_state.h"

/* Each lays itself out below y and returns its height, 0 when there is nothing to show. */
float finding_proof(App *app, float x, float y, float width, const Finding *finding);
/* The Prove and Fix buttons, cut off the row; those that make no sense are not there. */
void finding_deeds(App *app, Rect *row, const Finding *finding);

#endif
