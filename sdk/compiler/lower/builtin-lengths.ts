// The property `length` of functions and classes of the language library where it is not the number of parameters
// that their declarations have before the first optional one.
//
// Values of ECMA-262 and, for the web interfaces, of Node 20.

import ts from "typescript";

const LENGTHS: Readonly<Record<string, number>> = {
  "AbortController.abort": 0,
  "AbortSignal.abort": 0,
  Array_from: 1,
  Array_prototype_concat: 1,
  Array_prototype_copyWithin: 2,
  Array_prototype_fill: 1,
  Array_prototype_flat: 0,
  Array_prototype_includes: 1,
  Array_prototype_indexOf: 1,
  Array_prototype_push: 1,
  Array_prototype_splice: 2,
  Array_prototype_toSpliced: 2,
  Array_prototype_unshift: 1,
  BigInt_prototype_toLocaleString: 0,
  BigInt_prototype_toString: 0,
  "DataView.getBigInt64": 1,
  "DataView.getBigUint64": 1,
  "DataView.getFloat32": 1,
  "DataView.getFloat64": 1,
  "DataView.getInt16": 1,
  "DataView.getInt32": 1,
  "DataView.getUint16": 1,
  "DataView.getUint32": 1,
  "DataView.setBigInt64": 2,
  "DataView.setBigUint64": 2,
  "DataView.setFloat32": 2,
  "DataView.setFloat64": 2,
  "DataView.setInt16": 2,
  "DataView.setInt32": 2,
  "DataView.setUint16": 2,
  "DataView.setUint32": 2,
  "Date.UTC": 7,
  "Date.setDate": 1,
  "Date.setFullYear": 3,
  "Date.setHours": 4,
  "Date.setMilliseconds": 1,
  "Date.setMinutes": 3,
  "Date.setMonth": 2,
  "Date.setSeconds": 2,
  "Date.setUTCDate": 1,
  "Date.setUTCFullYear": 3,
  "Date.setUTCHours": 4,
  "Date.setUTCMilliseconds": 1,
  "Date.setUTCMinutes": 3,
  "Date.setUTCMonth": 2,
  "Date.setUTCSeconds": 2,
  "Date.toLocaleDateString": 0,
  "Date.toLocaleString": 0,
  "Date.toLocaleTimeString": 0,
  "EventTarget.addEventListener": 2,
  "EventTarget.removeEventListener": 2,
  "FinalizationRegistry.register": 2,
  Float32Array_from: 1,
  Float64Array_from: 1,
  Int16Array_from: 1,
  Int32Array_from: 1,
  Int8Array_from: 1,
  Math_hypot: 2,
  Math_max: 2,
  Math_min: 2,
  Number_prototype_toLocaleString: 0,
  Object_assign: 2,
  String_fromCharCode: 1,
  String_fromCodePoint: 1,
  String_prototype_concat: 1,
  String_prototype_endsWith: 1,
  String_prototype_includes: 1,
  String_prototype_indexOf: 1,
  String_prototype_lastIndexOf: 1,
  String_prototype_localeCompare: 1,
  String_prototype_normalize: 0,
  String_prototype_padEnd: 1,
  String_prototype_padStart: 1,
  String_prototype_startsWith: 1,
  String_prototype_toLocaleLowerCase: 0,
  String_prototype_toLocaleUpperCase: 0,
  "TextDecoder.decode": 0,
  "TextEncoder.encode": 0,
  TypedArray_prototype_copyWithin: 2,
  TypedArray_prototype_fill: 1,
  TypedArray_prototype_includes: 1,
  TypedArray_prototype_indexOf: 1,
  TypedArray_prototype_set: 1,
  "URL.canParse": 1,
  "URLSearchParams.delete": 1,
  "URLSearchParams.forEach": 1,
  "URLSearchParams.has": 1,
  Uint16Array_from: 1,
  Uint32Array_from: 1,
  Uint8Array_from: 1,
  Uint8ClampedArray_from: 1,
  console_assert: 0,
  console_count: 0,
  console_countReset: 0,
  console_dir: 0,
  console_table: 0,
  console_time: 0,
  console_timeEnd: 0,
  console_timeLog: 0,
  "new AggregateError": 2,
  "new Blob": 0,
  "new CustomEvent": 1,
  "new DOMException": 0,
  "new DataView": 1,
  "new Date": 7,
  "new Error": 1,
  "new EvalError": 1,
  "new Event": 1,
  "new File": 2,
  "new Map": 0,
  "new RangeError": 1,
  "new ReferenceError": 1,
  "new Set": 0,
  "new SyntaxError": 1,
  "new TextDecoder": 0,
  "new TypeError": 1,
  "new URIError": 1,
  "new URL": 1,
  "new URLSearchParams": 0,
  "new WeakMap": 0,
  "new WeakSet": 0,
  structuredClone: 0,
};

/** The `length` of a function of the library, null where its declaration tells. */
export function builtinLength(node: ts.Node): number | null {
  // Arrays of bigints have the methods of the other typed arrays.
  const name = nameOf(node)?.replace(/^BigIntArray_/, "TypedArray_") ?? null;
  return name !== null && Object.hasOwn(LENGTHS, name) ? LENGTHS[name]! : null;
}

/** The `length` of a class of the library, null where its constructor tells. */
export function builtinClassLength(node: ts.ClassLikeDeclaration): number | null {
  const key = `new ${node.name?.text}`;
  return Object.hasOwn(LENGTHS, key) ? LENGTHS[key]! : null;
}

function nameOf(node: ts.Node): string | null {
  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? null;
  const owner = node.parent;
  if (!ts.isClassLike(owner) || owner.name === undefined) return null;
  if (ts.isConstructorDeclaration(node)) return `new ${owner.name.text}`;
  return ts.isMethodDeclaration(node) && ts.isIdentifier(node.name)
    ? `${owner.name.text}.${node.name.text}`
    : null;
}
