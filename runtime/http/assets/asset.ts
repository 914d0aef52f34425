// Files of an appliance that are built into its image: a page, an icon.
//
// Import one (`import page from "./ui/index.html"`) and the build makes an Asset of it. Contents are kept as strings
// of one byte per character, because literals stay where the image is; bytes are made of them when first served.

/** A file in its two encodings. Made by the build; by hand for tests. */
export class Asset {
  /** As in Content-Type. */
  readonly contentType: string;
  /** Names the content: a hash in double quotes (RFC 9110 §8.8.3). */
  readonly etag: string;
  private readonly plainText: string;
  private readonly gzipText: string;
  private plainBytes: Uint8Array | null = null;
  private gzipBytes: Uint8Array | null = null;

  /** `plain` and `gzip` hold one byte in each code unit; `gzip` is "" when it would save nothing. */
  constructor(contentType: string, etag: string, plain: string, gzip: string) {
    this.contentType = contentType;
    this.etag = etag;
    this.plainText = plain;
    this.gzipText = gzip;
  }

  get hasGzip(): boolean {
    return this.gzipText !== "";
  }

  /** The content. Not to be changed. */
  bytes(): Uint8Array {
    this.plainBytes ??= toBytes(this.plainText);
    return this.plainBytes;
  }

  /** The content compressed (RFC 1952). Not to be changed. */
  gzip(): Uint8Array {
    this.gzipBytes ??= toBytes(this.gzipText);
    return this.gzipBytes;
  }
}

function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
