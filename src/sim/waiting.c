#include "sim/waiting.h"

#include <math.h>
#include <stdbool.h>

static const double NEGLIGIBLE = 1e-9;

/* One queue with Poisson arrivals and exponential work. */
typedef struct Waiting {
    double number; /* that wait, on average */
    double share;  /* of the arrivals that are let in that has to wait */
    double refused;
} Waiting;

/* 1 / B with Erlang's share B of refused arrivals: the sum of c! / (c - j)! / a^j. All terms are
 * positive, and unless nearly all slots are busy the first few say that B is next to nothing. */
static double inverse_erlang_b(double slots, double load) {
    double sum = 1.0;
    double term = 1.0;
    double left = slots;
    while (left >= 1.0 && sum * NEGLIGIBLE < 1.0 && term > sum * NEGLIGIBLE) {
        term *= left / load;
        sum += term;
        left -= 1.0;
    }
    return sum;
}

/* With all slots busy, the states with 0 .. places waiting have weights in a geometric row. Where it
 * grows it is taken from its other end, so that nothing overflows. */
static Waiting one_queue(double slots, double load, double places) {
    double below = inverse_erlang_b(slots, load) - 1.0;
    double ratio = load / slots;
    bool grows = ratio > 1.0;
    double x = grows ? 1.0 / ratio : ratio;
    double end = pow(x, places);
    double sum = places + 1.0;
    double moment = places * sum / 2.0;
    if (places * (1.0 - x) > 1e-4) {
        sum = (1.0 - end * x) / (1.0 - x);
        moment = x * (1.0 - end * (1.0 + places * (1.0 - x))) / ((1.0 - x) * (1.0 - x));
    }
    double number = grows ? places * sum - moment : moment;
    double last = grows ? 1.0 : end;
    double total = sum + below * (grows ? end : 1.0);
    return (Waiting){
        .number = number / total, .share = (sum - last) / (total - last), .refused = last / total};
}

/* Two choices among very many replicas of `slots` slots: s[k], the share of them with k or more, in
 * equilibrium. From s[slots - 1] the others follow, and s[0] must be 1. */
static double first_share(int slots, double load, double last_free, double *all_busy) {
    double share = last_free;
    double above = load / slots * last_free * last_free;
    *all_busy = above;
    for (int k = slots - 1; k >= 1 && share <= 1.0; k--) {
        double below = sqrt((k * share + above) / load);
        above += share;
        share = below;
    }
    return share;
}

static Waiting two_choices(double slots, double load) {
    enum { MOST_SLOTS = 256, STEPS = 60 };
    double low = -300.0, high = 0.0; /* of the logarithm of s[slots - 1] */
    double all_busy = load;
    if (slots > MOST_SLOTS || first_share((int)slots, load, exp(low), &all_busy) > 1.0) {
        return (Waiting){0};
    }
    for (int step = 0; step < STEPS; step++) {
        double middle = (low + high) / 2.0;
        if (first_share((int)slots, load, exp(middle), &all_busy) > 1.0) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Waiting waiting = {.share = all_busy * all_busy};
    double share = all_busy;
    do {
        share *= load / slots * share;
        waiting.number += share;
    } while (share > NEGLIGIBLE);
    return waiting;
}

/* Those who wait do so for an exponential time, more or less. */
static Spread spread_of(double mean, double share) {
    mean = fmin(mean, ENDLESS_WAIT_MS);
    return (Spread){mean, share > 0.0 ? mean * mean * (2.0 / share - 1.0) : 0.0};
}

Spread servers_wait(const Servers *servers) {
    double load = servers->rate_per_s * servers->holding.mean / 1000.0;
    double replicas = servers->join == JOIN_ONE_QUEUE ? 1.0 : servers->replicas;
    double slots = servers->slots * servers->replicas / replicas;
    if (load <= 0.0 || slots < 1.0 || servers->places < 1.0) {
        return (Spread){0};
    }
    if (load >= slots * replicas && servers->places > 100.0 * slots) {
        return (Spread){ENDLESS_WAIT_MS, 0.0};
    }
    /* Work that arrives in turn comes more evenly the more replicas there are. */
    double arrival_cv2 = servers->join == JOIN_IN_TURN ? 1.0 / replicas : 1.0;
    double holding_cv2 =
        servers->holding.variance / (servers->holding.mean * servers->holding.mean);
    double factor = (arrival_cv2 + holding_cv2) / 2.0;
    bool chooses = servers->join == JOIN_LEAST_BUSY || servers->join == JOIN_TWO_CHOICES;
    if (chooses && replicas > 1.0) {
        /* The least busy one serves nearly as one queue for all would. Two choices add what they do
         * even among very many replicas. */
        Waiting shared = one_queue(slots * replicas, load, fmin(servers->places * replicas, 1e9));
        double number = shared.number;
        double share = shared.share;
        if (servers->join == JOIN_TWO_CHOICES) {
            Waiting choice = two_choices(slots, fmin(load / replicas, slots * (1.0 - 1e-6)));
            number += choice.number * replicas;
            share = fmax(share, choice.share);
        }
        return spread_of(number * factor * 1000.0 / servers->rate_per_s / (1.0 - shared.refused),
                         share);
    }
    Waiting waiting = one_queue(slots, load / replicas, servers->places);
    double entering = servers->rate_per_s / replicas * (1.0 - waiting.refused);
    return spread_of(waiting.number * factor * 1000.0 / entering, waiting.share);
}

double harmonic(double from, double to) {
    enum { MOST_TERMS = 100 };
    if (to - from > MOST_TERMS) {
        return log((to + 0.5) / (from - 0.5)); /* the integral of 1/x around each of them */
    }
    int terms = (int)(to - from) + 1;
    double sum = 0.0;
    for (int i = 0; i < terms; i++) {
        sum += 1.0 / (from + i);
    }
    return sum;
}

Spread spread_add(Spread a, Spread b) {
    return (Spread){a.mean + b.mean, a.variance + b.variance};
}

Spread spread_thin(Spread time, double probability) {
    double mean = time.mean * probability;
    double square = probability * (time.variance + time.mean * time.mean);
    return (Spread){mean, fmax(0.0, square - mean * mean)};
}

Spread spread_of_kth(Spread time, double count, double needed) {
    if (count <= 1.0) {
        return time;
    }
    double first = count - needed + 1.0;
    /* For large counts the sum of 1/i² is that of a telescope. */
    double squares = 1.0 / (first - 0.5) - 1.0 / (count + 0.5);
    double mean = time.mean + sqrt(time.variance) * (harmonic(first, count) - 1.0);
    return (Spread){fmax(mean, 0.0), time.variance * squares};
}
