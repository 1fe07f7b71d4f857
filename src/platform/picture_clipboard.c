#include "platform/picture_clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The program reads the picture from its standard input, and goes on in the background to hand it
 * to whoever pastes: what is waited for is only that it has taken it. */
static bool run(char *const *words, const char *input) {
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    pid_t child = 0;
    bool ready =
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0;
    bool started = ready && posix_spawnp(&child, words[0], &actions, NULL, words, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    if (!started) {
        return false;
    }
    int status = 0;
    pid_t ended = 0;
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Error picture_clipboard_put(const char *png_path) {
    char wl_copy[] = "wl-copy", xclip[] = "xclip", type[] = "--type", png[] = "image/png";
    char selection[] = "-selection", clipboard[] = "clipboard", target[] = "-t", input[] = "-i";
    char *const wayland[] = {wl_copy, type, png, NULL};
    char *const x11[] = {xclip, selection, clipboard, target, png, input, NULL};
    if (getenv("WAYLAND_DISPLAY") && run(wayland, png_path)) {
        return error_none();
    }
    if (run(x11, png_path)) {
        return error_none();
    }
    return error_make(ERROR_IO, "install wl-clipboard (for Wayland) or xclip (for X11)");
}
