#include "sim/progress.h"

#include <stdlib.h>

#include "base/memory.h"

void progress_begin(Progress *progress, unsigned pieces, GoOn *go_on, void *context) {
    *progress = (Progress){.go_on = go_on,
                           .context = context,
                           .done = memory_allocate(pieces * sizeof(double)),
                           .pieces = pieces};
    pthread_mutex_init(&progress->mutex, NULL);
}

bool progress_tell(Progress *progress, unsigned piece, double done) {
    pthread_mutex_lock(&progress->mutex);
    progress->done[piece] = done;
    double total = 0.0;
    for (unsigned i = 0; i < progress->pieces; i++) {
        total += progress->done[i] / progress->pieces;
    }
    if (!progress->stopped && progress->go_on && !progress->go_on(progress->context, total)) {
        progress->stopped = true;
    }
    bool goes_on = !progress->stopped;
    pthread_mutex_unlock(&progress->mutex);
    return goes_on;
}

void progress_end(Progress *progress) {
    pthread_mutex_destroy(&progress->mutex);
    free(progress->done);
}
