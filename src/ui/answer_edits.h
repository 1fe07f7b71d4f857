/* Changing the answers of a round: a panel changes a copy and submits it as one command. */
#ifndef FAULTLINE_UI_ANSWER_EDITS_H
#define FAULTLINE_UI_ANSWER_EDITS_H

#include "ui/app_state.h"

/* Takes the answers over. `name` is the step's, for undo. */
void answers_submit(App *app, Answers *answers, const char *name);

void answers_remove_requirement(Answers *answers, size_t position);
void answers_remove_api(Answers *answers, size_t position);
void answers_remove_entity(Answers *answers, size_t position);
void answers_remove_tradeoff(Answers *answers, size_t position);
void answers_remove_accepted(Answers *answers, size_t position);

#endif
