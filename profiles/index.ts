import { ACCOUNT_FOUNDATION } from "./account-foundation";
import { AUDIT } from "./audit";
import { CONTROL_SETS, NONE } from "./control-sets";
import { DEFAULT } from "./default";
import { DELIVERY_PIPELINE } from "./delivery-pipeline";
import type { Profile } from "./profile";
import { SERVICE_TEAM } from "./service-team";
import { STRICT } from "./strict";

/** Every profile that is published, in the order in which a user meets them. */
export const PROFILES: readonly Profile[] = [
  DEFAULT,
  AUDIT,
  STRICT,
  DELIVERY_PIPELINE,
  ACCOUNT_FOUNDATION,
  SERVICE_TEAM,
  NONE,
  ...CONTROL_SETS,
];
