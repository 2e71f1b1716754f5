import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const ALIAS = "arn:aws:kms:us-east-1:111111111111:alias/artifacts";
const OTHER = "arn:aws:iam::222222222222:role/deploy";
const OWN = "arn:aws:iam::111111111111:role/deploy";

function pipeline(id: unknown, ...roles: unknown[]): Build {
  return (s) =>
    void s.resource(PIPELINE, "deploy", {
      roleArn: OWN,
      artifactStores: [{ location: "a", encryptionKey: { id, type: "KMS" } }],
      stages: [{ name: "Deploy", actions: roles.map((roleArn) => ({ category: "Deploy", roleArn })) }],
    });
}

const AT = { resource: "deploy", path: "artifactStores[0].encryptionKey.id" };

export default cases("codepipeline-cross-account-key", {
  passes: {
    "a key ARN with an action in another account": pipeline(ALIAS.replace("alias/artifacts", "key/1"), OTHER),
    "an alias in its own account": pipeline(ALIAS, OWN, undefined),
    "no key": pipeline(undefined, OTHER),
  },
  fails: {
    "an alias": { stack: pipeline(ALIAS, OWN, OTHER), findings: [{ ...AT, found: /by an alias/ }] },
    "an alias by name": { stack: pipeline("alias/artifacts", OTHER), findings: [{ ...AT, found: /by an alias/ }] },
    "a key id": {
      stack: pipeline("0a1b2c3d-0000-1111-2222-333344445555", OTHER),
      findings: [{ ...AT, found: /by its id/ }],
    },
    "an unknown role beside": {
      stack: (s) => pipeline(ALIAS, s.unknown, OTHER)(s),
      findings: [{ ...AT, found: /an alias/ }],
    },
  },
  undecided: {
    "the role of the action": (s) => pipeline(ALIAS, s.unknown)(s),
    "the key": (s) => pipeline(s.unknown, OTHER)(s),
  },
  malformed: { "roles of wrong types": { stack: pipeline(ALIAS, 7, ["x"], "arn:"), findings: [] } },
});
