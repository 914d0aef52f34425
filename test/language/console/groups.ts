// console.group indents every line of what follows, on both streams; console.assert speaks only when it fails.
console.group("outer", 1);
console.log("one\ntwo", [1, 2]);
console.group();
console.log({ a: { b: [1, "x"] } });
console.groupEnd();
console.log("back");
console.assert(true, "not shown");
console.assert(false, "to standard error");
console.groupEnd();
console.groupEnd();
console.log("at the margin");
