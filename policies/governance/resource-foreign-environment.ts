import { allNames, canCarryName, quoteName } from "../../aws/naming";
import { canCarryTags, effectiveTags, tagOf, TAG_TYPES } from "../../aws/tags";
import { LAUNCH_TEMPLATE } from "../../aws/types";
import {
  definePolicy,
  environmentsOf,
  environmentWords,
  isEphemeralName,
  ownConfig,
  ownEnvironments,
  ROOT_STACK_TYPE,
  texts,
  whenKnown,
  type CheckContext,
  type EnvironmentWord,
  type Graph,
  type Resource,
  type Value,
} from "../../core";

const options = {
  ambiguousWords: texts({
    default: ["test", "testing", "live", "stage"],
    description:
      "Words of environments that names have for other reasons too: they count only at the end of a name or as a whole part of a path.",
  }),
  environmentTags: texts({
    default: ["Environment", "Env"],
    description: "The tags that say which environment a resource belongs to, in any case of letters.",
  }),
};

type Context = CheckContext<typeof options>;

const AWS_PROVIDER = "pulumi:providers:aws";

export default definePolicy({
  name: "resource-foreign-environment",
  category: "governance",
  requirements: ["GOV-03"],
  severity: "low",
  level: "advisory",
  title: "No environment is hard-coded",
  description:
    "No name, Environment tag or configuration value carries the name of another environment than the stack's own.",
  rationale:
    "A name of another environment was copied or typed in. The stack then changes, or is charged to, an environment that it is not.",
  fix: "Take the environment from the stack: const environment = pulumi.getStack(), or from its config.",
  references: ["https://www.pulumi.com/docs/iac/concepts/stacks/", "https://www.pulumi.com/docs/iac/concepts/config/"],
  options,
  subjects: { types: { has: isAsked, label: "a resource with a name or tags" }, of: subjectsOf },
  needs: "resource",
  check(resource, context) {
    const { stack, settings, environment } = context;
    const own = ownEnvironments(stack, settings, environment);
    if (resource.type === ROOT_STACK_TYPE) {
      // Config may set the suffix, so here the stack's name counts first.
      const named = environmentsOf(stack.stack, settings);
      return checkConfig(resource, context, foreignWords(named.length > 0 ? named : own, context));
    }
    const foreign = foreignWords(own, context);
    if (!foreign) {
      return;
    }
    context.each(allNames(resource), (value) => checkText("name", value, context, foreign));
    context.each(environmentTags(resource, context), (value) => checkText("tag", value, context, foreign));
  },
});

/** Resources of AWS, its providers with their default tags, and the stack itself with its configuration. */
function subjectsOf(graph: Graph): Resource[] {
  return graph.resources.filter(({ type }) => isAsked(type));
}

function isAsked(type: string): boolean {
  return (
    canCarryName(type) ||
    canCarryTags(type) ||
    TAG_TYPES.includes(type) ||
    [AWS_PROVIDER, ROOT_STACK_TYPE].includes(type)
  );
}

type Foreign = (text: string) => EnvironmentWord | undefined;

/** Finds the word of another environment in a text; `undefined` when it is not known which environment the stack is. */
function foreignWords(own: readonly string[], context: Context): Foreign | undefined {
  const { stack, settings, options } = context;
  if (own.length === 0 && !isEphemeralName(stack.stack, settings)) {
    return undefined;
  }
  // A stack such as pr-42 may stand for any environment that is made to be destroyed.
  const isOwn = (one: string): boolean => own.includes(one) || (own.length === 0 && isEphemeralName(one, settings));
  const counts = (word: EnvironmentWord): boolean =>
    !options.ambiguousWords.includes(word.alias) || (word.isProminent && !KINDS_OF_TEST.has(word.before));
  return (text) => {
    const found = environmentWords(text, settings);
    return found.some((word) => isOwn(word.environment)) ? undefined : found.find(counts);
  };
}

/** What makes a test of "test": the name is about testing, not about an environment. */
const KINDS_OF_TEST: ReadonlySet<string> = new Set(
  "unit integration smoke load e2e e acceptance performance perf regression ab canary penetration security lint build and run".split(
    " ",
  ),
);

function checkText(kind: "name" | "tag", value: Value, context: Context, foreign: Foreign): void {
  const text = value.string();
  const word = text === undefined ? undefined : foreign(text);
  if (text !== undefined && word) {
    context.report(value, {
      found: `The ${kind} ${quoteName(text)} speaks of ${word.environment}, but this is stack ${context.stack.stack}.`,
      fix: `Take "${word.alias}" from the stack instead of writing it: \`...\${pulumi.getStack()}...\`, or from its config.`,
    });
  }
}

/** The tags that speak of an environment; those that a provider gives to all its resources are reported on the provider. */
function environmentTags(resource: Resource, { options }: Context): Value[] {
  const wanted = [...options.environmentTags, "Name"].map((key) => key.toLowerCase());
  const inWanted = (key: string): boolean => wanted.includes(key.toLowerCase());
  if (resource.type === AWS_PROVIDER) {
    const tags = resource.at("defaultTags").json().at("tags");
    return tags
      .keys()
      .filter(inWanted)
      .map((key) => tags.at(key));
  }
  if (TAG_TYPES.includes(resource.type)) {
    const tag = tagOf(resource);
    return inWanted(tag.at("key").string() ?? "") ? [tag.at("value")] : [];
  }
  return [...tagsOfInstances(resource, inWanted), ...ownTags(resource, inWanted)];
}

/** What a launch template tags. */
function tagsOfInstances(resource: Resource, inWanted: (key: string) => boolean): Value[] {
  const specifications = LAUNCH_TEMPLATE.includes(resource.type)
    ? (whenKnown(() => resource.at("tagSpecifications").list()) ?? [])
    : [];
  return specifications.flatMap((one) => {
    const tags = whenKnown(() => one.at("tags").entries()) ?? [];
    return tags.flatMap(([key, value]) => (inWanted(key) ? [value] : []));
  });
}

function ownTags(resource: Resource, inWanted: (key: string) => boolean): Value[] {
  const defaults = whenKnown(() => resource.provider.settings.at("defaultTags").json().at("tags"));
  const tags = effectiveTags(resource);
  return tags.keys.filter(inWanted).flatMap((key) => {
    const value = tags.get(key);
    return value && value.raw !== defaults?.at(key).raw ? [value] : [];
  });
}

/** Config values that look like a name or an environment; longer and structured ones are data. */
const CONFIG_NAME = /^[\w./:@-]{1,128}$/;

/** Settings of frameworks, which have modes of these names and not environments. */
const FRAMEWORK_MODES = /^(?:node|rails|rack|flask|django|go|php|app)[-_.]?(?:env|mode)$|log[-_.]?level|mode$/i;

/** The stack's config, reported by key: a value may be a secret. */
function checkConfig(root: Resource, { stack, settings, report }: Context, foreign: Foreign | undefined): void {
  for (const { namespace, name, value } of ownConfig(stack)) {
    const isAboutAnother = environmentsOf(name, settings).length > 0 || FRAMEWORK_MODES.test(name);
    const word = isAboutAnother || !CONFIG_NAME.test(value) ? undefined : foreign?.(value);
    if (word) {
      report(root, {
        found: `The config entry ${namespace}:${name} speaks of ${word.environment}, but this is stack ${stack.stack}.`,
        fix: `Correct it: pulumi config set ${namespace}:${name} <value of ${stack.stack}>.`,
        key: `config:${namespace}:${name}`,
      });
    }
  }
}
