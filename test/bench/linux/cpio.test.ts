// The archive of a first file system, field by field.

import { expect, test } from "vitest";
import { writeCpio } from "./cpio.ts";

const TRAILER_BYTES = 110 + 14; // "TRAILER!!!" with its zero makes 121, padded to 124

test("a file is a header of 110 hexadecimal characters, its name and its contents, each padded to four bytes", () => {
  const archive = writeCpio([{ kind: "file", path: "init", bytes: Buffer.from("hello"), mode: 0o755 }]);
  const header = archive.subarray(0, 110).toString("latin1");
  expect(header.slice(0, 6)).toBe("070701");
  const fields = header
    .slice(6)
    .match(/.{8}/g)!
    .map((field) => Number.parseInt(field, 16));
  expect(fields).toEqual([1, 0o100755, 0, 0, 1, 0, 5, 0, 0, 0, 0, 5, 0]);
  expect(archive.subarray(110, 116).toString("latin1")).toBe("init\0\0");
  expect(archive.subarray(116, 124).toString("latin1")).toBe("hello\0\0\0");
  expect(archive.length).toBe(124 + TRAILER_BYTES);
});

test("folders, links and devices carry their kind in the mode, a link its target as contents", () => {
  const archive = writeCpio([
    { kind: "folder", path: "dev" },
    { kind: "device", path: "dev/console", major: 5, minor: 1 },
    { kind: "link", path: "sh", target: "busybox" },
  ]).toString("latin1");
  expect(archive).toContain(`070701${hex(1)}${hex(0o040755)}`);
  expect(archive).toContain(`070701${hex(2)}${hex(0o020600)}${hex(0)}${hex(0)}${hex(1)}`);
  expect(archive).toContain(`${hex(5)}${hex(1)}${hex(12)}${hex(0)}dev/console\0`);
  expect(archive).toContain(`070701${hex(3)}${hex(0o120777)}`);
  expect(archive).toContain("sh\0\0\0\0busybox\0");
});

test("the member TRAILER!!! ends the archive, whose length is a multiple of four", () => {
  const archive = writeCpio([]);
  expect(archive.length).toBe(TRAILER_BYTES);
  expect(archive.subarray(110).toString("latin1")).toBe("TRAILER!!!\0\0\0\0");
});

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
