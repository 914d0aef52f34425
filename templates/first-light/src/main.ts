// First light: the first program to run on a new board, and a tour of what Ingot gives to a program.
//
// It blinks the LEDs, keeps a boot counter on the SD card, answers ping, and talks on the serial console.

import { board } from "ingot/board";
import { addSource } from "ingot/loop";
import { NetworkInterface } from "ingot/net";
import { countBoot } from "./boot-counter.ts";
import { CommandReader } from "./commands.ts";
import { createTally } from "./tally.ts";

const ADDRESS = "10.0.2.15";
const BLINK_MS = 500;
const HEARTBEAT_MS = 1000;

console.log(`first light: ${board.name}, ${board.ledNames.length} LEDs, address ${ADDRESS}`);

const tally = createTally();

const network = startNetwork();
addSource(new CommandReader(board.console(), tally));

blink();
setInterval(heartbeat, HEARTBEAT_MS);
await reportBoot();

/** Answers ARP and ping from now on; null on boards whose Ethernet Ingot cannot drive yet. */
function startNetwork(): NetworkInterface | null {
  const port = board.ethernet();
  if (port === null) return null;
  const started = new NetworkInterface(port, { address: ADDRESS });
  started.start();
  return started;
}

/** Walks one light through the board's LEDs. */
function blink(): void {
  const leds = board.ledNames.map((name) => board.led(name));
  let lit = 0;
  setInterval(() => {
    leds[lit].write(0);
    lit = (lit + 1) % leds.length;
    leds[lit].write(1);
    tally.add("blinks");
  }, BLINK_MS);
}

function heartbeat(): void {
  tally.add("heartbeats");
  const seconds = Math.floor(board.uptimeMs() / 1000);
  console.log(`heartbeat: up ${seconds} s, ${tally.summary()}, ${traffic()}`);
}

function traffic(): string {
  if (network === null) return "no network";
  const { framesReceived, echoRequests } = network.counters;
  return `frames ${framesReceived}, pings ${echoRequests}`;
}

async function reportBoot(): Promise<void> {
  try {
    const card = await board.sdCard();
    const boot = await countBoot(card);
    console.log(
      `sd card: ${card.sectorCount} sectors, boot ${boot.count}, ${boot.verifiedBytes} bytes verified`,
    );
  } catch (error) {
    // A board without a card still blinks and answers ping.
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`sd card: ${reason}`);
  }
}
