import type * as sdk from "@pulumi/policy";
import { redact } from "./credentials";
import type { Policy, PolicyFacts } from "./definition";
import { ROOT_STACK_TYPE } from "./graph";
import { formatMessage } from "./message";

/** A policy that is no more. Its name stays in the pack, so that settings that hold it still load. */
export interface RetiredPolicy {
  readonly name: string;
  /** The version of the pack that it retired in, such as `1.4.0`. */
  readonly since: string;
  /** Why, as a sentence. */
  readonly reason: string;
  /** The policies that do its work now. */
  readonly replacedBy?: readonly string[];
}

/**
 * What stands for a retired policy: it finds nothing. Where its options are still set it says so once, as advisory at whatever level
 * it has: its retirement must stop nobody. A level alone cannot be told: the engine hands one to every policy for "all".
 */
export function retiredPolicy({ name, since, reason, replacedBy = [] }: RetiredPolicy): Policy {
  const instead =
    replacedBy.length > 0
      ? `${replacedBy.join(", ")} ${replacedBy.length > 1 ? "do" : "does"} its work`
      : "nothing takes its place";
  const facts: PolicyFacts = {
    name,
    category: "governance",
    requirements: [],
    severity: "low",
    level: "advisory",
    title: `Retired: ${name}`,
    description: `Retired in version ${since}: ${instead}.`,
    rationale: reason,
    fix: `Remove "${name}" from the policy pack's configuration${replacedBy.length > 0 ? `; the settings of ${replacedBy.join(", ")} are on their pages` : ""}.`,
    references: [],
  };
  const validateResource = (args: sdk.ResourceValidationArgs, report: sdk.ReportViolation): void => {
    const options = Object.keys(args.getConfig<Record<string, unknown>>());
    if (args.type !== ROOT_STACK_TYPE || options.length === 0) {
      return;
    }
    const found = `Settings of ${name} are without effect (${redact(options.join(", "))}). ${reason}`;
    const said = formatMessage({ path: "", found, fix: facts.fix, requirements: [], key: "retired" });
    // The SDK also takes an object with a level of its own, which its types do not say.
    const diagnostic = { message: `${facts.description}\n${said}`, enforcementLevel: facts.level };
    report(diagnostic as unknown as string);
  };
  return {
    facts,
    options: {},
    needs: "resource",
    types: [ROOT_STACK_TYPE],
    hasRemediation: false,
    isAbout: (type) => type === ROOT_STACK_TYPE,
    passes: () => false,
    sdk: {
      name,
      displayName: facts.title,
      description: facts.description,
      enforcementLevel: "disabled",
      severity: facts.severity,
      remediationSteps: facts.fix,
      tags: [facts.category, "retired"],
      validateResource: Object.assign(validateResource, { __pulumiType: ROOT_STACK_TYPE }),
    },
  };
}
