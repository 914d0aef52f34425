/* Maps every code unit below 0x600 and of Latin Extended Additional to upper and lower case, a line each. */
#include "program.c"

const GlobalRoot ingot_globals[] = {{0}};
const uint32_t ingot_global_count = 0;

void ingot_main(void) {
  for (uint32_t c = 0x20; c < 0x1f00; c++) {
    if (c == 0x600) c = 0x1e00;
    Obj *s = str_char(c);
    rt_write_out(1, str_format("%S %S\n", rt_str_upper(s), rt_str_lower(s)));
  }
}
