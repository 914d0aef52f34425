/* Answers questions about numbers from standard input: operation, two hexadecimal words, perhaps a text; a line each. */
#include "program.c"
#include <stdio.h>

const GlobalRoot ingot_globals[] = {{0}};
const uint32_t ingot_global_count = 0;

static void print_bits(double d) {
  uint64_t bits = value_f64(canonical(d));
  static char line[] = "0000000000000000\n";
  for (int i = 0; i < 16; i++) line[i] = "0123456789abcdef"[bits >> (60 - 4 * i) & 15];
  platform_write(1, line, 17);
}

void ingot_main(void) {
  char operation[8];
  static char text[4096];
  unsigned long long a, b;
  while (scanf("%7s %llx %llx", operation, &a, &b) == 3) {
    double x = value_number(a), y = value_number(b);
    int32_t n = (int32_t)b;
    bool reads = operation[0] == 'N' || operation[0] == 'F' || operation[0] == 'I';
    if (reads && scanf("%4095s", text) != 1) return;
    switch (operation[0]) {
      case 's': rt_write_out(1, str_format("%S\n", rt_number_to_string(x))); break;
      case 'r': rt_write_out(1, str_format("%S\n", rt_number_to_radix(x, n))); break;
      case 'f': rt_write_out(1, str_format("%S\n", rt_number_to_fixed(x, n))); break;
      case 'p': rt_write_out(1, str_format("%S\n", rt_number_to_precision(x, n))); break;
      case 'e': rt_write_out(1, str_format("%S\n", rt_number_to_exponential(x, n))); break;
      case '^': print_bits(rt_f64_pow(x, y)); break;
      case '%': print_bits(rt_f64_mod(x, y)); break;
      case 'i': print_bits(rt_to_int32(x)); break;
      case 'R': print_bits(rt_math_round(x)); break;
      case 'N': print_bits(rt_string_to_number(str_text(text))); break;
      case 'F': print_bits(rt_parse_float(str_text(text))); break;
      case 'I': print_bits(rt_parse_int(str_text(text), n)); break;
      default: rt_panic(str_text("unknown operation"));
    }
  }
}
