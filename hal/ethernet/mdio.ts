// Contract: the management bus to Ethernet PHYs (IEEE 802.3 clause 22).

export interface Mdio {
  /** Register `register` (0 .. 31) of the PHY at `phy` (0 .. 31), or -1 when the bus does not finish in time. */
  read(phy: number, register: number): number;
  /** Writes 16 bits. False when the bus does not finish in time. */
  write(phy: number, register: number, value: number): boolean;
}
