/* Files, folders and standard input of the host, for runtime/node/files.ts: each operation by its number there.
 *
 * Results: bytes as a Uint8Array, or a number that is negative (-errno) when the operating system refused. Boards have
 * ingot/fat and ingot/store instead. C because it stands between the operating system and compiled code.
 */
#define _GNU_SOURCE
#include "internal.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ, WRITE, APPEND, KIND, LIST, MAKE_FOLDER, REMOVE, REMOVE_FOLDER, RENAME, FOLDER, INPUT, SIZE };

static Value failed(void) { return value_f64(-errno); }
static Value outcome(int result) { return result < 0 ? failed() : value_f64(result); }
static Value bytes_of(const void *data, size_t count) {
  Obj *bytes = rt_typed_new(TA_U8, (double)count);
  if (count && !rt_throwing) memcpy(((Typed *)bytes)->data, data, count);
  return rt_throwing ? VALUE_UNDEFINED : value_ref(bytes);
}

static Value read_all(int fd, bool once) {
  size_t room = 1 << 16, used = 0;
  char *data = malloc(room);
  for (ssize_t n = 1; n > 0 && !(once && used);) {
    if (used == room) data = realloc(data, room *= 2);
    n = data ? read(fd, data + used, room - used) : (errno = ENOMEM, -1);
    if (n < 0 && errno == EINTR) n = 1;
    else if (n < 0) return free(data), failed();
    else used += (size_t)n;
  }
  Value bytes = bytes_of(data, used);
  free(data);
  return bytes;
}

static Value write_all(const char *path, int flags, const Typed *bytes) {
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
  if (fd < 0) return failed();
  for (uint32_t done = 0; done < bytes->length;) {
    ssize_t n = write(fd, (const char *)bytes->data + done, bytes->length - done);
    if (n < 0 && errno != EINTR) return n = errno, close(fd), value_f64(-(double)n);
    if (n > 0) done += (uint32_t)n;
  }
  return outcome(close(fd));
}

/* The names in a folder, each followed by a zero byte. */
static Value list(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) return failed();
  size_t used = 0;
  char *names = NULL;
  for (struct dirent *e; (e = readdir(folder));) {
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
    size_t n = strlen(e->d_name) + 1;
    names = realloc(names, used + n);
    if (!names) panic_text("out of memory");
    memcpy(names + used, e->d_name, n);
    used += n;
  }
  closedir(folder);
  Value bytes = bytes_of(names, used);
  free(names);
  return bytes;
}

/* `path` and `second` are Uint8Arrays that end in a zero byte, but for the contents that are written. */
Value rt_host_file(int32_t operation, Obj *path_bytes, Obj *second) {
  const char *path = (const char *)((Typed *)path_bytes)->data;
  const Typed *more = (const Typed *)second;
  struct stat s;
  switch (operation) {
  case READ: {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return failed();
    Value bytes = read_all(fd, false);
    close(fd);
    return bytes;
  }
  case WRITE: return write_all(path, O_TRUNC, more);
  case APPEND: return write_all(path, O_APPEND, more);
  case KIND: return stat(path, &s) < 0 ? failed() : value_f64(S_ISREG(s.st_mode) ? 1 : S_ISDIR(s.st_mode) ? 2 : 3);
  case LIST: return list(path);
  case MAKE_FOLDER: return outcome(mkdir(path, 0777));
  case REMOVE: return outcome(unlink(path));
  case REMOVE_FOLDER: return outcome(rmdir(path));
  case RENAME: return outcome(rename(path, (const char *)more->data));
  case FOLDER: {
    char *here = getcwd(NULL, 0);
    if (!here) return failed();
    Value bytes = bytes_of(here, strlen(here));
    return free(here), bytes;
  }
  case INPUT: return read_all(0, true);
  default: return stat(path, &s) < 0 ? failed() : value_f64((double)s.st_size);
  }
}
