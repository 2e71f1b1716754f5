import { cases } from "../../harness/cases";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const TENANTS = "aws:cloudfront/multitenantDistribution:MultitenantDistribution";
const CLASSIC_ID = "473e64fd-f30b-4765-81a0-62ad96dd167a";

export default cases("cloudfront-web-acl", {
  passes: {
    "a web ACL of the stack": (s) => {
      const provider = s.provider("us", { region: "us-east-1" });
      const acl = s.resource("aws:wafv2/webAcl:WebAcl", "acl", { scope: "CLOUDFRONT" }, { provider });
      s.resource(DISTRIBUTION, "site", { webAclId: acl.arn });
      s.resource(TENANTS, "tenants", { webAclId: acl.arn });
    },
    "a web ACL of another stack": (s) => {
      const stack = s.resource(
        "pulumi:pulumi:StackReference",
        "edge",
        {},
        {
          outputs: { acl: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1a2b3c4d" },
        },
      );
      s.resource(DISTRIBUTION, "site", { webAclId: stack.ref("acl") });
    },
    "a literal ARN": (s) => {
      s.resource(DISTRIBUTION, "site", {
        webAclId: `arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/${CLASSIC_ID}`,
      });
    },
    "one that is only read": (s) => {
      s.resource(DISTRIBUTION, "site", {}, { isRead: true });
    },
    "a web ACL elsewhere": {
      settings: { providedElsewhere: ["waf"] },
      stack: (s) => {
        s.resource(DISTRIBUTION, "site");
      },
    },
  },
  fails: {
    none: {
      stack: (s) => {
        s.resource(DISTRIBUTION, "site", { webAclId: "" });
        s.resource(TENANTS, "tenants");
      },
      findings: ["site", "tenants"].map((resource) => ({
        resource,
        path: "webAclId",
        found: /^webAclId is not set\.$/,
        fix: /scope: "CLOUDFRONT"/,
      })),
    },
    "AWS WAF Classic, of the stack or by its id": {
      stack: (s) => {
        const acl = s.resource("aws:waf/webAcl:WebAcl", "acl", { metricName: "site" });
        s.resource(DISTRIBUTION, "a", { webAclId: acl.id });
        s.resource(DISTRIBUTION, "b", { webAclId: CLASSIC_ID.toUpperCase() });
      },
      findings: ["a", "b"].map((resource) => ({
        resource,
        path: "webAclId",
        found: /^webAclId names a web ACL of AWS WAF Classic/,
      })),
    },
  },
  undecided: {
    "which it is": (s) => {
      s.resource(DISTRIBUTION, "site", { webAclId: s.unknown });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(DISTRIBUTION, "a", { webAclId: {} });
        s.resource(DISTRIBUTION, "b", { webAclId: 7 });
        s.resource(DISTRIBUTION, "c", { webAclId: ["x"] });
        s.resource(DISTRIBUTION, "d", { webAclId: `${CLASSIC_ID}0` });
        s.resource(DISTRIBUTION, "e", { webAclId: `0${CLASSIC_ID}` });
      },
      findings: [{ resource: "a", path: "webAclId", found: /not set/ }],
    },
  },
});
