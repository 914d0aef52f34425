// The URI functions: what they leave, what they escape, and what they call malformed; escape and unescape.
let ascii = "";
for (let i = 0; i < 128; i++) ascii += String.fromCharCode(i);
const texts = [ascii, "a b&c=d/é?x#y", "ÿ\u0100߿ࠀ퟿\ue000\uffff", "😀\u{10000}\u{10ffff}", ""];
for (const text of texts) {
  console.log(encodeURI(text), encodeURIComponent(text), escape(text));
  console.log(decodeURI(encodeURI(text)) === text, decodeURIComponent(encodeURIComponent(text)) === text);
  console.log(unescape(escape(text)) === text);
}
console.log(encodeURIComponent(1.5), encodeURIComponent(true));
console.log(decodeURI("%23%2f%41%3B%20%25"), decodeURIComponent("%23%2f%41%3B%20%25"));
console.log(unescape("%u0041%zz%u12%4%e9%U0041%"));

function attempt(name: string, action: () => string): void {
  try {
    console.log("of", name, action());
  } catch (error) {
    const e = error as Error;
    console.log("of", name, e.name, e.message, error instanceof URIError);
  }
}
for (const text of ["\ud800", "\udc00", "a\ud800b", "\ud800\ud800"]) attempt("encode", () => encodeURIComponent(text));
const malformed = "% %4 %zz %80 %c0%80 %c1%bf %e0%80%80 %ed%a0%80 %f0%80%80%80 %f4%90%80%80 %f8 %c3 %c3x %c3%28 %e2%82";
for (const text of malformed.split(" ")) {
  attempt(text, () => decodeURIComponent(text));
  attempt(text, () => decodeURI(text));
}
