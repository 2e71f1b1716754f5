/**
 * The pack as a library, for its own commands (cli/), for tests of programs (testing/) and for packs that add policies of their own.
 * It serves nothing by itself; `index.ts` does.
 */
import { retiredPolicy, served, type Policy } from "./core";
import { fastRequests } from "./core/fast-requests";
import { rememberSent } from "./core/sent-properties";
import { policies } from "./policies";
import { retiredPolicies } from "./policies/retired";

export * from "./core";
export {
  addressOf,
  dayAfter,
  dayOf,
  daysBetween,
  hasEnded,
  isAboutResource,
  isDay,
  isForStack,
  readExemptions,
  type Exemption,
  type ExemptionAddress,
} from "./core/exemptions";
export { formatMessage, parseMessage, type MessageParts } from "./core/message";
export * as aws from "./aws";
export { policies, retiredPolicies };

/**
 * All policies of this pack with `own` ones, as `new PolicyPack(name, { policies })` takes them. The shared settings are read first
 * and exemptions are told last, so the order is given. Throws when a policy has the name of another: a user's settings name one.
 */
export function extend(own: readonly Policy[]): ReturnType<typeof served> {
  const all = [...policies.slice(0, -1), ...retiredPolicies.map(retiredPolicy), ...own, ...policies.slice(-1)];
  const seen = new Set<string>();
  for (const { facts } of all) {
    if (seen.has(facts.name)) {
      throw new Error(`There are two policies called "${facts.name}"; give yours a name of its own.`);
    }
    seen.add(facts.name);
  }
  fastRequests(process.env);
  rememberSent();
  return served(all);
}
