/* How fast runs are, beside a bare loop that does nothing but order events and draw numbers: M/M/1 at
 * 0.9 in that loop and as a design, and the URL shortener with all that is in it. Compare the ratios;
 * the figures themselves are the machine's. */
#include <stdlib.h>

#include "base/clock.h"
#include "bench/bench.h"
#include "sim/crew.h"
#include "sim/plan.h"
#include "sim/simulate.h"

/* ---- The bare loop --------------------------------------------------------------------------- */

/* A binary heap of (time, sequence). */
typedef struct BareEvent {
    double time;
    uint64_t sequence;
    bool departs;
} BareEvent;

typedef struct BareHeap {
    BareEvent items[64];
    size_t count;
    uint64_t sequence;
} BareHeap;

static bool is_before(const BareEvent *a, const BareEvent *b) {
    return a->time < b->time || (a->time == b->time && a->sequence < b->sequence);
}

static void push(BareHeap *heap, double time, bool departs) {
    BareEvent event = {time, heap->sequence++, departs};
    size_t at = heap->count++;
    while (at > 0 && is_before(&event, &heap->items[(at - 1) / 2])) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = event;
}

static BareEvent pop(BareHeap *heap) {
    BareEvent top = heap->items[0];
    BareEvent last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child = 1; child < heap->count; child = 2 * at + 1) {
        if (child + 1 < heap->count && is_before(&heap->items[child + 1], &heap->items[child])) {
            child++;
        }
        if (!is_before(&heap->items[child], &last)) {
            break;
        }
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}

static const double RHO = 0.9;

static uint64_t play_bare(uint64_t customers, const Ziggurat *ziggurat) {
    BareHeap heap = {.count = 0};
    Random random = random_seed(1);
    uint64_t in_system = 0, served = 0;
    push(&heap, stream_exponential(&random, ziggurat) / RHO, false);
    while (served < customers) {
        BareEvent event = pop(&heap);
        if (!event.departs) {
            push(&heap, event.time + stream_exponential(&random, ziggurat) / RHO, false);
            if (in_system++ == 0) {
                push(&heap, event.time + stream_exponential(&random, ziggurat), true);
            }
        } else {
            served++;
            if (--in_system > 0) {
                push(&heap, event.time + stream_exponential(&random, ziggurat), true);
            }
        }
    }
    return heap.sequence;
}

static double bare_customers_per_us(uint64_t customers) {
    Ziggurat ziggurat;
    ziggurat_make(&ziggurat);
    int64_t start_us = bench_processor_us();
    uint64_t events = play_bare(customers, &ziggurat);
    int64_t passed_us = bench_processor_us() - start_us;
    return events > 0 ? (double)customers / (double)passed_us : 0.0;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

typedef struct Model {
    Design *design;
    Scenario *scenario;
} Model;

static Model load(const Catalog *catalog, const char *design, const char *scenario) {
    Model model = {0};
    bench_stop_on(design_load(design, catalog, &model.design));
    bench_stop_on(scenario_load(scenario, &model.scenario));
    return model;
}

static void model_free(Model *model) {
    scenario_free(model->scenario);
    design_free(model->design);
}

typedef struct Speed {
    double requests_per_us, events_per_us; /* on one processor */
    double seconds;                        /* by the clock */
} Speed;

static Speed play(const Model *model, double seconds, unsigned replications) {
    SimOptions options = sim_options_default();
    SimReport *report = NULL;
    options.seconds = seconds;
    options.replications = replications;
    int64_t start_us = clock_monotonic_us();
    int64_t processor_us = bench_processor_us();
    bench_stop_on(simulate(model->design, model->scenario, &options, &report));
    double worked_us = (double)(bench_processor_us() - processor_us);
    double passed_us = (double)(clock_monotonic_us() - start_us);
    double requests = 0.0;
    for (size_t i = 0; i < report->operation_count; i++) {
        requests += (double)report->operations[i].offered;
    }
    Speed speed = {requests / worked_us, (double)report->events / worked_us, passed_us / 1e6};
    sim_report_free(report);
    return speed;
}

static int compare_doubles(const void *a, const void *b) {
    double first = *(const double *)a;
    double second = *(const double *)b;
    return (first > second) - (first < second);
}

enum { ROUNDS = 5 };

/* In turns, so that both meet the same machine. */
static void measure_queue(const Catalog *catalog) {
    double bare[ROUNDS], run[ROUNDS], ratio[ROUNDS];
    Model model = load(catalog, FAULTLINE_SOURCE_DIR "/tests/bench/queue.json",
                       FAULTLINE_SOURCE_DIR "/tests/bench/queue.scenario.json");
    for (int i = 0; i < ROUNDS; i++) {
        bare[i] = bare_customers_per_us(8000000);
        run[i] = play(&model, 2000.0, 1).requests_per_us;
        ratio[i] = run[i] / bare[i];
    }
    qsort(bare, ROUNDS, sizeof *bare, compare_doubles);
    qsort(run, ROUNDS, sizeof *run, compare_doubles);
    qsort(ratio, ROUNDS, sizeof *ratio, compare_doubles);
    bench_print("sim_bare_loop", bare[ROUNDS / 2], "million customers/s");
    bench_print("sim_queue_as_a_design", run[ROUNDS / 2], "million customers/s");
    bench_print("sim_queue_to_bare_loop", ratio[ROUNDS / 2], "ratio");
    model_free(&model);
}

/* ---- Two at once ----------------------------------------------------------------------------- */

typedef struct BarePair {
    Ziggurat ziggurat;
    uint64_t events[2];
} BarePair;

static void play_one_bare(void *context, unsigned place) {
    BarePair *pair = context;
    pair->events[place] = play_bare(8000000, &pair->ziggurat);
}

static double bare_seconds(BarePair *pair, unsigned count) {
    int64_t start_us = clock_monotonic_us();
    crew_run(count, count, play_one_bare, pair);
    return (double)(clock_monotonic_us() - start_us) / 1e6;
}

/* How much two cores do more than one: replications, and beside them bare loops, which share nothing
 * but the machine. */
static void measure_pairs(const Model *model) {
    double runs[ROUNDS], bare[ROUNDS];
    BarePair pair = {.events = {0}};
    ziggurat_make(&pair.ziggurat);
    for (int i = 0; i < ROUNDS; i++) {
        double alone_s = play(model, 60.0, 1).seconds;
        runs[i] = 2.0 * alone_s / play(model, 60.0, 2).seconds;
        alone_s = bare_seconds(&pair, 1);
        bare[i] = 2.0 * alone_s / bare_seconds(&pair, 2);
    }
    qsort(runs, ROUNDS, sizeof *runs, compare_doubles);
    qsort(bare, ROUNDS, sizeof *bare, compare_doubles);
    bench_print("sim_two_replications_speedup", runs[ROUNDS / 2], "times one");
    bench_print("sim_two_bare_loops_speedup", bare[ROUNDS / 2], "times one");
}

/* ---------------------------------------------------------------------------------------------- */

static void measure_shortener(const Catalog *catalog) {
    Speed speeds[ROUNDS];
    double events[ROUNDS], requests[ROUNDS];
    Model model = load(catalog, FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/reference.json",
                       FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json");
    for (int i = 0; i < ROUNDS; i++) {
        speeds[i] = play(&model, 60.0, 1);
        events[i] = speeds[i].events_per_us;
        requests[i] = speeds[i].requests_per_us;
    }
    qsort(events, ROUNDS, sizeof *events, compare_doubles);
    qsort(requests, ROUNDS, sizeof *requests, compare_doubles);
    bench_print("sim_shortener_events", events[ROUNDS / 2], "million/s");
    bench_print("sim_shortener_requests", requests[ROUNDS / 2], "million/s");
    measure_pairs(&model);
    model_free(&model);
}

static void measure_compile(const Catalog *catalog) {
    enum { COMPILES = 200 };
    Scenario *scenario = NULL;
    Design *design = bench_stacks(catalog, 50);
    int64_t times_us[COMPILES];
    bench_stop_on(
        scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json", &scenario));
    for (int i = 0; i < COMPILES; i++) {
        Plan *plan = NULL;
        int64_t start_us = clock_monotonic_us();
        bench_stop_on(plan_make(design, scenario, &plan));
        times_us[i] = clock_monotonic_us() - start_us;
        plan_free(plan);
    }
    bench_print_times("sim_compile_50_components", times_us, COMPILES);
    scenario_free(scenario);
    design_free(design);
}

int main(void) {
    Catalog *catalog = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    measure_queue(catalog);
    measure_shortener(catalog);
    measure_compile(catalog);
    bench_print_peak_memory("sim_peak_memory");
    catalog_free(catalog);
    return 0;
}
