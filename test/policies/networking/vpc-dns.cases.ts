import { cases } from "../../harness/cases";

const VPC = "aws:ec2/vpc:Vpc";
const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";
const NATIVE_VPC = "aws-native:ec2:Vpc";

export default cases("vpc-dns", {
  passes: {
    "both attributes": (s) => {
      s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16", enableDnsSupport: true, enableDnsHostnames: true });
    },
    "support is on when it is not set": (s) => {
      s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
    },
    "text that means true": (s) => {
      s.resource(VPC, "main", { enableDnsSupport: "true", enableDnsHostnames: "true" });
    },
    "the default VPC has both": (s) => {
      s.resource(DEFAULT_VPC, "default", {});
    },
    "aws-native": (s) => {
      s.resource(NATIVE_VPC, "main", { enableDnsHostnames: true });
    },
    "a VPC that is only read": (s) => {
      s.resource(VPC, "shared", {}, { isRead: true });
    },
  },
  fails: {
    "host names are off when nothing is set": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
      },
      findings: [
        {
          resource: "main",
          path: "enableDnsHostnames",
          found: /^enableDnsHostnames is not set, which AWS reads as false, so instances get no DNS names/,
          fix: /^Set enableDnsHostnames: true\.$/,
        },
      ],
    },
    "both are off": {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: false, enableDnsHostnames: false });
      },
      findings: [
        {
          resource: "main",
          path: "enableDnsSupport",
          found: /^enableDnsSupport is not true, so nothing in the VPC can ask Amazon's resolver/,
          fix: /^Set enableDnsSupport: true\.$/,
        },
        { resource: "main", path: "enableDnsHostnames", found: /is not true/ },
      ],
    },
    "what the provider computes does not count": {
      stack: (s) => {
        s.resource(VPC, "main", {}, { outputs: { enableDnsHostnames: true } });
      },
      findings: [{ resource: "main", path: "enableDnsHostnames", found: /not set/ }],
    },
    "one attribute is not known yet, the other is off": {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: s.unknown, enableDnsHostnames: false });
      },
      findings: [{ resource: "main", path: "enableDnsHostnames", found: /not true/ }],
    },
    "the default VPC without names": {
      stack: (s) => {
        s.resource(DEFAULT_VPC, "default", { enableDnsHostnames: false });
      },
      findings: [{ resource: "default", path: "enableDnsHostnames", found: /not true/ }],
    },
    "aws-native without names": {
      stack: (s) => {
        s.resource(NATIVE_VPC, "main", { cidrBlock: "10.0.0.0/16" });
      },
      findings: [{ resource: "main", path: "enableDnsHostnames", found: /not set/ }],
    },
  },
  undecided: {
    "neither is known yet": (s) => {
      s.resource(VPC, "main", { enableDnsSupport: s.unknown, enableDnsHostnames: s.unknown });
    },
  },
  malformed: {
    "no booleans": {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: ["yes"], enableDnsHostnames: "yes" });
      },
      findings: [
        { resource: "main", path: "enableDnsSupport", found: /not true/ },
        { resource: "main", path: "enableDnsHostnames", found: /not true/ },
      ],
    },
    nulls: {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: null, enableDnsHostnames: null });
      },
      findings: [{ resource: "main", path: "enableDnsHostnames", found: /not set/ }],
    },
  },
  remediates: {
    "sets what is off and keeps the rest": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16", enableDnsSupport: false });
      },
      resource: "main",
      becomes: { cidrBlock: "10.0.0.0/16", enableDnsSupport: true, enableDnsHostnames: true },
    },
    "a VPC with both stays as it is": {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: true, enableDnsHostnames: true });
      },
      resource: "main",
      becomes: undefined,
    },
    "what is not known yet stays, the other one is set": {
      stack: (s) => {
        s.resource(VPC, "main", { enableDnsSupport: s.unknown });
      },
      resource: "main",
      becomes: { enableDnsSupport: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", enableDnsHostnames: true },
    },
    "the default VPC stays as it is": {
      stack: (s) => {
        s.resource(DEFAULT_VPC, "default", {});
      },
      resource: "default",
      becomes: undefined,
    },
  },
});
