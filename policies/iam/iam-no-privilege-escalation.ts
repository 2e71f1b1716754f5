import { grantees, type Grant, type HeldEscalation } from "../../aws/escalation";
import { aFew, quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "iam-no-privilege-escalation",
  category: "iam",
  requirements: ["IAM-09"],
  severity: "high",
  level: "mandatory",
  title: "No identity can raise its own rights",
  description:
    "The policies of a role, user or group, taken together, do not hold a known combination that raises its own rights.",
  rationale:
    "A principal that may change its own policies, or start something with a role of its choice, has all the rights it " +
    "wants, whatever its policies say today.",
  fix: "Take one of the actions away, or name resources that do not include the principal itself.",
  references: [
    "https://pathfinding.cloud",
    "https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  ],
  subjects: grantees,
  needs: "stack-only",
  check(grantee, { report }) {
    const who = grantee.isPrincipal ? quote(grantee.resource.name) : "Whoever has this policy";
    for (const held of byPlace(grantee.escalations)) {
      const [{ grants, escalation }] = held;
      const [decisive] = grants;
      if (!decisive) {
        continue;
      }
      const ways = held.slice(0, 3).map((one) => describe(one, decisive));
      const more = held.length > ways.length ? ` There are ${held.length - ways.length} more ways.` : "";
      report(decisive.action, {
        found: `${who} can ${ways.join("; or ")}.${more}`,
        fix:
          escalation.kind === "newPassRole"
            ? "Name the roles that it has to pass in the statement of iam:PassRole, such as Resource: serviceRole.arn."
            : "Take the action away, name resources that do not include itself or every other identity, or allow it only with a condition on iam:PermissionsBoundary.",
        key: decisive.statement.key("Action", decisive.action.string() ?? ""),
      });
    }
  },
});

type NonEmpty<T> = readonly [T, ...T[]];

/** Combinations with the same first action at the same place are one mistake. */
function byPlace(held: readonly HeldEscalation[]): readonly NonEmpty<HeldEscalation>[] {
  const places = new Map<string, [HeldEscalation, ...HeldEscalation[]]>();
  for (const one of held) {
    const { holder, action } = one.grants[0] ?? {};
    const place = `${holder?.urn} ${action?.display}`;
    const list = places.get(place);
    if (list) {
      list.push(one);
    } else {
      places.set(place, [one]);
    }
  }
  return [...places.values()];
}

/** `run its own code ... (iam:PassRole, lambda:CreateFunction of "deploy", https://...)` */
function describe({ escalation, grants }: HeldEscalation, decisive: Grant): string {
  const actions = escalation.actions.map((action, index) => {
    const holder = grants[index]?.holder;
    return holder && holder !== decisive.holder ? `${action} of ${quote(holder.name)}` : action;
  });
  return `${escalation.what} (${aFew(actions)}, see ${escalation.source})`;
}
