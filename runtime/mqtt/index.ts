// `ingot/mqtt`: what applications see of the MQTT client.

export { type Message, MqttClient, type MqttOptions, type PublishOptions } from "./client.ts";
export {
  availabilityWill,
  commandTopic,
  discoveryMessage,
  HomeAssistant,
  type HomeAssistantDevice,
  type HomeAssistantEntity,
  stateTopic,
} from "./home-assistant.ts";
export { topicMatches } from "./topic.ts";
export type { Qos, Version, Will } from "./wire/writer.ts";
