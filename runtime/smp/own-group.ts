// Ingot's own group of SMP commands, beside the standard ones, which must not have more keys than other clients know.
//
//   0 read   about   {board, running, trial, reason}                running: -1 in a loader
//   1 read   state   {record}                                       the newest state record, see update/state.ts
//   2 read   panic   {text}                                         the last panic since the power came, or ""
//   3 read   log     {off} -> {text, end}                           what the console has printed, as far as it is kept
//   4 write  baud    {rate} -> {}                                   from the next packet on; loaders only
//   5 write  keys    {list} -> {}                                   a signed list of keys; rc 11: not signed by the root
//                                                                   key, 12: not newer, 6: the running program would not start
//
// Who serves them decides which he has; the others are answered "not supported".

import { CborMap } from "./cbor.ts";
import { type Message, READ } from "./message.ts";

export const GROUP_INGOT = 64;
export const ABOUT = 0;
export const STATE = 1;
export const PANIC = 2;
export const LOG = 3;
export const BAUD = 4;
export const KEYS = 5;

/** Bytes of text in one answer: it fits every transport. */
const PIECE = 1000;

export interface OwnGroup {
  /** The answer to a request of the group, but for STATE and KEYS; undefined for what it does not serve. */
  answer(request: Message): CborMap | undefined;
}

/** What an application can say about its board: `board` of "ingot/board" is one. */
export interface BoardFacts {
  readonly name: string;
  resetReason(): string;
  lastPanic(): string | null;
}

/** What a program serves that runs from a slot. */
export class ApplianceGroup implements OwnGroup {
  private readonly board: BoardFacts;
  private readonly running: number;
  private readonly onTrial: () => boolean;
  private readonly log: () => string;

  /** `log` gives what was printed, for example `LogTail.text`. */
  constructor(board: BoardFacts, running: number, onTrial: () => boolean, log: () => string) {
    this.board = board;
    this.running = running;
    this.onTrial = onTrial;
    this.log = log;
  }

  answer(request: Message): CborMap | undefined {
    if (request.operation !== READ) return undefined;
    switch (request.command) {
      case ABOUT:
        return about(this.board.name, this.running, this.onTrial(), this.board.resetReason());
      case PANIC:
        return withText((this.board.lastPanic() ?? "").slice(0, PIECE));
      case LOG: {
        const text = this.log();
        const off = request.payload.get("off");
        const from = typeof off === "number" ? off : Math.max(0, text.length - PIECE);
        const answer = withText(text.slice(from, from + PIECE));
        answer.set("end", text.length);
        return answer;
      }
      default:
        return undefined;
    }
  }
}

function withText(text: string): CborMap {
  const map = new CborMap();
  map.set("text", text);
  return map;
}

/** The answer to ABOUT. */
export function about(board: string, running: number, onTrial: boolean, reason: string): CborMap {
  const map = new CborMap();
  map.set("board", board);
  map.set("running", running);
  map.set("trial", onTrial);
  map.set("reason", reason);
  return map;
}
