// Lines whose first argument cannot have directives print as all others do: objects, percent signs that come later, groups.
class Point {
  static origin = new Point(0, 0);
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}
const point = new Point(1, -0);
const list = [1, 2, 3];
console.log(point);
console.log(list, "%d", 5);
console.log(point, list, null, undefined, true, "text", Symbol("s"), 10n);
console.log("label:", point, ["text"], { "%s": "%d" });
console.log(7, "%d", list);
console.log(true, point, "%s");
console.log(`${list.length} of 5`, list, "%d");
console.log(`100%s of ${list.length}`, list);
console.log(`${"%d"} in the middle`, list);
console.log(new Map([["a", [1]]]), new Set([point]), new Date(0));
console.log([["deep", [["deeper", [["deepest"]]]]]]);
console.log(Point, () => 1, function named() {});
console.log(list, Point);
console.error([], "to standard error, which is not compared");

const nothing = (): void => {};
console.log(nothing());
console.log(list, nothing());

// What may be text at run time keeps its directives.
function show<T>(first: T, ...rest: unknown[]): void {
  console.log(first, rest.length);
  console.log(first, ...rest);
}
show("%d of", 3);
show([1], "%d");
const either: string | number[] = list.length > 5 ? [] : "%d";
console.log(either, 4);
const anything: unknown = "%s!";
console.log(anything, point);
const measured: { readonly length: number } = "%i";
console.log(measured, 4.5);
const kind = "%o" as "%o" | "none";
console.log(kind, list);

// Everything is evaluated before any of it becomes text.
const log: string[] = [];
const note = (name: string): string[] => {
  log.push(name);
  return log;
};
console.log(note("first"), note("second"));

// Texts of objects are broken as their place in a group demands.
console.group([1], "group");
console.log({ first: "a text of some length", second: "another text of that length", third: 3 });
console.log("label", { first: "a text of some length", second: "another text of that length" });
console.groupEnd();
console.log(["a", "b"]);
export {};
