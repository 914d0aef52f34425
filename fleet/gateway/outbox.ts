// The last word on an action, kept on disk until the update server has it.
//
// Without it, a gateway that is restarted while the server is away would install an image again that a device has
// just rolled back. One word for a controller: the server gives a controller one action at a time.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DdiClient, DdiError } from "./ddi-client.ts";
import type { Feedback } from "./ddi-messages.ts";

interface LastWord {
  readonly url: string;
  readonly feedback: Feedback;
}

export class Outbox {
  private readonly path: string;
  private readonly client: DdiClient;
  private pending: LastWord | undefined;
  /** What was delivered last: said again if the server offers the action once more. */
  private said: LastWord | undefined;

  constructor(folder: string, controller: string, client: DdiClient) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `${encodeURIComponent(controller)}.feedback.json`);
    this.client = client;
    this.pending = readWord(this.path);
  }

  /** Whether the last word on the action `id` was spoken, delivered or not. */
  isClosed(id: string): boolean {
    return this.pending?.feedback.id === id || this.said?.feedback.id === id;
  }

  /** Keeps the last word, to be delivered. */
  close(url: string, feedback: Feedback): void {
    this.pending = { url, feedback };
    writeFileSync(`${this.path}.new`, JSON.stringify(this.pending));
    renameSync(`${this.path}.new`, this.path);
  }

  /** Has the word delivered again that was delivered on `id`. */
  repeat(id: string): void {
    if (this.pending === undefined && this.said?.feedback.id === id) this.pending = this.said;
  }

  /** Delivers what is kept. Rejects with DdiError while the server cannot take it. */
  async deliver(): Promise<void> {
    if (this.pending === undefined) return;
    const { url, feedback } = this.pending;
    try {
      await this.client.feedback(url, feedback);
    } catch (error) {
      // An action that the server has forgotten needs no last word; nor one on which it does not want one.
      if (!(error instanceof DdiError) || error.fault === "unreachable" || error.fault === "server")
        throw error;
      if (error.fault === "refused" && /answers 40[13]/.test(error.message)) throw error;
    }
    this.said = this.pending;
    this.pending = undefined;
    rmSync(this.path, { force: true });
  }
}

function readWord(path: string): LastWord | undefined {
  try {
    const { url, feedback } = JSON.parse(readFileSync(path, "utf8"));
    if (typeof url === "string" && typeof feedback?.id === "string") return { url, feedback };
  } catch {
    // Written whole or not at all; what a person has damaged is worth no more than nothing.
  }
  return undefined;
}
