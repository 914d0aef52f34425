// Lowering of tagged templates.
//
// The strings array of a site is made at its first evaluation and kept in a global, as ECMA-262
// GetTemplateObject asks: every evaluation passes the same array. Untagged templates are in expressions.ts.

import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Global, Operand } from "../ir/types.ts";
import { byName } from "./access.ts";
import { arrayOf, type CallArgument, valueArguments } from "./arguments.ts";
import { callDeclared } from "./calls.ts";
import { expression, textOf } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { madeOnce, PerLowering } from "./made-once.ts";
import { printedCallee } from "./printed.ts";
import { staticCallee } from "./static-callee.ts";
import { skipOuter } from "./syntax.ts";

/** tag`...`: a call with the strings array and the substitutions. */
export function taggedTemplate(fx: FunctionLowering, node: ts.TaggedTemplateExpression): Operand {
  const tag = skipOuter(node.tag) as ts.Expression;
  const rep = fx.rep(fx.typeOf(node));
  const strings = fx.checker.getResolvedSignature(node)?.parameters[0];
  const type = strings === undefined ? undefined : fx.checker.getTypeOfSymbolAtLocation(strings, node);
  const args = (): CallArgument[] => [
    { value: templateObject(fx, node), ...(type === undefined ? {} : { type }) },
    ...substitutions(node).map((e) => ({ node: e })),
  ];
  const known = staticCallee(fx, tag);
  if (known !== null) return callDeclared(fx, known, node, null, args());
  let self: Operand = undef("value");
  let callee: Operand;
  if (ts.isPropertyAccessExpression(tag)) {
    self = fx.hold(fx.convert(expression(fx, tag.expression), "value"));
    callee = byName(fx, self, tag.name.text, fx.typeOf(tag));
  } else if (ts.isElementAccessExpression(tag)) {
    self = fx.hold(fx.convert(expression(fx, tag.expression), "value"));
    const key = fx.convert(expression(fx, tag.argumentExpression), "value");
    fx.lowering.lookedUp.noteEvery();
    callee = fx.runtime("get_elem", [self, key], "value");
  } else callee = expression(fx, tag);
  callee = fx.hold(fx.convert(callee, "value"));
  const result = fx.fb.temp("value");
  const given = valueArguments(fx, args());
  fx.fb.emit({ op: "call_value", dst: result.local, callee, self, args: given, text: printedCallee(node) });
  return rep === "value" || rep === "ref"
    ? fx.convert(result, rep, `the result of ${textOf(tag)} to be an object or string`)
    : result;
}

function substitutions(node: ts.TaggedTemplateExpression): ts.Expression[] {
  return ts.isTemplateExpression(node.template) ? node.template.templateSpans.map((s) => s.expression) : [];
}

const objects = new PerLowering<ts.Node, Global>();

/** GetTemplateObject (ECMA-262 13.2.8.4): the frozen array of cooked strings, with the raw ones as `raw`. One for each place. */
function templateObject(fx: FunctionLowering, node: ts.TaggedTemplateExpression): Operand {
  const { lowering } = fx;
  const { line } = lowering.location(node);
  const global = objects.of(lowering, node, () =>
    lowering.builder.newGlobal(`template.${line}.${lowering.nodeId(node)}`, "ref"),
  );
  return madeOnce(fx, global, () => frozenTemplate(fx, node.template));
}

function frozenTemplate(fx: FunctionLowering, template: ts.TemplateLiteral): Operand {
  const parts = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map((s) => s.literal)]
    : [template];
  const cooked = arrayOf(
    fx,
    "value",
    parts.map((p) => (hasInvalidEscape(p) ? undef("value") : str(p.text, "value"))),
  );
  const raw = arrayOf(
    fx,
    "value",
    parts.map((p) => str(rawText(p), "value")),
  );
  const frozen: Operand = { kind: "number", type: "i32", value: FROZEN };
  const hidden: Operand = { kind: "number", type: "i32", value: 0 };
  fx.fb.emit({ op: "runtime", dst: null, name: "freeze", args: [raw, frozen] });
  const boxed = fx.convert(raw, "value");
  fx.fb.emit({ op: "runtime", dst: null, name: "define_prop", args: [cooked, str("raw"), boxed, hidden] });
  fx.fb.emit({ op: "runtime", dst: null, name: "freeze", args: [cooked, frozen] });
  return cooked;
}

/** The level of rt_freeze that Object.freeze asks for. */
const FROZEN = 3;

/** TRV: the characters as written, line ends as LF. */
function rawText(part: ts.TemplateLiteralLikeNode): string {
  const text = part.getText();
  const end = ts.isTemplateHead(part) || ts.isTemplateMiddle(part) ? 2 : 1;
  return text.slice(1, text.length - end).replace(/\r\n?/g, "\n");
}

/** `\u{` and its like without a valid number: the cooked string is undefined then. */
function hasInvalidEscape(part: ts.TemplateLiteralLikeNode): boolean {
  return /(?<!\\)(?:\\\\)*\\(?:[1-9]|0[0-9]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4}|\{0*(?:10|[0-9a-fA-F])?[0-9a-fA-F]{1,4}\}))/.test(
    rawText(part),
  );
}
