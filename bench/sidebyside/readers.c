/*
 * readers DIRECTORY LIST CLIENTS BYTES
 *
 * So many processes, started together, each open, read and close every file of the list (names below the directory, each ended by a NUL), beginning
 * at another place of it. Prints the seconds until the last was done; fails unless each read so many bytes.
 *
 * In C, since an interpreter takes longer for such a file than the kernel does, and what is measured is the mount.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char **names;
static size_t count;

static void load(const char *list)
{
    struct stat about;
    int file = open(list, O_RDONLY);
    if (file < 0 || fstat(file, &about) < 0)
        err(1, "%s", list);
    size_t size = about.st_size;
    char *text = malloc(size);
    names = malloc(size * sizeof *names);
    if (!text || !names || read(file, text, size) != about.st_size)
        err(1, "%s", list);
    close(file);
    for (char *name = text; name < text + size; name += strlen(name) + 1)
        names[count++] = name;
}

static long long read_all(size_t first)
{
    static char buffer[65536];
    long long bytes = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = names[(first + i) % count];
        int file = open(name, O_RDONLY);
        ssize_t length = file < 0 ? -1 : read(file, buffer, sizeof buffer);
        if (length < 0 || close(file) < 0)
            err(1, "%s", name);
        bytes += length;
    }
    return bytes;
}

/* Says that it is there, and waits until the other end of the pipe is closed. */
static void await_start(const int ready[2], const int start[2])
{
    char c = 0;
    close(start[1]);
    if (write(ready[1], &c, 1) != 1 || read(start[0], &c, 1) != 0)
        err(1, "pipe");
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    int ready[2], start[2], status, failed = 0;
    char c;
    if (argc != 5)
        errx(2, "usage: readers DIRECTORY LIST CLIENTS BYTES");
    size_t clients = strtoul(argv[3], NULL, 10);
    long long bytes = strtoll(argv[4], NULL, 10);
    load(argv[2]);
    if (chdir(argv[1]) < 0 || pipe(ready) < 0 || pipe(start) < 0)
        err(1, "%s", argv[1]);
    for (size_t i = 0; i < clients; i++) {
        pid_t child = fork();
        if (child < 0)
            err(1, "fork");
        if (child == 0) {
            await_start(ready, start);
            _exit(read_all(count * i / clients) == bytes ? 0 : 1);
        }
    }
    for (size_t i = 0; i < clients; i++)
        if (read(ready[0], &c, 1) != 1)
            err(1, "pipe");
    double begin = now();
    close(start[1]);
    while (wait(&status) > 0)
        failed |= status;
    double seconds = now() - begin;
    if (failed)
        errx(1, "a client failed, or read other than %lld bytes", bytes);
    printf("%.6f\n", seconds);
}
