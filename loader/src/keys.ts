// The keys that may sign: those the loader was built with, or the newest list on the card that the root key signed.

import { keyDigits, keyListOffset, rootDigits, updateLayout } from "ingot/loader-config";
import { newestKeyList } from "ingot/update";
import type { CardStorage } from "./storage.ts";

/** The keys that count. A card that cannot be read has no list. */
export async function acceptedKeys(card: CardStorage): Promise<readonly Uint8Array[]> {
  if (rootDigits !== "") {
    const list = await newestKeyList(card, updateLayout, keyListOffset, rootKey());
    if (list !== undefined) return list.signers;
  }
  const built: Uint8Array[] = [];
  for (let i = 0; i < keyDigits.length; i++) built.push(bytesOf(keyDigits[i]));
  return built;
}

/** The key that may sign lists of keys; of no bytes if there is none. */
export function rootKey(): Uint8Array {
  return bytesOf(rootDigits);
}

function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = (digitAt(digits, 2 * i) << 4) | digitAt(digits, 2 * i + 1);
  return bytes;
}

/** A hexadecimal digit, lower case: parseInt would bring the reading of numbers into the loader. */
function digitAt(digits: string, at: number): number {
  const code = digits.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : code - 0x57;
}
