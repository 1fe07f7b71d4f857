/* A study for a terminal: the verdict over all runs, the run without faults, and what each fault
 * did by itself. */
#ifndef FAULTLINE_CLI_STUDY_TEXT_H
#define FAULTLINE_CLI_STUDY_TEXT_H

#include "cli/columns.h"
#include "sim/study.h"

void study_text_write(const Study *study, const Screen *screen, TextBuffer *out);
/* The first run that tells a story, or NULL. */
const SimReport *study_text_story(const Study *study);

#endif
