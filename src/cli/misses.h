/* Service levels that trials missed, for a terminal and for programs. */
#ifndef FAULTLINE_CLI_MISSES_H
#define FAULTLINE_CLI_MISSES_H

#include "cli/columns.h"
#include "model/json.h"
#include "sim/trial.h"

/* "redirect p99_ms: 61.2, at most 50 was asked, under store-slow; busiest was store, to 98 %". */
void miss_append(const Miss *miss, const Design *design, const Scenario *scenario,
                 TextBuffer *line);
void misses_write_text(const Misses *misses, const Design *design, const Scenario *scenario,
                       const Screen *screen, TextBuffer *out);
void miss_write_json(const Miss *miss, const Design *design, const Scenario *scenario,
                     JsonWriter *writer);
void misses_write_json(const Misses *misses, const Design *design, const Scenario *scenario,
                       JsonWriter *writer);

#endif
