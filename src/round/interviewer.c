#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "round/interviewer.h"

/* --- Clarifications --- */

bool interviewer_was_asked(const Design *design, const char *clarification) {
    for (size_t i = 0; i < design->answers.clarified.count; i++) {
        if (strcmp(design->answers.clarified.items[i].id, clarification) == 0) {
            return true;
        }
    }
    return false;
}

Error interviewer_ask(const Design *design, const Scenario *scenario, const char *clarification,
                      const char **answer, Command *command) {
    const Clarification *found = scenario_clarification(scenario, clarification);
    if (!found) {
        return error_make(ERROR_USAGE, "%s has no clarification `%s`", scenario->title,
                          clarification);
    }
    *answer = found->answer;
    if (interviewer_was_asked(design, clarification)) {
        return error_none();
    }
    Answers answers = answers_copy(&design->answers);
    AnswerId asked;
    text_copy(asked.id, sizeof asked.id, found->id);
    array_push(&answers.clarified, asked);
    TextBuffer name = {0};
    text_append_format(&name, "Ask: %s", found->question);
    Error error = edit_set_answers(design, &answers, text_of(&name), command);
    text_free(&name);
    answers_free(&answers);
    return error;
}

/* --- Estimates --- */

static const AnswerEstimate *find_given(const Answers *answers, const char *estimate) {
    for (size_t i = 0; i < answers->estimates.count; i++) {
        if (strcmp(answers->estimates.items[i].id, estimate) == 0) {
            return &answers->estimates.items[i];
        }
    }
    return NULL;
}

static const ScenarioEstimate *find_asked(const Scenario *scenario, const char *estimate) {
    for (size_t i = 0; i < scenario->estimate_count; i++) {
        if (strcmp(scenario->estimates[i].id, estimate) == 0) {
            return &scenario->estimates[i];
        }
    }
    return NULL;
}

/* Says the number, or takes it back with NULL; false when it was said so already. */
static bool set_given(Answers *answers, const char *estimate, const double *value) {
    const AnswerEstimate *given = find_given(answers, estimate);
    if (value ? given && given->value == *value : !given) {
        return false;
    }
    size_t position = given ? (size_t)(given - answers->estimates.items) : answers->estimates.count;
    if (!given) {
        AnswerEstimate added = {.value = *value};
        text_copy(added.id, sizeof added.id, estimate);
        array_push(&answers->estimates, added);
    } else if (value) {
        answers->estimates.items[position].value = *value;
    } else {
        answers->estimates.count--;
        memmove(answers->estimates.items + position, answers->estimates.items + position + 1,
                (answers->estimates.count - position) * sizeof *answers->estimates.items);
    }
    return true;
}

static void name_estimate(TextBuffer *name, const ScenarioEstimate *asked, const double *value) {
    if (value) {
        char shown[32];
        text_format_number(shown, *value);
        text_append_format(name, "Estimate: %s %s (%s)", shown, asked->unit, asked->question);
    } else {
        text_append_format(name, "Take back the estimate (%s)", asked->question);
    }
}

Error interviewer_estimate(const Design *design, const Scenario *scenario, const char *estimate,
                           const double *value, Command *command) {
    const ScenarioEstimate *asked = find_asked(scenario, estimate);
    if (!asked) {
        return error_make(ERROR_USAGE, "%s does not ask for the estimate `%s`", scenario->title,
                          estimate);
    }
    if (value && !(isfinite(*value) && *value >= 0)) {
        return error_make(ERROR_REFUSED, "an estimate is a number that is not below zero");
    }
    Answers answers = answers_copy(&design->answers);
    Error error = error_none();
    if (set_given(&answers, estimate, value)) {
        TextBuffer name = {0};
        name_estimate(&name, asked, value);
        error = edit_set_answers(design, &answers, text_of(&name), command);
        text_free(&name);
    }
    answers_free(&answers);
    return error;
}

EstimateCheck interviewer_check_estimate(const Design *design, const ScenarioEstimate *estimate) {
    EstimateCheck check = {.expected = estimate->value};
    const AnswerEstimate *given = find_given(&design->answers, estimate->id);
    if (given) {
        check.given = true;
        check.value = given->value;
        check.ratio = estimate->value > 0 ? given->value / estimate->value : 0;
        check.close = estimate->value > 0 ? check.ratio >= 1 / ESTIMATE_TOLERANCE &&
                                                check.ratio <= ESTIMATE_TOLERANCE
                                          : given->value == estimate->value;
    }
    return check;
}

void interviewer_describe_check(const EstimateCheck *check, char out[64]) {
    if (!check->given) {
        out[0] = '\0';
    } else if (check->close) {
        bool right = fabs(check->value - check->expected) <= 0.01 * check->expected;
        snprintf(out, 64, "%s", right ? "right" : "close");
    } else if (check->ratio <= 0) {
        snprintf(out, 64, "far off");
    } else {
        bool high = check->ratio > 1;
        char times[32];
        text_format_number(times, round(high ? check->ratio : 1 / check->ratio));
        snprintf(out, 64, "%s times too %s", times, high ? "high" : "low");
    }
}

/* --- Probes --- */

size_t interviewer_probes_asked(const Scenario *scenario, const RoundClock *clock) {
    long long played = clock->phase_played[PHASE_FAILURE];
    long long planned = clock->phase_planned[PHASE_FAILURE];
    bool begun = clock->timed && (clock->phase == PHASE_FAILURE || played > 0);
    if (!begun || scenario->probe_count == 0) {
        return 0;
    }
    if (played >= planned) {
        return scenario->probe_count;
    }
    double share = (double)played / (double)planned;
    return 1 + (size_t)(share * (double)scenario->probe_count);
}
