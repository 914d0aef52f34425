// Asks a device over SMP: sends a request until its answer comes, and says what an answer means.
//
// The protocol has no retransmission of its own. Every request here may be sent twice: the server's answers depend on
// its state, not on how often it was asked.

import { CborMap, type CborValue } from "../../runtime/smp/cbor.ts";
import { decodeMessage, encodeMessage, READ, WRITE } from "../../runtime/smp/message.ts";
import { ABOUT, GROUP_INGOT, KEYS, PANIC, STATE } from "../../runtime/smp/own-group.ts";
import { type IngotError, problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { Transport } from "./transport.ts";

export { ABOUT, GROUP_INGOT, KEYS, PANIC, READ, STATE, WRITE };
export const GROUP_OS = 0;
export const GROUP_IMAGE = 1;

/** SMP version 2. */
const VERSION_2 = 1;

/** A device serves one client at a time, and forgets one that is gone after some seconds. */
const BUSY = 10;
const BUSY_TEXT = "it is busy";
const BUSY_TRIES = 20;
const BUSY_MS = 1000;

/** What codes mean, for those that a user can do something about. */
const OS_CODES: Readonly<Record<number, string>> = {
  2: "it is out of memory",
  3: "it finds the request invalid",
  6: "it is in a state that does not allow this",
  7: "the message is too large for it",
  8: "it does not know the request",
  [BUSY]: BUSY_TEXT,
  11: "it does not allow this",
};
const IMAGE_CODES: Readonly<Record<number, string>> = {
  1: "it cannot do this with its images now",
  3: "there is no image in the slot",
  9: "no slot is free: confirm or revert what is on trial first",
  12: "writing its card failed",
  23: "what was sent is no image",
  24: "the image is not whole, not signed by a key that it accepts, or for another board",
  27: "it runs this version already, or a newer one",
  30: "the image is larger than its slot",
  32: "an image that never ran cannot be confirmed",
};

export interface Patience {
  /** For an answer, before the request is sent again. */
  readonly timeoutMs: number;
  /** How often a request is sent in all. */
  readonly tries: number;
}

export const PATIENCE: Patience = { timeoutMs: 1000, tries: 10 };

export class SmpClient {
  private readonly transport: Transport;
  private readonly patience: Patience;
  private sequence = 0;
  private expected: ((payload: CborMap, command: number) => void) | undefined;
  /** Requests that had to be sent again. */
  resent = 0;

  constructor(transport: Transport, patience: Patience = PATIENCE) {
    this.transport = transport;
    this.patience = patience;
    transport.onMessage((bytes) => {
      const message = decodeMessage(bytes);
      // An answer to an earlier request, late or for the second time, has its sequence number.
      if (message === undefined || message.sequence !== this.sequence) return;
      if (message.operation !== READ + 1 && message.operation !== WRITE + 1) return;
      this.expected?.(message.payload, message.command);
    });
  }

  /**
   * The answer to a request. Rejects with IngotError: E6010 when none comes, E6011 when the device refuses, also
   * when it is still busy after 20 seconds. `patience`
   * is for requests that a device takes long for.
   */
  async ask(
    operation: number,
    group: number,
    command: number,
    payload: Readonly<Record<string, CborValue>>,
    patience: Patience = this.patience,
  ): Promise<CborMap> {
    let answer = await this.tryAsk(operation, group, command, payload, patience);
    for (let i = 0; i < BUSY_TRIES && answer?.get("rc") === BUSY; i++) {
      await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
      answer = await this.tryAsk(operation, group, command, payload, patience);
    }
    if (answer === undefined) {
      const seconds = Math.round((patience.timeoutMs * patience.tries) / 1000);
      throw problem(
        "E6010",
        `the device has not answered for ${seconds} seconds`,
        "is it on and connected, and does its program serve SMP? A loader does while it is in recovery",
      );
    }
    const refusal = refusalIn(answer);
    if (refusal !== undefined)
      throw problem(
        "E6011",
        `the device refuses: ${refusal}`,
        "`ingot inspect IMAGE` shows what it was given",
      );
    return answer;
  }

  /** As `ask`, but undefined when no answer comes, and refusals are answers. */
  async tryAsk(
    operation: number,
    group: number,
    command: number,
    payload: Readonly<Record<string, CborValue>>,
    { timeoutMs, tries }: Patience,
  ): Promise<CborMap | undefined> {
    this.sequence = (this.sequence + 1) & 255;
    const { sequence } = this;
    const map = CborMap.of(payload);
    const message = encodeMessage({ version: VERSION_2, operation, group, sequence, command, payload: map });
    for (let i = 0; i < tries; i++) {
      if (i > 0) this.resent++;
      const answer = this.nextAnswer(command, timeoutMs);
      this.transport.send(message);
      const found = await answer;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private nextAnswer(command: number, timeoutMs: number): Promise<CborMap | undefined> {
    return new Promise((resolve) => {
      const end = (payload: CborMap | undefined): void => {
        clearTimeout(timer);
        this.expected = undefined;
        resolve(payload);
      };
      const timer = setTimeout(() => end(undefined), timeoutMs);
      this.expected = (payload, answered) => {
        if (answered === command) end(payload);
      };
    });
  }
}

/** Whether a rejection of `ask` may be another one later: no answer, or a device that serves another client. */
export function isPassing(error: IngotError): boolean {
  const { code, message } = error.diagnostics[0]!;
  return code === "E6010" || message.endsWith(BUSY_TEXT);
}

/** Why the device refused, or undefined. Faults of SMP itself come as `rc` in both versions. */
function refusalIn(answer: CborMap): string | undefined {
  const code = answer.get("rc");
  if (typeof code === "number" && code !== 0) return OS_CODES[code] ?? `SMP code ${code}`;
  const error = answer.get("err");
  if (!(error instanceof CborMap)) return undefined;
  const [group, inGroup] = [error.get("group"), error.get("rc")];
  const known = group === GROUP_IMAGE ? IMAGE_CODES[Number(inGroup)] : OS_CODES[Number(inGroup)];
  return known ?? `code ${String(inGroup)} of group ${String(group)}`;
}
