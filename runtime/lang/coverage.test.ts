// The table of what this Node has and the library lacks: members of the globals that it does implement.
//
// A member that is missing here is refused by the compiler where its receiver's type is known.
import { describe, expect, it, vi } from "vitest";

vi.mock("./native.ts", async () => await import("./testing/native-node.ts"));
const ours: Record<string, unknown> = { ...(await import("./globals.ts")) };

/** Globals whose members are functions of the library named after them, or classes of it. */
const GLOBALS =
  "Array ArrayBuffer BigInt Boolean DataView Date Error Function JSON Map Math Number Object Promise Reflect RegExp Set " +
  "String TypeError URLSearchParams Blob File Event EventTarget AbortController TextDecoder TextEncoder WeakMap WeakRef WeakSet";

/** What the compiler or the native core answers, and what every function or class has. */
const ELSEWHERE = /^(length|name|prototype|constructor|caller|arguments|__proto__|description|byteLength)$/;

function missing(name: string): string[] {
  const native = (globalThis as unknown as Record<string, { prototype?: object }>)[name]!;
  const own = ours[name] as { prototype?: object } | undefined;
  const lacks = (of: object, prefix: string, there: object | undefined): string[] =>
    Object.getOwnPropertyNames(of).filter(
      (key) =>
        !ELSEWHERE.test(key) &&
        !/^\$|^(input|last|left|right)[A-Z]?/.test(key) &&
        ours[`${prefix}_${key}`] === undefined &&
        !(there !== undefined && Object.hasOwn(there, key)),
    );
  const statics = lacks(native, name, own).map((key) => `.${key}`);
  const methods =
    native.prototype === undefined ? [] : lacks(native.prototype, `${name}_prototype`, own?.prototype);
  return [...statics, ...methods].sort();
}

describe("members of built-ins that the library lacks", () => {
  // Later versions of Node have members of later standards.
  it.runIf(process.versions.node.startsWith("20."))("are these and no others", () => {
    const table = Object.fromEntries(
      GLOBALS.split(" ")
        .map((name): [string, string] => [name, missing(name).join(" ")])
        .filter(([, members]) => members !== ""),
    );
    expect(table).toEqual({
      ArrayBuffer: "maxByteLength resizable resize",
      Blob: "stream",
      Date: "getYear setYear",
      Error: ".prepareStackTrace",
      Event: ".AT_TARGET .BUBBLING_PHASE .CAPTURING_PHASE .NONE initEvent",
      RegExp: "compile",
      // Inherited from Error here.
      TypeError: "message",
    });
  });
});
