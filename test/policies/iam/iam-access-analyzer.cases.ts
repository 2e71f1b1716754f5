import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const TRAIL = "aws:cloudtrail/trail:Trail";

function trail(s: StackBuilder): void {
  s.resource(TRAIL, "audit", { s3BucketName: "logs" });
}

export default cases("iam-access-analyzer", {
  passes: {
    "an analyzer of the account": (s) => {
      trail(s);
      s.resource(ANALYZER, "access", { type: "ACCOUNT" });
    },
    "the provider's default type": (s) => {
      trail(s);
      s.resource(ANALYZER, "access", {});
    },
    "an analyzer of the organisation": (s) => {
      s.resource("aws:iam/user:User", "alice");
      s.resource(ANALYZER, "access", { type: "ORGANIZATION" });
    },
    "one beside an analyzer of unused access": (s) => {
      trail(s);
      s.resource(ANALYZER, "unused", { type: "ACCOUNT_UNUSED_ACCESS" });
      s.resource(ANALYZER, "access", { type: "ACCOUNT" });
    },
    "one that is only read": (s) => {
      trail(s);
      s.resource(ANALYZER, "access", { type: "ACCOUNT" }, { isRead: true });
    },
    "one elsewhere": {
      stack: (s) => {
        trail(s);
        s.resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" });
      },
      settings: { providedElsewhere: ["access-analyzer"] },
    },
    "roles alone, as every Lambda stack has": (s) => {
      s.resource("aws:iam/role:Role", "app", { assumeRolePolicy: "{}" });
      s.resource("aws:lambda/function:Function", "app", {});
    },
    "users, groups and VPCs that are only read": (s) => {
      s.resource("aws:iam/user:User", "alice", {}, { isRead: true });
      s.resource("aws:iam/group:Group", "staff", {}, { isRead: true });
      s.resource("aws:ec2/vpc:Vpc", "main", {}, { isRead: true });
    },
    "no stack of the kind, in the strict profile": {
      stack: (s) => {
        s.resource("aws:s3/bucket:Bucket", "data");
      },
      options: { askStacksWithRoles: true },
    },
  },
  fails: {
    "a foundation": {
      stack: trail,
      findings: [
        {
          resource: "stack",
          path: "",
          found: /sets up an account \(it has Trail "audit"\), but has no IAM Access Analyzer/,
          fix: /aws\.accessanalyzer\.Analyzer.*providedElsewhere/,
        },
      ],
    },
    "a stack that the settings name a foundation": {
      stack: (s) => {
        s.resource("aws:s3/bucket:Bucket", "data");
      },
      settings: { foundationStacks: ["app/dev"] },
      findings: [{ resource: "stack", path: "", found: /the settings say so/ }],
    },
    "a VPC": {
      stack: (s) => {
        s.resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" });
      },
      findings: [{ resource: "stack", path: "", found: /The stack has Vpc "main", but has no IAM Access Analyzer/ }],
    },
    "users and groups, told once": {
      stack: (s) => {
        s.resource("aws:iam/user:User", "alice");
        s.resource("aws:iam/user:User", "bob");
        s.resource("aws:iam/group:Group", "staff");
      },
      findings: [{ resource: "stack", path: "", found: /User "alice"/ }],
    },
    "a group": {
      stack: (s) => {
        s.resource("aws:iam/group:Group", "staff");
      },
      findings: [{ resource: "stack", path: "", found: /Group "staff"/ }],
    },
    "roles alone, in the strict profile": {
      stack: (s) => {
        s.resource("aws:iam/role:Role", "app", { assumeRolePolicy: "{}" });
      },
      options: { askStacksWithRoles: true },
      findings: [{ resource: "stack", path: "", found: /Role "app"/ }],
    },
    "an analyzer of unused access only": {
      stack: (s) => {
        trail(s);
        s.resource(ANALYZER, "unused", { type: "ORGANIZATION_UNUSED_ACCESS" });
      },
      findings: [{ resource: "unused", path: "type", found: /type ORGANIZATION_UNUSED_ACCESS, which does not look/ }],
    },
    "an analyzer of internal access only": {
      stack: (s) => {
        trail(s);
        s.resource(ANALYZER, "internal", { type: "ACCOUNT_INTERNAL_ACCESS" });
      },
      findings: [{ resource: "internal", path: "type", found: /ACCOUNT_INTERNAL_ACCESS/ }],
    },
  },
  undecided: {
    "the type is not known yet": (s) => {
      trail(s);
      s.resource(ANALYZER, "access", { type: s.unknown });
    },
  },
  malformed: {
    "a type that is none": {
      stack: (s) => {
        trail(s);
        s.resource(ANALYZER, "access", { type: ["ACCOUNT", "ORGANIZATION"] });
        s.resource(ANALYZER, "other", { type: 3 });
      },
      findings: [],
    },
  },
});
