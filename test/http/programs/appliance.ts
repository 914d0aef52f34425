// Routes, JSON, an asset and server-sent events in one program: under Node and compiled it prints the same.

import {
  Asset,
  EventStream,
  Request,
  Response,
  Router,
  readJson,
  serveAsset,
} from "../../../runtime/http/index.ts";

const page = new Asset("text/html", '"1"', "<p>caf\u00c3\u00a9</p>", "");
const settings = { on: false };
const router = new Router()
  .get("/", (request) => serveAsset(request, page))
  .get("/relay/:name", (_request, { name }) => Response.json({ name, on: settings.on }))
  .post("/relay/:name", async (request, params) => {
    settings.on = (await readJson<{ on: boolean }>(request)).on;
    return Response.json({ name: params.name, on: settings.on });
  });

async function show(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | null = null,
) {
  try {
    const response = await router.handler(new Request(`http://h${path}`, { method, headers, body }));
    const fields: string[] = [];
    for (const [name, value] of response.headers) fields.push(`${name}=${value}`);
    console.log(
      method,
      path,
      response.status,
      response.ok,
      fields.join("; "),
      JSON.stringify(await response.text()),
    );
  } catch (error) {
    console.log(method, path, String(error));
  }
}

await show("GET", "/");
await show("GET", "/", { range: "bytes=3-5" });
await show("GET", "/", { "If-None-Match": '"1"' });
await show("GET", "/relay/a%20b");
await show("POST", "/relay/x", { "content-type": "application/json" }, '{"on":true}');
await show("POST", "/relay/x", { "content-type": "application/json" }, '{"on":');
await show("DELETE", "/relay/x");
await show("GET", "/nothing");
await show("GET", "/relay/%zz");

const clock = { nowMs: () => 0, dateMs: () => 0, after: () => () => undefined };
const events = new EventStream({ clock, onClose: () => console.log("closed") });
events.send("one\ntwo", { event: "tick", id: "1" });
events.close();
for (;;) {
  const piece = await events.read();
  if (piece === null) break;
  console.log(JSON.stringify(new TextDecoder().decode(piece)));
}
