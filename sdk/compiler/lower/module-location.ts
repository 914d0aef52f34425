// `__dirname`, `__filename` and the members of `import.meta`: constant texts, known when the program is compiled.
//
// They name a place on the machine that compiles, so programs for boards, which are images that anybody can rebuild,
// have none.

import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { isJavaScript } from "./javascript.ts";
import type { Lowering } from "./lowering.ts";
import { refuse } from "./refuse.ts";

/** The text that `name` stands for in the module around `node`; refused for boards. */
export function moduleLocation(lowering: Lowering, node: ts.Node, name: string): Operand {
  if (lowering.input.platform === "board")
    return refuse(
      node,
      "E2001",
      `\`${node.getText()}\` names a folder of this computer, which a board does not have`,
      'import the file that it leads to: `import text from "./file.txt"`',
    );
  const file = node.getSourceFile().fileName;
  if (name === "url") return str(pathToFileURL(file).href);
  return str(name.endsWith("dirname") ? dirname(file) : file);
}

/** Members of `import.meta` that Node has and compiled programs have not. */
const OF_NODE = ["main", "resolve"];

/** What `node` is when it is a known member of `import.meta`, in JavaScript also one of a bundler's; null for all else. */
export function importMeta(lowering: Lowering, node: ts.PropertyAccessExpression): Operand | null {
  const { expression, name } = node;
  if (!ts.isMetaProperty(expression) || expression.keywordToken !== ts.SyntaxKind.ImportKeyword) return null;
  if (["url", "dirname", "filename"].includes(name.text)) return moduleLocation(lowering, node, name.text);
  return isJavaScript(node) && !OF_NODE.includes(name.text) ? undef("value") : null;
}
