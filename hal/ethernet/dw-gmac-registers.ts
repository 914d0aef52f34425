// Registers and descriptors of the DesignWare GMAC in the A20, with descriptors of the normal (not enhanced) kind.
//
// The A20 User Manual shows the chapter "GMAC" without its registers; names and bits are those of the Linux and U-Boot
// drivers (stmmac, designware), which follow Synopsys' databook.

// The MAC.
export const CONFIG = 0x0000;
export const FRAME_FILTER = 0x0004;
export const MII_ADDR = 0x0010;
export const MII_DATA = 0x0014;
export const INT_MASK = 0x003c;
export const ADDR_HIGH0 = 0x0040;
export const ADDR_LOW0 = 0x0044;
// Its DMA.
export const BUS_MODE = 0x1000;
export const TX_POLL_DEMAND = 0x1004;
export const RX_POLL_DEMAND = 0x1008;
export const RX_LIST = 0x100c;
export const TX_LIST = 0x1010;
export const STATUS = 0x1014; // write 1 to clear
export const OPERATION_MODE = 0x1018;
export const INT_ENABLE = 0x101c;

export const CONFIG_RX_ENABLE = 0x0004;
export const CONFIG_TX_ENABLE = 0x0008;
export const CONFIG_FULL_DUPLEX = 0x0800;
/** FES and PS: 100 Mbit/s; PS alone: 10; neither: 1000. */
export const CONFIG_100_MBIT = 0x4000;
export const CONFIG_MII = 0x8000;

/** PM: every multicast address, besides the own one and broadcast. */
export const FRAME_FILTER_MULTICAST = 0x10;

export const MII_BUSY = 0x01;
export const MII_WRITE = 0x02;
/** CR, b5:2: the AHB clock of 150 to 250 MHz divided by 102. */
export const MII_DIVIDE_BY_102 = 0x10;
export const MII_REGISTER_SHIFT = 6;
export const MII_PHY_SHIFT = 11;

/** The MAC's own interrupts (RGMII, PCS, power management, time stamps), all off. */
export const INT_MASK_ALL = 0x060f;

export const BUS_MODE_RESET = 0x0000_0001;
/** Fixed bursts (b16) of two words (PBL, b13:8): what the device tree asks for on the A20. */
export const BUS_MODE_VALUE = 0x0001_0200;

export const STATUS_OVERFLOW = 0x0010;
/** The receiver met a descriptor that was not its own, and waits. */
export const STATUS_RX_NO_BUFFER = 0x0080;
/** What can be written to clear: b16:0. */
export const STATUS_EVENTS = 0x0001_ffff;
/** TS, b22:20: 0 is stopped. */
export const STATUS_TX_STATE = 0x0070_0000;

export const MODE_RX_START = 0x0000_0002;
export const MODE_TX_START = 0x0000_2000;
export const MODE_FLUSH_TX = 0x0010_0000; // clears itself
/** Whole frames only, both ways. */
export const MODE_STORE_AND_FORWARD = 0x0220_0000;

/** Normal (b16) and abnormal (b15) summary, then transmit, receive and the want of a buffer. */
export const INT_ENABLE_VALUE = 0x0001_80c1;

// Descriptors; their layout is in descriptor-ring.ts.

/** Status b31: the descriptor belongs to the DMA. */
export const OWNED_BY_DMA = 0x8000_0000;

export const RX_LENGTH_SHIFT = 16;
export const RX_LENGTH_MASK = 0x3fff;
export const RX_FIRST = 0x0200;
export const RX_LAST = 0x0100;
export const RX_CRC_ERROR = 0x0002;
/** Not for us (b30), any error (b15). */
export const RX_ERRORS = 0x4000_8000;
/** Control b24: the second address is the next descriptor's. The same in both directions. */
export const CHAINED = 0x0100_0000;

export const TX_INTERRUPT = 0x8000_0000;
export const TX_LAST = 0x4000_0000;
export const TX_FIRST = 0x2000_0000;
