// A store as it was after one commit. Holds nothing: reads are the store's.

export class Snapshot {
  readonly commit: number;
  private readonly read: (key: string) => Promise<Uint8Array | undefined>;
  private readonly keys: (prefix: string) => Promise<string[]>;

  /** Use Store.at. */
  constructor(
    commit: number,
    read: (key: string) => Promise<Uint8Array | undefined>,
    keys: (prefix: string) => Promise<string[]>,
  ) {
    this.commit = commit;
    this.read = read;
    this.keys = keys;
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.read(key);
  }

  async getText(key: string): Promise<string | undefined> {
    const bytes = await this.read(key);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  list(prefix = ""): Promise<string[]> {
    return this.keys(prefix);
  }
}
