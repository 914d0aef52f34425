// Bodies of messages (Fetch Standard §5.3): whole or piece by piece, read once.
//
// Blobs and forms are not there. Pieces are pulled: nobody reads ahead of the consumer.

/** Where the bytes of a body come from. */
export interface ByteSource {
  /**
   * The next bytes, or null at the end. They are the caller's until its next call only. Rejects when the body
   * breaks off or is longer than allowed.
   */
  read(): Promise<Uint8Array | null>;
  /** Nobody will read on. */
  cancel(): void;
}

export type BodyInit = string | Uint8Array | ArrayBuffer | AsyncIterable<Uint8Array> | null;

/** What a reader's `read` resolves with. */
export interface ReadResult {
  readonly done: boolean;
  readonly value: Uint8Array | undefined;
}

/** A body piece by piece: `for await` over it, or `getReader` as of the web's ReadableStream. */
export class BodyStream implements AsyncIterable<Uint8Array> {
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    this.source = source;
  }

  getReader(): { read(): Promise<ReadResult>; cancel(): Promise<void> } {
    return {
      read: async () => {
        const piece = await this.source.read();
        if (piece === null) return { done: true, value: undefined };
        // A copy: what a source gives is good until its next read only, and applications keep pieces.
        return { done: false, value: piece.slice() };
      },
      cancel: () => this.cancel(),
    };
  }

  async cancel(): Promise<void> {
    this.source.cancel();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const piece = await this.source.read();
        if (piece === null) return { done: true, value: undefined };
        return { done: false, value: piece.slice() };
      },
      return: async () => {
        this.source.cancel();
        return { done: true, value: undefined };
      },
    };
  }
}

/** Pulls from what `for await` would take. */
class IteratedSource implements ByteSource {
  private readonly iterator: AsyncIterator<Uint8Array>;

  constructor(iterable: AsyncIterable<Uint8Array>) {
    this.iterator = iterable[Symbol.asyncIterator]();
  }

  async read(): Promise<Uint8Array | null> {
    const result = await this.iterator.next();
    return result.done === true ? null : result.value;
  }

  cancel(): void {
    // Nobody is left to hear of a failure.
    this.iterator.return?.().catch(() => undefined);
  }
}

const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What requests and responses have in common. */
export class Body {
  private content: Uint8Array | null = null;
  private text_: string | null = null;
  private source: ByteSource | null = null;
  private stream: BodyStream | null = null;
  private used = false;

  constructor(init: BodyInit, source: ByteSource | null) {
    this.source = source;
    if (init === null) return;
    if (typeof init === "string") this.text_ = init;
    else if (init instanceof Uint8Array) this.content = init;
    else if (Symbol.asyncIterator in init) this.source = new IteratedSource(init);
    else this.content = new Uint8Array(init);
  }

  /** Whether somebody has begun to read the body. */
  get bodyUsed(): boolean {
    return this.used;
  }

  /** The body piece by piece; null when there is none. Using it is reading it. */
  get body(): BodyStream | null {
    if (!this.hasBody()) return null;
    if (this.stream === null) this.stream = new BodyStream(this.takeSource());
    return this.stream;
  }

  /** The body as bytes of their own. Rejects with TypeError when it was read before, and as its source does. */
  async bytes(): Promise<Uint8Array> {
    const whole = this.takeWhole();
    if (whole !== null) return whole;
    const source = this.source!;
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const piece = await source.read();
      if (piece === null) break;
      pieces.push(piece.slice());
      length += piece.length;
    }
    if (pieces.length === 1) return pieces[0]!;
    const bytes = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < pieces.length; i++) {
      bytes.set(pieces[i]!, at);
      at += pieces[i]!.length;
    }
    return bytes;
  }

  /** The body as UTF-8. Rejects like `bytes`. */
  async text(): Promise<string> {
    if (this.text_ !== null && !this.used) {
      this.used = true;
      return this.text_;
    }
    return decoder.decode(await this.bytes());
  }

  /** The body as JSON. Rejects like `bytes`, and with SyntaxError. */
  // biome-ignore lint/suspicious/noExplicitAny: the web's own signature; the caller says what it expects
  async json<T = any>(): Promise<T> {
    return JSON.parse(await this.text()) as T;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    return bytes.slice().buffer as ArrayBuffer;
  }

  /** For writers of messages: the body when it is all there, and then it counts as read; null when it streams. */
  takeWhole(): Uint8Array | null {
    if (this.used) throw new TypeError("Body is unusable: Body has already been read");
    this.used = true;
    if (this.text_ !== null) return encoder.encode(this.text_);
    if (this.content !== null) return this.content;
    return this.source === null ? NOTHING : null;
  }

  /** For writers of messages: what the body comes from, after `takeWhole` has given null. */
  streamSource(): ByteSource {
    return this.source!;
  }

  private hasBody(): boolean {
    return this.text_ !== null || this.content !== null || this.source !== null;
  }

  private takeSource(): ByteSource {
    const whole = this.takeWhole();
    return whole === null ? this.source! : wholeSource(whole);
  }
}

function wholeSource(bytes: Uint8Array): ByteSource {
  let left: Uint8Array | null = bytes.length === 0 ? null : bytes;
  return {
    async read() {
      const piece = left;
      left = null;
      return piece;
    },
    cancel() {
      left = null;
    },
  };
}
