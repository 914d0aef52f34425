// Case mapping over ASCII and Latin-1, replace and replaceAll with string patterns and functions.
console.log("Hello, World 123".toUpperCase(), "Hello, World 123".toLowerCase());
console.log("àéîõüÿçñ".toUpperCase(), "ÀÉÎÕÜÇÑØÞ".toLowerCase(), "÷×".toUpperCase() + "÷×".toLowerCase());
console.log("straße".toUpperCase(), "µ".toUpperCase().charCodeAt(0), "ÿ".toUpperCase().charCodeAt(0));
console.log("a-b-c".replace("-", "+"), "a-b-c".replaceAll("-", "+"), "abc".replace("x", "y"), "aaa".replaceAll("aa", "b"));
console.log("abc".replace("", "_"), "abc".replaceAll("", "_"), "a.b".replaceAll(".", ""), "x".replace("x", "日本"));
console.log("price 5".replace("5", "$$6"), "ab".replace("b", "[$&]"), "abc".replace("b", "$`$'"), "ab".replaceAll("a", "$1"));
console.log("a1b1".replaceAll("1", (match, at) => `<${match}${at}>`), "tic tac".replace("t", (m) => m.toUpperCase()));
