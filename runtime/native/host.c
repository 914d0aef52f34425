/* The Linux host as a platform: entry, output, time, memory for the heap, exits and crashes.
 *
 * Environment: INGOT_HEAP_MB bounds the heap, INGOT_GC_STRESS=N collects at every Nth allocation,
 * INGOT_GC_VERIFY=1 checks the heap after each collection. Exit codes: 1 uncaught error, 70 panic. What stands in for
 * devices is runtime/loop/host-hooks.ts. C because it stands between the operating system and compiled code.
 */
#define _GNU_SOURCE
#include "internal.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define PANIC_STATUS 70
#define DEFAULT_HEAP_MB 16384 /* address space; memory is committed when touched */

static char out[1 << 16];
static size_t out_used;
static uintptr_t stack_base;

static void write_all(int fd, const char *bytes, size_t count) {
  while (count) {
    ssize_t n = write(fd, bytes, count);
    if (n <= 0) return; /* a closed pipe: nobody reads on */
    bytes += n;
    count -= (size_t)n;
  }
}
static void flush(void) {
  write_all(1, out, out_used);
  out_used = 0;
}
void platform_write(int stream, const void *bytes, size_t count) {
  if (stream != 1) {
    flush();
    write_all(2, bytes, count);
    return;
  }
  if (out_used + count > sizeof out) flush();
  if (count > sizeof out) write_all(1, bytes, count);
  else {
    memcpy(out + out_used, bytes, count);
    out_used += count;
  }
}

static void say(const char *text) { write_all(2, text, strlen(text)); }
_Noreturn void panic_text(const char *message) {
  flush();
  say("ingot panic: ");
  say(message);
  say("\n  build ");
  say(ingot_build_id);
  say("\n");
  _exit(PANIC_STATUS);
}
static void on_fault(int signal, siginfo_t *info, void *context) {
  (void)context;
  struct rlimit limit;
  uintptr_t at = (uintptr_t)info->si_addr;
  getrlimit(RLIMIT_STACK, &limit);
  if (signal == SIGSEGV && at < stack_base && stack_base - at < (uintptr_t)limit.rlim_cur + (1 << 20)) panic_text("stack overflow");
  panic_text(signal == SIGBUS ? "bus error" : signal == SIGILL ? "illegal instruction" : "invalid memory access");
}

void rt_exit(int32_t code) {
  flush();
  exit(code);
}

static double ms(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
double rt_now_ms(void) { return ms(CLOCK_MONOTONIC); }
double rt_wall_ms(void) { return rt_math_floor(ms(CLOCK_REALTIME)); }
void rt_sleep_ms(double duration) {
  flush();
  if (!(duration > 0)) return;
  struct timespec t = {.tv_sec = (time_t)(duration / 1e3)};
  t.tv_nsec = (long)((duration - (double)t.tv_sec * 1e3) * 1e6);
  nanosleep(&t, NULL);
}
double rt_random(void) {
  uint64_t bits = 0;
  if (getrandom(&bits, sizeof bits, 0) != sizeof bits) panic_text("the host gave no random bytes");
  return (double)(bits >> 11) * 0x1p-53;
}

#ifdef __SANITIZE_ADDRESS__
/* The collector scans the real stack, so locals must not move to a fake one; blocks are never given back. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0:detect_stack_use_after_return=0:handle_segv=0:handle_sigill=0:handle_sigbus=0"; }
#endif

static uint32_t number_from(const char *name, uint32_t otherwise) {
  const char *text = getenv(name);
  return text ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

static char **words; /* what the command line says, less what has been taken from it */
int32_t rt_selected_program(void) { return *words ? atoi(*words++) : 0; }
Value rt_program_argument(int32_t i) {
  for (char **w = words; *w; w++, i--)
    if (i == 0) {
      Obj *bytes = rt_typed_new(TA_U8, (double)strlen(*w));
      memcpy(((Typed *)bytes)->data, *w, strlen(*w));
      return value_ref(bytes);
    }
  return VALUE_UNDEFINED;
}

int main(int argc, char **argv) {
  words = argc > 0 ? argv + 1 : argv;
  stack_base = (uintptr_t)__builtin_frame_address(0) + 4096;
  static char alternate[1 << 16];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigaltstack(&stack, NULL);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
  sigaction(SIGILL, &action, NULL);
  signal(SIGPIPE, SIG_IGN);

  size_t size = (size_t)number_from("INGOT_HEAP_MB", DEFAULT_HEAP_MB) << 20;
  void *heap;
  while ((heap = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) == MAP_FAILED && size > (64u << 20)) size /= 2;
  if (heap == MAP_FAILED) panic_text("the host gave no memory for the heap");
  gc_init((uintptr_t)heap, (uintptr_t)heap + size, (uintptr_t)__builtin_frame_address(0), number_from("INGOT_GC_STRESS", 0), number_from("INGOT_GC_VERIFY", 0));
  run_program();
}
