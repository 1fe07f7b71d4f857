/* What can be done about a finding: it can be played, and mended. */
#ifndef FAULTLINE_UI_FINDING_DEEDS_H
#define FAULTLINE_UI_FINDING_DEEDS_H

#include "ui/app_state.h"

/* The buttons Prove and Apply fix, as far as the finding's rule has a proof and edits; cut from the
 * left of the row. */
void finding_deeds(App *app, Rect *row, const Finding *finding);

#endif
