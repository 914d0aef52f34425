// Callbacks that expect one layout are called with objects of another, and return objects of a third.
type Transform = (input: { id: number; text: string }) => { text: string };
const transforms: Transform[] = [
  (input) => input,
  ({ text, id }) => ({ id, text: text.repeat(id) }),
  (input) => ({ ...input, text: `<${input.text}>`, extra: true }),
  ({ id }) => ({ a: 1, b: 2, text: String(id / 2) }),
];
const inputs = [{ id: 1, text: "x" }, { text: "y", id: 2 }, { z: 0, text: "w", more: [1], id: 3 }];
for (const transform of transforms) console.log(inputs.map(transform).map((o) => o.text).join());
let chained: { id: number; text: string } = inputs[2];
for (let i = 0; i < 8; i += 1) {
  const next = transforms[i % 3](chained);
  chained = { text: next.text, id: i % 2 ? i : chained.id };
}
console.log(chained.id, chained.text.length, chained.text.slice(0, 20));
const handlers: Record<string, (event: { at: number }) => void> = {};
const log: string[] = [];
handlers.a = (event) => log.push(`a${event.at}`);
handlers.b = ({ at }) => log.push(`b${at + 0.5}`);
for (const key of ["a", "b", "a"]) {
  const event = { noise: key, key, at: log.length };
  handlers[key](event);
}
console.log(log.join());
