/**
 * The pack as a library, for its own commands (cli/), for tests of programs (testing/) and for packs that add policies of their own.
 * It serves nothing by itself; `index.ts` does.
 */
export * from "./core";
export { readExemptions, type Exemption } from "./core/exemptions";
/** @internal Only index.ts serves. */
export { fastRequests } from "./core/fast-requests";
export { formatMessage, parseMessage, type MessageParts } from "./core/message";
export { policies } from "./policies";
export { retiredPolicies } from "./policies/retired";
