import { isEncryptedByDefault, launches, type BlockDevice } from "../../aws/block-devices";
import { definePolicy, integer, texts, type CheckContext } from "../../core";

const OPTIONS = {
  volumeTypes: texts({
    default: ["gp3", "io1", "io2"],
    description: "The types that a root volume may have.",
  }),
  minimumSize: integer({
    default: 30,
    minimum: 1,
    description: "The smallest size in GB that a root volume may be given.",
  }),
};

type Context = Pick<CheckContext<typeof OPTIONS>, "options" | "report">;

export default definePolicy({
  name: "ec2-root-volume",
  category: "storage",
  requirements: ["STO-16"],
  severity: "medium",
  level: "mandatory",
  title: "Root volumes have a current type and room",
  description: "EC2 root volumes are of type gp3 (or io1, io2), and a size that is set is large enough.",
  rationale:
    "gp3 is cheaper than gp2, and its throughput does not depend on the size; standard is magnetic. A root volume that runs full stops the instance.",
  fix: 'Set volumeType: "gp3" and, if a size is set at all, volumeSize: 30 or more.',
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/instance/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/launchtemplate/",
  ],
  options: OPTIONS,
  subjects: launches,
  needs: "stack",
  check(launch, { options, stack, report, each }) {
    each(launch.roots, (volume) => {
      // Where nothing is said about the volume, its encryption is reported, with all that is to be written.
      if (volume.isLeftToAmi && !isEncryptedByDefault(launch.resource, stack)) {
        return;
      }
      each([checkType, checkSize], (part) => part(volume, { options, report }));
    });
  },
});

function checkType({ at, type, isLeftToAmi, hasTemplate }: BlockDevice, { options, report }: Context): void {
  const text = type.string();
  if ((text === undefined && hasTemplate) || (text !== undefined && options.volumeTypes.includes(text))) {
    return;
  }
  report(isLeftToAmi ? at : type, {
    found:
      text === undefined
        ? "The root volume's type is not set, so it is the AMI's, which may be gp2."
        : `The root volume is of type "${text.slice(0, 40)}".`,
    fix: `Set volumeType: "${options.volumeTypes[0] ?? "gp3"}" on the root volume.`,
    key: "type",
  });
}

function checkSize({ size }: BlockDevice, { options, report }: Context): void {
  const gigabytes = size.number();
  if (gigabytes !== undefined && gigabytes < options.minimumSize) {
    report(size, {
      found: `The root volume has ${gigabytes} GB, fewer than ${options.minimumSize}.`,
      fix: `Set volumeSize: ${options.minimumSize} or more, or leave it out to take the AMI's size.`,
      key: "size",
    });
  }
}
