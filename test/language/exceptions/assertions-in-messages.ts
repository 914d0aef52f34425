// Messages show the called expression without TypeScript assertions.
const o = { list: [{ f: null as unknown as () => void }] };
try {
  o.list[0]!.f();
} catch (e) {
  console.log(String(e));
}
