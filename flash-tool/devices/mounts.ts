// What the kernel says is in use: mount table (/proc/self/mountinfo) and swap areas (/proc/swaps), as data.
//
// Text in, records out; see proc(5). Knows nothing about disks.

export interface Mount {
  /** "major:minor" of the device, "0:..." for file systems without one (tmpfs, btrfs, overlay). */
  readonly devNumber: string;
  readonly mountPoint: string;
  /** What was mounted, usually a path such as /dev/sda1; the only trace of the device for btrfs. */
  readonly source: string;
}

/**
 * The lines of mountinfo: id, parent, major:minor, root, mount point, options, optional fields, "-", type, source,
 * super options. Lines that do not have this form are passed over.
 */
export function parseMountinfo(text: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split("\n")) {
    const fields = line.split(" ");
    const separator = fields.indexOf("-", 6);
    const [devNumber, mountPoint, source] = [fields[2], fields[4], fields[separator + 2]];
    if (separator < 0 || devNumber === undefined || mountPoint === undefined || source === undefined)
      continue;
    mounts.push({ devNumber, mountPoint: decodeOctal(mountPoint), source: decodeOctal(source) });
  }
  return mounts;
}

/** The paths of swap areas: devices and files. */
export function parseSwaps(text: string): string[] {
  return text
    .split("\n")
    .slice(1)
    .map((line) => decodeOctal(line.split(/\s+/)[0] ?? ""))
    .filter((path) => path !== "");
}

/** The kernel writes blank, tab, line feed and backslash as three octal digits. */
function decodeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
