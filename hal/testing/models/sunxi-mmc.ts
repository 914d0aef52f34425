// Model of the Allwinner SD/MMC host with a card behind it: registers, FIFO, IDMAC, events, and its own bad days.
//
// Stricter than QEMU where drivers go wrong on hardware: the card clock changes only with an update command,
// commands need a running clock, data need the same bus width on both ends, the FIFO has a depth, a write
// leaves the card busy for a while.

import type { DeviceModel } from "../bus.ts";
import { TICKS_PER_MICROSECOND, type TimeSource } from "../time.ts";
import type { RamModel } from "./ram.ts";
import { CARD_SECTOR_BYTES, type CardFaultKind, type SdCardModel } from "./sd-card.ts";

const GCTRL = 0x00;
const CLKCR = 0x04;
const WIDTH = 0x0c;
const BYTECNT = 0x14;
const CMD = 0x18;
const ARG = 0x1c;
const RESP0 = 0x20;
const RINT = 0x38;
const STATUS = 0x3c;
const DMAC = 0x80;
const DLBA = 0x84;
const IDST = 0x88;

const GCTRL_RESETS = 0x07;
const GCTRL_FIFO_RESET = 0x02;
const GCTRL_DMA_ENABLE = 0x20;
const GCTRL_FIFO_BY_CPU = 0x8000_0000;
const CLKCR_ON = 0x0001_0000;
const CMD_START = 0x8000_0000;
const CMD_UPDATE_CLOCK = 0x0020_0000;
const CMD_LONG = 0x80;
const CMD_RESPONSE = 0x40;
const CMD_DATA = 0x200;
const CMD_WRITE = 0x400;
const CMD_AUTO_STOP = 0x1000;

const EVENT_COMMAND_DONE = 0x0004;
const EVENT_DATA_OVER = 0x0008;
const EVENT_RESPONSE_CRC = 0x0040;
const EVENT_DATA_CRC = 0x0080;
const EVENT_RESPONSE_TIMEOUT = 0x0100;
const EVENT_DATA_TIMEOUT = 0x0200;
const EVENT_AUTO_COMMAND_DONE = 0x4000;

const DMAC_ENABLE = 0x80;
const IDST_SENT = 0x001;
const IDST_RECEIVED = 0x002;
const IDST_BUS_ERROR = 0x004;
const OWN = 0x8000_0000;
const DESCRIPTOR_LAST = 0x04;

const FIFO_DEPTH = 32;
const BUSY_AFTER_WRITE_TICKS = 300 * TICKS_PER_MICROSECOND;
const FOREVER = Number.MAX_SAFE_INTEGER;

interface Transfer {
  readonly writing: boolean;
  readonly sector: number;
  readonly autoStop: boolean;
  readonly words: number;
  readonly fault: CardFaultKind | null;
  moved: number;
  readonly data: Uint8Array;
}

export class SunxiMmcModel implements DeviceModel {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes = 0x1000;
  /** The card in the slot; null when it is empty. */
  card: SdCardModel | null;
  /** Fault: resets and clock updates never finish. */
  dead = false;
  /** Fault: the IDMAC meets an address that nothing answers. */
  busError = false;
  private readonly memory: RamModel | null;
  private readonly fifo: number;
  private readonly time: TimeSource;
  private readonly words = new Map<number, number>();
  private events = 0;
  private clockRuns = false;
  private busyUntil = 0;
  private transfer: Transfer | null = null;

  constructor(options: {
    name?: string;
    base: number;
    fifoOffset: number;
    time: TimeSource;
    card: SdCardModel | null;
    /** What the IDMAC reaches; without it there is only the FIFO. */
    memory?: RamModel;
  }) {
    this.name = options.name ?? "mmc0";
    this.base = options.base;
    this.fifo = options.fifoOffset;
    this.time = options.time;
    this.card = options.card;
    this.memory = options.memory ?? null;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === this.fifo) return this.popWord();
    if (offset === RINT) return this.events;
    if (offset === STATUS) return this.status();
    return this.words.get(offset) ?? 0;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    if (offset === this.fifo) this.pushWord(value);
    else if (offset === RINT) this.events &= ~value;
    else if (offset === GCTRL) this.control(value);
    else if (offset === CMD) this.command(value);
    else if (offset === IDST) this.words.set(IDST, ((this.words.get(IDST) ?? 0) & ~value) >>> 0);
    else if (offset === DMAC) this.words.set(DMAC, value & ~1);
    else this.words.set(offset, value);
  }

  private control(value: number): void {
    if ((value & GCTRL_FIFO_RESET) !== 0) this.transfer = null;
    this.words.set(GCTRL, this.dead ? value : (value & ~GCTRL_RESETS) >>> 0);
  }

  private command(value: number): void {
    this.words.set(CMD, this.dead ? value : (value & ~CMD_START) >>> 0);
    if ((value & CMD_START) === 0 || this.dead) return;
    if ((value & CMD_UPDATE_CLOCK) !== 0) {
      this.clockRuns = ((this.words.get(CLKCR) ?? 0) & CLKCR_ON) !== 0;
      return;
    }
    // Without a card clock nothing is sent, and nothing ever comes back.
    if (this.clockRuns) this.send(value);
  }

  private send(value: number): void {
    const index = value & 0x3f;
    const argument = this.words.get(ARG) ?? 0;
    const answer = this.card?.command(index, argument) ?? { response: null, fault: null };
    if ((value & CMD_RESPONSE) === 0) {
      this.events |= EVENT_COMMAND_DONE;
      return;
    }
    if (answer.response === null) {
      this.events |= EVENT_RESPONSE_TIMEOUT;
      return;
    }
    const long = (value & CMD_LONG) !== 0;
    if (answer.response.length !== (long ? 4 : 1) || (answer.fault === "crc" && (value & CMD_DATA) === 0)) {
      this.events |= EVENT_RESPONSE_CRC;
      return;
    }
    for (let i = 0; i < answer.response.length; i++) this.words.set(RESP0 + 4 * i, answer.response[i]! >>> 0);
    this.events |= EVENT_COMMAND_DONE;
    if (answer.fault === "busy") this.busyUntil = FOREVER;
    else if (this.busyUntil === FOREVER) this.busyUntil = 0;
    if ((value & CMD_DATA) !== 0) this.startTransfer(value, argument, answer.fault);
  }

  private startTransfer(value: number, argument: number, fault: CardFaultKind | null): void {
    const card = this.card!;
    const bytes = this.words.get(BYTECNT) ?? 0;
    const register = (value & 0x3f) === 6;
    const sector = register ? 0 : card.sectorFor(argument);
    const writing = (value & CMD_WRITE) !== 0;
    const width = (this.words.get(WIDTH) ?? 0) === 1 ? 4 : 1;
    if (width !== card.busWidth || (fault === "crc" && !writing)) {
      this.events |= EVENT_DATA_CRC;
      return;
    }
    if (sector < 0 || fault === "data-timeout") {
      this.events |= EVENT_DATA_TIMEOUT;
      return;
    }
    const data = new Uint8Array(bytes);
    if (register) data.set(card.switchStatus(argument));
    else if (!writing) {
      for (let at = 0; at < bytes; at += CARD_SECTOR_BYTES) {
        data.set(card.storage.read(sector + at / CARD_SECTOR_BYTES), at);
      }
    }
    const autoStop = (value & CMD_AUTO_STOP) !== 0;
    this.transfer = { writing, sector, autoStop, words: bytes / 4, fault, moved: 0, data };
    if (fault === "pulled") this.pull(this.transfer);
    else if (((this.words.get(GCTRL) ?? 0) & GCTRL_DMA_ENABLE) !== 0) this.moveByDma(this.transfer);
  }

  /** Half of the sectors have reached the card when it leaves the slot. */
  private pull(transfer: Transfer): void {
    const half = transfer.data.length / CARD_SECTOR_BYTES / 2;
    if (transfer.writing && this.memory !== null) this.gather(transfer);
    for (let i = 0; transfer.writing && i < half; i++) this.store(transfer, i);
    this.card = null;
    this.transfer = null;
    this.events |= EVENT_DATA_TIMEOUT;
  }

  private moveByDma(transfer: Transfer): void {
    if (this.memory === null || ((this.words.get(DMAC) ?? 0) & DMAC_ENABLE) === 0) return;
    if (this.busError) {
      this.words.set(IDST, IDST_BUS_ERROR);
      return;
    }
    this.gather(transfer);
    this.words.set(IDST, transfer.writing ? IDST_SENT : IDST_RECEIVED);
    transfer.moved = transfer.words;
    this.end(transfer);
  }

  /** Moves the data along the chain of descriptors. */
  private gather(transfer: Transfer): void {
    const memory = this.memory!;
    let at = this.words.get(DLBA) ?? 0;
    for (let done = 0; done < transfer.data.length; ) {
      const status = memory.read32(at);
      if ((status & OWN) === 0) throw new Error("the IDMAC met a descriptor that is not its own");
      const size = memory.read32(at + 4);
      const piece = memory.bytes(memory.read32(at + 8), size);
      if (transfer.writing) transfer.data.set(piece, done);
      else piece.set(transfer.data.subarray(done, done + size));
      memory.write32(at, status & ~OWN);
      done += size;
      if ((status & DESCRIPTOR_LAST) !== 0 && done !== transfer.data.length)
        throw new Error(`the chain describes ${done} bytes of ${transfer.data.length}`);
      at = memory.read32(at + 12);
    }
  }

  private store(transfer: Transfer, i: number): void {
    const at = i * CARD_SECTOR_BYTES;
    this.card!.storage.write(transfer.sector + i, transfer.data.subarray(at, at + CARD_SECTOR_BYTES));
  }

  private popWord(): number {
    const transfer = this.transfer;
    if (transfer === null || transfer.writing || !this.cpuOwnsFifo()) return 0;
    const view = new DataView(transfer.data.buffer);
    const word = view.getUint32(4 * transfer.moved, true);
    this.advance(transfer);
    return word;
  }

  private pushWord(value: number): void {
    const transfer = this.transfer;
    if (transfer === null || !transfer.writing || !this.cpuOwnsFifo()) return;
    new DataView(transfer.data.buffer).setUint32(4 * transfer.moved, value, true);
    this.advance(transfer);
  }

  private advance(transfer: Transfer): void {
    transfer.moved += 1;
    if (transfer.moved >= transfer.words) this.end(transfer);
  }

  private end(transfer: Transfer): void {
    this.transfer = null;
    if (transfer.fault === "crc") {
      this.events |= EVENT_DATA_CRC;
      return;
    }
    const card = this.card!;
    if (transfer.writing) {
      for (let i = 0; i < transfer.data.length / CARD_SECTOR_BYTES; i++) this.store(transfer, i);
      if (this.busyUntil !== FOREVER) this.busyUntil = this.time.now() + BUSY_AFTER_WRITE_TICKS;
    }
    this.events |= EVENT_DATA_OVER;
    if (transfer.autoStop) {
      card.command(12, 0);
      this.events |= EVENT_AUTO_COMMAND_DONE;
    } else {
      card.endTransfer();
    }
  }

  private cpuOwnsFifo(): boolean {
    const control = this.words.get(GCTRL) ?? 0;
    return (control & GCTRL_FIFO_BY_CPU) !== 0 && (control & GCTRL_DMA_ENABLE) === 0;
  }

  private status(): number {
    let status = this.time.now() < this.busyUntil ? 0x200 : 0;
    if (this.card !== null) status |= 0x100;
    const transfer = this.transfer;
    if (transfer === null || transfer.writing) return status | 0x4;
    // A FIFO that is completely full reports level 0, as the A20's does.
    const level = Math.min(FIFO_DEPTH, transfer.words - transfer.moved);
    return level === FIFO_DEPTH ? status | 0x8 : status | (level << 17);
  }
}
