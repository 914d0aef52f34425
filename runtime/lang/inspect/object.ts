// Prints one object: chooses braces, prefix and contents by its kind, adds its properties, lays it out.

import { AsyncGenerator } from "../async-generator.ts";
import { BuiltinIterator } from "../iterator.ts";
import { ownKeys } from "../keys.ts";
import { K_CLASS, TYPED_NAMES } from "../kinds.ts";
import { isNamespace } from "../module-namespace.ts";
import {
  classParentName,
  functionFlags,
  getElem,
  isArray,
  isBuffer,
  isFunction,
  isNodeBuffer,
  isTyped,
  objectKind,
  ownFlags,
  ownPart,
  shapeName,
  typedKind,
} from "../native.ts";
import { Promise } from "../promise.ts";
import {
  arrayItems,
  bufferItems,
  iteratorItems,
  mapItems,
  promiseItems,
  setItems,
  typedItems,
} from "./containers.ts";
import { errorText, hiddenErrorKeys, withoutErrorKeys } from "./error.ts";
import type { Inspector } from "./inspect.ts";
import { layOut, MAX_ITEMS } from "./layout.ts";
import { OwnText } from "./own-text.ts";
import { specialText } from "./special.ts";
import { quoted } from "./text.ts";

const HEX = "0123456789abcdef";
/** P_ACCESSOR of the native core. */
const ACCESSOR = 8;

/** How an object is to be printed, before its contents are. */
interface Plan {
  /** Stands for the whole object when it has no properties, else before the braces. */
  base: string;
  open: string;
  close: string;
  /** Its contents apart from properties. */
  contents: "none" | "array" | "typed" | "set" | "map" | "promise" | "buffer" | "iterator";
  keys: string[];
  /** Keys of properties that are not enumerable and yet printed, as [key]. */
  hiddenKeys: string[];
  /** Whether it is printed as nothing but its head when it has neither contents nor properties. */
  empty: string;
}

/** The text of `object`, which stands `level` objects deep. */
export function formatObject(inspector: Inspector, object: object, level: number): string {
  const name = shapeName(object);
  const plan = planFor(inspector, object, name, level);
  if (inspector.showsHidden) showHidden(object, plan, name);
  const symbols = ownKeys(object, inspector.showsHidden ? 2 : 3);
  if (plan.empty !== "" && plan.keys.length + plan.hiddenKeys.length + symbols.length === 0)
    return plan.empty;
  if (level > inspector.depth) return tooDeep(object, name);

  inspector.around.push(object);
  inspector.currentLevel = level + 1;
  const items = contentsOf(inspector, object, plan, level + 1);
  const isList = plan.contents === "array" || plan.contents === "typed";
  for (let i = 0; i < plan.keys.length; i++) {
    const key = plan.keys[i]!;
    items.push(property(inspector, object, key, level + 1, inspector.showsHidden && isHidden(object, key)));
  }
  for (let i = 0; i < plan.hiddenKeys.length; i++) {
    items.push(property(inspector, object, plan.hiddenKeys[i]!, level + 1, true));
  }
  for (let i = 0; i < symbols.length; i++) {
    items.push(property(inspector, object, symbols[i]!, level + 1, true));
  }
  inspector.around.pop();

  const reference = inspector.referenceTo(object);
  let base = plan.base;
  let open = plan.open;
  if (reference > 0) {
    if (base === "") open = `<ref *${reference}> ${open}`;
    else base = `<ref *${reference}> ${base}`;
  }
  return layOut({
    base,
    open,
    close: plan.close,
    items,
    numeric: isList ? onlyNumbers(object, items.length) : null,
    truncated: isList && items.length > MAX_ITEMS,
    indentation: inspector.indentation,
    innerLevels: inspector.currentLevel - (level + 1),
  });
}

/**
 * Adds the keys of properties that are not enumerable. Not for kinds that have more and others under Node: length and
 * prototype of functions, the stack of errors, accessors of classes.
 */
function showHidden(object: object, plan: Plan, name: string): void {
  const isList = plan.contents === "array" || plan.contents === "map" || plan.contents === "set";
  const isPlain = plan.contents === "none" && plan.base === "" && (name === "Object" || name === "");
  if (!isList && !isPlain) throw new TypeError(`%o of ${name} is not supported: use %O`);
  const all = ownKeys(object, 0);
  plan.keys = plan.contents === "array" ? withoutIndices(all) : all;
}

function isHidden(object: object, key: string): boolean {
  const flags = ownFlags(object, key);
  return flags >= 0 && flags % 2 === 0;
}

function planFor(inspector: Inspector, object: object, name: string, level: number): Plan {
  const tag = tagOf(object);
  const plan: Plan = {
    base: "",
    open: "{",
    close: "}",
    contents: "none",
    keys: ownKeys(object, 1),
    hiddenKeys: [],
    empty: "",
  };
  if (isArray(object)) {
    const head = name === "Array" ? "[" : `${prefix(name, tag, "Array", `(${object.length})`)}[`;
    plan.open = head;
    plan.close = "]";
    plan.contents = "array";
    plan.keys = withoutIndices(plan.keys);
    if (object.length === 0) plan.empty = `${head}]`;
    return plan;
  }
  const kind = objectKind(object);
  if (isFunction(object) || kind === K_CLASS) {
    plan.base = functionText(object, (functionFlags(object) & 4) !== 0);
    plan.empty = plan.base;
    return plan;
  }
  if (isTyped(object) && isNodeBuffer(object)) {
    plan.keys = withoutIndices(plan.keys);
    plan.base = nodeBufferText(inspector, object, plan.keys, level);
    plan.keys = [];
    plan.empty = plan.base;
    return plan;
  }
  if (isTyped(object)) {
    const length = object.length;
    plan.open = `${prefix(name, tag, tag, `(${length})`)}[`;
    plan.close = "]";
    plan.contents = "typed";
    plan.keys = withoutIndices(plan.keys);
    if (length === 0) plan.empty = `${plan.open}]`;
    return plan;
  }
  if (isBuffer(object) || object instanceof DataView) {
    plan.open = `${prefix(name, tag, tag, "")}{`;
    if (isBuffer(object)) plan.contents = "buffer";
    plan.keys = isBuffer(object) ? ["byteLength"] : ["byteLength", "byteOffset", "buffer"];
    return plan;
  }
  if (object instanceof Map || object instanceof Set) {
    plan.open = `${prefix(name, tag, tag, `(${object.size})`)}{`;
    plan.contents = object instanceof Map ? "map" : "set";
    if (object.size === 0) plan.empty = `${plan.open}}`;
    return plan;
  }
  if (object instanceof Error) {
    const all = plan.keys;
    const hidden = hiddenErrorKeys(object, all);
    plan.keys = withoutErrorKeys(object, all);
    plan.hiddenKeys = hidden;
    plan.base = errorText(object, name, plan.keys, inspector.indentation);
    plan.empty = plan.base;
    return plan;
  }
  const special = specialText(object, inspector, tag === "" ? name : "", level > inspector.depth);
  if (special !== null) {
    plan.keys = withoutIndices(plan.keys);
    plan.base = tag !== "" && name !== tag ? `${prefix(name, "", tag, "")}${special}` : special;
    plan.empty = plan.base;
    return plan;
  }
  if (object instanceof OwnText) {
    plan.base = object.ownText();
    plan.empty = plan.base;
    return plan;
  }
  if (object instanceof Promise) {
    plan.open = `${prefix(name, tag, tag, "")}{`;
    plan.contents = "promise";
    return plan;
  }
  if (object instanceof BuiltinIterator) {
    const kind = object.tag();
    const isShown = object.remaining() !== null;
    const shown = object.givesEntries() ? kind.replace("Iterator", "Entries") : kind;
    plan.open = isShown ? `[${shown}] {` : `Object [${kind}] {`;
    if (isShown) plan.contents = "iterator";
    else plan.empty = `${plan.open}}`;
    return plan;
  }
  if (object instanceof AsyncGenerator) {
    plan.open = "Object [AsyncGenerator] {";
    plan.empty = `${plan.open}}`;
    return plan;
  }
  if (name === "" && isNamespace(object)) plan.open = "[Module: null prototype] {";
  else if (name !== "Object" || tag !== "") plan.open = `${prefix(name, tag, "Object", "")}{`;
  plan.empty = `${plan.open}}`;
  return plan;
}

/** Bytes of a Buffer of Node that are printed. */
const SHOWN_BYTES = 50;

/** <Buffer 01 02, key: value> */
function nodeBufferText(inspector: Inspector, bytes: Uint8Array, keys: string[], level: number): string {
  let text = "<Buffer ";
  for (let i = 0; i < bytes.length && i < SHOWN_BYTES; i++)
    text += `${i > 0 ? " " : ""}${HEX[bytes[i]! >> 4]!}${HEX[bytes[i]! & 15]!}`;
  const more = bytes.length - SHOWN_BYTES;
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
  for (let i = 0; i < keys.length; i++) {
    text += (i > 0 || bytes.length > 0 ? ", " : "") + property(inspector, bytes, keys[i]!, level + 1, false);
  }
  return `${text}>`;
}

/** The tests say again what the plan knows: code for kinds that a program never makes is then left out of it. */
function contentsOf(inspector: Inspector, object: object, plan: Plan, level: number): string[] {
  switch (plan.contents) {
    case "array":
      return arrayItems(inspector, object as unknown[], level);
    case "typed":
      return isTyped(object) ? typedItems(inspector, object) : [];
    case "set":
      return object instanceof Set ? setItems(inspector, object, level) : [];
    case "map":
      return object instanceof Map ? mapItems(inspector, object, level) : [];
    case "promise":
      return object instanceof Promise ? promiseItems(inspector, object, level) : [];
    case "buffer":
      return isBuffer(object) ? bufferItems(object) : [];
    case "iterator":
      return object instanceof BuiltinIterator
        ? iteratorItems(inspector, object.remaining() ?? [], object.givesEntries(), level)
        : [];
    default:
      return [];
  }
}

/** `key: value`; the value's lines are indented by two columns more than the object. */
function property(
  inspector: Inspector,
  object: object,
  key: string,
  level: number,
  isBracketed: boolean,
): string {
  const name = isBracketed ? `[${String(key)}]` : keyText(key);
  // Below zero: a property that is no own one, as the byteLength of a buffer.
  const flags = ownFlags(object, key);
  if (flags > 0 && (flags & ACCESSOR) !== 0 && !isNamespace(object)) {
    const getter = ownPart(object, key, 1) !== undefined;
    const setter = ownPart(object, key, 2) !== undefined;
    return `${name}: [${getter ? (setter ? "Getter/Setter" : "Getter") : "Setter"}]`;
  }
  inspector.indentation += 2;
  const text = inspector.inspect(getElem(object, key), level);
  inspector.indentation -= 2;
  return `${name}: ${text}`;
}

/** Keys that are identifiers (ASCII, without $) stand as they are. */
function keyText(key: string): string {
  if (key === "__proto__") return "['__proto__']";
  let plain = key.length > 0;
  for (let i = 0; i < key.length && plain; i++) {
    const unit = key.charCodeAt(i);
    const letter = (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f;
    plain = letter || (i > 0 && unit >= 0x30 && unit <= 0x39);
  }
  return plain ? key : quoted(key);
}

const FUNCTION_KINDS = ["Function", "GeneratorFunction", "AsyncFunction", "AsyncGeneratorFunction"];

function functionText(callee: object, isClass: boolean): string {
  const name = (callee as Function).name;
  if (!isClass) {
    const kind = FUNCTION_KINDS[functionFlags(callee) & 3]!;
    return name === "" ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
  }
  const parent = classParentName(callee);
  return `[class ${name === "" ? "(anonymous)" : name}${parent === "" ? "" : ` extends ${parent}`}]`;
}

/** What stands before the braces: the constructor, the size, and the kind where it has another name. */
export function prefix(name: string, tag: string, fallback: string, size: string): string {
  if (name === "") {
    const foreign = tag !== "" && tag !== fallback ? `[${tag}] ` : "";
    return `[${fallback}${size}: null prototype] ${foreign}`;
  }
  if (tag !== "" && tag !== name) return `${name}${size} [${tag}] `;
  return `${name}${size} `;
}

interface Tagged {
  readonly [Symbol.toStringTag]?: unknown;
}

/** The object's @@toStringTag, which kinds of the standard have by themselves; "" for none. */
function tagOf(object: object): string {
  if (isArray(object)) return "";
  if (isTyped(object)) return TYPED_NAMES[typedKind(object)]!;
  if (isBuffer(object)) return "ArrayBuffer";
  if (object instanceof DataView) return "DataView";
  // An enumerable property of the object itself is printed among the others.
  const flags = ownFlags(object, Symbol.toStringTag as unknown as string);
  if (flags > 0 && flags % 2 === 1) return "";
  const tag = (object as Tagged)[Symbol.toStringTag];
  if (typeof tag === "string") return tag;
  if (object instanceof Map) return "Map";
  if (object instanceof Set) return "Set";
  return object instanceof Promise ? "Promise" : "";
}

/** What stands for an object beyond the depth that is printed. */
function tooDeep(object: object, name: string): string {
  const head = prefix(name, tagOf(object), isArray(object) ? "Array" : "Object", "");
  const text = head.substring(0, head.length - 1);
  return name === "" ? text : `[${text}]`;
}

/** The keys that are no array indices. */
function withoutIndices(keys: readonly string[]): string[] {
  const rest: string[] = [];
  for (let i = 0; i < keys.length; i++) {
    if (!isIndex(keys[i]!)) rest.push(keys[i]!);
  }
  return rest;
}

function isIndex(key: string): boolean {
  const x = Number(key);
  return x >= 0 && x < 4294967295 && x % 1 === 0 && `${x}` === key;
}

function onlyNumbers(object: object, count: number): boolean {
  const list = object as ArrayLike<unknown>;
  for (let i = 0; i < count; i++) {
    if (typeof list[i] !== "number" && typeof list[i] !== "bigint") return false;
  }
  return true;
}
