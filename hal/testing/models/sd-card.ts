// Model of an SD memory card: states, commands, SDSC and SDHC addressing, and the faults that real cards show.
//
// Follows the SD Physical Layer Simplified Specification 6.00, chapter 4, as far as a memory card at default
// speed goes. Sectors live in a `SectorStorage`, so a test can look at them and the simulator can put a file
// behind.

export const CARD_SECTOR_BYTES = 512;

/** Where the card keeps its sectors. */
export interface SectorStorage {
  readonly sectorCount: number;
  /** 512 bytes, zeros when never written. */
  read(sector: number): Uint8Array;
  write(sector: number, bytes: Uint8Array): void;
}

/** Sectors in memory; only written ones take space. */
export class MemoryStorage implements SectorStorage {
  readonly sectorCount: number;
  private readonly sectors = new Map<number, Uint8Array>();

  constructor(sectorCount: number) {
    this.sectorCount = sectorCount;
  }

  read(sector: number): Uint8Array {
    return this.sectors.get(sector) ?? new Uint8Array(CARD_SECTOR_BYTES);
  }

  write(sector: number, bytes: Uint8Array): void {
    this.sectors.set(sector, bytes.slice());
  }
}

export type CardFaultKind =
  /** The card stays silent. */
  | "no-response"
  /** Response or data arrive with a wrong checksum. */
  | "crc"
  /** Reading: no data come. Writing: the card takes no data. */
  | "data-timeout"
  /** After the command the card holds DAT0 low for ever. */
  | "busy"
  /** The card reports an error in its status. */
  | "status"
  /** The card is pulled out of the slot while data move; half of them have. */
  | "pulled";

/** Strikes the next `times` commands with index `command` (ACMD41 is 41, ACMD6 is 6). */
export interface CardFault {
  readonly command: number;
  readonly kind: CardFaultKind;
  times: number;
  /** Commands with this index that are spared first. */
  after?: number;
  /** For "status": bits of the card status. */
  readonly status?: number;
}

/** What the card does with one command: null is silence. */
export interface CardAnswer {
  /** One word, or four for the 136-bit registers; word 0 is bits 31:0. */
  readonly response: readonly number[] | null;
  readonly fault: CardFaultKind | null;
}

const STATE_IDLE = 0;
const STATE_READY = 1;
const STATE_IDENT = 2;
const STATE_STANDBY = 3;
const STATE_TRANSFER = 4;
const STATE_DATA = 5;
const STATE_RECEIVE = 6;

const STATUS_READY_FOR_DATA = 0x100;
const STATUS_APP_CMD = 0x20;
const STATUS_ILLEGAL_COMMAND = 0x0040_0000;
const STATUS_OUT_OF_RANGE = 0x8000_0000;
const STATUS_ADDRESS_ERROR = 0x4000_0000;
const OCR_VOLTAGES = 0x00ff_8000;
const OCR_POWERED_UP = 0x8000_0000;
const OCR_HIGH_CAPACITY = 0x4000_0000;
const CID = [0x0000_0100, 0x5431_3233, 0x494e_474f];
const CSD_CLASS_10 = 0x4000_0000;
const CSD_WRITE_PROTECT = 0x1000;

export class SdCardModel {
  readonly storage: SectorStorage;
  readonly highCapacity: boolean;
  readonly faults: CardFault[] = [];
  /** Every command as text, "CMD17(0x64)", for tests that ask what was sent. */
  readonly log: string[] = [];
  busWidth: 1 | 4 = 1;
  /** Whether the card runs at high speed. */
  highSpeed = false;
  private readonly version: 1 | 2;
  private readonly serial: number;
  private readonly writeProtected: boolean;
  private readonly canSwitch: boolean;
  private readonly rca: number;
  private readonly pollsUntilReady: number;
  private polls = 0;
  private state = STATE_IDLE;
  private appCommand = false;
  private errors = 0;

  /** `pollsUntilReady`: how often ACMD41 reports a card that is still waking up. */
  constructor(options: {
    storage: SectorStorage;
    highCapacity: boolean;
    version?: 1 | 2;
    rca?: number;
    pollsUntilReady?: number;
    /** Tells cards apart. */
    serial?: number;
    /** TMP_WRITE_PROTECT is set. */
    writeProtected?: boolean;
    /** The card has CMD6 and high speed. Default: cards of version 2 have. */
    canSwitch?: boolean;
  }) {
    this.storage = options.storage;
    this.highCapacity = options.highCapacity;
    this.version = options.version ?? 2;
    this.serial = options.serial ?? 1;
    this.writeProtected = options.writeProtected ?? false;
    this.canSwitch = options.canSwitch ?? this.version === 2;
    this.rca = options.rca ?? 0x4567;
    this.pollsUntilReady = options.pollsUntilReady ?? 2;
  }

  /** Hands the card a command and returns its answer. */
  command(index: number, argument: number): CardAnswer {
    const app = this.appCommand;
    this.appCommand = false;
    this.log.push(`${app ? "ACMD" : "CMD"}${index}(0x${argument.toString(16)})`);
    const fault = this.faultFor(index);
    if (fault?.kind === "no-response") return { response: null, fault: "no-response" };
    if (fault?.kind === "status") this.errors |= fault.status ?? 0;
    const response = app ? this.appAnswer(index, argument) : this.answer(index, argument);
    return { response, fault: fault?.kind ?? null };
  }

  /** Sector for the argument of a read or write command, or -1 when it is not on the card. */
  sectorFor(argument: number): number {
    const sector = this.highCapacity ? argument : argument / CARD_SECTOR_BYTES;
    return Number.isInteger(sector) && sector < this.storage.sectorCount ? sector : -1;
  }

  /** The 64 bytes of CMD6's status for `argument`; switches when it says so (4.3.10). */
  switchStatus(argument: number): Uint8Array {
    const status = new Uint8Array(64);
    status[13] = this.canSwitch ? 0x03 : 0x01;
    const wanted = argument & 0xf;
    const possible = wanted === 0 || (wanted === 1 && this.canSwitch);
    status[16] = possible ? wanted : 0xf;
    if (argument >>> 31 === 1 && possible) this.highSpeed = wanted === 1;
    return status;
  }

  /** The host has moved all data of a single-block command. */
  endTransfer(): void {
    this.state = STATE_TRANSFER;
  }

  private answer(index: number, argument: number): readonly number[] | null {
    const addressed = argument >>> 16 === this.rca;
    switch (index) {
      case 0:
        this.state = STATE_IDLE;
        this.busWidth = 1;
        this.highSpeed = false;
        this.polls = 0;
        this.errors = 0;
        return null;
      case 8:
        return this.version === 2 && this.state === STATE_IDLE ? [argument & 0xfff] : this.illegal();
      case 55:
        if (this.state > STATE_IDENT && !addressed) return null;
        this.appCommand = true;
        return [this.status() | STATUS_APP_CMD];
      case 2:
        return this.enter(STATE_READY, STATE_IDENT, [...CID, this.serial]);
      case 3:
        if (this.state === STATE_STANDBY) return [this.shortRca()];
        return this.enter(STATE_IDENT, STATE_STANDBY, [this.shortRca()]);
      case 9:
        return this.state === STATE_STANDBY && addressed ? this.csd() : this.illegal();
      case 7:
        return addressed ? this.enter(STATE_STANDBY, STATE_TRANSFER, [this.status()]) : null;
      case 6:
        return this.canSwitch ? this.inTransfer(true) : this.illegal();
      case 12:
        if (this.state !== STATE_DATA && this.state !== STATE_RECEIVE) return this.illegal();
        this.state = STATE_TRANSFER;
        return [this.status()];
      case 13:
        return addressed ? [this.status()] : null;
      case 16:
        return this.inTransfer(argument === CARD_SECTOR_BYTES);
      case 17:
      case 18:
        return this.startTransfer(STATE_DATA, argument);
      case 24:
      case 25:
        return this.startTransfer(STATE_RECEIVE, argument);
      default:
        return this.illegal();
    }
  }

  private appAnswer(index: number, argument: number): readonly number[] | null {
    if (index === 41) return this.wake(argument);
    if (index === 6 && this.state === STATE_TRANSFER) {
      this.busWidth = argument === 2 ? 4 : 1;
      return [this.status() | STATUS_APP_CMD];
    }
    return this.answer(index, argument);
  }

  private wake(argument: number): readonly number[] | null {
    if (this.state !== STATE_IDLE) return this.illegal();
    this.polls += 1;
    const hostKnowsHighCapacity = (argument & OCR_HIGH_CAPACITY) !== 0;
    // A high-capacity card never gets ready for a host that does not say it can address it (4.2.3.1).
    if (this.polls <= this.pollsUntilReady || (this.highCapacity && !hostKnowsHighCapacity)) {
      return [OCR_VOLTAGES];
    }
    this.state = STATE_READY;
    return [(OCR_VOLTAGES | OCR_POWERED_UP | (this.highCapacity ? OCR_HIGH_CAPACITY : 0)) >>> 0];
  }

  private startTransfer(state: number, argument: number): readonly number[] | null {
    if (this.state !== STATE_TRANSFER) return this.illegal();
    if (!this.highCapacity && argument % CARD_SECTOR_BYTES !== 0) this.errors |= STATUS_ADDRESS_ERROR;
    else if (this.sectorFor(argument) < 0) this.errors |= STATUS_OUT_OF_RANGE;
    const status = this.status();
    this.state = state;
    return [status];
  }

  private enter(from: number, to: number, response: readonly number[]): readonly number[] | null {
    if (this.state !== from) return this.illegal();
    this.state = to;
    return response;
  }

  private inTransfer(valid: boolean): readonly number[] | null {
    return this.state === STATE_TRANSFER && valid ? [this.status()] : this.illegal();
  }

  /** An illegal command gets no answer; the next status tells (4.6.1). */
  private illegal(): null {
    this.errors |= STATUS_ILLEGAL_COMMAND;
    return null;
  }

  private status(): number {
    const status = (this.errors | STATUS_READY_FOR_DATA | (this.state << 9)) >>> 0;
    this.errors = 0;
    return status;
  }

  private shortRca(): number {
    return ((this.rca << 16) | STATUS_READY_FOR_DATA | (this.state << 9)) >>> 0;
  }

  /** Section 5.3. Only the capacity fields and the structure version are filled in. */
  private csd(): readonly number[] {
    const sectors = this.storage.sectorCount;
    const protection = this.writeProtected ? CSD_WRITE_PROTECT : 0;
    const classes = this.canSwitch ? CSD_CLASS_10 : 0;
    if (this.highCapacity) {
      const size = sectors / 1024 - 1;
      return [protection, ((size & 0xffff) << 16) >>> 0, classes | (size >>> 16), 0x4000_0000];
    }
    // Multiplier 512 (C_SIZE_MULT 7); block length 512, or more for cards above 1 GiB.
    let blockBits = 9;
    while (sectors / (512 << (blockBits - 9)) > 4096) blockBits += 1;
    const size = sectors / (512 << (blockBits - 9)) - 1;
    return [
      protection,
      (((size & 3) << 30) | (7 << 15)) >>> 0,
      classes | (blockBits << 16) | (size >>> 2),
      0,
    ];
  }

  private faultFor(index: number): CardFault | undefined {
    const fault = this.faults.find((f) => f.command === index && f.times > 0);
    if (fault === undefined) return undefined;
    if ((fault.after ?? 0) > 0) {
      fault.after! -= 1;
      return undefined;
    }
    fault.times -= 1;
    return fault;
  }
}
