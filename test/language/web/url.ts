// URL and URLSearchParams: parsing against a base, parts and their setters, hosts, encodings, inspection.
const show = (f: () => unknown): void => { try { console.log(f()); } catch (e) { console.log("ERR " + String(e) + " " + (e as { code?: string }).code); } };
show(() => new URL("http://u:p@Ex.com:81/a/../b/./c?x=1&y=a%20b#h"));
const cases: [string, string?][] = [
  ["https://example.com"], ["HTTP://EXAMPLE.com:80/"], ["//x/y", "https://a/b"], ["/p?q", "http://h:8080/a/b?c#d"], ["?z", "http://h/a/b?c#d"], ["#f", "http://h/a/b?c#d"],
  ["d", "http://h/a/b/c"], ["../d", "http://h/a/b/c"], ["./", "http://h/a/b/c"], ["..", "http://h/a/b/c"], ["", "http://h/a?b#c"], ["mailto:me@x.org"], ["data:text/plain,hi there"],
  ["file:///C:/a/b"], ["file://host/x"], ["file:a", "file:///b/c"], ["http://[::1]:3000/"], ["http://[2001:db8:0:0:1:0:0:1]/"], ["http://[::ffff:1.2.3.4]/"], ["http://0x7f.1/"], ["http://1.2.3"], ["http://256.1.1.1/"],
  ["http://exa mple/"], ["http://a:b"], ["http://a:99999"], ["nope"], ["http://"], ["foo://bar/baz?q#r"], ["foo:bar"], ["foo:/a/../b"], ["http:\\\\x\\y"], ["  http://trim.me/a\tb\n  "],
  ["http://ü.de/ü?ü#ü"], ["http://日本語.jp/"], ["http://a/%7Efoo/%zz?%a'\"<>"], ["http://user@/"], ["http://h/a b<c>`{d}?e f'g\"#i j`"], ["blob:https://x/y"], ["javascript:alert(1)"], ["http://h/%2e%2E/x/%2e"], ["ws://h:80/"], ["https://h:443/"], ["http://h:0/"], ["http:x", "http://h/a/b"], ["http:/x", "http://h/a/b"],
];
for (const [u, b] of cases) show(() => { const x = new URL(u, b); return [x.href, x.origin, x.host, x.pathname, x.search, x.hash].join(" "); });
show(() => [URL.canParse("http://x"), URL.canParse("x"), URL.canParse("x", "http://y")]);
const u = new URL("http://a.b/c?d=e#f");
u.protocol = "https"; u.host = "x.y:8443"; show(() => u.href);
u.hostname = "q.r"; u.port = "9"; u.pathname = "/a b/ü"; u.search = "k=v w"; u.hash = "z z"; u.username = "me:"; u.password = "p@"; show(() => u.href);
u.searchParams.append("n", "1&2"); show(() => u.href); u.search = ""; u.hash = ""; show(() => [u.href, u.searchParams.size]);
u.port = ""; u.protocol = "foo"; u.port = "abc"; show(() => `${u} ${JSON.stringify({ u })}`);
const p = new URLSearchParams("?a=1&b=2&a=3&c&=x&d=%20+%C3%BC%zz");
show(() => p); show(() => [p.get("a"), p.getAll("a"), p.get("nope"), p.has("c"), p.has("a", "3"), p.size, p.get("d"), String(p)]);
p.set("a", "9"); p.delete("b"); p.append("é", "~*-._ !'()"); p.sort(); show(() => p.toString());
show(() => [...p].length); for (const [k, v] of p) console.log(k, v);
p.forEach((v, k) => console.log(k, v)); show(() => [[...p.keys()], [...p.values()]]);
show(() => String(new URLSearchParams({ a: "1", b: "x y" }))); show(() => String(new URLSearchParams([["a", "1"], ["a", "2"]]))); show(() => String(new URLSearchParams(p)));
show(() => new URLSearchParams([["a"]] as unknown as [string, string][]));
show(() => [new URLSearchParams(), Object.prototype.toString.call(u)]);
