// Nested handlers, rethrow of the same object, throws from catch, handlers across several frames.
class Custom extends Error {}
const log: string[] = [];
function level3(kind: string): void {
  if (kind === "custom") throw new Custom("c3");
  if (kind === "plain") throw new Error("p3");
  if (kind === "text") throw "t3";
}
function level2(kind: string): string {
  try {
    level3(kind);
    return "fine";
  } catch (error) {
    if (error instanceof Custom) return `handled ${error.message}`;
    log.push("rethrown");
    throw error;
  } finally {
    log.push(`finally2 ${kind}`);
  }
}
for (const kind of ["none", "custom", "plain", "text"]) {
  try {
    console.log(level2(kind));
  } catch (error) {
    console.log("outer", error instanceof Error ? error.message : `not an error: ${error}`);
  }
}
console.log(log.join("; "));
const original = new Error("same");
try {
  try {
    throw original;
  } catch (e) {
    throw e;
  }
} catch (e) {
  console.log(e === original);
}
try {
  try {
    throw new Error("one");
  } catch (e) {
    throw new Error(`two after ${(e as Error).message}`, { cause: e });
  }
} catch (e) {
  const error = e as Error;
  console.log(error.message, (error.cause as Error).message);
}
