// A field read from a cast that does not hold is what the other object has, where it is only shown, tested or passed on.
interface Thing {
  kind: string;
}
class Int implements Thing {
  kind = "INT";
  value: number;
  name = "int";
  isBig = false;
  constructor(value: number) {
    this.value = value;
  }
}
class Null implements Thing {
  kind = "NULL";
  value = null;
  name = 7;
}
class Bool implements Thing {
  kind = "BOOL";
  value: boolean;
  constructor(value: boolean) {
    this.value = value;
  }
}
function evaluate(source: string): Thing {
  if (source === "") return new Null();
  return source === "true" ? new Bool(true) : new Int(source.length);
}
class Expectation {
  actual: unknown;
  constructor(actual: unknown) {
    this.actual = actual;
  }
  toBe(other: unknown): void {
    console.log(Object.is(this.actual, other), this.actual);
  }
}
const expectAny: any = (actual: any) => new Expectation(actual);
const expectOne = (actual: unknown): Expectation => new Expectation(actual);
for (const source of ["abc", "", "true"]) {
  expectAny((evaluate(source) as Int).value).toBe(3);
  expectOne((evaluate(source) as Int).value).toBe(null);
  expectOne((<Int>evaluate(source)).name).toBe("int");
  const result = evaluate(source) as Int;
  expectOne(result.value).toBe(true);
  expectAny(result.name).toBe(7);
  console.log(`${result.value} ${result.name}`, result.isBig ? "big" : "small", !(evaluate(source) as Int).isBig);
  console.log((evaluate(source) as Int).value);
  if ((evaluate(source) as Bool).value) console.log("yes");
}
