// Passes on what packages export.
export * from "@plant/pump";
export { default as gauge, type Reading } from "gauge";
