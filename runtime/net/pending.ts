// Frames that wait until their next hop's hardware address is known. RFC 1122 §2.3.2.
//
// Bounded twice: few questions at once, few frames for each. Sends nothing itself; says what to ask and what has
// become free.

const QUESTIONS = 8;
/** RFC 1122 §2.3.2.2 asks for one at least. */
const FRAMES_PER_QUESTION = 4;
/** RFC 1122 §2.3.2.1: at most one request per second and destination. */
const ASK_INTERVAL_MS = 1000;
const TRIES = 3;

export class PendingQuestion {
  readonly protocol: number;
  readonly frames: Uint8Array[] = [];
  askAtMs: number;
  tries = 1;

  constructor(protocol: number, nowMs: number) {
    this.protocol = protocol;
    this.askAtMs = nowMs + ASK_INTERVAL_MS;
  }
}

export class PendingFrames {
  private readonly questions: PendingQuestion[] = [];
  /** Frames dropped because too many waited already. */
  dropped = 0;

  /** Keeps `frame` for the next hop `protocol`. True when the question has to be sent now. */
  hold(protocol: number, frame: Uint8Array, nowMs: number): boolean {
    let asked = this.find(protocol);
    const known = asked !== null;
    if (asked === null) {
      if (this.questions.length === QUESTIONS) {
        this.dropped += 1;
        return false;
      }
      asked = new PendingQuestion(protocol, nowMs);
      this.questions.push(asked);
    }
    if (asked.frames.length === FRAMES_PER_QUESTION) {
      // The newest says most about what its sender wants now.
      asked.frames.shift();
      this.dropped += 1;
    }
    asked.frames.push(frame);
    return !known;
  }

  /** The answer has come: the question with its frames, which is forgotten here, or null when nobody waited. */
  answered(protocol: number): PendingQuestion | null {
    const asked = this.find(protocol);
    if (asked !== null) this.questions.splice(this.questions.indexOf(asked), 1);
    return asked;
  }

  /** A question that is due to be asked again, or whose tries are over (then it is forgotten here); else null. */
  due(nowMs: number): PendingQuestion | null {
    for (let i = 0; i < this.questions.length; i++) {
      const asked = this.questions[i]!;
      if (asked.askAtMs > nowMs) continue;
      asked.tries += 1;
      asked.askAtMs = nowMs + ASK_INTERVAL_MS;
      if (asked.tries > TRIES) this.questions.splice(i, 1);
      return asked;
    }
    return null;
  }

  /** When `due` next returns something; Infinity when nothing waits. */
  nextDeadlineMs(): number {
    let next = Infinity;
    for (let i = 0; i < this.questions.length; i++) next = Math.min(next, this.questions[i]!.askAtMs);
    return next;
  }

  private find(protocol: number): PendingQuestion | null {
    for (let i = 0; i < this.questions.length; i++) {
      if (this.questions[i]!.protocol === protocol) return this.questions[i]!;
    }
    return null;
  }
}

/** True when the tries of a question that `due` returned are over. */
export function givenUp(question: PendingQuestion): boolean {
  return question.tries > TRIES;
}
