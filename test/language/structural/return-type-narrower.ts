// Functions return wide values under narrow types; casting back finds the fields, and identity holds.
interface Device {
  name: string;
}
const registry: Device[] = [];
function register<T extends Device>(device: T): Device {
  registry.push(device);
  return device;
}
const sensor = { unit: "C", reading: 21.5, name: "sensor" };
const motor = { name: "motor", speed: 3, stop(): string { return `stopped at ${this.speed}`; } };
const asDevice = register(sensor);
register(motor);
console.log(registry.map((device) => device.name).join());
console.log((asDevice as typeof sensor).reading, (registry[1] as typeof motor).stop());
console.log(registry[0] === sensor, asDevice === sensor);
function pick(first: boolean): Device {
  return first ? sensor : motor;
}
console.log(pick(true).name, pick(false).name, "speed" in pick(false), "speed" in pick(true));
