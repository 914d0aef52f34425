// Upper and lower case of Latin letters beyond the European ones, of digraphs and of ligatures.
const words = ["știință țară", "đường phở ưu", "nǐ hǎo lǜ", "ǆǅǄ ǉǈǇ ǌǋǊ ǳǲǱ", "ﬁn oﬀer ﬂoﬃne ﬄ ﬅ ﬆ", "ɛwe ɓa ŋ ɔ", "ǰ ƒ ɐ ɽ ⱥ ꜣ", "Ⱥ ȼ Ɇ ʉ"];
for (const word of words) console.log(word, word.toUpperCase(), word.toLowerCase());
console.log("ﬓﬔﬕﬖﬗ".toUpperCase(), "ꙁ ꚁ".toUpperCase(), "Ꙗ".toLowerCase(), "ᲀᲈ".toUpperCase());
const codes = (text: string): string => [...text].map((c) => c.codePointAt(0)!.toString(16)).join(" ");
for (let c = 0x180; c < 0x250; c++) {
  if (c === 0x19b) continue;
  const letter = String.fromCharCode(c);
  console.log(codes(letter), codes(letter.toUpperCase()), codes(letter.toLowerCase()));
}
const title = (text: string): string => text.replace(/\p{L}+/gu, (w) => w[0]!.toUpperCase() + w.slice(1).toLowerCase());
console.log(title("șI ƯU ǆep"), "ȘI".toLowerCase() === "și");
