// Methods of Object.prototype called on values of interface types: what stands behind them has its own.
const words = "a1b2".match(/[a-z]/g);
console.log(words!.toString(), `'${words!.toString()}'`);
const groups: RegExpMatchArray | null = "xy".match(/(x)(y)/);
if (groups !== null) console.log(groups.toString(), String(groups));
const executed = /(x)(y)/.exec("xy");
console.log(executed!.toString(), executed!.join("-"));
const tag = (strings: TemplateStringsArray, ..._values: number[]): string => strings.toString();
console.log(tag`a${1}b`);
interface Titled extends Array<number> {
  title: string;
}
const titled = Object.assign([1, 2], { title: "x" }) as Titled;
console.log(titled.toString(), [...titled.keys()], titled.valueOf() === titled);
const things: Object[] = [[1, 2], /x/g, new Date(0).getTime(), "text", 5n, { a: 1 }, new Map(), () => 1];
for (const thing of things.slice(0, 7)) console.log(thing.toString(), thing.valueOf());
console.log(things[7]!.hasOwnProperty("length"), things[0]!.hasOwnProperty("1"));
const like: ArrayLike<number> = [3, 4];
const iterable: Iterable<number> = [5, 6];
const joined: ConcatArray<number> = [7, 8];
console.log(like.toString(), iterable.toString(), joined.toString());
class Own extends Map<string, number> {
  override toString(): string {
    return `Own of ${this.size}`;
  }
}
const map: ReadonlyMap<string, number> = new Own([["a", 1]]);
console.log(map.toString(), `${map}`, new Map().toString(), new Set([1]).toString());
const thenable: PromiseLike<number> = Object.assign(Promise.resolve(1), { toString: () => "own" });
console.log(thenable.toString());
