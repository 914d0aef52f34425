// The other templates that need a card or a network, booted on an emulated Cubieboard.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { Machine } from "../../sdk/emulator/machine.ts";
import { PATIENCE_MS } from "../patience.ts";
import { buildTemplate, WebBoard } from "./web-board.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-templates-")));
let machine: Machine | null = null;
afterEach(async () => {
  await machine?.kill();
  machine = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

test("hello-http answers as soon as its console says where it is", async () => {
  const board = await WebBoard.boot(await buildTemplate("hello-http", folder));
  try {
    const response = await board.fetch("/lamp?on=1");
    expect(await response.text()).toBe("Hello from the Cubieboard. You asked for /lamp\n");
  } finally {
    await board.cut();
  }
});

test("sd-logger formats a blank card once, and begins a file with every start", async () => {
  const sdImage = await buildTemplate("sd-logger", folder);
  const run = async () => {
    machine = new Machine({ machine: "cubieboard", sdImage, lifetimeMs: PATIENCE_MS });
    await machine.waitFor(/logged \d+;1\b/, PATIENCE_MS);
    await machine.kill();
    return machine.output.replaceAll("\r", "");
  };
  const first = await run();
  expect(first).toContain("sd-logger: formatting partition 1, which is blank\n");
  expect(first).toContain("writing /logs/run-0001.csv\n");
  const second = await run();
  expect(second).not.toContain("formatting");
  expect(second).toContain("writing /logs/run-0002.csv\n");
});
