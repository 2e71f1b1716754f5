import { cases } from "../../harness/cases";

const ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export default cases("wafv2-web-acl-logging", {
  passes: {
    "a logging configuration": (s) => {
      const acl = s.resource(ACL, "acl", { scope: "REGIONAL" });
      const group = s.resource("aws:cloudwatch/logGroup:LogGroup", "group", { name: "aws-waf-logs-web" });
      s.resource(LOGGING, "logging", { resourceArn: acl.arn, logDestinationConfigs: [group.arn] });
    },
    "one that is only read, one of another stack": (s) => {
      s.resource(ACL, "acl", {}, { isRead: true });
    },
  },
  fails: {
    "none, or only of another one": {
      stack: (s) => {
        const acl = s.resource(ACL, "a");
        s.resource(LOGGING, "logging", { resourceArn: acl.arn, logDestinationConfigs: ["x"] });
        s.resource(ACL, "b");
      },
      findings: [{ resource: "b", path: "", found: /^No logging configuration/, key: "logging" }],
    },
  },
  undecided: {
    "whose configuration it is": (s) => {
      s.resource(ACL, "acl");
      s.resource(LOGGING, "logging", { resourceArn: s.unknown, logDestinationConfigs: ["x"] });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(ACL, "acl", { name: 7 });
        s.resource(LOGGING, "logging", { resourceArn: null });
      },
      findings: [{ resource: "acl", path: "", found: /No logging/ }],
    },
  },
});
