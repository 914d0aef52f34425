// An appliance with a web server on an emulated board, for tests: builds a copy of a template, boots its card, asks.

import { cpSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { buildApp } from "../../sdk/build-app.ts";
import { freePort, Machine } from "../../sdk/emulator/machine.ts";
import { PATIENCE_MS } from "../patience.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Builds `templates/NAME` in `folder`; resolves to its SD image. */
export async function buildTemplate(name: string, folder: string, board = "cubieboard"): Promise<string> {
  const template = join(ROOT, "templates", name);
  const app = join(folder, name);
  mkdirSync(dirname(app), { recursive: true });
  cpSync(template, app, { recursive: true, filter: (path) => path !== join(template, "build") });
  return (await buildApp({ app, board })).image!;
}

export class WebBoard {
  readonly machine: Machine;
  readonly base: string;
  private readonly port: number;

  private constructor(machine: Machine, port: number) {
    this.machine = machine;
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
  }

  /** Boots the card and waits until its console says where the server is. */
  static async boot(card: string, machine = "cubieboard"): Promise<WebBoard> {
    const port = await freePort();
    const board = new WebBoard(
      new Machine({
        machine,
        sdImage: card,
        network: { kind: "user", forwards: [{ hostPort: port, guestPort: 80 }] },
        lifetimeMs: PATIENCE_MS,
      }),
      port,
    );
    await board.machine.waitFor("http://10.0.2.15/", PATIENCE_MS);
    return board;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.base + path, init);
  }

  /** Sends `json` with PUT. */
  put(path: string, json: unknown): Promise<Response> {
    return this.fetch(path, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(json),
    });
  }

  /** Everything that comes back on a connection of its own after `bytes` were sent. */
  raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = "";
      const socket = connect({ port: this.port, host: "127.0.0.1" }, () => socket.write(bytes));
      socket.setEncoding("latin1");
      socket.on("data", (piece: string) => {
        text += piece;
      });
      socket.on("end", () => resolve(text));
      socket.on("error", reject);
    });
  }

  /** A power cut: the emulator is killed, and the card's file holds what the card was given. */
  async cut(): Promise<void> {
    if (this.machine.pid !== undefined && this.machine.exitCode === null) {
      process.kill(this.machine.pid, "SIGKILL");
    }
    await this.machine.exited;
  }
}
