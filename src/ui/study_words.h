/* A study in words, for a person. */
#ifndef FAULTLINE_UI_STUDY_WORDS_H
#define FAULTLINE_UI_STUDY_WORDS_H

#include "round/levels.h"
#include "ui/ui.h"

/* All live as long as the pass. */
const char *study_verdict(Ui *ui, const Study *study);
const char *study_figure(Ui *ui, const SloVerdict *verdict);   /* "8.93 s", "808" */
const char *study_measured(Ui *ui, const SloVerdict *verdict); /* "p99 8.93 s", "808 lost" */
const char *study_target(Ui *ui, const SloVerdict *verdict);   /* "at most 300 ms" */

#endif
