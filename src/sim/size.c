/* Lower bounds from the estimate, a first size that holds on the line from the drawn design to a
 * generous one, and then one number after the other as low as it goes. */
#include "sim/size.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/estimate.h"

static const char *const SETTINGS[] = {"replicas", "partitions", "read_replicas"};

/* A generous design has this many times the drawn number; the line to it has this many steps. */
static const double GENEROUS = 4.0;
enum { LINE_STEPS = 8 };

typedef struct Variable {
    double price;    /* of one more, USD a month */
    double floor;    /* never below */
    double value;    /* of the best size that is known to hold */
    SizeFloor bound; /* why the floor is where it is */
    bool has_miss;
} Variable;

typedef struct Search {
    Trials trials;
    const Design *design;
    Sizing *sizing;
    Variable *variables; /* by choice */
    size_t *order;       /* of the choices, the most to be saved first */
    size_t *cases;       /* positions of faults, SIZE_MAX: none; the last to be missed first */
    size_t case_count;
    Misses misses; /* of the last size that did not hold */
    Error error;
} Search;

static bool goes_on(const Search *search) {
    return !search->error.code && !search->trials.stopped;
}

/* ---- Designs of other sizes ------------------------------------------------------------------ */

static Error resize(Design *design, const SizeChoice *choice, double value) {
    Component *component = component_copy(design->components.items[choice->component]);
    SettingValue setting = {.number = value};
    settings_set(&component->settings, choice->setting, &setting);
    Element element = {.type = ELEMENT_COMPONENT, .as.component = component};
    Error error = design_put(design, &element, 0);
    component_free(component);
    return error;
}

static Error design_of(const Search *search, const double *values, Design **design) {
    Design *sized = design_copy(search->design);
    Error error = error_none();
    for (size_t v = 0; v < search->sizing->choices.count && !error.code; v++) {
        error = resize(sized, &search->sizing->choices.items[v], values[v]);
    }
    if (error.code) {
        design_free(sized);
        return error;
    }
    *design = sized;
    return error;
}

/* The cost of the design with one number changed, and how busy its component is then. */
static double estimate_with(const Search *search, const SizeChoice *choice, double value,
                            double *utilisation) {
    Design *sized = design_copy(search->design);
    double cost = 0.0;
    if (!resize(sized, choice, value).code) {
        Estimate *estimate = estimate_make(sized, search->trials.scenario);
        cost = estimate->cost_usd_month;
        *utilisation = estimate->components[choice->component].peak_utilisation;
        estimate_free(estimate);
    }
    design_free(sized);
    return cost;
}

/* ---- What can be changed --------------------------------------------------------------------- */

static double lowest_sensible(const Component *component, const SizeChoice *choice) {
    double floor = choice->setting->min;
    if (strcmp(choice->setting->id, "replicas") == 0 && kind_setting(component->kind, "zones")) {
        floor = fmax(floor, fmin(component_number(component, "zones"), choice->from));
    }
    return floor;
}

static bool scales_itself(const Component *component) {
    return kind_setting(component->kind, "autoscale_max") &&
           component_number(component, "autoscale_max") > component_number(component, "replicas");
}

/* Raises the floor to the lowest number that the load alone does not saturate. */
static void raise_floor(const Search *search, const SizeChoice *choice, Variable *variable) {
    double value = variable->floor, utilisation = 0.0;
    estimate_with(search, choice, value, &utilisation);
    while (utilisation >= 1.0 && value < choice->setting->max) {
        double needed = fmax(value + 1.0, ceil(value * fmin(utilisation, GENEROUS)));
        value = fmin(needed, choice->setting->max);
        estimate_with(search, choice, value, &utilisation);
    }
    if (utilisation < 1.0 && value > variable->floor) {
        double below = 1.0;
        while (value - 1.0 >= variable->floor) { /* the steps may have gone too far */
            estimate_with(search, choice, value - 1.0, &below);
            if (below >= 1.0) {
                break;
            }
            value -= 1.0;
        }
        variable->floor = value;
        variable->bound = SIZE_FLOOR_LOAD;
    }
}

static void add_choice(Search *search, size_t position, const SettingSpec *setting, double cost) {
    const Component *component = search->design->components.items[position];
    SizeChoice choice = {.component = position,
                         .setting = setting,
                         .from = component_number(component, setting->id)};
    double other = choice.from < setting->max ? choice.from + 1.0 : choice.from - 1.0;
    double unused = 0.0;
    Variable variable = {.price = fabs(estimate_with(search, &choice, other, &unused) - cost)};
    if (variable.price <= 0.0) {
        return;
    }
    variable.floor = lowest_sensible(component, &choice);
    if (!scales_itself(component)) {
        raise_floor(search, &choice, &variable);
    }
    variable.value = fmax(choice.from, variable.floor);
    array_push(&search->sizing->choices, choice);
    size_t count = search->sizing->choices.count;
    search->variables = memory_resize(search->variables, count * sizeof *search->variables);
    search->variables[count - 1] = variable;
}

static void list_choices(Search *search) {
    Estimate *estimate = estimate_make(search->design, search->trials.scenario);
    search->sizing->cost_before = estimate->cost_usd_month;
    for (size_t i = 0; i < search->design->components.count; i++) {
        const KindSpec *kind = search->design->components.items[i]->kind;
        for (size_t s = 0; s < COUNT_OF(SETTINGS); s++) {
            const SettingSpec *setting = kind_setting(kind, SETTINGS[s]);
            if (setting && estimate->components[i].arrivals_per_s > 0.0) {
                add_choice(search, i, setting, estimate->cost_usd_month);
            }
        }
    }
    estimate_free(estimate);
}

static double saving(const Search *search, size_t choice) {
    const Variable *variable = &search->variables[choice];
    return variable->price * (variable->value - variable->floor);
}

static void sort_choices(Search *search) {
    size_t count = search->sizing->choices.count;
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && saving(search, search->order[at - 1]) < saving(search, i); at--) {
            search->order[at] = search->order[at - 1];
        }
        search->order[at] = i;
    }
}

/* ---- Whether a size holds -------------------------------------------------------------------- */

static void move_to_front(Search *search, size_t position) {
    size_t moved = search->cases[position];
    memmove(search->cases + 1, search->cases, position * sizeof *search->cases);
    search->cases[0] = moved;
}

/* Leaves out the case whose fault strikes nothing. */
static void drop_case(Search *search, size_t position) {
    search->case_count--;
    memmove(search->cases + position, search->cases + position + 1,
            (search->case_count - position) * sizeof *search->cases);
}

/* Takes the answers of a batch that begins with the case at *position, up to the first miss; true
 * when there was none. */
static bool take_answers(Search *search, Trial *trials, size_t count, size_t *position) {
    bool all_hold = true;
    for (size_t i = 0; i < count; i++) {
        if (all_hold && trials[i].is_known && !trials[i].holds) {
            array_free(&search->misses);
            search->misses = trials[i].misses;
            move_to_front(search, *position);
            all_hold = false;
            continue;
        }
        if (all_hold && trials[i].is_known && !trials[i].struck) {
            drop_case(search, *position);
        } else {
            (*position)++;
        }
        array_free(&trials[i].misses);
    }
    return all_hold;
}

/* Plays cases from *position on, as many as there are cores for. */
static bool batch_holds(Search *search, const Design *design, size_t *position) {
    Trial trials[TRIALS_MOST];
    const char *faults[TRIALS_MOST];
    size_t left = search->case_count - *position;
    size_t most = trials_at_once(&search->trials);
    size_t count = left < most ? left : most;
    for (size_t i = 0; i < count; i++) {
        size_t fault = search->cases[*position + i];
        faults[i] = fault != SIZE_MAX ? search->trials.scenario->faults[fault].id : NULL;
        trials[i] = (Trial){.design = design,
                            .factor = 1.0,
                            .faults = &faults[i],
                            .fault_count = fault != SIZE_MAX ? 1 : 0,
                            .after = i > 0 ? i - 1 : TRIAL_FIRST,
                            .if_holds = true};
    }
    search->error = trials_play(&search->trials, trials, count);
    bool all_hold = take_answers(search, trials, count, position);
    return goes_on(search) && all_hold;
}

static bool holds(Search *search, const double *values) {
    Design *design = NULL;
    search->error = design_of(search, values, &design);
    if (search->error.code) {
        return false;
    }
    bool all = true;
    for (size_t position = 0; position < search->case_count && all;) {
        all = batch_holds(search, design, &position);
    }
    design_free(design);
    return all;
}

/* ---- The search ------------------------------------------------------------------------------ */

static void keep(Search *search, const double *values) {
    for (size_t v = 0; v < search->sizing->choices.count; v++) {
        search->variables[v].value = values[v];
    }
}

/* The size on the line from the drawn design (0) to a generous one (LINE_STEPS). */
static void go_along(const Search *search, int step, double *values) {
    for (size_t v = 0; v < search->sizing->choices.count; v++) {
        const SizeChoice *choice = &search->sizing->choices.items[v];
        double base = fmax(choice->from, search->variables[v].floor);
        double most = fmax(base, fmin(choice->setting->max, GENEROUS * fmax(base, 1.0)));
        values[v] = base + ceil((most - base) * step / LINE_STEPS);
    }
}

/* Finds a size that holds; false when not even the generous one does. */
static bool find_first(Search *search, double *values) {
    go_along(search, 0, values);
    if (holds(search, values)) {
        return true;
    }
    int low = 0, high = LINE_STEPS;
    if (goes_on(search)) {
        go_along(search, high, values);
    }
    if (!goes_on(search) || !holds(search, values)) {
        return false;
    }
    while (goes_on(search) && high - low > 1) {
        int middle = (low + high) / 2;
        go_along(search, middle, values);
        if (holds(search, values)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    go_along(search, high, values);
    return true;
}

/* Whether the best size holds with this one number instead; then it is the best. */
static bool try_value(Search *search, size_t choice, double value, double *values) {
    for (size_t v = 0; v < search->sizing->choices.count; v++) {
        values[v] = search->variables[v].value;
    }
    values[choice] = value;
    bool does = holds(search, values);
    if (does) {
        search->variables[choice].value = value;
    } else if (goes_on(search)) {
        search->sizing->choices.items[choice].miss = search->misses.items[0];
        search->variables[choice].has_miss = true;
    }
    return does;
}

/* Lowers one number as far as it goes; true when it went. */
static bool lower(Search *search, size_t choice, double *values) {
    Variable *variable = &search->variables[choice];
    if (variable->value <= variable->floor ||
        !try_value(search, choice, variable->value - 1.0, values)) {
        return false;
    }
    double fails = variable->floor;
    if (variable->value > fails && !try_value(search, choice, fails, values)) {
        while (goes_on(search) && variable->value - fails > 1.0) {
            double middle = floor((fails + variable->value) / 2.0);
            if (!try_value(search, choice, middle, values)) {
                fails = middle;
            }
        }
    }
    return true;
}

/* Until no number can be lowered by itself. */
static void lower_all(Search *search, double *values) {
    bool changed = true;
    while (changed && goes_on(search)) {
        changed = false;
        for (size_t i = 0; i < search->sizing->choices.count && goes_on(search); i++) {
            changed |= lower(search, search->order[i], values);
        }
    }
}

/* ---- The answer ------------------------------------------------------------------------------ */

static SizeFloor why_not_less(const Variable *variable) {
    return variable->value <= variable->floor ? variable->bound
           : variable->has_miss               ? SIZE_FLOOR_MISS
                                              : SIZE_FLOOR_UNKNOWN;
}

static Error answer(Search *search, const SizeOptions *options, bool found, double *values) {
    Sizing *sizing = search->sizing;
    sizing->runs = search->trials.runs;
    sizing->cut_short = search->trials.stopped;
    sizing->budget =
        options->most_cost > 0.0 ? options->most_cost : search->trials.scenario->budget_usd_month;
    if (!found) {
        sizing->outcome = search->trials.stopped ? SIZE_UNKNOWN : SIZE_IMPOSSIBLE;
        sizing->misses = search->misses;
        search->misses = (Misses){0};
        return error_none();
    }
    sizing->faults = search->case_count - 1;
    for (size_t v = 0; v < sizing->choices.count; v++) {
        values[v] = search->variables[v].value;
        sizing->choices.items[v].to = values[v];
        sizing->choices.items[v].floor = why_not_less(&search->variables[v]);
    }
    Design *design = NULL;
    Error error = design_of(search, values, &design);
    if (!error.code) {
        Estimate *estimate = estimate_make(design, search->trials.scenario);
        sizing->cost = estimate->cost_usd_month;
        estimate_free(estimate);
        design_free(design);
    }
    bool fits = sizing->budget <= 0.0 || sizing->cost <= sizing->budget;
    sizing->outcome = fits ? SIZE_FITS : SIZE_OVER_BUDGET;
    return error;
}

static Error search_all(Search *search, const SizeOptions *options) {
    const Scenario *scenario = search->trials.scenario;
    list_choices(search);
    size_t count = search->sizing->choices.count;
    double *values = memory_allocate((count + 1) * sizeof *values);
    search->order = memory_allocate((count + 1) * sizeof *search->order);
    search->cases = memory_allocate((scenario->fault_count + 1) * sizeof *search->cases);
    search->cases[search->case_count++] = SIZE_MAX;
    for (size_t f = 0; f < scenario->fault_count; f++) {
        search->cases[search->case_count++] = f;
    }
    bool found = find_first(search, values);
    if (found) {
        keep(search, values);
        sort_choices(search);
        lower_all(search, values);
    }
    Error error = search->error;
    if (!error.code) {
        error = answer(search, options, found, values);
    }
    free(values);
    free(search->order);
    free(search->cases);
    free(search->variables);
    array_free(&search->misses);
    return error;
}

Error size_find(const Design *design, const Scenario *scenario, const SizeOptions *options,
                Sizing *sizing) {
    Error error = trials_check(scenario);
    if (error.code) {
        return error;
    }
    Sizing found = {0};
    Search search = {.trials = {.scenario = scenario, .options = &options->trials},
                     .design = design,
                     .sizing = &found};
    error = search_all(&search, options);
    if (error.code) {
        size_free(&found);
        return error;
    }
    *sizing = found;
    return error;
}

void size_free(Sizing *sizing) {
    array_free(&sizing->choices);
    array_free(&sizing->misses);
}
