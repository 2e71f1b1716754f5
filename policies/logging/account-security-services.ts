import { foundational, securityHub } from "../../aws/controls";
import { configurationRecording, serviceQuestions } from "../../aws/account-services";
import { foundationOf } from "../../aws/foundation";
import { definePolicy, resourcesOfType, ROOT_STACK_TYPE } from "../../core";

export default definePolicy({
  name: "account-security-services",
  category: "logging",
  requirements: ["LOG-01"],
  severity: "high",
  level: "advisory",
  title: "Stacks that set up an account have a trail, threat detection and configuration recording",
  description:
    "A stack that sets up an account has a CloudTrail trail, an enabled GuardDuty detector and, unless an Access Analyzer stands in for it, an AWS Config recorder.",
  rationale:
    "Without a trail nobody can say who did what, without GuardDuty nobody is told of stolen credentials at work, and without a record of configurations nobody knows since when something is open.",
  fix: "Add the service, or name it in the setting providedElsewhere of baseline-settings when another stack or account has it.",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html",
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
  ],
  controls: [...foundational("GuardDuty.1", "Config.1"), ...securityHub("CloudTrail.3")],
  options: { configurationRecording },
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(root, { graph, settings, options, each, report, notApplicable }) {
    const foundation = foundationOf(graph, settings);
    const questions = serviceQuestions(settings, options.configurationRecording);
    if (!foundation || questions.length === 0) {
      return notApplicable();
    }
    each(questions, (question) => {
      const missing = question(graph);
      if (missing) {
        report(missing.at ?? root, {
          found: `The stack sets up an account (${foundation.reason}), but has no ${missing.lacks}.`,
          fix: `${missing.fix} If another stack or account has it, add "${missing.service}" to providedElsewhere of baseline-settings.`,
          key: `missing:${missing.service}`,
        });
      }
    });
  },
});
