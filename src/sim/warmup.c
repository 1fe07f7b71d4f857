/* Where a run had settled, found from what it counted (docs/MODEL.md, "The warm-up"). */
#include "sim/warmup.h"

#include <math.h>
#include <stdlib.h>

/* Fewer means than this say nothing. */
enum { LEAST_MEANS = 16 };

static void schedule_next(Run *run) {
    if (run->slice < run->cut_count) {
        event_queue_push(&run->events, run->cuts[run->slice + 1], EVENT_CUT, NULL);
    }
}

/* What a fault brings about is no warm-up: the search ends where the first one begins. */
static int64_t search_end(const Run *run) {
    int64_t end = run->end;
    for (size_t f = 0; f < run->fault_count; f++) {
        end = (int64_t)fmin((double)end, run->faults[f].fault->at_s * NS_IN_S);
    }
    return end;
}

void warmup_start(Run *run, double warmup_s) {
    run->search_end = search_end(run);
    run->cut_is_given = warmup_s >= 0.0;
    if (run->cut_is_given) {
        run->cuts[1] = (int64_t)(warmup_s * NS_IN_S);
        run->cut_count = run->cuts[1] > 0;
    } else if (run->search_end >= (int64_t)2 * CUTS_MOST) {
        run->cut_count = CUTS_MOST;
        for (uint32_t i = 1; i <= CUTS_MOST; i++) {
            run->cuts[i] = run->search_end / 2 * i / CUTS_MOST;
        }
    }
    run->passed = memory_allocate(((size_t)run->cut_count + 1) * run->plan->component_count *
                                  sizeof *run->passed);
    schedule_next(run);
}

static void note_database(const Run *run, uint32_t component, Counts *counts) {
    const PlanComponent *plan = &run->plan->components[component];
    if (plan->layout == LAYOUT_DATABASE && plan->reads_replicas) {
        const Station *stations = &run->stations[plan->first_station];
        counts->primary_ns = server_held_ns(run, &stations[0]);
        for (uint32_t s = 1; s < plan->station_count; s++) {
            counts->replicas_ns += server_held_ns(run, &stations[s]);
        }
    }
}

Counts warmup_counts(Run *run, uint32_t component) {
    ComponentState *state = &run->components[component];
    server_account(run, state);
    Counts counts = state->counts;
    note_database(run, component, &counts);
    return counts;
}

void warmup_pass(Run *run) {
    run->slice++;
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        ComponentState *state = &run->components[c];
        run->passed[(size_t)run->slice * run->plan->component_count + c] = warmup_counts(run, c);
        state->counts.waiting_max = state->waiting;
    }
    schedule_next(run);
}

int64_t warmup_waiting_max(const Run *run, uint32_t component, uint32_t cut) {
    int64_t most = run->components[component].counts.waiting_max;
    for (uint32_t s = cut + 1; s <= run->slice; s++) {
        int64_t here = run->passed[(size_t)s * run->plan->component_count + component].waiting_max;
        most = here > most ? here : most;
    }
    return most;
}

/* ---- The search ------------------------------------------------------------------------------ */

/* Moves the cut to the first moment that is not before `at`. */
static bool move_cut(const Run *run, int64_t at, WarmUp *warmup) {
    uint32_t cut = warmup->cut;
    while (cut < run->slice && run->cuts[cut] < at) {
        cut++;
    }
    bool moved = cut > warmup->cut;
    warmup->cut = cut;
    return moved;
}

static void look_at_latency(const Run *run, uint32_t operation, WarmUp *warmup) {
    const BatchMeans *batches = &run->operations[operation].batches;
    double means[BATCHES_MOST];
    size_t count = 0;
    while (count < batches->count && batches->ends[count] <= run->search_end) {
        means[count] = batches->sums[count] / (double)batches->size;
        count++;
    }
    size_t cut = count < LEAST_MEANS ? 0 : mser_cut(means, count);
    if (cut > 0 && cut == count / 2) {
        warmup->settled = false;
    } else if (cut > 0 && move_cut(run, batches->ends[cut - 1], warmup)) {
        warmup->operation = operation;
    }
}

static void look_at_number_inside(const Run *run, WarmUp *warmup) {
    size_t count = (size_t)(run->search_end / run->bin_ns);
    count = count < run->bin ? count : run->bin;
    size_t cut = count < LEAST_MEANS ? 0 : mser_cut(run->bin_inside, count);
    if (cut > 0 && cut == count / 2) {
        warmup->settled = false;
    } else if (cut > 0 && move_cut(run, (int64_t)cut * run->bin_ns, warmup)) {
        warmup->operation = NO_INDEX;
    }
}

WarmUp warmup_find(const Run *run) {
    WarmUp warmup = {.operation = NO_INDEX, .settled = true};
    if (run->cut_is_given) {
        warmup.cut = run->slice;
        return warmup;
    }
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        look_at_latency(run, o, &warmup);
    }
    look_at_number_inside(run, &warmup);
    return warmup;
}
