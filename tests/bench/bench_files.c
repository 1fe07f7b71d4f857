/* How long it takes to load and to save the largest design that the format allows. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"

enum { ROUNDS = 10, COMPONENTS = LIMIT_COMPONENTS };

int main(void) {
    Catalog *catalog = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    Design *design = bench_mesh(catalog, COMPONENTS);

    char folder[] = "/tmp/faultline-bench-XXXXXX";
    if (!mkdtemp(folder)) {
        perror("mkdtemp");
        return 2;
    }
    Arena arena = {0};
    const char *path = path_join(&arena, folder, "design.json");
    int64_t save_us[ROUNDS], load_us[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        int64_t start_us = clock_monotonic_us();
        bench_stop_on(design_save(design, path));
        save_us[i] = clock_monotonic_us() - start_us;
        Design *loaded = NULL;
        start_us = clock_monotonic_us();
        bench_stop_on(design_load(path, catalog, &loaded));
        load_us[i] = clock_monotonic_us() - start_us;
        design_free(loaded);
    }
    bench_print_times("save_10000_components", save_us, ROUNDS);
    bench_print_times("load_10000_components", load_us, ROUNDS);
    bench_print_peak_memory("files_peak_memory");

    unlink(path);
    rmdir(folder);
    arena_free(&arena);
    design_free(design);
    catalog_free(catalog);
    return 0;
}
