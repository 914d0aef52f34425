// Object.entries, values and assign leave out a key that a getter deleted or hid before its turn.
interface Row {
  [key: string]: unknown;
}
const make = (act: (row: Row) => void): Row => {
  const row: Row = {
    get a() {
      act(row);
      return 1;
    },
    toString: 2,
    z: 3,
  };
  return row;
};
const drop = (row: Row): void => {
  delete row["toString"];
};
const hide = (row: Row): void => {
  Object.defineProperty(row, "z", { enumerable: false });
};

console.log(Object.entries(make(drop)), Object.values(make(drop)));
console.log(Object.entries(make(hide)), Object.values(make(hide)));
console.log(Object.keys(Object.assign({}, make(drop))), Object.keys({ ...make(hide) }));
console.log(Object.entries("ab"), Object.values([1, 2]));

// A reviver that fixes a property keeps it.
const kept = JSON.parse('{"a":1,"b":2,"c":3}', function (this: object, key, value: unknown) {
  if (key === "a") Object.defineProperty(this, "b", { configurable: false });
  return key === "b" || key === "c" ? undefined : value;
}) as Row;
console.log(kept);
