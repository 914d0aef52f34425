// The time of day, and messages to a log: both against bytes and servers by script.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SntpClient } from "./sntp.ts";
import { formatSyslog, openSyslog } from "./syslog.ts";
import { FakeDatagrams } from "./testing/fake-datagrams.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SERVER = "192.168.1.1";
/** 2026-01-01T00:00:00Z, in NTP's seconds. */
const NEW_YEAR = 3_976_214_400;
const NEW_YEAR_MS = Date.UTC(2026, 0, 1);

/** An answer whose server had the request for half a second. */
function reply(asked: Uint8Array, change: (view: DataView) => void = () => {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(48));
  view.setUint8(0, 0x24);
  view.setUint8(1, 2);
  for (let i = 0; i < 8; i++) view.setUint8(24 + i, asked[40 + i]!);
  view.setUint32(32, NEW_YEAR);
  view.setUint32(40, NEW_YEAR);
  view.setUint32(44, 0x80000000);
  change(view);
  return new Uint8Array(view.buffer);
}

function clientOf(serve: (asked: Uint8Array) => Uint8Array | null, from = SERVER) {
  const time = { nowMs: 5000 };
  let number = 1;
  const datagrams = new FakeDatagrams((bytes) => {
    const answer = serve(bytes);
    // A way there of 30 ms, half a second in the server, the same way back.
    time.nowMs += 560;
    return answer === null ? [] : [{ bytes: answer, address: from, port: 123 }];
  });
  const environment = { nowMs: () => time.nowMs, random32: () => number++ * 0x01234567 };
  return { time, datagrams, client: new SntpClient({ datagrams, servers: [SERVER], environment }) };
}

describe("SNTP", () => {
  it("finds the time of day from both ways of the message (RFC 4330 §5)", async () => {
    const { client, time, datagrams } = clientOf((asked) => reply(asked));
    expect(client.nowMs()).toBeNull();
    // The answer left at half a second past; 30 ms later it is here.
    expect(await client.synchronize()).toBeCloseTo(NEW_YEAR_MS + 530, 3);
    time.nowMs += 1000;
    expect(client.nowMs()).toBeCloseTo(NEW_YEAR_MS + 1530, 3);
    expect(datagrams.open()).toBe(0);
  });

  it("goes on counting after 2036 (§3)", async () => {
    const { client } = clientOf((asked) =>
      reply(asked, (view) => {
        view.setUint32(32, 100);
        view.setUint32(40, 100);
      }),
    );
    const day = new Date(await client.synchronize()).toISOString();
    expect(day.slice(0, 10)).toBe("2036-02-07");
  });

  const useless: [string, (view: DataView) => void][] = [
    ["to another request", (view) => view.setUint32(24, 7)],
    ["of a client", (view) => view.setUint8(0, 0x23)],
    ["of a server that does not know the time", (view) => view.setUint8(0, 0xe4)],
    ["without a time", (view) => view.setUint32(40, 0)],
    ["of a stratum that does not exist", (view) => view.setUint8(1, 16)],
  ];
  for (const [name, change] of useless) {
    it(`ignores an answer ${name}`, async () => {
      const { client } = clientOf((asked) => reply(asked, change));
      const asking = expect(client.synchronize()).rejects.toMatchObject({ code: "timed-out" });
      await vi.advanceTimersByTimeAsync(3000);
      await asking;
      expect(client.nowMs()).toBeNull();
    });
  }

  it("ignores an answer from another address", async () => {
    const { client } = clientOf((asked) => reply(asked), "192.168.1.66");
    const asking = expect(client.synchronize()).rejects.toMatchObject({ code: "timed-out" });
    await vi.advanceTimersByTimeAsync(3000);
    await asking;
  });

  it("takes a kiss-o'-death for a refusal", async () => {
    const { client } = clientOf((asked) =>
      reply(asked, (view) => {
        view.setUint8(1, 0);
        view.setUint32(12, 0x52415445);
      }),
    );
    await expect(client.synchronize()).rejects.toMatchObject({ code: "refused" });
    expect(client.refusals).toBe(1);
  });

  it("asks again after about 17 minutes, and after 16 seconds when nobody answered", async () => {
    let silent = true;
    const { client, datagrams } = clientOf((asked) => (silent ? null : reply(asked)));
    client.start();
    await vi.advanceTimersByTimeAsync(3000 + 18_000);
    expect(datagrams.sockets).toHaveLength(2);
    silent = false;
    await vi.advanceTimersByTimeAsync(21_000);
    expect(client.answers).toBe(1);
    await vi.advanceTimersByTimeAsync(900_000);
    expect(client.answers).toBe(1);
    await vi.advanceTimersByTimeAsync(250_000);
    expect(client.answers).toBe(2);
    client.stop();
  });
});

describe("syslog (RFC 5424)", () => {
  const options = { server: SERVER, hostName: "porch lamp", appName: "lamp", unixMs: () => NEW_YEAR_MS };

  it("writes header and message", () => {
    expect(formatSyslog(options, "warning", "too hot", "TEMP")).toBe(
      "<12>1 2026-01-01T00:00:00.000Z porch_lamp lamp - TEMP - \ufefftoo hot",
    );
  });

  it("says when it does not know the time", () => {
    expect(formatSyslog({ ...options, unixMs: undefined, facility: 16 }, "error", "x")).toBe(
      "<131>1 - porch_lamp lamp - - - \ufeffx",
    );
  });

  it("sends to the collector, cut off at a character", async () => {
    const sent: Uint8Array[] = [];
    const datagrams = new FakeDatagrams((bytes, address, port) => {
      expect([address, port]).toEqual([SERVER, 514]);
      sent.push(bytes.slice());
      return [];
    });
    const log = await openSyslog(datagrams, options);
    log.send("debug", "é".repeat(1000));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(sent[0]!);
    expect(sent[0]!.length).toBeGreaterThan(1395);
    expect(text.endsWith("é")).toBe(true);
    expect(log.sent).toBe(1);
  });
});
