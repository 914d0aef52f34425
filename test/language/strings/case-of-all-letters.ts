// Upper and lower case of letters of all scripts, those outside the BMP among them, and final sigma behind these.
const words = [
  "\u10d0\u10d1\u10d2 \u10ff \u10a0\u10c7\u10cd \u2d00\u2d27\u2d2d", // Georgian
  "\u13a0\u13ef\u13f0\u13f5 \uab70\uabbf\u13f8\u13fd", // Cherokee
  "\u2c00\u2c2f\u2c30\u2c5f \u2c80\u2c81\u2ce2\u2ce3\u2ceb\u2cec\u2cf2\u2cf3", // Glagolitic, Coptic
  "\u{10400}\u{10427}\u{10428}\u{1044f} \u{104b0}\u{104fb}", // Deseret, Osage
  "\u{10570}\u{1057b}\u{10595}\u{10597}\u{105a2}\u{105bc} \u{10c80}\u{10cf2}", // Vithkuqi, Old Hungarian
  "\u{118a0}\u{118df} \u{16e40}\u{16e7f} \u{1e900}\u{1e943}", // Warang Citi, Medefaidrin, Adlam
  "\u0345 \u1fb3 \u1f80", // iota subscript
  "\u{10428}\u03a3 \u{10428}\u03a3\u{10428} \u10d0\u03a3 \u{1f600}\u03a3 \ud801\u03a3 \u03a3\ud801 A\u03a3",
  "\ud801a\udc28 \ud801", // surrogates without their partners
];
const codes = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16)).join(" ");
for (const word of words) {
  console.log(codes(word.toUpperCase()));
  console.log(codes(word.toLowerCase()));
}
