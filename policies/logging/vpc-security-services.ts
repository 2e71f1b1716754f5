import { foundational, securityHub } from "../../aws/controls";
import { configurationRecording, serviceQuestions } from "../../aws/account-services";
import { detectors } from "../../aws/detector";
import { isFoundation } from "../../aws/foundation";
import * as types from "../../aws/types";
import {
  definePolicy,
  find,
  resourcesOfType,
  ROOT_STACK_TYPE,
  some,
  type CheckContext,
  type Resource,
} from "../../core";

const options = { configurationRecording };

export default definePolicy({
  name: "vpc-security-services",
  category: "logging",
  requirements: ["LOG-01"],
  severity: "medium",
  level: "advisory",
  title: "What happens in and around a VPC is recorded and watched",
  description:
    "The account and region of a VPC have a CloudTrail trail, an enabled GuardDuty detector and, unless an Access Analyzer stands in for it, an AWS Config recorder.",
  rationale:
    "GuardDuty reads flow and DNS logs of a VPC by itself and tells of scans, miners and stolen credentials; the trail says who changed the network. Both see only the regions in which they are turned on.",
  fix: "Add the service, or name it in the setting providedElsewhere of baseline-settings when another stack or account has it.",
  references: [
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html",
  ],
  controls: [...foundational("GuardDuty.1", "Config.1"), ...securityHub("CloudTrail.3")],
  options,
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(root, context) {
    const { graph, settings, each, report, notApplicable } = context;
    const vpcs = graph.ofType(types.VPC).filter((one) => one.isAnalysed);
    const [vpc] = vpcs;
    if (!vpc) {
      return notApplicable();
    }
    // What a stack that sets up an account lacks is another policy's to say.
    const questions = isFoundation(graph, settings)
      ? []
      : serviceQuestions(settings, context.options.configurationRecording);
    each(questions, (question) => {
      const missing = question(graph);
      if (missing) {
        report(missing.at ?? root, {
          found: `The stack has the VPC "${vpc.name}", but no ${missing.lacks}.`,
          fix: `${missing.fix} If another stack or account has it, add "${missing.service}" to providedElsewhere of baseline-settings.`,
          key: `missing:${missing.service}`,
        });
      }
    });
    each([vpcs], (all) => reportUnwatched(all, context));
  },
});

/** A detector sees only its own account and region; where there is none at all, that has been said. */
function reportUnwatched(
  vpcs: readonly Resource[],
  { graph, settings, stack, report }: CheckContext<typeof options>,
): void {
  const all = detectors(graph);
  if (settings.providedElsewhere.includes("guardduty") || !some(all, (one) => one.isEnabled)) {
    return;
  }
  const unwatched = find(vpcs, (vpc) => !some(all, (one) => one.covers(vpc, stack) && one.isEnabled))?.item;
  if (unwatched) {
    report(unwatched, {
      found: "The stack's GuardDuty detector is in another region or account than this VPC.",
      fix: 'Add new aws.guardduty.Detector("detector", { enable: true }, { provider }) with the provider and region of the VPC.',
      key: "missing:guardduty",
    });
  }
}
