// Home Assistant's discovery over MQTT: what an appliance publishes so that it appears there by itself.
//
// Makes topics and payloads, and keeps availability. Which fields a component takes is in Home Assistant's manual,
// "MQTT Discovery"; `more` passes any of them on.

import type { MqttClient } from "./client.ts";
import type { Will } from "./wire/writer.ts";

export interface HomeAssistantDevice {
  /** Letters, digits, "_" and "-": part of topics. */
  readonly id: string;
  readonly name: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly version?: string;
}

export interface HomeAssistantEntity {
  /** "sensor", "binary_sensor", "switch", "number", "climate" ... */
  readonly component: string;
  /** Letters, digits, "_" and "-": part of topics. */
  readonly id: string;
  readonly name: string;
  /** Commands come in at its command topic. */
  readonly onCommand?: (text: string) => void;
  /** Further fields, as Home Assistant names them: unit_of_measurement, device_class ... */
  readonly more?: Readonly<Record<string, unknown>>;
}

const PREFIX = "homeassistant";

/** The will to connect with: says that the device is gone. */
export function availabilityWill(deviceId: string): Will {
  return { topic: availabilityTopic(deviceId), payload: "offline", qos: 1, retain: true };
}

/** Where the state of an entity is published. */
export function stateTopic(deviceId: string, entityId: string): string {
  return `${requireId(deviceId)}/${requireId(entityId)}/state`;
}

export function commandTopic(deviceId: string, entityId: string): string {
  return `${requireId(deviceId)}/${requireId(entityId)}/set`;
}

function availabilityTopic(deviceId: string): string {
  return `${requireId(deviceId)}/availability`;
}

/** Topic and payload of the message that announces `entity`; it must be retained. */
export function discoveryMessage(
  device: HomeAssistantDevice,
  entity: HomeAssistantEntity,
): { topic: string; payload: string } {
  const topic = `${PREFIX}/${requireId(entity.component)}/${requireId(device.id)}/${requireId(entity.id)}/config`;
  const about: Record<string, unknown> = { identifiers: [device.id], name: device.name };
  if (device.manufacturer !== undefined) about.manufacturer = device.manufacturer;
  if (device.model !== undefined) about.model = device.model;
  if (device.version !== undefined) about.sw_version = device.version;
  const config: Record<string, unknown> = {
    name: entity.name,
    unique_id: `${device.id}_${entity.id}`,
    state_topic: stateTopic(device.id, entity.id),
    availability_topic: availabilityTopic(device.id),
    device: about,
  };
  if (entity.onCommand !== undefined) config.command_topic = commandTopic(device.id, entity.id);
  return { topic, payload: JSON.stringify({ ...config, ...entity.more }) };
}

/** The device and its entities on `client`, which was made with `availabilityWill`. */
export class HomeAssistant {
  private readonly client: MqttClient;
  private readonly device: HomeAssistantDevice;
  private readonly entities: readonly HomeAssistantEntity[];

  /** Listens for commands. Call `announce` from the client's onConnect. */
  constructor(client: MqttClient, device: HomeAssistantDevice, entities: readonly HomeAssistantEntity[]) {
    this.client = client;
    this.device = device;
    this.entities = entities;
    for (const { id, onCommand } of entities) {
      if (onCommand === undefined) continue;
      client.subscribe(commandTopic(device.id, id), (message) => onCommand(message.text()), 1);
    }
    // Home Assistant says so when it has started anew and wants to hear everything again.
    client.subscribe(`${PREFIX}/status`, (message) => {
      if (message.text() === "online") this.announce();
    });
  }

  /** Publishes what the device is and that it is there. */
  announce(): void {
    for (const entity of this.entities) {
      const { topic, payload } = discoveryMessage(this.device, entity);
      void this.client.publish(topic, payload, { qos: 1, retain: true });
    }
    void this.client.publish(availabilityTopic(this.device.id), "online", { qos: 1, retain: true });
  }

  /**
   * Says that the device is gone and closes the client: a broker that is left in order publishes no will. Where there is no
   * connection, the will has said it.
   */
  async leave(): Promise<void> {
    void this.client.publish(availabilityTopic(this.device.id), "offline", { retain: true });
    await this.client.close();
  }

  /** Publishes the state of an entity; resolves like `MqttClient.publish`. */
  publishState(entityId: string, state: string): Promise<boolean> {
    return this.client.publish(stateTopic(this.device.id, entityId), state, { retain: true });
  }
}

function requireId(id: string): string {
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    const lower = code | 0x20;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!(lower >= 0x61 && lower <= 0x7a) && !isDigit && code !== 0x5f && code !== 0x2d) {
      throw new TypeError(
        `"${id}" has characters that discovery does not take: use letters, digits, "_" and "-"`,
      );
    }
  }
  if (id === "") throw new TypeError("an identifier for Home Assistant is empty");
  return id;
}
