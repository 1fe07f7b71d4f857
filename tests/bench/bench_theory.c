/* The simulator against theory, in full: a table in Markdown, for docs/MODEL.md. `--theory` asks for
 * it, for it takes minutes; `--quick` makes it as small as in the tests. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "theory/theory.h"

static bool asks_for(int count, char **words, const char *word) {
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void print_row(const TheoryRow *row, Measured measured) {
    printf("| %s | %s | %.6g | %.6g ± %.2g | ", row->model, row->what, row->expected, measured.mean,
           measured.half_width);
    if (row->is_absolute || row->expected == 0.0) {
        printf("%+.4f | %.4g | ", measured.mean - row->expected, row->tolerance);
    } else {
        printf("%+.2f %% | %.4g %% | ", (measured.mean / row->expected - 1.0) * 100.0,
               row->tolerance * 100.0);
    }
    printf("%s |\n", theory_agrees(row, measured) ? "yes" : "NO");
}

int main(int count, char **words) {
    if (!asks_for(count, words, "--theory")) {
        return 0;
    }
    Catalog *catalog = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    printf("| model | quantity | expected | measured | error | tolerance | agrees |\n"
           "|---|---|---:|---:|---:|---:|---|\n");
    for (size_t m = 0; m < THEORY_MODEL_COUNT; m++) {
        Measured measured[THEORY_MOST_ROWS];
        size_t rows = 0;
        const TheoryRow *row = theory_rows(&THEORY_MODELS[m], &rows);
        bench_stop_on(theory_measure(catalog, &THEORY_MODELS[m], !asks_for(count, words, "--quick"),
                                     measured));
        for (size_t i = 0; i < rows; i++) {
            print_row(&row[i], measured[i]);
        }
        fflush(stdout);
    }
    catalog_free(catalog);
    return 0;
}
