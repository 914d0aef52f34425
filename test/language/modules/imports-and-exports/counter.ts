// State shared by all importers of this module; importers see `count` change.
export let count = 0;
export const LIMIT = 10;
export function increment(): void {
  count += 1;
}
function reset(to: number): void {
  count = to;
}
export { reset };
export default function makeCounter(prefix: string): () => string {
  let own = 0;
  return () => `${prefix}${(own += 1)}/${count}`;
}
