#include "round/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "round/design_match.h"
#include "round/part_changes.h"

/* ---- Findings -------------------------------------------------------------------------------- */

static bool is_open(const Finding *finding) {
    return !finding->accepted && finding->severity != SEVERITY_PRAISE;
}

/* The open finding of the other attempt that says the same of the same part, or NULL. */
static const Finding *same_finding(const Findings *others, const Finding *finding,
                                   const char *subject) {
    for (size_t i = 0; subject && i < others->items.count; i++) {
        const Finding *other = &others->items.items[i];
        if (is_open(other) && strcmp(other->rule, finding->rule) == 0 &&
            strcmp(other->subject, subject) == 0) {
            return other;
        }
    }
    return NULL;
}

/* Those of `findings` that the others have, or those that they have not. */
static void list_findings(Comparison *comparison, ChangeState state, const Findings *findings,
                          const Findings *others, const DesignMatch *match) {
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (!is_open(finding)) {
            continue;
        }
        const char *subject = design_match_id(match, finding->subject);
        bool has_same = same_finding(others, finding, subject) != NULL;
        if (has_same == (state == CHANGE_KEPT)) {
            FindingChange change = {state, finding};
            array_push(&comparison->findings, change);
            comparison->counts[state]++;
        }
    }
}

static PartScore *part_of(Comparison *comparison, const char *rule) {
    const char *slash = strchr(rule, '/');
    size_t length = slash ? (size_t)(slash - rule) : strlen(rule);
    for (size_t i = 0; i < comparison->parts.count; i++) {
        PartScore *part = &comparison->parts.items[i];
        if (strlen(part->area) == length && strncmp(part->area, rule, length) == 0) {
            return part;
        }
    }
    PartScore part = {.area = arena_copy(&comparison->arena, rule, length)};
    array_push(&comparison->parts, part);
    return &comparison->parts.items[comparison->parts.count - 1];
}

static int compare_parts(const void *a, const void *b) {
    const PartScore *first = a, *second = b;
    return strcmp(first->area, second->area);
}

static void score(Comparison *comparison) {
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        const Findings *findings = &comparison->attempts[side]->findings;
        for (size_t i = 0; i < findings->items.count; i++) {
            const Finding *finding = &findings->items.items[i];
            PartScore *part = part_of(comparison, finding->rule);
            if (is_open(finding)) {
                part->open[side][finding->severity]++;
                comparison->open[side]++;
            } else if (finding->severity == SEVERITY_PRAISE) {
                part->praise[side]++;
            }
        }
    }
    if (comparison->parts.count > 0) {
        qsort(comparison->parts.items, comparison->parts.count, sizeof *comparison->parts.items,
              compare_parts);
    }
}

/* ---- Service levels -------------------------------------------------------------------------- */

static const SloVerdict *verdict_of(const Study *study, size_t row, size_t operation, SloId slo) {
    const OperationReport *report = &levels_report(study, row)->operations[operation];
    for (size_t s = 0; s < report->slo_count; s++) {
        if (report->slo[s].slo == slo) {
            return &report->slo[s];
        }
    }
    return NULL;
}

/* Under how many faults it is missed, and their titles. */
static size_t list_broken(const Study *study, size_t operation, SloId slo, Arena *arena,
                          const char **under) {
    size_t broken = 0;
    const char *why = NULL;
    TextBuffer titles = {0};
    for (size_t row = 1; row < levels_rows(study); row++) {
        const SloVerdict *verdict = verdict_of(study, row, operation, slo);
        if (verdict && !verdict->met && levels_struck(study, row, &why)) {
            const char *title = study->base->scenario->faults[row - 1].title;
            text_append_format(&titles, "%s%s", broken > 0 ? "\n" : "", title);
            broken++;
        }
    }
    *under = arena_copy_string(arena, text_of(&titles));
    text_free(&titles);
    return broken;
}

static void add_level(Comparison *comparison, const Study *const studies[ATTEMPT_COUNT],
                      size_t operation, SloId slo) {
    LevelChange change = {.operation = operation};
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        const SloVerdict *verdict = verdict_of(studies[side], 0, operation, slo);
        if (!verdict) {
            return;
        }
        change.calm[side] = *verdict;
        change.broken[side] =
            list_broken(studies[side], operation, slo, &comparison->arena, &change.under[side]);
    }
    array_push(&comparison->level_changes, change);
}

static void compare_levels(Comparison *comparison, const Study *const studies[ATTEMPT_COUNT]) {
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        comparison->levels[side] = levels_count(studies[side]);
        comparison->cost_usd_month[side] = studies[side]->base->cost_usd_month;
    }
    for (size_t o = 0; o < studies[ATTEMPT_THIS]->base->operation_count; o++) {
        for (int slo = 0; slo < SLO_COUNT; slo++) {
            add_level(comparison, studies, o, (SloId)slo);
        }
    }
}

/* ---- The verdict ----------------------------------------------------------------------------- */

/* By how much this attempt is better, in each way that counts. */
typedef struct Gains {
    long findings, levels, faults;
} Gains;

static Gains gains_of(const Comparison *comparison) {
    const LevelTally *levels = comparison->levels;
    return (Gains){
        .findings = (long)comparison->open[ATTEMPT_OTHER] - comparison->open[ATTEMPT_THIS],
        .levels = (long)levels[ATTEMPT_OTHER].missed - (long)levels[ATTEMPT_THIS].missed,
        .faults = (long)levels[ATTEMPT_OTHER].breaking - (long)levels[ATTEMPT_THIS].breaking,
    };
}

static int sign_of(long number) {
    return (number > 0) - (number < 0);
}

static long open_findings(const Comparison *comparison, AttemptSide side, Severity severity) {
    long count = 0;
    for (size_t i = 0; i < comparison->parts.count; i++) {
        count += comparison->parts.items[i].open[side][severity];
    }
    return count;
}

int comparison_balance(const Comparison *comparison) {
    const LevelTally *levels = comparison->levels;
    int balance = sign_of((long)levels[ATTEMPT_OTHER].missed_in_all -
                          (long)levels[ATTEMPT_THIS].missed_in_all);
    for (int severity = 0; severity < SEVERITY_PRAISE && balance == 0; severity++) {
        balance = sign_of(open_findings(comparison, ATTEMPT_OTHER, (Severity)severity) -
                          open_findings(comparison, ATTEMPT_THIS, (Severity)severity));
    }
    return balance;
}

static void append_gain(TextBuffer *text, long gain, const char *one, const char *more) {
    unsigned long size = (unsigned long)(gain < 0 ? -gain : gain);
    if (size > 0) {
        text_append_format(text, "%s%lu %s %s", text->length > 0 ? ", " : "", size,
                           gain > 0 ? "fewer" : "more", size == 1 ? one : more);
    }
}

static const char *say_verdict(Comparison *comparison) {
    Gains gains = gains_of(comparison);
    TextBuffer text = {0};
    append_gain(&text, gains.levels, "service level missed without faults",
                "service levels missed without faults");
    append_gain(&text, gains.faults, "fault that breaks something", "faults that break something");
    append_gain(&text, gains.findings, "finding", "findings");
    const char *verdict = text.length > 0 ? text_of(&text) : "as many findings, and as much kept";
    const char *copy = arena_copy_string(&comparison->arena, verdict);
    text_free(&text);
    return copy;
}

/* ---------------------------------------------------------------------------------------------- */

void comparison_make(const Attempt *other, const Attempt *now, const Study *other_study,
                     const Study *study, Comparison *comparison) {
    *comparison = (Comparison){.attempts = {other, now}};
    DesignMatch match = design_match(now->design, other->design);
    DesignMatch back = design_match(other->design, now->design);
    list_findings(comparison, CHANGE_NEW, &now->findings, &other->findings, &match);
    list_findings(comparison, CHANGE_GONE, &other->findings, &now->findings, &back);
    list_findings(comparison, CHANGE_KEPT, &now->findings, &other->findings, &match);
    score(comparison);
    part_changes_list(&match, &comparison->arena, &comparison->changes);
    if (other_study && study) {
        const Study *const studies[ATTEMPT_COUNT] = {other_study, study};
        comparison->played = true;
        compare_levels(comparison, studies);
    }
    comparison->verdict = say_verdict(comparison);
    design_match_free(&match);
    design_match_free(&back);
}

void comparison_free(Comparison *comparison) {
    arena_free(&comparison->arena);
    array_free(&comparison->level_changes);
    array_free(&comparison->parts);
    array_free(&comparison->findings);
    array_free(&comparison->changes);
    *comparison = (Comparison){0};
}
