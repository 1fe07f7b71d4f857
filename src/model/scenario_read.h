/* The two halves of reading a scenario's file, for scenario_read.c alone: the traffic (what
 * arrives and what goes wrong) and the round (what is asked and answered). */
#ifndef FAULTLINE_MODEL_SCENARIO_READ_H
#define FAULTLINE_MODEL_SCENARIO_READ_H

#include "base/hash_index.h"
#include "model/json.h"
#include "model/scenario.h"

enum { SCENARIO_LONGEST_MINUTES = 1440 };

typedef struct ScenarioReader {
    JsonReader json;
    Scenario *scenario; /* being filled; everything lives in its arena */
    /* By id, for what refers to them. Operations that a curveball adds are among the others. */
    HashIndex keys, operations, faults;
} ScenarioReader;

/* keys, operations, curveballs, faults; needs the scenario's minutes */
void scenario_read_traffic(ScenarioReader *reader, const JsonValue *root);
/* phases, clarifications, estimates, requirements, probes; after the traffic, to which they refer */
void scenario_read_round(ScenarioReader *reader, const JsonValue *root);

/* --- What both use --- */

/* The array of a list, NULL when it is missing, and room for its entries in the arena. */
const JsonValue *scenario_read_list(ScenarioReader *reader, const JsonValue *object,
                                    const char *key, JsonNeed need, size_t item_size, void **items);
const JsonValue *scenario_first(const JsonValue *array); /* NULL when there is none */
/* Reads the id of a list's entry into the item and adds it to the ids of the list, which must not
 * have it yet. */
void scenario_read_new_id(ScenarioReader *reader, const JsonValue *entry, HashIndex *ids, char *id,
                          void *item);
/* Fails at the value unless the index has the id. `what`: "operation". */
void scenario_expect_known(ScenarioReader *reader, const JsonValue *value, const HashIndex *ids,
                           const char *what, const char *id);
/* Reads an id that may be missing or null, and must else be in the index. */
void scenario_read_reference(ScenarioReader *reader, const JsonValue *object, const char *key,
                             const HashIndex *ids, char *id);
/* A text that must not be empty, and one that may be missing and is then the id. */
const char *scenario_read_text(ScenarioReader *reader, const JsonValue *object, const char *key);
const char *scenario_read_title(ScenarioReader *reader, const JsonValue *object, const char *id);

#endif
