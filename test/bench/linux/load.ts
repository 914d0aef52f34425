// Asks a server over sockets as fast as it answers, and moves bytes through connections: what is measured from outside.
//
// Sockets and not Node's http, because the client runs on the same two cores as the emulator and must not be what is
// measured. Everything goes to 127.0.0.1. Knows HTTP only as far as responses with Content-Length.

import { connect, type Socket } from "node:net";

const HOST = "127.0.0.1";
/** Nothing here waits longer than this for the other side. */
const SILENCE_MS = 20_000;
const BLOCK = new Uint8Array(65_536);

/** Counts whole responses in a stream of bytes. Throws at one that is not 200 or has no length. */
export class ResponseCounter {
  private rest = "";
  private bodyLeft = 0;

  /** How many responses ended in `bytes`. */
  take(bytes: Buffer): number {
    let ended = 0;
    let text = this.rest + bytes.toString("latin1");
    this.rest = "";
    while (text !== "") {
      if (this.bodyLeft > 0) {
        const taken = Math.min(this.bodyLeft, text.length);
        this.bodyLeft -= taken;
        text = text.slice(taken);
        if (this.bodyLeft === 0) ended += 1;
        continue;
      }
      const headEnd = text.indexOf("\r\n\r\n");
      if (headEnd < 0) {
        this.rest = text;
        break;
      }
      const head = text.slice(0, headEnd);
      text = text.slice(headEnd + 4);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head);
      if (!/^HTTP\/1\.1 200 /.test(head) || length === null)
        throw new Error(`a response that does not count: ${head}`);
      this.bodyLeft = Number(length[1]);
      if (this.bodyLeft === 0) ended += 1;
    }
    return ended;
  }
}

/** GET / over and over on `connections` kept connections for `seconds`: responses per second. */
export async function keepAliveRate(port: number, connections: number, seconds: number): Promise<number> {
  const request = `GET / HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
  let done = 0;
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const counter = new ResponseCounter();
      const socket = open(port, reject);
      socket.on("connect", () => socket.write(request));
      socket.on("data", (bytes: Buffer) => {
        try {
          if (counter.take(bytes) === 0) return;
        } catch (error) {
          reject(error);
          return;
        }
        done += 1;
        if (performance.now() < end) socket.write(request);
        else socket.end();
      });
      socket.on("close", () => {
        if (performance.now() < end)
          reject(new Error("the server has closed a connection that was to be kept"));
        else resolve();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return (1000 * done) / (performance.now() - begun);
}

/** GET / over and over, each on a connection of its own, `atOnce` at a time, for `seconds`: responses per second. */
export async function newConnectionRate(port: number, atOnce: number, seconds: number): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      await getOnce(port, "/");
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (1000 * done) / (performance.now() - begun);
}

/** The body of `path` over a connection that the server closes. Rejects unless it comes whole and with 200. */
export function getOnce(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const counter = new ResponseCounter();
    const pieces: Buffer[] = [];
    let ended = 0;
    const socket = open(port, reject);
    socket.on("connect", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (bytes: Buffer) => {
      pieces.push(bytes);
      try {
        ended += counter.take(bytes);
      } catch (error) {
        reject(error);
        socket.destroy();
      }
    });
    socket.on("close", () => {
      const text = Buffer.concat(pieces).toString("latin1");
      if (ended === 1) resolve(text.slice(text.indexOf("\r\n\r\n") + 4));
      else reject(new Error(`the connection ended after ${text.length} bytes and ${ended} responses`));
    });
  });
}

/** Asks until GET / is answered with 200: the moment of that, by performance.now(). Rejects after `limitMs`. */
export async function firstAnswer(port: number, limitMs: number): Promise<number> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answered = await quickTry(port);
    if (answered) return performance.now();
    if (performance.now() > end) throw new Error(`no answer on the web port within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One request that is given up soon: what the emulator's network lost while the board was starting is asked again. */
function quickTry(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, HOST);
    const end = (good: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(good);
    };
    const timer = setTimeout(() => end(false), 100);
    socket.on("connect", () => socket.write(`GET / HTTP/1.0\r\nHost: ${HOST}\r\n\r\n`));
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      if (/^HTTP\/1\.[01] 200 /.test(text)) end(true);
    });
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
  });
}

/** Sends `count` bytes and waits until the other side, having had them all, closes: bytes per second. */
export function uploadRate(port: number, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let left = count;
    let begun = 0;
    const socket = open(port, reject);
    const more = (): void => {
      while (left > 0) {
        const size = Math.min(left, BLOCK.length);
        left -= size;
        if (!socket.write(BLOCK.subarray(0, size))) return;
      }
      socket.end();
    };
    socket.on("connect", () => {
      begun = performance.now();
      more();
    });
    socket.on("drain", more);
    socket.on("data", () => {});
    socket.on("close", () => resolve((1000 * count) / (performance.now() - begun)));
  });
}

/** Sends `request`, if not empty, and takes bytes until the other side closes: bytes per second; at least `count`. */
export function downloadRate(port: number, request: string, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let had = 0;
    let begun = 0;
    const socket = open(port, reject);
    socket.on("connect", () => {
      begun = performance.now();
      if (request !== "") socket.write(request);
    });
    socket.on("data", (bytes: Buffer) => {
      had += bytes.length;
    });
    socket.on("close", () => {
      if (had < count) reject(new Error(`${had} of ${count} bytes came`));
      else resolve((1000 * had) / (performance.now() - begun));
    });
  });
}

function open(port: number, fail: (error: Error) => void): Socket {
  const socket = connect({ port, host: HOST, noDelay: true });
  socket.setTimeout(SILENCE_MS, () => {
    socket.destroy();
    fail(new Error(`port ${port}: nothing moved for ${SILENCE_MS / 1000} s`));
  });
  socket.on("error", fail);
  return socket;
}
