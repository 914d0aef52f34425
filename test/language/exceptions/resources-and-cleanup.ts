// A cleanup helper built on finally releases in reverse order, also when releases throw.
const log: string[] = [];
class Resource {
  name: string;
  constructor(name: string) {
    this.name = name;
    log.push(`open ${name}`);
  }
  close(): void {
    log.push(`close ${this.name}`);
    if (this.name === "bad") throw new Error("close failed");
  }
}
function using<T>(resource: Resource, body: (resource: Resource) => T): T {
  try {
    return body(resource);
  } finally {
    resource.close();
  }
}
const result = using(new Resource("a"), (a) => using(new Resource("b"), (b) => a.name + b.name));
console.log(result, log.splice(0).join("; "));
for (const name of ["ok", "bad"]) {
  try {
    using(new Resource("outer"), () => using(new Resource(name), () => {
      throw new Error("body failed");
    }));
  } catch (error) {
    console.log((error as Error).message, "/", log.splice(0).join("; "));
  }
}
function retry<T>(times: number, action: (attempt: number) => T): T {
  let last: unknown;
  for (let attempt = 1; attempt <= times; attempt += 1) {
    try {
      return action(attempt);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
console.log(retry(3, (n) => {
  if (n < 3) throw new Error("again");
  return `worked at ${n}`;
}));
try {
  retry(2, (n) => {
    throw new Error(`gave up at ${n}`);
  });
} catch (error) {
  console.log((error as Error).message);
}
