// split by a string, by "", with a limit, with edges; undefined separator.
function show(parts: string[]): void {
  console.log(parts.length, parts.map((part) => `<${part}>`).join(""));
}
show("a,b,,c,".split(","));
show(",".split(","));
show("".split(","));
show("".split(""));
show("abc".split(""));
show("a, b, c".split(", "));
show("a,b,c".split(",", 2));
show("a,b,c".split(",", 0));
show("none".split("x"));
show("aXXbXXc".split("XX"));
show("1→2→3".split("→"));
show("á😀".split(""));
show("whole".split(undefined as unknown as string));
console.log("k=v;k2=v2".split(";").map((pair) => pair.split("=")).map(([k, v]) => v + k).join());
