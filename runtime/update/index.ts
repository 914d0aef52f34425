// What a loader and an appliance use of updates: state, its store, starting and installing.

export { type BootResult, boot, type VerifiedImage, type Verify } from "./boot.ts";
export { Installer, type InstallProblem } from "./install.ts";
export {
  beginUpload,
  chooseSlot,
  confirm,
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
