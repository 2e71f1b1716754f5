import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function image(name: unknown): Build {
  return (s) => void s.resource(PROJECT, "build", { environment: { image: name } });
}

function old(name: string) {
  return {
    stack: image(name),
    findings: [{ resource: "build", path: "environment.image", found: /is Amazon Linux 2/ }],
  };
}

export default cases("codebuild-amazon-linux-2", {
  passes: {
    "Amazon Linux 2023": image("aws/codebuild/amazonlinux-x86_64-standard:5.0"),
    "aarch64 3.0 by its former name": image("aws/codebuild/amazonlinux2-aarch64-standard:3.0"),
    Ubuntu: image("aws/codebuild/standard:7.0"),
    "a deprecated one, which is another policy's finding": image("aws/codebuild/amazonlinux2-x86_64-standard:3.0"),
    "a Lambda image with a supported runtime": image("aws/codebuild/amazonlinux-x86_64-lambda-standard:corretto17"),
    "another registry": image("pulumi/pulumi:3"),
  },
  fails: {
    "x86_64 4.0": old("aws/codebuild/amazonlinux-x86_64-standard:4.0"),
    "x86_64 4.0 by its former name": old("aws/codebuild/amazonlinux2-x86_64-standard:4.0-24.10.29"),
    "aarch64 2.0": old("aws/codebuild/amazonlinux2-aarch64-standard:2.0"),
    "the Lambda image of Go": old("aws/codebuild/amazonlinux-x86_64-lambda-standard:go1.21"),
  },
  undecided: { "the image": (s) => void s.resource(PROJECT, "build", { environment: { image: s.unknown } }) },
  malformed: { "an object": { stack: image({ a: 1 }), findings: [] } },
});
