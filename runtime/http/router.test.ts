// Routes: which one is found, with which parameters, and what is answered when there is none.

import { expect, expectTypeOf, test } from "vitest";
import { Request } from "./request.ts";
import { Response } from "./response.ts";
import { type Params, Router, readJson } from "./router.ts";

const router = new Router()
  .get("/", () => new Response("root"))
  .get("/lamps/:id", (_request, { id }) => new Response(`lamp ${id}`))
  .put("/lamps/:id/:part", (_request, params) => Response.json(params))
  .get("/lamps/all", () => new Response("never: the route before it wins"))
  .get("/files/*path", (_request, { path }) => new Response(`file ${path}`));

const ask = async (method: string, path: string) => {
  const response = await router.handler(new Request(`http://h${path}`, { method }));
  return `${response.status} ${response.headers.get("allow") ?? ""}${await response.text()}`;
};

test.each([
  ["GET", "/", "200 root"],
  ["GET", "", "200 root"],
  ["GET", "/lamps/7?x=y", "200 lamp 7"],
  ["HEAD", "/lamps/7", "200 lamp 7"],
  ["GET", "/lamps/all", "200 lamp all"],
  ["GET", "/lamps/a%2Fb%20c", "200 lamp a/b c"],
  ["PUT", "/lamps/7/red", '200 {"id":"7","part":"red"}'],
  ["GET", "/files/a/b.txt", "200 file a/b.txt"],
  ["GET", "/files/", "200 file "],
  ["GET", "/lamps/", "404 404 Not Found\n"],
  ["GET", "/lamps/7/", "404 404 Not Found\n"],
  ["GET", "/lamps/7/red", "405 PUT405 Method Not Allowed\n"],
  ["POST", "/lamps/7", "405 GET, HEAD405 Method Not Allowed\n"],
  ["OPTIONS", "/lamps/7", "204 GET, HEAD"],
])("%s %s: %s", async (method, path, answer) => {
  expect(await ask(method, path)).toBe(answer);
});

test("parameters have the names of their pattern, in types, too", () => {
  expectTypeOf<Params<"/a/:id/b/:part">>().toEqualTypeOf<{ readonly id: string; readonly part: string }>();
  expectTypeOf<Params<"/a/*rest">>().toEqualTypeOf<{ readonly rest: string }>();
  expectTypeOf<Params<"/a">>().toEqualTypeOf<{}>();
});

test("a percent sign that stands for nothing is the client's error", () => {
  expect(() => router.handler(new Request("http://h/lamps/%zz"))).toThrow("percent sign");
});

test("patterns that cannot match are refused", () => {
  expect(() => new Router().get("lamps", () => new Response())).toThrow(TypeError);
  expect(() => new Router().get("/*all/more", () => new Response())).toThrow(TypeError);
});

test("readJson takes JSON only, and blames the client for what is none", async () => {
  const request = (body: string, type: string) =>
    new Request("http://h/", { method: "POST", body, headers: { "content-type": type } });
  expect(await readJson(request("[1]", "application/json; charset=utf-8"))).toEqual([1]);
  expect(await readJson(request("[1]", "application/merge-patch+json"))).toEqual([1]);
  await expect(readJson(request("[1", "application/json"))).rejects.toMatchObject({ status: 400 });
  await expect(readJson(request("[1]", "text/plain"))).rejects.toMatchObject({ status: 415 });
});
