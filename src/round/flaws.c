#include "round/flaws.h"

#include <stdlib.h>
#include <string.h>

#include "base/worker.h"
#include "history/replay.h"
#include "round/round.h"
#include "rules/checker.h"

/* Steps that follow each other faster than this are looked at together. */
static const long long STEP_MS = 1000;

typedef struct FlawRequest {
    const Catalog *catalog;
    const RuleSet *rules;
    const Scenario *scenario;
    char *journal;
} FlawRequest;

struct FlawFinder {
    const Catalog *catalog;
    const RuleSet *rules;
    Worker *worker;
};

void flaws_free(Flaws *flaws) {
    arena_free(&flaws->arena);
    array_free(&flaws->items);
    *flaws = (Flaws){0};
}

static void free_request(void *context) {
    FlawRequest *request = context;
    free(request->journal);
    free(request);
}

static void free_result(void *context) {
    Flaws *flaws = context;
    flaws_free(flaws);
    free(flaws);
}

/* ---- The search ------------------------------------------------------------------------------ */

typedef struct Search {
    const FlawRequest *request;
    const Session *session;
    Replay *replay;
    Checker *checker;
    Flaws *flaws; /* those that are there at the moment that was looked at last */
} Search;

static bool counts(const Finding *finding) {
    return !finding->accepted && finding->severity < SEVERITY_LOW;
}

static bool is_of(const Flaw *flaw, const Finding *finding) {
    return strcmp(flaw->rule, finding->rule) == 0 && strcmp(flaw->subject, finding->subject) == 0;
}

static bool is_found(const Flaw *flaw, const Findings *findings) {
    for (size_t i = 0; i < findings->items.count; i++) {
        if (counts(&findings->items.items[i]) && is_of(flaw, &findings->items.items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_known(const Flaws *flaws, const Finding *finding) {
    for (size_t i = 0; i < flaws->items.count; i++) {
        if (is_of(&flaws->items.items[i], finding)) {
            return true;
        }
    }
    return false;
}

/* Those that are gone are forgotten; should they come back, they enter anew. */
static void follow(Flaws *flaws, const Findings *findings, long long t_ms) {
    size_t kept = 0;
    for (size_t i = 0; i < flaws->items.count; i++) {
        if (is_found(&flaws->items.items[i], findings)) {
            flaws->items.items[kept++] = flaws->items.items[i];
        }
    }
    flaws->items.count = kept;
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (!counts(finding) || is_known(flaws, finding)) {
            continue;
        }
        Flaw flaw = {.t_ms = t_ms,
                     .severity = finding->severity,
                     .rule = arena_copy_string(&flaws->arena, finding->rule),
                     .title = arena_copy_string(&flaws->arena, finding->title),
                     .subject = arena_copy_string(&flaws->arena, finding->subject),
                     .label = arena_copy_string(&flaws->arena, finding->label)};
        array_push(&flaws->items, flaw);
    }
}

static Error look(const Search *search, size_t entries) {
    long long t_ms = search->session->entries.items[entries - 1].t_ms;
    const Scenario *scenario = search->request->scenario;
    Error error = replay_seek_entry(search->replay, entries);
    if (error.code) {
        return error;
    }
    const Design *design = replay_design(search->replay);
    RoundFacts round = round_facts(scenario, &search->session->entries, t_ms);
    Estimate *estimate = estimate_make(design, scenario);
    Findings findings = {0};
    checker_set_round(search->checker, &round);
    error = checker_run(search->checker, design, scenario, estimate, &findings);
    if (!error.code) {
        follow(search->flaws, &findings, t_ms);
        findings_free(&findings);
    }
    estimate_free(estimate);
    return error;
}

/* Whether there is something to look at after so many entries: the last step of a moment. */
static bool is_moment(const Entries *entries, size_t count) {
    return count == entries->count ||
           entries->items[count].t_ms - entries->items[count - 1].t_ms >= STEP_MS;
}

static Error search_all(const Search *search, Worker *worker) {
    const Entries *entries = &search->session->entries;
    Error error = error_none();
    for (size_t count = 1; count <= entries->count && !error.code; count++) {
        if (!worker_go_on(worker, (double)count / (double)entries->count)) {
            return error_make(ERROR_CANCELLED, "stopped");
        }
        error = is_moment(entries, count) ? look(search, count) : error_none();
    }
    return error;
}

static int compare_flaws(const void *a, const void *b) {
    const Flaw *first = a, *second = b;
    if (first->t_ms != second->t_ms) {
        return first->t_ms < second->t_ms ? -1 : 1;
    }
    if (first->severity != second->severity) {
        return first->severity < second->severity ? -1 : 1;
    }
    int rule = strcmp(first->rule, second->rule);
    return rule != 0 ? rule : strcmp(first->subject, second->subject);
}

/* On the worker's thread. What cannot be looked through has no flaws that could be shown. */
static void *find(void *context, Worker *worker) {
    const FlawRequest *request = context;
    Session *session = NULL;
    Search search = {.request = request, .flaws = memory_allocate(sizeof *search.flaws)};
    Error error = session_load(request->journal, request->catalog, &session);
    search.session = session;
    if (!error.code) {
        error = replay_new(session, &search.replay);
    }
    if (!error.code) {
        error = checker_new(request->catalog, request->rules, &search.checker);
    }
    if (!error.code) {
        error = search_all(&search, worker);
    }
    checker_free(search.checker);
    replay_free(search.replay);
    session_free(session);
    if (error.code) {
        free_result(search.flaws);
        return NULL;
    }
    if (search.flaws->items.count > 0) {
        qsort(search.flaws->items.items, search.flaws->items.count,
              sizeof *search.flaws->items.items, compare_flaws);
    }
    return search.flaws;
}

/* ---- The caller's side ----------------------------------------------------------------------- */

Error flaw_finder_new(const Catalog *catalog, const RuleSet *rules, void (*wake)(void *context),
                      void *context, FlawFinder **out) {
    const WorkerTrade trade = {.work = find,
                               .free_request = free_request,
                               .free_result = free_result,
                               .wake = wake,
                               .context = context};
    Worker *worker;
    Error error = worker_new(&trade, &worker);
    if (error.code) {
        return error;
    }
    FlawFinder *finder = memory_allocate(sizeof *finder);
    *finder = (FlawFinder){.catalog = catalog, .rules = rules, .worker = worker};
    *out = finder;
    return error_none();
}

void flaw_finder_free(FlawFinder *finder) {
    if (finder) {
        worker_free(finder->worker);
        free(finder);
    }
}

void flaw_finder_submit(FlawFinder *finder, const char *journal, const Scenario *scenario) {
    FlawRequest *request = memory_allocate(sizeof *request);
    *request = (FlawRequest){.catalog = finder->catalog,
                             .rules = finder->rules,
                             .scenario = scenario,
                             .journal = memory_copy_string(journal)};
    worker_submit(finder->worker, request);
}

void flaw_finder_cancel(FlawFinder *finder) {
    worker_cancel(finder->worker);
}

bool flaw_finder_poll(FlawFinder *finder, Flaws *flaws) {
    Flaws *taken = worker_take(finder->worker);
    if (!taken) {
        return false;
    }
    flaws_free(flaws);
    *flaws = *taken;
    free(taken);
    return true;
}

void flaw_finder_wait(FlawFinder *finder) {
    worker_wait(finder->worker);
}
