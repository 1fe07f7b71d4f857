#include "ui/checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void checks_submit(Checks *checks, unsigned long long source, unsigned long long revision,
                   const Design *design, const Scenario *scenario, const RoundFacts *round) {
    long long minute = (long long)round->played_min;
    if (checks->source == source && checks->revision == revision && checks->minute == minute) {
        return;
    }
    if (checks->source != source) {
        checks_forget(checks);
    }
    checks->source = source;
    checks->revision = revision;
    checks->minute = minute;
    checks->version++;
    reviewer_submit(checks->reviewer, design, scenario, round, checks->version);
}

bool checks_current(const Checks *checks) {
    return checks->reviewed && checks->review.revision == checks->version;
}

/* ---- Marks ----------------------------------------------------------------------------------- */

static void mark_findings(Checks *checks, const Design *design) {
    for (size_t i = 0; i < checks->review.findings.items.count; i++) {
        const Finding *finding = &checks->review.findings.items.items[i];
        bool shown = !finding->accepted && finding->severity != SEVERITY_PRAISE;
        if (!shown || !design_has_id(design, finding->subject)) {
            continue;
        }
        BoardMark *mark = board_marks_add(&checks->marks, finding->subject);
        Tone tone = (Tone)finding->severity;
        mark->tone = mark->findings == 0 || tone < mark->tone ? tone : mark->tone;
        mark->findings++;
    }
}

/* What one component of this kind issues: as estimated, or (NULL: no estimate) an even share. */
static void issued_line(const Design *design, const Scenario *scenario, KindId kind,
                        const ComponentEstimate *estimate, char *out, size_t size) {
    size_t sources = 0;
    for (size_t i = 0; i < design->components.count; i++) {
        sources += design->components.items[i]->kind->id == kind;
    }
    double rate = 0, users = 0;
    for (size_t i = 0; i < scenario->operation_count; i++) {
        const Operation *operation = &scenario->operations[i];
        if (operation->from == kind) {
            rate += operation->rate_rps;
            users += (double)operation->users;
        }
    }
    char number[32];
    if (rate > 0) {
        text_format_number(number, estimate ? estimate->arrivals_per_s : rate / (double)sources);
        snprintf(out, size, "%s rps", number);
    } else if (users > 0) {
        text_format_number(number, users / (double)sources);
        snprintf(out, size, "%s users", number);
    }
}

static void mark_load(Checks *checks, const Design *design, const Scenario *scenario) {
    const Estimate *estimate = checks->review.estimate;
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        BoardMark *mark = board_marks_add(&checks->marks, component->id);
        const ComponentEstimate *load =
            estimate && i < estimate->component_count ? &estimate->components[i] : NULL;
        if (load) {
            mark->utilisation = load->arrivals_per_s > 0 ? load->utilisation : -1;
        }
        KindId kind = component->kind->id;
        if (scenario && (kind == KIND_CLIENT || kind == KIND_SCHEDULER)) {
            issued_line(design, scenario, kind, load, mark->line, sizeof mark->line);
        }
    }
}

static void keep_loads(Checks *checks, const Design *design) {
    const Estimate *estimate = checks->review.estimate;
    checks->loads.count = 0;
    checks->busiest[0] = '\0';
    size_t count = estimate ? estimate->component_count : 0;
    for (size_t i = 0; i < design->components.count && i < count; i++) {
        ComponentLoad load = {.estimate = estimate->components[i]};
        text_copy(load.id, sizeof load.id, design->components.items[i]->id);
        array_push(&checks->loads, load);
        if (i == estimate->bottleneck) {
            text_copy(checks->busiest, sizeof checks->busiest, load.id);
        }
    }
}

const ComponentEstimate *checks_load(const Checks *checks, const char *id) {
    for (size_t i = 0; i < checks->loads.count; i++) {
        if (strcmp(checks->loads.items[i].id, id) == 0) {
            return &checks->loads.items[i].estimate;
        }
    }
    return NULL;
}

static void make_marks(Checks *checks, const Design *design, const Scenario *scenario) {
    board_marks_clear(&checks->marks);
    mark_load(checks, design, scenario);
    mark_findings(checks, design);
}

bool checks_poll(Checks *checks, const Design *design, const Scenario *scenario) {
    if (!checks->reviewer || !reviewer_poll(checks->reviewer, &checks->review)) {
        return false;
    }
    bool wanted = design && checks->source && checks->review.revision == checks->version;
    checks->reviewed = checks->reviewed || wanted;
    if (wanted) {
        make_marks(checks, design, scenario);
        keep_loads(checks, design);
    }
    return wanted;
}

void checks_forget(Checks *checks) {
    review_free(&checks->review);
    checks->reviewed = false;
    checks->source = 0;
    checks->loads.count = 0;
    checks->busiest[0] = '\0';
    board_marks_clear(&checks->marks);
}

void checks_free(Checks *checks) {
    reviewer_free(checks->reviewer);
    review_free(&checks->review);
    board_marks_free(&checks->marks);
    array_free(&checks->loads);
}
