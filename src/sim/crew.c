#include "sim/crew.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

typedef struct Crew {
    unsigned pieces, next;
    void (*work)(void *context, unsigned piece);
    void *context;
    pthread_mutex_t mutex;
} Crew;

unsigned crew_size(unsigned pieces, unsigned wanted) {
    unsigned threads = wanted;
    if (wanted == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        threads = cores > 1 ? (unsigned)cores : 1;
    }
    threads = threads < MOST_THREADS ? threads : MOST_THREADS;
    return threads < pieces ? threads : pieces;
}

static void *take_pieces(void *context) {
    Crew *crew = context;
    for (;;) {
        pthread_mutex_lock(&crew->mutex);
        unsigned piece = crew->next++;
        pthread_mutex_unlock(&crew->mutex);
        if (piece >= crew->pieces) {
            return NULL;
        }
        crew->work(crew->context, piece);
    }
}

void crew_run(unsigned pieces, unsigned threads, void (*work)(void *context, unsigned piece),
              void *context) {
    Crew crew = {.pieces = pieces, .work = work, .context = context};
    pthread_t others[MOST_THREADS];
    unsigned size = crew_size(pieces, threads);
    unsigned started = 0;
    pthread_mutex_init(&crew.mutex, NULL);
    while (started + 1 < size && pthread_create(&others[started], NULL, take_pieces, &crew) == 0) {
        started++;
    }
    take_pieces(&crew);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(others[i], NULL);
    }
    pthread_mutex_destroy(&crew.mutex);
}
