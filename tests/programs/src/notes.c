/* Reads lines from standard input and files each under its first word: note.wasm DIR. Then tries what it must not do. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void attempt(const char *what, FILE *file) {
    printf("%s: %s\n", what, file ? "opened" : strerror(errno));
    if (file) fclose(file);
}

int main(int argc, char **argv) {
    const char *dir = argc > 1 ? argv[1] : ".";
    char line[256], word[64], path[512];
    int lines = 0;
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "%63[a-z]", word) != 1) continue;
        snprintf(path, sizeof path, "%s/%s.txt", dir, word);
        FILE *file = fopen(path, "a");
        if (!file) return perror(path), 3;
        fputs(line, file), fclose(file), lines++;
    }
    printf("%d lines\n", lines);
    int files = 0;
    DIR *listing = opendir(dir);
    if (!listing) return perror(dir), 4;
    for (struct dirent *entry; (entry = readdir(listing));) files += strstr(entry->d_name, ".txt") != 0;
    closedir(listing);
    printf("%d files\n", files);
    attempt("/etc/passwd", fopen("/etc/passwd", "r"));
    snprintf(path, sizeof path, "%s/../outside", dir);
    attempt("outside", fopen(path, "w"));
    return files == 0;
}
