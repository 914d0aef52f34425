/* A program that ends as CASE says: for tests of exits and panics on the host and on emulated boards. */
#ifdef HARNESS_HAS_LIBRARY /* around a compiled program, which says hello */
#include "../internal.h"
void __real_ingot_main(void);
void __wrap_ingot_main(void);
#define ingot_main __wrap_ingot_main
#define HELLO() __real_ingot_main()
#else
#include "program.c"
#define HELLO() print("hello", value_f64(42))

const GlobalRoot ingot_globals[] = {{0}};
const uint32_t ingot_global_count = 0;
#endif

static volatile uint32_t depth;
__attribute__((noinline)) static uint32_t recurse(uint32_t n) {
  volatile char frame[256];
  frame[0] = (char)n;
  depth++;
  return recurse(n + 1) + (uint32_t)frame[0];
}
static uint32_t data_word = 0xe12fff1e; /* bx lr, in data */
static const uint32_t constant_word = 1;

static volatile uintptr_t wild_address = 0x10;
__attribute__((noinline)) static void wild(void) { *(volatile uint32_t *)wild_address = 1; }

void ingot_main(void) {
  HELLO();
  switch (CASE) {
    case 0: break;
    case 1: rt_exit(7); break;
    case 2: rt_panic(str_text("this is the end")); break;
    case 3: wild(); break;
    case 4: recurse(0); break;
    case 5: ((void (*)(void))(uintptr_t)&data_word)(); break;
    case 6: *(volatile uint32_t *)(uintptr_t)&constant_word = 2; break;
    case 7: get_property(VALUE_UNDEFINED, str_text("x")); break;
    case 8:
      for (Obj *list = &rt_null;;) {
        Obj *a = rt_new_array(1, 100000);
        ((Obj **)((Array *)a)->elements)[0] = list;
        list = a;
      }
      break;
    case 9: __builtin_trap(); break;
#ifdef INGOT_BOARD
    case 10: rt_mmio_read32(0x30000000); break;
#endif
#ifndef HARNESS_HAS_LIBRARY
    case 11: {
      double from = rt_now_ms();
      rt_sleep_ms(50);
      double took = rt_now_ms() - from;
      print("slept", value_bool(took >= 50 && took < 1000));
      print("random", value_bool(rt_random() != rt_random()));
      break;
    }
#endif
  }
}
