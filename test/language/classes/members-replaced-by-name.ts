// Own properties that take the place of methods and accessors, given through Object.assign and its like.
// By names that only come together at run time they are found or refused, never passed over.

class Lamp {
  level = 1;
  describe(): string {
    return `lamp ${this.level}`;
  }
  get bright(): boolean {
    return this.level > 5;
  }
  reset(): string {
    return "reset";
  }
}

const first = Object.assign(new Lamp(), { describe: () => "assigned", level: 4 });
console.log(first.describe(), first.level, Object.keys(first));
const second = new Lamp();
Object.defineProperty(second, "bright", { value: true });
console.log(second.bright, new Lamp().bright);
const third = new Lamp();
(third as unknown as Record<string, unknown>)["reset"] = (): string => "element";
console.log(third.reset(), new Lamp().reset());

class Valve {
  #turns = 0;
  open(): string {
    return "method";
  }
  get turns(): number {
    return this.#turns;
  }
  set turns(n: number) {
    this.#turns = n * 10;
  }
}
// The characters keep the checker from knowing the name.
const name = ["o", "p", "e", "n"].join("");
const ways: ((valve: Valve) => void)[] = [
  (valve) => {
    (valve as unknown as Record<string, unknown>)[name] = () => "own";
  },
  (valve) => void Object.assign(valve, { [name]: () => "own" }),
  (valve) => void Object.defineProperty(valve, name, { value: () => "own" }),
  (valve) => void Reflect.set(valve, name, () => "own"),
];
for (const way of ways) {
  const valve = new Valve();
  let seen = "";
  try {
    way(valve);
    seen = valve.open();
  } catch (error) {
    seen = (error as Error).name;
  }
  console.log(seen === "own" || seen === "TypeError");
}
const valve = new Valve();
(valve as unknown as Record<string, unknown>)[["turns"].join("")] = 5;
console.log(valve.turns);
Object.assign(valve, JSON.parse('{"turns":7}'));
console.log(valve.turns);
