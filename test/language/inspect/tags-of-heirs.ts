// A class that extends a built-in one is printed with the tag that it gives itself.
class Both extends Map<string, number> {
  override readonly [Symbol.toStringTag] = "Both";
}
class Named extends Set<number> {
  override get [Symbol.toStringTag](): string {
    return "Other";
  }
}
class Plain extends Map<string, number> {}
console.log(new Both([["a", 1]]), new Named([1]), new Plain());
console.log([new Named(), new Map([[1, 2]]), new Set(), Promise.resolve(2)]);
console.log(Object.prototype.toString.call(new Named()), String(new Plain()));
