/* The program's state, shared by the files of this layer and by nobody else.
 *
 * During a pass the widgets only look at documents: what they want changed they hand to app_submit
 * (a command on the design) or app_request (anything else), and it is done after the last widget of
 * the pass. So nothing that a panel holds on to goes away under it. */
#ifndef FAULTLINE_UI_APP_STATE_H
#define FAULTLINE_UI_APP_STATE_H

#include "board/board.h"
#include "history/session_store.h"
#include "round/flaws.h"
#include "rules/reviewer.h"
#include "ui/app.h"
#include "ui/checks.h"
#include "ui/commands.h"
#include "ui/comparing.h"
#include "ui/document.h"
#include "ui/file_dialog.h"
#include "ui/player.h"
#include "ui/proving.h"
#include "ui/settings.h"
#include "ui/studying.h"
#include "ui/ui.h"

enum { TOP_BAR_HEIGHT = 56, PALETTE_WIDTH = 216, PANEL_MARGIN = 16, MESSAGE_SIZE = 1200 };

typedef enum Screen { SCREEN_HOME, SCREEN_BOARD, SCREEN_REPLAY } Screen;

typedef enum PanelTab { TAB_FINDINGS, TAB_INSPECTOR, TAB_BRIEF, TAB_ANSWERS, TAB_COUNT } PanelTab;

typedef enum DialogType {
    DIALOG_NONE,
    DIALOG_MESSAGE, /* something to read and one button */
    DIALOG_FINISH,  /* end the round? */
    DIALOG_QUIT,    /* not everything could be saved: quit all the same? */
    DIALOG_FILE,
    DIALOG_HELP,
    DIALOG_COMMANDS,
    DIALOG_STUDY,
    DIALOG_COMPARE
} DialogType;

typedef struct Dialog {
    DialogType type;
    char title[128];
    char text[MESSAGE_SIZE];
} Dialog;

/* A line that comes up over the canvas and goes away by itself. */
typedef struct Toast {
    char text[MESSAGE_SIZE];
    bool bad;
    int64_t until_ms;                   /* 0: not shown yet */
    bool undoes;                        /* it has a button that takes back what it speaks of, */
    unsigned long long undoes_revision; /* as long as the design is as it was then */
    Rect button;                        /* where that is, or of no size */
    bool held;                          /* pressed and not yet released */
} Toast;

/* A component that is asked for by its name, at a place of the canvas. */
typedef struct QuickAdd {
    bool open;
    Point at;           /* on the canvas */
    char from[ID_SIZE]; /* it is connected from this component, unless "" */
    char query[64];
    size_t current;
} QuickAdd;

/* The palette of commands, and the search of the help sheet. */
typedef struct CommandSearch {
    char query[64];
    size_t current;
    bool reveal; /* scroll to the current one */
} CommandSearch;

enum { MENU_ITEMS = 16 };

typedef struct CanvasMenu {
    bool wanted; /* to be opened with the next pass */
    Point at;    /* on the screen */
    UiCommandId items[MENU_ITEMS];
    size_t count;
} CanvasMenu;

/* What a widget asked for that replaces documents or screens. */
typedef enum ActionType {
    ACTION_NONE,
    ACTION_COMMAND,     /* of the table */
    ACTION_START_ROUND, /* text: a scenario's id, "" for an empty board */
    ACTION_OPEN,        /* text: a file */
    ACTION_SAVE_AS,     /* text: a file */
    ACTION_IMPORT,      /* text: a file, to be added to the board */
    ACTION_EXPORT,      /* text: a file */
    ACTION_RESUME,      /* text: a session's folder */
    ACTION_REPLAY,      /* text: a session's file */
    ACTION_PHASE,       /* text: a phase's word */
    ACTION_FINISH,      /* ends the round, and opens its replay */
    ACTION_QUIT
} ActionType;

typedef struct Action {
    ActionType type;
    UiCommandId command;
    char *text; /* owned, or NULL */
} Action;

typedef struct HomeState {
    SessionList sessions;
    char selected[ID_SIZE]; /* the scenario whose prompt is shown; "" is the empty board */
    bool chosen;            /* the selection was made, by us or by the person */
    Error problem;          /* why the sessions cannot be listed */
} HomeState;

typedef struct FindingsState {
    char rule[2 * ID_SIZE], subject[ID_SIZE]; /* of the finding that is open, or "" */
    bool accepting;                           /* its reason is being asked for */
    char reason[LIMIT_TEXT_BYTES];
    bool reveal;                   /* scroll to it */
    ARRAY_OF(float) heights;       /* of the messages, wrapped; kept for as long as */
    unsigned long long heights_of; /* this review is shown, */
    float heights_width;           /* as wide as this */
} FindingsState;

/* The cell of the stress test's table that is told about. */
typedef struct StudyTable {
    uint64_t of; /* the key of the study that is shown */
    size_t row, column;
} StudyTable;

/* Operations that the newest connection may be limited to. */
typedef struct Offer {
    char connection[ID_SIZE]; /* "" for none */
    ARRAY_OF(OperationName) operations;
    unsigned long long revision; /* of the design when it was drawn: after that it is gone */
} Offer;

typedef struct BriefState {
    bool requirements_open;
    bool load_open;
    bool scale_open;
} BriefState;

struct App {
    Arena arena; /* the options' texts */
    AppOptions options;
    char *settings_path;
    UserSettings settings;
    Theme themes[THEME_COUNT];
    Catalog *catalog;
    RuleSet rules;
    ScenarioLibrary scenarios;

    Ui ui;
    Screen screen;
    Dialog dialog;
    FileDialog file_dialog;
    Toast toast;
    Action action;
    ARRAY_OF(Command) submitted;
    bool quit;
    Rect given;        /* the window of the last frame, as it was laid out */
    float zoom;        /* of the last frame: how much larger than designed it is laid out */
    bool trouble_told; /* that the document cannot be saved */
    Error unsaved;     /* of the document that was left last, */
    bool unrecorded;   /* and its session has not all of its steps */
    uint64_t painted;  /* hash of the list that was last handed out */
    char title[256];
    char *clipboard; /* what the last frame gave to the clipboard */
    int64_t unix_s;
    unsigned long long serial; /* tells the documents that were open one after another apart */

    HomeState home;
    Document document; /* the board's */
    Player player;     /* the replay's */
    RoundSpans spans;  /* and its phases, */
    Flaws flaws;       /* and its flaws, once they are found */
    FlawFinder *flaw_finder;
    Board *board;
    Checks checks;
    Proving proving;
    Studying studying;
    StudyTable study_table;
    Comparing comparing;
    char made[ID_SIZE];       /* an element to select and show once its command is applied, or "" */
    bool fit_wanted;          /* show the whole design as soon as the viewport is known */
    Rect viewport;            /* the canvas in the last pass */
    bool had_selection;       /* when the button went down on the canvas */
    PanelTab tab, tab_before; /* before: a press on the board opened the inspector */
    bool check_wanted;        /* note the findings in the journal as soon as they are current */
    FindingsState findings;
    BriefState brief;
    bool about_open;        /* the inspector's words about the kind */
    bool more_open;         /* the settings that are seldom changed */
    char search[64];        /* of the palette */
    char renaming[ID_SIZE]; /* the element whose label is edited on the board, or "" */
    QuickAdd quick_add;
    CommandSearch commands;
    CanvasMenu menu;
    bool paste_wanted; /* as soon as the clipboard's text is there */
    int tour;          /* the step that is shown; 0: none */
    Offer offer;       /* about the newest connection */
};

/* --- What is on the screen: the board's design, or the replay's --- */
const Design *app_design(const App *app);     /* NULL on the home screen */
const Scenario *app_scenario(const App *app); /* or NULL */
bool app_read_only(const App *app);
const Theme *app_theme(const App *app);
/* How large everything is to be: as the settings want it, as far as the window has room. */
float app_zoom(const App *app);

/* --- From widgets --- */
/* Takes the command over; an error is shown instead. */
void app_submit(App *app, Error error, Command *command);
void app_request(App *app, ActionType type, const char *text);
void app_request_command(App *app, UiCommandId command);
void app_toast(App *app, bool bad, const char *format, ...) PRINTF_LIKE(3, 4);
/* With a button that undoes what this pass submits. */
void app_toast_undo(App *app, const char *format, ...) PRINTF_LIKE(2, 3);
void app_show_error(App *app, const char *title, Error error);
/* Selects the element, brings it into view, and draws the eye to it. */
void app_show_element(App *app, const char *id);
/* The selected element when there is just one, else NULL. */
const char *app_selected(const App *app);

/* --- After the widgets (app_act.c) --- */
void app_act(App *app);
/* Closes the document. What of it could not be saved is kept in mind, and said by
 * app_tell_unsaved on the screen that comes after. Ask app_may_leave before: when no file at all
 * has what was done, it says so and what to do, and the document stays open. */
bool app_may_leave(App *app);
void app_leave_document(App *app);
void app_tell_unsaved(App *app);
void app_enter_home(App *app);
void app_enter_board(App *app);
Error app_open(App *app, const char *path); /* a design, or a session to replay */
void app_note_check(App *app); /* the findings of now, in the journal and in a line for the user */

#endif
