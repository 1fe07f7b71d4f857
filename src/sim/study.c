#include "sim/study.h"

#include <stdlib.h>

#include "sim/crew.h"
#include "sim/progress.h"

typedef struct Work {
    const Design *design;
    const Scenario *scenario;
    const SimOptions *options;
    SimReport **reports; /* of the base run, then of each fault */
    Error *errors;
    Progress progress;
} Work;

typedef struct Place {
    Work *work;
    unsigned piece;
} Place;

static bool tell_progress(void *context, double done) {
    Place *place = context;
    return progress_tell(&place->work->progress, place->piece, done);
}

/* What became of a request may differ from run to run; which one is the slowest always does. */
static bool is_told(StoryWish story, unsigned piece) {
    return piece == 0 || (story != STORY_SLOWEST && story != STORY_NUMBER);
}

static void play(void *context, unsigned piece) {
    Work *work = context;
    Place place = {work, piece};
    SimOptions options = *work->options;
    const char *fault = piece > 0 ? work->scenario->faults[piece - 1].id : NULL;
    options.with_faults = piece > 0;
    options.faults = &fault;
    options.fault_count = piece > 0;
    options.threads = 1;
    options.go_on = tell_progress;
    options.context = &place;
    options.story = is_told(options.story, piece) ? options.story : STORY_NONE;
    work->errors[piece] = simulate(work->design, work->scenario, &options, &work->reports[piece]);
}

Error study_make(const Design *design, const Scenario *scenario, const SimOptions *options,
                 Study *study) {
    unsigned pieces = (unsigned)scenario->fault_count + 1;
    Work work = {.design = design,
                 .scenario = scenario,
                 .options = options,
                 .reports = memory_allocate(pieces * sizeof *work.reports),
                 .errors = memory_allocate(pieces * sizeof *work.errors)};
    progress_begin(&work.progress, pieces, options->go_on, options->context);
    crew_run(pieces, options->threads, play, &work);
    progress_end(&work.progress);
    Study made = {.base = work.reports[0],
                  .reports = memory_allocate(pieces * sizeof *made.reports),
                  .count = scenario->fault_count,
                  .slo_met = true};
    Error error = error_none();
    for (unsigned i = 0; i < pieces; i++) {
        const SimReport *report = work.reports[i];
        error = error.code ? error : work.errors[i];
        made.cut_short |= report && report->cut_short;
        made.slo_met &= report && report->slo_met;
        if (i > 0) {
            made.reports[i - 1] = work.reports[i];
        }
    }
    free(work.reports);
    free(work.errors);
    if (error.code) {
        study_free(&made);
        return error;
    }
    *study = made;
    return error;
}

void study_free(Study *study) {
    sim_report_free(study->base);
    for (size_t i = 0; i < study->count; i++) {
        sim_report_free(study->reports[i]);
    }
    free(study->reports);
    *study = (Study){0};
}
