import { allTags, launchedTags, meaninglessValue, PLACEHOLDERS, tagsInMap, type EffectiveTags } from "../../aws/tags";
import { AUTOSCALING_GROUP, EC2_INSTANCE, LAUNCH_TEMPLATE } from "../../aws/types";
import {
  definePolicy,
  resourcesOfType,
  some,
  texts,
  Undecided,
  type Graph,
  type Resource,
  type Value,
} from "../../core";

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
  subjects: resourcesOfType(...EC2_INSTANCE, ...LAUNCH_TEMPLATE),
  needs: "stack",
  check(resource, { options: { requiredTags, placeholders }, graph, report }) {
    const isTemplate = LAUNCH_TEMPLATE.includes(resource.type);
    const own = isTemplate ? templateTags(resource) : allTags(resource);
    const lacks = (tags: EffectiveTags, key: string): boolean => problemOf(tags, key, placeholders) !== undefined;
    const lacking = requiredTags.filter((key) => lacks(own, key));
    if (lacking.length === 0) {
      return;
    }
    const others = isTemplate ? tagsOfGroups(resource, graph) : tagsOfTemplate(resource, graph);
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

/** The tags that a launch template gives to instances. */
function templateTags(template: Resource): EffectiveTags {
  const specifications = template.at("tagSpecifications");
  const forInstances = specifications.list().filter((one) => one.at("resourceType").string() === "instance");
  const none = tagsInMap(template.at("tagSpecifications", "none"));
  return forInstances.reduce((tags, one) => tags.or(tagsInMap(one.at("tags"))), none);
}

/** What the Auto Scaling groups of a template give to its instances; each instance is of one group, so all must. */
function tagsOfGroups(template: Resource, graph: Graph): EffectiveTags[] {
  const groups = graph.allOfType(AUTOSCALING_GROUP).filter((group) => usesTemplate(group, template, graph));
  const [first, ...rest] = groups.map(launchedTags);
  return first ? [first, ...rest] : [];
}

function usesTemplate(group: Resource, template: Resource, graph: Graph): boolean {
  const own = group.at("launchTemplate");
  const mixed = group.at("mixedInstancesPolicy", "launchTemplate", "launchTemplateSpecification");
  const references: Value[] = [
    own.at("id"),
    own.at("name"),
    mixed.at("launchTemplateId"),
    mixed.at("launchTemplateName"),
  ];
  return some(references, (reference) => {
    const link = graph.follow(reference, LAUNCH_TEMPLATE);
    if (link.kind === "outside" && reference.isUnknown) {
      throw new Undecided(reference.display);
    }
    return link.kind === "inside" && link.resources.includes(template);
  });
}

/** What the launch template of an instance gives to it; one of another stack cannot be seen. */
function tagsOfTemplate(instance: Resource, graph: Graph): EffectiveTags[] | "outside" {
  const reference = instance.at("launchTemplate");
  if (reference.isAbsent) {
    return [];
  }
  const links = [reference.at("id"), reference.at("name")].map((one) => graph.follow(one, LAUNCH_TEMPLATE));
  if (links.some((link) => link.kind === "outside")) {
    return "outside";
  }
  return links.flatMap((link) => (link.kind === "inside" ? link.resources.map(templateTags) : []));
}
