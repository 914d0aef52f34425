// A realistic nested configuration with rows, optional fields and several levels.
interface Device {
  id: number;
  name: string;
  tags: string[];
  position?: { x: number; y: number };
  readings: { at: number; value: number | null }[];
}
const devices: Device[] = [
  { id: 1, name: "boiler", tags: ["heat", "cellar"], position: { x: 0, y: -2.5 }, readings: [{ at: 0, value: 61.5 }, { at: 60, value: null }] },
  { id: 2, name: "lamp", tags: [], readings: [] },
];
console.log(devices);
console.log(devices[0]);
console.log({ devices, total: devices.length, by: new Map(devices.map((d) => [d.name, d])) });
const { readings, ...rest } = devices[0];
console.log(rest, readings);
console.log(Object.entries({ a: 1, b: [2] }), Object.entries({}));
const tuple: [string, number, { ok: boolean }] = ["t", 1, { ok: true }];
console.log(tuple, { tuple });
enum Mode {
  Off,
  On,
}
console.log(Mode, { mode: Mode.On });
