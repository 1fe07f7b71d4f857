#include "rules/mend.h"

#include <stdlib.h>
#include <string.h>

#include "rules/fix.h"

/* A later fix may bring a finding back: another attempt later means a shorter timeout. */
enum { MOST_TRIES = 3 };

/* What became of one finding. */
typedef struct Attempt {
    const char *rule, *subject;
    const char *why; /* it failed; NULL: it was mended */
    int tries;
    bool silenced; /* it was gone after its last fix, so that what is found now came back */
} Attempt;

typedef struct Mender {
    Checker *checker;
    const RuleSet *rules;
    const Scenario *scenario;
    const MendChoice *choice;
    Editor *editor;
    Mending *mending;
    ARRAY_OF(Attempt) attempts;
} Mender;

static bool is_listed(const char *word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return count == 0;
}

static bool is_meant(const MendChoice *choice, const Finding *finding) {
    return !finding->accepted && finding->severity != SEVERITY_PRAISE &&
           is_listed(finding->rule, choice->rules, choice->rule_count) &&
           is_listed(finding->subject, choice->subjects, choice->subject_count);
}

static Attempt *find_attempt(const Mender *mender, const Finding *finding) {
    for (size_t i = 0; i < mender->attempts.count; i++) {
        Attempt *attempt = &mender->attempts.items[i];
        if (strcmp(attempt->rule, finding->rule) == 0 &&
            strcmp(attempt->subject, finding->subject) == 0) {
            return attempt;
        }
    }
    return NULL;
}

static Error check(const Mender *mender, Findings *findings) {
    const Design *design = editor_design(mender->editor);
    Estimate *estimate = estimate_make(design, mender->scenario);
    Error error = checker_run(mender->checker, design, mender->scenario, estimate, findings);
    estimate_free(estimate);
    return error;
}

static bool is_found(const Findings *findings, const Attempt *attempt) {
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (strcmp(finding->rule, attempt->rule) == 0 &&
            strcmp(finding->subject, attempt->subject) == 0) {
            return true;
        }
    }
    return false;
}

static void note_silence(Mender *mender, const Findings *findings) {
    for (size_t i = 0; i < mender->attempts.count; i++) {
        Attempt *attempt = &mender->attempts.items[i];
        attempt->silenced = attempt->silenced || !is_found(findings, attempt);
    }
}

static bool may_try(const Mender *mender, const Finding *finding) {
    const Attempt *attempt = find_attempt(mender, finding);
    return !attempt || (attempt->silenced && attempt->tries < MOST_TRIES);
}

/* The next finding that a machine can mend and that may be tried; NULL when there is none. */
static const Finding *next_finding(const Mender *mender, const Findings *findings) {
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (is_meant(mender->choice, finding) &&
            fix_exists(rules_find(mender->rules, finding->rule), finding) &&
            may_try(mender, finding)) {
            return finding;
        }
    }
    return NULL;
}

static MendStep step_of(const Finding *finding, const char *what, Arena *arena) {
    return (MendStep){.rule = arena_copy_string(arena, finding->rule),
                      .title = arena_copy_string(arena, finding->title),
                      .subject = arena_copy_string(arena, finding->subject),
                      .label = arena_copy_string(arena, finding->label),
                      .severity = finding->severity,
                      .what = arena_copy_string(arena, what)};
}

/* The step that the editor took last, in words. */
static void tell_step(Mender *mender, const Finding *finding) {
    const Entries *entries = editor_entries(mender->editor);
    TextBuffer what = {0};
    fix_describe(&entries->items[entries->count - 1].command, editor_design(mender->editor), &what);
    array_push(&mender->mending->steps, step_of(finding, text_of(&what), &mender->mending->arena));
    text_free(&what);
}

/* An edit that is refused is no failure of the whole: the finding is left. */
static Error try_finding(Mender *mender, const Finding *finding) {
    Arena *arena = &mender->mending->arena;
    Attempt *attempt = find_attempt(mender, finding);
    if (!attempt) {
        Attempt first = {.rule = arena_copy_string(arena, finding->rule),
                         .subject = arena_copy_string(arena, finding->subject)};
        array_push(&mender->attempts, first);
        attempt = &mender->attempts.items[mender->attempts.count - 1];
    }
    attempt->tries++;
    attempt->silenced = false;
    Command command = {0};
    Error error = fix_make(rules_find(mender->rules, finding->rule), finding,
                           editor_design(mender->editor), &command);
    bool changes = command.changes.count > 0;
    if (!error.code) {
        error = editor_apply(mender->editor, &command);
    }
    if (error.code) {
        attempt->why = arena_copy_string(arena, error.message);
    } else if (changes) {
        tell_step(mender, finding);
    } else {
        attempt->why = "its edits change nothing here";
    }
    return error.code == ERROR_IO ? error : error_none();
}

static const char *why_left(const Mender *mender, const Finding *finding) {
    const Attempt *attempt = find_attempt(mender, finding);
    const Rule *rule = rules_find(mender->rules, finding->rule);
    if (attempt) {
        return attempt->why ? attempt->why : "it is found still after its fix";
    }
    return rule->apply.none && rule->apply.none[0] ? rule->apply.none
           : rule->apply.count > 0                 ? "the rule has no edits that mend it here"
                                                   : "the rule has no edits that mend it";
}

static Error work(Mender *mender) {
    Mending *mending = mender->mending;
    for (size_t steps = 0;; steps++) {
        Findings findings = {0};
        Error error = check(mender, &findings);
        if (error.code) {
            return error;
        }
        if (steps == 0) {
            memcpy(mending->before, findings.counts, sizeof mending->before);
        }
        note_silence(mender, &findings);
        const Finding *next = steps < MEND_MOST_STEPS ? next_finding(mender, &findings) : NULL;
        if (next) {
            error = try_finding(mender, next);
        } else {
            memcpy(mending->after, findings.counts, sizeof mending->after);
            for (size_t i = 0; i < findings.items.count; i++) {
                const Finding *finding = &findings.items.items[i];
                if (is_meant(mender->choice, finding)) {
                    array_push(&mending->left,
                               step_of(finding, why_left(mender, finding), &mending->arena));
                }
            }
            for (size_t i = 0; i < findings.problems.count; i++) {
                array_push(&mending->problems,
                           arena_copy_string(&mending->arena, findings.problems.items[i]));
            }
        }
        findings_free(&findings);
        if (error.code || !next) {
            return error;
        }
    }
}

Error mend_all(Checker *checker, const RuleSet *rules, const Scenario *scenario,
               const MendChoice *choice, Editor *editor, Mending *mending) {
    Mending made = {0};
    Mender mender = {.checker = checker,
                     .rules = rules,
                     .scenario = scenario,
                     .choice = choice,
                     .editor = editor,
                     .mending = &made};
    Error error = work(&mender);
    array_free(&mender.attempts);
    if (error.code) {
        mending_free(&made);
        return error;
    }
    *mending = made;
    return error;
}

void mending_free(Mending *mending) {
    array_free(&mending->steps);
    array_free(&mending->left);
    array_free(&mending->problems);
    arena_free(&mending->arena);
    *mending = (Mending){0};
}
