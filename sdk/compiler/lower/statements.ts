// Lowering of statements, except loops (loops.ts) and try (exceptions.ts).
//
// A refusal inside a statement is recorded and the next statement goes on, so that one run finds them all.

import ts from "typescript";
import { undef } from "../ir/build.ts";
import { isSuspendable, type Operand } from "../ir/types.ts";
import { isStatic } from "./class-nodes.ts";
import { classObject, constructorResult } from "./class-objects.ts";
import { exitTo, lowerTry } from "./exceptions.ts";
import { condition, effect, expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { awaitValue } from "./generators.ts";
import { knownCondition } from "./javascript.ts";
import { doWhile, forIn, forLoop, forOf, whileLoop } from "./loops.ts";
import { addToNamesake } from "./namesakes.ts";
import { equals, mayAssign } from "./operators.ts";
import { bindPattern } from "./patterns.ts";
import { notYet, refuse } from "./refuse.ts";
import { staticField } from "./statics.ts";
import { type FunctionNode, isFunctionNode } from "./syntax.ts";
import { unclaimedChoice } from "./tested.ts";
import { noteThrown } from "./thrown.ts";

export function statement(fx: FunctionLowering, node: ts.Statement): void {
  fx.lowering.guard(() => {
    fx.at(node);
    lower(fx, node);
  });
}

type Lower = (fx: FunctionLowering, node: never) => void;

const nothing: Lower = () => {};

/** How each kind of statement is lowered; a kind that is missing here is refused. */
const LOWER: Partial<Record<ts.SyntaxKind, Lower>> = {
  [ts.SyntaxKind.ExpressionStatement]: (fx, node: ts.ExpressionStatement) => effect(fx, node.expression),
  [ts.SyntaxKind.VariableStatement]: (fx, node: ts.VariableStatement) => variables(fx, node.declarationList),
  [ts.SyntaxKind.Block]: (fx, node: ts.Block) => breakable(fx, () => fx.block(node.statements)),
  [ts.SyntaxKind.IfStatement]: (fx, node: ts.IfStatement) => breakable(fx, () => ifStatement(fx, node)),
  [ts.SyntaxKind.ReturnStatement]: returnStatement,
  [ts.SyntaxKind.ForStatement]: forLoop,
  [ts.SyntaxKind.ForOfStatement]: forOf,
  [ts.SyntaxKind.ForInStatement]: forIn,
  [ts.SyntaxKind.WhileStatement]: whileLoop,
  [ts.SyntaxKind.DoStatement]: doWhile,
  [ts.SyntaxKind.SwitchStatement]: switchStatement,
  [ts.SyntaxKind.BreakStatement]: (fx, node: ts.BreakStatement) => jump(fx, node, "breakTo"),
  [ts.SyntaxKind.ContinueStatement]: (fx, node: ts.ContinueStatement) => jump(fx, node, "continueTo"),
  [ts.SyntaxKind.ThrowStatement]: throwStatement,
  [ts.SyntaxKind.TryStatement]: (fx, node: ts.TryStatement) => breakable(fx, () => lowerTry(fx, node)),
  [ts.SyntaxKind.LabeledStatement]: (fx, node: ts.LabeledStatement) => {
    fx.pendingLabels.push(node.label.text);
    lower(fx, node.statement);
  },
  [ts.SyntaxKind.FunctionDeclaration]: functionStatement,
  [ts.SyntaxKind.ClassDeclaration]: (fx, node: ts.ClassDeclaration) =>
    fx.lowering.classValues.has(node) ? void classObject(fx, node) : classStatics(fx, node),
  [ts.SyntaxKind.ModuleDeclaration]: namespace,
  [ts.SyntaxKind.ExportAssignment]: exportDefault,
  [ts.SyntaxKind.EmptyStatement]: nothing,
  [ts.SyntaxKind.InterfaceDeclaration]: nothing,
  [ts.SyntaxKind.TypeAliasDeclaration]: nothing,
  [ts.SyntaxKind.EnumDeclaration]: nothing,
  [ts.SyntaxKind.ImportDeclaration]: nothing,
  [ts.SyntaxKind.ExportDeclaration]: nothing,
  [ts.SyntaxKind.ImportEqualsDeclaration]: nothing,
  [ts.SyntaxKind.DebuggerStatement]: nothing,
};

function lower(fx: FunctionLowering, node: ts.Statement): void {
  const how = LOWER[node.kind];
  if (how === undefined) notYet(node, `this statement (${ts.SyntaxKind[node.kind]})`);
  how(fx, node as never);
}

/** Makes bindings that code earlier in the block may already need. */
export function hoistDeclarations(fx: FunctionLowering, statements: readonly ts.Statement[]): void {
  for (const s of statements) {
    if (ts.isVariableStatement(s))
      for (const d of s.declarationList.declarations) eachName(d.name, (n) => fx.declareEarly(n));
    if (ts.isClassDeclaration(s) && s.name !== undefined && fx.lowering.classValues.has(s))
      fx.declareEarly(s.name);
  }
  const functions = statements.filter(
    (s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && s.body !== undefined,
  );
  const shared = functions.filter((f) => isShared(fx, f));
  // A function that others capture lives in a cell, made before any of them.
  for (const f of shared) fx.lowering.guard(() => fx.declare(f.name!, null));
  for (const f of functions) if (fx.lowering.captures.isHoisted(f)) makeFunction(fx, f);
}

function isShared(fx: FunctionLowering, node: ts.FunctionDeclaration): boolean {
  if (node.name === undefined || isFixed(fx, node)) return false;
  const symbol = fx.checker.getSymbolAtLocation(node.name);
  return symbol !== undefined && fx.lowering.captures.sharing(symbol) === "cell";
}

/** The function needs no variable: it is made before the program runs and its name stands for nothing else. */
function isFixed(fx: FunctionLowering, node: ts.FunctionDeclaration): boolean {
  const { captures } = fx.lowering;
  if (!captures.isStatic(node)) return false;
  const symbol = fx.checker.getSymbolAtLocation(node.name!);
  // Those of modules begin with their function when the program starts.
  return !captures.isAssignedFunction(symbol) || fx.lowering.variables.has(symbol!);
}

/** `var` declarations belong to the whole function: they start as undefined. */
export function hoistVars(fx: FunctionLowering, body: ts.Node): void {
  const visit = (n: ts.Node): void => {
    if (isFunctionNode(n) || ts.isClassLike(n)) return;
    if (ts.isVariableDeclarationList(n) && !(n.flags & ts.NodeFlags.BlockScoped)) {
      for (const d of n.declarations) {
        eachName(d.name, (name) => {
          const symbol = fx.checker.getSymbolAtLocation(name)!;
          if (!fx.bindings.has(symbol) && !fx.lowering.variables.has(symbol))
            fx.declare(name, undef("value"));
        });
      }
    }
    ts.forEachChild(n, visit);
  };
  ts.forEachChild(body, visit);
}

export function eachName(name: ts.BindingName, visit: (name: ts.Identifier) => void): void {
  if (ts.isIdentifier(name)) visit(name);
  else for (const e of name.elements) if (!ts.isOmittedExpression(e)) eachName(e.name, visit);
}

function makeFunction(fx: FunctionLowering, node: ts.FunctionDeclaration): void {
  if (node.name === undefined || isFixed(fx, node)) return;
  const { value, instance } = fx.closure(node as FunctionNode);
  const symbol = fx.checker.getSymbolAtLocation(node.name)!;
  if (fx.lowering.captures.isAssignedFunction(symbol)) {
    instance.func.needsGenericEntry = true;
    fx.declare(node.name, value);
    return;
  }
  const before = fx.bindings.get(symbol);
  fx.declare(node.name, value, undefined, instance);
  // Made before its object existed: later direct calls may still use what it calls.
  if (before?.kind === "cell") fx.bindings.set(symbol, { ...before, target: instance });
}

function functionStatement(fx: FunctionLowering, node: ts.FunctionDeclaration): void {
  if (node.body === undefined) return;
  if (!fx.lowering.captures.isHoisted(node)) makeFunction(fx, node);
}

/** What runs where a class is evaluated: its static initialisers and blocks. */
export function classStatics(fx: FunctionLowering, node: ts.ClassLikeDeclaration): void {
  if (ts.canHaveDecorators(node) && ts.getDecorators(node)?.length)
    refuse(node, "E2011", "decorators cannot be compiled", "call the function yourself");
  for (const m of node.members) {
    if (ts.canHaveDecorators(m) && ts.getDecorators(m)?.length)
      refuse(m, "E2011", "decorators cannot be compiled", "call the function yourself");
    if (ts.isPropertyDeclaration(m) && isStatic(m) && m.initializer !== undefined) {
      const before = fx.staticOwner;
      fx.staticOwner = node;
      fx.at(m);
      staticField(fx, m).set(expression(fx, m.initializer));
      fx.staticOwner = before;
    }
    if (ts.isClassStaticBlockDeclaration(m)) {
      const before = fx.staticOwner;
      fx.staticOwner = node;
      fx.block(m.body.statements);
      fx.staticOwner = before;
    }
  }
}

function namespace(fx: FunctionLowering, node: ts.ModuleDeclaration): void {
  if (node.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) || node.body === undefined) return;
  if (ts.isModuleBlock(node.body)) {
    fx.block(node.body.statements);
    addToNamesake(fx, node);
  } else if (ts.isModuleDeclaration(node.body)) namespace(fx, node.body);
}

/** `export default expression`: a variable of the module that has no name. */
function exportDefault(fx: FunctionLowering, node: ts.ExportAssignment): void {
  const module = fx.checker.getSymbolAtLocation(node.getSourceFile());
  const symbol = module?.exports?.get(ts.InternalSymbolName.Default);
  if (node.isExportEquals === true || symbol === undefined)
    notYet(node, "`export =`", "write `export default`");
  const target = fx.lowering.unalias(symbol);
  if (target === symbol) fx.writeDefaultExport(symbol, expression(fx, node.expression));
  // In JavaScript, of a name that nothing declares: reading it throws.
  else if ((target.declarations ?? []).length === 0) expression(fx, node.expression);
}

export function variables(fx: FunctionLowering, list: ts.VariableDeclarationList): void {
  if (list.flags & ts.NodeFlags.Using)
    refuse(list, "E2001", "`using` cannot be compiled yet", "use try and finally");
  for (const d of list.declarations) {
    fx.at(d);
    if (fx.lowering.guard(() => variable(fx, d))) continue;
    // The declaration was refused: give its names something, so that their uses are not refused as well.
    eachName(d.name, (n) => fx.declare(n, null));
  }
}

function variable(fx: FunctionLowering, d: ts.VariableDeclaration): void {
  if (!ts.isIdentifier(d.name)) {
    if (d.initializer !== undefined)
      bindPattern(fx, d.name, expression(fx, d.initializer), fx.typeOf(d.initializer), "declare");
    return;
  }
  const isVariable = !(ts.getCombinedNodeFlags(d) & ts.NodeFlags.BlockScoped);
  if (d.initializer === undefined) {
    if (isVariable) return; // already undefined
    fx.declare(d.name, null);
    return;
  }
  if (ts.isClassExpression(d.initializer) && !fx.lowering.classValues.has(d.initializer)) {
    classStatics(fx, d.initializer);
    const symbol = fx.checker.getSymbolAtLocation(d.name)!;
    if (!fx.lowering.captures.isReassigned(symbol)) return;
  }
  const constant = (ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) !== 0;
  if (constant && (ts.isArrowFunction(d.initializer) || ts.isFunctionExpression(d.initializer))) {
    const { value, instance } = fx.closure(d.initializer);
    instance.func.needsGenericEntry = true;
    const symbol = fx.checker.getSymbolAtLocation(d.name)!;
    fx.declare(d.name, value, undefined, instance);
    const binding = fx.bindings.get(symbol);
    if (binding !== undefined) fx.bindings.set(symbol, { ...binding, target: instance });
    return;
  }
  const isTested = fx.lowering.tested.has(d, fx.rep(fx.typeOf(d)));
  fx.declare(d.name, isTested ? unclaimedChoice(fx, d.initializer) : expression(fx, d.initializer));
}

function ifStatement(fx: FunctionLowering, node: ts.IfStatement): void {
  const known = knownCondition(fx, node.expression);
  if (known !== null) {
    const taken = known ? node.thenStatement : node.elseStatement;
    if (taken !== undefined) statement(fx, taken);
    return;
  }
  const then = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const otherwise = node.elseStatement === undefined ? join : fx.fb.newBlock();
  condition(fx, node.expression, then, otherwise);
  fx.fb.startBlock(then);
  statement(fx, node.thenStatement);
  fx.fb.terminate({ op: "jump", to: join });
  if (node.elseStatement !== undefined) {
    fx.fb.startBlock(otherwise);
    statement(fx, node.elseStatement);
    fx.fb.terminate({ op: "jump", to: join });
  }
  fx.fb.startBlock(join);
}

function returnStatement(fx: FunctionLowering, node: ts.ReturnStatement): void {
  const { returns, func } = fx.instance;
  let value: Operand | null = node.expression === undefined ? null : expression(fx, node.expression);
  if (func.isClass === true) {
    returnFromConstructor(fx, value);
    return;
  }
  if (isSuspendable(func)) value = value === null ? null : fx.convert(value, "value");
  else if (returns === "void") value = null;
  else value = fx.convert(value ?? undef("value"), returns, fx.returnText());
  // In an async generator, the promise of a result object is settled with a value.
  if (value !== null && func.isAsync && func.generator !== null) value = awaitValue(fx, value);
  if (fx.finallies.length > 0 && value !== null) value = fx.hold(value);
  exitTo(fx, 0, () => fx.fb.terminate({ op: "return", value }));
}

/** What the value is worth is judged once the constructor's body is left: no `catch` or `finally` in it sees the error. */
function returnFromConstructor(fx: FunctionLowering, value: Operand | null): void {
  const given = value === null ? null : fx.hold(fx.convert(value, "value"));
  exitTo(fx, 0, () => {
    const { handler } = fx.fb;
    fx.fb.handler = null;
    fx.fb.terminate({ op: "return", value: constructorResult(fx, given) });
    fx.fb.handler = handler;
  });
}

function throwStatement(fx: FunctionLowering, node: ts.ThrowStatement): void {
  noteThrown(fx, node.expression);
  const value = fx.convert(expression(fx, node.expression), "value");
  fx.fb.terminate({ op: "throw", a: value });
}

function jump(fx: FunctionLowering, node: ts.BreakOrContinueStatement, kind: "breakTo" | "continueTo"): void {
  const label = node.label?.text;
  for (let i = fx.jumps.length - 1; i >= 0; i--) {
    const target = fx.jumps[i]!;
    if (label === undefined ? !target.isLoopOrSwitch : !target.labels.includes(label)) continue;
    const to = target[kind];
    if (to === null) continue;
    const depth = kind === "continueTo" ? (target.continueDepth ?? target.finallyDepth) : target.finallyDepth;
    exitTo(fx, depth, () => fx.fb.terminate({ op: "jump", to }));
    return;
  }
  notYet(node, "this jump");
}

/** A labelled block or if: `break label` leaves it. */
function breakable(fx: FunctionLowering, body: () => void): void {
  const labels = fx.pendingLabels;
  if (labels.length === 0) {
    body();
    return;
  }
  fx.pendingLabels = [];
  const end = fx.fb.newBlock();
  fx.jumps.push({
    labels,
    breakTo: end,
    continueTo: null,
    finallyDepth: fx.finallies.length,
    isLoopOrSwitch: false,
  });
  body();
  fx.jumps.pop();
  fx.fb.startBlock(end);
}

/** CaseBlockEvaluation: tests in order, default where it stands, fall-through. */
function switchStatement(fx: FunctionLowering, node: ts.SwitchStatement): void {
  const labels = fx.pendingLabels;
  fx.pendingLabels = [];
  const type = fx.typeOf(node.expression);
  let value = expression(fx, node.expression);
  value =
    node.caseBlock.clauses.some((c) => ts.isCaseClause(c) && mayAssign(c.expression)) ||
    value.kind === "local"
      ? fx.hold(value)
      : value;
  const end = fx.fb.newBlock();
  const bodies = node.caseBlock.clauses.map(() => fx.fb.newBlock());
  hoistDeclarations(
    fx,
    node.caseBlock.clauses.flatMap((c) => [...c.statements]),
  );
  let fallback = end;
  node.caseBlock.clauses.forEach((clause, i) => {
    if (ts.isDefaultClause(clause)) {
      fallback = bodies[i]!;
      return;
    }
    const next = fx.fb.newBlock();
    fx.at(clause);
    const test = expression(fx, clause.expression);
    fx.branch(
      equals(fx, value, test, { left: type, right: fx.typeOf(clause.expression) }, true),
      bodies[i]!,
      next,
    );
    fx.fb.startBlock(next);
  });
  fx.fb.terminate({ op: "jump", to: fallback });
  fx.jumps.push({
    labels,
    breakTo: end,
    continueTo: null,
    finallyDepth: fx.finallies.length,
    isLoopOrSwitch: true,
  });
  node.caseBlock.clauses.forEach((clause, i) => {
    fx.fb.startBlock(bodies[i]!);
    for (const s of clause.statements) statement(fx, s);
  });
  fx.jumps.pop();
  fx.fb.startBlock(end);
}
