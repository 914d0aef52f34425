// Where a program's random bytes come from: the kernel, on the host. In an application for a board, generated code
// (sdk/image/generate-app.ts) stands in the place of this file and asks the board; a single file for a board has none.

import { strToUtf8 } from "../native.ts";

/** Operations of runtime/native/host-files.c; the result is negative when one was refused, as always on boards. */
const OPEN = 0;
const READ = 1;
const CLOSE = 3;
/** @intrinsic host_call */
declare function hostCall(operation: number, args: readonly unknown[]): number;

const AT_FDCWD = -100;
const O_CLOEXEC = 0x80000;
const DEVICE = "/dev/urandom\0";

/** Fills `bytes` with random bytes fit for keys. Throws Error where there are none. */
export function fillRandom(bytes: Uint8Array): void {
  const device = hostCall(OPEN, [AT_FDCWD, strToUtf8(DEVICE), O_CLOEXEC]);
  let used = 0;
  let failures = 0;
  while (device >= 0 && used < bytes.length && failures < 100) {
    const count = hostCall(READ, [device, bytes.subarray(used), bytes.length - used]);
    // A signal may interrupt it.
    if (count > 0) used += count;
    else failures += 1;
  }
  if (device >= 0) hostCall(CLOSE, [device]);
  if (device < 0 || used < bytes.length) {
    throw new Error(
      "there are no random bytes here: on a board, an application that `ingot build` makes has them",
    );
  }
}
