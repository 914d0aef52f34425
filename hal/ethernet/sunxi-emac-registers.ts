// Registers of the Allwinner EMAC ("WEMAC"), the 10/100 Mbit MAC of the A10, A20 and R40.
//
// The A10 User Manual leaves the chapter out; names, bits and values are those that the Linux and U-Boot
// drivers use.

export const CTL = 0x00;
export const TX_MODE = 0x04;
export const TX_CTL0 = 0x0c; // TX_CTL1 follows at 0x10
export const TX_INS = 0x14;
export const TX_PL0 = 0x18; // TX_PL1 follows at 0x1c
export const TX_IO_DATA = 0x24;
export const RX_CTL = 0x3c;
export const RX_IO_DATA = 0x4c;
export const RX_FBC = 0x50; // frames in the receive FIFO; writing 0 empties it
export const INT_CTL = 0x54;
export const INT_STA = 0x58; // write 1 to clear
export const MAC_CTL0 = 0x5c;
export const MAC_CTL1 = 0x60;
export const MAC_IPGT = 0x64;
export const MAC_IPGR = 0x68;
export const MAC_CLRT = 0x6c;
export const MAC_MAXF = 0x70;
export const MAC_SUPP = 0x74;
export const MAC_MCFG = 0x7c;
export const MAC_A0 = 0x98;
export const MAC_A1 = 0x9c;

/** CTL b0: 0 holds the MAC in reset on hardware; in QEMU writing 1 is a reset pulse and reads back 0. */
export const CTL_RUN = 0x01;
export const CTL_TX_ENABLE = 0x02;
export const CTL_RX_ENABLE = 0x04;

/** Frames are moved by the CPU and aborted ones reported. */
export const TX_MODE_CPU_ABORT = 0x01;
export const TX_START = 0x01;

export const RX_CTL_FLUSH = 0x08;
/** Pass out-of-range lengths (b8), unicast (b16), filter by own address (b17), multicast (b20), broadcast (b22). */
export const RX_CTL_FILTERS = 0x0053_0100;

export const INT_TX_DONE = 0x003;
export const INT_TX = 0x00f; // done and aborted, both channels
export const INT_RX = 0x100;

export const MAC_CTL0_FLOW_CONTROL = 0x000c;
export const MAC_CTL0_SOFT_RESET = 0x8000;
export const MAC_CTL1_FULL_DUPLEX = 0x01;
/** Check lengths (b1), append the CRC (b4), pad short frames (b5). */
export const MAC_CTL1_BASE = 0x32;
export const IPGT_FULL_DUPLEX = 0x15;
export const IPGT_HALF_DUPLEX = 0x12;
export const IPGR_VALUE = 0x0c12;
export const CLRT_VALUE = 0x370f;
export const MAXF_VALUE = 0x0600;
export const SUPP_100_MBIT = 0x100;
/** MCFG b5:2: management clock = bus clock / 72. */
export const MCFG_CLOCK_DIVIDER = 0xd << 2;
export const MCFG_CLOCK_MASK = 0xf << 2;

/** First word of every frame in the receive FIFO: "MAC" and 01. */
export const RX_MAGIC = 0x0143_414d;
// Second word: | 31:16 status | 15:0 length with CRC |
export const RX_STATUS_SHIFT = 16;
export const RX_STATUS_CRC_ERROR = 0x10;
export const RX_STATUS_OK = 0x80;
