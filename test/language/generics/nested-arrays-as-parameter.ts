// Array.isArray makes any[] of a type parameter, and its elements are then called what the parameter is.
function flat<T>(list: readonly T[], depth: number): unknown[] {
  const result: unknown[] = [];
  const visit = (part: readonly T[], at: number): void => {
    for (let i = 0; i < part.length; i++) {
      const item = part[i];
      if (Array.isArray(item) && at < depth) visit(item, at + 1);
      else result.push(item);
    }
  };
  visit(list, 0);
  return result;
}
console.log(flat([[1, 2], [3]], 1));
console.log(flat([["a", [1]], ["b"]], 2), flat([[[true]], 5], 3), flat(["x"], 1));
