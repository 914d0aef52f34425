// Registers and descriptors of the EMAC that came with the sun8i SoCs: the H3's EMAC and the R40's GMAC.
//
// Names are those of the H3 User Manual, chapter "EMAC". Bits that the manual leaves out are those that the Linux
// and U-Boot drivers use.

export const BASIC_CTL0 = 0x00;
export const BASIC_CTL1 = 0x04;
export const INT_STA = 0x08; // write 1 to clear
export const INT_EN = 0x0c;
export const TX_CTL0 = 0x10;
export const TX_CTL1 = 0x14;
export const TX_DMA_DESC_LIST = 0x20;
export const RX_CTL0 = 0x24;
export const RX_CTL1 = 0x28;
export const RX_DMA_DESC_LIST = 0x34;
export const RX_FRM_FLT = 0x38;
export const MII_CMD = 0x48;
export const MII_DATA = 0x4c;
export const ADDR_HIGH0 = 0x50;
export const ADDR_LOW0 = 0x54;
export const RX_DMA_STA = 0xc0;

export const BASIC_CTL0_FULL_DUPLEX = 0x01;
/** Speed, b3:2: 3 is 100, 2 is 10, 0 is 1000 Mbit/s. */
export const BASIC_CTL0_100_MBIT = 0x0c;
export const BASIC_CTL0_10_MBIT = 0x08;
export const BASIC_CTL0_1000_MBIT = 0x00;

export const BASIC_CTL1_SOFT_RESET = 0x01;
/** BURST_LEN, b29:24: eight words. */
export const BASIC_CTL1_BURST_8 = 0x0800_0000;

export const INT_TX = 0x0001;
export const INT_RX = 0x0100;
/** Frames were lost because no descriptor was free (b9) or because the FIFO was full (b12). */
export const INT_RX_NO_BUFFER = 0x0200;
export const INT_RX_OVERFLOW = 0x1000;

export const TX_CTL0_ENABLE = 0x8000_0000;
export const TX_CTL1_STORE_AND_FORWARD = 0x02;
export const RX_CTL0_ENABLE = 0x8000_0000;
export const RX_CTL0_CHECK_CRC = 0x0800_0000;
export const RX_CTL1_STORE_AND_FORWARD = 0x02;
/** DMA may run (b30), and look at its descriptor now (b31): the same in TX_CTL1 and RX_CTL1. */
export const DMA_ENABLE = 0x4000_0000;
export const DMA_START = 0x8000_0000;

/** RX_DMA_STA, b2:0: 0 is stopped. */
export const RX_DMA_STA_MASK = 0x07;

/** Own address, broadcast and every multicast address (b16). */
export const RX_FRM_FLT_MULTICAST = 0x0001_0000;

export const MII_CMD_BUSY = 0x01;
export const MII_CMD_WRITE = 0x02;
export const MII_CMD_REGISTER_SHIFT = 4;
export const MII_CMD_PHY_SHIFT = 12;
/** MDC_DIV_RATIO, b22:20: the AHB clock divided by 128, at most 2.5 MHz. */
export const MII_CMD_DIVIDE_BY_128 = 0x0030_0000;

// Descriptors; their layout is in descriptor-ring.ts.

/** Status b31: the descriptor belongs to the DMA. */
export const OWNED_BY_DMA = 0x8000_0000;

export const RX_LENGTH_SHIFT = 16;
export const RX_LENGTH_MASK = 0x3fff;
export const RX_FIRST = 0x0200;
export const RX_LAST = 0x0100;
export const RX_CRC_ERROR = 0x0002;
/** Filter (b30), no buffer (b14), length (b11, b4), overflow (b6), header (b7), PHY (b3), checksums (b1, b0). */
export const RX_ERRORS = 0x4000_68db;

export const TX_INTERRUPT = 0x8000_0000;
export const TX_LAST = 0x4000_0000;
export const TX_FIRST = 0x2000_0000;
