import { cis, securityHub } from "../../aws/controls";
import { accessAnalyzers } from "../../aws/access-analyzer";
import { hasAnalyzer } from "../../aws/account-services";
import { foundationOf, nameOf } from "../../aws/foundation";
import * as types from "../../aws/types";
import { definePolicy, flag, resourcesOfType, ROOT_STACK_TYPE, type CheckContext } from "../../core";

const options = {
  askStacksWithRoles: flag({
    default: false,
    description: "Ask stacks that have IAM roles, but no VPC, user or group, as well (the strict profile).",
  }),
};

export default definePolicy({
  name: "iam-access-analyzer",
  category: "iam",
  requirements: ["IAM-05"],
  severity: "medium",
  level: "advisory",
  title: "The account has an IAM Access Analyzer",
  description:
    "A stack that sets up an account, or that has a VPC, IAM users or groups, has an IAM Access Analyzer for access from outside.",
  rationale:
    "The analyzer reads the policies of buckets, keys, roles, queues and secrets all the time and tells when one of them lets somebody outside in.",
  fix: 'Add new aws.accessanalyzer.Analyzer("access", { type: "ACCOUNT" }). If another stack or account has one, add "access-analyzer" to providedElsewhere of baseline-settings.',
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html",
    "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/accessanalyzer/analyzer/",
  ],
  controls: [...securityHub("IAM.28"), ...cis("1.4.0", "1.20")],
  options,
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(root, context) {
    const { graph, settings, report, notApplicable } = context;
    const reason = reasonToAsk(context);
    if (reason === undefined || settings.providedElsewhere.includes("access-analyzer")) {
      return notApplicable();
    }
    if (hasAnalyzer(graph, settings)) {
      return;
    }
    const other = accessAnalyzers(graph).find(({ resource }) => resource.isAnalysed);
    report(other?.type ?? root, {
      found: other
        ? `${reason} its analyzer is of type ${other.type.string() ?? "unknown"}, which does not look for access from outside.`
        : `${reason} has no IAM Access Analyzer.`,
      key: "analyzer",
    });
  },
});

/** Why this stack is asked, as the beginning of a sentence; undefined when it is not. */
function reasonToAsk({
  graph,
  settings,
  options: { askStacksWithRoles },
}: CheckContext<typeof options>): string | undefined {
  const foundation = foundationOf(graph, settings);
  if (foundation) {
    return `The stack sets up an account (${foundation.reason}), but`;
  }
  const asked = [types.VPC, types.USER, types.GROUP, ...(askStacksWithRoles ? [types.ROLE] : [])];
  const own = graph.ofType(asked.flat()).find((one) => one.isAnalysed);
  return own && `The stack has ${nameOf(own)}, but`;
}
