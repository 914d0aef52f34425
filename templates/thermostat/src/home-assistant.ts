// Tells Home Assistant by MQTT what the thermostat measures and does, and lets it change the target.
//
// Connects when the settings name a broker, and anew when they name another one.

import { board } from "ingot/board";
import { availabilityWill, HomeAssistant, MqttClient } from "ingot/mqtt";
import type { SettingsStore } from "./settings-store.ts";
import type { Thermostat } from "./thermostat.ts";

const DEVICE_ID = "ingot-thermostat";

export class HomeAssistantLink {
  private readonly thermostat: Thermostat;
  private readonly settings: SettingsStore;
  private readonly onSettings: () => void;
  private host = "";
  private home: HomeAssistant | null = null;

  constructor(thermostat: Thermostat, settings: SettingsStore, onSettings: () => void) {
    this.thermostat = thermostat;
    this.settings = settings;
    this.onSettings = onSettings;
    thermostat.onChange(() => this.publish());
  }

  /** Follows the settings. */
  refresh(): void {
    const { mqttHost } = this.settings.current;
    if (mqttHost === this.host) return;
    this.host = mqttHost;
    void this.home?.leave();
    this.home = null;
    if (mqttHost !== "") this.connect(mqttHost);
  }

  private connect(host: string): void {
    const client = new MqttClient({
      host,
      clientId: DEVICE_ID,
      will: availabilityWill(DEVICE_ID),
      onConnect: () => {
        console.log(`mqtt: connected to ${host}`);
        this.home?.announce();
        this.publish();
      },
      onDisconnect: (reason) => console.log(`mqtt: ${reason}`),
    });
    const device = { id: DEVICE_ID, name: this.settings.current.name, model: board.title };
    const celsius = { unit_of_measurement: "\u00b0C", device_class: "temperature" };
    this.home = new HomeAssistant(client, device, [
      { component: "sensor", id: "temperature", name: "Temperature", more: celsius },
      { component: "binary_sensor", id: "heating", name: "Heating", more: { device_class: "heat" } },
      {
        component: "number",
        id: "target",
        name: "Target",
        more: { ...celsius, min: 5, max: 30, step: 0.5 },
        onCommand: (text) => void this.setTarget(text),
      },
    ]);
  }

  private publish(): void {
    const { home } = this;
    if (home === null) return;
    const { temperature, heating, target } = this.thermostat.reading;
    void home.publishState("temperature", temperature === null ? "None" : temperature.toFixed(1));
    void home.publishState("heating", heating ? "ON" : "OFF");
    void home.publishState("target", `${target}`);
  }

  private async setTarget(text: string): Promise<void> {
    try {
      const { problems } = await this.settings.change({ target: Number(text) });
      if (problems === null) this.onSettings();
      else console.log(`mqtt: the target "${text}" ${problems.target}`);
    } catch (error) {
      console.log(`mqtt: the target could not be kept: ${String(error)}`);
    }
  }
}
