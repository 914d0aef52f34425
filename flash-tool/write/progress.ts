// How far a long operation is, how fast it goes, and how long it will still take. Reads no clock of its own.

export interface Progress {
  readonly phase: "write" | "verify";
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Mean since the phase began; 0 while too little time has passed to tell. */
  readonly bytesPerSecond: number;
  /** Undefined while the rate is unknown. */
  readonly secondsLeft: number | undefined;
}

/** Milliseconds from any fixed point, never running backwards. */
export type Clock = () => number;

/** Counts the bytes of one phase and reports after each step. */
export function startProgress(
  phase: Progress["phase"],
  totalBytes: number,
  now: Clock,
  onProgress: (progress: Progress) => void,
): (bytes: number) => void {
  const startMs = now();
  let doneBytes = 0;
  return (bytes) => {
    doneBytes += bytes;
    const seconds = (now() - startMs) / 1000;
    const bytesPerSecond = seconds > 0 ? doneBytes / seconds : 0;
    const secondsLeft = bytesPerSecond > 0 ? (totalBytes - doneBytes) / bytesPerSecond : undefined;
    onProgress({ phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft });
  };
}
