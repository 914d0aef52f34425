// The tables of Unicode properties that the compiled program carries.
//
// No code: the compiler puts the text in the place of the call. Unit tests put a text of their own here.

/** Pairs of words: what stands between the braces of \p{...}, and its packed ranges. @intrinsic regexp_properties */
export declare function regexpProperties(): string;
