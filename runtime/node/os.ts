// Node's module `os`: what is the same on every machine that a program is compiled for, and what process.platform says.

import { platform as platformName } from "./process.ts";

export const EOL = "\n";
export const devNull = "/dev/null";

/** As process.platform. */
export function platform(): string {
  return platformName;
}

/** The name of the operating system as uname gives it. */
export function type(): string {
  return "Linux";
}

/** The order of bytes in memory: of all processors that programs are compiled for. */
export function endianness(): "BE" | "LE" {
  return "LE";
}

const all = { EOL, devNull, platform, type, endianness };

export { all as default };
