import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555";
const EU_KEY = KEY.replace("us-east-1", "eu-west-1");

function stores(...artifactStores: unknown[]): Build {
  return (s) => void s.resource(PIPELINE, "deploy", { artifactStores });
}

function store(id: unknown, region?: unknown) {
  return { location: "artifacts", type: "S3", region, encryptionKey: { id, type: "KMS" } };
}

export default cases("codepipeline-artifact-encryption-key", {
  passes: {
    "a key ARN": stores(store(KEY)),
    "a key id": stores(store("0a1b2c3d-0000-1111-2222-333344445555")),
    "an alias ARN": stores(store("arn:aws:kms:us-east-1:123456789012:alias/artifacts")),
    "a key of the stack": (s) => {
      const key = s.resource("aws:kms/key:Key", "artifacts");
      s.resource(PIPELINE, "deploy", { artifactStores: [store(key.arn)] });
    },
    "two regions, a key each": stores(store(KEY, "us-east-1"), store(EU_KEY, "eu-west-1")),
    "the single store of older providers": (s) => void s.resource(PIPELINE, "deploy", { artifactStore: store(KEY) }),
  },
  fails: {
    "no key": {
      stack: stores({ location: "artifacts", type: "S3" }),
      findings: [
        {
          resource: "deploy",
          path: "artifactStores[0].encryptionKey",
          found: /^(?!.*unencrypted).*default encryption/,
        },
      ],
    },
    "no key in the older form": {
      stack: (s) => void s.resource(PIPELINE, "deploy", { artifactStore: { location: "artifacts", type: "S3" } }),
      findings: [{ resource: "deploy", path: "artifactStore.encryptionKey", found: /names no KMS key/ }],
    },
    "an empty id": {
      stack: stores(store("")),
      findings: [{ resource: "deploy", path: "artifactStores[0].encryptionKey", found: /names no KMS key/ }],
    },
    "another type": {
      stack: stores({ location: "a", type: "S3", encryptionKey: { id: KEY, type: "AES256" } }),
      findings: [{ resource: "deploy", path: "artifactStores[0].encryptionKey.type", found: /another one than KMS/ }],
    },
    "an alias by name": {
      stack: stores(store("alias/artifacts")),
      findings: [{ resource: "deploy", path: "artifactStores[0].encryptionKey.id", found: /neither a key id/ }],
    },
    "the second store has no key": {
      stack: stores(store(KEY, "us-east-1"), { location: "b", type: "S3", region: "eu-west-1" }),
      findings: [{ resource: "deploy", path: "artifactStores[1].encryptionKey", found: /names no KMS key/ }],
    },
    "the same key in two regions": {
      stack: stores(store(KEY, "us-east-1"), store(KEY, "eu-west-1")),
      findings: [
        {
          resource: "deploy",
          path: "artifactStores[1].encryptionKey.id",
          found: /in us-east-1, its artifact store in eu-west-1/,
        },
      ],
    },
    "the same key in two stores whose regions are not known": {
      stack: (s) => stores(store(KEY, s.unknown), store(KEY, s.unknown))(s),
      findings: [{ resource: "deploy", path: "artifactStores[1].encryptionKey.id", found: /same key ARN/ }],
    },
    "several stores without region": {
      stack: stores(store(KEY), store(EU_KEY, "eu-west-1")),
      findings: [{ resource: "deploy", path: "artifactStores[0].region", found: /no region/ }],
    },
    "an unknown store hides nothing": {
      stack: (s) => stores(s.unknown, { location: "b", region: "eu-west-1" })(s),
      findings: [{ resource: "deploy", path: "artifactStores[1].encryptionKey", found: /names no KMS key/ }],
    },
  },
  undecided: {
    "the key": (s) => stores({ location: "a", encryptionKey: s.unknown })(s),
    "the stores": (s) => void s.resource(PIPELINE, "deploy", { artifactStores: s.unknown }),
    "the key's region": (s) => stores(store(s.unknown, "us-east-1"), store(EU_KEY, "eu-west-1"))(s),
  },
  malformed: {
    "a key that is text": {
      stack: stores({ encryptionKey: KEY }),
      findings: [{ resource: "deploy", path: "artifactStores[0].encryptionKey", found: /names no KMS key/ }],
    },
    "no stores": { stack: (s) => void s.resource(PIPELINE, "deploy", { artifactStores: null }), findings: [] },
  },
});
