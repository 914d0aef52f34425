// Decodes a panic that a board printed: addresses become functions and lines of TypeScript.
//
// Needs the executable (ELF) of the very build that panicked; the build id in the record tells. Return addresses
// in the record were found by looking through the stack, so stale ones can be among them.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findArmToolchain, toolPath } from "../toolchain/find-toolchain.ts";
import { NAMES_SECTION } from "./c/debug-names.ts";
import { elfSection } from "./elf-sections.ts";

export interface DecodedFrame {
  readonly address: number;
  /** "src/lamp.ts:Lamp.on", or the C name of a function of the native core. */
  readonly func: string;
  /** Path as the build knew it; null when the line is unknown. */
  readonly file: string | null;
  readonly line: number;
  /** Part of Ingot's native core or glue that the compiler made, not of TypeScript. */
  readonly native: boolean;
}

export interface DecodedPanic {
  /** What happened, as the board said it. */
  readonly message: string;
  /** The line about a processor fault, when one was the cause. */
  readonly fault: string | null;
  readonly buildId: string | null;
  /** Whether the record comes from this executable. False: the frames mean nothing. */
  readonly buildMatches: boolean;
  /** Innermost first; functions inlined into another stand before it. */
  readonly frames: readonly DecodedFrame[];
}

export interface DecodeOptions {
  /** Path of addr2line. Default: beside the ARM compiler. */
  readonly addr2line?: string;
}

/**
 * Decodes the last panic record in `text` (a console log; other lines may stand around it).
 * @throws Error when the text has no panic record; IngotError E0010 without ARM tools
 */
export function decodePanic(text: string, elfPath: string, options: DecodeOptions = {}): DecodedPanic {
  const record = parseRecord(text);
  const names = readNames(elfPath);
  const buildMatches = record.buildId !== null && record.buildId === names.buildId;
  const frames = buildMatches ? resolveFrames(record.addresses, elfPath, names, options) : [];
  const { message, fault, buildId } = record;
  return { message, fault, buildId, buildMatches, frames };
}

interface PanicRecord {
  readonly message: string;
  readonly fault: string | null;
  readonly buildId: string | null;
  /** Where execution was, then return addresses less one byte: inside the calls. */
  readonly addresses: number[];
}

/** Reads the lines that hal/base/panic.ts writes. */
function parseRecord(text: string): PanicRecord {
  const lines = text.split(/\r?\n/);
  const start = lines.findLastIndex((line) => line.includes("ingot panic: "));
  if (start < 0) throw new Error("the text contains no line 'ingot panic: ...'");
  let fault: string | null = null;
  let buildId: string | null = null;
  const addresses: number[] = [];
  for (const line of lines.slice(start + 1)) {
    const pc = /^\s+pc 0x([0-9a-f]{8})/.exec(line);
    const at = /^\s+at 0x([0-9a-f]{8})/.exec(line);
    const build = /^\s+build ([0-9a-f]+)/.exec(line);
    if (/^\s+fault /.test(line)) fault = line.trim();
    if (pc !== null) addresses.push(Number.parseInt(pc[1]!, 16));
    if (at !== null) addresses.push(Number.parseInt(at[1]!, 16) - 1);
    if (build !== null) {
      buildId = build[1]!;
      break;
    }
  }
  const message = lines[start]!.slice(lines[start]!.indexOf("ingot panic: ") + "ingot panic: ".length).trim();
  return { message, fault, buildId, addresses };
}

interface Names {
  readonly buildId: string | null;
  readonly functions: ReadonlyMap<string, string>;
}

function readNames(elfPath: string): Names {
  const section = elfSection(readFileSync(elfPath), NAMES_SECTION);
  const rows = section === null ? [] : new TextDecoder().decode(section).split("\n");
  const fields = rows.map((row) => row.split("\t"));
  return {
    buildId: fields[0]?.[0] === "build" ? (fields[0][1] ?? null) : null,
    functions: new Map(fields.slice(1).flatMap(([c, name]) => (c && name ? [[c, name]] : []))),
  };
}

/** C name of each function -> its name in the IR, "file.ts:name"; empty when the executable has no names. */
export function namesOf(elfPath: string): ReadonlyMap<string, string> {
  return readNames(elfPath).functions;
}

function resolveFrames(
  addresses: readonly number[],
  elfPath: string,
  names: Names,
  options: DecodeOptions,
): DecodedFrame[] {
  if (addresses.length === 0) return [];
  const tool = options.addr2line ?? toolPath(findArmToolchain(), "addr2line");
  const args = ["-e", elfPath, "-a", "-f", "-i", ...addresses.map((a) => `0x${a.toString(16)}`)];
  const lines = execFileSync(tool, args, { encoding: "utf8" }).split("\n");
  // -a: the address on a line of its own; then, per inlined function, its name and FILE:LINE.
  const frames: DecodedFrame[] = [];
  let address = 0;
  for (let i = 0; i < lines.length; ) {
    if (/^0x[0-9a-f]+$/.test(lines[i]!)) address = Number.parseInt(lines[i++]!, 16);
    else if (i + 1 < lines.length) frames.push(frame(address, lines[i++]!, lines[i++]!, names));
    else break;
  }
  return frames;
}

function frame(address: number, cName: string, place: string, names: Names): DecodedFrame {
  const match = /^(.*):(\d+|\?)/.exec(place);
  const file = match === null || match[1] === "??" ? null : match[1]!.replace(/^(\.\/)+/, "");
  // gcc's copies of a function and entries with boxed arguments count as the function.
  const base = cName.replace(/\.(constprop|isra|part|cold)(\.\d+)?/g, "").replace(/__boxed$/, "");
  const name = names.functions.get(base);
  return {
    address,
    func: name ?? base,
    file,
    line: Number(match?.[2] ?? 0) || 0,
    // A boxed entry has the function's name, but no line of TypeScript: the function itself is the frame before it.
    native: file === null ? name === undefined : !file.endsWith(".ts"),
  };
}

/** The panic as text for people: the frames of TypeScript functions, without the native core's. */
export function printFrames(panic: DecodedPanic): string {
  const lines = [`panic: ${panic.message}`];
  if (panic.fault !== null) lines.push(`  ${panic.fault}`);
  if (!panic.buildMatches) {
    const id = panic.buildId ?? "none given";
    lines.push(`  the record is of another build (${id}): decode it with the ELF file of that build`);
  }
  for (const f of panic.frames) {
    if (f.native) continue;
    const place = f.file === null ? "unknown place" : `${f.file}:${f.line}`;
    lines.push(`  at ${f.func.slice(f.func.indexOf(":") + 1)} (${place})`);
  }
  return `${lines.join("\n")}\n`;
}
