/*
 * Loaded before the C library (LD_PRELOAD) by what the bench measures: counts the flushes of the disk, and can let each take a fixed time instead.
 * Both stand in a file of two 64-bit words that the measuring process reads and writes: the count, and the time in microseconds, 0 for the disk's own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct words {
  uint64_t count;
  uint64_t fixed_us;
};

static struct words nowhere;
static struct words *words = &nowhere;

__attribute__((constructor)) static void open_words(void) {
  const char *path = getenv("PIPEDESK_BENCH_FLUSHES");
  int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, sizeof(struct words), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped != MAP_FAILED) words = mapped;
  close(fd);
}

/* Whether the flush took its fixed time; the disk is then not asked, since others may be using it and a figure would be theirs. */
static int took_fixed_time(void) {
  __atomic_add_fetch(&words->count, 1, __ATOMIC_RELAXED);
  uint64_t us = words->fixed_us;
  if (us == 0) return 0;
  struct timespec left = {us / 1000000, us % 1000000 * 1000};
  while (nanosleep(&left, &left) != 0) continue;
  return 1;
}

#define REAL(type, name) \
  static type real; \
  if (real == NULL) real = (type)dlsym(RTLD_NEXT, name)

typedef int (*flush)(int);
typedef int (*flush_range)(int, off64_t, off64_t, unsigned int);

int fsync(int fd) {
  REAL(flush, "fsync");
  return took_fixed_time() ? 0 : real(fd);
}

int fdatasync(int fd) {
  REAL(flush, "fdatasync");
  return took_fixed_time() ? 0 : real(fd);
}

int sync_file_range(int fd, off64_t offset, off64_t bytes, unsigned int flags) {
  REAL(flush_range, "sync_file_range");
  return took_fixed_time() ? 0 : real(fd, offset, bytes, flags);
}
