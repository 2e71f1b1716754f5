import { awsResources } from "../../aws/aws-resources";
import { isEmptyName } from "../../aws/logical-name";
import { quoteName } from "../../aws/naming";
import { wordsOf } from "../../aws/words";
import { definePolicy, matchesGlob, texts, type Resource } from "../../core";

/** Words that say nothing about a resource. */
const EMPTY_WORDS =
  "my our the an new some this that it its first second third one two three test tests testing foo bar baz qux tmp temp example " +
  "examples sample demo dummy thing stuff asdf qwerty abc xyz xxx todo untitled unnamed hello world placeholder";

/** Types of which an account or a region has one, so that the type says it all. */
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
  "aws:apigateway/account:*",
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
  check(resource, { options, stack, report }) {
    const empty = emptyWordsOf(options.emptyWords, stack.stack);
    const isExempt =
      !resource.isAnalysed ||
      !isEmptyName(resource, empty) ||
      options.allowedNames.some((pattern) => matchesGlob(resource.name, pattern)) ||
      options.exemptTypes.some((pattern) => matchesGlob(resource.type, pattern));
    if (!isExempt) {
      report(resource, {
        found: `The logical name ${quoteName(resource.name)} does not say what the resource is for: it is made of its type, numbers and empty words.`,
        fix: fixOf(resource),
        key: "name",
      });
    }
  },
});

/** The stack's name tells resources of one stack as little apart as a number. */
function emptyWordsOf(words: readonly string[], stack: string): ReadonlySet<string> {
  if (latest?.words !== words || latest.stack !== stack) {
    latest = { words, stack, set: new Set([...words, ...wordsOf(stack)]) };
  }
  return latest.set;
}

/** The latest answer: it is asked for every resource of one stack. */
let latest:
  { readonly words: readonly string[]; readonly stack: string; readonly set: ReadonlySet<string> } | undefined;

function fixOf({ name, parent }: Resource): string {
  return parent && !parent.hasProvider && name.startsWith(parent.name)
    ? `Name the component ${quoteName(parent.name)}, from which the name comes, after what it is for, and add aliases: [{ name: ${quoteName(parent.name)} }], so that nothing is replaced.`
    : `Name it after what it is for, as in "invoice-archive", and add aliases: [{ name: ${quoteName(name)} }], so that it is not replaced.`;
}
