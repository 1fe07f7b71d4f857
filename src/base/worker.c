#include "base/worker.h"

#include <stdlib.h>
#include <threads.h>

#include "base/memory.h"

static const double TOLD_STEP = 0.02; /* of the whole; so much more, and the caller hears of it */

struct Worker {
    WorkerTrade trade;
    thrd_t thread;
    mtx_t lock;
    cnd_t changed; /* of anything below */
    void *request; /* NULL: none waits */
    void *result;  /* NULL: there is none */
    bool working, stopping, cancelled;
    double done;
};

static void wake(const Worker *worker) {
    if (worker->trade.wake) {
        worker->trade.wake(worker->trade.context);
    }
}

static void free_both(const Worker *worker, void *request, void *result) {
    if (request) {
        worker->trade.free_request(request);
    }
    if (result) {
        worker->trade.free_result(result);
    }
}

/* ---- The thread ------------------------------------------------------------------------------ */

bool worker_go_on(void *context, double done) {
    Worker *worker = context;
    mtx_lock(&worker->lock);
    bool goes_on = !worker->stopping && !worker->cancelled;
    bool tells = done >= worker->done + TOLD_STEP;
    worker->done = tells ? done : worker->done;
    mtx_unlock(&worker->lock);
    if (tells && goes_on) {
        wake(worker);
    }
    return goes_on;
}

/* Called, and returns, with the lock held. */
static void work_one(Worker *worker) {
    void *request = worker->request;
    worker->request = NULL;
    worker->working = true;
    worker->cancelled = false;
    worker->done = 0;
    mtx_unlock(&worker->lock);

    void *result = worker->trade.work(request, worker);

    mtx_lock(&worker->lock);
    /* It may be asked to stop when it is over already. */
    void *unwanted = worker->cancelled ? result : worker->result;
    worker->result = worker->cancelled ? NULL : result;
    worker->working = false;
    cnd_broadcast(&worker->changed);
    mtx_unlock(&worker->lock);
    free_both(worker, request, unwanted);
    wake(worker);
    mtx_lock(&worker->lock);
}

static int run(void *context) {
    Worker *worker = context;
    mtx_lock(&worker->lock);
    while (!worker->stopping) {
        if (worker->request) {
            work_one(worker);
        } else {
            cnd_wait(&worker->changed, &worker->lock);
        }
    }
    mtx_unlock(&worker->lock);
    return 0;
}

/* ---- The caller's side ----------------------------------------------------------------------- */

Error worker_new(const WorkerTrade *trade, Worker **out) {
    Worker *worker = memory_allocate(sizeof *worker);
    worker->trade = *trade;
    bool lock = mtx_init(&worker->lock, mtx_plain) == thrd_success;
    bool changed = lock && cnd_init(&worker->changed) == thrd_success;
    if (!changed || thrd_create(&worker->thread, run, worker) != thrd_success) {
        if (changed) {
            cnd_destroy(&worker->changed);
        }
        if (lock) {
            mtx_destroy(&worker->lock);
        }
        free(worker);
        return error_make(ERROR_IO, "the system gives no thread for work in the background");
    }
    *out = worker;
    return error_none();
}

void worker_free(Worker *worker) {
    if (!worker) {
        return;
    }
    mtx_lock(&worker->lock);
    worker->stopping = true;
    cnd_broadcast(&worker->changed);
    mtx_unlock(&worker->lock);
    thrd_join(worker->thread, NULL);
    free_both(worker, worker->request, worker->result);
    cnd_destroy(&worker->changed);
    mtx_destroy(&worker->lock);
    free(worker);
}

void worker_submit(Worker *worker, void *request) {
    mtx_lock(&worker->lock);
    void *old = worker->request, *unread = worker->result;
    worker->request = request;
    worker->result = NULL;
    worker->cancelled = worker->working;
    cnd_broadcast(&worker->changed);
    mtx_unlock(&worker->lock);
    free_both(worker, old, unread);
}

void worker_cancel(Worker *worker) {
    worker_submit(worker, NULL);
}

double worker_progress(Worker *worker) {
    mtx_lock(&worker->lock);
    bool works = worker->working && !worker->cancelled;
    double done = worker->request ? 0 : works ? worker->done : -1;
    mtx_unlock(&worker->lock);
    return done;
}

void *worker_take(Worker *worker) {
    mtx_lock(&worker->lock);
    void *result = worker->result;
    worker->result = NULL;
    mtx_unlock(&worker->lock);
    return result;
}

void worker_wait(Worker *worker) {
    mtx_lock(&worker->lock);
    while (worker->request || worker->working) {
        cnd_wait(&worker->changed, &worker->lock);
    }
    mtx_unlock(&worker->lock);
}
