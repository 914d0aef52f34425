// A disk as the flash tool sees it, on any operating system: plain data, taken at one moment.

/** Something that uses a disk or a part of it. `device` is the disk, a partition, or what is built upon them. */
export type Use =
  | { readonly kind: "mount"; readonly device: string; readonly mountPoint: string }
  | { readonly kind: "swap"; readonly device: string }
  /** LVM, RAID, encryption: `holder` is the device that is built upon `device`. */
  | { readonly kind: "holder"; readonly device: string; readonly holder: string };

export interface Disk {
  /** The name to type: "sdb", "mmcblk0". */
  readonly name: string;
  readonly path: string;
  /** "major:minor". */
  readonly devNumber: string;
  /** Counts insertions: another medium in the same reader gets another number. Absent before Linux 5.15. */
  readonly diskSequence?: string;
  /** 0 when there is no medium. */
  readonly sizeBytes: number;
  /** Vendor and model as the device tells them, or "". */
  readonly model: string;
  readonly removable: boolean;
  readonly readOnly: boolean;
  /** Made by the kernel and not by hardware: loop, zram, device mapper, RAID. */
  readonly virtual: boolean;
  readonly partitions: readonly { readonly name: string; readonly devNumber: string }[];
  readonly uses: readonly Use[];
}

/** Whether two looks at a disk saw the same device with the same medium in it. */
export function isSameDisk(a: Disk, b: Disk): boolean {
  return (
    a.name === b.name &&
    a.devNumber === b.devNumber &&
    a.diskSequence === b.diskSequence &&
    a.sizeBytes === b.sizeBytes &&
    a.model === b.model
  );
}

/** For people: "14.9 GiB". Binary units, one decimal, exact bytes below 1 KiB. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

/** For people: "sdb (14.9 GiB, Generic SD/MMC)". */
export function describeDisk(disk: Disk): string {
  return `${disk.name} (${[formatBytes(disk.sizeBytes), disk.model].filter((part) => part !== "").join(", ")})`;
}
