/* Pieces of work that do not depend on each other, done on several threads. Which thread does which
 * piece, and in what order, is left open: what comes out must not depend on it. */
#ifndef FAULTLINE_SIM_CREW_H
#define FAULTLINE_SIM_CREW_H

/* So many threads work on this many pieces when `wanted` are asked for; 0: one for each core. */
unsigned crew_size(unsigned pieces, unsigned wanted);
/* Returns when all pieces from 0 on are done. The caller's thread does its share. */
void crew_run(unsigned pieces, unsigned threads, void (*work)(void *context, unsigned piece),
              void *context);

#endif
