#include "ui/study_words.h"

static const char *keep(Ui *ui, TextBuffer *buffer) {
    const char *text = arena_copy_string(&ui->scratch, text_of(buffer));
    text_free(buffer);
    return text;
}

const char *study_verdict(Ui *ui, const Study *study) {
    LevelTally tally = levels_count(study);
    if (tally.asked == 0) {
        return "The scenario promises nothing that could be broken.";
    }
    const char *levels = tally.asked == 1 ? "service level" : "service levels";
    const char *faults = ui_format(ui, "%zu fault%s", tally.struck, tally.struck == 1 ? "" : "s");
    if (tally.missed > 0) {
        const char *missed = ui_format(ui, "%zu of %zu %s missed even without faults", tally.missed,
                                       tally.asked, levels);
        return tally.breaking > 0
                   ? ui_format(ui, "%s; %zu of %s break%s more.", missed, tally.breaking, faults,
                               tally.breaking == 1 ? "s" : "")
                   : ui_format(ui, "%s.", missed);
    }
    if (tally.breaking > 0) {
        return ui_format(ui, "%zu %s kept without faults; %zu of %s break%s some.", tally.asked,
                         levels, tally.breaking, faults, tally.breaking == 1 ? "s" : "");
    }
    return tally.struck > 0 ? ui_format(ui, "%zu %s kept, without faults and under %s alone.",
                                        tally.asked, levels, faults)
                            : ui_format(ui, "%zu %s kept.", tally.asked, levels);
}

const char *study_figure(Ui *ui, const SloVerdict *verdict) {
    TextBuffer figure = {0};
    level_append_measured(verdict, &figure);
    return keep(ui, &figure);
}

const char *study_measured(Ui *ui, const SloVerdict *verdict) {
    const char *measured = study_figure(ui, verdict);
    const char *title = level_title(verdict->slo);
    if (!verdict->has_measured) {
        return measured;
    }
    bool leads = verdict->slo == SLO_P99_MS || verdict->slo == SLO_EFFECT_WITHIN_S;
    return leads ? ui_format(ui, "%s %s", title, measured)
                 : ui_format(ui, "%s %s", measured, title);
}

const char *study_target(Ui *ui, const SloVerdict *verdict) {
    TextBuffer target = {0};
    level_append_target(verdict, &target);
    return keep(ui, &target);
}
