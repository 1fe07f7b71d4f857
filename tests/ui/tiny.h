/* A scenario of a few requests a second, so that a minute of them is played at once, and designs and
 * rounds of it in the user folder. */
#ifndef FAULTLINE_TESTS_UI_TINY_H
#define FAULTLINE_TESTS_UI_TINY_H

#include "ui/driver.h"

/* Opens the program in a new folder that has the scenario: people ask a service, which asks a
 * database. The board shows that design. Its faults: `slow` (the database), `flushed` (a cache, which
 * it has not), `away` (the service). */
void tiny_open(Driver *driver);
/* The same with all findings taken as trade-offs. */
void tiny_open_accepted(Driver *driver);
/* A finished round of it in the store: in the first minute it was drawn, in the second the service
 * got so many replicas. Gives its journal. After tiny_open; it is listed from the next screen on. */
char *tiny_round(Driver *driver, const char *id, int replicas);
/* Lets what is played in the background end, and shows it. */
void tiny_settle(Driver *driver);

#endif
