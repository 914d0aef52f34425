// Packages that look for what a compiled program has not, and do without.
import { environment, load, mode } from "args";
import { compiled, evaluated, kinds, watched } from "checks";
import styles from "styles";
import { Task, where } from "tasks";

console.log(`${styles.red.open}stop${styles.red.close}`, styles.level, Object.keys(styles));
console.log(environment(), load("args"), mode());

const celsius = compiled("celsius");
console.log(celsius({ celsius: 21 }), celsius({}), evaluated());
const record = watched({ lamp: "on" });
record.lamp = "off";
console.log(record.lamp, Object.keys(record));

const task = new Task("boil");
task.on("start", (name) => console.log("start", name));
task.on("end", (name, code) => console.log("end", name, code));
task.run();
console.log(where());
console.log(kinds([]), kinds("a"), kinds({}), kinds(new Map()));
