// Progress of `ingot flash`: a bar that redraws itself on a terminal, a few lines elsewhere, JSON when asked.

import { formatBytes } from "../../flash-tool/devices/disk.ts";
import type { Progress } from "../../flash-tool/write/progress.ts";

const BAR_CELLS = 24;
const REDRAW_MS = 100;
/** Without a terminal: one line per quarter of a phase. */
const STEPS_WITHOUT_TERMINAL = 4;

/** What of a stream is needed; process.stderr has it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A consumer of progress. With `json` the events go to stdout, at most ten in a second. */
export function progressPrinter(
  stream: ProgressStream,
  json: boolean,
  now: () => number = () => performance.now(),
): (progress: Progress) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastStep = "";
  return (progress) => {
    const isLast = progress.doneBytes === progress.totalBytes;
    if (!json && stream.isTTY !== true) {
      const step = `${progress.phase} ${Math.floor((progress.doneBytes / progress.totalBytes) * STEPS_WITHOUT_TERMINAL)}`;
      if (step !== lastStep && !step.endsWith(" 0")) stream.write(`  ${describe(progress)}\n`);
      lastStep = step;
      return;
    }
    if (!isLast && now() - lastMs < REDRAW_MS) return;
    lastMs = now();
    if (json) process.stdout.write(`${JSON.stringify({ event: "progress", ...progress })}\n`);
    else stream.write(`\r\u001b[K  ${bar(progress)} ${describe(progress)}${isLast ? "\n" : ""}`);
  };
}

function bar({ doneBytes, totalBytes }: Progress): string {
  const filled = Math.floor((doneBytes / totalBytes) * BAR_CELLS);
  return `[${"#".repeat(filled)}${" ".repeat(BAR_CELLS - filled)}]`;
}

function describe({ phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft }: Progress): string {
  const percent = `${Math.floor((doneBytes / totalBytes) * 100)} %`;
  const isDone = doneBytes === totalBytes;
  const rate = bytesPerSecond > 0 ? `, ${formatBytes(Math.round(bytesPerSecond))}/s` : "";
  const left = isDone || secondsLeft === undefined ? "" : `, ${clockTime(secondsLeft)} left`;
  return `${phase === "write" ? "written" : "verified"} ${percent.padStart(5)} of ${formatBytes(totalBytes)}${rate}${left}`;
}

function clockTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
