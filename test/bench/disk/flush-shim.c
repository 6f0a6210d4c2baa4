/*
 * Loaded before the C library (LD_PRELOAD) by what the bench measures: counts the flushes of the disk, and can make each take as long as on a slower
 * one. Both stand in a file of two 64-bit words that the measuring process reads and writes: the count, and the shortest time in microseconds.
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
  uint64_t shortest_us;
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

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The real flush is done, and what is left of the time is slept. */
static void wait_since(int64_t start_ns) {
  int64_t left_ns = start_ns + (int64_t)words->shortest_us * 1000 - now_ns();
  if (left_ns <= 0) return;
  struct timespec left = {left_ns / 1000000000, left_ns % 1000000000};
  while (nanosleep(&left, &left) != 0) continue;
}

#define REAL(type, name) \
  static type real; \
  if (real == NULL) real = (type)dlsym(RTLD_NEXT, name)

#define COUNTED(call) \
  __atomic_add_fetch(&words->count, 1, __ATOMIC_RELAXED); \
  int64_t start_ns = now_ns(); \
  int result = call; \
  wait_since(start_ns); \
  return result

typedef int (*flush)(int);
typedef int (*flush_range)(int, off64_t, off64_t, unsigned int);

int fsync(int fd) {
  REAL(flush, "fsync");
  COUNTED(real(fd));
}

int fdatasync(int fd) {
  REAL(flush, "fdatasync");
  COUNTED(real(fd));
}

int sync_file_range(int fd, off64_t offset, off64_t bytes, unsigned int flags) {
  REAL(flush_range, "sync_file_range");
  COUNTED(real(fd, offset, bytes, flags));
}
