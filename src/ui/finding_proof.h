/* What came of playing a finding: both runs side by side, and the story of one request. */
#ifndef FAULTLINE_UI_FINDING_PROOF_H
#define FAULTLINE_UI_FINDING_PROOF_H

#include "ui/app_state.h"

/* The proof as far as it is; returns its height, which is 0 when nothing was played. */
float finding_proof(App *app, float x, float y, float width, const Finding *finding);

#endif
