// Linux's TCP at the other end of a board's, both ways and over both families, on good and bad wires; curl; tshark.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Beside, BOARD, startBeside } from "./beside.ts";
import { complaintsOfTshark } from "./frames.ts";
import { GOOD, type LossyWire, type Quality } from "./lossy-wire.ts";
import { LINUX, LINUX_V6, missingHere, NAMED, type Neighbourhood } from "./neighbourhood.ts";

const BYTES = 2 * 1024 * 1024;

const WIRES: Record<string, Quality> = {
  "a good wire": GOOD,
  "one that loses 2 %": { ...GOOD, loss: 0.02 },
  "one of 10 ms that loses 1 %, repeats 2 % and swaps 5 %": {
    loss: 0.01,
    repeated: 0.02,
    swapped: 0.05,
    swapMs: 4,
    delayMs: 10,
  },
};

const why = missingHere();
if (why !== "") console.log(`skipped: Linux's TCP against a board's (${why})`);
const curlMissing = missingHere("curl");
if (why === "" && curlMissing !== "") console.log(`skipped: curl against a board (${curlMissing})`);
const tsharkMissing = missingHere("tshark");
if (why === "" && tsharkMissing !== "") console.log(`skipped: tshark on a board's frames (${tsharkMissing})`);

describe.skipIf(why !== "")("beside Linux, a board", () => {
  let beside: Beside;
  let wire: LossyWire;
  let linux: Neighbourhood;
  let boardV6 = "";

  beforeAll(async () => {
    const app = join(import.meta.dirname, "fixtures/peer");
    beside = await startBeside({ app, start: "executable", seed: 77, ready: `peer: ${BOARD}` });
    ({ wire, linux } = beside);
    boardV6 = await linux.ipv6Of(BOARD);
  });

  afterAll(() => beside?.close());

  const tcp = (what: string, host: string) =>
    linux.output([process.execPath, join(import.meta.dirname, "linux-tcp.mjs"), what, host, String(BYTES)]);

  it("has its address by dnsmasq's DHCP, and a prefix by its router advertisements", async () => {
    expect(await linux.output(["ping", "-c", "3", "-i", "0.2", BOARD])).toContain(" 0% packet loss");
    // It asks its neighbours for a second whether the address is free.
    await linux.run(["ping", "-6", "-c", "1", "-w", "20", boardV6]);
    expect(await linux.output(["ping", "-6", "-c", "3", "-i", "0.2", boardV6])).toContain(" 0% packet loss");
  });

  for (const [name, quality] of Object.entries(WIRES)) {
    it(`takes and gives ${BYTES / 2 ** 20} MiB on ${name}`, async () => {
      wire.quality = quality;
      try {
        for (const host of [BOARD, boardV6]) {
          expect(await tcp("send", host)).toBe(EXPECTED);
          expect(await tcp("receive", host)).toBe(EXPECTED);
        }
      } finally {
        wire.quality = GOOD;
      }
      if (quality.loss > 0) expect(wire.lost).toBeGreaterThan(0);
    });
  }

  it.skipIf(curlMissing !== "")("answers curl: verbs, kept connections, chunks, heads too long", async () => {
    const curl = (...words: string[]) => linux.output(["curl", "-sS", "--max-time", "20", ...words]);
    for (const verb of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      expect(await curl("-X", verb, `http://${BOARD}/a?b=c`)).toBe(`${verb} http://${BOARD}/a?b=c\n`);
    }
    expect(await curl("-I", `http://[${boardV6}]/`)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const counted = await curl("-w", "%{num_connects}\n", `http://${BOARD}/`, `http://${BOARD}/`);
    expect(counted).toMatch(/1\n[\s\S]*0\n$/);
    expect(await curl(`http://${BOARD}/pieces`)).toHaveLength(200_000);
    expect(await curl("-d", "x".repeat(50_000), `http://${BOARD}/echo`)).toBe("x".repeat(50_000));
    expect(await curl("-H", "Transfer-Encoding: chunked", "-d", "abc", "-i", `http://${BOARD}/echo`)).toMatch(
      /x-method: POST[\s\S]*abc$/i,
    );
    const long = `x-long: ${"y".repeat(100_000)}`;
    expect((await linux.run(["curl", "-sS", "-i", "-H", long, `http://${BOARD}/`])).stdout).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it("finds names of both families by dnsmasq", async () => {
    const found = await linux.output(["curl", "-sS", "--max-time", "20", `http://${BOARD}/resolve/${NAMED}`]);
    expect(found.trim().split(" ").sort()).toEqual([LINUX, LINUX_V6].sort());
  });

  it.skipIf(tsharkMissing !== "")(
    "sent no frame that tshark finds malformed or wrong in a checksum",
    async () => {
      await beside.machine.kill();
      expect(await complaintsOfTshark(linux, beside.pcap)).toEqual([]);
    },
  );
});

/** Count and FNV-1a checksum of the pattern that both ends make. */
const EXPECTED = `${BYTES} ${checksumOfPattern()}\n`;

function checksumOfPattern(): number {
  let checksum = 0x811c9dc5;
  for (let i = 0; i < BYTES; i++) {
    checksum = Math.imul(checksum ^ (((i * 167) ^ (i >>> 8) ^ (i >>> 16)) & 0xff), 0x01000193);
  }
  return checksum >>> 0;
}
