import { cases } from "../../harness/cases";

const KEY = "aws:kms/key:Key";

export default cases("kms-key-rotation", {
  passes: {
    "a key that rotates": (s) => {
      s.resource(KEY, "key", { enableKeyRotation: true });
    },
    "a key that rotates every year": (s) => {
      s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: 365 });
    },
    "a period as text, as YAML may give it": (s) => {
      s.resource(KEY, "key", { enableKeyRotation: "true", rotationPeriodInDays: "90" });
    },
    "an asymmetric key": (s) => {
      s.resource(KEY, "key", { customerMasterKeySpec: "RSA_2048", keyUsage: "SIGN_VERIFY" });
    },
    "an HMAC key": (s) => {
      s.resource(KEY, "key", { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" });
    },
    "a key of a custom key store": (s) => {
      s.resource(KEY, "key", { customKeyStoreId: "cks-1234567890abcdef0" });
    },
    "a key of an external key store": (s) => {
      s.resource(KEY, "key", { customKeyStoreId: "cks-1234567890abcdef0", xksKeyId: "bb8562717f809024" });
    },
    "imported, replica and replicated imported keys": (s) => {
      const key = s.resource(KEY, "key", { enableKeyRotation: true, multiRegion: true });
      s.resource("aws:kms/externalKey:ExternalKey", "imported", { keyMaterialBase64: s.unknown });
      s.resource("aws:kms/replicaKey:ReplicaKey", "replica", { primaryKeyArn: key.arn });
      s.resource("aws:kms/replicaExternalKey:ReplicaExternalKey", "copy", { primaryKeyArn: key.arn });
    },
    "a longer period where the settings allow it": {
      options: { maximumDays: 730 },
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: 730 });
      },
    },
  },
  fails: {
    "rotation is not set": {
      stack: (s) => {
        s.resource(KEY, "key", { description: "data" });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /not set/, fix: /enableKeyRotation: true/ }],
    },
    "rotation is off": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: false });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /never rotates/ }],
    },
    "a symmetric key that says so": {
      stack: (s) => {
        s.resource(KEY, "key", { customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /not set/ }],
    },
    "a period without rotation": {
      stack: (s) => {
        s.resource(KEY, "key", { rotationPeriodInDays: 90 });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /not set/ }],
    },
    "a primary key of several regions": {
      stack: (s) => {
        s.resource(KEY, "key", { multiRegion: true });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /not set/ }],
    },
    "a period that is a day too long": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: 366 });
      },
      findings: [{ resource: "key", path: "rotationPeriodInDays", found: /366 days, more than the 365/, fix: /365/ }],
    },
    "a shorter period is asked for": {
      options: { maximumDays: 180 },
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: 365 });
      },
      findings: [{ resource: "key", path: "rotationPeriodInDays", found: /more than the 180/ }],
    },
    "yearly by default where the settings ask for more": {
      options: { maximumDays: 180 },
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true });
      },
      findings: [{ resource: "key", path: "rotationPeriodInDays", found: /every 365 days/ }],
    },
    "rotation is off and the period not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: false, rotationPeriodInDays: s.unknown });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /never rotates/ }],
    },
    "the period is too long and rotation not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: s.unknown, rotationPeriodInDays: 1000 });
      },
      findings: [{ resource: "key", path: "rotationPeriodInDays", found: /1000 days/ }],
    },
  },
  undecided: {
    "the period is not known yet": (s) => {
      s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: s.unknown });
    },
    "rotation is not known yet": (s) => {
      s.resource(KEY, "key", { enableKeyRotation: s.unknown });
    },
    "the kind of key is not known yet": (s) => {
      s.resource(KEY, "key", { customerMasterKeySpec: s.unknown });
    },
    "the key store is not known yet": (s) => {
      s.resource(KEY, "key", { customKeyStoreId: s.unknown });
    },
  },
  malformed: {
    "rotation and period that are none": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: "yes", rotationPeriodInDays: ["often"] });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /never rotates/ }],
    },
    "a kind that is none": (s) => {
      s.resource(KEY, "key", { customerMasterKeySpec: "ROT13" });
    },
    "nothing but nulls": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: null, customerMasterKeySpec: null, customKeyStoreId: null });
      },
      findings: [{ resource: "key", path: "enableKeyRotation", found: /not set/ }],
    },
  },
  remediates: {
    "a key that does not rotate": {
      stack: (s) => {
        s.resource(KEY, "key", { description: "data" });
      },
      resource: "key",
      becomes: { description: "data", enableKeyRotation: true },
    },
    "a key that rotates too seldom": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true, rotationPeriodInDays: 2000 });
      },
      resource: "key",
      becomes: { enableKeyRotation: true, rotationPeriodInDays: 365 },
    },
    "a shorter period": {
      options: { maximumDays: 180 },
      stack: (s) => {
        s.resource(KEY, "key");
      },
      resource: "key",
      becomes: { enableKeyRotation: true, rotationPeriodInDays: 180 },
    },
    "a key that rotates": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: true });
      },
      resource: "key",
      becomes: undefined,
    },
    "an asymmetric key": {
      stack: (s) => {
        s.resource(KEY, "key", { customerMasterKeySpec: "ECC_NIST_P256" });
      },
      resource: "key",
      becomes: undefined,
    },
    "a key of a custom key store": {
      stack: (s) => {
        s.resource(KEY, "key", { customKeyStoreId: "cks-1234567890abcdef0" });
      },
      resource: "key",
      becomes: undefined,
    },
    "a key whose rotation is not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { enableKeyRotation: s.unknown });
      },
      resource: "key",
      becomes: undefined,
    },
    "a key whose kind is not known yet": {
      stack: (s) => {
        s.resource(KEY, "key", { customerMasterKeySpec: s.unknown });
      },
      resource: "key",
      becomes: undefined,
    },
    "a disabled key, whose rotation KMS refuses to change": {
      stack: (s) => {
        s.resource(KEY, "key", { isEnabled: false });
      },
      resource: "key",
      becomes: undefined,
    },
    "a key that is enabled": {
      stack: (s) => {
        s.resource(KEY, "key", { isEnabled: true });
      },
      resource: "key",
      becomes: { isEnabled: true, enableKeyRotation: true },
    },
    "a key of which it is not known yet whether it is enabled": {
      stack: (s) => {
        s.resource(KEY, "key", { isEnabled: s.unknown });
      },
      resource: "key",
      becomes: undefined,
    },
  },
});
