// Opens disks and files as targets: exclusive and direct for disks, sparse for files.
//
// Direct (O_DIRECT): reads come from the medium and not from the kernel's memory of what was written; without it a
// verification proves little. Where the kernel refuses it, the target says so in `notes` and works through the
// cache. Regular files always go through the cache: a file is no medium that could lose bits unnoticed.
// Exclusive (O_EXCL without O_CREAT): Linux then fails with EBUSY when anybody has mounted or claimed the disk.

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { type IngotError, problem } from "../../sdk/diagnostics/diagnostic.ts";
import { type Disk, describeDisk } from "../devices/disk.ts";
import { devNumberOf } from "../devices/target.ts";
import type { BlockTarget } from "./block-target.ts";

export interface OpenTarget extends BlockTarget {
  /** Remarks for the user, such as a cache that could not be bypassed. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** Opens a disk. Throws IngotError E5012, E5013, E5017, E5020, E5022 or E5024. */
export async function openDisk(disk: Disk, mode: "write" | "verify"): Promise<OpenTarget> {
  // A comparison disturbs nobody, so it does not ask for the disk alone.
  const access = mode === "write" ? constants.O_RDWR | constants.O_EXCL : constants.O_RDONLY;
  const notes: string[] = [];
  const file = await openDirect(disk, access, notes);
  const { rdev } = await file.stat();
  if (devNumberOf(rdev) !== disk.devNumber) {
    await file.close();
    throw problem(
      "E5020",
      `${disk.path} is another device than a moment ago`,
      "start again and look at the list",
    );
  }
  return { isBlank: false, notes, ...transfers(file, disk.sizeBytes) };
}

/** Creates or replaces a file of `sizeBytes` that reads as zeros. Throws IngotError E5022 or E5024. */
export async function openNewFile(path: string, sizeBytes: number): Promise<OpenTarget> {
  const file = await openOrExplain(path, constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC);
  try {
    await file.truncate(sizeBytes);
  } catch (error) {
    await file.close();
    throw explain(path, error);
  }
  return { isBlank: true, notes: [], ...transfers(file, sizeBytes) };
}

/** Opens an existing file for comparison. Throws IngotError E5022 or E5024. */
export async function openFile(path: string): Promise<OpenTarget> {
  const file = await openOrExplain(path, constants.O_RDONLY);
  return { isBlank: false, notes: [], ...transfers(file) };
}

/**
 * Memory that direct I/O accepts: it must start at a multiple of the disk's block size, which JavaScript cannot ask
 * for. WebAssembly memory starts at a page boundary in every engine, because it is mapped and not allocated.
 */
export function pageAlignedBuffer(bytes: number): Uint8Array {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Memory: new (limits: { initial: number }) => { buffer: ArrayBuffer } };
  };
  const WASM_PAGE_BYTES = 65_536;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) });
  return new Uint8Array(memory.buffer, 0, bytes);
}

async function openDirect(disk: Disk, access: number, notes: string[]): Promise<FileHandle> {
  // Undefined on systems that do not have it.
  const direct = (constants.O_DIRECT as number | undefined) ?? 0;
  try {
    const file = await open(disk.path, access | direct);
    if (direct !== 0 && (await acceptsDirectReads(file))) return file;
    await file.close();
  } catch (error) {
    if (codeOf(error) !== "EINVAL") throw explain(disk.path, error, disk);
  }
  notes.push(
    "this disk cannot be read past the kernel's cache: to be certain, take the card out, put it in again, and run " +
      "`ingot flash` with --verify-only",
  );
  return openOrExplain(disk.path, access, disk);
}

/** Some drivers accept the flag and then fail each transfer. */
async function acceptsDirectReads(file: FileHandle): Promise<boolean> {
  const probe = pageAlignedBuffer(4096);
  try {
    return (await file.read(probe, 0, probe.length, 0)).bytesRead > 0;
  } catch (error) {
    if (codeOf(error) === "EINVAL") return false;
    throw error;
  }
}

async function openOrExplain(path: string, flags: number, disk?: Disk): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o644);
  } catch (error) {
    throw explain(path, error, disk);
  }
}

/** `limitBytes` cuts off the padding of the last unit: files keep their exact size, disks have an end. */
function transfers(file: FileHandle, limitBytes = Number.POSITIVE_INFINITY) {
  return {
    async write(offset: number, from: Uint8Array): Promise<void> {
      const end = Math.min(from.length, limitBytes - offset);
      for (let done = 0; done < end; ) {
        done += (await file.write(from, done, end - done, offset + done)).bytesWritten;
      }
    },
    async read(offset: number, into: Uint8Array): Promise<void> {
      let done = 0;
      while (done < into.length) {
        const { bytesRead } = await file.read(into, done, into.length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      // Behind the end of the target: the padding of an image of an odd size.
      into.fill(0, done);
    },
    flush: () => file.sync(),
    close: () => file.close(),
  };
}

function explain(path: string, error: unknown, disk?: Disk): IngotError {
  const name = disk === undefined ? path : describeDisk(disk);
  switch (codeOf(error)) {
    case "EBUSY":
      return problem("E5012", `${name} is in use by another program`, "close it, or unmount the disk", {
        cause: error,
      });
    case "EACCES":
    case "EPERM":
      return problem(
        "E5024",
        `no permission to open ${path}`,
        disk === undefined ? "choose a place where you may write" : "run the same command with sudo",
        { cause: error },
      );
    case "EROFS":
      return problem("E5013", `${name} is write-protected`, "slide the card's lock switch", { cause: error });
    case "ENOMEDIUM":
      return problem("E5017", `there is no card in ${path}`, "insert the card, then try again", {
        cause: error,
      });
    default: {
      const why = error instanceof Error ? error.message : String(error);
      return problem("E5022", `${name} cannot be opened: ${why}`, "put the card in again", { cause: error });
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
