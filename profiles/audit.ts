import type { Profile } from "./profile";
import { ALL } from "./settings-file";

/** `all` holds for policies of later versions too: an upgrade stops nobody either. */
export const AUDIT: Profile = {
  name: "audit",
  summary: "Everything is advisory: nothing stops anybody, and you see what would.",
  settings: { [ALL]: { enforcementLevel: "advisory" } },
};
