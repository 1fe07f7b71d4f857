/* A run's report for a terminal: the verdict first. */
#ifndef FAULTLINE_CLI_SIM_TEXT_H
#define FAULTLINE_CLI_SIM_TEXT_H

#include "cli/columns.h"
#include "sim/sim_report.h"

void sim_text_write(const SimReport *report, const Screen *screen, TextBuffer *out);

#endif
