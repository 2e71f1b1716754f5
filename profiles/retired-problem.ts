import type { RetiredPolicy } from "../library";
import type { KeyPath } from "./json-text";
import type { ConfigProblem } from "./problem";

/** A policy that is no more: its settings load and do nothing. */
export function retiredProblem(path: KeyPath, { since, reason, replacedBy = [] }: RetiredPolicy): ConfigProblem {
  const instead = replacedBy.length > 0 ? ` Its work is done by ${replacedBy.join(", ")}: set those.` : "";
  return {
    level: "warning",
    path,
    what: `the policy retired in version ${since}, so this has no effect (${reason.replace(/\.$/, "")})`,
    fix: `Remove it.${instead}`,
  };
}
