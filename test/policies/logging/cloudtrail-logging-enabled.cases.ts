import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudtrail-logging-enabled", {
  passes: {
    "the default of the provider": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
    },
    true: (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogging: true });
    },
  },
  fails: {
    false: {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogging: false });
      },
      findings: [{ resource: "audit", path: "enableLogging", found: /switched off/ }],
    },
  },
  undecided: {
    "not known yet": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogging: s.unknown });
    },
  },
  malformed: {
    "no boolean, which the provider refuses": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: {}, enableLogging: [null] });
    },
  },
});
