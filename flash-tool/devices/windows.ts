// The disks of a Windows machine, from what PowerShell's storage commands say (Get-Disk, Get-Partition) as JSON.
//
// Written from Microsoft's documentation of MSFT_Disk and MSFT_Partition and tested with texts, not on Windows.

import { execFileSync } from "node:child_process";
import type { Disk, Use } from "./disk.ts";

/** Runs a PowerShell command and gives its output. Tests pass their own. */
export type PowerShell = (command: string) => string;

const realPowerShell: PowerShell = (command) =>
  execFileSync("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", command], {
    encoding: "utf8",
    timeout: 60_000,
    windowsHide: true,
  });

const DISKS =
  "Get-Disk | Select-Object Number,FriendlyName,Size,@{n='Bus';e={[string]$_.BusType}},IsSystem,IsBoot,IsReadOnly | ConvertTo-Json";
const PARTITIONS =
  "Get-Partition | Select-Object DiskNumber,PartitionNumber,@{n='Letter';e={[string]$_.DriveLetter}} | ConvertTo-Json";
/** BusType of what one takes out: card readers and sticks. Network and virtual disks are others. */
const REMOVABLE = new Set(["USB", "SD", "MMC"]);
const VIRTUAL = new Set(["Virtual", "File Backed Virtual", "Storage Spaces", "iSCSI"]);

interface DiskFacts {
  readonly Number: number;
  readonly FriendlyName: string | null;
  readonly Size: number | null;
  readonly Bus: string;
  readonly IsSystem: boolean;
  readonly IsBoot: boolean;
  readonly IsReadOnly: boolean;
}

interface PartitionFacts {
  readonly DiskNumber: number;
  readonly PartitionNumber: number;
  /** A letter, or a character of code 0 where there is none. */
  readonly Letter: string;
}

/** All disks by number. Throws what PowerShell's failure throws. */
export function listWindowsDisks(run: PowerShell = realPowerShell): Disk[] {
  const partitions = list<PartitionFacts>(run(PARTITIONS));
  return list<DiskFacts>(run(DISKS))
    .toSorted((a, b) => a.Number - b.Number)
    .map((disk) => {
      const name = `PhysicalDrive${disk.Number}`;
      const own = partitions.filter((p) => p.DiskNumber === disk.Number);
      const nameOf = (p: PartitionFacts): string => `${name} partition ${p.PartitionNumber}`;
      const letters = own.filter((p) => /^[A-Z]$/i.test(p.Letter));
      const uses: Use[] = letters.map((p) => ({
        kind: "mount",
        device: nameOf(p),
        mountPoint: `${p.Letter}:`,
      }));
      // What Windows started from is nobody's card, whether or not it has a letter.
      if (disk.IsSystem || disk.IsBoot) uses.push({ kind: "mount", device: name, mountPoint: "/" });
      return {
        name,
        path: `\\\\.\\${name}`,
        devNumber: String(disk.Number),
        sizeBytes: disk.Size ?? 0,
        model: disk.FriendlyName?.trim() ?? "",
        removable: REMOVABLE.has(disk.Bus),
        readOnly: disk.IsReadOnly,
        virtual: VIRTUAL.has(disk.Bus),
        partitions: own.map((p) => ({ name: nameOf(p), devNumber: `${disk.Number}:${p.PartitionNumber}` })),
        uses,
      };
    });
}

/** ConvertTo-Json writes a single object without a list around it, and nothing for none. */
function list<T>(json: string): T[] {
  if (json.trim() === "") return [];
  const value = JSON.parse(json) as T | T[];
  return Array.isArray(value) ? value : [value];
}
