import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const ROLE = "aws:iam/role:Role";

function roles(s: StackBuilder, count: number, parent?: BuiltResource): void {
  for (let index = 0; index < count; index++) {
    s.resource(ROLE, `role-${index}${parent ? `-of-${parent.name}` : ""}`, {}, parent ? { parent } : {});
  }
}

export default cases("stack-components", {
  passes: {
    "as many as may be": (s) => {
      roles(s, 30);
    },
    "many, in components": (s) => {
      const outer = s.component("app:index:Platform", "platform");
      roles(s, 20, outer);
      roles(s, 20, s.component("app:index:Access", "access", { parent: outer }));
      roles(s, 20);
    },
    "a resource below a resource of a component": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "logs", {}, { parent: s.component("app:index:Logs", "logs") });
      roles(s, 31, bucket);
    },
    "components themselves, look-ups and references are not counted": (s) => {
      roles(s, 29);
      for (let index = 0; index < 9; index++) {
        s.component("app:index:Part", `part-${index}`);
        s.resource("aws:ec2/vpc:Vpc", `vpc-${index}`, {}, { isRead: true });
        const provider = s.provider("default", {}, "pulumi:providers:pulumi");
        s.resource("pulumi:pulumi:StackReference", `other-${index}`, {}, { provider });
      }
    },
    "a higher number by the settings": {
      options: { maximumResources: 100 },
      stack: (s) => {
        roles(s, 60);
      },
    },
  },
  fails: {
    "one too many": {
      stack: (s) => {
        roles(s, 31);
      },
      findings: [
        {
          resource: "stack",
          path: "",
          found: /^31 resources stand directly under the stack, more than 30: IAM 31\.$/,
          fix: /Begin with IAM: .*aliases: \[\{ parent: pulumi\.rootStackResource \}\]/,
          key: "components",
        },
      ],
    },
    "the count of each group, the largest first": {
      options: { maximumResources: 5 },
      stack: (s) => {
        roles(s, 2, s.component("app:index:Access", "access"));
        s.resource(ROLE, "role");
        s.resource("aws:kms/key:Key", "key");
        s.resource("aws:s3/bucket:Bucket", "bucket");
        s.resource("aws:ebs/volume:Volume", "volume");
        s.resource("aws:ec2/vpc:Vpc", "vpc");
        s.resource("aws:ec2/subnet:Subnet", "subnet");
        s.resource("aws:lb/loadBalancer:LoadBalancer", "front");
        s.resource("aws:rds/instance:Instance", "db");
        s.resource("aws:ec2/instance:Instance", "web");
        s.resource("aws-native:lambda:Function", "fn");
        s.resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm");
        s.resource(
          "random:index/randomId:RandomId",
          "suffix",
          {},
          { provider: s.provider("r", {}, "pulumi:providers:random") },
        );
      },
      findings: [
        {
          resource: "stack",
          path: "",
          found:
            /^12 resources .* more than 5: network 3, storage 2, compute 2, IAM 1, keys 1, database 1, monitoring 1, other 1\.$/,
        },
      ],
    },
    "a bucket as the parent of everything is no component": {
      stack: (s) => {
        roles(s, 30, s.resource("aws:s3/bucket:Bucket", "logs"));
      },
      findings: [{ resource: "stack", path: "", found: /^31 resources .*IAM 30, storage 1/ }],
    },
  },
  undecided: {
    "values that are not known yet change nothing": (s) => {
      s.resource(ROLE, "role", { name: s.unknown });
    },
  },
  malformed: {
    "types of odd shapes": {
      options: { maximumResources: 3 },
      stack: (s) => {
        ["", ":", "aws:", "aws:ec2", "aws:ec2/"].forEach((type, index) => s.resource(type, `r${index}`));
      },
      findings: [{ resource: "stack", path: "", found: /^5 resources .*: other 3, network 2/ }],
    },
  },
});
