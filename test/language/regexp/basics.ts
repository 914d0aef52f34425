// Regular expressions: literals, exec and test, groups, lastIndex, how they print.
const date = /(?<year>\d{4})-(?<month>\d\d)/;
const found = date.exec("on 2024-05-06");
console.log(found);
console.log(found?.groups?.year, found?.groups?.["month"], found?.index);
console.log(date, [date], { date }, String(date), date.source, date.flags);
console.log(/a/.test("cat"), /a/.test("dog"), /x/.exec("dog"));

const global = /o/g;
console.log(global.lastIndex, global.test("foo"), global.lastIndex, global.test("foo"), global.test("foo"), global.lastIndex);
global.lastIndex = 2;
console.log(global.exec("foo")?.index, global.lastIndex);

const sticky = /b/y;
console.log(sticky.test("ab"), sticky.lastIndex);
sticky.lastIndex = 1;
console.log(sticky.test("ab"), sticky.lastIndex);

console.log(new RegExp("a/b", "gi"), new RegExp("", "m").source, new RegExp("\n"), new RegExp("[/]"));
console.log(new RegExp(/x/g).flags, new RegExp(/x/g, "i").flags, RegExp("q").test("q"));
console.log(date instanceof RegExp, typeof date, date.global, date.ignoreCase, /a/s.dotAll);
console.log(/(a)|(b)/d.exec("cb")?.indices);
console.log(/(?<=\$)\d+(?!\d|\.)/.exec("cost $42.5 $17")?.[0]);
console.log(/^.$/u.test("😀"), /^.$/.test("😀"), /\u{1F600}/u.test("😀"));
console.log(/(\w)\1/.exec("hello")?.[0], /(?<c>.)\k<c>/.exec("xyzzy")?.[0]);
console.log(/straße/i.test("STRASSE"), /É/i.test("é"), /[à-ý]/i.test("Ê"), /\u212a/i.test("k"), /\u212a/iu.test("k"));
console.log(/[\d-x]+/.exec("a1-x")?.[0], /a{,2}/.test("a{,2}"), new RegExp("\\-\\101").test("-A"));
for (const bad of ["(", "a**", "[b-a]", "\\", "(?<n>a)(?<n>b)", "a{2,1}", ")"]) {
  try {
    new RegExp(bad);
  } catch (error) {
    console.log(`${error}`);
  }
}
try {
  new RegExp("a", "gg");
} catch (error) {
  console.log(`${error}`);
}
console.log(/^(?:a|b|ab)*$/.test("ab".repeat(20000)));
let count = 0;
while (/\d/g.exec("1") !== null && count < 3) count++;
console.log(count);
