// The public module `ingot/block`: partitions, and storage in memory.

export { type MbrEntry, readMbr, TYPE_DATA, TYPE_FAT16, TYPE_FAT32, writeMbr } from "./mbr.ts";
export { MemoryCard } from "./memory.ts";
export { PartitionView } from "./partition.ts";
export { openPartition, type Partition, readPartitions, setPartitionType } from "./partitions.ts";
export { durable, type Storage } from "./storage.ts";
