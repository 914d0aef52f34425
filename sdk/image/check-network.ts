// Checks the field `network` of a configuration. Pure; says what is wrong and what to write.

const FIELDS = ["address", "ipv6", "name", "mdns", "services"];
const ADDRESS_FIELDS = ["address", "prefixBits", "gateway", "nameServers"];
/** RFC 1123 §2.1: one label of a host name. */
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
/** RFC 6335 §5.1 for the name, RFC 6763 §7 for the form. */
const SERVICE_TYPE = /^_(?=[a-z0-9-]{0,14}[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?\._(tcp|udp)$/i;

export type ReportProblem = (message: string, remedy: string) => void;

/** Reports each thing that is wrong with `value`; undefined is right. */
export function checkNetwork(value: unknown, report: ReportProblem): void {
  if (value === undefined) return;
  const network = fieldsOf(value);
  if (network === null) {
    report('"network" is not an object', 'write it as in network: { name: "porch-lamp" }');
    return;
  }
  unknownFields(network, FIELDS, "network", report);
  const { address, ipv6, name, mdns, services } = network;
  if (name !== undefined && !(typeof name === "string" && HOST_LABEL.test(name))) {
    report("network.name is no host name", 'write letters, digits and hyphens, as in "porch-lamp"');
  }
  if (mdns !== undefined && typeof mdns !== "boolean")
    report("network.mdns is no truth value", "write true or false");
  if (ipv6 !== undefined && typeof ipv6 !== "boolean")
    report("network.ipv6 is no truth value", "write true or false");
  if (address !== undefined && address !== "dhcp") checkAddress(address, report);
  if (services !== undefined) checkServices(services, report);
}

function checkAddress(value: unknown, report: ReportProblem): void {
  const fields = fieldsOf(value);
  if (fields === null) {
    report(
      'network.address is neither "dhcp" nor an object',
      'write "dhcp", or { address: "192.168.1.7", gateway: "192.168.1.1" }',
    );
    return;
  }
  unknownFields(fields, ADDRESS_FIELDS, "network.address", report);
  const { address, prefixBits, gateway, nameServers } = fields;
  const asIn = 'write four numbers from 0 to 255, as in "192.168.1.7"';
  if (!isHostAddress(address)) report("network.address.address is no address of a host", asIn);
  if (gateway !== undefined && !isHostAddress(gateway))
    report("network.address.gateway is no address of a host", asIn);
  if (nameServers !== undefined && !(Array.isArray(nameServers) && nameServers.every(isHostAddress))) {
    report("network.address.nameServers are no addresses", 'write a list, as in ["192.168.1.1"]');
  }
  if (prefixBits !== undefined && !isWhole(prefixBits, 1, 32)) {
    report(
      "network.address.prefixBits is no whole number from 1 to 32",
      "write 24 for a mask of 255.255.255.0",
    );
  }
}

function checkServices(value: unknown, report: ReportProblem): void {
  const services = fieldsOf(value);
  if (services === null) {
    report("network.services is not an object", 'write kinds and ports, as in { "_http._tcp": 80 }');
    return;
  }
  for (const [type, port] of Object.entries(services)) {
    if (!SERVICE_TYPE.test(type)) {
      report(`network.services: "${type}" is no kind of service`, 'write it as in "_http._tcp"');
    }
    if (!isWhole(port, 1, 65_535)) {
      report(
        `network.services: the port of "${type}" is no whole number from 1 to 65535`,
        "write the port, as in 80",
      );
    }
  }
}

function unknownFields(
  fields: Record<string, unknown>,
  known: readonly string[],
  where: string,
  report: ReportProblem,
): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name))
      report(`${where} has no field "${name}"`, `its fields are ${known.join(", ")}`);
  }
}

/** An IPv4 address that a host can have: not in 0/8 or 127/8, no multicast, not reserved (RFC 1122 §3.2.1.3). */
function isHostAddress(value: unknown): boolean {
  if (typeof value !== "string" || !/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(value)) return false;
  const numbers = value.split(".").map(Number);
  const first = numbers[0]!;
  return numbers.every((n) => n <= 255) && first > 0 && first !== 127 && first < 224;
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
