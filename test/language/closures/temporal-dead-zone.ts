// A closure that runs before the let or const it captures is initialised throws a ReferenceError.
function attempt(action: () => unknown): void {
  try {
    console.log("value", action());
  } catch (error) {
    console.log((error as Error).name + ": " + (error as Error).message);
  }
}
const early = () => late;
attempt(early);
const late = "ready";
attempt(early);
function inner(): void {
  const use = () => local * 2;
  attempt(use);
  let local = 21;
  attempt(use);
  local = 4;
  attempt(use);
}
inner();
