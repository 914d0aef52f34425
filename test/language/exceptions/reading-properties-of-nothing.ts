// Reading, writing and calling properties of undefined and null throws a TypeError with the usual text.
interface Node {
  next: Node;
  value: number;
  run(): void;
}
const nothing = undefined as unknown as Node;
const nil = null as unknown as Node;
const empty = {} as Node;
const five: any = 5;
function attempt(name: string, action: () => unknown): void {
  try {
    console.log(name, "gave", String(action()));
  } catch (error) {
    console.log(name, (error as Error).name, (error as Error).message, error instanceof TypeError);
  }
}
attempt("read undefined", () => nothing.value);
attempt("read null", () => nil.next);
attempt("deep read", () => empty.next.value);
attempt("write undefined", () => {
  nothing.value = 1;
});
attempt("write null", () => {
  nil.value = 1;
});
attempt("call on undefined", () => nothing.run());
attempt("read of number", () => five.value);
const list: string[] = [];
attempt("element", () => list[3].length);
attempt("map miss", () => new Map<string, string>().get("x")!.trim());
const rows: number[][] = [[1]];
attempt("row", () => rows[2][0]);
const parts = "a=b".split(";");
attempt("split", () => parts[1].length);
