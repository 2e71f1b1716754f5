import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const PROJECT = "aws:codebuild/project:Project";

function image(name: unknown): Build {
  return (s) => void s.resource(PROJECT, "build", { environment: { image: name } });
}

function old(name: string, found: RegExp) {
  return { stack: image(name), findings: [{ resource: "build", path: "environment.image", found }] };
}

export default cases("codebuild-current-image", {
  passes: {
    "standard 5.0": image("aws/codebuild/standard:5.0"),
    "standard 7.0": image("aws/codebuild/standard:7.0"),
    "a version newer than the table": image("aws/codebuild/standard:12.0"),
    "a release of a version": image("aws/codebuild/amazonlinux2-x86_64-standard:5.0-24.10.29"),
    "Amazon Linux 2, which is advisory": image("aws/codebuild/amazonlinux2-x86_64-standard:4.0"),
    "aarch64 3.0": image("aws/codebuild/amazonlinux-aarch64-standard:3.0"),
    "Windows in the list": image("aws/codebuild/windows-base:2019-3.0"),
    "a current Lambda image": image("aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22"),
    "an image in ECR": image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/build:1"),
    "an image of Pulumi": image("pulumi/pulumi-nodejs:3.130.0"),
    "an allowed registry": { stack: image("ghcr.io/acme/build:1"), options: { allowedRegistries: ["ghcr.io/acme/*"] } },
    "an accepted image": {
      stack: image("aws/codebuild/standard:4.0"),
      options: { acceptedImages: ["aws/codebuild/standard:4.0"] },
    },
    "an older Lambda image by an earlier day": {
      stack: image("aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20"),
      options: { lambdaRuntimesAsOf: "2025-01-01" },
    },
    "no image": image(undefined),
  },
  fails: {
    "standard 4.0": old("aws/codebuild/standard:4.0", /deprecated since 2023-03-31: it still runs/),
    "standard 1.0": old("aws/codebuild/standard:1.0", /deprecated/),
    "a release of an old version": old("aws/codebuild/standard:3.0-21.04.23", /deprecated/),
    "amazonlinux2 3.0": old("aws/codebuild/amazonlinux2-x86_64-standard:3.0", /deprecated/),
    "aarch64 1.0": old("aws/codebuild/amazonlinux2-aarch64-standard:1.0", /deprecated/),
    "Windows 1.0": old("aws/codebuild/windows-base:1.0", /deprecated/),
    "a Lambda image of an old runtime": old(
      "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs18",
      /no longer patches since 2025-09-01/,
    ),
    "a retired family": old("aws/codebuild/nodejs:10.14.1", /not among the images that AWS lists/),
    "no version": old("aws/codebuild/standard", /has no version/),
    "a version that does not exist": old("aws/codebuild/standard:latest", /version that AWS does not list/),
    "an image of Docker Hub": old("node:20", /not managed by CodeBuild/),
    "a name that only looks managed": old("evil.example/aws/codebuild/standard:7.0", /not managed by CodeBuild/),
    "a higher minimum": {
      ...old("aws/codebuild/standard:6.0", /older than 7.0/),
      options: { minimumVersions: { "aws/codebuild/standard": "7.0" } },
    },
  },
  undecided: { "the image": (s) => void s.resource(PROJECT, "build", { environment: { image: s.unknown } }) },
  malformed: {
    "a list": { stack: image(["x"]), findings: [] },
    "a long text": old("x".repeat(100_000), /not managed/),
    "an environment that is text": {
      stack: (s) => void s.resource(PROJECT, "build", { environment: "x" }),
      findings: [],
    },
  },
});
