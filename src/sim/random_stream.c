#include "sim/random_stream.h"

#include <math.h>

Random stream_make(uint64_t seed, const char *name, const char *purpose) {
    uint64_t hash = 0xcbf29ce484222325U ^ seed;
    for (const char *c = name; *c; c++) {
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3U;
    }
    hash = (hash ^ 0xffU) * 0x100000001b3U; /* ends the name */
    for (const char *c = purpose; *c; c++) {
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3U;
    }
    hash ^= splitmix64_next(&seed);
    return random_seed(hash);
}

uint64_t stream_hash(uint64_t seed, uint64_t value) {
    uint64_t state = seed ^ (value * 0xd6e8feb86659fd93U);
    return splitmix64_next(&state);
}

/* ---- Exponential ----------------------------------------------------------------------------- */

/* Where the tail begins, and the area of each layer, for 256 of them. */
static const double TAIL = 7.69711747013104972;
static const double AREA = 0.0039496598225815571993;

void ziggurat_make(Ziggurat *ziggurat) {
    double *width = ziggurat->width;
    double *height = ziggurat->height;
    /* Layer 0 is the base: its rectangle has the area of the strip and the tail together. */
    width[0] = AREA / exp(-TAIL);
    width[1] = TAIL;
    height[0] = 0.0;
    height[1] = exp(-TAIL);
    for (int i = 2; i < ZIGGURAT_LAYERS; i++) {
        height[i] = height[i - 1] + AREA / width[i - 1];
        width[i] = -log(height[i]);
    }
    width[ZIGGURAT_LAYERS] = 0.0;
    height[ZIGGURAT_LAYERS] = 1.0;
}

double ziggurat_edge(Random *random, const Ziggurat *ziggurat, unsigned layer, double x) {
    if (layer == 0) {
        return TAIL + stream_exponential(random, ziggurat); /* the tail is an exponential again */
    }
    double low = ziggurat->height[layer];
    double y = low + random_unit(random) * (ziggurat->height[layer + 1] - low);
    return y < exp(-x) ? x : stream_exponential(random, ziggurat);
}

/* ---- Normal and gamma ------------------------------------------------------------------------ */

/* The polar method; the second number of each pair is not kept, so that a stream has no other
 * state than its generator. */
double stream_normal(Random *random) {
    double x, y, square;
    do {
        x = 2.0 * random_unit(random) - 1.0;
        y = 2.0 * random_unit(random) - 1.0;
        square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    return x * sqrt(-2.0 * log(square) / square);
}

Gamma gamma_make(double shape) {
    Gamma gamma = {.exponent = shape < 1.0 ? 1.0 / shape : 0.0};
    gamma.d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
    gamma.c = 1.0 / sqrt(9.0 * gamma.d);
    return gamma;
}

double stream_gamma(Random *random, const Gamma *gamma) {
    double scale = 1.0;
    if (gamma->exponent > 0.0) {
        scale = pow(1.0 - random_unit(random), gamma->exponent);
    }
    double d = gamma->d;
    for (;;) {
        double x = stream_normal(random);
        double v = 1.0 + gamma->c * x;
        if (v <= 0.0) {
            continue;
        }
        v = v * v * v;
        double u = 1.0 - random_unit(random);
        double square = x * x;
        if (u < 1.0 - 0.0331 * square * square || log(u) < 0.5 * square + d * (1.0 - v + log(v))) {
            return d * v * scale;
        }
    }
}

Duration duration_make(double mean_ns, double cv) {
    Duration duration = {.mean_ns = mean_ns, .cv = cv};
    if (cv > 0.0) {
        duration.gamma = gamma_make(1.0 / (cv * cv));
    }
    return duration;
}

int64_t stream_duration(Random *random, const Ziggurat *ziggurat, const Duration *duration,
                        double factor) {
    double ns = duration->mean_ns * factor;
    if (duration->cv == 1.0) {
        ns *= stream_exponential(random, ziggurat);
    } else if (duration->cv > 0.0) {
        ns *= stream_gamma(random, &duration->gamma) * (duration->cv * duration->cv);
    }
    return ns < 9e18 ? (int64_t)(ns + 0.5) : INT64_C(9000000000000000000);
}

/* ---- Zipf ------------------------------------------------------------------------------------ */

/* The integral of x^-s from 1 to x, and its inverse, in forms that stay exact near s = 1. */
static double integral(double x, double s) {
    double logarithm = log(x);
    double t = (1.0 - s) * logarithm;
    return fabs(t) > 1e-8 ? expm1(t) / t * logarithm : logarithm * (1.0 + t / 2.0);
}

static double power(double base, unsigned exponent) {
    double result = 1.0;
    for (; exponent > 0; exponent >>= 1) {
        result *= exponent & 1 ? base : 1.0;
        base *= base;
    }
    return result;
}

static double integral_inverse(double area, const Zipf *zipf) {
    double t = area * (1.0 - zipf->exponent);
    t = t > -1.0 ? t : -1.0;
    if (fabs(t) <= 1e-8) {
        return exp(area * (1.0 - t / 2.0));
    }
    if (zipf->whole_power > 0) {
        return power(1.0 + t, zipf->whole_power);
    }
    return exp(log1p(t) / t * area);
}

Zipf zipf_make(double count, double exponent) {
    enum { MOST_POWER = 64 };
    Zipf zipf = {.count = count, .exponent = exponent};
    if (exponent > 0.0) {
        double power_of_inverse = 1.0 / (1.0 - exponent);
        double whole = floor(power_of_inverse + 0.5);
        if (whole >= 1.0 && whole <= MOST_POWER && fabs(power_of_inverse - whole) < 1e-12) {
            zipf.whole_power = (unsigned)whole;
        }
        zipf.low = integral(1.5, exponent) - 1.0;
        zipf.high = integral(count + 0.5, exponent);
        zipf.shortcut =
            2.0 - integral_inverse(integral(2.5, exponent) - pow(2.0, -exponent), &zipf);
    }
    return zipf;
}

uint64_t stream_zipf(Random *random, const Zipf *zipf) {
    if (zipf->exponent == 0.0 || zipf->count <= 1.0) {
        return 1 + random_below(random, (uint64_t)zipf->count);
    }
    for (;;) {
        double area = zipf->high + random_unit(random) * (zipf->low - zipf->high);
        double x = integral_inverse(area, zipf);
        double rank = (double)(int64_t)(x + 0.5); /* x is above zero */
        rank = rank < 1.0 ? 1.0 : rank > zipf->count ? zipf->count : rank;
        if (rank - x <= zipf->shortcut ||
            area >= integral(rank + 0.5, zipf->exponent) - pow(rank, -zipf->exponent)) {
            return (uint64_t)rank;
        }
    }
}
