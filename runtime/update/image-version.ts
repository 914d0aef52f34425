// Which of two image versions is higher: major, minor, revision, then build. MCUboot documentation, "Image format".

import { get16, get32 } from "../block/bytes.ts";
import { IMAGE_MAGIC } from "./mcuboot.ts";

/** Up to the end of the version. */
const HEADER_BYTES = 28;

/** Whether the image that starts with `header` has a higher version than `current`, which is written as "1.2.3+4"; undefined if it is none. */
export function isNewer(header: Uint8Array, current: string): boolean | undefined {
  if (header.length < HEADER_BYTES || get32(header, 0) !== IMAGE_MAGIC) return undefined;
  const theirs = [header[20], header[21], get16(header, 22), get32(header, 24)];
  const ours = [0, 0, 0, 0];
  let part = 0;
  for (let i = 0; i < current.length; i++) {
    const digit = current.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) part++;
    else if (part < 4) ours[part] = ours[part] * 10 + digit;
  }
  for (let i = 0; i < 4; i++) if (theirs[i] !== ours[i]) return theirs[i] > ours[i];
  return false;
}
