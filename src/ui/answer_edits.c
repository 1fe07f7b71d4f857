#include "ui/answer_edits.h"

#include <stdlib.h>
#include <string.h>

void answers_submit(App *app, Answers *answers, const char *name) {
    Command command = {0};
    Error error = edit_set_answers(app_design(app), answers, name, &command);
    answers_free(answers);
    app_submit(app, error, &command);
}

static void close_gap(void *items, size_t *count, size_t position, size_t size) {
    char *at = (char *)items + position * size;
    memmove(at, at + size, (*count - position - 1) * size);
    (*count)--;
}

void answers_remove_requirement(Answers *answers, size_t position) {
    free(answers->requirements.items[position]);
    close_gap(answers->requirements.items, &answers->requirements.count, position,
              sizeof *answers->requirements.items);
}

void answers_remove_api(Answers *answers, size_t position) {
    AnswerApi *api = &answers->apis.items[position];
    free(api->method);
    free(api->path);
    free(api->notes);
    close_gap(answers->apis.items, &answers->apis.count, position, sizeof *api);
}

void answers_remove_entity(Answers *answers, size_t position) {
    AnswerEntity *entity = &answers->entities.items[position];
    free(entity->name);
    free(entity->key);
    free(entity->fields);
    free(entity->store);
    close_gap(answers->entities.items, &answers->entities.count, position, sizeof *entity);
}

void answers_remove_tradeoff(Answers *answers, size_t position) {
    AnswerTradeoff *tradeoff = &answers->tradeoffs.items[position];
    free(tradeoff->about);
    free(tradeoff->choice);
    free(tradeoff->because);
    free(tradeoff->instead_of);
    close_gap(answers->tradeoffs.items, &answers->tradeoffs.count, position, sizeof *tradeoff);
}

void answers_remove_accepted(Answers *answers, size_t position) {
    AnswerAccepted *accepted = &answers->accepted.items[position];
    free(accepted->rule);
    free(accepted->subject);
    free(accepted->because);
    close_gap(answers->accepted.items, &answers->accepted.count, position, sizeof *accepted);
}
