import { environmentSuffix } from "../../aws/naming";
import { hasTagList, takesDefaultTags } from "../../aws/schema";
import {
  allTags,
  canBeTaggedApart,
  canCarryTags,
  effectiveTags,
  meaninglessValue,
  PLACEHOLDERS,
  type EffectiveTags,
} from "../../aws/tags";
import {
  definePolicy,
  isObject,
  matchesGlob,
  matchesGlobIgnoringCase,
  textMap,
  texts,
  textsMap,
  type Graph,
  type OptionValues,
  type RemediationContext,
  type Resource,
} from "../../core";

const options = {
  requiredTags: texts({
    default: ["Environment", "ManagedBy", "Project"],
    description: "The tag keys that every taggable resource carries, in this spelling.",
  }),
  additionalTags: textsMap({
    default: {},
    description: "Further required keys by resource type; `*` in a type matches any text (`aws:rds/*`).",
  }),
  allowedValues: textsMap({
    default: {},
    description: "The values that a tag may have, by key; `*` matches any text. Any value when the key is not listed.",
  }),
  valuePatterns: textMap({
    default: {},
    description: "A regular expression by key that the whole value must match.",
  }),
  placeholders: texts({
    default: PLACEHOLDERS,
    description: "Values that say nothing, in any case of letters.",
  }),
  ignoredTypes: texts({ default: [], description: "Resource types that need no tags; `*` matches any text." }),
  tagValues: textMap({
    default: {},
    description: "Values for missing tags, by key, for remediation; they win over those that are derived.",
  }),
};

type Settings = OptionValues<typeof options>;

export default definePolicy({
  name: "resource-required-tags",
  category: "governance",
  requirements: ["GOV-01"],
  severity: "medium",
  level: "mandatory",
  title: "Resources carry the required tags",
  description: "Every taggable AWS resource carries the required tags, each with a meaningful value.",
  rationale:
    "Costs, owners, access rules and clean-up go by tags. What has none belongs to nobody, and nobody dares to delete it.",
  fix: 'Set the tags once for all resources, as defaultTags of the provider: new aws.Provider("aws", { defaultTags: { tags: { Environment: pulumi.getStack(), ManagedBy: "Pulumi", Project: pulumi.getProject() } } }), or in the resource\'s tags.',
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/standards-tagging.html",
    "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  ],
  remediates:
    "Adds required tags that are missing and whose value is known: Environment from the stack, Project from the project, ManagedBy as Pulumi, others from tagValues. Changes resources in place.",
  options,
  subjects: { types: { has: canCarryTags, label: "a resource that can carry tags" }, of: taggable },
  needs: "stack",
  check(resource, { options, report, each }) {
    if (isIgnored(resource, options)) {
      return;
    }
    const tags = allTags(resource);
    const required = requiredKeys(resource, options);
    each(required, (key) => {
      const value = tags.get(key);
      const problem = value && problemOf(key, value.string() ?? "", options);
      if (value && problem) {
        report(value, { found: `The tag ${key} ${problem}.`, fix: fixOf(resource, [key]), key: `tag:${key}` });
      }
    });
    const missing = tags.missing(required);
    if (missing.length > 0) {
      report(resource.at("tags"), { found: describeMissing(tags, missing), fix: fixOf(resource, missing) });
    }
  },
  remediate(resource, context) {
    if (isIgnored(resource, context.options) || hasTagList(resource.type) || resource.at("tags").isUnknown) {
      return;
    }
    const tags = effectiveTags(resource);
    for (const key of requiredKeys(resource, context.options)) {
      const value = isOpen(tags, key) ? derivedValue(key, context) : undefined;
      if (value !== undefined && problemOf(key, value, context.options) === undefined && canAdd(resource, tags, key)) {
        setTag(resource, key, value, context);
      }
    }
  },
});

/** What can carry tags; at the end only what separate resources may have tagged is left to decide. */
function taggable(graph: Graph): Resource[] {
  return graph.resources.filter(
    ({ type, isAnalysed }) => isAnalysed && canCarryTags(type) && (!graph.isComplete || canBeTaggedApart(type)),
  );
}

function isIgnored(resource: Resource, { ignoredTypes }: Settings): boolean {
  return ignoredTypes.some((pattern) => matchesGlob(resource.type, pattern));
}

function requiredKeys(resource: Resource, { requiredTags, additionalTags }: Settings): string[] {
  const further = Object.entries(additionalTags)
    .filter(([type]) => matchesGlob(resource.type, type))
    .flatMap(([, keys]) => keys);
  return [...new Set([...requiredTags, ...further])];
}

function describeMissing(tags: EffectiveTags, missing: readonly string[]): string {
  const misspelt = missing.flatMap((key) => {
    const other = tags.keys.find((one) => one.toLowerCase() === key.toLowerCase());
    return other === undefined ? [] : [`"${other}" is not ${key}: keys of tags are case-sensitive`];
  });
  const noun = missing.length === 1 ? "The tag" : "The tags";
  return `${noun} ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing${misspelt.map((text) => `; ${text}`).join("")}.`;
}

/** What is wrong with a tag's value, in words that follow its key. */
function problemOf(key: string, text: string, options: Settings): string | undefined {
  const meaningless = meaninglessValue(text, options.placeholders);
  if (meaningless) {
    return meaningless;
  }
  const allowed = Object.hasOwn(options.allowedValues, key) ? options.allowedValues[key] : undefined;
  if (allowed && !allowed.some((pattern) => matchesGlob(text, pattern))) {
    return `is "${text}", which is none of ${allowed.join(", ")}`;
  }
  const pattern = Object.hasOwn(options.valuePatterns, key) ? options.valuePatterns[key] : undefined;
  return pattern === undefined || matchesWhole(text, pattern)
    ? undefined
    : `is "${text}", which does not match ${pattern}`;
}

/** A pattern that is no regular expression matches nothing, so that the mistake shows. */
function matchesWhole(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  Environment: "pulumi.getStack()",
  ManagedBy: '"Pulumi"',
  Project: "pulumi.getProject()",
};

function fixOf(resource: Resource, keys: readonly string[]): string {
  const values = keys.map((key) => [key, EXAMPLES[key] ?? '"..."'] as const);
  if (hasTagList(resource.type)) {
    const items = values.map(([key, value]) => `{ key: "${key}", value: ${value}, propagateAtLaunch: true }`);
    return `Add to the group's tags: ${items.join(", ")}; default tags of the provider do not reach this type.`;
  }
  const tags = values.map(([key, value]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${value}`).join(", ");
  const once = takesDefaultTags(resource.type) ? ", or once for all resources in defaultTags of the provider" : "";
  return `Set tags: { ${tags} }${once}.`;
}

/** Whether remediation may write the tag: it is surely missing, or there without a value. */
function isOpen(tags: EffectiveTags, key: string): boolean {
  const value = tags.get(key);
  return !value || (!value.isUnknown && (value.string() ?? "").trim() === "");
}

/** IAM takes keys that differ only in case for the same one and refuses both. */
function canAdd(resource: Resource, tags: EffectiveTags, key: string): boolean {
  const twin = tags.keys.some((one) => one !== key && one.toLowerCase() === key.toLowerCase());
  return !(twin && matchesGlobIgnoringCase(resource.type, "aws:iam/*"));
}

/**
 * The provider's Check has made tagsAll of the tags already, and is not asked again (applyTags in provider/tags.go of
 * pulumi/pulumi-aws): the tag goes there too, as if the program had set it.
 */
function setTag(resource: Resource, key: string, value: string, { set }: RemediationContext<typeof options>): void {
  if (set(["tags", key], value) && isObject(resource.at("tagsAll").raw)) {
    set(["tagsAll", key], value);
  }
}

function derivedValue(key: string, context: RemediationContext<typeof options>): string | undefined {
  const { tagValues } = context.options;
  if (Object.hasOwn(tagValues, key)) {
    return tagValues[key];
  }
  switch (key) {
    case "Environment":
      return environmentSuffix(context.stack, context.settings, context.environment).text;
    case "Project":
      return context.stack.project;
    case "ManagedBy":
      return "Pulumi";
    default:
      return undefined;
  }
}
