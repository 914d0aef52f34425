// What the owner may set: fields, limits, defaults. Pure; where settings are kept is settings-store.ts.

export interface Settings {
  readonly mode: "heat" | "off";
  /** 5 .. 30 degrees Celsius. */
  readonly target: number;
  /** 0.2 .. 5 degrees. */
  readonly hysteresis: number;
  /** What the page and Home Assistant call it: 1 .. 40 characters. */
  readonly name: string;
  /** Host of the MQTT broker; "" for none. */
  readonly mqttHost: string;
  /** Host of the time server; "" for none. */
  readonly timeServer: string;
}

export const DEFAULT_SETTINGS: Settings = {
  mode: "heat",
  target: 20,
  hysteresis: 1,
  name: "Thermostat",
  mqttHost: "",
  timeServer: "",
};

/** Field -> what is wrong with it. */
export type Problems = Record<string, string>;

export type Checked =
  | { readonly settings: Settings; readonly problems: null }
  | { readonly settings: null; readonly problems: Problems };

const MODES: readonly unknown[] = ["heat", "off"];
const FIELDS = Object.keys(DEFAULT_SETTINGS);

/** `current` with the fields of `change`, which comes from outside: all of it is checked, nothing is taken by half. */
export function changed(current: Settings, change: unknown): Checked {
  if (typeof change !== "object" || change === null || Array.isArray(change)) {
    return { settings: null, problems: { "": 'send an object, as in {"target": 21.5}' } };
  }
  const fields = change as Record<string, unknown>;
  const problems: Problems = {};
  for (const name of Object.keys(fields)) {
    const problem = problemOf(name, fields[name]);
    if (problem !== "") problems[name] = problem;
  }
  if (Object.keys(problems).length > 0) return { settings: null, problems };
  return { settings: { ...current, ...(fields as Partial<Settings>) }, problems: null };
}

/** What is wrong with `value` for the field `name`, or "". */
function problemOf(name: string, value: unknown): string {
  switch (name) {
    case "mode":
      return MODES.includes(value) ? "" : 'must be "heat" or "off"';
    case "target":
      return isBetween(value, 5, 30) ? "" : "must be a number from 5 to 30";
    case "hysteresis":
      return isBetween(value, 0.2, 5) ? "" : "must be a number from 0.2 to 5";
    case "name":
      return isText(value, 1, 40) ? "" : "must be a text of 1 to 40 characters";
    case "mqttHost":
    case "timeServer":
      return isText(value, 0, 253) && !value.includes(" ")
        ? ""
        : 'must be a host name or an address, or "" for none';
    default:
      return `is no setting; the settings are ${FIELDS.join(", ")}`;
  }
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function isText(value: unknown, least: number, most: number): value is string {
  return typeof value === "string" && value.length >= least && value.length <= most;
}
