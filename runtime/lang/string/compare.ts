// String.prototype.localeCompare in the order of English: the root collation of Unicode for Latin, Greek and Cyrillic
// letters, punctuation and digits; other characters by code point, after those.
//
// Three levels are compared as Unicode Technical Standard 10 does: letters, then accents, then case.

import { getElem, isObject } from "../native.ts";

/** Characters in order; the later ones of a group differ from its first in case or by a mark of their own. */
const ORDER =
  "\t|\n|\u000b|\f|\r| |_|-|\u2010\u2011|\u2013|\u2014|,|;|:|!|\u00a1|?|\u00bf|.|\u2026|\u00b7|'\u2018\u2019\u201a|\u2039|\u203a|\"\u201c\u201d\u201e|" +
  "\u00ab|\u00bb|(|)|[|]|{|}|\u00a7|\u00b6|@|*|/|\\|&|#|%|\u2030|\u2020|\u2021|\u2022|`|\u00b4|^|\u00af|\u00a8|\u00b8|\u00b0|\u00a9|\u00ae|+|\u00b1|\u00f7|" +
  "\u00d7|<|=|>|\u00ac|\u0001|\u00a6|~|\u00a4|\u00a2|$|\u00a3|\u00a5|\u20ac|0|1\u00b9|2\u00b2|3\u00b3|4|5|6|7|8|9|aA\u00aa|bB|cC|dD\u0111\u0110\u00f0\u00d0|eE|" +
  "fF|gG|hH\u0127\u0126|iI|\u0131|jJ|kK|lL\u0142\u0141|mM|nN|\u014b\u014a|oO\u00ba\u00f8\u00d8|pP|qQ|\u0138|rR|sS\u017f|tT|\u0167\u0166|uU|" +
  "vV|wW|xX|yY|zZ|\u00fe\u00de|\u00b5";

/** Marks, from the first in order. */
const MARKS =
  "\u0332\u0313\u0343\u0314\u0301\u0341\u0300\u0340\u0306\u0302\u030c\u030a\u0342\u0308\u0344\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u030d\u030e\u0312\u0315";

/** Letters with a mark: the letter, its base, the mark. */
const MARKED =
  "ÀA\u0300ÁA\u0301ÂA\u0302ÃA\u0303ÄA\u0308ÅA\u030aÇC\u0327ÈE\u0300ÉE\u0301ÊE\u0302ËE\u0308ÌI\u0300ÍI\u0301ÎI\u0302ÏI\u0308ÑN\u0303ÒO\u0300ÓO\u0301ÔO\u0302ÕO\u0303ÖO\u0308ÙU\u0300ÚU\u0301" +
  "ÛU\u0302ÜU\u0308ÝY\u0301àa\u0300áa\u0301âa\u0302ãa\u0303äa\u0308åa\u030açc\u0327èe\u0300ée\u0301êe\u0302ëe\u0308ìi\u0300íi\u0301îi\u0302ïi\u0308ñn\u0303òo\u0300óo\u0301ôo\u0302õo\u0303öo\u0308" +
  "ùu\u0300úu\u0301ûu\u0302üu\u0308ýy\u0301ÿy\u0308ĀA\u0304āa\u0304ĂA\u0306ăa\u0306ĄA\u0328ąa\u0328ĆC\u0301ćc\u0301ĈC\u0302ĉc\u0302ĊC\u0307ċc\u0307ČC\u030c" +
  "čc\u030cĎD\u030cďd\u030cĒE\u0304ēe\u0304ĔE\u0306ĕe\u0306ĖE\u0307ėe\u0307ĘE\u0328ęe\u0328ĚE\u030cěe\u030c" +
  "ĜG\u0302ĝg\u0302ĞG\u0306ğg\u0306ĠG\u0307ġg\u0307ĢG\u0327ģg\u0327ĤH\u0302ĥh\u0302ĨI\u0303ĩi\u0303ĪI\u0304" +
  "īi\u0304ĬI\u0306ĭi\u0306ĮI\u0328įi\u0328İI\u0307ĴJ\u0302ĵj\u0302ĶK\u0327ķk\u0327ĹL\u0301ĺl\u0301ĻL\u0327" +
  "ļl\u0327ĽL\u030cľl\u030cŃN\u0301ńn\u0301ŅN\u0327ņn\u0327ŇN\u030cňn\u030cŌO\u0304ōo\u0304ŎO\u0306ŏo\u0306" +
  "ŐO\u030bőo\u030bŔR\u0301ŕr\u0301ŖR\u0327ŗr\u0327ŘR\u030cřr\u030cŚS\u0301śs\u0301ŜS\u0302ŝs\u0302ŞS\u0327" +
  "şs\u0327ŠS\u030cšs\u030cŢT\u0327ţt\u0327ŤT\u030cťt\u030cŨU\u0303ũu\u0303ŪU\u0304ūu\u0304ŬU\u0306ŭu\u0306" +
  "ŮU\u030aůu\u030aŰU\u030bűu\u030bŲU\u0328ųu\u0328ŴW\u0302ŵw\u0302ŶY\u0302ŷy\u0302ŸY\u0308ŹZ\u0301źz\u0301" +
  "ŻZ\u0307żz\u0307ŽZ\u030cžz\u030cΆΑ\u0301ΈΕ\u0301ΉΗ\u0301ΊΙ\u0301ΌΟ\u0301ΎΥ\u0301ΏΩ\u0301ΪΙ\u0308ΫΥ\u0308" +
  "άα\u0301έε\u0301ήη\u0301ίι\u0301ϊι\u0308ϋυ\u0308όο\u0301ύυ\u0301ώω\u0301ЁЕ\u0308ёе\u0308";

/** Letters that count as two. */
const DOUBLE = "\u00e6ae\u00c6AE\u0153oe\u0152OE\u00dfss\u0133ij\u0132IJ";

class Collation {
  readonly primary = new Map<string, number>();
  readonly secondary = new Map<string, number>();
  readonly tertiary = new Map<string, number>();
  readonly marks = new Map<string, number>();
  readonly spelled = new Map<string, string>();

  constructor() {
    const groups = ORDER.split("|");
    for (let i = 0; i < groups.length; i++) {
      // The separator itself has a place in the order.
      const group = groups[i] === "\u0001" ? "|" : groups[i]!;
      for (let k = 0; k < group.length; k++) {
        const lower = group[k]!.toLowerCase();
        this.primary.set(group[k]!, i + 1);
        this.secondary.set(group[k]!, group.indexOf(lower));
        this.tertiary.set(group[k]!, group[k] === lower ? 0 : 1);
      }
    }
    for (let i = 0; i < MARKS.length; i++) this.marks.set(MARKS[i]!, i + 64);
    for (let i = 0; i < MARKED.length; i += 3) this.spelled.set(MARKED[i]!, MARKED.substring(i + 1, i + 3));
    for (let i = 0; i < DOUBLE.length; i += 3) this.spelled.set(DOUBLE[i]!, DOUBLE.substring(i + 1, i + 3));
  }
}

let collation: Collation | null = null;

/** Primary weights of characters without a place in ORDER: their code points above this. */
const OTHERS = 1000;
/** Weight in which all numbers begin when they are compared by value. */
const NUMBER = 0.5;

/** The weights of one string, level by level. */
class Weights {
  readonly primary: number[] = [];
  readonly secondary: number[] = [];
  readonly tertiary: number[] = [];

  constructor(order: Collation, text: string, numeric: boolean) {
    for (let i = 0; i < text.length; i++) {
      const character = text[i]!;
      if (numeric && character >= "0" && character <= "9") i = this.#number(order, text, i);
      else {
        const spelled = order.spelled.get(character);
        if (spelled === undefined) this.#character(order, character, 0);
        else {
          const second = spelled[1]!;
          const isMark = order.marks.has(second);
          this.#character(order, spelled[0]!, isMark ? 0 : 32);
          this.#character(order, second, 0);
        }
      }
    }
  }

  /** Numbers by their count of digits, then digit by digit. Returns the place of the last digit. */
  #number(order: Collation, text: string, from: number): number {
    let start = from;
    while (text[start] === "0" && isDigit(text[start + 1])) start++;
    let end = start;
    while (isDigit(text[end])) end++;
    this.primary.push(order.primary.get("0")! - NUMBER, end - start);
    for (let i = start; i < end; i++) this.#character(order, text[i]!, 0);
    return end - 1;
  }

  #character(order: Collation, character: string, extra: number): void {
    const mark = order.marks.get(character);
    if (mark !== undefined) {
      this.secondary.push(mark);
      return;
    }
    const known = order.primary.get(character);
    const code = character.charCodeAt(0);
    if (known === undefined) {
      if (code < 32 || (code >= 0x7f && code < 0xa0) || code === 0xad) return;
      const lower = character.toLowerCase();
      this.primary.push(OTHERS + lower.charCodeAt(0));
      this.secondary.push(extra);
      this.tertiary.push(lower === character ? 0 : 1);
      return;
    }
    this.primary.push(known);
    this.secondary.push(order.secondary.get(character)! + extra);
    this.tertiary.push(order.tertiary.get(character)!);
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function compareLevel(a: readonly number[], b: readonly number[]): number {
  const length = a.length < b.length ? a.length : b.length;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

/**
 * String.prototype.localeCompare: -1, 0 or 1. Of the options, `numeric` and `sensitivity` are known; a RangeError
 * names any other, and locales other than English.
 */
export function String_prototype_localeCompare(
  self: string,
  that: string,
  locales?: unknown,
  options?: unknown,
): number {
  requireEnglish(locales);
  const numeric = isObject(options) && !!getElem(options, "numeric");
  const sensitivity = isObject(options) ? getElem(options, "sensitivity") : undefined;
  if (isObject(options)) requireKnown(options);
  collation ??= new Collation();
  const a = new Weights(collation, self, numeric);
  const b = new Weights(collation, that, numeric);
  let result = compareLevel(a.primary, b.primary);
  const variant = sensitivity === undefined || sensitivity === "variant";
  if (result === 0 && (variant || sensitivity === "accent")) result = compareLevel(a.secondary, b.secondary);
  if (result === 0 && (variant || sensitivity === "case")) result = compareLevel(a.tertiary, b.tertiary);
  return result;
}

function requireEnglish(locales: unknown): void {
  if (locales === undefined) return;
  const text = `${locales}`;
  if (text === "" || text === "en" || text.startsWith("en-")) return;
  throw new RangeError(`The locale "${text}" is not on board: strings are compared as in English.`);
}

function requireKnown(options: object): void {
  const sensitivity = getElem(options, "sensitivity");
  if (
    sensitivity !== undefined &&
    sensitivity !== "base" &&
    sensitivity !== "accent" &&
    sensitivity !== "case" &&
    sensitivity !== "variant"
  )
    throw new RangeError(
      `Value ${String(sensitivity)} out of range for Intl.Collator options property sensitivity`,
    );
  for (const name of ["ignorePunctuation", "caseFirst"]) {
    const value = getElem(options, name);
    if (value !== undefined && value !== false && value !== "false")
      throw new RangeError(`The option ${name} of localeCompare is not on board.`);
  }
}
