// A property that is assigned a value of type any is read for what it is, also into variables and through chains.
interface State { tag: string; result: unknown[] | Record<string, unknown> | string | null }
function construct(text: any): any { return text === "true" ? true : text === "" ? null : isNaN(text) ? text : Number(text); }
function compose(tag: string, result: string): State {
  const state: State = { tag, result };
  if (tag === "?") state.result = construct(state.result);
  return state;
}
const out: Record<string, unknown> = {};
let valueNode: unknown;
for (const text of ["1", "true", "", "abc"]) {
  const newState = compose("?", text);
  if (newState) valueNode = newState.result;
  out[`k${text}`] = valueNode;
  const list: unknown[] = [];
  list.push(newState.result);
  console.log(list, typeof newState.result, newState.result === null, String(newState.result), newState?.result);
  const held = newState.result;
  console.log(held);
}
console.log(out);
