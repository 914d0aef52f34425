// Flashing from end to end, in two steps: plan (look, and say what speaks against it), then run.
//
// Between the steps the caller asks the user. The run looks again: the disk must still be the one that the plan
// saw, with the same medium in it, and must still not be in use. Prints nothing and asks nothing.

import { IngotError, problem } from "../sdk/diagnostics/diagnostic.ts";
import { type Disk, isSameDisk } from "./devices/disk.ts";
import { listDisks } from "./devices/linux.ts";
import { listMacDisks } from "./devices/macos.ts";
import { type Allowances, isSystemDisk, readRefusals, refusals } from "./devices/refusals.ts";
import { resolveTarget, type Target } from "./devices/target.ts";
import { listWindowsDisks } from "./devices/windows.ts";
import { CHUNK_BYTES } from "./write/chunks.ts";
import { type OpenImage, openImage } from "./write/image-source.ts";
import { type OpenTarget, openDisk, openFile, openNewFile, pageAlignedBuffer } from "./write/open.ts";
import type { Progress } from "./write/progress.ts";
import { verifyImage, type WriteReport, writeImage } from "./write/write.ts";

export interface FlashRequest {
  /** Path of the image file. */
  readonly image: string;
  /** Path of a disk or a file. */
  readonly target: string;
  /** Compare only. */
  readonly verifyOnly?: boolean;
  readonly allow?: Allowances;
}

export type UsableTarget = Target & { kind: "disk" | "file" };

export interface FlashPlan {
  readonly request: FlashRequest;
  readonly target: UsableTarget;
  readonly imageBytes: number;
  /** Bytes that will be written: fewer than the image has when there is a block map. */
  readonly mappedBytes: number;
  readonly isMapped: boolean;
}

export interface FlashReport extends WriteReport {
  readonly notes: readonly string[];
}

/**
 * Looks at image and target. Throws IngotError with every reason against it (E5001..E5018, E4010), exit code 1.
 * Changes nothing.
 */
export async function planFlash(request: FlashRequest): Promise<FlashPlan> {
  const image = await openImage(request.image);
  try {
    const target = checkedTarget(request, image);
    const mappedBytes = image.ranges.reduce((sum, range) => sum + range.length, 0);
    return { request, target, imageBytes: image.sizeBytes, mappedBytes, isMapped: image.isMapped };
  } finally {
    await image.close();
  }
}

/** Does what was planned. Rejects with IngotError E5012..E5025. Cannot be undone. */
export async function runFlash(
  plan: FlashPlan,
  onProgress?: (progress: Progress) => void,
): Promise<FlashReport> {
  const { request } = plan;
  const image = await openImage(request.image);
  try {
    const target = checkedTarget(request, image);
    requireSameTarget(plan.target, target);
    const opened = await openTarget(target, image, request.verifyOnly === true);
    try {
      const options = {
        buffer: pageAlignedBuffer(CHUNK_BYTES),
        ...(onProgress === undefined ? {} : { onProgress }),
      };
      const report =
        request.verifyOnly === true
          ? await verifyImage(image, opened, options)
          : await writeImage(wholeForFiles(image, target), opened, options);
      return { ...report, notes: opened.notes };
    } finally {
      await opened.close();
    }
  } finally {
    await image.close();
  }
}

/** The disks to offer to a user who named none: removable, with a medium, and not in the system's use. */
export function candidateDisks(disks: readonly Disk[] = machineDisks()): Disk[] {
  return disks.filter((disk) => disk.removable && !disk.virtual && disk.sizeBytes > 0 && !isSystemDisk(disk));
}

function machineDisks(): Disk[] {
  try {
    if (process.platform === "darwin") return listMacDisks();
    if (process.platform === "win32") return listWindowsDisks();
    return process.platform === "linux" ? listDisks() : [];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E5026", `the disks of this computer cannot be listed: ${why}`, "write to a file", {
      cause,
    });
  }
}

function checkedTarget(request: FlashRequest, image: OpenImage): UsableTarget {
  const target = resolveTarget(request.target, process.platform === "linux" ? machineDisks() : []);
  if (process.platform !== "linux" && target.kind !== "file") {
    throw problem(
      "E5025",
      "Ingot writes disks on Linux only, so far; here it writes files",
      "write to a file, and the file to the card with a tool of this system",
    );
  }
  const facts = { path: image.path, sizeBytes: image.sizeBytes };
  const against =
    request.verifyOnly === true ? readRefusals(target, facts) : refusals(target, facts, request.allow);
  if (against.length > 0) throw new IngotError(against);
  return target as UsableTarget;
}

function requireSameTarget(planned: UsableTarget, now: UsableTarget): void {
  const same =
    planned.kind === "disk" && now.kind === "disk"
      ? isSameDisk(planned.disk, now.disk)
      : planned.kind === now.kind && planned.path === now.path;
  if (same) return;
  throw problem(
    "E5020",
    `${planned.path} is not what it was when the command started: a card was changed or devices were renumbered`,
    "start again and look at the list of disks",
  );
}

function openTarget(target: UsableTarget, image: OpenImage, verifyOnly: boolean): Promise<OpenTarget> {
  if (target.kind === "disk") return openDisk(target.disk, verifyOnly ? "verify" : "write");
  return verifyOnly ? openFile(target.path) : openNewFile(target.path, image.sizeBytes);
}

/** A file becomes an equal copy, whatever the block map says; it costs nothing, since zeros stay holes. */
function wholeForFiles(image: OpenImage, target: UsableTarget): OpenImage {
  return target.kind === "file" ? { ...image, ranges: [{ offset: 0, length: image.sizeBytes }] } : image;
}
