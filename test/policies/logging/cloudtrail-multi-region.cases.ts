import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudtrail-multi-region", {
  passes: {
    "a multi-region trail": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: true });
    },
    "text, as YAML programs write it": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: "true" });
    },
    "a single-region trail where a multi-region one exists": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(TRAIL, "data", { s3BucketName: "logs", isMultiRegionTrail: false });
      },
      options: { mode: "forbidden" },
    },
    "either where the settings take any": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
        s.resource(TRAIL, "global", { s3BucketName: "logs", isMultiRegionTrail: true });
      },
      options: { mode: "any" },
    },
    "a trail of another stack that is only read": (s) => {
      s.resource(TRAIL, "audit", { isMultiRegionTrail: false }, { isRead: true });
    },
  },
  fails: {
    "the default of the provider": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      },
      findings: [
        { resource: "audit", path: "isMultiRegionTrail", found: /one region only/, fix: /isMultiRegionTrail: true/ },
      ],
    },
    "false, of an organisation trail too": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: false });
        s.resource(TRAIL, "org", { s3BucketName: "logs", isMultiRegionTrail: false, isOrganizationTrail: true });
      },
      findings: [
        { resource: "audit", path: "isMultiRegionTrail", found: /one region only/ },
        { resource: "org", path: "isMultiRegionTrail", found: /one region only/ },
      ],
    },
    "multi-region where one exists already": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: true });
      },
      options: { mode: "forbidden" },
      findings: [{ resource: "audit", path: "isMultiRegionTrail", found: /exists already/, fix: /Leave out/ }],
    },
  },
  undecided: {
    "whether it is multi-region comes from elsewhere": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: s.unknown });
    },
  },
  malformed: {
    "no boolean": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: 3, isMultiRegionTrail: ["yes"] });
        s.resource(TRAIL, "null", { isMultiRegionTrail: null });
      },
      findings: [
        { resource: "audit", path: "isMultiRegionTrail", found: /one region only/ },
        { resource: "null", path: "isMultiRegionTrail", found: /one region only/ },
      ],
    },
  },
});
