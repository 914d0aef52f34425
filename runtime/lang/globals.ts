// Everything that the compiler looks up by name: the globals of a program and the methods of built-in values.
//
// Names: a class or function by its own; `X_construct` for `new X(...)` and `X_call` for `X(...)` of a built-in
// that is no class here; `X_m` for a static member; `X_prototype_m(self, ...)` for a method. Typed arrays share
// `TypedArray_prototype_m`; `X_iterator` methods are @@iterator. Type parameters of a method function are those
// of the interface, then the method's own.

export * from "../loop/immediates.ts";
export { queueMicrotask } from "../loop/microtasks.ts";
export * from "../loop/node-globals.ts";
export { process } from "../loop/process.ts";
export { clearInterval, clearTimeout, setInterval, setTimeout, Timeout } from "../loop/timers.ts";
export { argumentsObject } from "./arguments.ts";
export * from "./array/construct.ts";
export * from "./array/copy.ts";
export * from "./array/generic.ts";
export * from "./array/iterate.ts";
export * from "./array/iterator.ts";
export * from "./array/mutate.ts";
export * from "./array/search.ts";
export * from "./array/sort.ts";
export { AsyncGenerator, makeAsyncGenerator, waitForGenerator } from "./async-generator.ts";
export * from "./async-iterate.ts";
export {
  BigInt_asIntN,
  BigInt_asUintN,
  BigInt_call,
  BigInt_prototype_toLocaleString,
  BigInt_prototype_toString,
  BigInt_prototype_valueOf,
} from "./bigint/bigint.ts";
export * from "./binary/bigint-array.ts";
export * from "./binary/construct.ts";
export { DataView } from "./binary/data-view.ts";
export * from "./binary/iterate.ts";
export * from "./binary/methods.ts";
export * from "./binary/sort.ts";
export * from "./code-from-text.ts";
export * from "./collections/map.ts";
export * from "./collections/set.ts";
export * from "./console.ts";
export * from "./console-extra.ts";
export { Date, Date_call } from "./date/date.ts";
export * from "./delegation.ts";
export * from "./error.ts";
export * from "./function.ts";
export { Generator, makeGenerator } from "./generator.ts";
export {
  asIterator,
  iterate,
  iterateToArray,
  iteratorOf,
  spreadArguments,
  spreadElements,
  stepsToArray,
} from "./iterate.ts";
export { BuiltinIterator } from "./iterator.ts";
export * from "./json/parse.ts";
export * from "./json/stringify.ts";
export * from "./math/basic.ts";
export * from "./math/cube-root.ts";
export * from "./math/exponential.ts";
export * from "./math/inverse-trigonometry.ts";
export * from "./math/logarithm.ts";
export * from "./math/power.ts";
export * from "./math/trigonometry.ts";
export * from "./named-calls.ts";
export { Number_prototype_toLocaleString } from "./number/group.ts";
export * from "./number/number.ts";
export * from "./object.ts";
export { performance } from "./performance.ts";
export { Promise } from "./promise.ts";
export * from "./property.ts";
export {
  builtinReceiver,
  numbersOf,
  requireNew,
  requireOwner,
  restOf,
  stringsOf,
  withThis,
} from "./receiver.ts";
export * from "./reflect.ts";
export { RegExp, RegExp_again, RegExp_call, RegExp_literal } from "./regexp/regexp.ts";
export * from "./string/code-points.ts";
export * from "./string/compare.ts";
export * from "./string/html.ts";
export * from "./string/iterator.ts";
export * from "./string/match.ts";
export * from "./string/normalize.ts";
export * from "./string/search.ts";
export * from "./string/slice.ts";
export * from "./symbol.ts";
export { decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, escape, unescape } from "./uri.ts";
export { WeakMap, WeakSet } from "./weak/collections.ts";
export { FinalizationRegistry, WeakRef } from "./weak/references.ts";
export { AbortController, AbortSignal } from "./web/abort.ts";
export { atob, btoa } from "./web/base64.ts";
export { Blob, File } from "./web/blob.ts";
export { crypto } from "./web/crypto.ts";
export { DOMException } from "./web/dom-exception.ts";
export { CustomEvent, Event, EventTarget } from "./web/event.ts";
export { structuredClone } from "./web/structured-clone.ts";
export { TextDecoder } from "./web/text-decoder.ts";
export { TextEncoder } from "./web/text-encoder.ts";
export { URL } from "./web/url.ts";
export { URLSearchParams } from "./web/url-search-params.ts";
export { isWrapper } from "./wrapped.ts";
export { Boolean_construct, Number_construct, String_construct } from "./wrapper.ts";
