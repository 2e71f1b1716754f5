import type * as sdk from "@pulumi/policy";
import type { Control, Policy, PolicyDefinition, PolicyFacts, Subject } from "./definition";
import { narrowed, skipNextList } from "./fast-requests";
import { redact } from "./credentials";
import { ROOT_STACK_TYPE } from "./graph";
import { formatMessage } from "./message";
import type { Options } from "./options";
import { Run } from "./run";
import { Runner } from "./runner";
import { hearSecretKeys } from "./secret-keys";
import { factsOfArgs, factsOfStackResource } from "./sdk-facts";
import { EXEMPTIONS_POLICY, SETTINGS, SETTINGS_POLICY } from "./settings";
import { sentence } from "./words";

/** The state of the one pack that a process serves. */
const run = new Run();

/** Makes a policy of a definition: all that policies have in common is done here. */
export function definePolicy<S extends Subject, O extends Options = Record<never, never>>(
  definition: PolicyDefinition<S, O>,
): Policy {
  const options = definition.options ?? ({} as O);
  const types = definition.subjects.types;
  const runner = new Runner(run, definition, options);
  run.ledger.register({ name: definition.name, severity: definition.severity, wasAsked: () => runner.wasAsked });
  const policy: sdk.ResourceValidationPolicy & Partial<sdk.StackValidationPolicy> = {
    ...metadata(definition, options),
    ...(definition.needs !== "stack-only" && {
      validateResource: typed(
        (args: sdk.ResourceValidationArgs, report: sdk.ReportViolation) => runner.validateResource(args, report),
        () => runner.resourceType(),
      ),
    }),
    ...(definition.needs !== "resource" && {
      validateStack: typed(
        (args: sdk.StackValidationArgs, report: sdk.ReportViolation) => runner.validateStack(args, report),
        () => runner.stackType(),
      ),
    }),
    ...(definition.remediate && {
      remediateResource: (args: sdk.ResourceValidationArgs) => runner.remediate(args),
    }),
  };
  return {
    facts: definition,
    options,
    needs: definition.needs,
    types,
    hasRemediation: definition.remediate !== undefined,
    isAbout: (type) => definition.needs !== "stack-only" && runner.isAbout(type),
    passes: () => definition.needs !== "stack-only" && runner.passes(),
    sdk: policy,
  };
}

/** The policies as the SDK serves them: it is spared those that are not about a resource. */
export function served(policies: readonly Policy[]): sdk.Policies {
  hearSecretKeys();
  const known = new Map<sdk.Policy, Policy>(policies.map((one) => [one.sdk, one]));
  return narrowed(
    policies.map((policy) => policy.sdk),
    {
      nameOf: ({ name }) => name,
      isAbout: (policy, type) => known.get(policy)?.isAbout(type) ?? true,
      passes: (policy) => known.get(policy)?.passes() ?? false,
    },
    run,
  );
}

/**
 * The first policy of the pack. It owns the settings that many policies need and sees every resource, so that their
 * inputs are remembered for the stack policies. It reports what is wrong with the shared settings.
 */
export function settingsPolicy(): Policy {
  const facts: PolicyFacts = {
    name: SETTINGS_POLICY,
    category: "governance",
    requirements: [],
    severity: "low",
    level: "advisory",
    title: "The pack's shared settings are valid",
    description: "The settings that many policies share are set here, once; they must be valid.",
    rationale: "A mistyped setting is accepted silently by the engine. This policy says so, and the default is used.",
    fix: "Correct the setting in the policy pack's configuration.",
    references: ["https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/"],
  };
  const policy: sdk.ResourceValidationPolicy = {
    ...metadata(facts, SETTINGS),
    validateResource: (args, report) => {
      run.tags = args.stackTags;
      const resource = run.enterResource(args.urn, () => factsOfArgs(args));
      if (resource.type !== ROOT_STACK_TYPE && run.isConfigured) {
        return;
      }
      for (const problem of run.configure(args.getConfig<Record<string, unknown>>(), args.urn)) {
        report(
          formatMessage({
            path: "",
            found: `Settings of ${SETTINGS_POLICY}: ${sentence(problem)}`,
            fix: facts.fix,
            requirements: [],
            key: problem,
          }),
        );
      }
    },
  };
  return {
    facts,
    options: SETTINGS,
    needs: "resource",
    types: "all",
    hasRemediation: false,
    isAbout: () => true,
    passes: () => false,
    sdk: policy,
  };
}

/** The last policy of the pack: it says what exemptions did, when all that they could do is done. */
export function exemptionsPolicy(): Policy {
  const facts: PolicyFacts = {
    name: EXEMPTIONS_POLICY,
    category: "governance",
    requirements: [],
    severity: "low",
    level: "advisory",
    title: "Exemptions are known, in force and needed",
    description: "What exemptions accept is listed here, and which of them have ended or accept nothing.",
    rationale:
      "An exemption hides a finding. Nobody remembers it unless it is told: who accepted what, why and until when. One that has ended, or that accepts nothing, misleads.",
    fix: "Mend what is exempted, renew what must wait, and remove exemptions that accept nothing.",
    references: ["https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/"],
  };
  const validateStack = (args: sdk.StackValidationArgs, report: sdk.ReportViolation): void => {
    const graph = run.enterStack(() => args.resources.map(factsOfStackResource));
    for (const { urn, ...entry } of run.ledger.entries(graph)) {
      report(redact(formatMessage({ path: "", requirements: [], ...entry })), urn);
    }
  };
  return {
    facts,
    options: {},
    needs: "stack-only",
    types: "all",
    hasRemediation: false,
    isAbout: () => false,
    passes: () => false,
    sdk: { ...metadata(facts, {}), validateStack: typed(validateStack, typeForExemptions) },
  };
}

/** As a runner's `stackType`: nothing is handed over when there are no exemptions, and no list when its graph is made already. */
function typeForExemptions(): string | undefined {
  if (run.ledger.isEmpty) {
    return "any, in a stack with exemptions";
  }
  if (run.presentTypes) {
    skipNextList();
  }
  return undefined;
}

function metadata(facts: PolicyFacts, options: Options): sdk.Policy {
  const [control, ...controls] = facts.controls ?? [];
  const name = ({ framework, version, id }: Control): string => [framework, version, id].filter(Boolean).join(" ");
  return {
    name: facts.name,
    displayName: facts.title,
    description: facts.description,
    enforcementLevel: facts.level,
    severity: facts.severity,
    remediationSteps: facts.fix,
    ...(facts.references[0] !== undefined && { url: facts.references[0] }),
    tags: [facts.category, ...facts.requirements, ...controls.map(name)],
    ...(control && {
      framework: {
        name: control.framework,
        version: control.version,
        reference: control.url,
        specification: control.id,
      },
    }),
    ...(Object.keys(options).length > 0 && {
      configSchema: {
        properties: Object.fromEntries(
          Object.entries(options).map(([key, option]) => [key, option.schema]),
        ) as sdk.PolicyConfigSchema["properties"],
      },
    }),
  };
}

/** Lets the SDK skip a function by type without deserializing anything; see docs/architecture.md, "The fast path". */
function typed<F extends object>(validate: F, type: () => string | undefined): F {
  return Object.defineProperty(validate, "__pulumiType", { get: type });
}
