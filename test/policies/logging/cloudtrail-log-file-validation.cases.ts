import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

export default cases("cloudtrail-log-file-validation", {
  passes: {
    "validation on": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: true });
    },
    "a trail of another stack that is only read": (s) => {
      s.resource(TRAIL, "audit", { enableLogFileValidation: false }, { isRead: true });
    },
  },
  fails: {
    "the default of the provider": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      },
      findings: [{ resource: "audit", path: "enableLogFileValidation", found: /not turned on/ }],
    },
    false: {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: false });
      },
      findings: [{ resource: "audit", path: "enableLogFileValidation", found: /not turned on/ }],
    },
  },
  undecided: {
    "not known yet": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: s.unknown });
    },
  },
  malformed: {
    "no boolean": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: [], enableLogFileValidation: "on" });
      },
      findings: [{ resource: "audit", path: "enableLogFileValidation", found: /not turned on/ }],
    },
  },
  remediates: {
    "where nothing is set": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      },
      resource: "audit",
      becomes: { s3BucketName: "logs", enableLogFileValidation: true },
    },
    "where it is off": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: false });
      },
      resource: "audit",
      becomes: { s3BucketName: "logs", enableLogFileValidation: true },
    },
    "not where it is on": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: true });
      },
      resource: "audit",
      becomes: undefined,
    },
    "not where it is not known yet": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", enableLogFileValidation: s.unknown });
      },
      resource: "audit",
      becomes: undefined,
    },
  },
});
