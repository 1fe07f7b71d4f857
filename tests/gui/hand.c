#include "gui/hand.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "support/support.h"

/* Long enough for a slow machine: waiting ends as soon as what was waited for is there. */
enum { PATIENCE_MS = 30000, WIDTH = 1440, HEIGHT = 900 };

static int64_t now_ms(void) {
    return clock_monotonic_us() / 1000;
}

/* ---- What the window says -------------------------------------------------------------------- */

static void forget(NamedRects *rects) {
    for (size_t i = 0; i < rects->count; i++) {
        free(rects->items[i].name);
    }
    rects->count = 0;
}

static const NamedRect *find(const Hand *hand, const char *name) {
    for (size_t i = hand->shown.count; i-- > 0;) {
        if (strcmp(hand->shown.items[i].name, name) == 0) {
            return &hand->shown.items[i];
        }
    }
    return NULL;
}

/* Without its end; false when the window has closed. */
static bool read_line(Hand *hand, char *line, size_t size) {
    struct pollfd answer = {.fd = hand->answers, .events = POLLIN};
    size_t length = 0;
    for (;;) {
        if (poll(&answer, 1, PATIENCE_MS) == 0) {
            fail_msg("the window does not answer");
        }
        char byte;
        if (read(hand->answers, &byte, 1) != 1) {
            return false;
        }
        if (byte == '\n') {
            line[length] = '\0';
            return true;
        }
        if (length + 1 < size) {
            line[length++] = byte;
        }
    }
}

static void look(Hand *hand) {
    char line[512];
    forget(&hand->shown);
    assert_int_equal(write(hand->questions, "?", 1), 1);
    while (read_line(hand, line, sizeof line)) {
        Rect rect;
        int name_at = 0;
        if (strcmp(line, "that is all") == 0) {
            return;
        }
        if (sscanf(line, "%f %f %f %f %n", &rect.x, &rect.y, &rect.w, &rect.h, &name_at) == 4) {
            NamedRect named = {rect, memory_copy_string(line + name_at)};
            array_push(&hand->shown, named);
        }
    }
    fail_msg("the window has closed");
}

static void look_again(Hand *hand, int64_t deadline_ms, const char *wanted) {
    if (now_ms() > deadline_ms) {
        for (size_t i = 0; i < hand->shown.count; i++) {
            print_error("  %s\n", hand->shown.items[i].name);
        }
        fail_msg("the window does not show `%s`, but what is listed above", wanted);
    }
    const struct timespec moment = {.tv_nsec = 20000000};
    nanosleep(&moment, NULL);
    look(hand);
}

bool hand_sees(const Hand *hand, const char *name) {
    return find(hand, name) != NULL;
}

size_t hand_count(const Hand *hand, const char *beginning) {
    size_t count = 0;
    for (size_t i = 0; i < hand->shown.count; i++) {
        count += strncmp(hand->shown.items[i].name, beginning, strlen(beginning)) == 0;
    }
    return count;
}

void hand_wait_for(Hand *hand, const char *name) {
    int64_t deadline_ms = now_ms() + PATIENCE_MS;
    while (!find(hand, name)) {
        look_again(hand, deadline_ms, name);
    }
}

void hand_wait_for_count(Hand *hand, const char *beginning, size_t count) {
    int64_t deadline_ms = now_ms() + PATIENCE_MS;
    while (hand_count(hand, beginning) != count) {
        look_again(hand, deadline_ms, beginning);
    }
}

/* ---- What the hand does ---------------------------------------------------------------------- */

enum { ARGUMENT_LIMIT = 16 };

static void wait_for_success(pid_t process, const char *name) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail_msg("%s ended with status %d", name, status);
    }
}

/* xdotool with these arguments, up to a NULL. */
static void xdotool(const char *first, ...) {
    char *arguments[ARGUMENT_LIMIT + 2] = {(char *)"xdotool", (char *)first};
    size_t count = 2;
    va_list rest;
    va_start(rest, first);
    for (char *next = va_arg(rest, char *); next; next = va_arg(rest, char *)) {
        assert_true(count <= ARGUMENT_LIMIT);
        arguments[count++] = next;
    }
    va_end(rest);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        execvp("xdotool", arguments);
        _exit(127);
    }
    wait_for_success(process, "xdotool");
}

static void move_to(Hand *hand, Point at) {
    char x[16];
    char y[16];
    snprintf(x, sizeof x, "%d", (int)at.x);
    snprintf(y, sizeof y, "%d", (int)at.y);
    xdotool("mousemove", "--window", hand->window, x, y, NULL);
    look(hand);
}

static Point middle_of(Hand *hand, const char *name) {
    hand_wait_for(hand, name);
    Rect rect = find(hand, name)->rect;
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

void hand_move(Hand *hand, Point to) {
    move_to(hand, to);
}

Point hand_find(Hand *hand, const char *name) {
    return middle_of(hand, name);
}

void hand_click(Hand *hand, int button, int times) {
    char number[8], count[8];
    snprintf(number, sizeof number, "%d", button);
    snprintf(count, sizeof count, "%d", times);
    xdotool("click", "--repeat", count, "--delay", "60", number, NULL);
    look(hand);
}

void hand_hold(Hand *hand, const char *key) {
    xdotool("keydown", key, NULL);
    look(hand);
}

void hand_let_go(Hand *hand, const char *key) {
    xdotool("keyup", key, NULL);
    look(hand);
}

void hand_press(Hand *hand, const char *name) {
    move_to(hand, middle_of(hand, name));
    hand_click(hand, 1, 1);
}

void hand_drag_with(Hand *hand, int button, Point from, Point to) {
    char number[8];
    snprintf(number, sizeof number, "%d", button);
    move_to(hand, from);
    xdotool("mousedown", number, NULL);
    look(hand);
    for (int i = 1; i <= 4; i++) {
        float share = (float)i / 4;
        move_to(hand, (Point){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    }
    xdotool("mouseup", number, NULL);
    look(hand);
}

void hand_drag(Hand *hand, const char *name, Point to) {
    hand_drag_with(hand, 1, middle_of(hand, name), to);
}

void hand_drag_to(Hand *hand, const char *name, const char *target) {
    hand_drag(hand, name, middle_of(hand, target));
}

void hand_scroll_to(Hand *hand, const char *name) {
    enum { MOST_TURNS = 60, MARGIN = 8 };
    move_to(hand, (Point){WIDTH - 60, HEIGHT / 2});
    for (int i = 0; i < MOST_TURNS; i++) {
        const NamedRect *named = find(hand, name);
        if (named && named->rect.y + named->rect.h < HEIGHT - MARGIN) {
            return;
        }
        xdotool("click", "5", NULL);
        look(hand);
    }
    fail_msg("`%s` cannot be scrolled into sight", name);
}

void hand_key(Hand *hand, const char *keys) {
    xdotool("key", keys, NULL);
    look(hand);
}

void hand_type(Hand *hand, const char *text) {
    xdotool("type", "--delay", "8", text, NULL);
    look(hand);
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

static void run_window(const char *user_folder, const char *open_path, int input, int output) {
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    close(input);
    close(output);
    execl(FAULTLINE_GUI_WINDOW, "gui_window", user_folder, open_path, (char *)NULL);
    perror(FAULTLINE_GUI_WINDOW);
    _exit(127);
}

static bool find_window(Hand *hand) {
    FILE *ids = popen("xdotool search --onlyvisible --class gui_window", "r");
    assert_non_null(ids);
    bool found = fgets(hand->window, sizeof hand->window, ids) != NULL;
    hand->window[strcspn(hand->window, "\n")] = '\0';
    pclose(ids);
    return found;
}

void hand_open(Hand *hand, const char *user_folder, const char *open_path) {
    support_skip_tour(user_folder);
    *hand = (Hand){0};
    int questions[2];
    int answers[2];
    assert_int_equal(pipe(questions), 0);
    assert_int_equal(pipe(answers), 0);
    hand->process = fork();
    assert_true(hand->process >= 0);
    if (hand->process == 0) {
        close(questions[1]);
        close(answers[0]);
        run_window(user_folder, open_path, questions[0], answers[1]);
    }
    close(questions[0]);
    close(answers[1]);
    hand->questions = questions[1];
    hand->answers = answers[0];
    look(hand);
    int64_t deadline_ms = now_ms() + PATIENCE_MS;
    while (!find_window(hand)) {
        look_again(hand, deadline_ms, "a window");
    }
    xdotool("windowfocus", hand->window, NULL); /* no window manager does it */
}

void hand_quit(Hand *hand) {
    xdotool("key", "ctrl+q", NULL);
    char line[512];
    assert_false(read_line(hand, line, sizeof line)); /* it ends without another word */
    wait_for_success(hand->process, "the program");
    close(hand->questions);
    close(hand->answers);
    forget(&hand->shown);
    array_free(&hand->shown);
}
