// A board of the demo that is on, with its web server: boots a card, forwards port 80, asks over one kept connection.
//
// All on the loopback address; the emulator has a bounded life, and is ended by its own process id.
import { Agent, request } from "node:http";
import { consolePrinter, DemoProblem } from "../steps.mjs";

const BOOT_MS = 60_000;
const LIFETIME_MS = 150_000;
const REQUEST_MS = 15_000;
const RETRY_MS = 20;

export class PoweredBoard {
  /** Milliseconds from the emulator's start to the first HTTP 200. */
  readyMs = 0;
  /** Connections made so far, the attempts while it booted not counted. */
  connections = 0;

  constructor(machine, port, updatePort) {
    this.machine = machine;
    this.port = port;
    /** The UDP port here that leads to the board's port for updates. */
    this.updatePort = updatePort;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  /** Boots `card`; resolves when the board has answered. */
  static async start({ Machine, freePort }, { machine, card }) {
    const [port, updatePort] = [await freePort(), await freePort()];
    const forwards = [
      { hostPort: port, guestPort: 80 },
      { hostPort: updatePort, guestPort: 1337, protocol: "udp" },
    ];
    const startedAt = performance.now();
    const board = new PoweredBoard(
      new Machine({
        machine,
        sdImage: card,
        network: { kind: "user", forwards },
        lifetimeMs: LIFETIME_MS,
        onOutput: consolePrinter(),
      }),
      port,
      updatePort,
    );
    try {
      await board.ready(startedAt);
      return board;
    } catch (error) {
      await board.cut();
      throw error;
    }
  }

  async ready(startedAt) {
    for (;;) {
      const { status } = await this.request("GET", "/api/state", { timeoutMs: 1000 }).catch(() => ({
        status: 0,
      }));
      if (status === 200) break;
      if (performance.now() - startedAt > BOOT_MS) throw new DemoProblem("the board serves nothing");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.readyMs = performance.now() - startedAt;
    // The kept connection is the one that succeeded.
    this.connections = 1;
  }

  /** Resolves to { status, headers, body }. Options: `json`, an object to send; `headers`; `timeoutMs`. */
  request(method, path, { json, headers = {}, timeoutMs = REQUEST_MS } = {}) {
    return new Promise((resolve, reject) => {
      const sent = json === undefined ? {} : { "content-type": "application/json" };
      const fields = { "accept-encoding": "gzip", ...sent, ...headers };
      const { port, agent } = this;
      const asked = request({
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: fields,
        agent,
        timeout: timeoutMs,
      });
      asked.on("socket", (socket) => {
        if (!asked.reusedSocket) this.connections += 1;
        socket.setNoDelay(true);
      });
      asked.on("timeout", () => asked.destroy(new DemoProblem(`${method} ${path} was not answered`)));
      asked.on("error", reject);
      asked.on("response", (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }),
        );
      });
      asked.end(json === undefined ? undefined : JSON.stringify(json));
    });
  }

  /** The body of a 200 as JSON. */
  async json(path, method = "GET", json = undefined) {
    const { status, body } = await this.request(method, path, { json });
    if (status !== 200) throw new DemoProblem(`${method} ${path} was answered ${status}: ${body}`);
    return JSON.parse(body.toString());
  }

  /** Ends the emulator as a power cut ends a board: at once. What the card has been given is in its file. */
  async cut() {
    this.agent.destroy();
    const { pid } = this.machine;
    if (pid !== undefined && this.machine.exitCode === null) process.kill(pid, "SIGKILL");
    await this.machine.exited;
  }
}
