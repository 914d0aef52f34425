// The list of benchmarks: what stands in programs/ and c/, in which group, and how large it is run.
// It measures nothing.

export type Group = "numbers" | "objects" | "library";

export interface Benchmark {
  readonly name: string;
  readonly group: Group;
  /** For the computer: a few tenths of a second under Node. */
  readonly large: number;
  /** For interpreters and the emulator, which are a hundred times slower. */
  readonly small: number;
  /** Whether c/ has a port. */
  readonly c: boolean;
  readonly isAsync?: boolean;
  /** What ECMAScript 5 lacks and the program needs: then it is not run on duktape. */
  readonly needs?: string;
}

export const BENCHMARKS: readonly Benchmark[] = [
  { name: "mandelbrot", group: "numbers", large: 1200, small: 60, c: true },
  { name: "n-body", group: "numbers", large: 500_000, small: 1000, c: true },
  { name: "spectral-norm", group: "numbers", large: 700, small: 40, c: true },
  { name: "fannkuch", group: "numbers", large: 10, small: 7, c: true },
  { name: "sha-256", group: "numbers", large: 16_000, small: 24, c: true },
  { name: "crc-32", group: "numbers", large: 4000, small: 12, c: true },
  { name: "matrix", group: "numbers", large: 400, small: 40, c: true },
  { name: "sieve", group: "numbers", large: 8_000_000, small: 100_000, c: true },
  { name: "queens", group: "numbers", large: 13, small: 6, c: true },
  { name: "binary-trees", group: "objects", large: 16, small: 8, c: true },
  { name: "scheduler", group: "objects", large: 1_000_000, small: 3000, c: true },
  { name: "constraints", group: "objects", large: 6000, small: 20, c: true },
  { name: "loops", group: "objects", large: 200, small: 1, c: true },
  { name: "strings", group: "library", large: 100, small: 1, c: false, needs: "Map" },
  { name: "map-churn", group: "library", large: 1000, small: 10, c: false, needs: "Map" },
  { name: "sorting", group: "library", large: 200_000, small: 2000, c: false },
  { name: "json", group: "library", large: 20_000, small: 200, c: false },
  { name: "text-search", group: "library", large: 20_000, small: 200, c: false },
  { name: "closures", group: "library", large: 3000, small: 20, c: false },
  { name: "tasks", group: "library", large: 500, small: 5, c: false, isAsync: true, needs: "Promise" },
];

/** The most that the geometric mean of a group may be, as a multiple of the time of C at -O2. */
export const TARGETS_TO_C: Readonly<Partial<Record<Group, number>>> = { numbers: 1.5, objects: 2.5 };
/** No program may take more than this multiple of Node's time. */
export const TARGET_TO_NODE = 3;
/** Geometric mean over all programs: how many times faster than duktape. */
export const TARGET_OVER_DUKTAPE = 10;
