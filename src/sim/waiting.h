/* How long work waits for a slot, from the formulas of queueing theory. Sources: Erlang (1917);
 * Allen, "Probability, Statistics and Queueing Theory" (1990), for the Allen-Cunneen factor;
 * Mitzenmacher (1996) and Vvedenskaya, Dobrushin and Karpelevich (1996) for two choices. */
#ifndef FAULTLINE_SIM_WAITING_H
#define FAULTLINE_SIM_WAITING_H

/* The wait at a queue that grows without end. Finite, so that sums and products of it are too. */
#define ENDLESS_WAIT_MS 1e9

/* A time by its mean and its variance, in ms and ms². */
typedef struct Spread {
    double mean, variance;
} Spread;

/* How an arrival chooses among the replicas. */
typedef enum Join {
    JOIN_ONE_QUEUE, /* before all of them */
    JOIN_AT_RANDOM,
    JOIN_IN_TURN,
    JOIN_LEAST_BUSY,
    JOIN_TWO_CHOICES
} Join;

typedef struct Servers {
    double rate_per_s; /* of all its replicas together */
    Spread holding;    /* of one slot by one arrival */
    double slots;      /* of one replica */
    double places;     /* where work may wait, of one replica; more is refused */
    double replicas;
    Join join;
} Servers;

/* The wait of what is not refused; ENDLESS_WAIT_MS when more comes than can be served. */
Spread servers_wait(const Servers *servers);

Spread spread_add(Spread a, Spread b);               /* one after the other */
Spread spread_thin(Spread time, double probability); /* it is spent with this one, or not */
/* Of `count` such times that run at once, the one with which `needed` of them are over. Exact for
 * exponential times and for those that do not vary. */
Spread spread_of_kth(Spread time, double count, double needed);

/* Of n exponential times of mean 1, the k-th to end does so after harmonic(n - k + 1, n) on
 * average: the sum of 1/i. */
double harmonic(double from, double to);

#endif
