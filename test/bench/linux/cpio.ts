// Writes archives in the format in which Linux takes its first file system: cpio "newc".
//
// The format is that of Linux's documentation, driver-api/early-userspace/buffer-format: a header of 110 hexadecimal
// characters, the name with its zero byte, the contents, each padded to four bytes; a member "TRAILER!!!" is the
// last. Owners are root, times are zero. Reads no archive, and compresses nothing.

export type Member =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "file"; readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  /** A device file of characters, as the console is one before there is a file system with devices. */
  | { readonly kind: "device"; readonly path: string; readonly major: number; readonly minor: number };

const MAGIC = "070701";
const TRAILER = "TRAILER!!!";
/** stat(2): the kinds of files within st_mode. */
const S_IFCHR = 0o020000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;
const S_IFLNK = 0o120000;

/** The archive of `members`, in their order. Folders must come before what is in them; paths have no leading slash. */
export function writeCpio(members: readonly Member[]): Buffer {
  const pieces: Buffer[] = [];
  members.forEach((member, i) => {
    pieces.push(...one(i + 1, member.path, modeOf(member), contentsOf(member), deviceOf(member)));
  });
  pieces.push(...one(0, TRAILER, 0, new Uint8Array(0), [0, 0]));
  return Buffer.concat(pieces);
}

function modeOf(member: Member): number {
  if (member.kind === "folder") return S_IFDIR | 0o755;
  if (member.kind === "link") return S_IFLNK | 0o777;
  if (member.kind === "device") return S_IFCHR | 0o600;
  return S_IFREG | (member.mode ?? 0o644);
}

function contentsOf(member: Member): Uint8Array {
  if (member.kind === "file") return member.bytes;
  return member.kind === "link" ? Buffer.from(member.target) : new Uint8Array(0);
}

function deviceOf(member: Member): readonly [number, number] {
  return member.kind === "device" ? [member.major, member.minor] : [0, 0];
}

function one(
  number: number,
  path: string,
  mode: number,
  contents: Uint8Array,
  [major, minor]: readonly [number, number],
): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const links = (mode & S_IFDIR) !== 0 ? 2 : 1;
  // c_ino, c_mode, c_uid, c_gid, c_nlink, c_mtime, c_filesize, c_maj, c_min, c_rmaj, c_rmin, c_namesize, c_chksum
  const fields = [number, mode, 0, 0, links, 0, contents.length, 0, 0, major, minor, name.length, 0];
  const header = MAGIC + fields.map((field) => field.toString(16).padStart(8, "0")).join("");
  return [padded(Buffer.concat([Buffer.from(header), name])), padded(Buffer.from(contents))];
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
