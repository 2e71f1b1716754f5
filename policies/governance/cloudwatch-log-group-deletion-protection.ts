import { keepsData, LOG_GROUP_SWITCHES } from "../../aws/data-protection";
import { LOG_GROUP } from "../../aws/types";
import { definePolicy, isProtected, resourcesOfType, some } from "../../core";

/** Log groups have no window in which a deletion can be taken back. */
const NO_WINDOWS = { key: 0, secret: 0 };

export default definePolicy({
  name: "cloudwatch-log-group-deletion-protection",
  category: "governance",
  requirements: ["GOV-06"],
  severity: "low",
  level: "advisory",
  title: "Logs outlive mistakes outside development",
  description: "Outside of development, log groups are protected from deletion or left behind when they are removed.",
  rationale:
    "Logs are asked for when something went wrong, which is also when stacks are destroyed and made anew. The resource option retainOnDelete keeps them too, but it is not shown to policy packs: exempt the resources that have it.",
  fix: "Set deletionProtectionEnabled: true (provider 7 and later), skipDestroy: true or the resource option protect: true.",
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/",
  ],
  subjects: resourcesOfType(...LOG_GROUP),
  needs: "resource",
  check(group, { settings, stack, environment, report }) {
    if (group.options.protect || !isProtected(stack, settings, environment)) {
      return;
    }
    if (!some(LOG_GROUP_SWITCHES, (one) => keepsData(group, one, NO_WINDOWS))) {
      report(group, {
        found: `Nothing keeps the log group from being deleted in stack ${stack.stack}.`,
        key: "protect",
      });
    }
  },
});
