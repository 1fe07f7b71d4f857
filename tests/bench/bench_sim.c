/* How fast runs are, beside a bare loop that does nothing but order events and draw numbers: M/M/1 at
 * 0.9 in that loop and as a design, and the URL shortener with all that is in it. Compare the ratios;
 * the figures themselves are the machine's. */
#include <stdlib.h>

#include "base/clock.h"
#include "bench/bench.h"
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
    int64_t start_us = clock_monotonic_us();
    uint64_t events = play_bare(customers, &ziggurat);
    int64_t passed_us = clock_monotonic_us() - start_us;
    return events > 0 ? (double)customers / (double)passed_us : 0.0;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static const char QUEUE[] =
    "{\"format\":\"faultline/design\",\"version\":1,\"components\":["
    "{\"id\":\"users\",\"kind\":\"client\",\"x\":0,\"y\":0},"
    "{\"id\":\"server\",\"kind\":\"service\",\"x\":300,\"y\":0,\"settings\":"
    "{\"concurrency\":1,\"service_ms\":1}}],\"connections\":[{\"id\":\"call\",\"from\":\"users\","
    "\"to\":\"server\",\"kind\":\"call\",\"settings\":{\"rtt_ms\":0}}]}";
static const char LOAD[] =
    "{\"format\":\"faultline/scenario\",\"version\":1,\"id\":\"load\",\"title\":\"Load\","
    "\"operations\":[{\"id\":\"get\",\"title\":\"Get\",\"type\":\"read\",\"from\":\"client\","
    "\"rate_rps\":900}]}";

typedef struct Speed {
    double requests_per_us, events_per_us, seconds;
} Speed;

static Speed play(const Design *design, const Scenario *scenario, double seconds,
                  unsigned replications) {
    SimOptions options = sim_options_default();
    SimReport *report = NULL;
    options.seconds = seconds;
    options.replications = replications;
    int64_t start_us = clock_monotonic_us();
    bench_stop_on(simulate(design, scenario, &options, &report));
    double passed_us = (double)(clock_monotonic_us() - start_us);
    double requests = 0.0;
    for (size_t i = 0; i < report->operation_count; i++) {
        requests += (double)report->operations[i].offered;
    }
    Speed speed = {requests / passed_us, (double)report->events / passed_us, passed_us / 1e6};
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
    Design *design = NULL;
    Scenario *scenario = NULL;
    double bare[ROUNDS], run[ROUNDS], ratio[ROUNDS];
    bench_stop_on(design_parse(QUEUE, sizeof QUEUE - 1, "queue", catalog, &design));
    bench_stop_on(scenario_parse(LOAD, sizeof LOAD - 1, "load", &scenario));
    for (int i = 0; i < ROUNDS; i++) {
        bare[i] = bare_customers_per_us(8000000);
        run[i] = play(design, scenario, 2000.0, 1).requests_per_us;
        ratio[i] = run[i] / bare[i];
    }
    qsort(bare, ROUNDS, sizeof *bare, compare_doubles);
    qsort(run, ROUNDS, sizeof *run, compare_doubles);
    qsort(ratio, ROUNDS, sizeof *ratio, compare_doubles);
    bench_print("sim_bare_loop", bare[ROUNDS / 2], "million customers/s");
    bench_print("sim_queue_as_a_design", run[ROUNDS / 2], "million customers/s");
    bench_print("sim_queue_to_bare_loop", ratio[ROUNDS / 2], "ratio");
    scenario_free(scenario);
    design_free(design);
}

static void measure_shortener(const Catalog *catalog) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    Speed speeds[ROUNDS];
    double events[ROUNDS], requests[ROUNDS];
    bench_stop_on(design_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/reference.json",
                              catalog, &design));
    bench_stop_on(
        scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json", &scenario));
    for (int i = 0; i < ROUNDS; i++) {
        speeds[i] = play(design, scenario, 60.0, 1);
        events[i] = speeds[i].events_per_us;
        requests[i] = speeds[i].requests_per_us;
    }
    qsort(events, ROUNDS, sizeof *events, compare_doubles);
    qsort(requests, ROUNDS, sizeof *requests, compare_doubles);
    bench_print("sim_shortener_events", events[ROUNDS / 2], "million/s");
    bench_print("sim_shortener_requests", requests[ROUNDS / 2], "million/s");
    double alone_s = play(design, scenario, 30.0, 1).seconds;
    double pair_s = play(design, scenario, 30.0, 2).seconds;
    bench_print("sim_two_replications_speedup", 2.0 * alone_s / pair_s, "times one");
    scenario_free(scenario);
    design_free(design);
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
