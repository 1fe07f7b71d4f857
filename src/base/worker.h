/* A thread of its own for one piece of work at a time: it is asked for, looked after, and picked up
 * when it is there. Another piece that is asked for takes the place of the one before, wherever
 * that was: waiting, under way, or done and not picked up.
 *
 * A piece has a request and a result, both of the caller's making. The worker frees whichever it
 * holds; what was taken is the caller's. All calls but worker_go_on are for one thread. */
#ifndef FAULTLINE_BASE_WORKER_H
#define FAULTLINE_BASE_WORKER_H

#include <stdbool.h>

#include "base/error.h"

typedef struct Worker Worker;

typedef struct WorkerTrade {
    /* On the worker's thread; NULL: there is no result. While it works it calls worker_go_on with
     * `worker` now and then, and stops when that says so. */
    void *(*work)(void *request, Worker *worker);
    void (*free_request)(void *request);
    void (*free_result)(void *result);
    /* Called from the worker's thread when a piece is over, and when it has come on; or NULL. */
    void (*wake)(void *context);
    void *context;
} WorkerTrade;

Error worker_new(const WorkerTrade *trade, Worker **out);
void worker_free(Worker *worker); /* stops what is under way; NULL is fine */
/* Takes the request over. */
void worker_submit(Worker *worker, void *request);
/* Stops and forgets what was asked for. */
void worker_cancel(Worker *worker);
/* How far it is, 0 to 1; below 0: nothing is under way. */
double worker_progress(Worker *worker);
void *worker_take(Worker *worker); /* the result, once; NULL: there is none */
void worker_wait(Worker *worker);  /* until nothing is under way; for tests */

/* From within `work`: how far it is; false: stop. `worker` is the Worker. */
bool worker_go_on(void *worker, double done);

#endif
