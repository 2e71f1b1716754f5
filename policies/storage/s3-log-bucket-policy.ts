import { bucketsWith } from "../../aws/bucket";
import { excessOf, foreignWriters, lacksSource } from "../../aws/log-bucket-policy";
import type { DeliveryService } from "../../aws/log-services";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "s3-log-bucket-policy",
  category: "storage",
  requirements: ["STO-10"],
  severity: "medium",
  level: "mandatory",
  title: "Policies of log buckets let only log services write, and only their own logs",
  description:
    "A log bucket's policy lets only the services that deliver logs write, only what they need, and only for a source that aws:SourceArn or aws:SourceAccount names, or for load balancers and Redshift the account in the path.",
  rationale:
    "Logs are evidence. Whoever else can write to their bucket can overwrite or plant them, and a log service that is let in without a source delivers the logs of any account that names the bucket.",
  fix: 'Have one statement for each log service: { Effect: "Allow", Principal: { Service: "logging.s3.amazonaws.com" }, Action: "s3:PutObject", Resource: pulumi.interpolate`${logs.arn}/*`, Condition: { StringEquals: { "aws:SourceAccount": accountId } } }.',
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ],
  subjects: bucketsWith("policy"),
  needs: "stack",
  check(bucket, { settings, each, report }) {
    if (!bucket.isLogBucket(settings)) {
      return;
    }
    each(bucket.policies(), (policy) =>
      each(policy.allowStatements, (statement) => {
        const parts = [
          () =>
            each(foreignWriters(statement), (writer) =>
              report(writer.at, {
                found: `${writer.label} may write to the log bucket (${writer.action}).`,
                fix: "Let only the services that deliver logs write; give people and roles s3:GetObject and s3:ListBucket at most.",
                key: statement.key("Principal", writer.id),
              }),
            ),
          () =>
            each(excessOf(statement), ({ at, action, service, needs }) =>
              report(at, {
                found: `${service} does not need ${action} to deliver logs.`,
                fix: `Set Action: [${needs.map((one) => `"${one}"`).join(", ")}].`,
                key: statement.key("Action", action),
              }),
            ),
          () => {
            const service = lacksSource(statement);
            if (service) {
              report(statement.value, { ...toldOf(service), key: statement.key("Condition", "source") });
            }
          },
        ];
        each(parts, (part) => part());
      }),
    );
  },
});

function toldOf({ name, source }: DeliveryService): { readonly found: string; readonly fix: string } {
  return source === "path"
    ? {
        found: `${name} may write logs of any account: neither the path of Resource nor a condition names one.`,
        fix: "Set Resource: pulumi.interpolate`${logs.arn}/AWSLogs/${accountId}/*`, with the prefix of the logs, if they have one, before AWSLogs.",
      }
    : {
        found: `${name} may write logs of any account: no condition names their source.`,
        fix: 'Add Condition: { StringEquals: { "aws:SourceAccount": accountId } }, or ArnLike with "aws:SourceArn" of what is logged.',
      };
}
