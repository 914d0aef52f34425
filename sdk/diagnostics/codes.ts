// The list of diagnostic codes: one stable number and one line of documentation for each message Ingot prints.
//
// Ranges: E0 usage and tools, E1 TypeScript's own errors, E2 language that cannot be compiled, E3 board and
// configuration, E4 image, E5 flashing, E6 signing and updates, E9 a bug in Ingot. A code is never reused for another meaning. The text
// of a message is written where the problem is found; this file does not know any message.

/** What each range of codes is about, by the digit after the `E`. */
export const CODE_RANGES: Readonly<Record<string, string>> = {
  "0": "usage and tools",
  "1": "TypeScript errors, passed through",
  "2": "language that cannot be compiled ahead of time",
  "3": "board and configuration",
  "4": "image",
  "5": "flashing",
  "6": "signing and updates",
  "9": "a bug in Ingot",
};

/** One line per code. A test fails when a code is used in the sources and missing here. */
export const CODES: Readonly<Record<string, string>> = {
  E0001: "The command does not exist.",
  E0002: "An option does not exist, lacks its value, or has a value it does not take.",
  E0003: "A required argument is missing.",
  E0004: "There are more arguments than the command takes.",
  E0005: "This version of Node.js is too old.",
  E0006: "The npm packages that Ingot needs are not installed.",
  E0007: "Ingot's own sources cannot be bundled.",

  E0008: "A file that is named on the command line does not exist, or cannot be read or written.",

  E0010: "No ARM compiler (arm-none-eabi-gcc) was found.",
  E0011: "The ARM compiler that was found does not serve: too old, incomplete, or for another target.",
  E0012: "No C compiler for this machine was found, or it does not serve.",
  E0013: "No emulator (QEMU) was found.",
  E0014: "The emulator that was found does not serve: too old, or not QEMU.",
  E0015: "The emulator ended or failed while a program ran in it.",
  E0016: "A program that was started could not be run to its end.",
  E0017: "The log has no panic record, or only a part of one.",
  E0018: "The file is not the executable of the build that panicked.",
  E0019: "A network port of this computer cannot be used.",

  E1001: "TypeScript's checker reports an error in the program.",

  E2001: "The construct cannot be compiled ahead of time, or not yet.",
  E2002: "A function of the standard library can only be called, or cannot be compiled ahead of time.",
  E2003: "Prototypes and methods are fixed at compile time: they cannot be read as objects or replaced.",
  E2004: "The regular expression is malformed.",
  E2010: "The base class cannot be extended.",
  E2011: "Decorators cannot be compiled.",
  E2012: "A package declares a name that its JavaScript does not export.",

  E3001: "The folder is not an application.",
  E3002: "The configuration file of the application cannot be evaluated.",
  E3003: "The configuration file of the application exports no configuration.",
  E3004: "A field of the configuration is unknown or has a wrong value.",
  E3005: "There is no board of this name.",
  E3006: "The board has no such pin, or an application may not use it.",
  E3007: "A pin, or the name of a pin, is used twice.",
  E3008: "The application cannot be bundled for the simulator.",
  E3009: "The emulator has no model of the board.",
  E3010: "The emulator does not log what happens at the board's pins.",

  E4001: "No U-Boot SPL was found for the board.",
  E4002: "The file is not a U-Boot SPL for Allwinner (no eGON.BT0 header).",
  E4003: "The SPL is damaged: its length or its checksum is wrong.",
  E4004: "The program is too large for the space before the first partition.",
  E4005: "The program is larger than what the SPL loads.",
  E4006: "The load address is outside DRAM or inside memory that the SPL uses.",
  E4007: "Two parts of the image overlap.",
  E4008: "The size of the image is not usable.",
  E4009: "A file of the image could not be read or written.",
  E4010: "The block map beside the image is damaged or belongs to another image.",

  E5001: "The image to flash is missing or cannot be read.",
  E5002: "No target was named.",
  E5003: "The target does not exist.",
  E5004: "The target is not something an image can be written to (a folder, a partition, a terminal ...).",
  E5010: "The target is a system disk of this computer.",
  E5011: "The target, or a partition of it, is mounted.",
  E5012: "The target is in use (swap, LVM, RAID, encryption, another program).",
  E5013: "The target is write-protected.",
  E5014: "The target is smaller than the image.",
  E5015: "The target is larger than any memory card one would flash.",
  E5016: "The target is not a removable device.",
  E5017: "There is no card in the reader.",
  E5018: "The existing target file does not look like an image.",
  E5020: "The device changed between the checks and the writing.",
  E5021: "Flashing was not confirmed.",
  E5022: "Writing or reading the target failed.",
  E5023: "What was read back differs from the image.",
  E5024: "No permission to open the target.",
  E5025: "Disks cannot be written on this operating system yet.",
  E5026: "The disks of this computer cannot be listed.",

  E6001: "A key cannot be read or written.",
  E6002: "The file is not an Ed25519 key in PEM.",
  E6003: "A file that would be made exists already, and is never overwritten.",
  E6004: "The signing command gave no signature.",
  E6005: "The file is not a signed image, or its signature or a size in it is wrong.",
  E6006: "The list of signing keys cannot be made or read.",
  E6007: "A number or a text of the application does not fit into a signed image.",
  E6008: "The image was not made from these sources with these tools.",
  E6010: "The device does not answer.",
  E6011: "The device refuses.",
  E6012: "The serial port cannot be used.",
  E6013: "The board's U-Boot does not do what is asked of it.",
  E6014: "The inventory of a fleet is missing or damaged.",
  E6015: "The inventory has no device, group or release of this name, or has it already.",
  E6016: "An image that a fleet's indexes name is missing.",
  E6017: "The board could not be started over USB.",

  E9000: "A bug in Ingot.",
  E9001: "The compiler made IR that does not hold together. A bug in Ingot.",
  E9002: "The C compiler refuses the C that Ingot made. A bug in Ingot.",
  E9003: "The linked program cannot be turned into an image. A bug in Ingot.",
  E9004: "The compiled program and Node do different things. A bug in Ingot, or a listed divergence.",
};

/** The documentation line of `code`, or undefined when the code is unknown. */
export function describeCode(code: string): string | undefined {
  return CODES[code];
}
