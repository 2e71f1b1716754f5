import { cases } from "../../harness/cases";
import {
  CONFIGURATION,
  DEFAULTS,
  fails,
  group,
  INSTANCE,
  nodeGroup,
  one,
  SPOT_FLEET,
  TEMPLATE,
  withTemplate,
  type Build,
} from "./hosts";

const PATH = "metadataOptions.instanceMetadataTags";
const enabled = { metadataOptions: { instanceMetadataTags: "enabled" } };
const disabled = { metadataOptions: { instanceMetadataTags: "disabled" } };
const tagged = (tags: object, more: object = {}): Build => one(INSTANCE, { tags, ...more });

export default cases("ec2-metadata-tags", {
  passes: {
    "an instance": one(INSTANCE, enabled),
    "with tags of every allowed character": tagged({ "aZ09+-=.,_:@": "1", Name: "web" }, enabled),
    "a launch template": one(TEMPLATE, enabled),
    "a launch configuration, which has no such option": one(CONFIGURATION, {}),
    "a launch specification, which has none either": one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }] }),
    "a slash in a key, and not enabled": tagged({ "team/app": "web" }),
    "a slash in a key, and disabled": tagged({ "team/app": "web" }, disabled),
    "a space in a key, and not enabled": tagged({ "Cost Center": "1" }),
    "EKS managed nodes": withTemplate({}, nodeGroup),
    "EKS nodes with it enabled": withTemplate(enabled, nodeGroup),
    "EKS nodes with tags of the cluster": tagged({ "kubernetes.io/cluster/main": "owned" }, enabled),
    "no endpoint": one(INSTANCE, { metadataOptions: { httpEndpoint: "disabled" } }),
    "the account's default": (s) => {
      s.resource(DEFAULTS, "defaults", { instanceMetadataTags: "enabled" });
      s.resource(INSTANCE, "it", {});
    },
    "the template says it": (s) => {
      const template = s.resource(TEMPLATE, "template", enabled);
      s.resource(INSTANCE, "it", { launchTemplate: { id: template.id } });
    },
    "the template of another stack": one(INSTANCE, { launchTemplate: { id: "lt-1" } }),
    "a template without it, of an instance with a slash in a key": withTemplate({}, (s, template) => {
      s.resource(INSTANCE, "web", { launchTemplate: { id: template.id }, tags: { "team/app": "1" } });
    }),
    "a template with it, of an instance with a slash in a key that disables it": withTemplate(
      enabled,
      (s, template) => {
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id }, tags: { "team/app": "1" }, ...disabled });
      },
    ),
    "a slash in a key of a volume": one(TEMPLATE, {
      ...enabled,
      tagSpecifications: [{ resourceType: "volume", tags: { "team/app": "1" } }],
    }),
    "an instance that is only read": one(INSTANCE, {}, true),
  },
  fails: {
    "nothing said": fails(one(INSTANCE, {}), PATH, /not in its metadata/, /instanceMetadataTags: "enabled"/),
    disabled: fails(one(INSTANCE, disabled), PATH, /not in its metadata/),
    "a launch template": fails(withTemplate({}, group), PATH, /not in its metadata/),
    "a slash in a key, and enabled": fails(
      tagged({ "team/app": "web", Name: "x" }, enabled),
      PATH,
      /may be called "team\/app"\./,
      /Rename/,
    ),
    "a space in a key, and enabled": fails(tagged({ "Cost Center": "1" }, enabled), PATH, /"Cost Center"/),
    "another character that is not allowed": fails(tagged({ größe: "1" }, enabled), PATH, /"größe"/),
    "names that are not allowed": fails(
      tagged({ ".": "1", "..": "1", _index: "1", "...": "1" }, enabled),
      PATH,
      /"\.", "\.\." and "_index"|"\.", "\.\.", "_index"/,
    ),
    "a key of the provider's default tags": fails(
      (s) => {
        const provider = s.provider("tagging", {
          region: "us-east-1",
          defaultTags: JSON.stringify({ tags: { "team/app": "1" } }),
        });
        s.resource(INSTANCE, "it", enabled, { provider });
      },
      PATH,
      /"team\/app"/,
    ),
    "a key that the template gives": fails(
      one(TEMPLATE, { ...enabled, tagSpecifications: [{ resourceType: "instance", tags: { "team/app": "1" } }] }),
      PATH,
      /"team\/app"/,
    ),
    "a key of an instance that has it from its template": fails(
      withTemplate(enabled, (s, template) => {
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id }, tags: { "team/app": "1" } });
      }),
      PATH,
      /"team\/app"/,
    ),
    "a key that the group gives": fails(
      withTemplate(enabled, (s, template) => {
        group(s, template, { tags: [{ key: "team/app", value: "1", propagateAtLaunch: true }] });
      }),
      PATH,
      /"team\/app"/,
    ),
  },
  undecided: {
    "an unknown option": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { instanceMetadataTags: s.unknown } });
    },
    "unknown tags": (s) => {
      s.resource(INSTANCE, "it", { tags: s.unknown });
    },
    "unknown tags, and enabled": (s) => {
      s.resource(INSTANCE, "it", { ...enabled, tags: s.unknown });
    },
  },
  malformed: {
    "wrong types": fails(one(INSTANCE, { metadataOptions: 5, tags: ["a"] }), PATH, /not in its metadata/),
  },
});
