#include "round/levels.h"

#include <math.h>

size_t levels_rows(const Study *study) {
    return study->count + 1;
}

const SimReport *levels_report(const Study *study, size_t row) {
    return row == 0 ? study->base : study->reports[row - 1];
}

bool levels_struck(const Study *study, size_t row, const char **why) {
    const SimReport *report = levels_report(study, row);
    if (row == 0 || (report->fault_count > 0 && report->faults[0].applied)) {
        return true;
    }
    const char *given = report->fault_count > 0 ? report->faults[0].why : NULL;
    *why = given ? given : "it strikes nothing here";
    return false;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* How much of what the target allows was used up: 1 is just kept. */
static double strain(const SloVerdict *verdict) {
    if (!verdict->has_measured) {
        return verdict->met ? 0 : INFINITY;
    }
    bool least = verdict->slo == SLO_AVAILABILITY_PCT;
    double used = least ? 100 - verdict->measured : verdict->measured;
    double allowed = least ? 100 - verdict->target : verdict->target;
    return used <= 0 ? 0 : allowed <= 0 ? INFINITY : used / allowed;
}

static bool is_kept_without(const Study *study, size_t operation, SloId slo) {
    const OperationReport *report = &study->base->operations[operation];
    for (size_t s = 0; s < report->slo_count; s++) {
        if (report->slo[s].slo == slo) {
            return report->slo[s].met;
        }
    }
    return true;
}

LevelCell levels_cell(const Study *study, size_t row, size_t operation) {
    const OperationReport *report = &levels_report(study, row)->operations[operation];
    LevelCell cell = {.asked = report->slo_count};
    int gravest = -1;
    double most = 0;
    for (size_t s = 0; s < report->slo_count; s++) {
        const SloVerdict *verdict = &report->slo[s];
        bool missed = !verdict->met;
        bool broken = missed && row > 0 && is_kept_without(study, operation, verdict->slo);
        int gravity = missed + broken;
        if (gravity > gravest || (gravity == gravest && strain(verdict) > most)) {
            cell.worst = *verdict;
            gravest = gravity;
            most = strain(verdict);
        }
        cell.missed += missed;
        cell.broken += broken;
    }
    return cell;
}

LevelTally levels_count(const Study *study) {
    LevelTally tally = {0};
    const char *why = NULL;
    for (size_t row = 0; row < levels_rows(study); row++) {
        size_t broken = 0;
        for (size_t o = 0; o < study->base->operation_count; o++) {
            LevelCell cell = levels_cell(study, row, o);
            tally.asked += row == 0 ? cell.asked : 0;
            tally.missed += row == 0 ? cell.missed : 0;
            broken += cell.broken;
            tally.asked_in_all += cell.asked;
            tally.missed_in_all += cell.missed;
        }
        bool strikes = row > 0 && levels_struck(study, row, &why);
        tally.struck += strikes;
        tally.breaking += strikes && broken > 0;
    }
    return tally;
}

/* ---- Words ----------------------------------------------------------------------------------- */

const char *level_title(SloId slo) {
    static const char *const TITLES[SLO_COUNT] = {
        [SLO_P99_MS] = "p99",
        [SLO_AVAILABILITY_PCT] = "answered",
        [SLO_EFFECT_WITHIN_S] = "done in",
        [SLO_LOST] = "lost",
        [SLO_DUPLICATED] = "done twice",
        [SLO_STALE_PCT] = "stale",
        [SLO_LOST_UPDATES] = "overwritten",
    };
    return slo < SLO_COUNT ? TITLES[slo] : "";
}

typedef enum Unit { UNIT_COUNT, UNIT_MS, UNIT_PERCENT } Unit;

static Unit unit_of(SloId slo) {
    switch (slo) {
    case SLO_P99_MS:
    case SLO_EFFECT_WITHIN_S:
        return UNIT_MS;
    case SLO_AVAILABILITY_PCT:
    case SLO_STALE_PCT:
        return UNIT_PERCENT;
    case SLO_LOST:
    case SLO_DUPLICATED:
    case SLO_LOST_UPDATES:
    case SLO_COUNT:
        break;
    }
    return UNIT_COUNT;
}

static double round_to(double number, int digits) {
    if (number <= 0 || !isfinite(number)) {
        return number;
    }
    double step = pow(10, floor(log10(number)) + 1 - digits);
    return round(number / step) * step;
}

static void append_figure(SloId slo, double value, int digits, TextBuffer *out) {
    static const double SECOND_MS = 1000, MINUTE_MS = 60000, MANY_MINUTES = 2;
    char number[32];
    const char *unit = "";
    double shown = value;
    switch (unit_of(slo)) {
    case UNIT_COUNT:
        digits = 15;
        break;
    case UNIT_PERCENT:
        unit = " %";
        break;
    case UNIT_MS: {
        double ms = slo == SLO_EFFECT_WITHIN_S ? value * SECOND_MS : value;
        bool minutes = ms > MANY_MINUTES * MINUTE_MS;
        unit = minutes ? " min" : ms >= SECOND_MS ? " s" : " ms";
        shown = minutes ? ms / MINUTE_MS : ms >= SECOND_MS ? ms / SECOND_MS : ms;
        break;
    }
    }
    text_format_number(number, round_to(shown, digits));
    text_append_format(out, "%s%s", number, unit);
}

void level_append_measured(const SloVerdict *verdict, TextBuffer *out) {
    enum { FEW = 3, MORE = 5, ALL = 15 };
    if (!verdict->has_measured) {
        text_append(out, "nothing answered");
        return;
    }
    bool near =
        fabs(round_to(verdict->measured, FEW) - verdict->target) <= fabs(verdict->target) * 1e-9;
    bool misses = !verdict->met && near;
    bool exact = verdict->slo == SLO_AVAILABILITY_PCT && verdict->measured > 99;
    append_figure(verdict->slo, verdict->measured, misses ? ALL : exact ? MORE : FEW, out);
}

void level_append_target(const SloVerdict *verdict, TextBuffer *out) {
    text_append(out, verdict->slo == SLO_AVAILABILITY_PCT ? "at least " : "at most ");
    append_figure(verdict->slo, verdict->target, 15, out);
}
