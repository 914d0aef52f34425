// Why a target must not be written. Pure: a target and an image in, a list of reasons out; empty means go.
//
// The list is meant to be annoying where a mistake destroys data: system disks, mounted disks and disks in use are
// refused whatever the user says; only size and "not removable" can be overruled, each by a flag of its own.

import type { Diagnostic } from "../../sdk/diagnostics/diagnostic.ts";
import { type Disk, describeDisk, formatBytes } from "./disk.ts";
import type { Target } from "./target.ts";

/** Larger than any memory card that makes sense here, smaller than most disks with somebody's files. */
export const LARGEST_CARD_BYTES = 256 * 2 ** 30;

/** Mount points that a running system needs. A disk below one of them, or with swap, is a system disk. */
const SYSTEM_MOUNT_POINTS = [
  "/",
  "/boot",
  "/boot/efi",
  "/efi",
  "/etc",
  "/home",
  "/nix",
  "/opt",
  "/root",
  "/usr",
  "/var",
];

export interface Allowances {
  /** --force-fixed: the device does not call itself removable. */
  readonly fixed?: boolean;
  /** --force-large: the device is larger than 256 GiB. */
  readonly large?: boolean;
  /** --force-file: an existing file that does not look like an image is replaced. */
  readonly file?: boolean;
}

export interface ImageFacts {
  /** Path with links followed. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** All reasons against writing `image` to `target`, as diagnostics with remedies. */
export function refusals(target: Target, image: ImageFacts, allow: Allowances = {}): Diagnostic[] {
  switch (target.kind) {
    case "disk":
      return [...unusableDisk(target.disk, image), ...dangerousDisk(target.disk, allow)];
    case "file":
      return fileRefusals(target, image, allow);
    default:
      return [notATarget(target)];
  }
}

/** Like `refusals`, for reading only: a mounted or fixed disk may be compared with an image. */
export function readRefusals(target: Target, image: ImageFacts): Diagnostic[] {
  if (target.kind === "disk") return unusableDisk(target.disk, image).filter((d) => d.code !== "E5013");
  if (target.kind !== "file") return [notATarget(target)];
  if (target.sizeBytes === undefined) {
    return [refuse("E5003", `there is no file ${target.path}`, "name the file or the disk that was written")];
  }
  if (target.sizeBytes < image.sizeBytes) return [tooSmall(target.path, target.sizeBytes, image)];
  return [];
}

/** Whether the running system needs this disk. */
export function isSystemDisk(disk: Disk): boolean {
  return disk.uses.some(
    (use) => use.kind === "swap" || (use.kind === "mount" && SYSTEM_MOUNT_POINTS.includes(use.mountPoint)),
  );
}

function unusableDisk(disk: Disk, image: ImageFacts): Diagnostic[] {
  const name = describeDisk(disk);
  if (disk.sizeBytes === 0) {
    return [refuse("E5017", `there is no card in ${disk.path}`, "insert the card, then try again")];
  }
  const found: Diagnostic[] = [];
  if (disk.readOnly) {
    found.push(
      refuse("E5013", `${name} is write-protected`, "slide the card's lock switch towards its contacts"),
    );
  }
  if (disk.sizeBytes < image.sizeBytes) found.push(tooSmall(disk.path, disk.sizeBytes, image));
  return found;
}

function dangerousDisk(disk: Disk, allow: Allowances): Diagnostic[] {
  const name = describeDisk(disk);
  const mounts = disk.uses.filter((use) => use.kind === "mount");
  const swaps = disk.uses.filter((use) => use.kind === "swap");
  const holders = disk.uses.filter((use) => use.kind === "holder");
  if (isSystemDisk(disk)) {
    const message = `${name} is a system disk of this computer`;
    const notes = [
      ...mounts.map((use) => `${use.device} is mounted on ${use.mountPoint}`),
      ...swaps.map((use) => `${use.device} is swap`),
    ];
    // Alone: beside it, reasons that a flag can overrule would read like advice.
    return [{ ...refuse("E5010", message, "name the SD card; `ingot flash IMAGE` lists them"), notes }];
  }
  const found: Diagnostic[] = [];
  if (mounts.length > 0) {
    const where = mounts.map((use) => `${use.device} on ${use.mountPoint}`).join(", ");
    const points = mounts.map((use) => quote(use.mountPoint)).join(" ");
    found.push(refuse("E5011", `${name} is mounted: ${where}`, `unmount it: sudo umount ${points}`));
  }
  if (holders.length > 0) {
    const who = holders.map((use) => `${use.holder} is built upon ${use.device}`).join(", ");
    found.push(
      refuse("E5012", `${name} is in use: ${who}`, "take the LVM, RAID or encryption on it out of use first"),
    );
  }
  if (disk.sizeBytes > LARGEST_CARD_BYTES && allow.large !== true) {
    found.push(
      refuse(
        "E5015",
        `${name} is larger than ${formatBytes(LARGEST_CARD_BYTES)}: this is rather a disk than a card`,
        "name the card; if this is the one you mean, add --force-large",
      ),
    );
  }
  if (!disk.removable && allow.fixed !== true) {
    found.push(
      refuse(
        "E5016",
        `${name} does not call itself removable`,
        "name the card; if this is the one you mean, add --force-fixed",
      ),
    );
  }
  return found;
}

function fileRefusals(target: Target & { kind: "file" }, image: ImageFacts, allow: Allowances): Diagnostic[] {
  const { path, loops, looksLikeImage } = target;
  if (path === image.path) {
    return [refuse("E5004", `${path} is the image itself`, "name another file, or a disk")];
  }
  const found: Diagnostic[] = [];
  if (loops.length > 0) {
    const detach = loops.map((loop) => `sudo losetup -d /dev/${loop}`).join("; ");
    found.push(refuse("E5012", `${path} is in use by ${loops.join(", ")}`, `detach it: ${detach}`));
  }
  if (!looksLikeImage && allow.file !== true) {
    found.push(
      refuse(
        "E5018",
        `${path} exists and does not look like an image (it has no partition table)`,
        "name another file; to replace this one, add --force-file",
      ),
    );
  }
  return found;
}

function notATarget(target: Exclude<Target, { kind: "disk" | "file" }>): Diagnostic {
  const { path } = target;
  switch (target.kind) {
    case "missing":
      return refuse(
        "E5003",
        `the target ${path} does not exist: ${target.why}`,
        "`ingot flash IMAGE` lists the disks",
      );
    case "partition":
      return refuse(
        "E5004",
        `${path} is a partition; the boot loader lies outside partitions`,
        `name the whole disk: ${target.disk.path}`,
      );
    case "folder":
      return refuse("E5004", `${path} is a folder`, "name a disk, or a file in the folder");
    case "other":
      return refuse("E5004", `${path} is neither a disk nor a file`, "`ingot flash IMAGE` lists the disks");
  }
}

function tooSmall(path: string, sizeBytes: number, image: ImageFacts): Diagnostic {
  const sizes = `${formatBytes(sizeBytes)}, the image ${formatBytes(image.sizeBytes)}`;
  return refuse(
    "E5014",
    `${path} is too small: it has ${sizes}`,
    "use a larger card, or build a smaller image",
  );
}

function refuse(code: string, message: string, remedy: string): Diagnostic {
  return { code, severity: "error", message, remedy };
}

function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
