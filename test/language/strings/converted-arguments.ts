// Arguments of built-in functions that are no numbers or strings are converted as ECMA-262 says, before anything else.
// So they are where a method is found by name.

const given = (value: unknown): any => value as any;
const two = { valueOf: (): number => 2 };
const show = (name: string, what: () => unknown): void => {
  try {
    console.log(name, what());
  } catch (error) {
    console.log(name, (error as Error).name, (error as Error).message);
  }
};

show("split", () => "abc".split("", given(true)));
show("split by pattern", () => "a1b2".split(/\d/, given("1")));
show("slice", () => "abcd".slice(given("1"), given(two)));
show("at", () => ["abc".at(given("1")), [1, 2].at(given("1")), "abc".at(given(null))]);
show("fromCharCode", () => String.fromCharCode(given("65"), given(true), given(two)).length);
show("fromCodePoint", () => String.fromCodePoint(given("97"), 98));
show("spread", () => String.fromCharCode(...given(["72", "105"])));
show("parseInt", () => [parseInt("ff", given("16")), parseInt(given(12.5)), parseInt("12", given("x"))]);
show("endsWith", () => ["a1".endsWith(given(1)), "abc".startsWith("b", given(true))]);
show("concat", () => "x".concat(given(1), given(null), given(two)));
show("localeCompare", () => "1".localeCompare(given(1)));
show("toString", () => [(255).toString(given("16")), (1.255).toFixed(given("2"))]);
show("array", () => [[1, 2, 3].indexOf(2, given("1")), [1, 2, 3].fill(0, given("1")), [1, [2, [3]]].flat(given("2"))]);

const list: unknown[] = ["abc", String, [1, 2, 3]];
type Any = Record<string, (...args: unknown[]) => unknown>;
show("by name", () => [(list[0] as Any)["slice"]!("1"), (list[0] as Any)["split"]!("", "2")]);
show("static by name", () => (list[1] as Any)["fromCharCode"]!("65", two));
show("concat by name", () => (list[0] as Any)["concat"]!(1, null));
show("replace", () => "a-b".replace("-", given(() => 5)));
show("replaceAll", () => "a-b-c".replaceAll("-", given((_: string, at: number) => at)));
show("converted first", () =>
  "x".replace("y", {
    toString() {
      throw new Error("asked");
    },
  } as unknown as string),
);
show("no pattern", () => "aXbX".replaceAll({ [Symbol.match]: false, toString: () => "X" } as unknown as string, "-"));
show("raw limit", () => "abc".split({ [Symbol.split]: (s: string, l: unknown) => [s, typeof l] } as never, given("2")));
show("as callbacks", () => [["1", "2", "3"].map(parseInt), [65, 66].map(parseFloat as never)]);
show("the same", () => [Number.parseFloat === parseFloat, Number.parseInt === parseInt, parseInt.name, parseInt.length]);
show("stringify", () => JSON.stringify({ a: [new Number(1), new String("s")] }, null, new Number(2) as unknown as number));
