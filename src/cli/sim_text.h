/* A run's report for a terminal: the verdict first. */
#ifndef FAULTLINE_CLI_SIM_TEXT_H
#define FAULTLINE_CLI_SIM_TEXT_H

#include "cli/columns.h"
#include "sim/sim_report.h"

/* One run, whatever strikes in it. */
void sim_text_write(const SimReport *report, const Screen *screen, TextBuffer *out);
/* Its parts: what was played; the operations and the busiest components; a story, if there is one. */
void sim_text_head(const SimReport *report, const Screen *screen, TextBuffer *out);
void sim_text_body(const SimReport *report, const Screen *screen, TextBuffer *out);
void sim_text_story(const SimReport *report, const Screen *screen, TextBuffer *out);
/* How many service levels were asked for, and how many of them were missed. */
size_t sim_text_count_slos(const SimReport *report, size_t *missed);

/* What the other commands on loads write too. */
void sim_text_append_number(TextBuffer *out, double number);
void sim_text_append_ms(TextBuffer *out, double ms); /* three digits are enough for a time */
void sim_text_heading(const Screen *screen, TextBuffer *out, const char *heading);

#endif
