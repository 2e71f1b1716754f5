import { keys, TRAIL_USE } from "../../aws/key";
import {
  CLOUDTRAIL,
  describing,
  isScoped,
  refusalOf,
  refusedBy,
  statementsFor,
  TRAIL_ACTIONS,
  TRAIL_CONTEXT,
  trailService,
} from "../../aws/key-service";
import { definePolicy, whenKnown } from "../../core";

export default definePolicy({
  name: "kms-key-trail-scope",
  category: "secrets",
  requirements: ["SEC-09"],
  severity: "medium",
  level: "advisory",
  title: "Keys of trails serve the account's own trails",
  description:
    "The statements by which CloudTrail uses a KMS key are held to trails of named accounts, have a Sid, and let it describe the key.",
  rationale:
    "Without a condition CloudTrail uses the key for the trails of anybody who names it. CloudTrail describes the key when a trail is made; that request has no encryption context, so a statement that demands one does not cover it.",
  fix: 'Add Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:<region>:<account id>:trail/<name>" } } to the statement.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html",
  ],
  subjects: keys,
  needs: "stack-only",
  check(key, { each, report, stack }) {
    const { encrypt, decrypt, describe } = TRAIL_ACTIONS;
    const { policies } = key;
    each(key.users(TRAIL_USE), (trail) => {
      const service = trailService(trail, stack);
      each(policies, (policy) => {
        // Without the one there is no use for the other: kms-key-trail-grant asks for both.
        const isOfNoUse = whenKnown(() => refusalOf(key, policy, service, [encrypt])) !== undefined;
        const refusal = refusalOf(key, policy, describing(service), [describe]);
        if (refusal && !isOfNoUse) {
          report(refusal.at, {
            found: `${refusal.found}, which it does when the trail "${trail.name}" is made.`,
            fix:
              refusal.fix ??
              `Have this statement in the key's policy: { Sid: "CloudTrailDescribe", Effect: "Allow", Principal: { Service: "${CLOUDTRAIL}" }, Action: "kms:DescribeKey", Resource: "*" }, with a condition on aws:SourceArn if any.`,
            key: "describe",
          });
        }
      });
      const refused = policies.flatMap((one) => refusedBy(key, one, service, [encrypt, decrypt]));
      const statements = policies.flatMap((one) => statementsFor(key.document(one), service, [encrypt, decrypt]));
      each(statements, (statement) => {
        // kms-key-trail-grant tells of a condition that lets the service do nothing.
        if (!isScoped(statement, service) && !refused.includes(statement)) {
          report(statement.value, {
            found: `The statement does not say for which trails ${CLOUDTRAIL} may use the key: no condition on aws:SourceArn or ${TRAIL_CONTEXT} names an account.`,
            key: statement.key("Condition", "scope"),
          });
        }
      });
      each(
        policies.flatMap((one) => statementsFor(key.document(one), service, [encrypt, decrypt, describe])),
        (one) => {
          if (one.sid === undefined) {
            report(one.value, {
              found: `The statement for ${CLOUDTRAIL} has no Sid.`,
              fix: 'Give it a name, such as Sid: "CloudTrail".',
              key: one.key("Sid", "missing"),
            });
          }
        },
      );
    });
  },
});
