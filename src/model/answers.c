#include "model/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/text_check.h"

bool answers_empty(const Answers *answers) {
    return answers->clarified.count == 0 && answers->estimates.count == 0 &&
           answers->requirements.count == 0 && answers->apis.count == 0 &&
           answers->entities.count == 0 && answers->tradeoffs.count == 0 &&
           answers->accepted.count == 0;
}

const char *answers_accepted(const Answers *answers, const char *rule, const char *subject) {
    for (size_t i = 0; i < answers->accepted.count; i++) {
        const AnswerAccepted *accepted = &answers->accepted.items[i];
        if (strcmp(accepted->rule, rule) == 0 && strcmp(accepted->subject, subject) == 0) {
            return accepted->because;
        }
    }
    return NULL;
}

/* ---- Copies ---------------------------------------------------------------------------------- */

static AnswerApi copy_api(const AnswerApi *api) {
    return (AnswerApi){.method = memory_copy_string(api->method),
                       .path = memory_copy_string(api->path),
                       .notes = memory_copy_string(api->notes),
                       .idempotent = api->idempotent};
}

static AnswerEntity copy_entity(const AnswerEntity *entity) {
    return (AnswerEntity){.name = memory_copy_string(entity->name),
                          .key = memory_copy_string(entity->key),
                          .fields = memory_copy_string(entity->fields),
                          .store = memory_copy_string(entity->store)};
}

static AnswerTradeoff copy_tradeoff(const AnswerTradeoff *tradeoff) {
    return (AnswerTradeoff){.about = memory_copy_string(tradeoff->about),
                            .choice = memory_copy_string(tradeoff->choice),
                            .because = memory_copy_string(tradeoff->because),
                            .instead_of = memory_copy_string(tradeoff->instead_of)};
}

static AnswerAccepted copy_accepted(const AnswerAccepted *accepted) {
    return (AnswerAccepted){.rule = memory_copy_string(accepted->rule),
                            .subject = memory_copy_string(accepted->subject),
                            .because = memory_copy_string(accepted->because)};
}

Answers answers_copy(const Answers *answers) {
    Answers copy = {0};
    for (size_t i = 0; i < answers->clarified.count; i++) {
        array_push(&copy.clarified, answers->clarified.items[i]);
    }
    for (size_t i = 0; i < answers->estimates.count; i++) {
        array_push(&copy.estimates, answers->estimates.items[i]);
    }
    for (size_t i = 0; i < answers->requirements.count; i++) {
        array_push(&copy.requirements, memory_copy_string(answers->requirements.items[i]));
    }
    for (size_t i = 0; i < answers->apis.count; i++) {
        array_push(&copy.apis, copy_api(&answers->apis.items[i]));
    }
    for (size_t i = 0; i < answers->entities.count; i++) {
        array_push(&copy.entities, copy_entity(&answers->entities.items[i]));
    }
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        array_push(&copy.tradeoffs, copy_tradeoff(&answers->tradeoffs.items[i]));
    }
    for (size_t i = 0; i < answers->accepted.count; i++) {
        array_push(&copy.accepted, copy_accepted(&answers->accepted.items[i]));
    }
    return copy;
}

void answers_free(Answers *answers) {
    for (size_t i = 0; i < answers->requirements.count; i++) {
        free(answers->requirements.items[i]);
    }
    for (size_t i = 0; i < answers->apis.count; i++) {
        AnswerApi *api = &answers->apis.items[i];
        free(api->method);
        free(api->path);
        free(api->notes);
    }
    for (size_t i = 0; i < answers->entities.count; i++) {
        AnswerEntity *entity = &answers->entities.items[i];
        free(entity->name);
        free(entity->key);
        free(entity->fields);
        free(entity->store);
    }
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        AnswerTradeoff *tradeoff = &answers->tradeoffs.items[i];
        free(tradeoff->about);
        free(tradeoff->choice);
        free(tradeoff->because);
        free(tradeoff->instead_of);
    }
    for (size_t i = 0; i < answers->accepted.count; i++) {
        AnswerAccepted *accepted = &answers->accepted.items[i];
        free(accepted->rule);
        free(accepted->subject);
        free(accepted->because);
    }
    array_free(&answers->clarified);
    array_free(&answers->estimates);
    array_free(&answers->requirements);
    array_free(&answers->apis);
    array_free(&answers->entities);
    array_free(&answers->tradeoffs);
    array_free(&answers->accepted);
}

/* ---- Checks ---------------------------------------------------------------------------------- */

static Error check_count(const char *what, size_t count) {
    return count <= LIMIT_LIST ? error_none()
                               : error_make(ERROR_LIMIT, "there are %zu %s; at most %d are allowed",
                                            count, what, LIMIT_LIST);
}

static Error check_counts(const Answers *answers) {
    const struct {
        const char *what;
        size_t count;
    } lists[] = {{"clarified questions", answers->clarified.count},
                 {"estimates", answers->estimates.count},
                 {"requirements", answers->requirements.count},
                 {"APIs", answers->apis.count},
                 {"entities", answers->entities.count},
                 {"trade-offs", answers->tradeoffs.count},
                 {"accepted findings", answers->accepted.count}};
    Error error = error_none();
    for (size_t i = 0; i < COUNT_OF(lists) && !error.code; i++) {
        error = check_count(lists[i].what, lists[i].count);
    }
    return error;
}

/* Ids are valid and stand once. The lists are short: LIMIT_LIST entries. */
static Error check_ids(const Answers *answers) {
    for (size_t i = 0; i < answers->clarified.count; i++) {
        const char *id = answers->clarified.items[i].id;
        if (!json_is_id(id)) {
            return error_make(ERROR_INPUT, "`%s` is not the id of a question", id);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(answers->clarified.items[j].id, id) == 0) {
                return error_make(ERROR_INPUT, "the question `%s` stands twice", id);
            }
        }
    }
    for (size_t i = 0; i < answers->estimates.count; i++) {
        const AnswerEstimate *estimate = &answers->estimates.items[i];
        if (!json_is_id(estimate->id)) {
            return error_make(ERROR_INPUT, "`%s` is not the id of an estimate", estimate->id);
        }
        if (!isfinite(estimate->value)) {
            return error_make(ERROR_INPUT, "the estimate `%s` is not a finite number",
                              estimate->id);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(answers->estimates.items[j].id, estimate->id) == 0) {
                return error_make(ERROR_INPUT, "the estimate `%s` stands twice", estimate->id);
            }
        }
    }
    return error_none();
}

static Error check_texts(const char *what, const char *const *texts, size_t count) {
    Error error = error_none();
    for (size_t i = 0; i < count && !error.code; i++) {
        error = text_check(what, texts[i]);
    }
    return error;
}

Error answers_check(const Answers *answers) {
    Error error = check_counts(answers);
    if (!error.code) {
        error = check_ids(answers);
    }
    for (size_t i = 0; i < answers->requirements.count && !error.code; i++) {
        error = text_check("a requirement", answers->requirements.items[i]);
    }
    for (size_t i = 0; i < answers->apis.count && !error.code; i++) {
        const AnswerApi *api = &answers->apis.items[i];
        const char *texts[] = {api->method, api->path, api->notes};
        error = check_texts("an API's text", texts, COUNT_OF(texts));
    }
    for (size_t i = 0; i < answers->entities.count && !error.code; i++) {
        const AnswerEntity *entity = &answers->entities.items[i];
        const char *texts[] = {entity->name, entity->key, entity->fields, entity->store};
        error = check_texts("an entity's text", texts, COUNT_OF(texts));
    }
    for (size_t i = 0; i < answers->tradeoffs.count && !error.code; i++) {
        const AnswerTradeoff *tradeoff = &answers->tradeoffs.items[i];
        const char *texts[] = {tradeoff->about, tradeoff->choice, tradeoff->because,
                               tradeoff->instead_of};
        error = check_texts("a trade-off's text", texts, COUNT_OF(texts));
    }
    for (size_t i = 0; i < answers->accepted.count && !error.code; i++) {
        const AnswerAccepted *accepted = &answers->accepted.items[i];
        const char *texts[] = {accepted->rule, accepted->subject, accepted->because};
        error = check_texts("an accepted finding's text", texts, COUNT_OF(texts));
    }
    return error;
}
