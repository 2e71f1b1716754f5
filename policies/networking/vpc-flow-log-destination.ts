import { FLOW_LOG_DESTINATIONS, flowLogs } from "../../aws/flow-log";
import { quote } from "../../aws/permissions";
import { definePolicy, texts } from "../../core";

/** What to name in logDestination. */
const TARGETS: Readonly<Record<string, string>> = {
  "cloud-watch-logs": "an aws.cloudwatch.LogGroup",
  s3: "an aws.s3.Bucket",
  "kinesis-data-firehose": "an aws.kinesis.FirehoseDeliveryStream",
};

export default definePolicy({
  name: "vpc-flow-log-destination",
  category: "networking",
  requirements: ["NET-03"],
  severity: "medium",
  level: "mandatory",
  title: "Flow logs go to an accepted and encrypted destination",
  description: "The flow log of a VPC or subnet goes to CloudWatch Logs, or to another destination that is accepted.",
  rationale:
    "Whoever has to follow an intruder looks in one place, with one set of alarms, one retention and one key. Flow logs that go elsewhere are found late or not at all.",
  fix: "Leave out logDestinationType and set logDestination to the ARN of an aws.cloudwatch.LogGroup.",
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-firehose.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/flowlog/",
  ],
  options: {
    destinations: texts({
      default: ["cloud-watch-logs"],
      choices: FLOW_LOG_DESTINATIONS,
      description:
        "Where flow logs may go. The encryption of a bucket is judged by s3-bucket-encryption, that of a Firehose stream here.",
    }),
  },
  subjects: flowLogs,
  needs: "stack",
  check(flowLog, { options: { destinations }, each, report }) {
    if (!flowLog.isOfVpc) {
      return;
    }
    const kind = flowLog.destinationKind;
    if (!destinations.includes(kind)) {
      const [first = "cloud-watch-logs"] = destinations;
      report(flowLog.destinationType, {
        found: `The flow log goes to ${quote(kind)}; accepted is ${destinations.map(quote).join(" or ")}.`,
        fix: `Set logDestinationType: ${quote(first)}, and logDestination to the ARN of ${TARGETS[first] ?? ""}.`,
      });
      return;
    }
    if (!flowLog.destination) {
      report(flowLog.resource.at("logDestination"), {
        found: "The flow log names nothing to write to.",
        fix: `Set logDestination to the ARN of ${TARGETS[kind] ?? ""}.`,
      });
      return;
    }
    each(kind === "kinesis-data-firehose" ? flowLog.deliveryStreams : [], (stream) => {
      const enabled = stream.at("serverSideEncryption", "enabled");
      if (enabled.boolean() !== true) {
        report(enabled, {
          found: `The Firehose stream of the flow log ${quote(flowLog.resource.name)} is not encrypted.`,
          fix: 'Set serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn }, where key is an aws.kms.Key.',
        });
      }
    });
  },
});
