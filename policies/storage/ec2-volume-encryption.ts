import { foundational } from "../../aws/controls";
import {
  hasEncryptedImage,
  isEncryptedByDefault,
  volumeOwners,
  volumesOf,
  type BlockDevice,
} from "../../aws/block-devices";
import { EBS_VOLUME, LAUNCH_TEMPLATE } from "../../aws/types";
import { definePolicy, type Resource } from "../../core";

export default definePolicy({
  name: "ec2-volume-encryption",
  category: "storage",
  requirements: ["STO-16"],
  severity: "medium",
  level: "mandatory",
  title: "EBS volumes are encrypted",
  description:
    "Root and further EBS volumes of instances, launch templates and launch configurations are encrypted, by themselves or by an EncryptionByDefault that they depend on.",
  rationale:
    "What is on an unencrypted volume is readable in every snapshot and copy of it. An existing volume cannot be encrypted; it has to be replaced.",
  fix: "Set encrypted: true on the volume.",
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/instance/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/launchtemplate/",
  ],
  controls: foundational("EC2.3", "EC2.181"),
  remediates:
    "Sets encrypted to true. An existing volume cannot be encrypted: volumes, instances and launch configurations that exist are REPLACED, and what is on their volumes is lost.",
  subjects: volumeOwners,
  needs: "stack-only",
  check(resource, { stack, report, each }) {
    each(volumesOf(resource), (volume) => {
      if (isEncrypted(volume) || keepsEncryption(volume, resource) || isEncryptedByDefault(resource, stack)) {
        return;
      }
      report(volume.isLeftToAmi ? volume.at : volume.encrypted, {
        found: foundIn(volume),
        ...(volume.isLeftToAmi && { fix: fixFor(resource) }),
      });
    });
  },
  remediate(resource, { set }) {
    for (const { at, encrypted, isLeftToAmi, hasTemplate } of volumesOf(resource)) {
      const isOpen = at.isUnknown || encrypted.isUnknown || (encrypted.isAbsent && hasTemplate);
      // Which device of a launch template is the root, only the AMI knows.
      const isNameless = isLeftToAmi && LAUNCH_TEMPLATE.includes(resource.type);
      if (!isOpen && !isNameless && encrypted.boolean() !== true) {
        set(pathIn(resource, encrypted.path), LAUNCH_TEMPLATE.includes(resource.type) ? "true" : true);
      }
    }
  },
});

function isEncrypted({ encrypted, hasTemplate }: BlockDevice): boolean {
  return encrypted.boolean() === true || (encrypted.isAbsent && hasTemplate);
}

/** A root volume that says nothing keeps what the AMI has. */
function keepsEncryption({ encrypted, mayBeRoot }: BlockDevice, resource: Resource): boolean {
  return mayBeRoot && encrypted.isAbsent && hasEncryptedImage(resource);
}

function foundIn({ encrypted, label, isLeftToAmi }: BlockDevice): string {
  if (isLeftToAmi) {
    return "The root volume is left to the AMI, so nothing encrypts it.";
  }
  return encrypted.isAbsent ? `encrypted is not set for the ${label}.` : `The ${label} is not encrypted.`;
}

function fixFor({ type }: Resource): string {
  if (LAUNCH_TEMPLATE.includes(type)) {
    return 'Add blockDeviceMappings: [{ deviceName: ami.rootDeviceName, ebs: { encrypted: "true", volumeType: "gp3" } }]; the root device is "/dev/xvda" or "/dev/sda1", as the AMI says.';
  }
  return EBS_VOLUME.includes(type)
    ? "Set encrypted: true."
    : 'Add rootBlockDevice: { encrypted: true, volumeType: "gp3" }.';
}

/** A block may be the one element of a list, as older providers had it. */
function pathIn(resource: Resource, path: readonly (string | number)[]): string[] {
  const [first = "", ...rest] = path.map(String);
  return Array.isArray(resource.at(first).raw) && !/^\d+$/.test(rest[0] ?? "")
    ? [first, "0", ...rest]
    : [first, ...rest];
}
