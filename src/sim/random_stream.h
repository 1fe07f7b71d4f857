/* Random quantities of a simulation. Every source, component and connection has streams of its own,
 * named by its id, so that two designs under one seed meet the same arrivals.
 *
 * Sources: Marsaglia and Tsang, "The ziggurat method for generating random variables" (JSS 2000)
 * and "A simple method for generating gamma variables" (TOMS 2000); Hormann and Derflinger,
 * "Rejection-inversion to generate variates from monotone discrete distributions" (TOMACS 1996). */
#ifndef FAULTLINE_SIM_RANDOM_STREAM_H
#define FAULTLINE_SIM_RANDOM_STREAM_H

#include <stdbool.h>

#include "base/random.h"

/* The same seed, name and purpose give the same stream. */
Random stream_make(uint64_t seed, const char *name, const char *purpose);
/* A hash of two numbers, for choices that must stay the same for one key. */
uint64_t stream_hash(uint64_t seed, uint64_t value);
/* What cannot happen takes no number. */
static inline bool stream_chance(Random *random, double probability) {
    return probability > 0.0 && random_unit(random) < probability;
}

/* Layers of equal area under e^-x. Read-only once made. */
enum { ZIGGURAT_LAYERS = 256 };
typedef struct Ziggurat {
    double width[ZIGGURAT_LAYERS + 1], height[ZIGGURAT_LAYERS + 1];
} Ziggurat;

void ziggurat_make(Ziggurat *ziggurat);
/* Where the number that is drawn lies under the curve but in no rectangle: one in a hundred. */
double ziggurat_edge(Random *random, const Ziggurat *ziggurat, unsigned layer, double x);

/* Mean 1. */
static inline double stream_exponential(Random *random, const Ziggurat *ziggurat) {
    uint64_t bits = random_next(random);
    unsigned layer = (unsigned)(bits & (ZIGGURAT_LAYERS - 1));
    double x = random_share(bits) * ziggurat->width[layer];
    return x < ziggurat->width[layer + 1] ? x : ziggurat_edge(random, ziggurat, layer, x);
}

double stream_normal(Random *random);
/* Of mean `shape`, with what every draw needs. */
typedef struct Gamma {
    double d, c;
    double exponent; /* of the correction for a shape below 1; 0: none */
} Gamma;
Gamma gamma_make(double shape);
double stream_gamma(Random *random, const Gamma *gamma);

/* How long a piece of work takes. */
typedef struct Duration {
    double mean_ns;
    double cv; /* 0: always the mean; 1: exponential; else gamma */
    Gamma gamma;
} Duration;
Duration duration_make(double mean_ns, double cv);
int64_t stream_duration(Random *random, const Ziggurat *ziggurat, const Duration *duration,
                        double factor);

/* Ranks 1..count, the i-th in proportion to i^-exponent; no table, whatever the count. */
typedef struct Zipf {
    double count, exponent;
    double low, high, shortcut; /* of the integral that is inverted */
    unsigned whole_power;       /* 1 / (1 - exponent) where that is a whole number; else 0 */
} Zipf;
Zipf zipf_make(double count, double exponent);
uint64_t stream_zipf(Random *random, const Zipf *zipf);

#endif
