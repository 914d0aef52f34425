// Contract: what an image is read from and what it is written to. Two implementations of each: open.ts and the
// models in the tests.

/** Writers touch whole units of this size only, so that direct I/O and every card's sectors are satisfied. */
export const UNIT_BYTES = 4096;

/** A run of bytes; offset is a multiple of UNIT_BYTES, and so is length unless the run ends the image. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

export interface ImageSource {
  readonly sizeBytes: number;
  /** What must reach the target, ascending and disjoint. The rest of the image is not defined. */
  readonly ranges: readonly Range[];
  /** Fills `into` with the image's bytes from `offset`; beyond the end of the image with zeros. */
  read(offset: number, into: Uint8Array): Promise<void>;
}

export interface BlockTarget {
  /** True when everything reads as zero before the first write (a new sparse file): zeros need no writing. */
  readonly isBlank: boolean;
  /** Writes all of `from`, whose length is a multiple of UNIT_BYTES. Rejects with the system's error. */
  write(offset: number, from: Uint8Array): Promise<void>;
  /** Fills all of `into`, from the medium and not from memory if the implementation can. */
  read(offset: number, into: Uint8Array): Promise<void>;
  /** Settles when what was written is on the medium. */
  flush(): Promise<void>;
}
