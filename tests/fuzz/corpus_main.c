/* Runs a fuzz target over files instead of under libFuzzer: each argument is a corpus file, or a
 * folder of them. The test fails when a target crashes, or when there was nothing to read. */

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool run_file(const char *path, size_t size) {
    FILE *file = fopen(path, "rb");
    /* An exact copy on the heap, so that the sanitizer sees a read past its end. */
    uint8_t *data = malloc(size > 0 ? size : 1);
    bool ok = file != NULL && data != NULL && fread(data, 1, size, file) == size;
    if (ok) {
        LLVMFuzzerTestOneInput(data, size);
    } else {
        fprintf(stderr, "cannot read %s\n", path);
    }
    free(data);
    if (file != NULL) {
        fclose(file);
    }
    return ok;
}

/* Returns how many files were run, or -1 after a message. */
static int run_path(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0) {
        fprintf(stderr, "cannot find %s\n", path);
        return -1;
    }
    if (!S_ISDIR(info.st_mode)) {
        return run_file(path, (size_t)info.st_size) ? 1 : -1;
    }
    DIR *folder = opendir(path);
    if (folder == NULL) {
        fprintf(stderr, "cannot open %s\n", path);
        return -1;
    }
    int count = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL && count >= 0;
         entry = readdir(folder)) {
        char child[4096];
        if (entry->d_name[0] == '.') {
            continue;
        }
        int length = snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        int more = length > 0 && (size_t)length < sizeof child ? run_path(child) : -1;
        count = more < 0 ? -1 : count + more;
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv) {
    int count = 0;
    for (int i = 1; i < argc; i++) {
        int more = run_path(argv[i]);
        if (more < 0) {
            return EXIT_FAILURE;
        }
        count += more;
    }
    printf("%d inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
