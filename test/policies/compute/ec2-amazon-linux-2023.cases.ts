import { gzipSync } from "node:zlib";
import { cases } from "../../harness/cases";
import {
  base64,
  BATCH,
  CONFIGURATION,
  fails,
  INSTANCE,
  NODE_GROUP,
  one,
  SPOT,
  SPOT_FLEET,
  TEMPLATE,
  type Build,
} from "./hosts";

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const BEANSTALK_TEMPLATE = "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate";
const AMI = "aws:ec2/ami:Ami";
const AMI_COPY = "aws:ec2/amiCopy:AmiCopy";

const LATEST = "resolve:ssm:/aws/service/ami-amazon-linux-latest";
const EKS = "resolve:ssm:/aws/service/eks/optimized-ami/1.31";
const ECS = "resolve:ssm:/aws/service/ecs/optimized-ami";

const ami = (image: unknown): Build => one(INSTANCE, { ami: image });
const isOld = (image: string) => fails(ami(image), "ami", /is Amazon Linux 2 or older/, /al2023-ami/);
const batchOf = (computeResources: unknown): Build => one(BATCH, { computeResources });
const userData = (text: string): Build => one(INSTANCE, { userData: text });
const callsExtras = (text: string) => fails(userData(text), "userData", /calls amazon-linux-extras/, /dnf/);

export default cases("ec2-amazon-linux-2023", {
  passes: {
    "an AMI id, which tells nothing": ami("ami-0123456789abcdef0"),
    "no image": one(INSTANCE, {}),
    "Amazon Linux 2023": ami(`${LATEST}/al2023-ami-kernel-default-x86_64`),
    "Amazon Linux 2023, minimal, in a version": ami(`${LATEST}/al2023-ami-minimal-kernel-6.1-arm64:12`),
    "EKS on Amazon Linux 2023": ami(`${EKS}/amazon-linux-2023/x86_64/standard/recommended/image_id`),
    "ECS on Amazon Linux 2023": ami(`${ECS}/amazon-linux-2023/arm64/recommended/image_id`),
    "a parameter of one's own": ami("resolve:ssm:/golden/amzn2-ami-hvm"),
    "another distribution": ami(
      "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    ),
    "nodes of Amazon Linux 2023": one(NODE_GROUP, { amiType: "AL2023_x86_64_STANDARD" }),
    "nodes of Bottlerocket": one(NODE_GROUP, { amiType: "BOTTLEROCKET_ARM_64" }),
    "nodes of which nothing is said": one(NODE_GROUP, {}),
    "Beanstalk on Amazon Linux 2023": one(ENVIRONMENT, {
      solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 20",
    }),
    "Beanstalk on Amazon Linux 2023 by the platform's ARN": one(ENVIRONMENT, {
      platformArn: "arn:aws:elasticbeanstalk:us-east-1::platform/Node.js 20 running on 64bit Amazon Linux 2023/6.1.0",
    }),
    "Beanstalk on Windows": one(ENVIRONMENT, {
      solutionStackName: "64bit Windows Server Core 2022 v2.13.0 running IIS 10.0",
    }),
    "Batch on Amazon Linux 2023": batchOf({
      ec2Configurations: [{ imageType: "ECS_AL2023" }, { imageType: "EKS_AL2023" }],
    }),
    "Batch of which nothing is said": batchOf({ type: "EC2" }),
    "Batch with an image of its own": batchOf({
      ec2Configurations: [{ imageType: "MY_ECS_AL2", imageIdOverride: "ami-1" }],
    }),
    "an AMI of Amazon Linux 2023": one(AMI, { name: "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64" }),
    "a copy of another image": one(AMI_COPY, { name: "web-based-on-amzn2-ami-hvm" }),
    "yum is no evidence": userData("#!/bin/bash\nyum update -y\nyum install -y httpd"),
    "a comment on extras": userData(
      "#!/bin/bash\n# no amazon-linux-extras here\ndnf install -y nginx # not amazon-linux-extras",
    ),
    "a script that asks for extras first": userData(
      "#!/bin/bash\nif command -v amazon-linux-extras; then\n  amazon-linux-extras install -y nginx1\nelse\n  dnf install -y nginx\nfi",
    ),
    "a script that looks for the program": userData(
      "#!/bin/bash\n[ -x /usr/bin/amazon-linux-extras ] && sudo amazon-linux-extras install -y nginx1",
    ),
    "a script that looks for no program": userData(
      "#!/bin/bash\nif test ! -x /usr/bin/amazon-linux-extras; then exit 0; fi\namazon-linux-extras install -y nginx1",
    ),
    "a script that asks which": userData("#!/bin/bash\nwhich amazon-linux-extras && amazon-linux-extras enable epel"),
    "a script that tries it first": userData(
      "#!/bin/bash\nif ! amazon-linux-extras install -y nginx1; then echo none; fi",
    ),
    "a script with dnf for the other": userData(
      '#!/bin/bash\n. /etc/os-release\nif [ "$VERSION_ID" = 2 ]; then\n  amazon-linux-extras install -y nginx1\nelse\n  dnf install -y nginx\nfi',
    ),
    "words of a message": userData('#!/bin/bash\necho "no amazon-linux-extras needed"\ndnf install -y nginx'),
    "words of a message alone": userData('#!/bin/bash\necho "no amazon-linux-extras needed"'),
    "words of a file": userData(
      "#!/bin/bash\ncat > /etc/motd <<EOF\namazon-linux-extras is gone\nEOF\nyum install -y nginx",
    ),
    "an allowed AMI id, whatever user data calls": {
      options: { allowedImages: ["ami-1*"] },
      stack: one(INSTANCE, { ami: "ami-12", userData: "#!/bin/bash\namazon-linux-extras install -y nginx1" }),
    },
    "an allowed parameter": {
      options: { allowedImages: ["/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-*"] },
      stack: ami(`${LATEST}/amzn2-ami-hvm-x86_64-gp2:3`),
    },
    "an allowed parameter of another account, by its ARN and in a version": {
      options: { allowedImages: ["/golden/amazon-linux"], deniedImages: ["*"] },
      stack: ami("resolve:ssm:arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/golden/amazon-linux:12"),
    },
    "names that are no images, and all images denied": {
      options: { deniedImages: ["*"] },
      stack: (s) => {
        s.resource(NODE_GROUP, "nodes", { amiType: "AL2023_x86_64_STANDARD" });
        s.resource(ENVIRONMENT, "environment", {
          solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 20",
        });
        s.resource(BATCH, "batch", { computeResources: { ec2Configurations: [{ imageType: "ECS_AL2023" }] } });
        s.resource(AMI, "image", { name: "al2023-ami-2023.6" });
      },
    },
    "an id that is both allowed and denied": {
      options: { allowedImages: ["ami-1"], deniedImages: ["ami-*"] },
      stack: ami("ami-1"),
    },
    "an image that is not listed": { options: { deniedImages: ["ami-2"] }, stack: ami("ami-1") },
    "no image, and all denied": { options: { deniedImages: ["*"] }, stack: one(INSTANCE, {}) },
    "an instance that is only read": one(INSTANCE, { ami: `${LATEST}/amzn2-ami-hvm-x86_64-gp2` }, true),
  },
  fails: {
    "Amazon Linux 2": isOld(`${LATEST}/amzn2-ami-hvm-x86_64-gp2`),
    "Amazon Linux 2 with a newer kernel, in a version": isOld(`${LATEST}/amzn2-ami-kernel-5.10-hvm-arm64-gp2:7`),
    "Amazon Linux": isOld(`${LATEST}/amzn-ami-hvm-x86_64-gp2`),
    "by the parameter's ARN": isOld(
      "resolve:ssm:arn:aws:ssm:us-east-1::parameter/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
    ),
    "EKS on Amazon Linux 2": isOld(`${EKS}/amazon-linux-2/recommended/image_id`),
    "EKS on Amazon Linux 2 for ARM": isOld(`${EKS}/amazon-linux-2-arm64/recommended/image_id`),
    "ECS on Amazon Linux 2": isOld(`${ECS}/amazon-linux-2/recommended/image_id`),
    "ECS on Amazon Linux 2, metadata as a whole": isOld(`${ECS}/amazon-linux-2`),
    "ECS on Amazon Linux": isOld(`${ECS}/amazon-linux/recommended/image_id`),
    "a launch template": fails(one(TEMPLATE, { imageId: `${LATEST}/amzn2-ami-hvm-x86_64-gp2` }), "imageId", /older/),
    "a launch configuration": fails(
      one(CONFIGURATION, { imageId: `${LATEST}/amzn2-ami-hvm-x86_64-gp2` }),
      "imageId",
      /older/,
    ),
    "a request for a spot instance": fails(one(SPOT, { ami: `${LATEST}/amzn2-ami-hvm-x86_64-gp2` }), "ami", /older/),
    "a spot fleet": fails(
      one(SPOT_FLEET, { launchSpecifications: [{ ami: `${LATEST}/amzn2-ami-hvm-x86_64-gp2` }] }),
      "launchSpecifications[0].ami",
      /older/,
    ),
    "EKS nodes": fails(
      one(NODE_GROUP, { amiType: "AL2_x86_64" }),
      "amiType",
      /"AL2_x86_64" is Amazon Linux 2/,
      /amiType: "AL2023/,
    ),
    "Beanstalk on Amazon Linux 2": fails(
      one(ENVIRONMENT, { solutionStackName: "64bit Amazon Linux 2 v5.8.0 running Node.js 18" }),
      "solutionStackName",
      /older/,
      /platform of Amazon Linux 2023/,
    ),
    "Beanstalk on Amazon Linux": fails(
      one(BEANSTALK_TEMPLATE, { solutionStackName: "64bit Amazon Linux 2018.03 v2.9.0 running Python 3.6" }),
      "solutionStackName",
      /older/,
    ),
    "Beanstalk by the platform's ARN": fails(
      one(ENVIRONMENT, {
        platformArn: "arn:aws:elasticbeanstalk:us-east-1::platform/Node.js 18 running on 64bit Amazon Linux 2/5.8.0",
      }),
      "platformArn",
      /older/,
    ),
    "Beanstalk on Amazon Linux by the platform's ARN, which has no version of it": fails(
      one(ENVIRONMENT, {
        platformArn: "arn:aws:elasticbeanstalk:us-east-1::platform/PHP 5.4 running on 64bit Amazon Linux/2.4.4",
      }),
      "platformArn",
      /older/,
    ),
    "Batch on Amazon Linux 2": fails(
      batchOf({ ec2Configurations: [{ imageType: "ECS_AL2023" }, { imageType: "ECS_AL2" }] }),
      "computeResources.ec2Configurations[1].imageType",
      /"ECS_AL2"/,
      /imageType: "ECS_AL2023"/,
    ),
    "Batch on Amazon Linux 2 with GPU, and on Amazon Linux": {
      stack: batchOf({ ec2Configurations: [{ imageType: "ECS_AL2_NVIDIA" }, { imageType: "ECS_AL1" }] }),
      findings: [
        { resource: "it", path: "computeResources.ec2Configurations[0].imageType", found: /NVIDIA/ },
        { resource: "it", path: "computeResources.ec2Configurations[1].imageType", found: /AL1/ },
      ],
    },
    "Batch for EKS on Amazon Linux 2": fails(
      batchOf({ ec2Configurations: [{ imageType: "EKS_AL2" }] }),
      "computeResources.ec2Configurations[0].imageType",
      /"EKS_AL2"/,
    ),
    "denied images of Batch": {
      options: { deniedImages: ["ami-1", "ami-2"] },
      stack: batchOf({ imageId: "ami-1", ec2Configurations: [{ imageIdOverride: "ami-2" }] }),
      findings: [
        { resource: "it", path: "computeResources.imageId", found: /settings list "ami-1"/ },
        { resource: "it", path: "computeResources.ec2Configurations[0].imageIdOverride", found: /"ami-2"/ },
      ],
    },
    "a denied AMI id": {
      options: { deniedImages: ["ami-1"] },
      ...fails(ami("ami-1"), "ami", /settings list "ami-1" as older/),
    },
    "a denied parameter": {
      options: { deniedImages: ["/golden/al2/*"] },
      ...fails(ami("resolve:ssm:/golden/al2/current:4"), "ami", /settings list/),
    },
    "an AMI of the stack": fails(one(AMI, { name: "amzn2-ami-hvm-2.0.2024-x86_64" }), "name", /older/, /al2023-ami/),
    "a copy of one": fails(one(AMI_COPY, { name: "amzn-ami-hvm-2018.03" }), "name", /older/),
    "user data that calls extras": callsExtras("#!/bin/bash\nyum update -y\namazon-linux-extras install -y nginx1"),
    "user data with sudo, in base64": callsExtras(
      base64("#!/bin/bash\nsudo amazon-linux-extras enable php8.0 # newer PHP"),
    ),
    "cloud-config, with words": callsExtras(
      "#cloud-config\nruncmd:\n  - [ amazon-linux-extras, install, -y, nginx1 ]\n",
    ),
    "cloud-config, as a line": callsExtras("#cloud-config\nruncmd:\n  - sudo amazon-linux-extras enable nginx1\n"),
    "by its path, after other commands": callsExtras(
      "#!/bin/bash\nyum install -y amazon-linux-extras && /usr/bin/amazon-linux-extras install -y epel || true",
    ),
    "the second specification of a spot fleet": fails(
      one(SPOT_FLEET, {
        launchSpecifications: [{ ami: "ami-1" }, { userData: "#!/bin/bash\namazon-linux-extras install -y epel" }],
      }),
      "launchSpecifications[1].userData",
      /calls amazon-linux-extras/,
    ),
    "user data in gzip": fails(
      one(INSTANCE, {
        userDataBase64: gzipSync("#!/bin/bash\namazon-linux-extras install -y epel").toString("base64"),
      }),
      "userDataBase64",
      /calls amazon-linux-extras/,
    ),
    "an image that tells it already, once": fails(
      one(INSTANCE, {
        ami: `${LATEST}/amzn2-ami-hvm-x86_64-gp2`,
        userData: "#!/bin/bash\namazon-linux-extras install -y nginx1",
      }),
      "ami",
      /older/,
    ),
  },
  undecided: {
    "an unknown image": (s) => {
      s.resource(INSTANCE, "it", { ami: s.unknown });
    },
    "an unknown image that may be allowed": {
      options: { allowedImages: ["ami-1"] },
      stack: (s) => {
        s.resource(INSTANCE, "it", { ami: s.unknown, userData: "#!/bin/bash\namazon-linux-extras install -y nginx1" });
      },
    },
    "unknown user data": (s) => {
      s.resource(INSTANCE, "it", { userData: s.unknown });
    },
    "unknown configurations of Batch": (s) => {
      s.resource(BATCH, "it", { computeResources: s.unknown });
    },
  },
  malformed: {
    "wrong types": (s) => {
      s.resource(INSTANCE, "it", { ami: ["a"], userData: { a: 1 } });
      s.resource(NODE_GROUP, "nodes", { amiType: 2 });
      s.resource(BATCH, "batch", { computeResources: "x" });
      s.resource(ENVIRONMENT, "environment", { solutionStackName: null, platformArn: {} });
      s.resource(AMI, "image", { name: 5 });
    },
    "an unknown image and a call, which is told": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { ami: s.unknown, userData: "#!/bin/bash\namazon-linux-extras install -y nginx1" });
      },
      findings: [{ resource: "it", path: "userData", found: /amazon-linux-extras/ }],
    },
  },
});
