// Methods of typed arrays whose type is made from others, as packages declare them.
type Marked<T> = T & { [K in keyof T]: T[K] };

function marked(bytes: Uint8Array): Marked<Uint8Array> {
  return bytes as Marked<Uint8Array>;
}

const bytes = marked(new Uint8Array([3, 1, 2]));
console.log(bytes.slice(1), bytes.subarray(0, 1), bytes.indexOf(2), bytes.length, bytes.fill(7, 2));
console.log([...bytes.map((b) => b * 2)], bytes.join("-"), bytes.at(-1));
