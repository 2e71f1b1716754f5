import { AWS_GROUPS, webAcls } from "../../aws/web-acl";
import { definePolicy, texts } from "../../core";

export default definePolicy({
  name: "wafv2-web-acl-scope-down",
  category: "networking",
  requirements: ["NET-08"],
  severity: "low",
  level: "advisory",
  title: "Managed rules see all requests",
  description: "The managed rule groups of a web ACL have no scope-down statement.",
  rationale:
    "A scope-down statement takes requests out of a group's sight. That may be right for an upload or a webhook; a statement that is too wide leaves the rest of the site unprotected as well.",
  fix: "Remove scopeDownStatement, or make sure that it leaves out no more than the requests that the group wrongly blocks.",
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-scope-down-statements.html",
    "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
  ],
  options: {
    ruleGroups: texts({ default: AWS_GROUPS, description: "The managed rule groups of AWS that are asked about." }),
  },
  subjects: webAcls,
  needs: "stack",
  check(acl, { options, each, report }) {
    each(acl.sources, (read) =>
      each(read(), (rule) => {
        const group = options.ruleGroups.find((name) => rule.isGroup(name));
        const statement = group === undefined ? undefined : rule.scopeDown;
        if (group !== undefined && statement) {
          report(statement, { found: `${group} sees only the requests that its scope-down statement leaves.` });
        }
      }),
    );
  },
});
