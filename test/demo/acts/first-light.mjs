// First light: the smallest whole of it. LEDs, ping, sectors of the card, and a panic decoded into TypeScript.
//
// Judged from outside the board: the ping by a packet-level peer, the card by reading its sectors here.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, consolePrinter, fact, ingot, readBytes, root, title } from "../steps.mjs";
import { FIRST_SECTOR, RECORD_BYTES, recordProblem, SECTOR_BYTES } from "./boot-record.mjs";

export const name = "first-light";
export const summary = "First light: from a TypeScript file to a booted board";

const APP = join(root, "templates", name);
const BOARD = "cubieboard";
const UART_BASE = 0x01c2_8000;
const ADDRESS = "10.0.2.15";
const PINGS = 5;
/** The functions between the key and the panic, innermost first, as templates/first-light has them. */
const PANIC_STACK = ["stopWith", "leaveNormalOperation", "stopOnRequest", "obey"];

export async function play({ emulator, folder }) {
  const card = join(folder, "card.img");
  const built = await build();
  await flash(built.image, card);
  const log = await boot(emulator, folder, card);
  await decode(built.elf, log, folder);
  await measure(emulator, built, card);
}

async function build() {
  title(`Compile templates/first-light for the ${BOARD}`);
  const { seconds: compileSeconds } = await ingot("build", APP, "--board", BOARD);
  const made = join(APP, "build");
  return { image: join(made, `${name}.img`), elf: join(made, `${name}.elf`), compileSeconds };
}

async function flash(image, card) {
  title("Write the SD card image to a card (here: a file)");
  await ingot("flash", image, card);
  const before = readBytes(card, FIRST_SECTOR * SECTOR_BYTES, RECORD_BYTES);
  check(before.length === RECORD_BYTES, "the card is too small for the boot record");
  check(
    before.every((byte) => byte === 0),
    `sector ${FIRST_SECTOR} of the fresh card is not empty`,
  );
  fact(`sectors ${FIRST_SECTOR}..${FIRST_SECTOR + 7}, seen from here`, "empty");
}

/** Boots the card, pings the board, makes it panic; resolves to everything the console said. */
async function boot({ Machine, PacketPeer, StreamLink }, folder, card) {
  title("Boot the card through the stock U-Boot SPL, in the emulator");
  const link = await StreamLink.listen(join(folder, "wire"));
  const machine = new Machine({
    machine: BOARD,
    sdImage: card,
    network: { kind: "stream", path: link.path },
    // After its panic record the board resets itself; that is where the demo ends.
    noReboot: true,
    lifetimeMs: 90_000,
    onOutput: consolePrinter(),
  });
  try {
    await machine.waitFor("U-Boot SPL", 20_000);
    await machine.waitFor(`first light: ${BOARD}`, 20_000);
    await machine.waitFor(/sd card: \d+ sectors, boot 1, 4096 bytes verified/, 20_000);
    await machine.waitFor("heartbeat: up 1 s", 20_000);

    title(`Ping it ${PINGS} times from a packet-level peer on its network`);
    await ping(new PacketPeer(link, { ip: "10.0.2.2" }));
    await machine.waitFor(new RegExp(`heartbeat: .*pings ${PINGS}\\b`), 20_000);

    title("Press `p`: a panic, three functions deep");
    const from = machine.output.length;
    machine.send("p");
    await machine.waitFor(/panic: requested over the console/, 20_000, from);
    await Promise.race([machine.exited, new Promise((resolve) => setTimeout(resolve, 20_000).unref())]);
    check(machine.exitCode === 0, "the board did not reset itself after the panic");
    checkRecord(card);
    return machine.output;
  } finally {
    await machine.kill();
    link.close();
  }
}

async function ping(peer) {
  const report = await peer.ping(ADDRESS, { count: PINGS, timeoutMs: 2_000 });
  for (const [index, ms] of report.roundTripsMs.entries()) {
    console.log(`   reply ${index + 1} from ${ADDRESS} (${report.targetMac}): ${ms.toFixed(2)} ms`);
  }
  check(report.faults.length === 0, `wrong frames arrived: ${report.faults.join("; ")}`);
  check(report.received === PINGS, `only ${report.received} of ${PINGS} pings were answered`);
  fact("answered, every byte as it should be", `${report.received} of ${report.sent}`);
}

function checkRecord(card) {
  title("Read the card's sectors from here, after the emulator has ended");
  const bytes = readBytes(card, FIRST_SECTOR * SECTOR_BYTES, RECORD_BYTES);
  const problem = recordProblem(bytes, 1);
  check(problem === null, `the boot record is wrong: ${problem}`);
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, bytes.indexOf(10)));
  fact(`sector ${FIRST_SECTOR}`, `"${text}"`);
  fact(`sectors ${FIRST_SECTOR + 1}..${FIRST_SECTOR + 7}`, "the pattern of boot 1, all 3584 bytes");
}

async function decode(elf, log, folder) {
  title("Decode the panic into TypeScript");
  const logFile = join(folder, "console.log");
  writeFileSync(logFile, log);
  const { output } = await ingot("decode", elf, logFile);
  let at = 0;
  for (const name of PANIC_STACK) {
    const next = output.indexOf(name, at);
    check(next >= 0, `the decoded stack lacks ${name}, or has it in the wrong place`);
    at = next + name.length;
  }
  check(/\(src\/commands\.ts:\d+\)/.test(output), "the decoded stack names no line of src/commands.ts");
}

async function measure({ instructionsToFirstOutput }, { elf, compileSeconds }, card) {
  title("Measure");
  const instructions = await instructionsToFirstOutput({ machine: BOARD, kernel: elf, uartBase: UART_BASE });
  fact("program, as the SPL loads it", `${(programBytes(card) / 1024).toFixed(1)} KiB`);
  fact("boot, SPL hand-over to first output", `${instructions.toLocaleString("en")} instructions`);
  fact("compile time", `${compileSeconds.toFixed(1)} s`);
}

/** The data size in the uImage header, which stands where the SPL looks for it: byte 12 of sector 80, big-endian. */
function programBytes(card) {
  return Buffer.from(readBytes(card, 80 * SECTOR_BYTES + 12, 4)).readUInt32BE(0);
}
