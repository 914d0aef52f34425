// The thermostat itself: once a second it measures, decides, switches the relay, and tells whoever listens.

import type { OutputPin } from "ingot/hal";
import { Control } from "./control.ts";
import type { TemperatureSensor } from "./sensor.ts";
import type { SettingsStore } from "./settings-store.ts";

const PERIOD_MS = 1000;
/** Rounded to what the sensor is worth, and so that listeners hear of changes only. */
const STEPS_PER_DEGREE = 20;

export interface Reading {
  /** Degrees Celsius; null when the sensor does not answer. */
  readonly temperature: number | null;
  readonly target: number;
  readonly mode: "heat" | "off";
  readonly heating: boolean;
}

export class Thermostat {
  reading: Reading = { temperature: null, target: 0, mode: "off", heating: false };
  private readonly control = new Control();
  private readonly listeners: ((reading: Reading) => void)[] = [];
  private readonly sensor: TemperatureSensor;
  private readonly relay: OutputPin;
  private readonly settings: SettingsStore;

  constructor(sensor: TemperatureSensor, relay: OutputPin, settings: SettingsStore) {
    this.sensor = sensor;
    this.relay = relay;
    this.settings = settings;
  }

  get sensorTitle(): string {
    return this.sensor.title;
  }

  start(): void {
    this.step();
    setInterval(() => this.step(), PERIOD_MS);
  }

  /** Calls `listener` after each change of what the thermostat measures or does. */
  onChange(listener: (reading: Reading) => void): void {
    this.listeners.push(listener);
  }

  /** Measures and decides at once, as when a setting was changed. */
  step(): void {
    const { target, mode } = this.settings.current;
    const celsius = this.sensor.sample();
    const heating = this.control.decide(celsius, this.settings.current, performance.now());
    this.relay.write(heating ? 1 : 0);
    const temperature = celsius === null ? null : Math.round(celsius * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
    const before = this.reading;
    this.reading = { temperature, target, mode, heating };
    if (JSON.stringify(before) === JSON.stringify(this.reading)) return;
    for (const listener of this.listeners) listener(this.reading);
  }
}
