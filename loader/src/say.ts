// Lines on the console, without the formatting of console.log, which would be a fifth of the loader.

import { board } from "ingot/board";

export function say(text: string): void {
  const bytes = new Uint8Array(text.length + 2);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 13;
  bytes[text.length + 1] = 10;
  board.console().write(bytes, 0, bytes.length);
}
