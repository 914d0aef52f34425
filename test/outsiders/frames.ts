// tshark as the judge of every frame that a board has sent.

import type { Neighbourhood } from "./neighbourhood.ts";

const CHECKSUMS = ["ip", "tcp", "udp"].flatMap((layer) => ["-o", `${layer}.check_checksum:TRUE`]);
/** Only of frames of the board: checksums of Linux's are left to a network card that there is none of. */
const WRONG = [
  "_ws.malformed",
  "_ws.expert.severity == error",
  'ip.checksum.status == "Bad"',
  'tcp.checksum.status == "Bad"',
  'udp.checksum.status == "Bad"',
  'icmp.checksum.status == "Bad"',
  'icmpv6.checksum.status == "Bad"',
].join(" || ");

/** A line for each frame of the pcap file that the board, whose MAC address is locally administered, sent wrongly. */
export async function complaintsOfTshark(place: Neighbourhood, pcap: string): Promise<string[]> {
  const sources = await place.output([
    "tshark",
    "-r",
    pcap,
    "-Y",
    "dhcp.type == 1",
    "-T",
    "fields",
    "-e",
    "eth.src",
  ]);
  const board = sources.split("\n")[0];
  if (!board) throw new Error(`no DHCP request in ${pcap}: whose frames are they?`);
  const filter = `eth.src == ${board} && (${WRONG})`;
  const sent = await place.output([
    "tshark",
    "-r",
    pcap,
    "-Y",
    `eth.src == ${board}`,
    "-T",
    "fields",
    "-e",
    "frame.number",
  ]);
  if (sent.split("\n").length < 100)
    throw new Error(`only ${sent.split("\n").length} frames of the board in ${pcap}`);
  const text = await place.output(["tshark", "-r", pcap, ...CHECKSUMS, "-Y", filter]);
  return text.split("\n").filter((line) => line !== "");
}
