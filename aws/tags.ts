import { Malformed, Undecided, whenKnown, type Resource, type Value } from "../core";
import { lastAnswer } from "./last-answer";
import { hasTagList, isTaggable, takesDefaultTags } from "./schema";
import * as types from "./types";

/** Values that say nothing, in any case of letters. */
export const PLACEHOLDERS = ["x", "xx", "xxx", "n/a", "todo", "tbd", "fixme", "changeme", "-", "?"];

/** Why a tag's value says nothing, in words that follow its key. */
export function meaninglessValue(text: string, placeholders: readonly string[]): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") {
    return "is empty";
  }
  const isPlaceholder = placeholders.some((one) => one.toLowerCase() === trimmed.toLowerCase());
  return isPlaceholder ? `has the placeholder "${trimmed}" as its value` : undefined;
}

/** The tags that a resource ends up with: its own over those of its provider. */
export class EffectiveTags {
  constructor(
    private readonly known: ReadonlyMap<string, Value>,
    /** Where further tags may come from that are not known yet. */
    private readonly open: string | undefined,
  ) {}

  /** A tag's value, which itself may be unknown. Throws `Undecided` when the tag may be among those not known yet. */
  get(key: string): Value | undefined {
    const value = this.known.get(key);
    if (!value && this.open) {
      throw new Undecided(this.open);
    }
    return value;
  }

  /** Those of the keys that are surely not there. Throws `Undecided` when some of them may be among tags not known yet. */
  missing(keys: readonly string[]): string[] {
    return keys.filter((key) => !this.get(key));
  }

  /** Whether a key passes a test. Throws `Undecided` when none that is known does and there may be others. */
  hasKey(test: (key: string) => boolean): boolean {
    const isThere = this.keys.some(test);
    if (!isThere && this.open) {
      throw new Undecided(this.open);
    }
    return isThere;
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

/**
 * The tags of a resource itself: its own over the default tags of its provider; of an Auto Scaling group, its list. The
 * provider computes `tagsAll` from the same two, so that counts only where the provider's settings are not shown.
 */
export const effectiveTags = lastAnswer((resource: Resource): EffectiveTags => {
  const own = resource.at("tags");
  if (hasTagList(resource.type)) {
    return tagsInItems(own);
  }
  if (resource.provider.settings.isAbsent) {
    return tagsIn([resource.at("tagsAll"), own]);
  }
  return tagsIn(takesDefaultTags(resource.type) ? [...defaultTags(resource), own] : [own]);
});

/** The resources that add one tag to a resource of another type: where they name it, and the types that it can have. */
const TAG_RESOURCES = [
  {
    types: types.EC2_TAG,
    target: "resourceId",
    tagged: /^aws:(?:ec2|ec2transitgateway|ec2clientvpn|ebs|vpc|verifiedaccess)\//,
  },
  { types: types.AUTOSCALING_TAG, target: "autoscalingGroupName", tagged: /^aws:autoscaling\/group:/ },
  { types: types.DYNAMODB_TAG, target: "resourceArn", tagged: /^aws:dynamodb\/table:/ },
  { types: types.ECS_TAG, target: "resourceArn", tagged: /^aws:ecs\// },
  { types: types.ORGANIZATIONS_TAG, target: "resourceId", tagged: /^aws:organizations\// },
  { types: types.SECRET_TAG, target: "secretId", tagged: /^aws:secretsmanager\/secret:/ },
  { types: types.TRANSFER_TAG, target: "resourceArn", tagged: /^aws:transfer\// },
];

/** Every type of resource that adds a tag to another one. */
export const TAG_TYPES: readonly string[] = TAG_RESOURCES.flatMap((kind) => kind.types);

/** Whether separate resources (`aws.ec2.Tag`) can add tags to resources of the type. */
export function canBeTaggedApart(type: string): boolean {
  return TAG_RESOURCES.some(({ tagged }) => tagged.test(type));
}

/** The tags of a resource, and those that separate resources add: these are not known while only one resource is. */
export function allTags(resource: Resource): EffectiveTags {
  return effectiveTags(resource).or(tagsApart(resource, false));
}

/** The tags that an Auto Scaling group gives to the instances it launches. */
export function launchedTags(group: Resource): EffectiveTags {
  return tagsInItems(group.at("tags"), true).or(tagsApart(group, true));
}

function tagsApart(resource: Resource, propagated: boolean): EffectiveTags {
  const { graph } = resource;
  const kind = TAG_RESOURCES.find(({ tagged }) => tagged.test(resource.type));
  if (!kind || !graph.isComplete) {
    return new EffectiveTags(new Map(), kind && "the rest of the stack");
  }
  // A tag may be for something else of the resource (`vpc.defaultSecurityGroupId`), which shows once it is known.
  const parts = (whenKnown(() => graph.referrers(resource, kind.types, kind.target)) ?? []).filter((part) => {
    const target = part.at(kind.target);
    return target.isUnknown || graph.bearing(target.string() ?? "").includes(resource);
  });
  const isClosed = whenKnown(() => {
    graph.demandReferrersKnown(resource, kind.types, kind.target);
    return true;
  });
  const tags = tagsOfItems(parts.map(tagOf), propagated);
  return isClosed ? tags : tags.or(new EffectiveTags(new Map(), "what another resource tags"));
}

/** The key and the value that a separate resource adds, in `tag` or in the resource itself. */
export function tagOf(part: Resource): Value {
  return part.at("tag").isAbsent ? part.inputs : part.at("tag");
}

/** Tags in a map of strings that is no resource's own, such as those that a launch template gives to instances. */
export function tagsInMap(map: Value): EffectiveTags {
  return tagsIn([map]);
}

/** The tags in a list of `{ key, value, propagateAtLaunch }`, all or only those that instances get. */
function tagsInItems(list: Value, propagated = false): EffectiveTags {
  return list.isUnknown ? new EffectiveTags(new Map(), list.display) : tagsOfItems(list.list(), propagated);
}

function tagsOfItems(items: readonly Value[], propagated: boolean): EffectiveTags {
  const known = new Map<string, Value>();
  let open: string | undefined;
  for (const item of items) {
    const key = item.at("key");
    const isLaunched = item.at("propagateAtLaunch");
    if (key.isUnknown || (propagated && isLaunched.isUnknown)) {
      open = (key.isUnknown ? key : isLaunched).display;
    } else if (!propagated || isLaunched.boolean() === true) {
      known.set(key.string() ?? "", item.at("value"));
    }
  }
  return new EffectiveTags(known, open);
}

/** Later sources win; what one that is unknown may overrule is unknown too. A tag that is null is none. */
function tagsIn(sources: readonly Value[]): EffectiveTags {
  const known = new Map<string, Value>();
  for (const source of sources) {
    if (source.isUnknown) {
      known.forEach((_, key) => known.set(key, source));
      continue;
    }
    for (const [key, value] of source.entries()) {
      if (value.raw !== null && value.raw !== undefined && key !== "__defaults") {
        known.set(key, value);
      }
    }
  }
  return new EffectiveTags(known, sources.find((one) => one.isUnknown)?.display);
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
