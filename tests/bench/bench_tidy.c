/* How long Tidy takes, and how often lines cross after it: on service graphs of 50, 500 and 5,000
 * components, beside Graphviz dot on the same graphs where it is installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "bench/bench.h"
#include "board/crossings.h"
#include "board/tidy.h"
#include "support/support.h"

/* ---- Graphviz -------------------------------------------------------------------------------- */

/* Cards of our size from left to right; dot counts in inches of 72 units. */
static void write_graph(const Design *design, TextBuffer *out) {
    text_append_format(out,
                       "digraph { rankdir=LR; node [shape=box fixedsize=true width=%g height=%g]\n",
                       CARD_WIDTH / 72.0, CARD_HEIGHT / 72.0);
    for (size_t i = 0; i < design->components.count; i++) {
        text_append_format(out, "\"%s\"\n", design->components.items[i]->id);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        text_append_format(out, "\"%s\" -> \"%s\"\n", connection->from, connection->to);
    }
    text_append(out, "}\n");
}

/* Points along Bezier curves, each of which begins where the one before it ends. */
static void add_curve(DrawnLine *line, const Point *controls, size_t count) {
    enum { STEPS = 16 };
    array_push(&line->points, controls[0]);
    for (size_t i = 0; i + 3 < count; i += 3) {
        const Point *p = &controls[i];
        for (int step = 1; step <= STEPS; step++) {
            float t = (float)step / STEPS, u = 1 - t;
            float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
            Point point = {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                           a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
            array_push(&line->points, point);
        }
    }
}

/* "edge FROM TO COUNT X Y X Y ...", as `dot -Tplain` writes them. */
static void read_edge(char *text, Drawing *drawing) {
    ARRAY_OF(Point) controls = {0};
    strtok(text, " ");
    strtok(NULL, " ");
    strtok(NULL, " ");
    const char *number = strtok(NULL, " ");
    size_t count = number ? strtoul(number, NULL, 10) : 0;
    for (size_t i = 0; i < count; i++) {
        const char *x = strtok(NULL, " "), *y = strtok(NULL, " ");
        if (x && y) {
            Point point = {72 * strtof(x, NULL), 72 * strtof(y, NULL)};
            array_push(&controls, point);
        }
    }
    if (controls.count > 0) {
        add_curve(drawing_add(drawing), controls.items, controls.count);
    }
    array_free(&controls);
}

/* What dot's drawing has; below zero where there is no dot. */
static double dot_crossings(Arena *arena, const char *folder, const Design *design) {
    TextBuffer text = {0};
    const char *in = path_join(arena, folder, "in.dot"), *out = path_join(arena, folder, "out");
    write_graph(design, &text);
    bench_stop_on(file_save_atomic(in, text.text, text.length));
    text_free(&text);
    text_append_format(&text, "dot -Tplain -y '%s' >'%s' 2>/dev/null", in, out);
    int status = system(text.text);
    text_free(&text);
    FILE *file = status == 0 ? fopen(out, "r") : NULL;
    if (!file) {
        return -1;
    }
    static const size_t LONGEST = (size_t)1 << 16;
    char *line = memory_allocate(LONGEST);
    Drawing drawing = {.lines = {0}};
    while (fgets(line, (int)LONGEST, file)) {
        if (strncmp(line, "edge ", 5) == 0) {
            read_edge(line, &drawing);
        }
    }
    fclose(file);
    free(line);
    double crossings = (double)drawing_crossings(&drawing);
    drawing_free(&drawing);
    return crossings;
}

/* ---- Tidy ------------------------------------------------------------------------------------ */

static void measure_time(const Design *design, const char *name) {
    enum { ROUNDS = 20 };
    int64_t times_us[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        Command command = {.name = ""};
        int64_t start_us = clock_monotonic_us();
        bench_stop_on(tidy_make(design, NULL, 0, &command));
        times_us[i] = clock_monotonic_us() - start_us;
        command_free(&command);
    }
    bench_print_times(name, times_us, ROUNDS);
}

static void measure_crossings(Design *design, const char *name) {
    Arena arena = {0};
    char label[64];
    Command command = {.name = ""};
    bench_stop_on(tidy_make(design, NULL, 0, &command));
    bench_stop_on(command_apply(&command, design));
    command_free(&command);
    double own = (double)design_crossings(design);
    snprintf(label, sizeof label, "%s_crossings", name);
    bench_print(label, own, "crossings");
    char *folder = support_make_folder(&arena);
    double dot = dot_crossings(&arena, folder, design);
    if (dot > 0) {
        snprintf(label, sizeof label, "%s_dot", name);
        bench_print(label, dot, "crossings");
        snprintf(label, sizeof label, "%s_ratio", name);
        bench_print(label, own / dot, "of dot's");
    }
    support_remove_folder(folder);
    arena_free(&arena);
}

int main(void) {
    enum { LARGEST_DRAWN = 500, SEEDS = 4 };
    static const size_t SIZES[] = {50, 500, 5000};
    Catalog *catalog = support_catalog();
    for (size_t i = 0; i < COUNT_OF(SIZES); i++) {
        for (uint64_t seed = 1; seed <= (SIZES[i] > LARGEST_DRAWN ? 1 : SEEDS); seed++) {
            Random random = random_seed(seed);
            Design *design = support_service_graph(catalog, &random, SIZES[i]);
            char name[64];
            snprintf(name, sizeof name, "tidy_%zu_seed_%d", SIZES[i], (int)seed);
            measure_time(design, name);
            if (SIZES[i] <= LARGEST_DRAWN) {
                measure_crossings(design, name);
            }
            design_free(design);
        }
    }
    catalog_free(catalog);
    return 0;
}
