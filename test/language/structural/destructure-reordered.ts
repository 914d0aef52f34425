// Destructuring takes fields by name from any layout, with defaults for those that are missing.
interface Config {
  host: string;
  port: number;
  path?: string;
  retries?: number;
}
function url({ port, host, path = "/", retries: times = 3 }: Config): string {
  return `${host}:${port}${path}#${times}`;
}
console.log(url({ host: "a", port: 1 }));
console.log(url({ port: 2, host: "b" }));
console.log(url({ retries: 0, path: "/x", port: 3, host: "c" }));
const full = { z: 1, path: "/y", retries: 9, host: "d", port: 4, secure: true };
console.log(url(full));
const { secure, ...rest } = full;
console.log(secure, url(rest), Object.keys(rest).join());
const configs: Config[] = [full, { host: "e", port: 5 }];
for (const { host, retries = -1 } of configs) console.log(host, retries);
