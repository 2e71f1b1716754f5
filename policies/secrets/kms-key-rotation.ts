import { securityHub } from "../../aws/controls";
import { definePolicy, integer, resourcesOfType, type Resource } from "../../core";

export default definePolicy({
  name: "kms-key-rotation",
  category: "secrets",
  requirements: ["SEC-07"],
  severity: "high",
  level: "mandatory",
  title: "Symmetric KMS keys rotate",
  description: "Customer managed symmetric KMS keys rotate every year or more often.",
  rationale:
    "A new key every year limits how much is encrypted with any one of them. KMS keeps the old ones for what they encrypted, so nothing has to be done by hand.",
  fix: "Set enableKeyRotation: true on the aws.kms.Key.",
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/cmk-backing-key-rotation-enabled.html",
  ],
  controls: securityHub("KMS.4"),
  remediates:
    "Sets enableKeyRotation to true, and rotationPeriodInDays to maximumDays where it is longer. Changes a key in place; a disabled key stays as it is, KMS refuses to change its rotation.",
  options: {
    maximumDays: integer({
      default: 365,
      minimum: 90,
      // As KMS has it: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
      maximum: 2560,
      description: "The most days from one rotation to the next.",
    }),
  },
  // Replicas follow their primary key, external keys are of another type.
  subjects: resourcesOfType("aws:kms/key:Key"),
  needs: "resource",
  check(key, { options, report, each }) {
    if (!canRotate(key)) {
      return;
    }
    each([key.at("enableKeyRotation")], (rotation) => {
      if (rotation.boolean() !== true) {
        report(rotation, {
          found: rotation.isAbsent
            ? "enableKeyRotation is not set, so the key never rotates."
            : "enableKeyRotation is not true, so the key never rotates.",
        });
      }
    });
    const days = periodOf(key);
    if (days > options.maximumDays && !isOff(key)) {
      report(key.at("rotationPeriodInDays"), {
        found: `The key rotates every ${days} days, more than the ${options.maximumDays} that are allowed.`,
        fix: `Set rotationPeriodInDays to at most ${options.maximumDays}.`,
      });
    }
  },
  remediate(key, { options, set }) {
    // KMS changes the rotation of enabled keys only: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
    if (!canRotate(key) || key.at("isEnabled").boolean() === false) {
      return;
    }
    if (isOff(key)) {
      set(["enableKeyRotation"], true);
    }
    if (periodOf(key) > options.maximumDays) {
      set(["rotationPeriodInDays"], options.maximumDays);
    }
  },
});

/** The days from one rotation to the next: a year unless the program says otherwise. */
function periodOf(key: Resource): number {
  return key.at("rotationPeriodInDays").number() ?? 365;
}

function isOff(key: Resource): boolean {
  const rotation = key.at("enableKeyRotation");
  return !rotation.isUnknown && rotation.boolean() !== true;
}

/** Asymmetric and HMAC keys cannot, nor can those of a custom key store, one outside of AWS included. */
function canRotate(key: Resource): boolean {
  const spec = key.at("customerMasterKeySpec").string() ?? "SYMMETRIC_DEFAULT";
  return spec === "SYMMETRIC_DEFAULT" && !key.at("customKeyStoreId").isPresent;
}
