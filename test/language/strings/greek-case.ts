// Upper and lower case of Greek letters with breathings, accents and iota subscript.

const codes = (text: string): string =>
  text
    .split("")
    .map((c) => c.charCodeAt(0).toString(16))
    .join(" ");
for (const text of ["\u1f80\u1f91\u1fa7", "\u1f88\u1fbc\u1fcc\u1ffc", "\u1f50\u1fb7\u1fe4", "\u1f70\u1fba\u1fbe\u1fec"]) {
  console.log(codes(text.toUpperCase()));
  console.log(codes(text.toLowerCase()));
}
