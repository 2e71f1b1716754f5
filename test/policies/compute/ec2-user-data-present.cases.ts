import { cases } from "../../harness/cases";
import { base64, HARDENED } from "./user-data";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const NONE = /^It has no user data\.$/;

export default cases("ec2-user-data-present", {
  passes: {
    "user data of any kind": (s) => {
      s.resource(INSTANCE, "web", { userData: "#!/bin/sh\nls" });
      s.resource(INSTANCE, "api", { userDataBase64: base64(HARDENED) });
      s.resource(TEMPLATE, "job", { userData: base64(HARDENED) });
    },
    "the template has it": (s) => {
      const template = s.resource(TEMPLATE, "template", { userData: base64(HARDENED) });
      s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
    },
    "the template of another stack may have it": (s) => {
      s.resource(INSTANCE, "web", { launchTemplate: { id: "lt-0123456789abcdef0" } });
    },
    "every instance brings its own": (s) => {
      const template = s.resource(TEMPLATE, "template", { imageId: "ami-1" });
      s.resource(INSTANCE, "web", { launchTemplate: { id: template.id }, userData: HARDENED });
      s.resource(INSTANCE, "api", { launchTemplate: { id: template.id }, userDataBase64: base64(HARDENED) });
    },
    "Windows and nodes of EKS": (s) => {
      s.resource(INSTANCE, "windows", { ami: "resolve:ssm:/aws/service/ami-windows-latest/x" });
      const template = s.resource(TEMPLATE, "template", { metadataOptions: { httpTokens: "required" } });
      s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { launchTemplate: { id: template.id } });
    },
    "a hardened AMI": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: "ami-1" });
      },
      settings: { hardenedImages: ["ami-1"] },
    },
  },
  fails: {
    "an instance has none": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: "ami-1" });
        s.resource(INSTANCE, "api", { ami: "ami-1", userData: "" });
      },
      findings: [
        { resource: "web", path: "userData", found: NONE },
        { resource: "api", path: "userData", found: NONE },
      ],
    },
    "a template has none": {
      stack: (s) => {
        const web = s.resource(TEMPLATE, "web", { imageId: "ami-1" });
        s.resource(TEMPLATE, "unused", { imageId: "ami-1" });
        s.resource(GROUP, "group", { launchTemplate: { id: web.id } });
      },
      findings: [
        { resource: "web", path: "userData", found: NONE },
        { resource: "unused", path: "userData", found: NONE },
      ],
    },
    "a template has none, and one of its instances neither": {
      stack: (s) => {
        const web = s.resource(TEMPLATE, "template", { imageId: "ami-1" });
        s.resource(INSTANCE, "web", { launchTemplate: { id: web.id }, userData: HARDENED });
        s.resource(INSTANCE, "api", { launchTemplate: { id: web.id } });
      },
      findings: [{ resource: "template", path: "userData", found: NONE }],
    },
    "a launch configuration has none": {
      stack: (s) => {
        s.resource("aws:ec2/launchConfiguration:LaunchConfiguration", "web", { imageId: "ami-1" });
      },
      findings: [{ resource: "web", path: "userData", found: NONE }],
    },
  },
  undecided: {
    "user data is not known": (s) => {
      s.resource(INSTANCE, "web", { userData: s.unknown });
    },
    "the AMI may be hardened": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: s.unknown });
      },
      settings: { hardenedImages: ["ami-1"] },
    },
  },
  malformed: {
    "odd shapes": (s) => {
      s.resource(INSTANCE, "web", { userData: { a: 1 } });
      s.resource(INSTANCE, "api", { userData: 5, launchTemplate: [] });
    },
  },
});
