// A bad wire between two emulators: loses, repeats, delays and swaps frames, the same ones for the same seed.
//
// Not netem, which many kernels leave out and which no seed governs.

import { StreamLink } from "../../sdk/emulator/index.ts";

export interface Quality {
  /** Share of the frames that do not arrive, 0 .. 1, each way. */
  readonly loss: number;
  /** Share that arrives twice. */
  readonly repeated: number;
  /** Share that arrives behind frames sent up to `swapMs` later. */
  readonly swapped: number;
  readonly swapMs: number;
  /** Milliseconds on the way. */
  readonly delayMs: number;
}

export const GOOD: Quality = { loss: 0, repeated: 0, swapped: 0, swapMs: 0, delayMs: 0 };

export class LossyWire {
  /** The socket files for the network "stream" of both emulators. */
  readonly paths: readonly [string, string];
  quality = GOOD;
  frames = 0;
  lost = 0;
  private readonly ends: readonly [StreamLink, StreamLink];
  private state: number;

  private constructor(ends: readonly [StreamLink, StreamLink], seed: number) {
    this.ends = ends;
    this.paths = [ends[0].path, ends[1].path];
    this.state = seed;
    ends[0].onFrame((frame) => this.carry(frame, ends[1]));
    ends[1].onFrame((frame) => this.carry(frame, ends[0]));
  }

  /** `path` becomes the beginning of the names of two socket files. */
  static async open(path: string, seed: number): Promise<LossyWire> {
    return new LossyWire([await StreamLink.listen(`${path}-a`), await StreamLink.listen(`${path}-b`)], seed);
  }

  close(): void {
    for (const end of this.ends) end.close();
  }

  private carry(frame: Uint8Array, to: StreamLink): void {
    const { loss, repeated, swapped, swapMs, delayMs } = this.quality;
    this.frames += 1;
    if (this.chance(loss)) {
      this.lost += 1;
      return;
    }
    const late = this.chance(swapped) ? swapMs : 0;
    this.deliver(frame, to, delayMs + late);
    if (this.chance(repeated)) this.deliver(frame, to, delayMs);
  }

  private deliver(frame: Uint8Array, to: StreamLink, afterMs: number): void {
    if (afterMs === 0) to.send(frame);
    else setTimeout(() => to.send(frame), afterMs);
  }

  /** Marsaglia's xorshift32. */
  private chance(share: number): boolean {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) / 2 ** 32 < share;
  }
}
