// Conditional and indexed types that take something out of a type parameter: what comes out need not be like it.
type Inner<T> = T extends readonly (infer U)[] ? Inner<U> : T;

function flat<T>(list: readonly T[]): FlatArray<T[], 1>[] {
  const result: FlatArray<T[], 1>[] = [];
  for (const item of list) {
    const parts: readonly unknown[] = Array.isArray(item) ? item : [item];
    for (const part of parts) result.push(part as FlatArray<T[], 1>);
  }
  return result;
}

function innermost<T>(value: T): Inner<T> {
  let at: unknown = value;
  while (Array.isArray(at)) at = at[0];
  const found = at as Inner<T>;
  return found;
}

function firstOf<T extends { readonly item: unknown }>(holder: T): T["item"] {
  const item: T["item"] = holder.item;
  return item;
}

console.log(flat([[1, 2], [3]]), flat([["a"], ["b"]]), flat([1, 2]));
console.log(innermost([[1, 2]]) + 1, innermost([["a"]]), innermost([[true]]), innermost(5) * 2);
console.log(firstOf({ item: 1 }) + 1, firstOf({ item: "a" }), firstOf({ item: false }));
