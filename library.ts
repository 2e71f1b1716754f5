/**
 * The pack as a library, for its own commands (cli/), for tests of programs (testing/) and for packs that add policies of their own.
 * It serves nothing by itself; `index.ts` does.
 */
export * from "./core";
export {
  addressOf,
  daysBetween,
  hasEnded,
  isAboutResource,
  isForStack,
  readExemptions,
  type Exemption,
  type ExemptionAddress,
} from "./core/exemptions";
export { fastRequests } from "./core/fast-requests";
export { rememberSent } from "./core/sent-properties";
export { formatMessage, parseMessage, type MessageParts } from "./core/message";
export { policies } from "./policies";
