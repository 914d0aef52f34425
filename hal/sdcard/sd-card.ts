// An SD memory card as a block device: identification, addressing, transfers, recovery.
//
// Serves SDSC (byte addresses) and SDHC/SDXC (block addresses), version 1 and 2 cards, at default or high speed (50 MHz),
// four bits wide. No eMMC, no SDIO, no UHS. Micro-SD cards have no write-protect switch; what a card's registers say
// about writing is obeyed. References: SD Physical Layer Simplified
// Specification, version 6.00. A card that was exchanged for another in the middle is noticed by its identification
// number: what was meant for the one is never written to the other.
//
// The host polls, so a transfer holds up the event loop while it runs: about 3 ms per 64 sectors. Between
// pieces of that size the loop gets its turn.

import type { Clock } from "../timer/clock.ts";
import { Deadline, delayMicroseconds } from "../timer/wait.ts";
import { type BlockDevice, BlockDeviceError, SECTOR_BYTES } from "./block-device.ts";
import { isWriteProtected, sectorCountFromCsd, switchesFunctions } from "./csd.ts";
import type { HostResult, ResponseKind, SdHost } from "./sd-host.ts";
import {
  ASK_HIGH_SPEED,
  hasHighSpeed,
  runsAtHighSpeed,
  SWITCH_STATUS_BYTES,
  SWITCH_TO_HIGH_SPEED,
} from "./switch-status.ts";

// Command indexes, section 4.7.4.
const GO_IDLE_STATE = 0;
const ALL_SEND_CID = 2;
const SEND_RELATIVE_ADDR = 3;
const SWITCH_FUNC = 6;
const SET_BUS_WIDTH = 6; // ACMD
const SELECT_CARD = 7;
const SEND_IF_COND = 8;
const SEND_CSD = 9;
const STOP_TRANSMISSION = 12;
const SEND_STATUS = 13;
const SET_BLOCKLEN = 16;
const READ_SINGLE_BLOCK = 17;
const READ_MULTIPLE_BLOCK = 18;
const WRITE_SINGLE_BLOCK = 24;
const WRITE_MULTIPLE_BLOCK = 25;
const SD_SEND_OP_COND = 41; // ACMD
const APP_CMD = 55;

/** CMD8: 2.7 to 3.6 V (1) and a check pattern that the card echoes. */
const IF_COND_3V3_PATTERN = 0x1aa;
const IF_COND_MASK = 0xfff;
/** ACMD41: host capacity support (HCS) and the 2.7 to 3.6 V windows. */
const OCR_HIGH_CAPACITY = 0x4000_0000;
const OCR_VOLTAGES = 0x00ff_8000;
const OCR_POWERED_UP = 0x8000_0000;
const RCA_MASK = 0xffff_0000;
const BUS_WIDTH_4 = 2;

// Card status, section 4.10.1, table 4-42.
const STATUS_OUT_OF_RANGE = 0x8000_0000;
const STATUS_ADDRESS_ERROR = 0x4000_0000;
const STATUS_WRITE_PROTECT_VIOLATION = 0x0400_0000;
/** BLOCK_LEN, ERASE_SEQ, ERASE_PARAM, LOCK_UNLOCK, CRC, ILLEGAL_COMMAND, ECC, CC, ERROR, CSD_OVERWRITE. */
const STATUS_OTHER_ERRORS = 0x39f9_0000;

const IDENTIFICATION_HZ = 400_000;
/** Default speed allows 25 MHz; the host takes the nearest below. */
const TRANSFER_HZ = 25_000_000;
const HIGH_SPEED_HZ = 50_000_000;
/** Section 4.3.10.5: the card needs 8 clocks to change its timing. */
const SWITCH_MICROSECONDS = 10;
/** Section 4.2.3: a card may need one second to leave its busy state. */
const POWER_UP_MICROSECONDS = 1_000_000;
const POWER_UP_POLL_MICROSECONDS = 1000;
/** Section 6.4.1: supply ramp-up and 74 clocks before the first command. */
const SETTLE_MICROSECONDS = 1000;
const IDENTIFY_TRIES = 3;
const TRANSFER_TRIES = 3;
const MAX_SECTORS_PER_COMMAND = 64;

type ErrorCode = BlockDeviceError["code"];

export class SdCard implements BlockDevice {
  /** 0 until the card has been identified. */
  sectorCount: number;
  /** Transfers that had to be repeated since start, for diagnostics. */
  retries: number;
  /** Whether the card refuses writes by its registers. */
  writeProtected: boolean;
  /** Whether the card runs at high speed. */
  highSpeed: boolean;
  private readonly host: SdHost;
  private readonly clock: Clock;
  private readonly busWidth: 1 | 4;
  private relativeAddress: number;
  /** 1 when the card takes sector numbers, 512 when it takes byte addresses. */
  private addressUnit: number;
  private ready: boolean;
  /** The card's identification number; all zero before the first. */
  private readonly cid: Uint32Array;
  /** Another card than the one before has been found, and nobody has been told. */
  private changed: boolean;
  private readonly switchStatus: Uint8Array;

  constructor(options: { readonly host: SdHost; readonly clock: Clock; readonly busWidth: 1 | 4 }) {
    this.host = options.host;
    this.clock = options.clock;
    this.busWidth = options.busWidth;
    this.sectorCount = 0;
    this.retries = 0;
    this.relativeAddress = 0;
    this.addressUnit = 1;
    this.ready = false;
    this.writeProtected = false;
    this.highSpeed = false;
    this.cid = new Uint32Array(4);
    this.changed = false;
    this.switchStatus = new Uint8Array(SWITCH_STATUS_BYTES);
  }

  /**
   * Finds the card and learns its capacity. Takes up to three seconds with a card that never gets ready.
   * Rejects with BlockDeviceError: "no-card" when nothing answers. `read` and `write` call it when needed.
   */
  async identify(): Promise<void> {
    await this.find();
    // Whoever asks for whatever card is in the slot knows that it may be another one.
    this.changed = false;
  }

  /** As `identify`, and remembers whether the card is another one than before. */
  private async find(): Promise<void> {
    let failure: BlockDeviceError | null = null;
    for (let i = 0; i < IDENTIFY_TRIES; i++) {
      failure = this.tryIdentify();
      // An empty slot stays empty; everything else may have been a disturbed line.
      if (failure === null || failure.code === "no-card") break;
      await yieldToLoop();
    }
    if (failure !== null) throw failure;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    await this.transfer(sector, into, false);
  }

  async write(sector: number, from: Uint8Array): Promise<void> {
    await this.transfer(sector, from, true);
  }

  private async transfer(sector: number, bytes: Uint8Array, writing: boolean): Promise<void> {
    if (bytes.length % SECTOR_BYTES !== 0) {
      throw new RangeError(
        `the buffer has ${bytes.length} bytes, which is not a multiple of ${SECTOR_BYTES}`,
      );
    }
    await this.makeReady();
    const total = bytes.length / SECTOR_BYTES;
    if (!Number.isInteger(sector) || sector < 0 || sector + total > this.sectorCount) {
      throw new BlockDeviceError(
        "out-of-range",
        `sectors ${sector} to ${sector + total - 1} are outside the card's 0 to ${this.sectorCount - 1}`,
      );
    }
    if (writing && this.writeProtected) {
      throw new BlockDeviceError("write-protected", "the card is set to refuse writes");
    }
    let done = 0;
    while (done < total) {
      let count = total - done;
      if (count > MAX_SECTORS_PER_COMMAND) count = MAX_SECTORS_PER_COMMAND;
      await this.transferPiece(sector + done, bytes, done * SECTOR_BYTES, count, writing);
      done += count;
      if (done < total) await yieldToLoop();
    }
  }

  /** Identifies the card if that is due. Rejects once when it is another one than before. */
  private async makeReady(): Promise<void> {
    if (!this.ready) await this.find();
    if (!this.changed) return;
    this.changed = false;
    throw new BlockDeviceError("card-changed", "the SD card was exchanged for another one");
  }

  /** One command's worth, repeated after a fresh identification when it failed. */
  private async transferPiece(
    sector: number,
    bytes: Uint8Array,
    offset: number,
    count: number,
    writing: boolean,
  ): Promise<void> {
    let failure: BlockDeviceError | null = null;
    for (let i = 0; i < TRANSFER_TRIES; i++) {
      await this.makeReady();
      failure = this.tryTransfer(sector, bytes, offset, count, writing);
      if (failure === null) return;
      // The card's or the host's state is unknown now: start over before anything else is sent.
      this.ready = false;
      if (failure.code === "write-protected" || failure.code === "out-of-range") break;
      this.retries += 1;
    }
    if (failure !== null) throw failure;
  }

  private tryTransfer(
    sector: number,
    bytes: Uint8Array,
    offset: number,
    count: number,
    writing: boolean,
  ): BlockDeviceError | null {
    const address = sector * this.addressUnit;
    let result: HostResult;
    if (writing) {
      const index = count === 1 ? WRITE_SINGLE_BLOCK : WRITE_MULTIPLE_BLOCK;
      result = this.host.writeBlocks(index, address, bytes, offset, count);
    } else {
      const index = count === 1 ? READ_SINGLE_BLOCK : READ_MULTIPLE_BLOCK;
      result = this.host.readBlocks(index, address, bytes, offset, count);
    }
    const what = `${writing ? "writing" : "reading"} ${count} sectors at ${sector}`;
    if (result !== "ok") {
      // Ends a multi-block transfer that broke off; a card that is not sending ignores it.
      this.host.command(STOP_TRANSMISSION, 0, "short-busy");
      return hostError(result, what);
    }
    // A failed write shows in the status afterwards, not in the response to the write command.
    if (writing) return this.checked(SEND_STATUS, this.relativeAddress, "short", what);
    return statusError(this.host.response[0]!, what);
  }

  private tryIdentify(): BlockDeviceError | null {
    const host = this.host;
    this.ready = false;
    if (!host.reset() || !host.setClock(IDENTIFICATION_HZ)) {
      return new BlockDeviceError("timed-out", "the SD host does not answer: its clock or reset is not open");
    }
    delayMicroseconds(this.clock, SETTLE_MICROSECONDS);
    host.command(GO_IDLE_STATE, 0, "none");
    const version2 = host.command(SEND_IF_COND, IF_COND_3V3_PATTERN, "short");
    // A version 1 card does not know CMD8 and stays silent; anything else is a disturbed line.
    if (version2 !== "ok" && version2 !== "no-response") return hostError(version2, "probing the card");
    if (version2 === "ok" && (host.response[0]! & IF_COND_MASK) !== IF_COND_3V3_PATTERN) {
      return new BlockDeviceError("card", "the card does not accept 3.3 V");
    }
    const poweredUp = this.powerUp(version2 === "ok");
    if (poweredUp !== null) return poweredUp;
    return this.select();
  }

  /** ACMD41 until the card is ready. Section 4.2.3. */
  private powerUp(version2: boolean): BlockDeviceError | null {
    const host = this.host;
    const argument = version2 ? OCR_HIGH_CAPACITY | OCR_VOLTAGES : OCR_VOLTAGES;
    const deadline = new Deadline(this.clock, POWER_UP_MICROSECONDS);
    for (;;) {
      const late = deadline.passed();
      const prefix = host.command(APP_CMD, 0, "short");
      const result = prefix === "ok" ? host.command(SD_SEND_OP_COND, argument, "short-without-crc") : prefix;
      if (result === "no-response" && !version2) {
        return new BlockDeviceError("no-card", "no SD card answers: put a card into the slot");
      }
      if (result !== "ok") return hostError(result, "waking the card");
      const ocr = host.response[0]!;
      if ((ocr & OCR_POWERED_UP) !== 0) {
        this.addressUnit = (ocr & OCR_HIGH_CAPACITY) !== 0 ? 1 : SECTOR_BYTES;
        return null;
      }
      if (late) return new BlockDeviceError("timed-out", "the card did not get ready within a second");
      delayMicroseconds(this.clock, POWER_UP_POLL_MICROSECONDS);
    }
  }

  /** From "ready" to "transfer" state. Section 4.2.4 and figure 4-7. */
  private select(): BlockDeviceError | null {
    const host = this.host;
    let failure = this.plain(ALL_SEND_CID, 0, "long", "reading the card's identification");
    if (failure !== null) return failure;
    this.compareIdentification();
    failure = this.plain(SEND_RELATIVE_ADDR, 0, "short", "addressing the card");
    if (failure !== null) return failure;
    this.relativeAddress = (host.response[0]! & RCA_MASK) >>> 0;
    failure = this.plain(SEND_CSD, this.relativeAddress, "long", "reading the card's capacity");
    if (failure !== null) return failure;
    const sectorCount = sectorCountFromCsd(host.response);
    if (sectorCount === 0)
      return new BlockDeviceError("card", "the card's capacity register is of an unknown version");
    const switches = switchesFunctions(host.response);
    this.writeProtected = isWriteProtected(host.response);
    failure = this.checked(SELECT_CARD, this.relativeAddress, "short-busy", "selecting the card");
    if (failure !== null) return failure;
    if (this.busWidth === 4) {
      failure = this.checked(APP_CMD, this.relativeAddress, "short", "widening the bus");
      if (failure !== null) return failure;
      failure = this.checked(SET_BUS_WIDTH, BUS_WIDTH_4, "short", "widening the bus");
      if (failure !== null) return failure;
      host.setBusWidth(4);
    }
    if (this.addressUnit === SECTOR_BYTES) {
      failure = this.checked(SET_BLOCKLEN, SECTOR_BYTES, "short", "setting the block length");
      if (failure !== null) return failure;
    }
    if (!host.setClock(TRANSFER_HZ)) return hostError("stuck", "raising the card clock");
    this.highSpeed = switches && host.fastestHz > TRANSFER_HZ && this.switchToHighSpeed();
    if (this.highSpeed && !host.setClock(HIGH_SPEED_HZ)) return hostError("stuck", "raising the card clock");
    this.sectorCount = sectorCount;
    this.ready = true;
    return null;
  }

  /** CMD6. A card that refuses, or whose answer is damaged, stays at default speed, which always works. */
  private switchToHighSpeed(): boolean {
    const status = this.switchStatus;
    if (this.host.readRegister(SWITCH_FUNC, ASK_HIGH_SPEED, status) !== "ok" || !hasHighSpeed(status))
      return false;
    if (this.host.readRegister(SWITCH_FUNC, SWITCH_TO_HIGH_SPEED, status) !== "ok") return false;
    delayMicroseconds(this.clock, SWITCH_MICROSECONDS);
    return runsAtHighSpeed(status);
  }

  /** The CID register is in the host's response: is this the card that was there before? */
  private compareIdentification(): void {
    const first = this.cid[0] === 0 && this.cid[1] === 0 && this.cid[2] === 0 && this.cid[3] === 0;
    for (let i = 0; i < 4; i++) {
      if (!first && this.cid[i] !== this.host.response[i]) this.changed = true;
      this.cid[i] = this.host.response[i]!;
    }
  }

  private plain(
    index: number,
    argument: number,
    response: ResponseKind,
    what: string,
  ): BlockDeviceError | null {
    const result = this.host.command(index, argument, response);
    return result === "ok" ? null : hostError(result, what);
  }

  /** As `plain`, and the card status in the R1 response must be clean. */
  private checked(
    index: number,
    argument: number,
    response: ResponseKind,
    what: string,
  ): BlockDeviceError | null {
    const failure = this.plain(index, argument, response, what);
    return failure !== null ? failure : statusError(this.host.response[0]!, what);
  }
}

function hostError(result: HostResult, what: string): BlockDeviceError {
  if (result === "crc") return new BlockDeviceError("crc", `${what}: data arrived damaged`);
  if (result === "no-response") return new BlockDeviceError("no-card", `${what}: the card does not answer`);
  if (result === "stuck") return new BlockDeviceError("timed-out", `${what}: the SD host is stuck`);
  return new BlockDeviceError("timed-out", `${what}: the card took too long`);
}

function statusError(status: number, what: string): BlockDeviceError | null {
  let code: ErrorCode;
  if ((status & STATUS_WRITE_PROTECT_VIOLATION) !== 0) code = "write-protected";
  else if ((status & (STATUS_OUT_OF_RANGE | STATUS_ADDRESS_ERROR)) !== 0) code = "out-of-range";
  else if ((status & STATUS_OTHER_ERRORS) !== 0) code = "card";
  else return null;
  return new BlockDeviceError(code, `${what}: the card reports status 0x${(status >>> 0).toString(16)}`);
}

/**
 * Lets timers, devices and other promises run before the caller goes on. No timer: the shortest takes a millisecond, as
 * long as the card takes for the next piece.
 */
function yieldToLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
