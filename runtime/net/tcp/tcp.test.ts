// Connections by script, RFC by RFC: what the peer sends, what we answer. The lines are explained in
// testing/scripted-tcp.ts.

import { describe, expect, it } from "vitest";
import { ScriptedTcp } from "../testing/scripted-tcp.ts";
import { TIME_WAIT } from "./tcb.ts";

describe("opening (RFC 9293 §3.5)", () => {
  it("shakes hands actively", () => {
    const tcp = new ScriptedTcp().open();
    expect(tcp.sent()).toEqual(["S 0 mss 1000"]);
    tcp.gives("SA 0 ack 1 mss 1460");
    expect(tcp.sent()).toEqual(["A 1 ack 1"]);
    expect(tcp.state()).toBe("ESTABLISHED");
  });

  it("shakes hands passively", () => {
    const tcp = new ScriptedTcp().answer("S 0 mss 1460");
    expect(tcp.sent()).toEqual(["SA 0 ack 1 mss 1000"]);
    tcp.gives("A 1 ack 1");
    expect(tcp.sent()).toEqual([]);
    expect(tcp.state()).toBe("ESTABLISHED");
  });

  it("takes data with the last segment of the handshake", () => {
    const tcp = new ScriptedTcp().answer("S 0").gives("PA 1+3 ack 1");
    expect(tcp.reads(3)).toEqual([1, 2, 3]);
  });

  it("opens simultaneously (figure 7)", () => {
    const tcp = new ScriptedTcp().open();
    tcp.gives("S 0 mss 1460");
    expect(tcp.sent()).toEqual(["S 0 mss 1000", "SA 0 ack 1 mss 1000"]);
    tcp.gives("SA 0 ack 1");
    tcp.gives("A 1 ack 1");
    expect(tcp.state()).toBe("ESTABLISHED");
  });

  it("is refused by a reset that acknowledges the SYN, and by no other", () => {
    const tcp = new ScriptedTcp().open();
    tcp.gives("R 0", "RA 0 ack 5", "RA 0 ack 0");
    expect(tcp.state()).toBe("SYN-SENT");
    tcp.gives("RA 0 ack 1");
    expect(tcp.state()).toBe("CLOSED");
    expect(tcp.tcb.failure).toBe("refused");
  });

  it("refuses a half-open connection's acknowledgment (figure 9)", () => {
    const tcp = new ScriptedTcp().open();
    tcp.gives("A 700 ack 400");
    expect(tcp.refused).toBe(1);
    expect(tcp.state()).toBe("SYN-SENT");
  });

  it("repeats the SYN after 1, 2, 4 ... seconds and gives up at the user's time", () => {
    const tcp = new ScriptedTcp().open(10_000);
    tcp.sent();
    const times: number[] = [];
    for (let second = 1; second <= 12; second++) {
      tcp.passes(1000);
      if (tcp.sent().length > 0) times.push(second);
    }
    expect(times).toEqual([1, 3, 7]);
    expect(tcp.tcb.failure).toBe("timed-out");
  });

  it("repeats the SYN-ACK for a repeated SYN", () => {
    const tcp = new ScriptedTcp().answer("S 0");
    tcp.sent();
    tcp.gives("S 0");
    expect(tcp.sent()).toEqual(["SA 0 ack 1 mss 1000"]);
  });

  it("refuses an acknowledgment of a SYN-ACK that was never sent", () => {
    const tcp = new ScriptedTcp().answer("S 0").gives("A 1 ack 2");
    expect(tcp.refused).toBe(1);
    expect(tcp.state()).toBe("SYN-RECEIVED");
  });
});

describe("options", () => {
  it("offers all extensions and takes those that the peer has (RFC 7323 §2.2, RFC 2018 §2)", () => {
    const tcp = new ScriptedTcp({ extensions: true, receiveBytes: 262_140 }).open();
    expect(tcp.sent()).toEqual(["S 0 mss 1000 ws 2 sackOK ts 100000 0"]);
    tcp.gives("SA 0 ack 1 win 1000 mss 1460 ws 3 sackOK ts 77 100000");
    expect(tcp.sent()).toEqual(["A 1 ack 1 ts 100000 77"]);
    expect(tcp.tcb.sndWnd).toBe(1000);
    tcp.gives("A 1 ack 1 win 1000 ts 78 100000");
    expect(tcp.tcb.sndWnd).toBe(8000);
  });

  it("answers without what the peer did not offer", () => {
    const tcp = new ScriptedTcp({ extensions: true }).answer("S 0 mss 1460");
    expect(tcp.sent()).toEqual(["SA 0 ack 1 mss 1000"]);
    const half = new ScriptedTcp({ extensions: true }).answer("S 0 mss 1460 sackOK ts 5 0");
    expect(half.sent()).toEqual(["SA 0 ack 1 mss 1000 sackOK ts 100000 5"]);
  });

  it("takes 536 bytes for the MSS of a peer that says none (RFC 9293 §3.7.1)", () => {
    const tcp = new ScriptedTcp().established("S 0");
    tcp.sends(600);
    expect(tcp.sent()).toEqual(["A 1+536 ack 1", "PA 537+64 ack 1"]);
  });

  it("does not let a tiny MSS make it send headers only", () => {
    const tcp = new ScriptedTcp().established("S 0 mss 1");
    tcp.sends(48);
    expect(tcp.sent()).toEqual(["PA 1+48 ack 1"]);
  });

  it("leaves room for timestamps in each segment (RFC 6691)", () => {
    const tcp = new ScriptedTcp({ extensions: true });
    tcp.answer("S 0 mss 1000 ts 1 0").gives("A 1 ack 1 ts 1 100000").sent();
    tcp.sends(1000);
    expect(tcp.sent()).toEqual(["A 1+988 ack 1 ts 100000 1", "PA 989+12 ack 1 ts 100000 1"]);
  });
});

describe("data", () => {
  it("arrives in order and is acknowledged for every second segment, or after 40 ms (RFC 5681 §4.2)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.gives("A 1+1000 ack 1");
    expect(tcp.sent()).toEqual([]);
    tcp.gives("A 1001+1000 ack 1");
    expect(tcp.sent()).toEqual(["A 1 ack 2001 win 63535"]);
    tcp.gives("PA 2001+4 ack 1").passes(39);
    expect(tcp.sent()).toEqual([]);
    tcp.passes(1);
    expect(tcp.sent()).toEqual(["A 1 ack 2005 win 63531"]);
    expect(tcp.reads(4)).toEqual([1, 2, 3, 4]);
  });

  it("carries the acknowledgment along", () => {
    const tcp = new ScriptedTcp().established();
    tcp.gives("PA 1+5 ack 1");
    tcp.sends(3);
    expect(tcp.sent()).toEqual(["PA 1+3 ack 6 win 65530"]);
    expect(tcp.passes(1000).tcb.delayedAckMs).toBe(Infinity);
  });

  it("is put in order, with gaps told at once (RFC 5681 §4.2)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.gives("A 11+10 ack 1", "A 31+10 ack 1", "A 1+10 ack 1", "A 21+10 ack 1");
    const acks = tcp.sent().map((line) => line.split(" ")[3]);
    expect(acks).toEqual(["1", "1", "21", "41"]);
    expect(tcp.reads(40)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it("is reported out of order, the newest range first (RFC 2018 §4)", () => {
    const tcp = new ScriptedTcp({ extensions: true }).established("S 0 mss 1000 sackOK");
    tcp.gives("A 11+10 ack 1", "A 31+10 ack 1", "A 51+10 ack 1", "A 71+10 ack 1", "A 21+10 ack 1");
    expect(tcp.sent()).toEqual([
      "A 1 ack 1 sack 11-21",
      "A 1 ack 1 sack 31-41 sack 11-21",
      "A 1 ack 1 sack 51-61 sack 31-41 sack 11-21",
      "A 1 ack 1 sack 71-81 sack 51-61 sack 31-41",
      "A 1 ack 1 sack 11-41 sack 71-81 sack 51-61",
    ]);
  });

  it("that came before is acknowledged again; what is new in it is taken", () => {
    const tcp = new ScriptedTcp().established();
    tcp.gives("PA 1+5 ack 1", "PA 1+5 ack 1");
    expect(tcp.sent()).toEqual(["A 1 ack 6 win 65530"]);
    tcp.gives("PA 3+6 ack 1").passes(40);
    expect(tcp.reads(8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("behind the window is cut off", () => {
    const tcp = new ScriptedTcp({ receiveBytes: 4096 }).established();
    tcp.gives("A 1+4000 ack 1", "A 4001+200 ack 1");
    expect(tcp.sent().pop()).toBe("A 1 ack 4097 win 0");
    expect(tcp.reads(4096)[4095]).toBe(4096 & 0xff);
  });

  it("in too many pieces is dropped, and counted", () => {
    const tcp = new ScriptedTcp().established();
    for (let i = 0; i < 20; i++) tcp.gives(`A ${11 + 20 * i}+10 ack 1`);
    expect(tcp.counters.outOfOrderDropped).toBe(4);
    tcp.gives("A 1+10 ack 1");
    expect(tcp.sent().pop()).toMatch(/ack 21 /);
  });
});

describe("sending", () => {
  it("cuts data into segments, the last one pushed", () => {
    const tcp = new ScriptedTcp().established();
    expect(tcp.sends(2500)).toBe(2500);
    expect(tcp.sent()).toEqual(["A 1+1000 ack 1", "A 1001+1000 ack 1", "PA 2001+500 ack 1"]);
    tcp.gives("A 1 ack 2501");
    expect(tcp.tcb.send.length).toBe(0);
    expect(tcp.tcb.retransmitMs).toBe(Infinity);
  });

  it("starts with ten segments and then two for each acknowledged one (RFC 6928, RFC 5681 §3.1)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.sends(40_000);
    expect(tcp.sent()).toHaveLength(10);
    tcp.gives("A 1 ack 2001");
    expect(tcp.sent()).toHaveLength(4);
  });

  it("keeps within the peer's window, which may move", () => {
    const tcp = new ScriptedTcp().established("S 0 win 3000 mss 1000", "A 1 ack 1 win 3000");
    tcp.sends(5000);
    expect(tcp.sent()).toHaveLength(3);
    tcp.gives("A 1 ack 1001 win 3000");
    expect(tcp.sent()).toEqual(["A 3001+1000 ack 1"]);
  });

  it("takes only what there is room for", () => {
    const tcp = new ScriptedTcp({ sendBytes: 3000 }).established();
    expect(tcp.sends(5000)).toBe(3000);
    tcp.gives("A 1 ack 2001");
    expect(tcp.sends(5000)).toBe(2000);
  });

  it("holds small data back while any is under way, unless told not to (RFC 9293 §3.7.4)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.tcb.noDelay = false;
    tcp.sends(5);
    tcp.sends(5);
    tcp.sends(5);
    expect(tcp.sent()).toEqual(["PA 1+5 ack 1"]);
    tcp.gives("A 1 ack 6");
    expect(tcp.sent()).toEqual(["PA 6+10 ack 1"]);
    tcp.tcb.noDelay = true;
    tcp.sends(5);
    expect(tcp.sent()).toEqual(["PA 16+5 ack 1"]);
  });

  it("does not fill silly windows (RFC 9293 §3.8.6.2.1), and does after half a second", () => {
    const tcp = new ScriptedTcp().established("S 0 win 4000 mss 1000", "A 1 ack 1 win 4000");
    tcp.sends(4000);
    tcp.sent();
    tcp.sends(3000);
    tcp.gives("A 1 ack 4001 win 10");
    expect(tcp.sent()).toEqual([]);
    tcp.passes(499);
    expect(tcp.sent()).toEqual([]);
    tcp.passes(1);
    expect(tcp.sent()).toEqual(["A 4001+10 ack 1"]);
  });

  it("waits while the interface has no room, and goes on", () => {
    const tcp = new ScriptedTcp().established();
    tcp.hasRoom = false;
    tcp.sends(500);
    expect(tcp.sent()).toEqual([]);
    tcp.hasRoom = true;
    expect(tcp.flush().sent()).toEqual(["PA 1+500 ack 1"]);
  });
});

describe("closed windows (RFC 9293 §3.8.6.1)", () => {
  it("are probed by a byte, ever more rarely, and never given up while the peer answers", () => {
    const tcp = new ScriptedTcp().established("S 0 win 2000 mss 1000", "A 1 ack 1 win 2000");
    tcp.sends(3000);
    tcp.sent();
    tcp.gives("A 1 ack 2001 win 0");
    for (let probe = 0; probe < 30; probe++) {
      tcp.passes(60_000);
      expect(new Set(tcp.sent())).toEqual(new Set(["A 2001+1 ack 1"]));
      tcp.gives("A 1 ack 2001 win 0");
    }
    expect(tcp.state()).toBe("ESTABLISHED");
    tcp.gives("A 1 ack 2001 win 2000");
    expect(tcp.sent()).toEqual(["A 2001+1 ack 1", "PA 2002+999 ack 1"]);
  });

  it("may have taken the probe", () => {
    const tcp = new ScriptedTcp().established("S 0 win 2000 mss 1000", "A 1 ack 1 win 2000");
    tcp.sends(3000);
    tcp.gives("A 1 ack 2001 win 0").passes(1000);
    tcp.sent();
    tcp.gives("A 1 ack 2002 win 2000");
    expect(tcp.sent()).toEqual(["PA 2002+999 ack 1"]);
  });

  it("of a peer that answers no more end the connection", () => {
    const tcp = new ScriptedTcp().established("S 0 win 2000 mss 1000", "A 1 ack 1 win 2000");
    tcp.sends(3000);
    tcp.gives("A 1 ack 2001 win 0").passes(600_000);
    expect(tcp.tcb.failure).toBe("timed-out");
  });

  it("of ours open again once half a window or a segment is free (RFC 9293 §3.8.6.2.2)", () => {
    const tcp = new ScriptedTcp({ receiveBytes: 4000 }).established();
    tcp.gives("A 1+4000 ack 1").passes(40);
    expect(tcp.sent()).toEqual(["A 1 ack 4001 win 0"]);
    tcp.reads(999);
    expect(tcp.sent()).toEqual([]);
    tcp.reads(1);
    expect(tcp.sent()).toEqual(["A 1 ack 4001 win 1000"]);
  });

  it("of ours answer probes", () => {
    const tcp = new ScriptedTcp({ receiveBytes: 4000 }).established();
    tcp.gives("A 1+4000 ack 1").passes(40).sent();
    tcp.gives("A 4001+1 ack 1");
    expect(tcp.sent()).toEqual(["A 1 ack 4001 win 0"]);
  });
});

describe("the retransmission timer (RFC 6298)", () => {
  it("repeats the first segment, doubling its time, and ends after eleven", () => {
    const tcp = new ScriptedTcp().established();
    tcp.sends(100);
    tcp.sent();
    let count = 0;
    for (let second = 0; second < 600; second++) {
      tcp.passes(1000);
      count += tcp.sent().filter((line) => line === "PA 1+100 ack 1").length;
    }
    expect(count).toBe(10);
    expect(tcp.tcb.failure).toBe("timed-out");
  });

  it("takes its time from measured round trips: first SRTT + 4 RTTVAR = 3 R (§2.2)", () => {
    const tcp = new ScriptedTcp().open();
    tcp.passes(200);
    tcp.gives("SA 0 ack 1 mss 1000");
    expect(tcp.tcb.roundTrip.smoothedMs).toBe(200);
    expect(tcp.tcb.roundTrip.rtoMs()).toBe(600);
  });

  it("does not measure what was sent twice (Karn, §3)", () => {
    const tcp = new ScriptedTcp().established();
    const before = tcp.tcb.roundTrip.smoothedMs;
    tcp.sends(100);
    tcp.passes(2000);
    tcp.gives("A 1 ack 101");
    expect(tcp.tcb.roundTrip.smoothedMs).toBe(before);
  });

  it("starts over with one segment after a loss, and repairs everything (RFC 5681 §3.1)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.sends(5000);
    tcp.sent();
    tcp.passes(250);
    expect(tcp.sent()).toEqual(["A 1+1000 ack 1"]);
    tcp.gives("A 1 ack 1001");
    expect(tcp.sent()).toEqual(["A 1001+1000 ack 1", "A 2001+1000 ack 1"]);
    tcp.gives("A 1 ack 3001");
    expect(tcp.sent()).toEqual(["A 3001+1000 ack 1", "PA 4001+1000 ack 1"]);
    tcp.gives("A 1 ack 5001");
    expect(tcp.tcb.recovering).toBe(false);
    expect(tcp.tcb.congestion.threshold).toBe(2500);
  });
});

describe("fast retransmit", () => {
  it("by three duplicates, without SACK: NewReno (RFC 6582)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.sends(10_000);
    tcp.sent();
    tcp.gives("A 1 ack 1", "A 1 ack 1");
    expect(tcp.sent()).toEqual([]);
    tcp.gives("A 1 ack 1");
    expect(tcp.sent()).toEqual(["A 1+1000 ack 1"]);
    expect(tcp.tcb.congestion.window).toBe(5000);
    // A partial acknowledgment: the next hole is repaired at once.
    tcp.gives("A 1 ack 4001");
    expect(tcp.sent()).toEqual(["A 4001+1000 ack 1"]);
    tcp.gives("A 1 ack 10001");
    expect(tcp.tcb.recovering).toBe(false);
    expect(tcp.counters.timeouts).toBe(0);
  });

  it("by SACK, filling each hole once (RFC 6675 §5)", () => {
    const tcp = new ScriptedTcp({ extensions: true }).established("S 0 mss 1000 sackOK");
    tcp.sends(10_000);
    tcp.sent();
    tcp.gives("A 1 ack 1 sack 1001-2001");
    tcp.gives("A 1 ack 1 sack 1001-2001 sack 3001-4001");
    expect(tcp.sent()).toEqual([]);
    tcp.gives("A 1 ack 1 sack 1001-2001 sack 3001-5001");
    expect(tcp.sent()).toEqual(["A 1+1000 ack 1"]);
    tcp.gives("A 1 ack 1 sack 1001-2001 sack 3001-7001");
    tcp.gives("A 1 ack 1 sack 1001-2001 sack 3001-9001");
    expect(tcp.sent()).toEqual(["A 2001+1000 ack 1"]);
    tcp.gives("A 1 ack 9001");
    tcp.gives("A 1 ack 10001");
    expect(tcp.tcb.recovering).toBe(false);
    expect(tcp.counters.retransmitted).toBe(2);
  });

  it("does not take window updates or data for duplicates", () => {
    const tcp = new ScriptedTcp().established();
    tcp.sends(5000);
    tcp.sent();
    tcp.gives("A 1 ack 1 win 60000", "A 1 ack 1 win 61000", "A 1 ack 1 win 62000", "A 1+1 ack 1 win 62000");
    tcp.gives("A 2+1 ack 1 win 62000", "A 3+1 ack 1 win 62000");
    expect(tcp.counters.fastRetransmits).toBe(0);
  });

  it("does not believe ranges that were never sent", () => {
    const tcp = new ScriptedTcp({ extensions: true }).established("S 0 mss 1000 sackOK");
    tcp.sends(5000);
    tcp.gives("A 1 ack 1 sack 5001-9001", "A 1 ack 1 sack 3001-2001", "A 1 ack 1 sack 4001-5002");
    expect(tcp.tcb.scoreboard.size()).toBe(0);
  });
});

describe("timestamps (RFC 7323)", () => {
  function withTimestamps(): ScriptedTcp {
    const tcp = new ScriptedTcp({ extensions: true });
    tcp.answer("S 0 mss 1012 ts 500 0").gives("A 1 ack 1 ts 501 100000").sent();
    return tcp;
  }

  it("measure every round trip (§4.1)", () => {
    const tcp = withTimestamps();
    tcp.passes(300);
    tcp.sends(10);
    tcp.passes(80);
    tcp.gives("A 1 ack 11 ts 502 100300");
    expect(tcp.tcb.roundTrip.smoothedMs).toBeCloseTo(10, 0);
  });

  it("of the past make a segment unacceptable, which is said (§5.3, PAWS)", () => {
    const tcp = withTimestamps();
    tcp.gives("PA 1+3 ack 1 ts 499 100000");
    expect(tcp.tcb.received.ring.length).toBe(0);
    expect(tcp.sent()).toEqual(["A 1 ack 1 ts 100000 501"]);
  });

  it("that are missing make a segment unacceptable (§3.2)", () => {
    const tcp = withTimestamps();
    tcp.gives("PA 1+3 ack 1");
    expect(tcp.counters.unacceptable).toBe(1);
    expect(tcp.tcb.received.ring.length).toBe(0);
  });

  it("echo the segment that the acknowledgment answers, not a later one (§4.3)", () => {
    const tcp = withTimestamps();
    tcp.gives("PA 1+3 ack 1 ts 510 100000", "PA 4+3 ack 1 ts 520 100000");
    expect(tcp.sent()).toEqual(["A 1 ack 7 win 65529 ts 100000 510"]);
  });
});

describe("attacks from outside (RFC 5961)", () => {
  it("a reset in the window is challenged, one at its very start believed (§3.2)", () => {
    const tcp = new ScriptedTcp().established();
    tcp.gives("R 100");
    expect(tcp.sent()).toEqual(["A 1 ack 1"]);
    expect(tcp.state()).toBe("ESTABLISHED");
    tcp.gives("R 70000");
    tcp.gives("R 1");
    expect(tcp.state()).toBe("CLOSED");
    expect(tcp.tcb.failure).toBe("reset");
  });

  it("a SYN is challenged, wherever it stands (§4.2)", () => {
    const tcp = new ScriptedTcp().established();
    for (const line of ["S 1", "S 50000", "S 90000"]) {
      tcp.passes(500).gives(line);
      expect(tcp.sent(), line).toEqual(["A 1 ack 1"]);
    }
    expect(tcp.state()).toBe("ESTABLISHED");
  });

  it("data with an impossible acknowledgment is challenged and dropped (§5.2)", () => {
    const tcp = new ScriptedTcp().established();
    for (const line of ["PA 1+3 ack 2", "PA 1+3 ack -65600"]) {
      tcp.passes(500).gives(line);
      expect(tcp.sent(), line).toEqual(["A 1 ack 1"]);
    }
    expect(tcp.tcb.received.ring.length).toBe(0);
  });

  it("challenges are at least half a second apart (§7)", () => {
    const tcp = new ScriptedTcp().established();
    for (let i = 0; i < 100; i++) tcp.gives("R 100").passes(10);
    expect(tcp.counters.challenges).toBe(2);
    expect(tcp.counters.challengesLimited).toBe(98);
  });
});

describe("closing (RFC 9293 §3.6)", () => {
  it("actively: FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT, and gone after two MSL", () => {
    const tcp = new ScriptedTcp().established().closesWrite();
    expect(tcp.sent()).toEqual(["FA 1 ack 1"]);
    expect(tcp.state()).toBe("FIN-WAIT-1");
    tcp.gives("A 1 ack 2");
    expect(tcp.state()).toBe("FIN-WAIT-2");
    tcp.gives("PA 1+3 ack 2");
    expect(tcp.reads(3)).toEqual([1, 2, 3]);
    tcp.gives("FA 4 ack 2");
    expect(tcp.sent()).toEqual(["A 2 ack 5 win 65531"]);
    expect(tcp.state()).toBe("TIME-WAIT");
    tcp.passes(59_999);
    expect(tcp.state()).toBe("TIME-WAIT");
    tcp.passes(1);
    expect(tcp.state()).toBe("CLOSED");
    expect(tcp.tcb.failure).toBeNull();
  });

  it("passively: CLOSE-WAIT, LAST-ACK, gone", () => {
    const tcp = new ScriptedTcp().established().gives("FA 1 ack 1");
    expect(tcp.sent()).toEqual(["A 1 ack 2 win 65534"]);
    expect(tcp.state()).toBe("CLOSE-WAIT");
    tcp.sends(3);
    tcp.closesWrite();
    expect(tcp.sent()).toEqual(["PA 1+3 ack 2 win 65534", "FA 4 ack 2 win 65534"]);
    expect(tcp.state()).toBe("LAST-ACK");
    tcp.gives("A 2 ack 5");
    expect(tcp.state()).toBe("CLOSED");
    expect(tcp.ends).toBe(1);
  });

  it("on both sides at once: CLOSING (figure 13)", () => {
    const tcp = new ScriptedTcp().established().closesWrite();
    tcp.gives("FA 1 ack 1");
    expect(tcp.state()).toBe("CLOSING");
    tcp.gives("A 2 ack 2");
    expect(tcp.state()).toBe("TIME-WAIT");
  });

  it("sends the FIN behind all data, in the segment of the last", () => {
    const tcp = new ScriptedTcp().established("S 0 win 1000 mss 1000", "A 1 ack 1 win 1000");
    tcp.sends(1500);
    tcp.closesWrite();
    expect(tcp.sent()).toEqual(["A 1+1000 ack 1"]);
    tcp.gives("A 1 ack 1001 win 1000");
    expect(tcp.sent()).toEqual(["FPA 1001+500 ack 1"]);
  });

  it("repeats the FIN until it is acknowledged", () => {
    const tcp = new ScriptedTcp().established().closesWrite();
    tcp.sent();
    tcp.passes(250);
    expect(tcp.sent()).toEqual(["FA 1 ack 1"]);
  });

  it("waits with a FIN that came before its data", () => {
    const tcp = new ScriptedTcp().established().gives("FA 11+5 ack 1");
    expect(tcp.state()).toBe("ESTABLISHED");
    tcp.gives("A 1+10 ack 1");
    expect(tcp.state()).toBe("CLOSE-WAIT");
    expect(tcp.sent().pop()).toMatch(/^A 1 ack 17/);
  });

  it("acknowledges a FIN that comes again, and stays in TIME-WAIT for longer", () => {
    const tcp = new ScriptedTcp().established().closesWrite().gives("FA 1 ack 2");
    tcp.passes(30_000).sent();
    tcp.gives("FA 1 ack 2");
    expect(tcp.sent()).toEqual(["A 2 ack 2 win 65534"]);
    tcp.passes(59_999);
    expect(tcp.state()).toBe("TIME-WAIT");
  });

  it("is not shortened by resets in TIME-WAIT (RFC 1337)", () => {
    const tcp = new ScriptedTcp().established().closesWrite().gives("FA 1 ack 2", "R 2");
    expect(tcp.state()).toBe("TIME-WAIT");
  });

  it("after close() throws arriving data away, and waits a minute for the peer's end", () => {
    const tcp = new ScriptedTcp().established().closes();
    tcp.gives("A 1 ack 2", "A 1+1000 ack 2", "A 1001+1000 ack 2");
    expect(tcp.sent().pop()).toBe("A 2 ack 2001");
    expect(tcp.tcb.received.ring.length).toBe(0);
    tcp.passes(60_000);
    expect(tcp.sent().pop()).toMatch(/^RA 2/);
    expect(tcp.state()).toBe("CLOSED");
  });

  it("takes no memory for bytes in TIME-WAIT after close(), and keeps nothing of its user", () => {
    const used = () => {
      const tcp = new ScriptedTcp().established();
      tcp.tcb.user = { changed: () => {} };
      return tcp.gives("A 1+1000 ack 1");
    };
    const closed = used().closes().gives("A 1001 ack 2", "A 1001+1000 ack 2", "FA 2001 ack 2");
    const closedLast = used().closesWrite().gives("FA 1001 ack 2");
    expect(closedLast.tcb.received.ring.memory()).toBeGreaterThan(0);
    closedLast.closes();
    for (const { tcb } of [closed, closedLast]) {
      expect(tcb.state).toBe(TIME_WAIT);
      expect(tcb.received.ring.memory()).toBe(0);
      expect(tcb.user).toBeNull();
    }
  });

  it("says nothing more once it has ended, though it waited for room", () => {
    const tcp = new ScriptedTcp().established();
    tcp.hasRoom = false;
    tcp.gives("A 1+1000 ack 1", "A 1001+1000 ack 1", "R 2001");
    tcp.hasRoom = true;
    expect(tcp.state()).toBe("CLOSED");
    expect(tcp.flush().sent()).toEqual([]);
  });

  it("aborts by a reset", () => {
    const tcp = new ScriptedTcp().established().aborts();
    expect(tcp.sent()).toEqual(["RA 1 ack 1"]);
    expect(tcp.tcb.failure).toBe("closed");
  });
});
