// indexOf, lastIndexOf, includes, startsWith, endsWith with positions, empty needles and both widths.
const s = "abracadabra";
console.log(s.indexOf("a"), s.indexOf("a", 1), s.indexOf("abra", 1), s.indexOf("x"), s.indexOf(""), s.indexOf("", 50));
console.log(s.lastIndexOf("a"), s.lastIndexOf("a", 9), s.lastIndexOf("abra"), s.lastIndexOf(""), s.lastIndexOf("abra", 0), s.lastIndexOf("x"));
console.log(s.includes("cad"), s.includes("cad", 5), s.includes(""), "".includes("a"));
console.log(s.startsWith("abr"), s.startsWith("bra", 1), s.startsWith(""), s.endsWith("bra"), s.endsWith("cad", 7), s.endsWith("abracadabra!"));
const w = "préfix→日本→end";
console.log(w.indexOf("→"), w.lastIndexOf("→"), w.indexOf("日本"), w.includes("é"), w.endsWith("end"), w.indexOf("fix"));
console.log("plain".indexOf("→"), "plain".includes("日"), "ÿ".indexOf("\u00ff"), "aaa".indexOf("aaaa"));
