// What browsers and programs may ask: the page, the state, the settings, live values.
//
//   GET  /               the page
//   GET  /api/state      what is measured and done, and how the board is
//   GET  /api/settings   PUT or POST with some of the fields changes them; 400 says which field is wrong, and why
//   GET  /api/events     live values, as server-sent events

import { board } from "ingot/board";
import { type Request, Response, Router, readJson, serveAsset } from "ingot/http";
import { network } from "ingot/net";
import page from "../ui/index.html";
import { LiveValues } from "./live.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { Thermostat } from "./thermostat.ts";
import { VERSION } from "./version.ts";

/** What the rest of the program wants to know: `settings.current` has changed. */
export type OnSettings = () => void;

export function makeRouter(thermostat: Thermostat, settings: SettingsStore, onSettings: OnSettings): Router {
  const live = new LiveValues(thermostat);

  async function change(request: Request): Promise<Response> {
    const { problems } = await settings.change(await readJson<unknown>(request));
    if (problems !== null) return Response.json({ error: "nothing was changed", problems }, { status: 400 });
    onSettings();
    return Response.json(settings.current);
  }

  return new Router()
    .get("/", (request) => serveAsset(request, page))
    .get("/api/state", () => Response.json(stateOf(thermostat, settings)))
    .get("/api/settings", () => Response.json(settings.current))
    .put("/api/settings", change)
    .post("/api/settings", change)
    .get("/api/events", () => live.open());
}

function stateOf(thermostat: Thermostat, settings: SettingsStore) {
  return {
    ...thermostat.reading,
    sensor: thermostat.sensorTitle,
    name: settings.current.name,
    settingsAreKept: settings.isKept,
    version: VERSION,
    board: board.title,
    address: network().address(),
    heapBytes: process.memoryUsage().heapUsed,
    uptimeSeconds: Math.floor(board.uptimeMs() / 1000),
  };
}
