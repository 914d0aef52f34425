// A registry filled by several modules, a singleton, and a class whose static state is shared by all importers.
import { registry, register } from "./registry.ts";
import { Device, lampDevice } from "./lamp.ts";
import { fanDevice } from "./fan.ts";

register(new Device("door"));
console.log(registry.map((device) => device.label()).join(" "));
console.log(Device.made, lampDevice.serial, fanDevice.serial, fanDevice.label());
lampDevice.name = "renamed";
console.log(registry[0].name, registry.includes(lampDevice), registry.indexOf(fanDevice));
