/* What the candidate said in words and numbers, beside the drawing. */
#ifndef FAULTLINE_MODEL_ANSWERS_H
#define FAULTLINE_MODEL_ANSWERS_H

#include <stdbool.h>

#include "base/memory.h"
#include "model/json.h"
#include "model/limits.h"

typedef struct AnswerId {
    char id[ID_SIZE];
} AnswerId;

typedef struct AnswerEstimate {
    char id[ID_SIZE];
    double value;
} AnswerEstimate;

typedef struct AnswerApi {
    char *method, *path, *notes;
    bool idempotent;
} AnswerApi;

typedef struct AnswerEntity {
    char *name, *key, *fields, *store; /* store: a component's id, or "" */
} AnswerEntity;

typedef struct AnswerTradeoff {
    char *about, *choice, *because, *instead_of;
} AnswerTradeoff;

/* A finding that the candidate accepts, and why. */
typedef struct AnswerAccepted {
    char *rule, *subject, *because;
} AnswerAccepted;

/* Owns its texts; none of them is NULL. Zero-initialised is "nothing said yet". */
typedef struct Answers {
    ARRAY_OF(AnswerId) clarified; /* ids of the scenario's clarifications, in the order asked */
    ARRAY_OF(AnswerEstimate) estimates;
    ARRAY_OF(char *) requirements;
    ARRAY_OF(AnswerApi) apis;
    ARRAY_OF(AnswerEntity) entities;
    ARRAY_OF(AnswerTradeoff) tradeoffs;
    ARRAY_OF(AnswerAccepted) accepted;
} Answers;

Answers answers_copy(const Answers *answers);
void answers_free(Answers *answers);
bool answers_empty(const Answers *answers);
/* Whether they are within the limits of the format: what was typed may not be. */
Error answers_check(const Answers *answers);
/* Whether the finding of this rule about this subject was accepted; gives the reason. */
const char *answers_accepted(const Answers *answers, const char *rule, const char *subject);

void answers_write(JsonWriter *writer, const Answers *answers, JsonLayout layout);
bool answers_read(JsonReader *reader, const JsonValue *value, Answers *out);

#endif
