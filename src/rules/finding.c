#include "rules/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/macros.h"

static const char *const NAMES[SEVERITY_COUNT] = {"critical", "high", "medium", "low", "praise"};

const char *severity_name(Severity severity) {
    return NAMES[severity];
}

bool severity_parse(const char *name, Severity *severity) {
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            *severity = (Severity)i;
            return true;
        }
    }
    return false;
}

bool finding_column(const Finding *finding, const char *column, const char **value) {
    for (size_t i = 0; i < finding->column_count; i++) {
        if (strcmp(finding->columns[i], column) == 0) {
            *value = finding->values[i];
            return true;
        }
    }
    return false;
}

void findings_free(Findings *findings) {
    array_free(&findings->items);
    array_free(&findings->problems);
    arena_free(&findings->arena);
    *findings = (Findings){0};
}

static int compare_findings(const void *a, const void *b) {
    const Finding *left = a;
    const Finding *right = b;
    int order = (int)left->severity - (int)right->severity;
    order = order ? order : strcmp(left->rule, right->rule);
    order = order ? order : strcmp(left->subject, right->subject);
    return order ? order : strcmp(left->message, right->message);
}

void findings_sort(Findings *findings) {
    memset(findings->counts, 0, sizeof findings->counts);
    findings->accepted = 0;
    if (findings->items.count > 0) {
        qsort(findings->items.items, findings->items.count, sizeof *findings->items.items,
              compare_findings);
    }
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (finding->accepted) {
            findings->accepted++;
        } else {
            findings->counts[finding->severity]++;
        }
    }
}

Severity findings_worst(const Findings *findings) {
    for (int severity = SEVERITY_CRITICAL; severity < SEVERITY_PRAISE; severity++) {
        if (findings->counts[severity] > 0) {
            return (Severity)severity;
        }
    }
    return SEVERITY_PRAISE;
}
