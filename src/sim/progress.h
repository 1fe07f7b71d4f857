/* How far pieces of work on several threads are together, told to one who may stop them all. */
#ifndef FAULTLINE_SIM_PROGRESS_H
#define FAULTLINE_SIM_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>

/* Called from one thread at a time; `done` is 0 to 1; false: stop. */
typedef bool GoOn(void *context, double done);

typedef struct Progress {
    GoOn *go_on; /* may be NULL */
    void *context;
    double *done; /* by piece */
    unsigned pieces;
    bool stopped;
    pthread_mutex_t mutex;
} Progress;

void progress_begin(Progress *progress, unsigned pieces, GoOn *go_on, void *context);
/* From any thread; false: the piece is to stop. */
bool progress_tell(Progress *progress, unsigned piece, double done);
void progress_end(Progress *progress);

#endif
