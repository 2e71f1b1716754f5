import { cases } from "../../harness/cases";
import type { StackBuilder } from "../../harness/builder";

const TRAIL = "aws:cloudtrail/trail:Trail";
const DETECTOR = "aws:guardduty/detector:Detector";
const RECORDER = "aws:cfg/recorder:Recorder";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";

function all(s: StackBuilder): void {
  s.resource(TRAIL, "audit", { s3BucketName: "logs" });
  s.resource(DETECTOR, "guard");
  s.resource(RECORDER, "config", { roleArn: "arn:aws:iam::123456789012:role/config" });
}

const trail = { resource: "stack", path: "", found: /no CloudTrail trail/, key: "missing:trail" };
const detector = { resource: "stack", path: "", found: /no enabled GuardDuty detector/, key: "missing:guardduty" };
const recorder = { resource: "stack", path: "", found: /no AWS Config recorder/, key: "missing:config" };

export default cases("account-security-services", {
  passes: {
    "a foundation with all of them": all,
    "an Access Analyzer in the place of the recorder": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      s.resource(DETECTOR, "guard", { enable: true });
      s.resource(ANALYZER, "access", { type: "ORGANIZATION" });
    },
    "no recorder where it is optional": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(DETECTOR, "guard", { enable: true });
      },
      options: { configurationRecording: "optional" },
    },
    "what is elsewhere": {
      stack: (s) => {
        s.resource(PASSWORDS, "passwords", { minimumPasswordLength: 14 });
      },
      settings: { providedElsewhere: ["trail", "guardduty", "config"] },
    },
    "an analyzer elsewhere": {
      stack: (s) => {
        s.resource(PASSWORDS, "passwords");
      },
      settings: { providedElsewhere: ["trail", "guardduty", "access-analyzer"] },
    },
    "no foundation: roles, buckets, a VPC": (s) => {
      s.resource("aws:iam/role:Role", "app", { assumeRolePolicy: "{}" });
      s.resource("aws:s3/bucket:Bucket", "data");
      s.resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" });
    },
    "no foundation: a trail that is only read": (s) => {
      s.resource(TRAIL, "central", { s3BucketName: "logs" }, { isRead: true });
    },
    "another stack than the settings name": {
      stack: (s) => {
        s.resource("aws:s3/bucket:Bucket", "data");
      },
      settings: { foundationStacks: ["landing-zone/*", "app/prod"] },
    },
    "one enabled detector beside one that is not": (s) => {
      all(s);
      s.resource(DETECTOR, "west", { enable: false, region: "us-west-2" });
    },
    "services that are read from another stack": {
      stack: (s) => {
        s.resource(TRAIL, "central", { s3BucketName: "logs" }, { isRead: true });
        s.resource(DETECTOR, "guard", { enable: true }, { isRead: true });
        s.resource(RECORDER, "config", {}, { isRead: true });
      },
      settings: { foundationStacks: ["app/dev"] },
    },
    "services inside a component": (s) => {
      const parent = s.component("acme:index:Baseline", "baseline");
      s.resource(TRAIL, "audit", { s3BucketName: "logs" }, { parent });
      s.resource(DETECTOR, "guard", {}, { parent });
      s.resource(RECORDER, "config", {}, { parent });
    },
  },
  fails: {
    "a trail alone": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      },
      findings: [
        {
          ...detector,
          found: /sets up an account \(it has Trail "audit"\), but has no enabled GuardDuty/,
          fix: /providedElsewhere/,
        },
        { ...recorder, found: /nor an Access Analyzer in its place/ },
      ],
    },
    "a detector alone": {
      stack: (s) => {
        s.resource(DETECTOR, "guard", { enable: true });
      },
      findings: [{ ...trail, fix: /aws\.cloudtrail\.Trail.*"trail" to providedElsewhere/ }, recorder],
    },
    "a recorder alone": {
      stack: (s) => {
        s.resource(RECORDER, "config", {});
      },
      findings: [trail, detector],
    },
    "a password policy alone": {
      stack: (s) => {
        s.resource(PASSWORDS, "passwords", { minimumPasswordLength: 14 });
      },
      findings: [trail, detector, recorder],
    },
    "a stack that the settings name": {
      stack: (s) => {
        s.resource("aws:s3/bucket:Bucket", "data");
      },
      settings: { foundationStacks: ["app/*"] },
      findings: [{ ...trail, found: /\(the settings say so\)/ }, detector, recorder],
    },
    "a detector that is not enabled": {
      stack: (s) => {
        all(s);
        s.built.splice(1, 1);
        s.resource(DETECTOR, "off", { enable: false });
      },
      findings: [{ resource: "off", path: "enable", found: /no enabled GuardDuty/, fix: /Set enable: true/ }],
    },
    "an analyzer of unused access stands in for nothing": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(DETECTOR, "guard");
        s.resource(ANALYZER, "unused", { type: "ACCOUNT_UNUSED_ACCESS" });
      },
      findings: [recorder],
    },
    "an analyzer where a recorder is required": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(DETECTOR, "guard");
        s.resource(ANALYZER, "access", { type: "ACCOUNT" });
      },
      options: { configurationRecording: "required" },
      findings: [{ ...recorder, found: /no AWS Config recorder\./ }],
    },
    "one elsewhere, the others missing": {
      stack: (s) => {
        s.resource(PASSWORDS, "passwords");
      },
      settings: { providedElsewhere: ["guardduty"] },
      findings: [trail, recorder],
    },
  },
  undecided: {
    "whether the detector is enabled": (s) => {
      all(s);
      s.built.splice(1, 1);
      s.resource(DETECTOR, "guard", { enable: s.unknown });
    },
    "the type of the analyzer": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      s.resource(DETECTOR, "guard");
      s.resource(ANALYZER, "access", { type: s.unknown });
    },
  },
  malformed: {
    "settings and types of the wrong kind": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: null });
      s.resource(DETECTOR, "guard", { enable: "maybe" });
      s.resource(RECORDER, "config", { roleArn: 3 });
    },
  },
});
