#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* ---- Designs --------------------------------------------------------------------------------- */

static void add_component(Design *design, KindId kind, size_t number, int x, int y) {
    char id[ID_SIZE];
    snprintf(id, sizeof id, "part-%zu", number);
    Component *component = component_new(&design->catalog->kinds[kind], id, x, y);
    Element element = {.type = ELEMENT_COMPONENT, .as.component = component};
    bench_stop_on(design_put(design, &element, SIZE_MAX));
    component_free(component);
}

static void connect(Design *design, size_t from, size_t to) {
    char id[ID_SIZE], from_id[ID_SIZE], to_id[ID_SIZE];
    snprintf(id, sizeof id, "line-%zu", design->connections.count);
    snprintf(from_id, sizeof from_id, "part-%zu", from);
    snprintf(to_id, sizeof to_id, "part-%zu", to);
    ConnectionKind kind =
        connection_infer(design_component(design, from_id), design_component(design, to_id));
    Connection *connection =
        connection_new(&design->catalog->connections[kind], id, from_id, to_id);
    Element element = {.type = ELEMENT_CONNECTION, .as.connection = connection};
    bench_stop_on(design_put(design, &element, SIZE_MAX));
    connection_free(connection);
}

Design *bench_stacks(const Catalog *catalog, size_t components) {
    static const KindId STACK[] = {KIND_LOAD_BALANCER, KIND_SERVICE, KIND_CACHE,   KIND_KV_STORE,
                                   KIND_QUEUE,         KIND_WORKER,  KIND_EXTERNAL};
    /* Which part of the stack each part hangs on; the first one on the client. */
    static const size_t BEFORE[] = {0, 0, 1, 1, 1, 4, 5};
    Design *design = design_new(catalog);
    add_component(design, KIND_CLIENT, 0, 0, 0);
    for (size_t number = 1; number < components; number++) {
        size_t place = (number - 1) % COUNT_OF(STACK);
        size_t first = number - place;
        add_component(design, STACK[place], number, 280 * (int)place, 130 * (int)(first / 7));
        connect(design, place == 0 ? 0 : first + BEFORE[place], number);
    }
    return design;
}

Design *bench_mesh(const Catalog *catalog, size_t components) {
    enum { CALLS = 4, COLUMNS = 100 };
    Design *design = design_new(catalog);
    for (size_t number = 0; number < components; number++) {
        add_component(design, KIND_SERVICE, number, 280 * (int)(number % COLUMNS),
                      130 * (int)(number / COLUMNS));
    }
    for (size_t from = 0; from < components; from++) {
        for (size_t to = from + 1; to <= from + CALLS && to < components; to++) {
            connect(design, from, to);
        }
    }
    return design;
}

/* ---- Time ------------------------------------------------------------------------------------ */

int64_t bench_processor_us(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* ---- The table ------------------------------------------------------------------------------- */

void bench_print(const char *name, double value, const char *unit) {
    printf("%-36s %10.3f %s\n", name, value, unit);
}

static int compare_times(const void *a, const void *b) {
    int64_t first = *(const int64_t *)a;
    int64_t second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

static double milliseconds(int64_t us) {
    return (double)us / 1000;
}

void bench_print_times(const char *name, int64_t *times_us, size_t count) {
    char full[64];
    qsort(times_us, count, sizeof *times_us, compare_times);
    snprintf(full, sizeof full, "%s_median", name);
    bench_print(full, milliseconds(times_us[count / 2]), "ms");
    snprintf(full, sizeof full, "%s_p99", name);
    bench_print(full, milliseconds(times_us[count * 99 / 100]), "ms");
}

void bench_print_peak_memory(const char *name) {
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        bench_print(name, (double)usage.ru_maxrss / 1024, "MiB");
    }
}

void bench_stop_on(Error error) {
    if (error.code) {
        fprintf(stderr, "%s\n", error.message);
        exit(2);
    }
}
