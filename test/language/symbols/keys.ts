// Symbols as property keys: object literals, classes, lookups, enumeration, printing.
const id = Symbol("id");
const tag = Symbol.for("tag");
const bare = Symbol();
const plain: any = { z: 1, [id]: 2, [tag]: "t", [bare]: null, a: 3 };
console.log(plain, plain[id], plain[tag], plain[bare], plain["id"]);
console.log(Object.keys(plain), JSON.stringify(plain), Object.getOwnPropertyNames(plain));
console.log(Object.getOwnPropertySymbols(plain), id in plain, Symbol("id") in plain);
for (const k in plain) console.log(k);
console.log(Object.entries(plain), { ...plain }, Object.assign({}, plain));
delete plain[id];
console.log(plain[id], id in plain, Object.getOwnPropertySymbols(plain).length);
plain[id] = 5;
console.log(plain, Object.hasOwn(plain, id), plain.hasOwnProperty(tag), plain.propertyIsEnumerable(id));

class Account {
  [id] = 7;
  static [tag] = "static";
  owner = "o";
  [tag](): string {
    return `tag of ${this.owner}`;
  }
  get [bare](): number {
    return this[id] * 2;
  }
  set [bare](n: number) {
    this[id] = n;
  }
}
const account = new Account();
console.log(account[id], account[tag](), account[bare]);
account[bare] = 9;
account[id]++;
console.log(account[id], account);
const loose: any = account;
console.log(loose[id], loose[tag](), loose[bare], Object.getOwnPropertySymbols(loose));
const keys: symbol[] = [id, tag, bare];
console.log(keys.map((k) => typeof loose[k]));
class Child extends Account {
  override [tag](): string {
    return `child of ${this.owner}`;
  }
}
console.log(new Child()[tag](), (new Child() as Account)[tag]());

function local(): void {
  const inner = Symbol("inner");
  const o: Record<symbol, number> = { [inner]: 1 };
  o[Symbol.for("x")] = 2;
  console.log(o, o[inner], Object.getOwnPropertySymbols(o).map(String));
}
local();
local();
const list: any = [1, 2];
list[id] = "x";
console.log(list, list.length);
const f: any = () => 1;
f[id] = "on a function";
console.log(f[id]);
const { [id]: picked, ...rest } = { [id]: 1, x: 2, [tag]: 3 } as any;
console.log(picked, rest);
interface Named {
  readonly [id]: number;
}
const named: Named = { [id]: 4 };
console.log(named[id]);
try {
  (undefined as any)[id];
} catch (e) {
  console.log((e as Error).message);
}
try {
  plain[id]();
} catch (e) {
  console.log((e as Error).name);
}
console.log("@@iterator" in [], ({ "@@x": 1 })["@@x"]);
