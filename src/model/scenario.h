/* A scenario: the question, its numbers, its faults, and what the interviewer knows.
 *
 * Read-only once loaded; everything lives in its arena, texts are never NULL. Format and meanings:
 * docs/FORMATS.md. */
#ifndef FAULTLINE_MODEL_SCENARIO_H
#define FAULTLINE_MODEL_SCENARIO_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "model/catalog.h"
#include "model/design.h"
#include "model/limits.h"

typedef enum PhaseId {
    PHASE_CLARIFY,
    PHASE_SCALE,
    PHASE_REQUIREMENTS,
    PHASE_SKETCH,
    PHASE_DATA,
    PHASE_FAILURE,
    PHASE_TRADEOFFS,
    PHASE_COUNT
} PhaseId;

typedef struct Clarification {
    char id[ID_SIZE];
    const char *question, *answer, *reveals;
} Clarification;

typedef struct ScenarioEstimate {
    char id[ID_SIZE];
    const char *question, *unit, *how;
    double value;
} ScenarioEstimate;

typedef struct ScenarioKey {
    char id[ID_SIZE];
    double count; /* distinct values, a whole number up to 1e9 */
    double zipf;  /* exponent of the popularity; 0: all alike */
} ScenarioKey;

typedef enum SloId {
    SLO_P99_MS,
    SLO_AVAILABILITY_PCT,
    SLO_EFFECT_WITHIN_S,
    SLO_LOST,
    SLO_DUPLICATED,
    SLO_STALE_PCT,
    SLO_LOST_UPDATES,
    SLO_COUNT
} SloId;

/* Targets that are not set are below zero. */
typedef struct Slo {
    double p99_ms, availability_pct, effect_within_s, lost, duplicated, stale_pct, lost_updates;
} Slo;

typedef struct Operation {
    char id[ID_SIZE];
    const char *title;
    bool is_write;
    KindId from;     /* KIND_CLIENT or KIND_SCHEDULER */
    double rate_rps; /* open: above zero; closed: 0 */
    long long users; /* closed: above zero */
    double think_ms;
    int priority;      /* 0 is the most urgent */
    double work;       /* at a store, in ordinary requests */
    double page;       /* of a list, that it reads */
    char key[ID_SIZE]; /* "" for none */
    bool has_effect;
    const char *effect_title;
    bool effect_at[KIND_COUNT];
    Slo slo;
} Operation;

typedef struct TextList {
    const char *const *items;
    size_t count;
} TextList;

typedef struct Requirement {
    char id[ID_SIZE];
    bool functional;
    const char *text;
    TextList operations, slos, rules;
} Requirement;

typedef enum FaultTarget {
    FAULT_TARGET_KIND,
    FAULT_TARGET_COMPONENT,
    FAULT_TARGET_CONNECTION,
    FAULT_TARGET_OPERATION,
    FAULT_TARGET_KEY,
    FAULT_TARGET_COUNT
} FaultTarget;

/* Effects that are not set are 0 (slow_factor and rate_factor: 1). */
typedef struct Fault {
    char id[ID_SIZE];
    const char *title;
    double at_s, for_s;
    FaultTarget target;
    char target_id[ID_SIZE]; /* a kind's name, or an id */
    double down_pct, slow_factor, error_pct, extra_ms, drop_reply_pct, rate_factor, hot_key_pct,
        duplicate_pct, poison_pct;
    bool flush, cut, zone_down, hold;
} Fault;

typedef struct Probe {
    char id[ID_SIZE];
    const char *question;
    char fault[ID_SIZE]; /* "" for none */
    TextList rules, metrics;
} Probe;

typedef enum CurveballTarget {
    CURVEBALL_OPERATION,
    CURVEBALL_KEY,
    CURVEBALL_NEW_OPERATION
} CurveballTarget;

/* What is not changed is below zero. */
typedef struct CurveballChange {
    CurveballTarget target;
    char id[ID_SIZE]; /* of the operation or the key */
    double rate_rps, count, zipf;
    Slo slo;
    const Operation *added; /* of CURVEBALL_NEW_OPERATION */
} CurveballChange;

typedef struct Curveball {
    char id[ID_SIZE];
    const char *title, *text;
    double at_minute;
    const CurveballChange *changes;
    size_t change_count;
} Curveball;

typedef struct Scenario {
    Arena arena;
    char id[ID_SIZE];
    const char *title, *tagline, *level, *prompt; /* level: "junior", "mid", "senior" or "" */
    const char *real_world; /* the load as a large system has it, "" when not told */
    const char *at_100x;    /* what changes at a hundred times the load, or "" */
    double minutes;         /* 0 in a bare load model */
    KindId card[4];         /* the kinds drawn on its card */
    size_t card_count;
    double phase_minutes[PHASE_COUNT]; /* all 0 in a bare load model */
    const Clarification *clarifications;
    size_t clarification_count;
    const ScenarioEstimate *estimates;
    size_t estimate_count;
    const ScenarioKey *keys;
    size_t key_count;
    const Operation *operations;
    size_t operation_count;
    const Requirement *requirements;
    size_t requirement_count;
    const Fault *faults;
    size_t fault_count;
    const Probe *probes;
    size_t probe_count;
    const Curveball *curveballs;
    size_t curveball_count;
    double budget_usd_month; /* 0: none given */
} Scenario;

Error scenario_load(const char *path, Scenario **scenario);
Error scenario_parse(const char *bytes, size_t length, const char *file, Scenario **scenario);
void scenario_free(Scenario *scenario); /* NULL is fine */

const Operation *scenario_operation(const Scenario *scenario, const char *id); /* or NULL */
const ScenarioKey *scenario_key(const Scenario *scenario, const char *id);     /* or NULL */
const Clarification *scenario_clarification(const Scenario *scenario, const char *id);
const char *slo_name(SloId id);                    /* "p99_ms": the word of the formats */
double slo_target(const Slo *slo, SloId id);       /* below zero: not set */
const char *fault_target_name(FaultTarget target); /* "component": the word of the formats */
const char *phase_name(PhaseId phase);             /* "clarify": the word of the formats */
const char *phase_title(PhaseId phase);            /* "Clarify scope" */

/* The popularity of the most popular key: 1 / sum of i^-zipf over i = 1..count. */
double scenario_key_top_share(const ScenarioKey *key);

/* The scenario after a curveball: the same with its changes made, and without a budget, since more
 * load may cost more. Borrows from `scenario`; release it first. */
Scenario *scenario_after(const Scenario *scenario, const Curveball *curveball);

/* Whether the operations and keys that the design names are the scenario's; the error names the
 * first that is not, and the nearest that is. */
Error design_check_scenario(const Design *design, const Scenario *scenario);

/* --- The scenarios on this machine: data folder first, then the user's own --- */
typedef struct ScenarioLibrary {
    ARRAY_OF(Scenario *) items; /* sorted by title */
    ARRAY_OF(Error) problems;   /* of files that could not be loaded; the others are there */
} ScenarioLibrary;

/* Each folder holds <id>/scenario.json. A folder that does not exist is an empty one. */
void scenario_library_load(ScenarioLibrary *library, const char *const *folders, size_t count);
void scenario_library_free(ScenarioLibrary *library);
const Scenario *scenario_library_find(const ScenarioLibrary *library, const char *id);

#endif
