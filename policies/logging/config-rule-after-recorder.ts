import { configRules } from "../../aws/config-rule";
import { recordingAt } from "../../aws/recorder";
import * as types from "../../aws/types";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "config-rule-after-recorder",
  category: "logging",
  requirements: ["LOG-14"],
  severity: "medium",
  level: "mandatory",
  title: "Config rules are created after recorder and delivery channel",
  description: "AWS Config rules and conformance packs depend on the recorder and on the delivery channel.",
  rationale:
    "A rule is refused with NoAvailableConfigurationRecorderException while there is no recorder. Nothing in its inputs names the recorder, so without dependsOn the update fails by chance.",
  fix: "Add { dependsOn: [recorder, channel] } to the rule's options.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/rule/",
  ],
  subjects: configRules,
  needs: "stack-only",
  check(rule, { stack, report }) {
    const lacking = (kind: readonly string[], noun: string): readonly string[] =>
      recordingAt(rule, stack, kind)
        .filter((one) => !rule.isCreatedAfter(one))
        .map((one) => `the ${noun} "${one.name}"`);
    const missing = [...lacking(types.RECORDER, "recorder"), ...lacking(types.DELIVERY_CHANNEL, "delivery channel")];
    if (missing.length > 0) {
      report(rule, { found: `It does not depend on ${missing.join(" and ")}.`, key: "after-recorder" });
    }
  },
});
