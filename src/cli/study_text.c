#include "cli/study_text.h"

#include <stdint.h>
#include <stdlib.h>

#include "cli/misses.h"
#include "cli/sim_text.h"

enum { NAME_INDENT = 2, WORD_WIDTH = 8, MISS_INDENT = 12 };

/* ---- The verdict ----------------------------------------------------------------------------- */

typedef struct FaultTally {
    size_t struck, missed;
} FaultTally;

static const FaultReport *fault_of(const SimReport *report) {
    return report->fault_count > 0 ? &report->faults[0] : NULL;
}

static bool is_struck(const SimReport *report) {
    const FaultReport *fault = fault_of(report);
    return fault && fault->applied;
}

static FaultTally count_faults(const Study *study) {
    FaultTally tally = {0};
    for (size_t f = 0; f < study->count; f++) {
        tally.struck += is_struck(study->reports[f]);
        tally.missed += is_struck(study->reports[f]) && !study->reports[f]->slo_met;
    }
    return tally;
}

static void append_faults(FaultTally tally, bool base_holds, TextBuffer *line) {
    if (tally.struck == 0) {
        text_append(line, "; no fault finds anything to strike.");
    } else if (tally.missed == 0) {
        text_append(line, ", and under ");
        text_append(line, tally.struck > 1 ? "each of " : "");
        columns_quantity(line, tally.struck, "fault", "faults");
        text_append(line, " alone.");
    } else {
        text_append_format(line, "%s under %zu of ", base_holds ? "; misses some" : ", and",
                           tally.missed);
        columns_quantity(line, tally.struck, "fault", "faults");
        text_append(line, " alone.");
    }
}

static void write_verdict(const Study *study, const Screen *screen, TextBuffer *out) {
    size_t missed = 0;
    size_t all = sim_text_count_slos(study->base, &missed);
    TextBuffer line = {0};
    text_append_char(out, '\n');
    if (study->cut_short) {
        text_append(out, "Cut short, so these figures are of a part of the runs.\n");
    }
    if (all == 0) {
        text_append(out, "The scenario asks for no service level.\n");
        return;
    }
    if (missed == 0) {
        text_append_format(&line, "Meets all %zu service levels without faults", all);
    } else {
        text_append_format(&line, "Misses %zu of %zu service levels even without faults", missed,
                           all);
    }
    columns_paint(out, screen, study->slo_met ? PAINT_GOOD : PAINT_HIGH, text_of(&line));
    int at = columns_count(text_of(&line));
    text_clear(&line);
    if (study->count > 0) {
        append_faults(count_faults(study), missed == 0, &line);
    } else {
        text_append(&line, ", and the scenario has none.");
    }
    columns_wrap(out, screen, at, 0, text_of(&line));
    text_free(&line);
}

/* ---- What each fault did --------------------------------------------------------------------- */

static bool base_misses_too(const Study *study, const Miss *miss) {
    const OperationReport *operation = &study->base->operations[miss->operation];
    for (size_t s = 0; s < operation->slo_count; s++) {
        if (operation->slo[s].slo == miss->verdict.slo) {
            return !operation->slo[s].met;
        }
    }
    return false;
}

/* Only what the fault adds: the rest is missed without it. */
static void write_misses(const Study *study, const SimReport *report, const Screen *screen,
                         TextBuffer *out) {
    Misses misses = {0};
    TextBuffer line = {0};
    misses_list(report, SIZE_MAX, &misses);
    for (size_t i = 0; i < misses.count; i++) {
        if (!base_misses_too(study, &misses.items[i])) {
            miss_append(&misses.items[i], report->design, report->scenario, &line);
            columns_spaces(out, MISS_INDENT);
            columns_wrap(out, screen, MISS_INDENT, MISS_INDENT + 2, text_of(&line));
            text_clear(&line);
        }
    }
    text_free(&line);
    array_free(&misses);
}

static void append_deeds(const FaultReport *fault, TextBuffer *line) {
    if (!fault->applied) {
        text_append(line, fault->why ? fault->why : "not applied");
        return;
    }
    text_append_format(line, "from %g to %g s, while ", fault->at_s, fault->at_s + fault->for_s);
    sim_text_append_number(line, (double)fault->offered);
    text_append(line, " requests came and ");
    sim_text_append_number(line, (double)fault->failed);
    text_append(line, " failed");
}

static void write_fault(const Study *study, size_t position, const Screen *screen,
                        TextBuffer *out) {
    const SimReport *report = study->reports[position];
    const FaultReport *fault = fault_of(report);
    if (!fault) {
        return;
    }
    TextBuffer line = {0};
    Paint paint = !fault->applied ? PAINT_FAINT : report->slo_met ? PAINT_GOOD : PAINT_HIGH;
    const char *word = !fault->applied ? "-" : report->slo_met ? "met" : "missed";
    columns_spaces(out, NAME_INDENT);
    columns_paint(out, screen, paint, word);
    columns_spaces(out, WORD_WIDTH - columns_count(word));
    text_append_format(&line, "%s (%s): ", fault->title, fault->id);
    append_deeds(fault, &line);
    columns_wrap(out, screen, NAME_INDENT + WORD_WIDTH, NAME_INDENT + WORD_WIDTH + 2,
                 text_of(&line));
    text_free(&line);
    if (fault->applied) {
        write_misses(study, report, screen, out);
    }
}

/* ---------------------------------------------------------------------------------------------- */

const SimReport *study_text_story(const Study *study) {
    const SimReport *teller = study->base->story_number > 0 ? study->base : NULL;
    for (size_t f = 0; f < study->count && !teller; f++) {
        teller = study->reports[f]->story_number > 0 ? study->reports[f] : NULL;
    }
    return teller;
}

void study_text_write(const Study *study, const Screen *screen, TextBuffer *out) {
    sim_text_head(study->base, screen, out);
    write_verdict(study, screen, out);
    if (study->count > 0) {
        sim_text_heading(screen, out, "What each fault does alone");
        for (size_t f = 0; f < study->count; f++) {
            write_fault(study, f, screen, out);
        }
        text_append(out, "\nWithout faults:\n");
    }
    sim_text_body(study->base, screen, out);
    const SimReport *teller = study_text_story(study);
    if (teller && teller != study->base) {
        text_append_format(out, "\nUnder %s:", fault_of(teller)->id);
    }
    if (teller) {
        sim_text_story(teller, screen, out);
    }
}
