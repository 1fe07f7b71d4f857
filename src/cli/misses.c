#include "cli/misses.h"

#include "cli/sim_text.h"

enum { LINE_INDENT = 2 };

void miss_append(const Miss *miss, const Design *design, const Scenario *scenario,
                 TextBuffer *line) {
    const SloVerdict *verdict = &miss->verdict;
    text_append_format(line, "%s %s: ", scenario->operations[miss->operation].id,
                       slo_name(verdict->slo));
    if (verdict->has_measured) {
        sim_text_append_number(line, verdict->measured);
    } else {
        text_append(line, "nothing to measure");
    }
    text_append(line, verdict->slo == SLO_AVAILABILITY_PCT ? ", at least " : ", at most ");
    sim_text_append_number(line, verdict->target);
    text_append(line, " was asked");
    if (miss->fault != SIZE_MAX) {
        text_append_format(line, ", under %s", scenario->faults[miss->fault].id);
    }
    if (miss->bottleneck != SIZE_MAX) {
        text_append_format(line, "; busiest was %s, to %.0f %%",
                           design->components.items[miss->bottleneck]->id,
                           miss->utilisation * 100.0);
    }
}

void misses_write_text(const Misses *misses, const Design *design, const Scenario *scenario,
                       const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    for (size_t i = 0; i < misses->count; i++) {
        miss_append(&misses->items[i], design, scenario, &line);
        columns_spaces(out, LINE_INDENT);
        columns_wrap(out, screen, LINE_INDENT, LINE_INDENT + 2, text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

void miss_write_json(const Miss *miss, const Design *design, const Scenario *scenario,
                     JsonWriter *writer) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "operation", scenario->operations[miss->operation].id);
    json_text_member(writer, "slo", slo_name(miss->verdict.slo));
    json_number_member(writer, "target", miss->verdict.target);
    if (miss->verdict.has_measured) {
        json_number_member(writer, "measured", miss->verdict.measured);
    }
    if (miss->fault != SIZE_MAX) {
        json_text_member(writer, "fault", scenario->faults[miss->fault].id);
    }
    if (miss->bottleneck != SIZE_MAX) {
        json_text_member(writer, "bottleneck", design->components.items[miss->bottleneck]->id);
        json_number_member(writer, "utilisation", miss->utilisation);
    }
    json_end_object(writer);
}

void misses_write_json(const Misses *misses, const Design *design, const Scenario *scenario,
                       JsonWriter *writer) {
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < misses->count; i++) {
        miss_write_json(&misses->items[i], design, scenario, writer);
    }
    json_end_array(writer);
}
