// Objects that say they are regular expressions, and a lastIndex that is an object.
const like = { constructor: RegExp, source: "ab", flags: "i", [Symbol.match]: true };
console.log(new RegExp(like).source, new RegExp(like).flags, new RegExp(like, "g").flags);
for (const method of ["includes", "startsWith", "endsWith"]) {
  for (const pattern of [/./, like]) {
    try {
      console.log("/./"[method](pattern));
    } catch (e) {
      console.log(e.name, e.message);
    }
  }
}
const honest = /a/;
honest[Symbol.match] = false;
console.log("/a/".includes(honest), "/a/".startsWith(honest));

const index = {
  valueOf() {
    console.log("asked");
    return 1;
  },
};
const global = /a/g;
global.lastIndex = index;
console.log(global.exec("aaa").index, global.lastIndex);
const plain = /a/;
plain.lastIndex = index;
console.log(plain.test("a"), plain.lastIndex === index);
