import type { StackBuilder } from "../../harness/builder";
import type { FailingCase } from "../../harness/cases";
import { cases } from "../../harness/cases";
import { AMI_COPY, BY_DEFAULT, CONFIGURATION, INSTANCE, mapping, SPOT, TEMPLATE, VOLUME } from "./launches";

const ROOT = { rootBlockDevice: { encrypted: true, volumeType: "gp3" } };

const one =
  (type: string, inputs: object) =>
  (s: StackBuilder): void => {
    s.resource(type, "it", { ...inputs });
  };

const fails = (type: string, inputs: object, path: string, found: RegExp, fix = /encrypted: true/): FailingCase => ({
  stack: one(type, inputs),
  findings: [{ resource: "it", path, found, fix }],
});

export default cases("ec2-volume-encryption", {
  passes: {
    "an instance's root": one(INSTANCE, ROOT),
    "true as text": one(INSTANCE, { rootBlockDevice: { encrypted: "true" } }),
    "a root block in a list, as older providers had it": one(INSTANCE, { rootBlockDevice: [{ encrypted: true }] }),
    "an instance with a further volume": one(INSTANCE, {
      ...ROOT,
      ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: true }],
    }),
    "an instance whose root is among its EBS devices": one(INSTANCE, {
      ebsBlockDevices: [{ deviceName: "/dev/sda1", encrypted: true }],
    }),
    "a spot instance": one(SPOT, ROOT),
    "a launch configuration": one(CONFIGURATION, ROOT),
    "a launch template for /dev/xvda": one(TEMPLATE, mapping({ encrypted: "true" })),
    "a launch template for a root without /dev": one(TEMPLATE, mapping({ encrypted: true }, "xvda")),
    "a launch template for /dev/sda": one(TEMPLATE, mapping({ encrypted: true }, "/dev/sda")),
    "a launch template for /dev/sda1": one(TEMPLATE, mapping({ encrypted: true }, "/dev/sda1")),
    "instance store and hidden devices in a launch template": one(TEMPLATE, {
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
        { deviceName: "/dev/sdb", virtualName: "ephemeral0" },
        { deviceName: "/dev/sdc", noDevice: "" },
      ],
    }),
    "an instance that leaves its volumes to a launch template of the stack": (s) => {
      const template = s.resource(TEMPLATE, "template", mapping({ encrypted: "true" }));
      s.resource(INSTANCE, "it", { launchTemplate: { id: template.id } });
    },
    "an instance that leaves its volumes to a launch template elsewhere": one(INSTANCE, {
      launchTemplate: { name: "central" },
      rootBlockDevice: { volumeSize: 50 },
    }),
    "a volume by itself": one(VOLUME, { availabilityZone: "us-east-1a", encrypted: true }),
    "encryption by default that the instance waits for": (s) => {
      const setting = s.resource(BY_DEFAULT, "ebs", { enabled: true });
      s.resource(INSTANCE, "it", {}, { dependsOn: [setting] });
    },
    "encryption by default, whose setting is true unless said otherwise": (s) => {
      const setting = s.resource(BY_DEFAULT, "ebs", {});
      s.resource(VOLUME, "it", { encrypted: false }, { dependsOn: [setting] });
    },
    "encryption by default through a component": (s) => {
      const parent = s.component("audit:index:Account", "account");
      s.resource(BY_DEFAULT, "ebs", { enabled: true }, { parent });
      s.resource(TEMPLATE, "it", { imageId: "ami-0" }, { dependsOn: [parent] });
    },
    "an instance of an AMI that the stack encrypts": (s) => {
      const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0", encrypted: true });
      s.resource(INSTANCE, "it", { ami: ami.id });
    },
    "a launch template of an AMI that the stack encrypts": (s) => {
      const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0", encrypted: true });
      s.resource(TEMPLATE, "it", { imageId: ami.id, ...mapping({ volumeType: "gp3" }) });
    },
    "an instance that is only read": (s) => {
      s.resource(INSTANCE, "it", {}, { isRead: true });
    },
  },
  fails: {
    "an unencrypted root": fails(
      INSTANCE,
      { rootBlockDevice: { encrypted: false } },
      "rootBlockDevice.encrypted",
      /root volume is not encrypted/,
    ),
    "a root that does not say": fails(
      INSTANCE,
      { rootBlockDevice: { volumeType: "gp3" } },
      "rootBlockDevice.encrypted",
      /encrypted is not set for the root volume/,
    ),
    "no root block": fails(INSTANCE, { ami: "ami-0" }, "rootBlockDevice", /left to the AMI/, /rootBlockDevice: \{/),
    "an empty root block": fails(INSTANCE, { rootBlockDevice: {} }, "rootBlockDevice", /left to the AMI/),
    "a further volume": fails(
      INSTANCE,
      { ...ROOT, ebsBlockDevices: [{ deviceName: "/dev/sdf" }] },
      "ebsBlockDevices[0].encrypted",
      /not set for the volume "\/dev\/sdf"/,
    ),
    "root and further volume": {
      stack: one(INSTANCE, { ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: false }] }),
      findings: [
        { resource: "it", path: "ebsBlockDevices[0].encrypted", found: /volume "\/dev\/sdf" is not encrypted/ },
        { resource: "it", path: "rootBlockDevice", found: /left to the AMI/ },
      ],
    },
    "a spot instance": fails(SPOT, { rootBlockDevice: { volumeSize: 50 } }, "rootBlockDevice.encrypted", /not set/),
    "a launch configuration": fails(CONFIGURATION, { imageId: "ami-0" }, "rootBlockDevice", /left to the AMI/),
    "a launch configuration's further volume": fails(
      CONFIGURATION,
      { ...ROOT, ebsBlockDevices: [{ deviceName: "/dev/xvdb", encrypted: false }] },
      "ebsBlockDevices[0].encrypted",
      /xvdb/,
    ),
    "a launch template": fails(
      TEMPLATE,
      mapping({ volumeSize: 50 }),
      "blockDeviceMappings[0].ebs.encrypted",
      /not set for the root volume/,
    ),
    "a launch template that says false": fails(
      TEMPLATE,
      mapping({ encrypted: "false" }, "/dev/sda1"),
      "blockDeviceMappings[0].ebs.encrypted",
      /root volume is not encrypted/,
    ),
    "a launch template without devices": fails(
      TEMPLATE,
      { imageId: "ami-0" },
      "blockDeviceMappings",
      /left to the AMI/,
      /deviceName: ami\.rootDeviceName, ebs: \{ encrypted: "true"/,
    ),
    "a launch template with a data volume only": fails(
      TEMPLATE,
      mapping({ encrypted: "true" }, "/dev/sdf"),
      "blockDeviceMappings",
      /root volume is left to the AMI/,
      /ami\.rootDeviceName/,
    ),
    "a launch template with a volume whose name only begins like a root's": fails(
      TEMPLATE,
      mapping({ encrypted: "true" }, "/dev/xvdab"),
      "blockDeviceMappings",
      /left to the AMI/,
      /rootDeviceName/,
    ),
    "a launch template's data volume": fails(
      TEMPLATE,
      {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
          { deviceName: "/dev/xvdb", ebs: { volumeSize: 100 } },
        ],
      },
      "blockDeviceMappings[1].ebs.encrypted",
      /xvdb/,
    ),
    "an instance that undoes its launch template": fails(
      INSTANCE,
      { launchTemplate: { name: "central" }, rootBlockDevice: { encrypted: false } },
      "rootBlockDevice.encrypted",
      /not encrypted/,
    ),
    "a volume by itself": fails(VOLUME, { availabilityZone: "us-east-1a" }, "encrypted", /not set for the volume/),
    "encryption by default that the instance does not wait for": {
      stack: (s) => {
        s.resource(BY_DEFAULT, "ebs", { enabled: true });
        s.resource(INSTANCE, "it", {});
      },
      findings: [{ resource: "it", path: "rootBlockDevice", found: /left to the AMI/ }],
    },
    "a further volume that has the name of a root, beside a root block": fails(
      INSTANCE,
      { ...ROOT, ebsBlockDevices: [{ deviceName: "/dev/sda1", encrypted: false }] },
      "ebsBlockDevices[0].encrypted",
      /volume "\/dev\/sda1" is not encrypted/,
    ),
    "an AMI that the stack copies as it is": {
      stack: (s) => {
        const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0" });
        s.resource(INSTANCE, "it", { ami: ami.id });
      },
      findings: [{ resource: "it", path: "rootBlockDevice", found: /left to the AMI/ }],
    },
    "an encrypted AMI's root that is told not to be, and a volume that is not the AMI's": {
      stack: (s) => {
        const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0", encrypted: true });
        s.resource(INSTANCE, "it", {
          ami: ami.id,
          rootBlockDevice: { encrypted: false },
          ebsBlockDevices: [{ deviceName: "/dev/sdf" }],
        });
      },
      findings: [
        { resource: "it", path: "rootBlockDevice.encrypted", found: /not encrypted/ },
        { resource: "it", path: "ebsBlockDevices[0].encrypted", found: /not set/ },
      ],
    },
    "encryption by default in another region": {
      stack: (s) => {
        const setting = s.resource(
          BY_DEFAULT,
          "ebs",
          { enabled: true },
          { provider: s.provider("frankfurt", { region: "eu-central-1" }) },
        );
        s.resource(INSTANCE, "it", {}, { dependsOn: [setting] });
      },
      findings: [{ resource: "it", path: "rootBlockDevice", found: /left to the AMI/ }],
    },
    "encryption by default that is switched off": {
      stack: (s) => {
        const setting = s.resource(BY_DEFAULT, "ebs", { enabled: false });
        s.resource(VOLUME, "it", {}, { dependsOn: [setting] });
      },
      findings: [{ resource: "it", path: "encrypted", found: /not set/ }],
    },
  },
  undecided: {
    "the device of an AMI that the stack encrypts, which may be its root": (s) => {
      const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0", encrypted: true });
      s.resource(TEMPLATE, "it", {
        imageId: ami.id,
        blockDeviceMappings: [{ deviceName: s.unknown, ebs: { volumeType: "gp3" } }],
      });
    },
    "encrypted is not known": (s) => {
      s.resource(INSTANCE, "it", { rootBlockDevice: { encrypted: s.unknown } });
    },
    "the root block is not known": (s) => {
      s.resource(INSTANCE, "it", { rootBlockDevice: s.unknown });
    },
    "a launch template's devices are not known": (s) => {
      s.resource(TEMPLATE, "it", { blockDeviceMappings: s.unknown });
    },
    "one of a launch template's devices is not known": (s) => {
      s.resource(TEMPLATE, "it", { blockDeviceMappings: [s.unknown] });
    },
    "which device is the root is not known": (s) => {
      s.resource(TEMPLATE, "it", mapping({ encrypted: "true" }, s.unknown));
    },
    "whether the AMI is encrypted is not known": (s) => {
      const ami = s.resource(AMI_COPY, "golden", { name: "golden", sourceAmiId: "ami-0", encrypted: s.unknown });
      s.resource(INSTANCE, "it", { ami: ami.id });
    },
    "whether encryption by default is on is not known": (s) => {
      const setting = s.resource(BY_DEFAULT, "ebs", { enabled: s.unknown });
      s.resource(INSTANCE, "it", {}, { dependsOn: [setting] });
    },
  },
  malformed: {
    "devices that are no list": {
      stack: one(TEMPLATE, { blockDeviceMappings: "/dev/xvda" }),
      findings: [
        { resource: "it", path: "blockDeviceMappings.ebs.encrypted", found: /not set/ },
        { resource: "it", path: "blockDeviceMappings", found: /left to the AMI/ },
      ],
    },
    "a root block that is text": {
      stack: one(INSTANCE, { rootBlockDevice: "gp3", ebsBlockDevices: 7 }),
      findings: [
        { resource: "it", path: "ebsBlockDevices.encrypted", found: /not set/ },
        { resource: "it", path: "rootBlockDevice.encrypted", found: /not set/ },
      ],
    },
  },
  remediates: {
    "an instance's root": {
      stack: one(INSTANCE, { rootBlockDevice: { encrypted: false, volumeSize: 50 } }),
      resource: "it",
      becomes: { rootBlockDevice: { encrypted: true, volumeSize: 50 } },
    },
    "an instance without a root block": {
      stack: one(INSTANCE, { ami: "ami-0" }),
      resource: "it",
      becomes: { ami: "ami-0", rootBlockDevice: { encrypted: true } },
    },
    "root and further volumes": {
      stack: one(CONFIGURATION, {
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: [{ deviceName: "/dev/sdf" }, { deviceName: "/dev/sdg", encrypted: true }],
      }),
      resource: "it",
      becomes: {
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: [
          { deviceName: "/dev/sdf", encrypted: true },
          { deviceName: "/dev/sdg", encrypted: true },
        ],
      },
    },
    "a launch template": {
      stack: one(TEMPLATE, mapping({ volumeSize: 50 })),
      resource: "it",
      becomes: mapping({ volumeSize: 50, encrypted: "true" }),
    },
    "a volume by itself": {
      stack: one(VOLUME, { size: 10 }),
      resource: "it",
      becomes: { size: 10, encrypted: true },
    },
    "a launch template without devices stays: only the AMI knows the root's name": {
      stack: one(TEMPLATE, { imageId: "ami-0" }),
      resource: "it",
      becomes: undefined,
    },
    "an encrypted volume stays": { stack: one(VOLUME, { encrypted: true }), resource: "it", becomes: undefined },
    "what is not known stays": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { rootBlockDevice: { encrypted: s.unknown } });
      },
      resource: "it",
      becomes: undefined,
    },
    "what a launch template says stays": {
      stack: one(INSTANCE, { launchTemplate: { name: "central" }, rootBlockDevice: { volumeSize: 50 } }),
      resource: "it",
      becomes: undefined,
    },
  },
});
