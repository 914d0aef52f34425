// A thermostat: measures, heats with hysteresis, and is looked at and set by browsers, programs and Home Assistant.
//
// This file joins the parts. Each part is a file beside it, and can be taken alone.

import { board } from "ingot/board";
import { serve } from "ingot/http";
import { network } from "ingot/net";
import { makeRouter } from "./api.ts";
import { onButtonHeld } from "./factory-reset.ts";
import { HomeAssistantLink } from "./home-assistant.ts";
import { SimulatedRoom } from "./sensor.ts";
import { SettingsStore } from "./settings-store.ts";
import { Thermostat } from "./thermostat.ts";
import { followTimeServer } from "./time-of-day.ts";
import { followUpdates } from "./updates.ts";

const PORT = 80;
/** Nothing that is sent here is longer. */
const LARGEST_BODY_BYTES = 4096;

const settings = new SettingsStore();
await settings.open();

const relay = board.output("relay");
// With an LM75 on an I2C bus: new Lm75({ bus }).
const sensor = new SimulatedRoom(
  () => relay.read() === 1,
  () => board.uptimeMs(),
);
const thermostat = new Thermostat(sensor, relay, settings);
thermostat.start();

const homeAssistant = new HomeAssistantLink(thermostat, settings, followSettings);
function followSettings(): void {
  thermostat.step();
  homeAssistant.refresh();
  followTimeServer(settings.current.timeServer);
}
followSettings();

onButtonHeld(board.input("button", "up"), () => void factoryReset());
async function factoryReset(): Promise<void> {
  console.log("thermostat: back to the settings of the factory");
  await settings.forget();
  board.restart();
}

const router = makeRouter(thermostat, settings, followSettings);
await serve({ port: PORT, limits: { bodyBytes: LARGEST_BODY_BYTES } }, router.handler);
const { target, mode } = settings.current;
console.log(`thermostat: ${sensor.title}, mode ${mode}, target ${target} degrees`);
void followUpdates(() => settings.isKept && isRoomTemperature(thermostat.reading.temperature));
network().onAddress((address) => console.log(`thermostat: http://${address}/`));

function isRoomTemperature(celsius: number | null): boolean {
  return celsius !== null && celsius > -40 && celsius < 60;
}
