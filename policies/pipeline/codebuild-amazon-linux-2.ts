import { projects } from "../../aws/codebuild";
import { newestVersion, readImage, type BuildImage } from "../../aws/codebuild-image";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codebuild-amazon-linux-2",
  category: "pipeline",
  requirements: ["PIP-03"],
  severity: "low",
  level: "advisory",
  title: "Builds have left Amazon Linux 2",
  description: "A CodeBuild image is built on Amazon Linux 2023 rather than on Amazon Linux 2.",
  rationale:
    "Images on Amazon Linux 2 can still be chosen, but AWS no longer names them as maintained, and their tools are those of 2018.",
  fix: 'Set environment.image to "aws/codebuild/amazonlinux-x86_64-standard:5.0" or "aws/codebuild/amazonlinux-aarch64-standard:3.0", or later.',
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html",
    "https://github.com/aws/aws-codebuild-docker-images",
  ],
  subjects: projects,
  needs: "resource",
  check({ image: at }, { report }) {
    const name = at.string();
    const image = name === undefined ? undefined : readImage(name);
    if (name === undefined || !image || !isOnAmazonLinux2(image)) {
      return;
    }
    report(at, {
      found: `The image "${name.slice(0, 120)}" is Amazon Linux 2.`,
      ...(image.kind === "family" && {
        fix: `Set environment.image to "${image.family.name}:${newestVersion(image.family)}".`,
      }),
    });
  },
});

/** Deprecated ones are another policy's finding, and so are Lambda images that have a runtime to be judged by. */
function isOnAmazonLinux2(image: BuildImage): boolean {
  if (image.kind === "lambda") {
    return image.known?.platform === "Amazon Linux 2" && image.known.runtime === undefined;
  }
  return image.kind === "family" && image.known?.platform === "Amazon Linux 2" && image.known.status !== "deprecated";
}
