// What stands in, in programs for this computer, for runtime calls that only boards answer: see HOST_HOOKS in
// sdk/compiler/index.ts. There are no devices here, so access to one is a panic.

import { exit, panic, sleepMs } from "../lang/native.ts";

export { captureHostStack } from "./host-stack/capture.ts";
export { describeFrames } from "./host-stack/describe.ts";

export function noDevice(): number {
  return panic("device register accessed on the host: there is no hardware here");
}

export function noMemory(): object {
  return panic("device register accessed on the host: there is no hardware here");
}

/** Accesses are in order here. */
export function noBarrier(): void {}

export function haltHost(code: number): void {
  exit(code);
}

/** There are none; whoever waits looks again. */
export function awaitInterrupt(): void {
  sleepMs(1);
}
