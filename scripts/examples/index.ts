import { accountFoundation } from "./account-foundation";
import { deliveryPipeline } from "./delivery-pipeline";
import type { Example } from "./example";
import { resilientWeb } from "./resilient-web";
import { secureInfrastructure } from "./secure-infrastructure";

export * from "./example";
export { accountFoundation, deliveryPipeline, resilientWeb, secureInfrastructure };

/** All examples, the first of which is the one that is meant when none is named. */
export const examples: readonly Example[] = [deliveryPipeline, accountFoundation, secureInfrastructure, resilientWeb];
