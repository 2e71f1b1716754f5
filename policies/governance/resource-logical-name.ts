import { awsResources } from "../../aws/aws-resources";
import { isEmptyName } from "../../aws/logical-name";
import { quoteName } from "../../aws/naming";
import {
  definePolicy,
  environmentsOf,
  isEphemeralName,
  matchesGlob,
  texts,
  wordsOf,
  type Resource,
  type Settings,
} from "../../core";

/** Words that say nothing about a resource. */
const EMPTY_WORDS =
  "my our the an new some this that it its first second third one two three test tests testing foo bar baz qux tmp temp example " +
  "examples sample demo dummy thing stuff asdf qwerty abc xyz xxx todo untitled unnamed hello world placeholder";

/** Types of which an account, a region or an API has one, so that the type, or the environment, says it all. */
const SINGLE = [
  "aws:*/account*",
  "aws:*/default*",
  "aws:*/organization*",
  "aws:*/encryptionByDefault:*",
  "aws:*/serialConsoleAccess:*",
  "aws:*/instanceMetadataDefaults:*",
  "aws:guardduty/detector:*",
  "aws:accessanalyzer/analyzer:*",
  "aws:cfg/recorder:*",
  "aws:cfg/recorderStatus:*",
  "aws:cfg/deliveryChannel:*",
  "aws:iam/accountPasswordPolicy:*",
  "aws:inspector2/enabler:*",
  "aws:apigateway*/deployment:*",
  "aws:apigateway*/stage:*",
];

export default definePolicy({
  name: "resource-logical-name",
  category: "governance",
  requirements: ["GOV-08"],
  severity: "low",
  level: "advisory",
  title: "Logical names describe the resource",
  description:
    "The logical name of a resource says what the resource is for; it does not only repeat or number its type.",
  rationale:
    "Previews, states and physical names show the logical name. From bucket1 nobody can tell what is lost when it is deleted.",
  fix: 'Name the resource after what it is for, and add aliases: [{ name: "<old name>" }], so that it is not replaced.',
  references: [
    "https://www.pulumi.com/docs/iac/concepts/resources/names/",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/",
  ],
  options: {
    emptyWords: texts({
      default: EMPTY_WORDS.split(" "),
      description: "Words that say nothing about a resource, in lower case.",
    }),
    allowedNames: texts({
      default: [],
      description: "Logical names that are right though they only repeat the type; `*` matches any text.",
    }),
    exemptTypes: texts({
      default: SINGLE,
      description: "Resource types whose name may repeat the type; `*` matches any text.",
    }),
  },
  subjects: awsResources,
  needs: "stack-only",
  check(resource, { options, settings, stack, report }) {
    const empty = emptyWordsOf(options.emptyWords, stack.stack, settings);
    const isExempt =
      !resource.isAnalysed ||
      !isEmptyName(resource.name, resource.type, empty) ||
      options.allowedNames.some((pattern) => matchesGlob(resource.name, pattern)) ||
      options.exemptTypes.some((pattern) => matchesGlob(resource.type, pattern));
    if (isExempt) {
      return;
    }
    const source = componentThatNames(resource);
    if (source && isEmptyName(source.name, resource.type, empty)) {
      // All that is named after a component is one mistake: the same key on the same resource is told once.
      report(source, {
        found: `The logical name ${quoteName(source.name)} of the component, from which ${quoteName(resource.name)} comes, does not say what it is for.`,
        fix: `Name the component after what it is for, and add aliases: [{ name: ${quoteName(source.name)} }], so that nothing is replaced.`,
        key: "name",
      });
      return;
    }
    report(resource, {
      found: `The logical name ${quoteName(resource.name)} does not say what the resource is for: it is made of its type, numbers and empty words.`,
      fix: `Name it after what it is for, as in "invoice-archive", and add aliases: [{ name: ${quoteName(resource.name)} }], so that it is not replaced.`,
      key: "name",
    });
  },
});

/** The component whose name a resource's name begins with. */
function componentThatNames({ name, parent, graph }: Resource): Resource | undefined {
  const isComponent = parent !== undefined && parent !== graph.rootStack && !parent.hasProvider;
  return isComponent && name.startsWith(parent.name) ? parent : undefined;
}

/** The words that mean the stack's environment tell resources of one stack as little apart as a number. */
function emptyWordsOf(words: readonly string[], stack: string, settings: Settings): ReadonlySet<string> {
  if (latest?.words !== words || latest.stack !== stack || latest.settings !== settings) {
    const isWhole = isEphemeralName(stack, settings);
    const own = wordsOf(stack).filter((word) => isWhole || environmentsOf(word, settings).length > 0);
    latest = { words, stack, settings, set: new Set([...words, ...own]) };
  }
  return latest.set;
}

/** The latest answer: it is asked for every resource of one stack. */
let latest:
  | {
      readonly words: readonly string[];
      readonly stack: string;
      readonly settings: Settings;
      readonly set: ReadonlySet<string>;
    }
  | undefined;
