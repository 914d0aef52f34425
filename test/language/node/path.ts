// Node's module `path`: texts only.
import path, { basename, join } from "node:path";
import { posix } from "path";

for (const p of ["/a/b/c.txt", "a", "", "/", "//a", "a/b/", ".bashrc", "x.tar.gz", "..", "a/../..", "./a//b/./c/..", "/../x"]) {
  console.log(JSON.stringify([p, path.dirname(p), basename(p), path.extname(p), path.normalize(p), path.isAbsolute(p)]));
  console.log(path.parse(p));
}
console.log(join("a", "..", "..", "b"), join(""), join("/a", "", "b/"), path.resolve("/a", "b", "../c"));
console.log(path.relative("/a/b/c", "/a/d"), JSON.stringify(path.relative("/a", "/a")), path.sep, path.delimiter);
console.log(path.format({ dir: "/x", name: "y", ext: ".z" }), path.format({ root: "/", base: "b" }));
console.log(basename("a.html", ".html"), basename(".html", ".html"), basename("x/.html", ".html"), posix.join("x", "y"));
