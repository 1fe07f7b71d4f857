/* The catalogue: the kinds of components and connections, their settings, and where each default
 * comes from. Loaded once from assets/catalog.json and read-only after that; everything that
 * points into it (designs, commands, findings) must be gone before catalog_free().
 *
 * The inspector, the loaders' checks, the rule facts and docs/CATALOG.md are all made from it. */
#ifndef FAULTLINE_MODEL_CATALOG_H
#define FAULTLINE_MODEL_CATALOG_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "model/limits.h"

/* The program knows these kinds by name; the file must describe each of them once. */
typedef enum KindId {
    KIND_CLIENT,
    KIND_CDN,
    KIND_LOAD_BALANCER,
    KIND_API_GATEWAY,
    KIND_RATE_LIMITER,
    KIND_SERVICE,
    KIND_WORKER,
    KIND_SCHEDULER,
    KIND_CACHE,
    KIND_SQL_DB,
    KIND_KV_STORE,
    KIND_TIMESERIES_DB,
    KIND_SEARCH_INDEX,
    KIND_OBJECT_STORE,
    KIND_QUEUE,
    KIND_STREAM,
    KIND_TOPIC,
    KIND_EXTERNAL,
    KIND_OBSERVABILITY,
    KIND_COUNT
} KindId;

typedef enum ConnectionKind {
    CONNECTION_CALL,
    CONNECTION_PUBLISH,
    CONNECTION_CONSUME,
    CONNECTION_DEAD_LETTER,
    CONNECTION_DEDUP,
    CONNECTION_OBSERVE,
    CONNECTION_KIND_COUNT
} ConnectionKind;

typedef enum GroupId {
    GROUP_EDGE,
    GROUP_COMPUTE,
    GROUP_DATA,
    GROUP_MESSAGING,
    GROUP_OUTSIDE,
    GROUP_OPERATIONS,
    GROUP_COUNT
} GroupId;

typedef enum SettingType {
    SETTING_NUMBER,
    SETTING_INTEGER,
    SETTING_BOOLEAN,
    SETTING_CHOICE, /* one of `choices` */
    SETTING_KEY     /* a key of the scenario, or one of `choices`, or, without choices, "": none */
} SettingType;

/* A value of any setting: a number (booleans are 0 and 1), or a word. */
typedef struct SettingValue {
    double number;
    char word[ID_SIZE];
} SettingValue;

/* A setting has no effect while that one has this value: the pause before a retry without retries. */
typedef struct SettingIdle {
    const char *setting;
    SettingValue value;
} SettingIdle;

typedef struct SettingSpec {
    size_t position; /* in Catalog.settings: the same setting has it in every kind */
    const char *id, *label, *unit, *meaning, *source;
    SettingType type;
    SettingValue fallback; /* the default */
    double min, max;       /* of numbers and integers */
    const char *const *choices;
    size_t choice_count;
    const char *zero; /* what 0 means, "no limit"; NULL: nothing but zero */
    bool is_main;     /* shown first: what an interview is about */
    const SettingIdle *idle;
    size_t idle_count;
} SettingSpec;

/* Words and phrases in lower case, as people write them on a box or beside an arrow. */
typedef struct WordList {
    const char *const *items;
    size_t count;
} WordList;

typedef struct KindSpec {
    KindId id;
    GroupId group;
    const char *name; /* "load_balancer" */
    const char *title, *icon, *purpose, *use_when, *avoid_when;
    const char *card; /* the line on the card: "{replicas} x {concurrency} slots" */
    const SettingSpec *settings;
    size_t setting_count;
    WordList words, vague_words; /* model/kind_words.h */
} KindSpec;

typedef struct ConnectionSpec {
    ConnectionKind id;
    const char *name; /* "dead_letter" */
    const char *title, *purpose, *card;
    const SettingSpec *settings;
    size_t setting_count;
    WordList words;
} ConnectionSpec;

typedef struct Catalog {
    Arena arena;
    const char *group_titles[GROUP_COUNT];
    KindSpec kinds[KIND_COUNT];
    ConnectionSpec connections[CONNECTION_KIND_COUNT];
    const SettingSpec *settings; /* the dictionary: every setting once */
    size_t setting_count;
} Catalog;

Error catalog_load(const char *path, Catalog **catalog);
Error catalog_parse(const char *bytes, size_t length, const char *file, Catalog **catalog);
void catalog_free(Catalog *catalog); /* NULL is fine */

/* The words of the formats, usable without a catalogue. */
const char *kind_name(KindId kind);
const char *connection_kind_name(ConnectionKind kind);
const char *group_name(GroupId group);
/* The same words as lists, in the order of the enumerations. */
extern const char *const KIND_NAMES[KIND_COUNT];
extern const char *const CONNECTION_KIND_NAMES[CONNECTION_KIND_COUNT];
extern const char *const GROUP_NAMES[GROUP_COUNT];

const SettingSpec *kind_setting(const KindSpec *kind, const char *id);             /* or NULL */
const SettingSpec *connection_setting(const ConnectionSpec *kind, const char *id); /* or NULL */

/* Whether the value is one that the setting may have. The message says what was expected and what
 * was found, and leaves it to the caller to name the setting. That a key is one of the scenario's
 * is for design_check_scenario() to say. */
Error setting_check(const SettingSpec *spec, const SettingValue *value);
/* Reads what a person typed: "1,000", "2 s" for a time in ms, "4k", "yes", "Two choices". The value
 * has been checked when this succeeds. */
Error setting_parse(const SettingSpec *spec, const char *text, SettingValue *value);
/* For a person, with the unit: "200 ms", "4 d", "no limit", "on", "two choices", "none".
 * setting_parse() reads it back as the same value. */
void setting_format(const SettingSpec *spec, const SettingValue *value, char *out, size_t size);
/* The same in the setting's own unit: "345,600 s", "0 messages". */
void setting_format_exact(const SettingSpec *spec, const SettingValue *value, char *out,
                          size_t size);
/* What the setting may be: "a whole number from 1 to 10,000", "a number from 0 to 60,000 ms",
 * "one of fifo, priority, lifo". */
void setting_describe(const SettingSpec *spec, char *out, size_t size);

#endif
