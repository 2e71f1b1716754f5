import type { StackBuilder } from "../../harness/builder";
import type { FailingCase } from "../../harness/cases";
import { cases } from "../../harness/cases";
import { BY_DEFAULT, CONFIGURATION, INSTANCE, mapping, SPOT, TEMPLATE, VOLUME } from "./launches";

const one =
  (type: string, inputs: object) =>
  (s: StackBuilder): void => {
    s.resource(type, "it", { ...inputs });
  };

const root =
  (rootBlockDevice: object, type = INSTANCE) =>
  (s: StackBuilder): void => {
    s.resource(type, "it", { rootBlockDevice });
  };

const fails = (stack: (s: StackBuilder) => void, path: string, found: RegExp, fix = /./): FailingCase => ({
  stack,
  findings: [{ resource: "it", path, found, fix }],
});

export default cases("ec2-root-volume", {
  passes: {
    "gp3 without a size, which is the snapshot's": root({ volumeType: "gp3" }),
    "gp3 of the least size": root({ volumeType: "gp3", volumeSize: 30 }),
    io1: root({ volumeType: "io1", volumeSize: 100 }),
    io2: root({ volumeType: "io2", volumeSize: "100" }),
    "a launch template": one(TEMPLATE, mapping({ volumeType: "gp3", volumeSize: 40 }, "/dev/sda1")),
    "a launch configuration": root({ volumeType: "gp3" }, CONFIGURATION),
    "a spot instance": root({ volumeType: "gp3" }, SPOT),
    "a smaller size that settings accept": {
      options: { minimumSize: 8 },
      stack: root({ volumeType: "gp3", volumeSize: 8 }),
    },
    "a type that settings accept": { options: { volumeTypes: ["gp2"] }, stack: root({ volumeType: "gp2" }) },
    "a further volume of an older type": one(INSTANCE, {
      rootBlockDevice: { volumeType: "gp3" },
      ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeType: "st1", volumeSize: 10 }],
    }),
    "a volume by itself": one(VOLUME, { type: "gp2", size: 1 }),
    "no root block, which the encryption's policy reports with all that is to be written": one(INSTANCE, {
      ami: "ami-0",
    }),
    "an instance that leaves its root to a launch template": one(INSTANCE, { launchTemplate: { name: "central" } }),
    "an instance that leaves the type to a launch template": one(INSTANCE, {
      launchTemplate: { name: "central" },
      rootBlockDevice: { volumeSize: 50 },
    }),
    "an instance that is only read": (s) => {
      s.resource(INSTANCE, "it", { rootBlockDevice: { volumeType: "gp2" } }, { isRead: true });
    },
  },
  fails: {
    gp2: fails(root({ volumeType: "gp2" }), "rootBlockDevice.volumeType", /type "gp2"/, /volumeType: "gp3"/),
    standard: fails(root({ volumeType: "standard" }), "rootBlockDevice.volumeType", /"standard"/),
    "no type": fails(root({ encrypted: true }), "rootBlockDevice.volumeType", /not set, so it is the AMI's/),
    "too small": fails(
      root({ volumeType: "gp3", volumeSize: 8 }),
      "rootBlockDevice.volumeSize",
      /8 GB, fewer than 30/,
      /30 or more/,
    ),
    "one below the least size": fails(
      root({ volumeType: "gp3", volumeSize: 29 }),
      "rootBlockDevice.volumeSize",
      /29 GB/,
    ),
    "a size of 0": fails(root({ volumeType: "gp3", volumeSize: 0 }), "rootBlockDevice.volumeSize", /0 GB/),
    "smaller than settings ask for": {
      options: { minimumSize: 100 },
      ...fails(root({ volumeType: "gp3", volumeSize: 50 }), "rootBlockDevice.volumeSize", /fewer than 100/),
    },
    "a type that settings leave out": {
      options: { volumeTypes: ["io2"] },
      ...fails(root({ volumeType: "gp3" }), "rootBlockDevice.volumeType", /"gp3"/, /volumeType: "io2"/),
    },
    "type and size": {
      stack: root({ volumeType: "gp2", volumeSize: 10 }),
      findings: [
        { resource: "it", path: "rootBlockDevice.volumeType", found: /gp2/, key: "type" },
        { resource: "it", path: "rootBlockDevice.volumeSize", found: /10 GB/, key: "size" },
      ],
    },
    "a launch configuration": fails(root({ volumeType: "gp2" }, CONFIGURATION), "rootBlockDevice.volumeType", /gp2/),
    "a launch template": fails(
      one(TEMPLATE, mapping({ volumeType: "gp2" })),
      "blockDeviceMappings[0].ebs.volumeType",
      /gp2/,
    ),
    "a launch template's size": fails(
      one(TEMPLATE, mapping({ volumeType: "gp3", volumeSize: 8 }, "/dev/sda1")),
      "blockDeviceMappings[0].ebs.volumeSize",
      /8 GB/,
    ),
    "an instance whose root is among its EBS devices": fails(
      one(INSTANCE, { ebsBlockDevices: [{ deviceName: "/dev/xvda", volumeType: "gp2" }] }),
      "ebsBlockDevices[0].volumeType",
      /gp2/,
    ),
    "no root block where everything is encrypted by default": {
      stack: (s) => {
        const setting = s.resource(BY_DEFAULT, "ebs", { enabled: true });
        s.resource(INSTANCE, "it", {}, { dependsOn: [setting] });
      },
      findings: [{ resource: "it", path: "rootBlockDevice", found: /type is not set/ }],
    },
  },
  undecided: {
    "type and size are not known": (s) => {
      s.resource(INSTANCE, "it", { rootBlockDevice: { volumeType: s.unknown, volumeSize: s.unknown } });
    },
    "the root block is not known": (s) => {
      s.resource(INSTANCE, "it", { rootBlockDevice: s.unknown });
    },
    "which device is the root is not known": (s) => {
      s.resource(TEMPLATE, "it", mapping({ volumeType: "gp2" }, s.unknown));
    },
  },
  malformed: {
    "a size that is no number": root({ volumeType: "gp3", volumeSize: "large" }),
    "a type that is no text": {
      stack: root({ volumeType: ["gp3", "gp2"], volumeSize: {} }),
      findings: [{ resource: "it", path: "rootBlockDevice.volumeType", found: /not set/ }],
    },
    "devices that are no list": one(TEMPLATE, { blockDeviceMappings: 7 }),
  },
});
