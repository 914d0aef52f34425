/* Calls of the operating system for runtime/node/host-calls.ts, which numbers them and knows their arguments.
 *
 * Boards have ingot/fat and ingot/store instead. C because it hands the addresses of bytes to the operating system.
 */
#define _GNU_SOURCE
#include "internal.h"
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Such that take and give the same bytes on every processor. */
static const long numbers[] = {SYS_openat, SYS_read, SYS_write, SYS_close, SYS_statx, SYS_getdents64,
                               SYS_mkdirat, SYS_unlinkat, SYS_renameat2, SYS_getcwd};

/* The arguments are whole numbers or Uint8Arrays. Gives the call's result, -errno when it was refused. */
double rt_host_call(int32_t operation, Obj *arguments) {
  long words[5] = {0};
  for (uint32_t i = 0; i < 5 && i < ((Array *)arguments)->length; i++) {
    Value v = array_get_own((Array *)arguments, i);
    words[i] = value_is_ref(v) ? (long)((Typed *)value_obj(v))->data : (long)value_number(v);
  }
  long result = syscall(numbers[operation], words[0], words[1], words[2], words[3], words[4]);
  return result < 0 ? -errno : (double)result;
}
