// find and findLast of typed arrays give the element as the predicate got it, whatever it then stored there.
const bytes = new Uint8Array([1, 2, 3]);
const first = bytes.find((_, i) => {
  bytes[i] = 90;
  return true;
});
const last = bytes.findLast((_, i) => {
  bytes[i] = 70;
  return true;
});
console.log(first, last, bytes);

const dynamic: any = new Float64Array([1.5, 2.5]);
console.log(
  dynamic.findLast(() => {
    dynamic[1] = 8;
    return true;
  }),
  dynamic,
);
console.log(
  bytes.find(() => false),
  bytes.findLast(() => false),
);

// The position to begin from is not asked for when there is nothing to search.
const empty: any = new Float64Array(0);
const unasked = {
  valueOf() {
    throw new Error("asked");
  },
};
console.log(empty.lastIndexOf(0, unasked), dynamic.lastIndexOf(8));
