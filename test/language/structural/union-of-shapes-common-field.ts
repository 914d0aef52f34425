// A field common to all members of a union is read without narrowing, whatever its position.
type Event =
  | { type: "key"; code: number; at: number }
  | { at: number; type: "move"; x: number; y: number }
  | { button: string; at: number; type: "click" };
const events: Event[] = [
  { type: "key", code: 65, at: 10 },
  { at: 20, type: "move", x: 1, y: 2 },
  { button: "left", at: 30, type: "click" },
  { y: 8, x: 9, at: 40, type: "move" },
];
function detail(event: Event): string {
  switch (event.type) {
    case "key":
      return `code ${event.code}`;
    case "move":
      return `to ${event.x},${event.y}`;
    case "click":
      return event.button;
  }
}
for (const event of events) console.log(event.at, event.type, detail(event));
events.forEach((event, i) => {
  event.at += i;
});
console.log(events.map((event) => event.at).join());
