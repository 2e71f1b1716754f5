import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import {
  base64,
  batch,
  CAPACITY,
  CONFIGURATION,
  DEFAULTS,
  fails,
  GROUP,
  group,
  INSTANCE,
  NODE_GROUP,
  nodeGroup,
  one,
  PROFILE,
  ROLE,
  SPOT_FLEET,
  TEMPLATE,
  withTemplate,
  type Build,
} from "./hosts";

const PATH = "metadataOptions.httpPutResponseHopLimit";
const hops = (limit: unknown, more: object = {}): Record<string, unknown> => ({
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: limit },
  ...more,
});

const instance = (limit: unknown, more: object = {}): Build => one(INSTANCE, hops(limit, more));

const NODE_CONFIG = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
--//--`;

const eksTag = { "kubernetes.io/cluster/main": "owned" };

/** A host with a role that has a managed policy. */
const withPolicy =
  (policyArn: string): Build =>
  (s: StackBuilder) => {
    const role = s.resource(ROLE, "role", { name: "node" });
    s.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: role.ref("name"),
      policyArn,
    });
    const profile = s.resource(PROFILE, "profile", { name: "node", role: role.ref("name") });
    s.resource(INSTANCE, "it", hops(2, { iamInstanceProfile: profile.ref("name") }));
  };

/** An instance of a version of a template whose instances carry tags of EKS. */
const ofVersion =
  (version: string | undefined, outputs: object = {}): Build =>
  (s) => {
    const template = s.resource(
      TEMPLATE,
      "template",
      { tagSpecifications: [{ resourceType: "instance", tags: eksTag }] },
      { outputs: { latestVersion: 3, defaultVersion: 1, ...outputs } },
    );
    s.resource(INSTANCE, "it", hops(2, { launchTemplate: { id: template.id, version } }));
  };

const twoOf = (more: object): Build => one(INSTANCE, hops(2, more));

export default cases("ec2-metadata-hop-limit", {
  passes: {
    "1": instance(1),
    "1 as text": instance("1"),
    "unset without IMDSv2, of which another policy tells": one(INSTANCE, {
      metadataOptions: { httpTokens: "optional" },
    }),
    "unset on EKS managed nodes": withTemplate(hops(undefined), nodeGroup),
    "unset on a host with containers by the settings": {
      options: { containerHosts: ["it"] },
      stack: instance(undefined),
    },
    "unset where 2 is accepted": { options: { maximumHopLimit: 2 }, stack: instance(undefined) },
    "unset without an endpoint": one(INSTANCE, {
      metadataOptions: { httpTokens: "required", httpEndpoint: "disabled" },
    }),
    "unset where the account's default is no endpoint": (s) => {
      s.resource(DEFAULTS, "defaults", { httpEndpoint: "disabled" });
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: "required" } });
    },
    "unset under the account's default": (s) => {
      s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: 1 });
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: "required" } });
    },
    "unset, and set by the template": (s) => {
      const template = s.resource(TEMPLATE, "template", hops(1));
      s.resource(INSTANCE, "it", {
        launchTemplate: { id: template.id },
        metadataOptions: { httpTokens: "required", httpEndpoint: "enabled" },
      });
    },
    "nodes by the tags of an instance of their template": withTemplate(hops(2), (s, template) => {
      s.resource(INSTANCE, "node", { launchTemplate: { id: template.id }, tags: eksTag });
    }),
    "a launch template": one(TEMPLATE, hops(1)),
    "many with the endpoint disabled": one(INSTANCE, {
      metadataOptions: { httpEndpoint: "disabled", httpPutResponseHopLimit: 5 },
    }),
    "2 by the settings": { options: { maximumHopLimit: 2 }, stack: instance(2) },
    "a host with containers by the settings": { options: { containerHosts: ["other", "i*"] }, stack: instance(2) },
    "3 on such hosts by the settings": {
      options: { containerHosts: ["it"], maximumContainerHopLimit: 3 },
      stack: instance(3),
    },
    "EKS managed nodes, whose instances carry tags of the cluster": withTemplate(
      hops(2, { tagSpecifications: [{ resourceType: "instance", tags: eksTag }] }),
      nodeGroup,
    ),
    "EKS managed nodes without such tags": withTemplate(hops(2), nodeGroup),
    "a Batch environment": withTemplate(hops(2), batch),
    "nodes by the tags of their group": withTemplate(hops(2), (s, template) => {
      group(s, template, { tags: [{ key: "kubernetes.io/cluster/main", value: "owned", propagateAtLaunch: true }] });
    }),
    "nodes by their own tags": twoOf({ tags: eksTag }),
    "nodes by tags that their template gives": (s) => {
      const template = s.resource(TEMPLATE, "template", {
        tagSpecifications: [{ resourceType: "instance", tags: { "k8s.io/cluster-autoscaler/enabled": "true" } }],
      });
      s.resource(INSTANCE, "it", hops(2, { launchTemplate: { id: template.id } }));
    },
    "nodes by the latest version of their template": ofVersion("$Latest"),
    "nodes by the latest version, by its number": ofVersion("3"),
    "nodes by the default version, which is the latest": ofVersion("$Default", { defaultVersion: 3 }),
    "nodes by the default version, which is not said": ofVersion(undefined, { defaultVersion: 3 }),
    "nodes by a template of which no version is known": ofVersion("7", { latestVersion: undefined }),
    "nodes by bootstrap.sh": twoOf({ userData: "#!/bin/bash\n/etc/eks/bootstrap.sh main" }),
    "nodes by nodeadm, in base64": one(TEMPLATE, hops(2, { userData: base64(NODE_CONFIG) })),
    "nodes by Bottlerocket's settings": twoOf({
      userDataBase64: base64('[settings.kubernetes]\ncluster-name = "main"\n'),
    }),
    "nodes by the parameter of their image": one(
      TEMPLATE,
      hops(2, {
        imageId:
          "resolve:ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
      }),
    ),
    "nodes of Bottlerocket by the parameter of their image": one(
      TEMPLATE,
      hops(2, { imageId: "resolve:ssm:/aws/service/bottlerocket/aws-k8s-1.33/x86_64/latest/image_id" }),
    ),
    "hosts of ECS by user data": twoOf({ userData: "#!/bin/bash\necho ECS_CLUSTER=main >> /etc/ecs/ecs.config" }),
    "hosts of ECS by Bottlerocket's settings": twoOf({ userData: '[settings.ecs]\ncluster = "main"' }),
    "hosts of ECS by the parameter of their image": twoOf({
      ami: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    }),
    "hosts of ECS of Bottlerocket": twoOf({
      ami: "resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id",
    }),
    "hosts of ECS by their capacity provider": withTemplate(hops(2), (s, template) => {
      const web = group(s, template);
      s.resource(CAPACITY, "capacity", { autoScalingGroupProvider: { autoScalingGroupArn: web.arn } });
    }),
    "nodes by the managed policy of their role": withPolicy("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"),
    "a launch specification": one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }] }),
    "a launch specification under the account's defaults": (s) => {
      s.resource(DEFAULTS, "defaults", { httpTokens: "required", httpPutResponseHopLimit: 2 });
      s.resource(SPOT_FLEET, "it", { launchSpecifications: [{ ami: "ami-1" }] });
    },
    "the template of another stack": one(INSTANCE, { launchTemplate: { id: "lt-1" } }),
    "an account's default of 1": (s) => {
      s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: 1 });
      s.resource(INSTANCE, "it", {});
    },
    "an account's default of no preference": (s) => {
      s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: -1 });
      s.resource(INSTANCE, "it", {});
    },
  },
  fails: {
    "2": fails(instance(2), PATH, /The hop limit is 2\./, /containerHosts/),
    unset: fails(
      instance(undefined),
      PATH,
      /not set, so the image decides: Amazon Linux 2023 makes it 2/,
      /: 1, or 2 on/,
    ),
    "unset in the template of a group": fails(withTemplate(hops(undefined), group), PATH, /not set/),
    "unset in a launch configuration": fails(one(CONFIGURATION, hops(undefined)), PATH, /not set/),
    "unset under an account's default of no preference": fails(
      (s) => {
        s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: -1, httpTokens: "required" });
        s.resource(INSTANCE, "it", {});
      },
      PATH,
      /not set/,
    ),
    "unset in a template and its instance, once": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "it", hops(undefined));
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
      },
      findings: [{ resource: "it", path: PATH, found: /not set/ }],
    },
    "unset, with containers where 1 is the most": {
      options: { containerHosts: ["it"], maximumContainerHopLimit: 1 },
      ...fails(instance(undefined), PATH, /not set/),
    },
    "64 as text": fails(instance("64"), PATH, /64/),
    "a launch template": fails(one(TEMPLATE, hops(2)), PATH, /2/),
    "a launch configuration": fails(one(CONFIGURATION, hops(2)), PATH, /2/),
    "the template of a group": fails(withTemplate(hops(2), group), PATH, /2/),
    "the template of an instance, once": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "it", hops(2));
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
      },
      findings: [{ resource: "it", path: PATH, found: /2/ }],
    },
    "3 on EKS managed nodes": fails(withTemplate(hops(3), nodeGroup), PATH, /3/),
    "3 by a setting of 2": { options: { maximumHopLimit: 2 }, ...fails(instance(3), PATH, /3/) },
    "a host that the settings do not name": {
      options: { containerHosts: ["its"] },
      ...fails(instance(2), PATH, /2/),
    },
    "an account's default of 2": fails(
      (s) => {
        s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: 2 });
        s.resource(INSTANCE, "it", {});
      },
      PATH,
      /2/,
    ),
    "an instance beside a group of which the template is not known": fails(
      (s) => {
        s.resource(INSTANCE, "it", hops(2));
        s.resource(GROUP, "web", { launchTemplate: { id: s.unknown } });
      },
      PATH,
      /2/,
    ),
    "an older version of the template, of which the tags cannot be seen": {
      ...fails(ofVersion("2"), PATH, /2/),
      inPreview: [],
    },
    "an older default version": { ...fails(ofVersion("$Default"), PATH, /2/), inPreview: [] },
    "an older default version that is not said": { ...fails(ofVersion(undefined), PATH, /2/), inPreview: [] },
    "tags of a volume": fails(
      one(TEMPLATE, hops(2, { tagSpecifications: [{ resourceType: "volume", tags: eksTag }] })),
      PATH,
      /2/,
    ),
    "a tag that the group keeps": fails(
      withTemplate(hops(2), (s, template) => {
        group(s, template, { tags: [{ key: "kubernetes.io/cluster/main", value: "owned", propagateAtLaunch: false }] });
      }),
      PATH,
      /2/,
    ),
    "a capacity provider of another group": fails(
      withTemplate(hops(2), (s, template) => {
        group(s, template);
        const other = s.resource(GROUP, "other", { launchTemplate: { id: "lt-9" } });
        s.resource(CAPACITY, "capacity", { autoScalingGroupProvider: { autoScalingGroupArn: other.arn } });
      }),
      PATH,
      /2/,
    ),
    "nodes that use another template": fails(
      (s) => {
        s.resource(TEMPLATE, "it", hops(2));
        s.resource(NODE_GROUP, "nodes", { launchTemplate: { name: "theirs" } });
      },
      PATH,
      /2/,
    ),
    "a role without policies of nodes": fails(
      withPolicy("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"),
      PATH,
      /2/,
    ),
    "the profile of another stack": fails(twoOf({ iamInstanceProfile: "eks-node" }), PATH, /2/),
    "words like those of nodes": fails(
      twoOf({
        userData: "#!/bin/bash\nexport MY_ECS_CLUSTERS=1",
        ami: "ami-1",
        tags: { "example.com/kubernetes.io/a": "1" },
      }),
      PATH,
      /2/,
    ),
  },
  undecided: {
    "an unknown limit": (s) => {
      s.resource(INSTANCE, "it", hops(s.unknown));
    },
    "an unset limit and unknown tokens": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: s.unknown } });
    },
    "unknown user data": (s) => {
      s.resource(INSTANCE, "it", hops(2, { userData: s.unknown }));
    },
    "unknown tags": (s) => {
      s.resource(INSTANCE, "it", hops(2, { tags: s.unknown }));
    },
    "an unknown capacity provider": (s) => {
      group(s, s.resource(TEMPLATE, "it", hops(2)));
      s.resource(CAPACITY, "capacity", { autoScalingGroupProvider: { autoScalingGroupArn: s.unknown } });
    },
    "nodes of which the template is not known": (s) => {
      s.resource(TEMPLATE, "it", hops(2));
      s.resource(NODE_GROUP, "nodes", { launchTemplate: { id: s.unknown, version: "1" } });
    },
    "an unknown endpoint": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { httpPutResponseHopLimit: 2, httpEndpoint: s.unknown } });
    },
  },
  malformed: {
    "no numbers": (s) => {
      s.resource(INSTANCE, "it", hops("many"));
      s.resource(TEMPLATE, "template", hops([1, 2]));
      s.resource(DEFAULTS, "defaults", { httpPutResponseHopLimit: {} });
    },
    "wrong types beside it": fails(
      twoOf({ userData: 5, tags: "a", ami: ["x"], iamInstanceProfile: { a: 1 } }),
      PATH,
      /2/,
    ),
    "five megabytes of user data": fails(twoOf({ userData: "A".repeat(5_000_000) }), PATH, /2/),
  },
});
