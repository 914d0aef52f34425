// Type predicates see what was passed where the declared type claims to be that type already.
function isArrayLike(value?: unknown): value is ArrayLike<unknown> & object {
  return typeof value === "object" && value !== null && "length" in value;
}
const isText = (value: unknown): value is string => typeof value === "string";
function flat<T>(lists: ArrayLike<T>[]): T[] {
  const result: T[] = [];
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]!;
    if (!isArrayLike(list)) continue;
    for (let j = 0; j < list.length; j++) result.push(list[j]!);
  }
  return result;
}
console.log(flat([[1], { 0: 2, length: 1 }, 3 as any, null as any, "s" as any]));
function shout(text: string): string {
  return isText(text) ? `${text.toUpperCase()}!` : `no text: ${typeof text}`;
}
console.log(shout("a"), shout(1 as any), shout(undefined as any), shout([] as any));
function assertText(value: unknown): asserts value is string {
  if (!isText(value)) throw new TypeError(`no text: ${value}`);
}
function trim(text: string): string {
  assertText(text);
  return text.trim();
}
try {
  console.log(trim(" a "), trim(5 as any));
} catch (error) {
  console.log(String(error));
}
