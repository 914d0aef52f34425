// `as`, `!`, satisfies and const assertions leave values alone.
const text = "42" as unknown as string & { brand: 1 };
const maybe: { a?: { b: number } } = { a: { b: 3 } };
console.log(text + "1", maybe.a!.b, maybe.a!.b! + 1);
const palette = { red: [255, 0, 0], name: "p" } as const satisfies { red: readonly number[]; name: string };
console.log(palette.red[0] + palette.red.length, palette.name);
type Metres = number & { unit: "m" };
const metres = (n: number): Metres => n as Metres;
const total: number = metres(1.5) + metres(2);
console.log(total, metres(3) > metres(2));
const wrong = { a: undefined } as { a?: { b: number } };
try {
  console.log(wrong.a!.b);
} catch (error) {
  console.log((error as Error).message);
}
const unsure: unknown = { list: [1, 2, 3] };
const { list } = unsure as { list: number[] };
console.log(list.length, (list as unknown as { length: unknown }).length);
