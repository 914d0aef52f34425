// localeCompare in the order of English with its options; canonical normalization.
export {};
const show = (f: () => unknown): void => { try { console.log(f()); } catch (e) { console.log("ERR " + String(e)); } };
const level = ["log", "info"][0] as "log"; console[level]("by name");
show(() => ["b", "a", "B", "A", "ä", "z", "Z", "é", "e", "10", "9", "_", "-", " "].sort((a, b) => a.localeCompare(b)).join(""));
show(() => ["a10", "a9", "a1"].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })));
show(() => ["a".localeCompare("A", "en", { sensitivity: "base" }), "a".localeCompare("á", "en", { sensitivity: "base" }), "a".localeCompare("á", "en-US", { sensitivity: "accent" })]);
show(() => ["résumé", "resume", "Résumé", "Resume", "straße", "strasse", "æther", "aether", "ж", "а", "Б", "ё", "е"].sort((a, b) => a.localeCompare(b)));
show(() => ["e\u0301".normalize().length, "é".normalize("NFD").length, "\uac01".normalize("NFD").length, "\u1112\u1161\u11ab".normalize(), "abc".normalize("NFC")]);
show(() => "a".normalize("X" as "NFC"));
show(() => ["  a ".trimLeft() + "|", "AbC".toLocaleLowerCase(), "abc".toLocaleUpperCase("en")]);

