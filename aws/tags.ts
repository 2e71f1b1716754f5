import { Malformed, Undecided, type Resource, type Value } from "../core";
import { hasTagList, isTaggable, takesDefaultTags } from "./schema";

/** The tags that a resource ends up with: its own over those of its provider. */
export class EffectiveTags {
  constructor(
    private readonly known: ReadonlyMap<string, Value>,
    /** Where further tags may come from that are not known yet. */
    private readonly open: Value | undefined,
  ) {}

  /** A tag's value, which itself may be unknown. Throws `Undecided` when the tag may be among those not known yet. */
  get(key: string): Value | undefined {
    const value = this.known.get(key);
    if (!value && this.open) {
      throw new Undecided(this.open.display);
    }
    return value;
  }

  /** Those of the keys that are surely not there. Throws `Undecided` when some of them may be among tags not known yet. */
  missing(keys: readonly string[]): string[] {
    return keys.filter((key) => !this.get(key));
  }

  /** The keys that are known to be there. */
  get keys(): string[] {
    return [...this.known.keys()];
  }

  /** These tags, and where they lack one, the others. */
  or(others: EffectiveTags): EffectiveTags {
    return new EffectiveTags(new Map([...others.known, ...this.known]), this.open ?? others.open);
  }
}

/** Whether the type can carry tags, as a map or as a list. */
export function canCarryTags(type: string): boolean {
  return isTaggable(type) || hasTagList(type);
}

/** All tags of a resource: `tags`, `tagsAll` and the provider's default tags; of an Auto Scaling group, its list. */
export function effectiveTags(resource: Resource): EffectiveTags {
  if (hasTagList(resource.type)) {
    return tagsInList(resource.at("tags"));
  }
  const own = resource.at("tags");
  const defaults = takesDefaultTags(resource.type) ? defaultTags(resource) : [];
  // The provider makes tagsAll unknown as a whole when one tag is: then it says nothing that the others do not.
  const isExplained = !own.isUnknown && [own, ...defaults].some((one) => one.hasUnknown);
  const all = resource.at("tagsAll");
  return tagsIn([...defaults, ...(all.isUnknown && isExplained ? [] : [all]), own]);
}

/** Tags in a map of strings that is no resource's own, such as those that a launch template gives to instances. */
export function tagsInMap(map: Value): EffectiveTags {
  return tagsIn([map]);
}

/** The tags in a list of `{ key, value, propagateAtLaunch }`, all or only those that instances get. */
export function tagsInList(list: Value, propagated = false): EffectiveTags {
  const known = new Map<string, Value>();
  if (list.isUnknown) {
    return new EffectiveTags(known, list);
  }
  let open: Value | undefined;
  for (const item of list.list()) {
    const key = item.at("key");
    const isLaunched = item.at("propagateAtLaunch");
    if (key.isUnknown || (propagated && isLaunched.isUnknown)) {
      open = item;
    } else if (!propagated || isLaunched.boolean() === true) {
      known.set(key.string() ?? "", item.at("value"));
    }
  }
  return new EffectiveTags(known, open);
}

/** Later sources win. A tag that is null is none. */
function tagsIn(sources: readonly Value[]): EffectiveTags {
  const known = new Map<string, Value>();
  for (const source of sources.filter((one) => !one.isUnknown)) {
    for (const [key, value] of source.entries()) {
      if (value.raw !== null && value.raw !== undefined && key !== "__defaults") {
        known.set(key, value);
      }
    }
  }
  return new EffectiveTags(
    known,
    sources.find((one) => one.isUnknown),
  );
}

/** The provider's default tags; a provider's settings travel as JSON text. */
function defaultTags(resource: Resource): Value[] {
  const setting = resource.provider.settings.at("defaultTags");
  if (setting.isUnknown) {
    return [setting];
  }
  try {
    return [setting.json().at("tags")];
  } catch (error) {
    if (error instanceof Malformed) {
      return [];
    }
    throw error;
  }
}
