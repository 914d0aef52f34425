// A headless browser of the Chromium family, asked over its pipe what a page shows and told what to do on it.
//
// Chrome DevTools Protocol: JSON messages, each ended by a NUL, on file descriptors 3 and 4.

import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { isOnPath, type Neighbourhood, stop } from "./neighbourhood.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The browser's program; "chromium" when there is none. */
export const BROWSER = NAMES.find(isOnPath) ?? "chromium";

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

export class Browser {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private session = "";
  private sent = 0;
  private rest = "";

  private constructor(child: ChildProcess) {
    this.child = child;
    child.on("exit", () => {
      for (const [id, answer] of this.waiting) answer({ id, error: { message: "the browser has ended" } });
    });
    const output = child.stdio[4] as Readable;
    output.setEncoding("utf8");
    output.on("data", (piece: string) => {
      const messages = (this.rest + piece).split("\0");
      this.rest = messages.pop()!;
      for (const text of messages) {
        const message = JSON.parse(text) as Message;
        if (message.id !== undefined) this.waiting.get(message.id)?.(message);
      }
    });
  }

  /** Opens `url`; what the browser keeps goes to `folder`. End it with `close`. */
  static async open(place: Neighbourhood, url: string, folder: string): Promise<Browser> {
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
    ];
    flags.push("--remote-debugging-pipe", `--user-data-dir=${folder}`);
    const browser = new Browser(place.start([BROWSER, ...flags], 2));
    const { targetId } = await browser.ask("Target.createTarget", { url });
    const attached = await browser.ask("Target.attachToTarget", { targetId, flatten: true });
    browser.session = attached.sessionId as string;
    return browser;
  }

  /** The value of a JavaScript expression on the page. Rejects with what it throws. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", {
      expression,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: unknown }).value;
  }

  async close(): Promise<void> {
    await stop(this.child);
  }

  private ask(method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++this.sent;
    const session = this.session === "" ? {} : { sessionId: this.session };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        this.waiting.delete(id);
        if (error === undefined) resolve(result!);
        else reject(new Error(`${method}: ${error.message}`));
      });
    });
  }
}
