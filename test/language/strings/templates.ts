// Template strings: nesting, every kind of value, line breaks, escapes, calls and conditionals inside.
const n = 5;
const nothing = undefined;
console.log(`n=${n} ${n > 3 ? `big ${n * 2}` : "small"} ${nothing} ${null} ${true} ${[1, 2]} ${-0} ${1e21}`);
console.log(`line one
line two	tab \${no} \`tick\` \u0041\x42 \\`);
console.log(`${`${`deep`}er`}` + `${""}` + `${1}${2}`);
const list = ["x", "y"];
console.log(`<ul>${list.map((item) => `<li>${item}</li>`).join("")}</ul>`);
console.log(`${n}`.length, `日${n}é`.length);
