/* Lets a port run on an emulated board with nothing below it: start, floating point, console and clock.
 * It turns no MMU and no cache on: only instructions are counted. The end is semihosting's exit. */
#include <stdint.h>
#include <sys/types.h>

extern char __bss_start__[], __bss_end__[], end[];
int main(void);

#ifdef __thumb__
#define SEMIHOSTING_CALL "svc 0xab"
#else
#define SEMIHOSTING_CALL "svc 0x123456"
#endif
static uint32_t semihosting(uint32_t operation, const void *argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile(SEMIHOSTING_CALL : "+r"(r0) : "r"(r1) : "memory", "lr");
  return r0;
}

void _exit(int code) {
  uint32_t block[2] = {0x20026, (uint32_t)code};
  semihosting(0x20, block);
  for (;;) {}
}

__attribute__((used)) static void begin(void) {
  for (char *p = __bss_start__; p < __bss_end__; p++) *p = 0;
  extern int fflush(void *);
  int code = main();
  fflush(0);
  _exit(code);
}

__attribute__((naked, section(".startup"))) void _start(void) {
  __asm__ volatile(
      "mrc p15, 0, r0, c1, c0, 2\n orr r0, r0, #(0xf << 20)\n mcr p15, 0, r0, c1, c0, 2\n isb\n"
      "mov r0, #(1 << 30)\n vmsr fpexc, r0\n"
      "ldr sp, =0x58000000\n b begin\n");
}

ssize_t _write(int file, const char *text, size_t length) {
  (void)file;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    semihosting(3, &c);
  }
  return (ssize_t)length;
}

void *_sbrk(ptrdiff_t more) {
  static char *top = end;
  char *old = top;
  top += more;
  return old;
}

#ifdef GENERIC_TIMER
double now_ms(void) {
  uint32_t low, high, hertz;
  __asm__ volatile("mrc p15, 0, %0, c14, c0, 0" : "=r"(hertz));
  __asm__ volatile("mrrc p15, 0, %0, %1, c14" : "=r"(low), "=r"(high));
  return ((double)high * 4294967296.0 + low) * 1e3 / (hertz ? hertz : 24000000);
}
#else
#define TIMER2(offset) (*(volatile uint32_t *)(0x01c20c00 + 0x30 + (offset)))
double now_ms(void) {
  static int started;
  if (!started) {
    TIMER2(4) = 0xffffffff;
    TIMER2(0) = 7; /* 24 MHz, reload, run */
    started = 1;
  }
  return (double)(0xffffffff - TIMER2(8)) / 24000;
}
#endif
