// `ingot inspect DEVICE`: what a running device says of itself over SMP: its board, its slots, its next start, and the last
// panic. Nothing is verified here: the device is believed.

import { ABOUT, GROUP_INGOT, PANIC, READ, SmpClient, STATE } from "../../flash-tool/smp/client.ts";
import { listImages } from "../../flash-tool/smp/install.ts";
import { openUdp } from "../../flash-tool/smp/udp.ts";
import { newestState, nextBoot } from "../card-state.ts";
import { type DeviceAddress, parseDeviceAddress } from "./device-address.ts";

/** What `ingot inspect` takes for a device and not for a file that is missing. */
const ADDRESS = /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]|[\w-]+(\.[\w-]+)*\.local|localhost)(:\d+)?$/i;
/** Verifying both slots takes a device seconds. */
const PATIENCE = { timeoutMs: 10_000, tries: 2 };
const ONCE = { timeoutMs: 2000, tries: 2 };

/** The address that `word` is, or undefined if it is none. */
export function addressIn(word: string): DeviceAddress | undefined {
  return ADDRESS.test(word) ? parseDeviceAddress(word) : undefined;
}

/** The text or JSON about a running device. Rejects as SmpClient.ask when it does not answer. */
export async function inspectDevice(
  word: string,
  { host, port }: DeviceAddress,
  json: boolean,
): Promise<string> {
  const wire = await openUdp(host, port);
  try {
    const client = new SmpClient(wire);
    const slots = (await listImages(client, PATIENCE)).map(({ hash, ...slot }) => ({
      ...slot,
      hash: Buffer.from(hash).toString("hex"),
    }));
    // Programs that serve updates without saying what board they are on have no such group.
    const read = (command: number) => client.tryAsk(READ, GROUP_INGOT, command, {}, ONCE);
    const [about, state, panic] = [await read(ABOUT), await read(STATE), await read(PANIC)];
    const record = state?.get("record");
    const known = record instanceof Uint8Array ? newestState([record]) : undefined;
    const text = (value: unknown): string => (typeof value === "string" ? value : "");
    const facts = {
      device: word,
      board: text(about?.get("board")),
      onTrial: about?.get("trial") === true,
      startedBy: text(about?.get("reason")),
      slots,
      floor: known?.floor ?? null,
      nextStart: known === undefined ? null : nextBoot(known),
      lastPanic: text(panic?.get("text")),
    };
    return json ? `${JSON.stringify(facts)}\n` : page(facts);
  } finally {
    await wire.close();
  }
}

interface Facts {
  readonly device: string;
  readonly board: string;
  readonly onTrial: boolean;
  readonly startedBy: string;
  readonly slots: readonly {
    slot: number;
    version: string;
    active: boolean;
    confirmed: boolean;
    pending: boolean;
  }[];
  readonly floor: number | null;
  readonly nextStart: string | null;
  readonly lastPanic: string;
}

function page(facts: Facts): string {
  const lines = [facts.device];
  if (facts.board !== "") lines.push(`  board             ${facts.board}, started by ${facts.startedBy}`);
  for (const { slot, version, active, confirmed, pending } of facts.slots) {
    const words = [
      `version ${version}`,
      ...(active ? [facts.onTrial ? "running, on trial" : "running"] : []),
      ...(confirmed ? ["confirmed"] : []),
      ...(pending ? ["to be tried"] : []),
    ];
    lines.push(`  slot ${slot === 0 ? "A" : "B"}            ${words.join(", ")}`);
  }
  if (facts.floor !== null) lines.push(`  rollback floor    ${facts.floor}`);
  if (facts.nextStart !== null) lines.push(`  next start        ${facts.nextStart}`);
  if (facts.lastPanic !== "")
    lines.push(
      "  last panic",
      ...facts.lastPanic
        .trim()
        .split("\n")
        .map((line) => `    ${line}`),
    );
  return `${lines.join("\n")}\n`;
}
