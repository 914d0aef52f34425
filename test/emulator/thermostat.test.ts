// The thermostat on an emulated Cubieboard: its page, its API, what it refuses, and what it remembers.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildTemplate, WebBoard } from "./web-board.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-thermostat-")));
const REQUESTS = 2000;

let card = "";
let board: WebBoard;
beforeAll(async () => {
  card = await buildTemplate("thermostat", folder);
  board = await WebBoard.boot(card);
});
afterAll(async () => {
  await board?.cut();
  rmSync(folder, { recursive: true });
});

async function state(): Promise<Record<string, unknown>> {
  return (await (await board.fetch("/api/state")).json()) as Record<string, unknown>;
}

describe("the page", () => {
  test("is one compressed response with script and style inside, and is not sent twice", async () => {
    const page = await board.fetch("/");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-encoding")).toBe("gzip");
    const html = await page.text();
    expect(html).toMatch(/<h1 id="name">[\s\S]*EventSource/);
    expect(html).not.toMatch(/src="|rel="stylesheet"/);
    const again = await board.fetch("/", { headers: { "if-none-match": page.headers.get("etag")! } });
    expect(again.status).toBe(304);
  });
});

describe("the API", () => {
  test("says what is measured and done", async () => {
    expect(await state()).toMatchObject({
      temperature: expect.closeTo(18.7, 0),
      target: 20,
      mode: "heat",
      heating: true,
      settingsAreKept: true,
      board: "Cubieboard",
      address: "10.0.2.15",
    });
  });

  test("takes settings by PUT and by POST, and pages that are open hear of it", async () => {
    const events = await board.fetch("/api/events");
    const reader = events.body!.getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toContain('"target":20');
    expect((await board.put("/api/settings", { target: 17, mode: "off" })).status).toBe(200);
    let heard = await next();
    while (!heard.includes('"target":17')) heard = await next();
    expect(heard).toContain('"mode":"off"');
    await reader.cancel();
    const posted = await board.fetch("/api/settings", {
      method: "POST",
      body: new Blob(['{"target":21.5}']),
    });
    expect(await posted.json()).toMatchObject({ target: 21.5, mode: "off" });
  });

  test("refuses what is wrong, says why, and changes nothing", async () => {
    const before = await (await board.fetch("/api/settings")).text();
    const wrong = await board.put("/api/settings", { target: 99, nmae: "x", mode: "heat" });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      problems: { target: "must be a number from 5 to 30", nmae: expect.stringContaining("is no setting") },
    });
    const broken = await board.fetch("/api/settings", { method: "PUT", body: new Blob(['{"target":']) });
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("no JSON")]);
    const large = await board.put("/api/settings", { name: "x".repeat(5000) });
    expect(large.status).toBe(413);
    const text = await board.fetch("/api/settings", { method: "PUT", body: "target=20" });
    expect(text.status).toBe(415);
    expect((await board.fetch("/nowhere")).status).toBe(404);
    const deleted = await board.fetch("/api/settings", { method: "DELETE" });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "GET, PUT, POST, HEAD"]);
    expect(await board.raw("GET / HTTP/1.1\r\nno colon\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await (await board.fetch("/api/settings")).text()).toBe(before);
  });
});

describe("under load", () => {
  test("twenty connections at once, each asking ten times", async () => {
    const ask = async () => {
      const pieces = Array.from({ length: 10 }, (_, i) => {
        const close = i === 9 ? "Connection: close\r\n" : "";
        return `GET /api/state HTTP/1.1\r\nHost: board\r\n${close}\r\n`;
      });
      return (await board.raw(pieces.join(""))).match(/HTTP\/1\.1 200 OK/g)?.length;
    };
    const answers: ReturnType<typeof ask>[] = [];
    for (let i = 0; i < 20; i++) {
      answers.push(ask());
      // QEMU's listening sockets let few connections wait; others try again after seconds.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await Promise.all(answers)).toEqual(Array(20).fill(10));
  });

  test(`the memory in use is the same after ${REQUESTS} requests`, async () => {
    const least = async () => {
      // What was allocated since the last collection counts as well: the lowest of some readings is what lives.
      let bytes = Number.POSITIVE_INFINITY;
      for (let i = 0; i < REQUESTS / 4; i++) bytes = Math.min(bytes, Number((await state()).heapBytes));
      return bytes;
    };
    await least();
    const before = await least();
    await least();
    expect(await least()).toBeLessThan(before * 1.05);
  });
});

test("a setting survives a power cut", async () => {
  expect((await board.put("/api/settings", { target: 22.5, name: "Hall" })).status).toBe(200);
  await board.cut();
  board = await WebBoard.boot(card);
  expect(await state()).toMatchObject({ target: 22.5, name: "Hall", mode: "off" });
});
