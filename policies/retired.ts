import type { RetiredPolicy } from "../core";

/**
 * Policies that retired, with what took their place. A name stays here through the major version that follows the one it
 * retired in (docs/guides/publishing.md, "Versions").
 */
export const retiredPolicies: readonly RetiredPolicy[] = [];
