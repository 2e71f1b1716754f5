import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

export default cases("codebuild-encryption-key", {
  passes: {
    "a key of the stack": (s) =>
      void s.resource(PROJECT, "build", { encryptionKey: s.resource("aws:kms/key:Key", "k").arn }),
    "a key outside": (s) => void s.resource(PROJECT, "build", { encryptionKey: "alias/builds" }),
  },
  fails: {
    "no key": {
      stack: (s) => void s.resource(PROJECT, "build"),
      findings: [{ resource: "build", path: "encryptionKey", found: /no encryptionKey/ }],
    },
    "an empty key": {
      stack: (s) => void s.resource(PROJECT, "build", { encryptionKey: "" }),
      findings: [{ resource: "build", path: "encryptionKey", found: /no encryptionKey/ }],
    },
  },
  undecided: { "the key": (s) => void s.resource(PROJECT, "build", { encryptionKey: s.unknown }) },
  malformed: {
    null: {
      stack: (s) => void s.resource(PROJECT, "build", { encryptionKey: null }),
      findings: [{ resource: "build", path: "encryptionKey", found: /no/ }],
    },
  },
});
