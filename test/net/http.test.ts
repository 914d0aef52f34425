// HTTP over the stack: the server and fetch of runtime/http, unchanged, with our TCP on a bad wire between them.

import { expect, test } from "vitest";
import { fetch } from "../../runtime/http/fetch.ts";
import { Response } from "../../runtime/http/response.ts";
import { serve } from "../../runtime/http/server/serve.ts";
import { DrivenTransport } from "../../runtime/net/testing/driven-transport.ts";

for (const [name, conditions, mtu] of [
  ["a good wire", {}, 1500],
  ["a wire that loses every tenth frame", { loss: 0.1, jitterMs: 3 }, 1500],
  ["a wire with an MTU of 200", { loss: 0.02 }, 200],
] as const) {
  test(`pages and uploads are whole over ${name}`, async () => {
    const transport = new DrivenTransport(conditions, { mtu });
    const server = await serve({ port: 80, transport }, async (request) => {
      if (request.method === "POST") return new Response(`${(await request.text()).length}`);
      return new Response("page ".repeat(5000));
    });
    const page = await fetch("http://10.0.0.2/", { transport });
    expect(await page.text()).toBe("page ".repeat(5000));
    const upload = await fetch("http://10.0.0.2/", { transport, method: "POST", body: "x".repeat(20_000) });
    expect(await upload.text()).toBe("20000");
    const many = await Promise.all(
      Array.from({ length: 10 }, async () => (await fetch("http://10.0.0.2/", { transport })).text()),
    );
    expect(many.map((text) => text.length)).toEqual(Array(10).fill(25_000));
    await server.close();
    expect(server.counters.accepted).toBeGreaterThan(0);
  });
}
