#include "rules/mutation_tries.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "rules/idle_mechanisms.h"

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

static bool is_called_idle(const char *scenario, const Mutation *mutation) {
    for (size_t i = 0; i < IDLE_MECHANISM_COUNT; i++) {
        const IdleMechanism *idle = &IDLE_MECHANISMS[i];
        if (strcmp(idle->scenario, scenario) == 0 && strcmp(idle->part, mutation->id) == 0 &&
            strcmp(idle->mechanism, mutation->kind->name) == 0) {
            return true;
        }
    }
    return false;
}

static Try try_mutation(RuleBench *bench, const TriedReference *reference, const Findings *before,
                        const Mutation *mutation) {
    Try one = {.reference = reference,
               .mutation = mutation,
               .findings = rule_bench_check(bench, mutation->design, reference->scenario),
               .is_idle = is_called_idle(reference->id, mutation)};
    for (size_t i = 0; i < one.findings.items.count; i++) {
        const Finding *finding = &one.findings.items.items[i];
        if (finding->severity == SEVERITY_PRAISE || is_known(before, finding)) {
            continue;
        }
        if (is_meant(mutation->kind, finding->rule)) {
            array_push(&one.caught, finding);
        } else {
            one.other = finding;
        }
    }
    return one;
}

static void try_reference(RuleBench *bench, const char *id, Tries *tries) {
    char path[256];
    snprintf(path, sizeof path, "%s/reference.json", id);
    Design *design = support_shipped_design(bench->catalog, path);
    TriedReference *reference = arena_allocate(&bench->arena, sizeof *reference);
    *reference = (TriedReference){.id = arena_copy_string(&bench->arena, id),
                                  .scenario = support_scenario(id)};
    array_push(&tries->references, reference);
    Findings before = rule_bench_check(bench, design, reference->scenario);
    mutations_make(design, &reference->mutations);
    for (size_t i = 0; i < reference->mutations.items.count; i++) {
        const Mutation *mutation = &reference->mutations.items.items[i];
        array_push(&tries->items, try_mutation(bench, reference, &before, mutation));
    }
    findings_free(&before);
    design_free(design);
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

void tries_make(RuleBench *bench, Tries *tries) {
    FolderEntries folders = {0};
    Error error =
        folder_list(support_source_path(&bench->arena, "scenarios"), &bench->arena, &folders);
    assert_int_equal(error.code, ERROR_NONE);
    const char *wanted = getenv("FAULTLINE_SCENARIO");
    for (size_t i = 0; i < folders.count; i++) {
        const char *id = folders.items[i].name;
        if (folders.items[i].is_folder && has_reference(&bench->arena, id) &&
            (!wanted || strcmp(wanted, id) == 0)) {
            try_reference(bench, id, tries);
        }
    }
    array_free(&folders);
}

void tries_free(Tries *tries) {
    for (size_t i = 0; i < tries->items.count; i++) {
        array_free(&tries->items.items[i].caught);
        findings_free(&tries->items.items[i].findings);
    }
    for (size_t i = 0; i < tries->references.count; i++) {
        mutations_free(&tries->references.items[i]->mutations);
        scenario_free(tries->references.items[i]->scenario);
    }
    array_free(&tries->items);
    array_free(&tries->references);
}

const char *try_title(const Try *one, Arena *arena) {
    TextBuffer title = {0};
    text_append_format(&title, "%s: %s of %s (%s)", one->reference->id, one->mutation->kind->name,
                       one->mutation->label, one->mutation->id);
    const char *copy = arena_copy_string(arena, text_of(&title));
    text_free(&title);
    return copy;
}
