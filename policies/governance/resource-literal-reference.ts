import { ownAccount } from "../../aws/account";
import { literalReferences, type LiteralReference } from "../../aws/literal-references";
import { quoteName } from "../../aws/naming";
import { regionOf } from "../../aws/region";
import { BUCKET, BUCKET_LOGGING, CODEBUILD_PROJECT } from "../../aws/types";
import { definePolicy, whenKnown, type Resource, type StackFacts } from "../../core";

export default definePolicy({
  name: "resource-literal-reference",
  category: "governance",
  requirements: ["GOV-09"],
  severity: "medium",
  level: "advisory",
  title: "Resources of a stack refer to each other by outputs",
  description: "A resource refers to another one of the same stack by an output of it, or waits for it by dependsOn.",
  rationale:
    "The engine orders resources by outputs. A literal name shows no dependency, so that both are created at once, and the one that needs the other may come first and fail.",
  fix: "Write the other resource's output instead of the literal, or add { dependsOn: [other] }.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/dependson/",
  ],
  subjects: { types: "all", of: literalReferences },
  needs: "stack-only",
  check(reference, { stack, report }) {
    const { resource, value, text, arn, targets } = reference;
    const [target] = targets;
    if (
      isToldElsewhere(reference) ||
      targets.some((one) => isOrdered(resource, one)) ||
      isElsewhere(reference, stack)
    ) {
      return;
    }
    report(value, {
      found: `${quoteName(text)} is what ${kindOf(target)} ${target.name} of this stack is called, but nothing makes ${kindOf(resource)} ${resource.name} wait for it.`,
      fix: `Write the output of ${kindOf(target)} ${target.name} instead${arn ? " (its arn)" : ""}, as pulumi.interpolate where it is a part of a text, or add { dependsOn: [...] } with it to ${kindOf(resource)} ${resource.name}.`,
      key: `literal:${target.type}::${target.name}`,
    });
  },
});

/** Whether one is created after the other, in either order: a resource that the other needs cannot wait for it. */
function isOrdered(resource: Resource, target: Resource): boolean {
  return isBelow(resource, target) || resource.isCreatedAfter(target) || target.isCreatedAfter(resource);
}

/** A child is registered after its parent. */
function isBelow(resource: Resource, target: Resource): boolean {
  const seen = new Set<Resource>();
  for (let above = resource.parent; above && !seen.has(above); above = above.parent) {
    if (above === target) {
      return true;
    }
    seen.add(above);
  }
  return false;
}

/** Whether a policy of its own tells the same: s3-bucket-logging-target and codebuild-log-group. */
function isToldElsewhere({ resource: { type }, value }: LiteralReference): boolean {
  const path = value.display;
  return (
    ([...BUCKET, ...BUCKET_LOGGING].includes(type) && path.endsWith("targetBucket")) ||
    (CODEBUILD_PROJECT.includes(type) && path === "logsConfig.cloudwatchLogs.groupName")
  );
}

/**
 * Whether an ARN is of another account or region than the resource of that name. The accounts of an organisation have
 * roles of the same names, so that one in a policy says nothing while the stack's own account is not known.
 */
function isElsewhere({ arn, isSpokenOf, targets: [target] }: LiteralReference, stack: StackFacts): boolean {
  const account = arn?.account ? whenKnown(() => ownAccount(target)) : undefined;
  const region = arn?.region ? whenKnown(() => regionOf(target, stack)) : undefined;
  const mayBeForeign = arn?.service === "iam" && account === undefined && !isSpokenOf;
  return (
    mayBeForeign ||
    (account !== undefined && account !== arn?.account) ||
    (region !== undefined && region !== arn?.region)
  );
}

/** `aws:iam/instanceProfile:InstanceProfile` as "instance profile". */
function kindOf({ type }: Resource): string {
  return (type.split(":")[2] ?? type).replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
