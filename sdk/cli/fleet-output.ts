// What the words of `ingot fleet` share: the inventory's file, and results as lines for people or as lines of JSON.

import { existsSync } from "node:fs";
import {
  type FleetDevice,
  type FleetGroup,
  INVENTORY_FILE,
  type Inventory,
  loadInventory,
  saveInventory,
} from "../../fleet/inventory.ts";
import { usageProblem } from "../diagnostics/diagnostic.ts";
import { type CommandArguments, flagOption, textOption } from "./command.ts";

export interface OpenInventory {
  readonly file: string;
  readonly inventory: Inventory;
}

/** The inventory that --file names; with `isNew`, an empty one when there is none. */
export function openInventory(args: CommandArguments, isNew = false): OpenInventory {
  const file = textOption(args, "file") ?? INVENTORY_FILE;
  return { file, inventory: loadInventory(file, isNew) };
}

/** Writes the inventory, and says so when it is the first time. */
export function keepInventory(file: string, inventory: Inventory): void {
  if (!existsSync(file)) process.stderr.write(`note: this starts the inventory ${file}\n`);
  saveInventory(file, inventory);
}

/** One result: a line of JSON, or of text. */
export function say(args: CommandArguments, event: object, text: string): void {
  process.stdout.write(flagOption(args, "json") ? `${JSON.stringify(event)}\n` : `${text}\n`);
}

/** Rows below each other in columns. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd(),
  );
}

/** Throws E0003 or E0004 unless there are at least `least` and at most `most` words. */
export function requireWords(words: readonly string[], usage: string, least: number, most = Infinity): void {
  if (words.length < least) {
    throw usageProblem(
      "E0003",
      `\`ingot fleet ${usage.split(" ")[0]}\` needs more words`,
      `write \`ingot fleet ${usage}\``,
    );
  }
  if (words.length > most) {
    const extra = words.slice(most).join(" ");
    throw usageProblem("E0004", `there is more than it takes: ${extra}`, `write \`ingot fleet ${usage}\``);
  }
}

/** The devices of the group that --group names, or all. Throws E6015 through `groupIn` of its caller. */
export function chosenDevices(
  args: CommandArguments,
  inventory: Inventory,
  groupIn: (inventory: Inventory, name: string) => FleetGroup,
): FleetDevice[] {
  const group = textOption(args, "group");
  if (group !== undefined) groupIn(inventory, group);
  return inventory.devices.filter((device) => group === undefined || device.group === group);
}
