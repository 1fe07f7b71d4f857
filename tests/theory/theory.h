/* Closed forms and published results, each with the model that must reproduce it: a design and a
 * scenario in tests/theory/models. The test and `./dev bench --theory` walk the same table. */
#ifndef FAULTLINE_THEORY_THEORY_H
#define FAULTLINE_THEORY_THEORY_H

#include "model/catalog.h"
#include "theory/measures.h"

typedef struct TheoryModel {
    const char *id;
    double warmup_s, quick_s, full_s; /* of one run */
} TheoryModel;

typedef struct TheoryRow {
    const char *model, *what;
    Measure *measure;
    const char *part; /* the id of the operation, the component or the connection */
    double unit;      /* what is measured is divided by it */
    double expected, tolerance;
    bool is_absolute; /* the tolerance; else it is a share of what is expected */
} TheoryRow;

extern const TheoryModel THEORY_MODELS[];
extern const size_t THEORY_MODEL_COUNT;
extern const TheoryRow THEORY_ROWS[]; /* those of one model stand together */
extern const size_t THEORY_ROW_COUNT;

/* NULL: there is no such model. */
const TheoryModel *theory_model(const char *id);
/* The first row of the model; *count: how many it has. */
const TheoryRow *theory_rows(const TheoryModel *model, size_t *count);

enum { THEORY_RUNS = 8, THEORY_MOST_ROWS = 32 };

/* The caller frees both. */
Error theory_load(const Catalog *catalog, const TheoryModel *model, Design **design,
                  Scenario **scenario);

/* The mean over the runs, and half the width of its confidence interval of 99 %. */
typedef struct Measured {
    double mean, half_width;
} Measured;

/* Plays the model with the seeds from 1 to THEORY_RUNS and measures its rows, in their order. */
Error theory_measure(const Catalog *catalog, const TheoryModel *model, bool in_full,
                     Measured measured[THEORY_MOST_ROWS]);
/* Whether it is as near as the tolerance and the interval of the runs allow. */
bool theory_agrees(const TheoryRow *row, Measured measured);

#endif
