// Keep-alive by script. The lines are explained in testing/scripted-tcp.ts.

import { describe, expect, it } from "vitest";
import { ScriptedTcp } from "../testing/scripted-tcp.ts";

describe("keep-alive (RFC 9293 §3.8.4)", () => {
  it("asks an idle peer, and leaves one alone that answers", () => {
    const tcp = new ScriptedTcp({ keepAliveMs: 7_200_000 }).established();
    tcp.passes(7_199_999);
    expect(tcp.sent()).toEqual([]);
    tcp.passes(1);
    expect(tcp.sent()).toEqual(["A 0 ack 1"]);
    tcp.gives("A 1 ack 1").passes(7_000_000);
    expect(tcp.sent()).toEqual([]);
  });

  it("gives a silent one up after nine questions", () => {
    const tcp = new ScriptedTcp({ keepAliveMs: 7_200_000 }).established();
    tcp.passes(7_200_000 + 8 * 75_000);
    expect(tcp.sent()).toHaveLength(9);
    tcp.passes(75_000);
    expect(tcp.tcb.failure).toBe("timed-out");
  });

  it("answers when it is asked itself", () => {
    const tcp = new ScriptedTcp().established().gives("A 0 ack 1");
    expect(tcp.sent()).toEqual(["A 1 ack 1"]);
  });
});
