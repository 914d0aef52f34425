// A program of eight ARM instructions that prints a text: what a test of boot chains needs in place of a compiled one.

/** Prints the text behind them on UART0, which is at 0x01c28000 on A10, A20, H3 and R40, and then stands still. */
const PRINT_TEXT = [
  0xe3a0_061c, 0xe280_090a, 0xe28f_1010, 0xe4d1_2001, 0xe352_0000, 0x0aff_fffe, 0xe580_2000, 0xeaff_fffa,
];

/** The program, to be put anywhere and entered at its start, followed by `fill` bytes that make it longer. */
export function printingProgram(text: string, fill = 0): Uint8Array {
  const code = new Uint8Array(new Uint32Array(PRINT_TEXT).buffer);
  return Buffer.concat([code, Buffer.from(`${text}\r\n\0`, "latin1"), Buffer.alloc(fill, 0x5a)]);
}
