/* A run's report for a terminal: the verdict first. */
#ifndef FAULTLINE_CLI_SIM_TEXT_H
#define FAULTLINE_CLI_SIM_TEXT_H

#include "cli/columns.h"
#include "sim/sim_report.h"

void sim_text_write(const SimReport *report, const Screen *screen, TextBuffer *out);

/* What the other commands on loads write too. */
void sim_text_append_number(TextBuffer *out, double number);
void sim_text_append_ms(TextBuffer *out, double ms); /* three digits are enough for a time */
void sim_text_heading(const Screen *screen, TextBuffer *out, const char *heading);

#endif
