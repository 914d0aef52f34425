export let current = 1;
export function advance(): void {
  current += 1;
}
export default current;
