import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const TRAIL = "aws:cloudtrail/trail:Trail";
const DETECTOR = "aws:guardduty/detector:Detector";
const RECORDER = "aws:cfg/recorder:Recorder";
const VPC = "aws:ec2/vpc:Vpc";

function vpc(s: StackBuilder): void {
  s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" });
}

const trail = {
  resource: "stack",
  path: "",
  found: /has the VPC "main", but no CloudTrail trail/,
  key: "missing:trail",
};
const detector = { resource: "stack", path: "", found: /no enabled GuardDuty detector/, key: "missing:guardduty" };
const recorder = { resource: "stack", path: "", found: /no AWS Config recorder/, key: "missing:config" };

export default cases("vpc-security-services", {
  passes: {
    "no VPC": (s) => {
      s.resource("aws:s3/bucket:Bucket", "data");
    },
    "a VPC that is only read": (s) => {
      s.resource(VPC, "main", { cidrBlock: "10.0.0.0/16" }, { isRead: true });
    },
    "everything elsewhere": {
      stack: vpc,
      settings: { providedElsewhere: ["trail", "guardduty", "config"] },
    },
    "everything here": (s) => {
      vpc(s);
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      s.resource(DETECTOR, "guard");
      s.resource(RECORDER, "config", {});
    },
    "a foundation with gaps, which another policy tells": (s) => {
      vpc(s);
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
    },
    "everything read from another stack": (s) => {
      vpc(s);
      s.resource(TRAIL, "audit", { s3BucketName: "logs" }, { isRead: true });
      s.resource(DETECTOR, "guard", { enable: true }, { isRead: true });
      s.resource(RECORDER, "config", {}, { isRead: true });
    },
    "VPCs and detectors in two regions": (s) => {
      vpc(s);
      s.resource(VPC, "west", { cidrBlock: "10.1.0.0/16", region: "us-west-2" });
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      s.resource(DETECTOR, "guard");
      s.resource(DETECTOR, "guard-west", { region: "us-west-2" });
    },
    "a VPC of a region whose detector is elsewhere": {
      stack: (s) => {
        s.resource(VPC, "west", { cidrBlock: "10.1.0.0/16", region: "us-west-2" });
        s.resource(DETECTOR, "guard");
      },
      settings: { providedElsewhere: ["guardduty"] },
    },
  },
  fails: {
    "a VPC with nothing around it": {
      stack: vpc,
      findings: [
        { ...trail, fix: /providedElsewhere/ },
        detector,
        { ...recorder, found: /nor an Access Analyzer in its place/ },
      ],
    },
    "two VPCs, told once": {
      stack: (s) => {
        vpc(s);
        s.resource(VPC, "second", { cidrBlock: "10.1.0.0/16" });
      },
      options: { configurationRecording: "optional" },
      findings: [trail, detector],
    },
    "a recorder that is required though an analyzer is elsewhere": {
      stack: vpc,
      options: { configurationRecording: "required" },
      settings: { providedElsewhere: ["trail", "guardduty", "access-analyzer"] },
      findings: [{ ...recorder, found: /no AWS Config recorder\./ }],
    },
    "a detector that looks at another region": {
      stack: (s) => {
        vpc(s);
        s.resource(VPC, "west", { cidrBlock: "10.1.0.0/16", region: "us-west-2" });
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(DETECTOR, "guard");
      },
      findings: [{ resource: "west", path: "", found: /another region or account/, fix: /provider/ }],
    },
    "a detector that looks at another account": {
      stack: (s) => {
        const provider = s.provider("network", { region: "us-east-1" });
        s.resource(VPC, "network", { cidrBlock: "10.1.0.0/16" }, { provider });
        s.resource(DETECTOR, "guard");
      },
      findings: [{ resource: "network", path: "", found: /another region or account/ }],
    },
  },
  undecided: {
    "whether the detector of the VPC's region is enabled": (s) => {
      s.resource(VPC, "west", { cidrBlock: "10.1.0.0/16", region: "us-west-2" });
      s.resource(DETECTOR, "guard");
      s.resource(DETECTOR, "guard-west", { region: "us-west-2", enable: s.unknown });
    },
    "the region of the VPC": (s) => {
      s.resource(VPC, "main", { cidrBlock: "10.1.0.0/16", region: s.unknown });
      s.resource(DETECTOR, "guard");
    },
  },
  malformed: {
    "properties of the wrong kind": {
      stack: (s) => {
        s.resource(VPC, "main", { cidrBlock: null, region: ["us-east-1"] });
      },
      findings: [trail, detector, recorder],
    },
  },
});
