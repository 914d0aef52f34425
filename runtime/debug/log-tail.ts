// The last that was printed: texts in a ring bounded by their length.

export class LogTail {
  private texts: string[] = [];
  private length = 0;
  private readonly most: number;

  /** Keeps at least the last `most` characters, whole texts of them, or what there is. */
  constructor(most: number) {
    this.most = most;
  }

  add(text: string): void {
    this.texts.push(text);
    this.length += text.length;
    while (this.length - this.texts[0]!.length >= this.most) this.length -= this.texts.shift()!.length;
  }

  text(): string {
    return this.texts.join("");
  }
}
