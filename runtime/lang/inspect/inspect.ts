// util.inspect of Node 20 with its default options: values of every kind as text.
//
// What the parts of a container look like is containers.ts, errors and functions have files of their own, the
// breaking into lines is layout.ts, methods by which objects show themselves custom.ts. Proxies and colours are not
// known here.

import { isObject, isSymbol } from "../native.ts";
import { customValue } from "./custom.ts";
import { formatObject } from "./object.ts";
import { quoted } from "./text.ts";

/** Levels of nested objects that are printed; deeper ones appear as [Name]. */
export const DEFAULT_DEPTH = 2;
/** Strings longer than this are cut. */
const MAX_STRING = 10000;
const BREAK_LENGTH = 80;
/** Strings up to this length are never broken at their line feeds. */
const MIN_BROKEN_STRING = 16;

/** The text that console.log prints for `value`, strings quoted. */
export function inspect(value: unknown): string {
  return new Inspector(DEFAULT_DEPTH).inspect(value, 0);
}

/** What may be said of how a value is shown. */
export interface InspectOptions {
  /** How deep objects in objects are shown; null is without limit. */
  readonly depth?: number | null | undefined;
}

/** The same with options, as inspect of Node's module util. */
export function inspectWith(value: unknown, options?: InspectOptions): string {
  const depth = options?.depth === undefined ? DEFAULT_DEPTH : options.depth;
  return inspectDeep(value, depth ?? Infinity);
}

/** The same with another depth (Infinity: no limit). */
export function inspectDeep(value: unknown, depth: number): string {
  return new Inspector(depth).inspect(value, 0);
}

/** The same with properties that are not enumerable. TypeError for kinds whose own ones differ from those of Node. */
export function inspectHidden(value: unknown, depth: number): string {
  const inspector = new Inspector(depth);
  inspector.showsHidden = true;
  return inspector.inspect(value, 0);
}

/**
 * What is known while one value and everything in it is printed.
 *
 * @sealed
 */
export class Inspector {
  readonly depth: number;
  /** Column at which the lines of the value being printed begin. */
  indentation = 0;
  /** Whether properties that are not enumerable are printed. */
  showsHidden = false;
  /** Level of the object printed last. */
  currentLevel = 0;
  /** The objects around the one being printed, outermost first. */
  readonly around: object[] = [];
  /** Objects that something inside them refers to; their index + 1 is the number of the reference. */
  readonly referenced: object[] = [];

  constructor(depth: number) {
    this.depth = depth;
  }

  /** The text of `value`, which stands `level` objects deep. */
  inspect(value: unknown, level: number): string {
    if (typeof value === "string") return this.string(value);
    if (!isObject(value)) return primitive(value);
    const shown = customValue(this, value, level);
    if (shown !== value) {
      const text = isObject(shown) ? this.inspect(shown, level) : String(shown);
      return text.replaceAll("\n", `\n${" ".repeat(this.indentation)}`);
    }
    for (let i = 0; i < this.around.length; i++) {
      if (this.around[i] === value) return `[Circular *${this.reference(value)}]`;
    }
    return formatObject(this, value, level);
  }

  /** The number by which `[Circular *n]` refers to `object`. */
  reference(object: object): number {
    const known = this.referenceTo(object);
    if (known > 0) return known;
    this.referenced.push(object);
    return this.referenced.length;
  }

  /** The number of `object` if something refers to it, else 0. */
  referenceTo(object: object): number {
    for (let i = 0; i < this.referenced.length; i++) {
      if (this.referenced[i] === object) return i + 1;
    }
    return 0;
  }

  string(text: string): string {
    let shown = text;
    let trailer = "";
    if (text.length > MAX_STRING) {
      const rest = text.length - MAX_STRING;
      shown = text.substring(0, MAX_STRING);
      trailer = `... ${rest} more character${rest > 1 ? "s" : ""}`;
    }
    if (shown.length <= MIN_BROKEN_STRING || shown.length <= BREAK_LENGTH - this.indentation - 4) {
      return quoted(shown) + trailer;
    }
    const lines = splitAfterLineFeeds(shown);
    for (let i = 0; i < lines.length; i++) lines[i] = quoted(lines[i]!);
    return lines.join(` +\n${" ".repeat(this.indentation + 2)}`) + trailer;
  }
}

function splitAfterLineFeeds(text: string): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at + 1 < text.length; at = text.indexOf("\n", from)) {
    lines.push(text.substring(from, at + 1));
    from = at + 1;
  }
  lines.push(text.substring(from));
  return lines;
}

function primitive(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return `${value}n`;
  if (isSymbol(value)) return String(value);
  return `${value}`;
}

/** A number as inspect and the console's format print it: -0 keeps its sign. */
export function numberText(x: number): string {
  return x === 0 && 1 / x < 0 ? "-0" : `${x}`;
}
