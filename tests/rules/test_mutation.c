/* Every mechanism of every reference design is taken out, one at a time, and a rule that is meant to
 * see it must find something that it did not find before.
 *
 * With FAULTLINE_MISSED=1 those that no rule found are listed, with FAULTLINE_SCENARIO=ID those of
 * one scenario. With FAULTLINE_PROVE=1 what was found is played too, which takes its time. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "rules/idle_mechanisms.h"
#include "rules/mutations.h"
#include "rules/proof.h"
#include "rules/rule_bench.h"

/* Of those that are not idle. Who makes a rule keener raises it. */
enum { MOST_MISSED = 6 };

typedef struct Count {
    size_t made, caught, idle, played, shown;
} Count;

typedef struct Reference {
    RuleBench *bench;
    const char *id;
    Design *design;
    Scenario *scenario;
    Findings findings;
    Count count;
} Reference;

static bool is_known(const Findings *findings, const Finding *finding) {
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *known = &findings->items.items[i];
        if (strcmp(known->rule, finding->rule) == 0 &&
            strcmp(known->subject, finding->subject) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_meant(const MutationKind *kind, const char *rule) {
    for (size_t i = 0; i < MUTATION_RULES && kind->rules[i]; i++) {
        if (strcmp(kind->rules[i], rule) == 0) {
            return true;
        }
    }
    return false;
}

static void play(Reference *reference, const Mutation *mutation, const Finding *finding) {
    Arena arena = {0};
    Proof proof;
    ProofOptions options = {.seed = 1};
    Error error = proofs_play(&reference->bench->rules, mutation->design, reference->scenario,
                              &finding, 1, &options, &arena, &proof);
    assert_int_equal(error.code, ERROR_NONE);
    reference->count.played++;
    reference->count.shown += proof.state == PROOF_SHOWN;
    if (proof.state != PROOF_SHOWN && getenv("FAULTLINE_MISSED")) {
        print_message("  %s: %s of %s: %s: %s %s%s\n", reference->id, mutation->kind->name,
                      mutation->label, finding->rule, proof_state_name(proof.state), proof.text,
                      proof.why);
    }
    arena_free(&arena);
}

static const IdleMechanism *find_idle(const char *scenario, const Mutation *mutation) {
    for (size_t i = 0; i < IDLE_MECHANISM_COUNT; i++) {
        const IdleMechanism *idle = &IDLE_MECHANISMS[i];
        if (strcmp(idle->scenario, scenario) == 0 && strcmp(idle->part, mutation->id) == 0 &&
            strcmp(idle->mechanism, mutation->kind->name) == 0) {
            return idle;
        }
    }
    return NULL;
}

static void try_mutation(Reference *reference, const Mutation *mutation) {
    Findings findings = rule_bench_check(reference->bench, mutation->design, reference->scenario);
    const Finding *caught = NULL, *other = NULL;
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = &findings.items.items[i];
        if (finding->severity == SEVERITY_PRAISE || is_known(&reference->findings, finding)) {
            continue;
        }
        if (is_meant(mutation->kind, finding->rule)) {
            caught = caught ? caught : finding;
        } else {
            other = finding;
        }
    }
    bool is_idle = find_idle(reference->id, mutation) != NULL;
    if (is_idle && caught) {
        fail_msg("%s: %s of %s is called idle, and %s misses it", reference->id,
                 mutation->kind->name, mutation->id, caught->rule);
    }
    reference->count.idle += is_idle;
    reference->count.made += !is_idle;
    reference->count.caught += caught != NULL;
    if (!caught && !is_idle && getenv("FAULTLINE_MISSED")) {
        print_message("  %s: %s of %s (%s): missed%s%s\n", reference->id, mutation->kind->name,
                      mutation->label, mutation->id, other ? ", but for " : "",
                      other ? other->rule : "");
    }
    if (caught && getenv("FAULTLINE_PROVE") &&
        proof_exists(rules_find(&reference->bench->rules, caught->rule))) {
        play(reference, mutation, caught);
    }
    findings_free(&findings);
}

static Count try_reference(RuleBench *bench, const char *id) {
    Arena arena = {0};
    char path[256];
    snprintf(path, sizeof path, "%s/reference.json", id);
    Reference reference = {.bench = bench,
                           .id = id,
                           .design = support_shipped_design(bench->catalog, path),
                           .scenario = support_scenario(id)};
    reference.findings = rule_bench_check(bench, reference.design, reference.scenario);
    Mutations mutations = {0};
    mutations_make(reference.design, &mutations);
    for (size_t i = 0; i < mutations.items.count; i++) {
        try_mutation(&reference, &mutations.items.items[i]);
    }
    mutations_free(&mutations);
    findings_free(&reference.findings);
    design_free(reference.design);
    scenario_free(reference.scenario);
    arena_free(&arena);
    Count count = reference.count;
    print_message("%-24s %3zu of %3zu caught", id, count.caught, count.made);
    if (count.played > 0) {
        print_message(", %zu of %zu shown in a run", count.shown, count.played);
    }
    print_message("\n");
    return count;
}

static bool has_reference(Arena *arena, const char *id) {
    char path[256];
    snprintf(path, sizeof path, "scenarios/%s/reference.json", id);
    FILE *file = fopen(support_source_path(arena, path), "rb");
    if (file) {
        fclose(file);
    }
    return file != NULL;
}

static void a_mechanism_that_is_taken_out_is_missed(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    FolderEntries folders = {0};
    Error error =
        folder_list(support_source_path(&bench.arena, "scenarios"), &bench.arena, &folders);
    assert_int_equal(error.code, ERROR_NONE);
    const char *wanted = getenv("FAULTLINE_SCENARIO");
    Count total = {0};
    for (size_t i = 0; i < folders.count; i++) {
        const char *id = folders.items[i].name;
        if (folders.items[i].is_folder && has_reference(&bench.arena, id) &&
            (!wanted || strcmp(wanted, id) == 0)) {
            Count count = try_reference(&bench, id);
            total.made += count.made;
            total.idle += count.idle;
            total.caught += count.caught;
            total.played += count.played;
            total.shown += count.shown;
        }
    }
    print_message("%-24s %3zu of %3zu caught, and %zu idle", "all", total.caught, total.made,
                  total.idle);
    if (total.played > 0) {
        print_message(", %zu of %zu shown in a run", total.shown, total.played);
    }
    print_message("\n");
    array_free(&folders);
    rule_bench_close(&bench);
    assert_true(total.made > 0);
    assert_true(total.caught + MOST_MISSED >= total.made);
    /* A row that stands for nothing any more has to go. */
    assert_true(wanted || total.idle == IDLE_MECHANISM_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mechanism_that_is_taken_out_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
