// The lines of `error.stack` below the first, on hosts: functions and source lines, as far as the executable tells them.
//
// The program reads its own executable when a stack is first looked at, and remembers what it found of each address.
// It is in every program: written without regular expressions, maps and methods of arrays, which this would bring along.

import { shapeName, strFromCode, strIndexOf, strSubstring, strToUtf8 } from "../../lang/native.ts";
import { strFromUtf8 } from "../../lang/utf8.ts";
import { readAtOnce } from "../../node/host-calls.ts";
import { capturedAddresses } from "./capture.ts";
import { sectionNamed, symbolsAt } from "./elf.ts";
import { linesAt, type SourceLine } from "./lines.ts";

/** As V8's Error.stackTraceLimit is when nobody sets it. */
const MOST_FRAMES = 10;
/** How the C names of entries with boxed arguments end, and how gcc's copies of functions go on. */
const BOXED = "__boxed";
const COPIES = [".constprop", ".isra", ".part", ".cold"];
/** Of a class: what runs its constructor, or is it. */
const CONSTRUCTORS = [".init", ".new", ".constructor"];
const RESUMED = ".resume";
/** Where frames come from that make errors, and run the program and its turns. */
const ERRORS = "ingot/runtime/lang/error.ts";
const LOOP = "ingot/runtime/loop/";
const HOOKS = "ingot/runtime/lang/hooks.ts";

interface Frame {
  readonly address: number;
  /** "Lamp.on" as the compiler names functions; "" where no name is known. */
  readonly name: string;
  /** "src/lamp.ts:12", without the line where that is not known; "" for the native core. */
  readonly place: string;
}

const known: Frame[] = [];

/** The text for what captureHostStack gave when `error` was made. */
export function describeFrames(error: object, captured: string): string {
  const addresses = capturedAddresses(captured);
  const unknown: number[] = [];
  for (let i = 0; i < addresses.length; i++) {
    if (knownAt(addresses[i]!) === null) unknown.push(addresses[i]!);
  }
  if (unknown.length > 0) look(unknown);
  const className = shapeName(error);
  let isMaking = true;
  let count = 0;
  let text = "";
  for (let i = 0; i < addresses.length && count < MOST_FRAMES; i++) {
    const frame = knownAt(addresses[i]!)!;
    isMaking = isMaking && makes(frame, className);
    if (isMaking || frame.place === "" || isGlue(frame)) continue;
    text += `\n    at ${lineOf(frame)}`;
    count++;
  }
  return text === "" ? "\n    at <anonymous>" : text;
}

function knownAt(address: number): Frame | null {
  for (let i = 0; i < known.length; i++) if (known[i]!.address === address) return known[i]!;
  return null;
}

/** Whether a frame, with none but such above it, makes the error: constructors of its classes. */
function makes(frame: Frame, className: string): boolean {
  if (frame.place === "" || isGlue(frame) || begins(frame.place, ERRORS)) return true;
  return constructed(frame.name) === className;
}

function isGlue({ place }: Frame): boolean {
  return place === "ingot" || begins(place, LOOP) || begins(place, HOOKS);
}

/** The class whose constructor has this name, or null. */
function constructed(name: string): string | null {
  for (let i = 0; i < CONSTRUCTORS.length; i++) {
    if (ends(name, CONSTRUCTORS[i]!)) return strSubstring(name, 0, name.length - CONSTRUCTORS[i]!.length);
  }
  return null;
}

function lineOf({ name, place }: Frame): string {
  const cls = constructed(name);
  if (cls !== null) return `new ${cls} (${place})`;
  const shown = ends(name, RESUMED) ? strSubstring(name, 0, name.length - RESUMED.length) : name;
  return shown === "" || shown === "module" || isNumbered(shown) ? place : `${shown} (${place})`;
}

/** "fn12", "outer.fn3": what has no name of its own. */
function isNumbered(name: string): boolean {
  let at = name.length;
  while (at > 0 && name.charCodeAt(at - 1) >= 0x30 && name.charCodeAt(at - 1) <= 0x39) at--;
  const isFn = at >= 2 && at < name.length && strSubstring(name, at - 2, at) === "fn";
  return isFn && (at === 2 || name[at - 3] === ".");
}

function look(addresses: readonly number[]): void {
  const file = readAtOnce(strToUtf8("/proc/self/exe\0"));
  const isRead = typeof file !== "number";
  const symbols = isRead ? sectionNamed(file, ".symtab") : null;
  const symbolNames = isRead ? sectionNamed(file, ".strtab") : null;
  const names = isRead ? sectionNamed(file, ".ingot_names") : null;
  if (!isRead || symbols === null || symbolNames === null || names === null) {
    for (let i = 0; i < addresses.length; i++) known.push({ address: addresses[i]!, name: "", place: "" });
    return;
  }
  const inC = symbolsAt(file, symbols, symbolNames, addresses);
  const lines = sectionNamed(file, ".debug_line");
  const texts = sectionNamed(file, ".debug_line_str");
  const places = lines === null || texts === null ? [] : linesAt(file, lines, texts, addresses);
  const table = strFromUtf8(file, names.start, names.end);
  for (let i = 0; i < addresses.length; i++)
    known.push(frameOf(addresses[i]!, inC[i]!, programName(table, inC[i]!), places[i] ?? null));
}

/** `name` is "src/lamp.ts:Lamp.on", or "" for what the compiler did not make of TypeScript. */
function frameOf(address: number, inC: string, name: string, line: SourceLine | null): Frame {
  const colon = strIndexOf(name, ":", 0);
  const isSource =
    line !== null && !ends(line.file, ".c") && !ends(line.file, ".h") && !ends(line.file, ".S");
  // The boxed entry of a function has its name: the function itself is the frame before it.
  if (ends(inC, BOXED) || (colon < 0 && !isSource)) return { address, name: "", place: "" };
  const place = isSource ? `${line.file}:${line.line}` : strSubstring(name, 0, colon);
  const version = strIndexOf(name, "$", colon + 1);
  return { address, name: strSubstring(name, colon + 1, version < 0 ? name.length : version), place };
}

/** The name in the program of a function that the linker knows by the name `inC`; "" where it has none. */
function programName(table: string, inC: string): string {
  let base = inC;
  for (let i = 0; i < COPIES.length; i++) {
    const at = strIndexOf(base, COPIES[i]!, 0);
    if (at >= 0) base = strSubstring(base, 0, at);
  }
  const at = base === "" ? -1 : strIndexOf(table, `\n${base}${strFromCode(9)}`, 0);
  if (at < 0) return "";
  const start = at + base.length + 2;
  return strSubstring(table, start, strIndexOf(table, strFromCode(9), start));
}

function begins(text: string, start: string): boolean {
  return text.length >= start.length && strSubstring(text, 0, start.length) === start;
}

function ends(text: string, end: string): boolean {
  return text.length >= end.length && strSubstring(text, text.length - end.length, text.length) === end;
}
