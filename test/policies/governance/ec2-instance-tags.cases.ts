import { cases } from "../../harness/cases";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const tags = { Name: "web-1", Purpose: "WebServer", Backup: "Required" };
const launched = Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));

export default cases("ec2-instance-tags", {
  passes: {
    "an instance with all three": (s) => {
      s.resource(INSTANCE, "web", { tags });
    },
    "default tags supply some": (s) => {
      const provider = s.provider("main", { defaultTags: { tags: { Purpose: "WebServer", Backup: "None" } } });
      s.resource(INSTANCE, "web", { tags: { Name: "web" } }, { provider });
    },
    "a launch template tags its instances": (s) => {
      s.resource(TEMPLATE, "web", { tagSpecifications: [{ resourceType: "instance", tags }] });
    },
    "two specifications for instances": (s) => {
      s.resource(TEMPLATE, "web", {
        tagSpecifications: [
          { resourceType: "instance", tags: { Name: "web" } },
          { resourceType: "instance", tags: { Purpose: "WebServer", Backup: "Required" } },
        ],
      });
    },
    "the template's Auto Scaling group tags them": (s) => {
      const template = s.resource(TEMPLATE, "web", {
        tagSpecifications: [{ resourceType: "instance", tags: { Name: "web" } }],
      });
      s.resource(GROUP, "web-group", { launchTemplate: { id: template.id, version: "$Latest" }, tags: launched });
    },
    "a group with a mixed instances policy tags them": (s) => {
      const template = s.resource(TEMPLATE, "web");
      s.resource(GROUP, "web-group", {
        mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.id } } },
        tags: launched,
      });
    },
    "the instance's own launch template tags it": (s) => {
      const template = s.resource(TEMPLATE, "web", { tagSpecifications: [{ resourceType: "instance", tags }] });
      s.resource(INSTANCE, "one", { launchTemplate: { id: template.id } });
    },
    "the launch template of another stack cannot be seen": (s) => {
      s.resource(INSTANCE, "one", { launchTemplate: { name: "company-standard" } });
    },
    "separate resources tag the instance, and what the group launches": (s) => {
      const instance = s.resource(INSTANCE, "one", { tags: { Name: "one", Purpose: "Bastion" } });
      s.resource("aws:ec2/tag:Tag", "backup", { resourceId: instance.id, key: "Backup", value: "None" });
      const template = s.resource(TEMPLATE, "web");
      const group = s.resource(GROUP, "web-group", { launchTemplate: { id: template.id }, tags: launched.slice(1) });
      s.resource("aws:autoscaling/tag:Tag", "name", { autoscalingGroupName: group.id, tag: launched[0] });
    },
    "other keys by the settings": {
      options: { requiredTags: ["Role"] },
      stack: (s) => {
        s.resource(INSTANCE, "web", { tags: { Role: "web" } });
      },
    },
  },
  fails: {
    "an instance with a name only": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { tags: { Name: "web-1", Environment: "dev" } });
      },
      findings: [
        {
          resource: "web",
          path: "tags",
          found: /no tag Purpose, Backup/,
          fix: /Purpose: "WebServer", Backup: "Required"/,
        },
      ],
    },
    "an empty value": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { tags: { ...tags, Purpose: "" } });
      },
      findings: [{ resource: "web", path: "tags", found: /no tag Purpose/ }],
    },
    "a placeholder": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { tags: { Name: "web", Purpose: "TODO" } });
      },
      findings: [
        {
          resource: "web",
          path: "tags",
          found: /no tag Purpose \(it has the placeholder "TODO" as its value\), Backup\./,
        },
      ],
    },
    "a separate resource whose tag instances do not get": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "web");
        const group = s.resource(GROUP, "g", { launchTemplate: { id: template.id }, tags: launched.slice(1) });
        s.resource("aws:autoscaling/tag:Tag", "name", {
          autoscalingGroupName: group.id,
          tag: { ...launched[0], propagateAtLaunch: false },
        });
      },
      findings: [{ resource: "web", path: "tagSpecifications", found: /no tag Name\./ }],
    },
    "the template is tagged, its instances are not": {
      stack: (s) => {
        s.resource(TEMPLATE, "web", { tags });
      },
      findings: [
        { resource: "web", path: "tagSpecifications", found: /no tag Name, Purpose, Backup/, fix: /do not reach/ },
      ],
    },
    "only volumes are tagged": {
      stack: (s) => {
        s.resource(TEMPLATE, "web", { tagSpecifications: [{ resourceType: "volume", tags }] });
      },
      findings: [{ resource: "web", path: "tagSpecifications", found: /no tag Name/ }],
    },
    "the group keeps its tags to itself": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "web");
        s.resource(GROUP, "g", {
          launchTemplate: { id: template.id },
          tags: launched.map((tag) => ({ ...tag, propagateAtLaunch: false })),
        });
      },
      findings: [{ resource: "web", path: "tagSpecifications", found: /no tag Name/ }],
    },
    "the tagging group uses another template": {
      stack: (s) => {
        const other = s.resource(TEMPLATE, "other", { tagSpecifications: [{ resourceType: "instance", tags }] });
        s.resource(TEMPLATE, "web");
        s.resource(GROUP, "g", { launchTemplate: { id: other.id }, tags: launched });
      },
      findings: [{ resource: "web", path: "tagSpecifications", found: /no tag Name/ }],
    },
  },
  undecided: {
    "unknown tags": (s) => {
      s.resource(INSTANCE, "web", { tags: s.unknown });
    },
    "an unknown kind of resource in a specification": (s) => {
      s.resource(TEMPLATE, "web", { tagSpecifications: [{ resourceType: s.unknown, tags }] });
    },
    "a group of which it is not known what it launches": (s) => {
      s.resource(TEMPLATE, "web");
      s.resource(GROUP, "g", { launchTemplate: { id: s.unknown }, tags: launched });
    },
  },
  malformed: {
    "texts where lists and maps belong": {
      stack: (s) => {
        s.resource(INSTANCE, "one", { tags: ["Name"] });
        s.resource(TEMPLATE, "web", { tagSpecifications: "instance" });
      },
      findings: [
        { resource: "one", path: "tags", found: /no tag Name/ },
        { resource: "web", path: "tagSpecifications", found: /no tag Name/ },
      ],
    },
  },
});
