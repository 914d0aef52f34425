// A traffic light and a string scanner as table-driven state machines with callbacks on entry and exit.
type State = "off" | "red" | "green" | "amber";
type Input = "power" | "tick";
class Machine<S extends string, I extends string> {
  private readonly entered = new Map<S, (() => void)[]>();
  private readonly table: Record<S, Partial<Record<I, S>>>;
  state: S;
  constructor(initial: S, table: Record<S, Partial<Record<I, S>>>) {
    this.state = initial;
    this.table = table;
  }
  onEnter(state: S, action: () => void): this {
    const list = this.entered.get(state) ?? [];
    list.push(action);
    this.entered.set(state, list);
    return this;
  }
  send(input: I): boolean {
    const next = this.table[this.state][input];
    if (next === undefined) return false;
    this.state = next;
    for (const action of this.entered.get(next) ?? []) action();
    return true;
  }
}
const log: string[] = [];
const light = new Machine<State, Input>("off", {
  off: { power: "red" },
  red: { tick: "green", power: "off" },
  green: { power: "off", tick: "amber" },
  amber: { tick: "red", power: "off" },
});
light.onEnter("green", () => log.push("go")).onEnter("red", () => log.push("stop")).onEnter("green", () => log.push("walk not"));
const results = (["tick", "power", "tick", "tick", "tick", "tick", "power", "tick"] as Input[]).map((input) => `${light.send(input)}:${light.state}`);
console.log(results.join(" "));
console.log(log.join(", "));
function isNumber(text: string): boolean {
  let state: "start" | "sign" | "int" | "dot" | "frac" | "bad" = "start";
  for (const c of text) {
    const digit = c >= "0" && c <= "9";
    switch (state) {
      case "start":
        state = digit ? "int" : c === "-" ? "sign" : "bad";
        break;
      case "sign":
        state = digit ? "int" : "bad";
        break;
      case "int":
        state = digit ? "int" : c === "." ? "dot" : "bad";
        break;
      case "dot":
      case "frac":
        state = digit ? "frac" : "bad";
        break;
      default:
        return false;
    }
  }
  return state === "int" || state === "frac";
}
console.log(["1", "-12.5", "1.", ".5", "--1", "", "007", "1.2.3", "x"].map((t) => `${t}=${isNumber(t)}`).join(" "));
