import { hostsOf, tagsOfTemplate, type HostView } from "../../aws/host";
import { allTags, launchedTags, meaninglessValue, PLACEHOLDERS, type EffectiveTags } from "../../aws/tags";
import { EC2_INSTANCE, LAUNCH_TEMPLATE } from "../../aws/types";
import { definePolicy, texts, view } from "../../core";

export default definePolicy({
  name: "ec2-instance-tags",
  category: "governance",
  requirements: ["GOV-01"],
  severity: "low",
  level: "advisory",
  title: "EC2 instances say what they are for",
  description: "EC2 instances, also those that a launch template starts, carry the tags Name, Purpose and Backup.",
  rationale:
    "An instance without a name and a purpose is found by nobody in an incident, and backup plans select instances by tag.",
  fix: 'Set tags: { Name: "...", Purpose: "WebServer", Backup: "Required" } on the instance.',
  references: [
    "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
  ],
  options: {
    requiredTags: texts({
      default: ["Name", "Purpose", "Backup"],
      description: "The tag keys that EC2 instances carry besides those that every resource carries.",
    }),
    placeholders: texts({
      default: PLACEHOLDERS,
      description: "Values that say nothing, in any case of letters.",
    }),
  },
  subjects: view([...EC2_INSTANCE, ...LAUNCH_TEMPLATE], (graph) =>
    graph.ofType([...EC2_INSTANCE, ...LAUNCH_TEMPLATE]).flatMap(hostsOf),
  ),
  needs: "stack",
  check(host, { options: { requiredTags, placeholders }, report }) {
    const { resource } = host;
    const isTemplate = host.kind === "template";
    const own = isTemplate ? tagsOfTemplate(resource) : allTags(resource);
    const lacks = (tags: EffectiveTags, key: string): boolean => problemOf(tags, key, placeholders) !== undefined;
    const lacking = requiredTags.filter((key) => lacks(own, key));
    if (lacking.length === 0) {
      return;
    }
    const others = isTemplate ? tagsOfGroups(host) : tagsFromTemplate(host);
    const missing = others === "outside" ? [] : lacking.filter((key) => others.every((tags) => lacks(tags, key)));
    if (missing.length === 0) {
      return;
    }
    const list = missing.map((key) => `${key}${problemOf(own, key, placeholders) ?? ""}`).join(", ");
    const snippet = missing.map((key) => `${key}: "${EXAMPLES[key] ?? "..."}"`).join(", ");
    if (isTemplate) {
      return report(resource.at("tagSpecifications"), {
        found: `Instances of this launch template get no tag ${list}.`,
        fix: `Set tagSpecifications: [{ resourceType: "instance", tags: { ${snippet} } }] on the launch template; its own tags and default tags of the provider do not reach instances.`,
      });
    }
    report(resource.at("tags"), {
      found: `The instance has no tag ${list}.`,
      fix: `Set tags: { ${snippet} } on the instance.`,
    });
  },
});

const EXAMPLES: Readonly<Record<string, string>> = { Name: "web-1", Purpose: "WebServer", Backup: "Required" };

/** What is wrong with a tag, in words that follow its key; nothing more to say when it is not there. */
function problemOf(tags: EffectiveTags, key: string, placeholders: readonly string[]): string | undefined {
  const value = tags.get(key);
  if (value?.isUnknown) {
    return undefined;
  }
  const problem = meaninglessValue(value?.string() ?? "", placeholders);
  return problem && (value ? ` (it ${problem})` : "");
}

/** What the Auto Scaling groups of a template give to its instances; each instance is of one group, so all must. */
function tagsOfGroups({ groups }: HostView): EffectiveTags[] {
  return groups.map(launchedTags);
}

/** What the launch template of an instance gives to it; one of another stack cannot be seen. */
function tagsFromTemplate({ template }: HostView): EffectiveTags[] | "outside" {
  if (template === "outside") {
    return template;
  }
  return template === "none" ? [] : [tagsOfTemplate(template.resource)];
}
