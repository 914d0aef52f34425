// What a language program may use beyond ECMAScript itself: the names that the language library declares, and no
// more of Node or the browser, so that a program that type-checks here asks nothing that the runtime lacks.
/// <reference path="../../runtime/lang/ambient.d.ts" />
