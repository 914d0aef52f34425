// Optional fields: absent, present and explicitly undefined behave alike when read and differ under `in` and keys.
interface Options {
  width?: number;
  title?: string;
  border?: boolean;
}
function describe(options: Options): string {
  const width = options.width ?? 80;
  const title = options.title === undefined ? "untitled" : options.title;
  return `${width} ${title} ${options.border ? "boxed" : "plain"} ${"width" in options} [${Object.keys(options)}]`;
}
console.log(describe({}));
console.log(describe({ width: 0 }));
console.log(describe({ title: "", border: true }));
console.log(describe({ border: false, title: "t", width: 3 }));
console.log(describe({ width: undefined }));
const late: Options = {};
late.border = true;
late.width = 7;
console.log(describe(late));
delete late.width;
console.log(describe(late));
