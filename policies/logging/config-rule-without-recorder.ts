import { configRules } from "../../aws/config-rule";
import * as types from "../../aws/types";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "config-rule-without-recorder",
  category: "logging",
  requirements: ["LOG-14"],
  severity: "medium",
  level: "advisory",
  title: "Config rules stand beside their recorder",
  description: "AWS Config rules are in a stack with a recorder, or the recorder is known to be elsewhere.",
  rationale: "In an account and region without a recorder the rule is refused, or it never evaluates anything.",
  fix: 'Add an aws.cfg.Recorder with delivery channel and status, or list "config" in the setting providedElsewhere when another stack has them.',
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/rule/",
  ],
  subjects: configRules,
  needs: "stack-only",
  check(rule, { settings, graph, report }) {
    const rules = configRules.of(graph);
    // One recorder is missing, however many rules there are.
    const isFirst = rules[0] === rule;
    if (!isFirst || settings.providedElsewhere.includes("config") || graph.allOfType(types.RECORDER).length > 0) {
      return;
    }
    const others = rules.length - 1;
    const who = others === 0 ? `"${rule.name}" has` : `"${rule.name}" and ${others} more have`;
    report(rule, { found: `${who} no configuration recorder in this stack.`, key: "recorder" });
  },
});
