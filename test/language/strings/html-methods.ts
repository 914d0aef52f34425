// The methods of strings that write HTML, called on typed and untyped values.
const any: any = "a<b";
console.log("x".anchor('say "hi"'), "x".bold(), "x".link("u"), "x".fontsize(3), "x".sub());
console.log(any.big(), any.blink(), any.fixed(), any.fontcolor("red"), any.italics(), any.small(), any.strike(), any.sup());
console.log(typeof any.anchor, any.link.length, any.bold.name);
