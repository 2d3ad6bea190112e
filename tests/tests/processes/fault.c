/* One call of the operating system fails: the FAULT_AT-th call FAULT_CALL on a file whose path holds FAULT_PATH. Loaded by
   LD_PRELOAD; what happened is noted by making the file FAULT_MARK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int count;

static int is_due(const char *call, int fd) {
    const char *wanted = getenv("FAULT_CALL"), *path = getenv("FAULT_PATH");
    char link[64], file[4096];
    ssize_t length;
    if (!wanted || !path || strcmp(wanted, call))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, file, sizeof file - 1);
    if (length < 0)
        return 0;
    file[length] = 0;
    if (!strstr(file, path) || atomic_fetch_add(&count, 1) + 1 != atoi(getenv("FAULT_AT")))
        return 0;
    close(open(getenv("FAULT_MARK"), O_CREAT | O_WRONLY, 0600));
    errno = EIO;
    return 1;
}

#define REAL(name, result, ...) ((result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

int fsync(int fd) {
    return is_due("fsync", fd) ? -1 : REAL("fsync", int, int)(fd);
}

int fdatasync(int fd) {
    return is_due("fsync", fd) ? -1 : REAL("fdatasync", int, int)(fd);
}

ssize_t pread(int fd, void *to, size_t length, off_t at) {
    return is_due("pread", fd) ? -1 : REAL("pread", ssize_t, int, void *, size_t, off_t)(fd, to, length, at);
}

ssize_t pread64(int fd, void *to, size_t length, off64_t at) {
    return is_due("pread", fd) ? -1 : REAL("pread64", ssize_t, int, void *, size_t, off64_t)(fd, to, length, at);
}

ssize_t pwrite(int fd, const void *from, size_t length, off_t at) {
    return is_due("pwrite", fd) ? -1 : REAL("pwrite", ssize_t, int, const void *, size_t, off_t)(fd, from, length, at);
}

ssize_t pwrite64(int fd, const void *from, size_t length, off64_t at) {
    return is_due("pwrite", fd) ? -1 : REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t)(fd, from, length, at);
}

int ftruncate(int fd, off_t length) {
    return is_due("ftruncate", fd) ? -1 : REAL("ftruncate", int, int, off_t)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return is_due("ftruncate", fd) ? -1 : REAL("ftruncate64", int, int, off64_t)(fd, length);
}
