// The public module `ingot/update`: what a loader and an appliance use of updates. State, its store, starting,
// verifying and installing.

export { type BootResult, boot, type VerifiedImage, type Verify } from "./boot.ts";
export { DeviceUpdates, type HealthCheck, type KeysOutcome } from "./device.ts";
export { HANDOFF_ADDRESS, HANDOFF_BYTES, type Handoff, readHandoff, writeHandoff } from "./handoff.ts";
export { isNewer } from "./image-version.ts";
export { Installer, type InstallProblem } from "./install.ts";
export { type KeyList, newestKeyList, readKeyList, writeKeyLists } from "./key-list.ts";
export { SlotLoader, type SlotReader } from "./slots.ts";
export {
  backTo,
  beginUpload,
  chooseSlot,
  confirm,
  confirmStaged,
  DEFAULT_TRIES,
  giveUp,
  type Phase,
  readRecord,
  type SlotState,
  slotForUpload,
  stage,
  type UpdateState,
  writeRecord,
} from "./state.ts";
export { StateStore, type UpdateLayout, type UpdateStorage } from "./state-store.ts";
