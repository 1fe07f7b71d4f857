/* Plays a design given as text, and finds the figures of its report. */
#ifndef FAULTLINE_SIM_PLAY_H
#define FAULTLINE_SIM_PLAY_H

#include "sim/simulate.h"

typedef struct Play {
    Catalog *catalog;
    Design *design;
    Scenario *scenario;
    SimReport *report;
    SimOptions options; /* the next run's; sim_options_default() to begin with */
} Play;

int play_setup(void **state);
int play_teardown(void **state);
#define PLAY_TEST(test) cmocka_unit_test_setup_teardown(test, play_setup, play_teardown)

/* Lists of components, connections, and the members of a scenario after its title, with single
 * quotes. Coordinates are added to the components. The report stays until the next run. */
const SimReport *play(Play *play, const char *components, const char *connections,
                      const char *scenario);
/* The error of a run that must fail. */
Error play_refused(Play *play, const char *components, const char *connections,
                   const char *scenario);

const OperationReport *play_operation(const Play *play, const char *id);
const ComponentReport *play_component(const Play *play, const char *id);
const ConnectionReport *play_connection(const Play *play, const char *id);
uint64_t play_failed(const OperationReport *operation);
/* Fails the test with both figures when `actual` is off by more than `relative`. */
void assert_within(const char *what, double actual, double expected, double relative);
void assert_apart(const char *what, double actual, double expected, double absolute);

#endif
