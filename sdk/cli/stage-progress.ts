// Progress of a build on stderr: one line that changes on a terminal, a line per stage elsewhere.

/** What of a stream is needed; process.stderr has it. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface StageProgress {
  /** Shows what is being done now. */
  show(message: string): void;
  /** Removes the changing line, so that results can be printed. */
  done(): void;
}

const ERASE_LINE = "\r\u001b[K";
const DEFAULT_COLUMNS = 80;

/** `quiet` shows stages on a terminal only. */
export function stageProgress(stream: TextStream, quiet = false): StageProgress {
  if (stream.isTTY !== true) {
    let last = "";
    return {
      show(message) {
        // A hundred C files are one stage to somebody who reads a log.
        const stage = message.split(" ")[0]!;
        if (!quiet && stage !== last) stream.write(`${stage === "compiling" ? "compiling C" : message}\n`);
        last = stage;
      },
      done() {},
    };
  }
  let shown = false;
  return {
    show(message) {
      stream.write(ERASE_LINE + message.slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1));
      shown = true;
    },
    done() {
      if (shown) stream.write(ERASE_LINE);
      shown = false;
    },
  };
}
