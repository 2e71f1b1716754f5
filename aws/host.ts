import {
  partsOf,
  addTo,
  find,
  matchesGlob,
  some,
  Undecided,
  view,
  whenKnown,
  type Graph,
  type Resource,
  type StackFacts,
  type Subject,
  type Value,
} from "../core";
import { isSamePlace } from "./region";
import { allTags, launchedTags, tagsInMap, type EffectiveTags } from "./tags";
import * as types from "./types";
import { userDataText } from "./user-data";

/**
 * What a host is written as: an instance (or a request for one), what instances are launched from, or one of the launch
 * specifications of a spot fleet.
 */
export type HostKind = "instance" | "template" | "configuration" | "specification";

type Path = readonly string[];

/** What a host says under other names for each kind; the first place that is set counts. */
type Setting = "profile" | "key" | "image" | "userData";

const PROFILE: readonly Path[] = [["iamInstanceProfile"]];
const USER_DATA: readonly Path[] = [["userData"], ["userDataBase64"]];

const PLACES: Readonly<Record<HostKind, Readonly<Record<Setting, readonly Path[]>>>> = {
  instance: { profile: PROFILE, key: [["keyName"]], image: [["ami"]], userData: USER_DATA },
  configuration: { profile: PROFILE, key: [["keyName"]], image: [["imageId"]], userData: USER_DATA },
  template: {
    profile: [
      ["iamInstanceProfile", "name"],
      ["iamInstanceProfile", "arn"],
    ],
    key: [["keyName"]],
    image: [["imageId"]],
    userData: [["userData"]],
  },
  specification: {
    profile: [["iamInstanceProfile"], ["iamInstanceProfileArn"]],
    key: [["keyName"]],
    image: [["ami"]],
    userData: [["userData"]],
  },
};

/** What is set under `metadataOptions`. */
export type MetadataOption = "httpTokens" | "httpEndpoint" | "httpPutResponseHopLimit" | "instanceMetadataTags";

/** What a template of another stack says cannot be seen. */
export type Effective = Value | "outside";

/** A resource that launches hosts from a template or configuration, and where it says so. */
export interface HostUse {
  readonly user: Resource;
  readonly at: Value;
}

/** A network interface that a host starts with; the places where its settings are or would be. */
export interface HostInterface {
  readonly at: Value;
  readonly publicAddress: Value;
  readonly subnet: Value;
  readonly securityGroups: readonly Value[];
  /** An interface that exists by itself. */
  readonly existing: Value;
}

/** The services that run containers on hosts of the account. */
export type ClusterKind = "eks" | "ecs" | "batch";

export class HostView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
    readonly kind: HostKind,
    /** Where its settings are: the resource's inputs, or a part of them. */
    readonly inputs: Value,
  ) {}

  /** The instance profile, by name or ARN. */
  get profile(): Effective {
    return this.effective((host) => host.own("profile"));
  }

  /** The SSH key pair. */
  get key(): Effective {
    return this.effective((host) => host.own("key"));
  }

  /** The AMI: an id, or `resolve:ssm:` and a parameter. */
  get image(): Effective {
    return this.effective((host) => host.own("image"));
  }

  /** User data, plain or in base64. */
  get userData(): Effective {
    return this.effective((host) => host.own("userData"));
  }

  /** What it says itself, without its template; where it would say it when it does not. */
  own(setting: Setting): Value {
    const [first = [], ...rest] = PLACES[this.kind][setting];
    const places = [first, ...rest].map((path) => this.inputs.at(...path));
    return places.find((one) => !one.isAbsent) ?? this.inputs.at(...first);
  }

  /** Whether it is the host to change when a setting is wrong: it says it itself, or has no template that could. */
  answersFor(setting: Value): boolean {
    return (!setting.isAbsent && setting.owner === this.resource) || this.template === "none";
  }

  /** A metadata option as it says it itself, or as its template does. */
  saysOfMetadata(option: MetadataOption): Effective {
    return this.effective((host) => host.inputs.at("metadataOptions", option));
  }

  /** A metadata option: its own, else its template's, else the account's default in the same place. */
  metadata(option: MetadataOption, stack: StackFacts): Effective {
    const said = this.saysOfMetadata(option);
    return said === "outside" || !said.isAbsent ? said : (metadataDefault(this.resource, option, stack) ?? said);
  }

  /** The launch template of an instance. Throws `Undecided` when it may be several. */
  get template(): HostView | "none" | "outside" {
    return this.kind === "instance" ? templateAt(this.graph, this.inputs.at("launchTemplate")) : "none";
  }

  /** What launches hosts from it. Throws `Undecided` when nothing does as far as is known. */
  get uses(): readonly HostUse[] {
    const { found, open } = usesIn(this.graph);
    const own = found.get(this.resource) ?? [];
    const possible = own.length === 0 ? open.find(({ at }) => this.graph.mayLeadTo(at, this.resource)) : undefined;
    if (possible) {
      throw new Undecided(possible.at.display);
    }
    return own;
  }

  /** Whether it is what hosts are launched from, and no host itself. */
  get isLaunchedFrom(): boolean {
    return this.kind === "template" || this.kind === "configuration";
  }

  /** Whether EKS launches its nodes from it. */
  get isOfManagedNodeGroup(): boolean {
    return this.isUsedBy(types.EKS_NODE_GROUP);
  }

  /** Whether it is a host of that service's containers, by what launches it, its tags, its image or its user data. */
  belongsTo(cluster: ClusterKind): boolean {
    return some(EVIDENCE[cluster], (test) => test(this));
  }

  /** Whether it is a host of EKS, ECS or Batch. */
  get isOfCluster(): boolean {
    return some(["eks", "ecs", "batch"] as const, (cluster) => this.belongsTo(cluster));
  }

  /** The tags of the instances, however they get them; of those launched from it, the instances that count. */
  instanceTags(counts: (instance: HostView) => boolean = () => true): readonly EffectiveTags[] {
    if (this.kind === "instance") {
      const { template } = this;
      return [allTags(this.resource), ...(template instanceof HostView ? [tagsOfTemplate(template.resource)] : [])];
    }
    if (this.kind === "specification") {
      return [tagsInMap(this.inputs.at("tags"))];
    }
    const own = this.kind === "template" ? [tagsOfTemplate(this.resource)] : [];
    const instances = this.usersOfType(types.INSTANCES).flatMap(hostsOf).filter(counts);
    return [...own, ...this.groups.map(launchedTags), ...instances.map((one) => allTags(one.resource))];
  }

  /** Those who launch hosts from it that have a profile only if it names one. */
  get usesThatNeedProfile(): readonly HostUse[] {
    return this.uses.filter(({ user }) => {
      const [own] = types.INSTANCES.includes(user.type) ? hostsOf(user) : [];
      return own ? own.own("profile").isAbsent : !BRING_PROFILE.includes(user.type);
    });
  }

  /** The Auto Scaling groups that launch from it. */
  get groups(): readonly Resource[] {
    return this.usersOfType(types.AUTOSCALING_GROUP);
  }

  /** Whether one of those types launches from it. */
  isUsedBy(userTypes: readonly string[]): boolean {
    return this.usersOfType(userTypes).length > 0;
  }

  /**
   * The network interfaces that it starts with. What an instance does not say of its first one, that of its template does.
   * An empty list when a template of another stack says it.
   */
  get interfaces(): readonly HostInterface[] {
    const own = this.ownInterfaces;
    const { template } = this;
    if (template === "outside") {
      return [];
    }
    const [first, ...rest] = template === "none" ? [] : template.ownInterfaces;
    if (!first) {
      return own;
    }
    return [...own.map((one) => merged(one, first)), ...rest];
  }

  private get ownInterfaces(): readonly HostInterface[] {
    const groups = ["vpcSecurityGroupIds", "securityGroups", "securityGroupNames"].map((key) => this.inputs.at(key));
    const listed = this.inputs.at("networkInterfaces");
    if (this.kind === "template" && !listed.isAbsent) {
      return listed.list().map((one) => interfaceAt(one, groups));
    }
    const primary = this.inputs.at("primaryNetworkInterface", "networkInterfaceId");
    const existing = primary.isAbsent ? this.inputs.at("networkInterfaces", "networkInterfaceId") : primary;
    return [{ ...interfaceAt(this.inputs, groups), existing }];
  }

  private effective(read: (host: HostView) => Value): Effective {
    const own = read(this);
    const template = own.isAbsent ? this.template : "none";
    if (template === "none") {
      return own;
    }
    const theirs = template === "outside" ? template : read(template);
    return theirs === "outside" || !theirs.isAbsent ? theirs : own;
  }

  private usersOfType(userTypes: readonly string[]): readonly Resource[] {
    const users = this.isLaunchedFrom ? this.uses.map(({ user }) => user) : [];
    return users.filter((user) => userTypes.includes(user.type));
  }
}

/**
 * What gives its hosts a profile itself: EKS refuses a template with one, Batch ignores it.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 * https://docs.aws.amazon.com/batch/latest/userguide/launch-templates.html
 */
const BRING_PROFILE = [...types.EKS_NODE_GROUP, ...types.BATCH_COMPUTE_ENVIRONMENT];

/** Instances, and what instances are launched from. */
export const LAUNCH_TYPES = [...types.INSTANCES, ...types.LAUNCH_TEMPLATE, ...types.LAUNCH_CONFIGURATION] as const;

/** The types that hosts are written as. */
export const HOST_TYPES = [...LAUNCH_TYPES, ...types.SPOT_FLEET] as const;

/** Every host of the stack that the program makes; a spot fleet's launch specifications are one each. */
export const hosts = view(HOST_TYPES, (graph) =>
  graph
    .ofType(HOST_TYPES)
    .filter((one) => one.isAnalysed)
    .flatMap(hostsOf),
);

/** The hosts that a resource is or has. */
export function hostsOf(resource: Resource): readonly HostView[] {
  const { graph, inputs, type } = resource;
  if (types.SPOT_FLEET.includes(type)) {
    const specifications = whenKnown(() => resource.at("launchSpecifications").list()) ?? [];
    return specifications.map((one) => new HostView(graph, resource, "specification", one));
  }
  const kind = kindOf(type);
  return kind ? [new HostView(graph, resource, kind, inputs)] : [];
}

/** Whether a setting is known to be that text. */
export function is(value: Effective, text: string): boolean {
  return value !== "outside" && value.string() === text;
}

/** Whether a resource's logical name is among those that settings give. */
export function isNamed({ name }: Resource, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesGlob(name, pattern));
}

function kindOf(type: string): HostKind | undefined {
  if (types.LAUNCH_TEMPLATE.includes(type)) {
    return "template";
  }
  if (types.LAUNCH_CONFIGURATION.includes(type)) {
    return "configuration";
  }
  return types.INSTANCES.includes(type) ? "instance" : undefined;
}

/** The instances, templates and configurations of the stack that name an instance profile of it. */
export function hostsWithProfile(graph: Graph): ReadonlyMap<Resource, readonly Resource[]> {
  return graph.view(hostsWithProfile, () => {
    const users = new Map<Resource, Resource[]>();
    for (const host of graph.ofType(HOST_TYPES).flatMap(hostsOf)) {
      const profiles = graph.resourcesAt(host.own("profile"), types.INSTANCE_PROFILE);
      profiles.forEach((profile) => addTo(users, profile, host.resource));
    }
    return users;
  });
}

// --- who launches from what

/** A reference to a template: by id or by name, called so or so. */
function referencesIn(block: Value): readonly Value[] {
  return ["id", "name", "launchTemplateId", "launchTemplateName"]
    .map((key) => block.at(key))
    .filter((one) => !one.isAbsent);
}

/** The template that a block names, in the version that it names; one that is only read is judged elsewhere. */
function templateAt(graph: Graph, block: Value): HostView | "none" | "outside" {
  const references = referencesIn(block);
  const [template, ...others] = new Set(references.flatMap((one) => graph.resourcesAt(one, types.LAUNCH_TEMPLATE)));
  if (others.length > 0) {
    throw new Undecided(block.display);
  }
  if (!template?.isAnalysed) {
    return references.length > 0 ? "outside" : "none";
  }
  return isCurrent(template, block.at("version"))
    ? new HostView(graph, template, "template", template.inputs)
    : "outside";
}

/** Whether a version is the one that the program writes; older ones cannot be seen. */
function isCurrent(template: Resource, version: Value): boolean {
  const latest = template.output("latestVersion");
  const text = version.isUnknown ? "$Latest" : (version.string() ?? "$Default");
  if (text === "$Latest" || latest.isAbsent) {
    return true;
  }
  const wanted = text === "$Default" ? template.output("defaultVersion").number() : Number(text);
  return wanted === undefined || wanted === latest.number();
}

/** What launches from templates, and the blocks in which it names them. */
const USERS: readonly { readonly types: readonly string[]; readonly blocks: (user: Resource) => readonly Value[] }[] = [
  { types: types.INSTANCES, blocks: (user) => [user.at("launchTemplate")] },
  { types: types.AUTOSCALING_GROUP, blocks: blocksOfGroup },
  { types: types.EKS_NODE_GROUP, blocks: (user) => [user.at("launchTemplate")] },
  { types: types.BATCH_COMPUTE_ENVIRONMENT, blocks: (user) => [user.at("computeResources", "launchTemplate")] },
  { types: [...types.SPOT_FLEET, ...types.EC2_FLEET], blocks: blocksOfFleet },
];

function blocksOfGroup(group: Resource): readonly Value[] {
  const mixed = group.at("mixedInstancesPolicy", "launchTemplate");
  return [
    group.at("launchTemplate"),
    mixed.at("launchTemplateSpecification"),
    ...partsOf(mixed.at("overrides"), "launchTemplateSpecification"),
  ];
}

function blocksOfFleet(fleet: Resource): readonly Value[] {
  return partsOf(fleet.at("launchTemplateConfigs"), "launchTemplateSpecification");
}

interface Uses {
  readonly found: ReadonlyMap<Resource, readonly HostUse[]>;
  /** References that lead outside as far as is known. */
  readonly open: readonly HostUse[];
}

/** Who launches from which template or configuration; one pass over the stack. */
function usesIn(graph: Graph): Uses {
  graph.demandComplete();
  return graph.view(usesIn, () => {
    const found = new Map<Resource, HostUse[]>();
    const open: HostUse[] = [];
    const add = (use: HostUse, targets: readonly string[]): void => {
      const link = graph.follow(use.at, targets);
      if (link.kind === "inside") {
        link.resources.forEach((target) => addTo(found, target, use));
      } else if (link.kind === "outside") {
        open.push(use);
      }
    };
    for (const kind of USERS) {
      for (const user of graph.ofType(kind.types)) {
        // A template that is named by id and by name is used once.
        const references = kind.blocks(user).flatMap((block) => referencesIn(block).slice(0, 1));
        references.forEach((at) => add({ user, at }, types.LAUNCH_TEMPLATE));
      }
    }
    for (const user of graph.ofType(types.AUTOSCALING_GROUP)) {
      add({ user, at: user.at("launchConfiguration") }, types.LAUNCH_CONFIGURATION);
    }
    return { found, open };
  });
}

// --- hosts of clusters

/**
 * How hosts of clusters are told:
 * - tags that EKS asks for on self-managed nodes: https://docs.aws.amazon.com/eks/latest/userguide/launch-workers.html
 * - how nodes of EKS start: https://docs.aws.amazon.com/eks/latest/eksctl/node-bootstrapping.html, of Bottlerocket:
 *   https://docs.aws.amazon.com/eks/latest/userguide/launch-node-bottlerocket.html
 * - how container instances are told their cluster: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 * - parameters of their images: https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html,
 *   https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
const EVIDENCE: Readonly<Record<ClusterKind, readonly ((host: HostView) => boolean)[]>> = {
  eks: [
    (host) => host.isOfManagedNodeGroup,
    (host) => some(host.instanceTags(), (tags) => tags.hasKey((key) => /^(?:kubernetes\.io|k8s\.io)\//.test(key))),
    (host) => /\/etc\/eks\/bootstrap\.sh|node\.eks\.aws|\[?settings\.kubernetes/.test(textOfUserData(host)),
    (host) => /\/aws\/service\/(?:eks\/optimized-ami|bottlerocket\/aws-k8s-)/.test(imageText(host)),
  ],
  ecs: [
    (host) => some(host.groups, isCapacityOfEcs),
    (host) => /\bECS_CLUSTER\b|\[?settings\.ecs\b/.test(textOfUserData(host)),
    (host) => /\/aws\/service\/(?:ecs\/optimized-ami|bottlerocket\/aws-ecs-)/.test(imageText(host)),
  ],
  batch: [(host) => host.isUsedBy(types.BATCH_COMPUTE_ENVIRONMENT)],
};

function isCapacityOfEcs(group: Resource): boolean {
  const { graph } = group;
  return some(graph.ofType(types.ECS_CAPACITY_PROVIDER), (provider) => {
    const at = provider.at("autoScalingGroupProvider", "autoScalingGroupArn");
    const link = graph.follow(at, types.AUTOSCALING_GROUP);
    if (link.kind === "outside" && graph.mayLeadTo(at, group)) {
      throw new Undecided(at.display);
    }
    return link.kind === "inside" && link.resources.includes(group);
  });
}

function imageText({ image }: HostView): string {
  return image === "outside" ? "" : (image.string() ?? "");
}

function textOfUserData({ userData }: HostView): string {
  return userData === "outside" ? "" : userDataText(userData);
}

/** The tags that a launch template gives to instances. */
export function tagsOfTemplate(template: Resource): EffectiveTags {
  const specifications = template.at("tagSpecifications");
  const forInstances = specifications.list().filter((one) => one.at("resourceType").string() === "instance");
  const none = tagsInMap(template.at("tagSpecifications", "none"));
  return forInstances.reduce((tags, one) => tags.or(tagsInMap(one.at("tags"))), none);
}

// --- metadata defaults

/**
 * What the account sets for instances that say nothing, in the same region.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
 */
function metadataDefault(resource: Resource, option: MetadataOption, stack: StackFacts): Value | undefined {
  const settings = resource.graph.allOfType(types.INSTANCE_METADATA_DEFAULTS);
  const found = find(settings, (one) => {
    const text = one.at(option).string() ?? "no-preference";
    return text !== "no-preference" && text !== "-1" && isSamePlace(one, resource, stack);
  });
  return found?.item.at(option);
}

// --- network interfaces

function interfaceAt(at: Value, groups: readonly Value[]): HostInterface {
  return {
    at,
    publicAddress: at.at("associatePublicIpAddress"),
    subnet: at.at("subnetId"),
    securityGroups: [at.at("securityGroups"), ...groups].filter((one) => !one.isAbsent),
    existing: at.at("networkInterfaceId"),
  };
}

function merged(own: HostInterface, theirs: HostInterface): HostInterface {
  return {
    at: own.at,
    publicAddress: own.publicAddress.isAbsent ? theirs.publicAddress : own.publicAddress,
    subnet: own.subnet.isAbsent ? theirs.subnet : own.subnet,
    securityGroups: own.securityGroups.length > 0 ? own.securityGroups : theirs.securityGroups,
    existing: own.existing.isAbsent ? theirs.existing : own.existing,
  };
}
