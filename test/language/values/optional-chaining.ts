// ?. on properties, elements and calls: short circuit of the whole chain, no evaluation of arguments.
interface Node {
  name: string;
  next?: Node | null;
  items?: string[];
  run?: (n: number) => number;
}
let calls = 0;
const count = (): number => (calls += 1);
const tail: Node = { name: "tail", next: null, run: (n) => n * 2 };
const head: Node = { name: "head", next: { name: "mid", next: tail, items: ["x", "y"] } };
console.log(head.next?.next?.name, head.next?.next?.next?.name, head.next?.next?.next?.next?.name.length);
console.log(head.items?.[count()], head.next?.items?.[count()], calls);
console.log(head.run?.(count()), tail.run?.(count()), calls, tail.run?.(5).toFixed(2));
const none = undefined as Node | undefined;
console.log(none?.name, none?.items![count()].length, none?.run?.(count()), calls, none?.next === undefined);
console.log(head?.name?.length, (none?.name ?? "default").length, `${none?.name}`, [none?.items?.length, 1].join("-"));
const nothing = null as Node | null;
delete nothing?.items;
const zero: { n: number | null } = { n: 0 };
console.log(nothing?.name, zero?.n?.toFixed(1), zero.n ?? 5, !nothing?.name);
