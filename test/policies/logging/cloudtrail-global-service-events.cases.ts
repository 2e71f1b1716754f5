import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudtrail-global-service-events", {
  passes: {
    "a multi-region trail that leaves the setting out": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: true });
    },
    "a multi-region trail that sets it to true": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", isMultiRegionTrail: true, includeGlobalServiceEvents: true });
    },
    "a single-region trail beside the one that has them": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", includeGlobalServiceEvents: false });
    },
  },
  fails: {
    "a multi-region trail without them": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          s3BucketName: "logs",
          isMultiRegionTrail: true,
          includeGlobalServiceEvents: false,
        });
      },
      findings: [{ resource: "audit", path: "includeGlobalServiceEvents", found: /must include/ }],
    },
  },
  undecided: {
    "either is not known yet": (s) => {
      s.resource(TRAIL, "a", {
        s3BucketName: "logs",
        isMultiRegionTrail: s.unknown,
        includeGlobalServiceEvents: false,
      });
      s.resource(TRAIL, "b", { s3BucketName: "logs", isMultiRegionTrail: true, includeGlobalServiceEvents: s.unknown });
    },
  },
  malformed: {
    "no booleans": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: null, isMultiRegionTrail: {}, includeGlobalServiceEvents: [] });
    },
  },
});
