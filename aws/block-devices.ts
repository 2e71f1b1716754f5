import { every, some, view, type Graph, type Resource, type StackFacts, type Subject, type Value } from "../core";
import { LAUNCH_TYPES } from "./host";
import { isSamePlace } from "./region";
import * as types from "./types";

/**
 * What AMIs call their root device (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html). Which of them an
 * AMI uses cannot be seen, so each one counts.
 */
const ROOT_NAME = /^(?:\/dev\/)?(?:xvda|sda1?)$/;

/** A volume that an instance starts with, or one that is created by itself. */
export interface BlockDevice {
  /** The block with its settings, or where it would be. */
  readonly at: Value;
  readonly encrypted: Value;
  readonly type: Value;
  readonly size: Value;
  /** For messages: `root volume`, `volume "/dev/sdf"`. */
  readonly label: string;
  /** It is the root volume, or its device is not known yet. */
  readonly mayBeRoot: boolean;
  /** The program says nothing about the volume: it is as the AMI has it. */
  readonly isLeftToAmi: boolean;
  /** What is not set here, a launch template may set. */
  readonly hasTemplate: boolean;
}

/** An instance, or what instances are launched from, with the volumes that it sets up. */
export class LaunchView implements Subject {
  constructor(
    readonly graph: Graph,
    readonly resource: Resource,
  ) {}

  /**
   * What the program says about the root volume; several blocks when several may be it. None when a launch template says
   * it: the template is judged itself, and one of another stack cannot be seen.
   */
  get roots(): readonly BlockDevice[] {
    const block = this.isTemplate ? undefined : this.resource.at("rootBlockDevice");
    if (block && !block.isAbsent) {
      return [this.root(block)];
    }
    const mapped = this.mappings.filter((one) => isRootName(one.name));
    if (mapped.length > 0) {
      return mapped.map((one) => this.root(one.block));
    }
    const isLeftToAmi = !this.hasTemplate;
    return isLeftToAmi ? [{ ...this.root(block ?? this.resource.at("blockDeviceMappings")), isLeftToAmi }] : [];
  }

  /** The EBS volumes besides the root. One whose device is not known may be the root; beside a root block none is. */
  get others(): readonly BlockDevice[] {
    const hasRoot = !this.resource.at("rootBlockDevice").isAbsent;
    return this.mappings
      .filter(({ name }) => hasRoot || name.isUnknown || !isRootName(name))
      .map(({ name, block }) => {
        const device = name.isUnknown ? undefined : name.string();
        const label = device === undefined ? "volume" : `volume "${device}"`;
        return { ...this.device(block, label), mayBeRoot: !hasRoot && name.isUnknown };
      });
  }

  private get isTemplate(): boolean {
    return types.LAUNCH_TEMPLATE.includes(this.resource.type);
  }

  private get hasTemplate(): boolean {
    return !this.isTemplate && !this.resource.at("launchTemplate").isAbsent;
  }

  /** The devices that are EBS volumes: no instance store, and none that only hides a device of the AMI. */
  private get mappings(): readonly { readonly name: Value; readonly block: Value }[] {
    const { resource } = this;
    if (!this.isTemplate) {
      return resource
        .at("ebsBlockDevices")
        .list()
        .map((block) => ({ name: block.at("deviceName"), block }));
    }
    return resource
      .at("blockDeviceMappings")
      .list()
      .filter((one) => one.isUnknown || (one.at("virtualName").isAbsent && !isHidden(one)))
      .map((one) => ({ name: one.at("deviceName"), block: one.at("ebs") }));
  }

  private root(block: Value): BlockDevice {
    return { ...this.device(block, "root volume"), mayBeRoot: true };
  }

  private device(block: Value, label: string): BlockDevice {
    return { ...deviceIn(block, label), hasTemplate: this.hasTemplate };
  }
}

/** Instances, launch templates and launch configurations of the stack. */
export const launches = view(LAUNCH_TYPES, (graph) =>
  graph
    .ofType(LAUNCH_TYPES)
    .filter((one) => one.isAnalysed)
    .map((one) => new LaunchView(graph, one)),
);

/**
 * Whether EBS encrypts every new volume there: encryption by default is on in the same account and region, and the resource
 * is created after it. It leaves volumes that exist alone.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html
 */
export function isEncryptedByDefault(resource: Resource, stack: StackFacts): boolean {
  const settings = resource.graph.allOfType(types.EBS_ENCRYPTION_BY_DEFAULT);
  return some(
    settings,
    (one) => resource.isCreatedAfter(one) && one.at("enabled").boolean() !== false && isSamePlace(one, resource, stack),
  );
}

/**
 * Whether its AMI is a copy that the stack encrypts: what does not say otherwise keeps the AMI's encryption.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
 */
export function hasEncryptedImage(resource: Resource): boolean {
  return ["ami", "imageId"].some((input) => {
    const link = resource.graph.follow(resource.at(input), types.AMI_COPY);
    return link.kind === "inside" && every(link.resources, (one) => one.at("encrypted").boolean() === true);
  });
}

/** The volumes of a launch, or the one that a resource is. Throws `Undecided` after the others when the root is not known. */
export function* volumesOf(resource: Resource): Generator<BlockDevice> {
  if (types.EBS_VOLUME.includes(resource.type)) {
    yield deviceIn(resource.inputs, "volume");
    return;
  }
  const launch = new LaunchView(resource.graph, resource);
  yield* launch.others;
  yield* launch.roots;
}

/** Everything that sets up EBS volumes. */
export const volumeOwners = view([...LAUNCH_TYPES, ...types.EBS_VOLUME], (graph) =>
  graph.ofType([...LAUNCH_TYPES, ...types.EBS_VOLUME]).filter((one) => one.isAnalysed),
);

function isRootName(name: Value): boolean {
  return ROOT_NAME.test(name.string() ?? "");
}

/** `noDevice` takes any text, the empty one included. */
function isHidden(mapping: Value): boolean {
  const { raw } = mapping.at("noDevice");
  return raw !== undefined && raw !== null && raw !== false && mapping.at("ebs").isAbsent;
}

function deviceIn(at: Value, label: string): BlockDevice {
  return {
    at,
    encrypted: at.at("encrypted"),
    type: at.at("volumeType"),
    size: at.at("volumeSize"),
    label,
    mayBeRoot: false,
    isLeftToAmi: false,
    hasTemplate: false,
  };
}
