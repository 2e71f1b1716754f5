import type { Profile } from "./profile";

/** The stacks that get this file set up an account, so every stack that is checked with it is one. */
export const ACCOUNT_FOUNDATION: Profile = {
  name: "account-foundation",
  summary:
    "For the stacks that set up an account: trail, threat detection, recording, analyzer and the CIS alarms must be there.",
  settings: {
    "baseline-settings": { foundationStacks: ["*/*"] },
    "account-security-services": { enforcementLevel: "mandatory" },
    "iam-access-analyzer": { enforcementLevel: "mandatory" },
    "cloudtrail-cis-events": { enforcementLevel: "mandatory" },
  },
};
