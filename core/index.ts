/** What policies and views are written with. */
export { addTo } from "./collections";
export * from "./definition";
export * from "./environment";
export * from "./graph";
export { isIgnored } from "./ignore-changes";
export * from "./options";
export * from "./policy";
export * from "./retired";
export * from "./settings";
export * from "./subjects";
export * from "./undecided";
export * from "./value";
export * from "./words";
export * from "./glob";
export * from "./credentials";
export type { StackFacts } from "./run";
