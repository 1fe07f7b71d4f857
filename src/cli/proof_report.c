#include "cli/proof_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/sim_text.h"
#include "rules/facts.h"

enum { INDENT = 6, TIME_WIDTH = 12, HEAD_LINES = 9, TAIL_LINES = 5 };

/* ---- For people ------------------------------------------------------------------------------ */

static void write_story_line(const StoryLine *step, const Design *design, const Screen *screen,
                             TextBuffer *out) {
    const Component *component = step->component ? design_component(design, step->component) : NULL;
    const Connection *connection =
        step->connection ? design_connection(design, step->connection) : NULL;
    Arena scratch = {0};
    TextBuffer line = {0};
    char time[32];
    bool long_since = step->at_ms >= 10000.0;
    snprintf(time, sizeof time, "%.1f %s", long_since ? step->at_ms / 1000.0 : step->at_ms,
             long_since ? "s " : "ms");
    columns_spaces(out, INDENT + TIME_WIDTH - columns_count(time));
    text_append(out, time);
    text_append(out, "  ");
    if (connection) {
        text_append_format(&line, "%s: ", connection_title(design, connection, &scratch));
    } else if (component) {
        text_append_format(&line, "%s: ", component->label);
    }
    text_append(&line, step->what);
    if (step->value >= 0.0) {
        text_append(&line, " (");
        sim_text_append_number(&line, round(step->value * 10.0) / 10.0);
        text_append(&line, " ms)");
    }
    int indent = INDENT + TIME_WIDTH + 2;
    columns_wrap(out, screen, indent, indent + 2, text_of(&line));
    text_free(&line);
    arena_free(&scratch);
}

static void write_story(const Proof *proof, const Design *design, const Scenario *scenario,
                        const Screen *screen, TextBuffer *out) {
    const Operation *operation = scenario_operation(scenario, proof->story_operation);
    TextBuffer line = {0};
    text_append_format(&line, "The %s request, number %llu: \"%s\"", proof->story_title,
                       (unsigned long long)proof->story_number,
                       operation ? operation->title : proof->story_operation);
    columns_spaces(out, INDENT);
    columns_wrap(out, screen, INDENT, INDENT, text_of(&line));
    for (size_t i = 0; i < proof->story_count; i++) {
        size_t left = proof->story_count - i;
        if (i == HEAD_LINES && left > TAIL_LINES + 1) {
            text_clear(&line);
            text_append_format(&line, "(%zu lines more)", left - TAIL_LINES);
            columns_spaces(out, INDENT + TIME_WIDTH + 2);
            columns_paint(out, screen, PAINT_FAINT, text_of(&line));
            text_append_char(out, '\n');
            i = proof->story_count - TAIL_LINES;
        }
        write_story_line(&proof->story[i], design, screen, out);
    }
    text_free(&line);
}

void proof_write_text(const Proof *proof, const Design *design, const Scenario *scenario,
                      bool with_story, const Screen *screen, TextBuffer *out) {
    static const Paint PAINTS[] = {PAINT_HIGH, PAINT_FAINT, PAINT_FAINT};
    static const char *const WORDS[] = {"Shown. ", "Unproven. ", "Could not be played: "};
    TextBuffer line = {0};
    text_append(&line, proof->state == PROOF_FAILED ? proof->why : proof->text);
    if (proof->state != PROOF_FAILED && proof->seconds < proof->wanted) {
        text_append_format(&line, " (%g s of load instead of %g, for its rate.)", proof->seconds,
                           proof->wanted);
    }
    columns_spaces(out, INDENT);
    columns_paint(out, screen, PAINTS[proof->state], WORDS[proof->state]);
    columns_wrap(out, screen, INDENT + columns_count(WORDS[proof->state]), INDENT, text_of(&line));
    text_free(&line);
    if (with_story && proof->story_count > 0) {
        write_story(proof, design, scenario, screen, out);
    }
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void write_measured(JsonWriter *writer, const char *key, Measured measured) {
    json_key(writer, key);
    if (measured.known && isfinite(measured.value)) {
        json_number(writer, measured.value);
    } else {
        json_null(writer);
    }
}

static void write_story_json(const Proof *proof, JsonWriter *writer) {
    json_key(writer, "story");
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "of", proof->story_title);
    json_number_member(writer, "intent", (double)proof->story_number);
    json_text_member(writer, "operation", proof->story_operation);
    json_key(writer, "lines");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < proof->story_count; i++) {
        const StoryLine *line = &proof->story[i];
        json_begin_object(writer, JSON_INLINE);
        json_number_member(writer, "at_ms", line->at_ms);
        if (line->component) {
            json_text_member(writer, "component", line->component);
        }
        if (line->connection) {
            json_text_member(writer, "connection", line->connection);
        }
        json_text_member(writer, "what", line->what);
        if (line->value >= 0.0) {
            json_number_member(writer, "value", line->value);
        }
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

void proof_write_json(const Proof *proof, JsonWriter *writer) {
    json_key(writer, "proof");
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "state", proof_state_name(proof->state));
    if (proof->state == PROOF_FAILED) {
        json_text_member(writer, "why", proof->why);
    } else {
        json_text_member(writer, "text", proof->text);
        json_text_member(writer, "fault", proof->fault);
        json_number_member(writer, "seconds", proof->seconds);
        json_text_member(writer, "metric", MEASURE_NAMES[proof->measure]);
        json_text_member(writer, "of", proof->of);
        json_text_member(writer, "against", proof->against_calm ? "calm" : "fix");
        write_measured(writer, "drawn", proof->drawn);
        write_measured(writer, "mended", proof->mended);
        if (proof->story_count > 0) {
            write_story_json(proof, writer);
        }
    }
    json_end_object(writer);
}
