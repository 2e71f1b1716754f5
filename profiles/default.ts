import { policies } from "../library";
import type { Profile } from "./profile";

/** Every policy with the level that it has anyhow: the list to begin with, and what resets the levels of profiles before it. */
export const DEFAULT: Profile = {
  name: "default",
  summary: "Every policy by name with the level it has without settings; a file to start from.",
  settings: Object.fromEntries(policies.map(({ facts }) => [facts.name, { enforcementLevel: facts.level }])),
};
