// SMP on the wire: messages as independent implementations write them, and noise.

import { describe, expect, it } from "vitest";
import { CborMap, type CborValue, decodeMap, encodeMap } from "./cbor.ts";
import { encodePacket, PacketReader } from "./console-frame.ts";
import { decodeMessage, encodeMessage } from "./message.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
const map = (value: Record<string, CborValue>): CborMap => CborMap.of(value);

/** Made by another implementation, the Python package `smp`: name, message, lines, and what it says. */
const VECTORS: [string, string, string, number, number, number, number, Record<string, CborValue>][] = [
  ["echo", "0a00000600000100a16164626869", "ABAKAAAGAAABAKFhZGJoaaWv", 2, 0, 1, 0, { d: "hi" }],
  ["params", "0800000100000206a0", "AAsIAAABAAACBqAdcw==", 0, 0, 2, 6, {}],
  ["list", "0800000100010300a0", "AAsIAAABAAEDAKD2UQ==", 0, 1, 3, 0, {}],
  [
    "upload",
    "0a00000e00010501a2636f6666046464617461420506",
    "ABgKAAAOAAEFAaJjb2ZmBGRkYXRhQgUGRR0=",
    2,
    1,
    5,
    1,
    { off: 4, data: new Uint8Array([5, 6]) },
  ],
  [
    "confirm",
    "0a00000a00010700a167636f6e6669726df5",
    "ABQKAAAKAAEHAKFnY29uZmlybfV0tw==",
    2,
    1,
    7,
    0,
    { confirm: true },
  ],
  ["erase", "0a00000700010805a164736c6f7401", "ABEKAAAHAAEIBaFkc2xvdAHOVg==", 2, 1, 8, 5, { slot: 1 }],
  ["reset", "0a00000100000905a0", "AAsKAAABAAAJBaB+tg==", 2, 0, 9, 5, {}],
];

function readAll(reader: PacketReader, bytes: Uint8Array): Uint8Array[] {
  return [...bytes].map((byte) => reader.take(byte)).filter((found) => found !== undefined);
}

describe("messages", () => {
  for (const [name, raw, line, operation, group, sequence, command, payload] of VECTORS) {
    it(`are those of other implementations: ${name}`, () => {
      const message = { version: 1, operation, group, sequence, command, payload: map(payload) };
      expect(encodeMessage(message)).toEqual(hex(raw));
      expect(decodeMessage(hex(raw))).toEqual(message);
      const lines = new Uint8Array(Buffer.from(`\x06\x09${line}\n`, "latin1"));
      expect(encodePacket(hex(raw))).toEqual(lines);
      expect(readAll(new PacketReader(2044), lines)).toEqual([hex(raw)]);
    });
  }

  it("are refused cut, with more behind, or with another length inside", () => {
    const whole = hex(VECTORS[3]![1]);
    for (let length = 0; length < whole.length; length++)
      expect(decodeMessage(whole.subarray(0, length))).toBeUndefined();
    expect(decodeMessage(hex(`${VECTORS[3]![1]}00`))).toBeUndefined();
  });
});

describe("CBOR", () => {
  it("reads what it writes, at every size of number and string", () => {
    for (const n of [0, 23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      const value = map({
        n,
        m: -1 - Math.min(n, 2 ** 52),
        t: "é".repeat(n % 300),
        b: new Uint8Array(n % 300),
        l: [null, false],
      });
      expect(decodeMap(encodeMap(value))).toEqual(value);
    }
  });

  it("reads maps and arrays without a length, as Zephyr writes them", () => {
    expect(decodeMap(hex("bf 61 61 9f 01 02 ff ff"))).toEqual(map({ a: [1, 2] }));
  });

  const refused: [string, string][] = [
    ["a key twice", "a2 6161 01 6161 02"],
    ["a key that is no text", "a1 01 02"],
    ["a float", "a1 6161 f93c00"],
    ["a tag", "a1 6161 c100"],
    ["a string longer than the message", "a1 6161 5bffffffffffffffff"],
    ["an array longer than the message", "a1 6161 9affffffff"],
    ["nesting without end", "81".repeat(5000)],
    ["a break that closes nothing", "a1 6161 ff"],
    ["no map", "01"],
  ];
  for (const [what, bytes] of refused)
    it(`refuses ${what}`, () => expect(decodeMap(hex(bytes))).toBeUndefined());

  it("refuses or reads any bytes, and never throws", () => {
    let x = 1;
    const next = () => {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      return x >>> 24;
    };
    for (let i = 0; i < 20_000; i++) {
      const bytes = encodeMap(map({ off: i, data: new Uint8Array(8), l: [map({ a: true })] }));
      for (let k = next() % 4; k >= 0; k--) bytes[next() % bytes.length] = next();
      const read = decodeMap(bytes.subarray(0, next() % (bytes.length + 1)));
      if (read !== undefined) expect(decodeMap(encodeMap(read))).toEqual(read);
    }
  });
});

describe("a console", () => {
  const long = new Uint8Array(700).map((_, i) => i * 7);
  const text = (words: string) => new Uint8Array(Buffer.from(words, "latin1"));

  it("carries long messages in lines of at most 127 bytes, between and behind log text", () => {
    const lines = Buffer.from(encodePacket(long)).toString("latin1").split("\n").slice(0, -1);
    expect(lines.length).toBe(8);
    for (const line of lines) expect(line.length + 1).toBeLessThanOrEqual(127);
    const noisy = lines.map((line) => `temperature 21\r\nlog ${line}\r\n`).join("");
    expect(readAll(new PacketReader(2044), text(noisy))).toEqual([long]);
  });

  it("recovers from a packet that was cut, and drops one that is too long", () => {
    const half = encodePacket(long).subarray(0, 300);
    const reader = new PacketReader(800);
    expect(readAll(reader, half)).toEqual([]);
    expect(readAll(reader, text("\n"))).toEqual([]);
    expect(readAll(reader, encodePacket(long))).toEqual([long]);
    expect(readAll(new PacketReader(699), encodePacket(long))).toEqual([]);
  });

  it("never delivers a packet in which one character was changed", () => {
    const packet = encodePacket(long);
    for (let at = 0; at < packet.length; at += 3) {
      const wrong = packet.slice();
      wrong[at] = wrong[at] === 0x41 ? 0x42 : 0x41;
      expect(readAll(new PacketReader(2044), wrong)).toEqual([]);
    }
  });
});
