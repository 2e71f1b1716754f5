/**
 * Images that CodeBuild manages. Reviewed by hand, not generated: AWS publishes no list that a program could read.
 *
 * Sources, read on 2026-11-21 in their latest stored copies:
 * - https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html (what can be chosen)
 * - https://docs.aws.amazon.com/codebuild/latest/userguide/lambda-compute-images.html
 * - https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html (what is deprecated, since when)
 * - https://github.com/aws/aws-codebuild-docker-images, README of 2026-04-09 (what is still maintained)
 * - aws-cdk-lib 2.276.0, LinuxBuildImage, LinuxArmBuildImage, WindowsBuildImage, MacBuildImage and the Lambda classes
 *   (identifiers, `amazonlinux2-` as the older spelling of `amazonlinux-`)
 */

/**
 * maintained: AWS names it as actively maintained. listed: it can be chosen and AWS has not deprecated it, but it is not
 * among the maintained ones. deprecated: AWS says so; builds run, but the image is neither cached nor patched.
 */
export type ImageStatus = "maintained" | "listed" | "deprecated";

/** One version of an image family. */
export interface ImageVersion {
  /** Tag without a release suffix: `5.0`, not `5.0-24.10.29`. */
  readonly version: string;
  readonly platform: string;
  readonly status: ImageStatus;
  /** Day of deprecation where AWS gives one. */
  readonly deprecated?: string;
}

/** Image names that share their versions. */
export interface ImageFamily {
  /** Name before the colon, in AWS's present spelling. */
  readonly name: string;
  /** Former spellings, which CodeBuild still accepts. */
  readonly alsoNamed: readonly string[];
  readonly versions: readonly ImageVersion[];
}

/** Families of EC2 compute, oldest version first. */
export const codebuildFamilies: readonly ImageFamily[] = [
  {
    name: "aws/codebuild/standard",
    alsoNamed: [],
    versions: [
      { version: "1.0", platform: "Ubuntu 18.04", status: "deprecated" },
      { version: "2.0", platform: "Ubuntu 18.04", status: "deprecated" },
      { version: "3.0", platform: "Ubuntu 18.04", status: "deprecated", deprecated: "2022-06-30" },
      { version: "4.0", platform: "Ubuntu 18.04", status: "deprecated", deprecated: "2023-03-31" },
      { version: "5.0", platform: "Ubuntu 20.04", status: "listed" },
      { version: "6.0", platform: "Ubuntu 22.04", status: "listed" },
      { version: "7.0", platform: "Ubuntu 22.04", status: "maintained" },
      { version: "8.0", platform: "Ubuntu 24.04", status: "maintained" },
    ],
  },
  {
    name: "aws/codebuild/amazonlinux-x86_64-standard",
    alsoNamed: ["aws/codebuild/amazonlinux2-x86_64-standard"],
    versions: [
      { version: "1.0", platform: "Amazon Linux 2", status: "deprecated" },
      { version: "2.0", platform: "Amazon Linux 2", status: "deprecated", deprecated: "2022-06-30" },
      { version: "3.0", platform: "Amazon Linux 2", status: "deprecated", deprecated: "2023-05-09" },
      { version: "4.0", platform: "Amazon Linux 2", status: "listed" },
      { version: "5.0", platform: "Amazon Linux 2023", status: "maintained" },
      { version: "6.0", platform: "Amazon Linux 2023", status: "maintained" },
      { version: "corretto8", platform: "Amazon Corretto", status: "listed" },
      { version: "corretto11", platform: "Amazon Corretto", status: "listed" },
    ],
  },
  {
    name: "aws/codebuild/amazonlinux-aarch64-standard",
    alsoNamed: ["aws/codebuild/amazonlinux2-aarch64-standard"],
    versions: [
      { version: "1.0", platform: "Amazon Linux 2", status: "deprecated", deprecated: "2023-03-31" },
      { version: "2.0", platform: "Amazon Linux 2", status: "listed" },
      { version: "3.0", platform: "Amazon Linux 2023", status: "maintained" },
      { version: "4.0", platform: "Amazon Linux 2023", status: "maintained" },
    ],
  },
  {
    name: "aws/codebuild/windows-base",
    alsoNamed: [],
    versions: [
      { version: "1.0", platform: "Windows Server Core 2016", status: "deprecated" },
      { version: "2.0", platform: "Windows Server Core 2016", status: "deprecated" },
      { version: "2019-1.0", platform: "Windows Server Core 2019", status: "listed" },
      { version: "2019-2.0", platform: "Windows Server Core 2019", status: "listed" },
      { version: "2019-3.0", platform: "Windows Server Core 2019", status: "listed" },
      { version: "2022-1.0", platform: "Windows Server Core 2022", status: "listed" },
    ],
  },
  {
    name: "aws/codebuild/macos-arm-base",
    alsoNamed: [],
    versions: [
      { version: "14", platform: "macOS 14", status: "listed" },
      { version: "15", platform: "macOS 15", status: "listed" },
      { version: "26", platform: "macOS 26", status: "listed" },
    ],
  },
  {
    name: "aws/codebuild/ami/amazonlinux-x86_64-base",
    alsoNamed: [],
    versions: [{ version: "latest", platform: "Amazon Linux 2023", status: "listed" }],
  },
  {
    name: "aws/codebuild/ami/amazonlinux-arm-base",
    alsoNamed: [],
    versions: [{ version: "latest", platform: "Amazon Linux 2023", status: "listed" }],
  },
  {
    name: "aws/codebuild/ami/windows-base",
    alsoNamed: [],
    versions: [{ version: "2022", platform: "Windows Server Core 2022", status: "listed" }],
  },
];

/** Names of the Lambda compute images; their tags are in `codebuildLambdaTags`. */
export const codebuildLambdaImages: readonly string[] = [
  "aws/codebuild/amazonlinux-x86_64-lambda-standard",
  "aws/codebuild/amazonlinux-aarch64-lambda-standard",
];

/** One tag of the Lambda compute images. */
export interface LambdaImageTag {
  readonly tag: string;
  readonly platform: "Amazon Linux 2" | "Amazon Linux 2023";
  /** Lambda runtime by whose support the image is judged. Go has none: its platform decides. */
  readonly runtime?: string;
}

export const codebuildLambdaTags: readonly LambdaImageTag[] = [
  { tag: "corretto11", platform: "Amazon Linux 2", runtime: "java11" },
  { tag: "corretto17", platform: "Amazon Linux 2", runtime: "java17" },
  { tag: "corretto21", platform: "Amazon Linux 2023", runtime: "java21" },
  { tag: "corretto25", platform: "Amazon Linux 2023", runtime: "java25" },
  { tag: "dotnet6", platform: "Amazon Linux 2", runtime: "dotnet6" },
  { tag: "dotnet8", platform: "Amazon Linux 2023", runtime: "dotnet8" },
  { tag: "dotnet10", platform: "Amazon Linux 2023", runtime: "dotnet10" },
  { tag: "go1.21", platform: "Amazon Linux 2" },
  { tag: "go1.24", platform: "Amazon Linux 2023" },
  { tag: "go1.25", platform: "Amazon Linux 2023" },
  { tag: "nodejs18", platform: "Amazon Linux 2", runtime: "nodejs18.x" },
  { tag: "nodejs20", platform: "Amazon Linux 2023", runtime: "nodejs20.x" },
  { tag: "nodejs22", platform: "Amazon Linux 2023", runtime: "nodejs22.x" },
  { tag: "nodejs24", platform: "Amazon Linux 2023", runtime: "nodejs24.x" },
  { tag: "python3.11", platform: "Amazon Linux 2", runtime: "python3.11" },
  { tag: "python3.12", platform: "Amazon Linux 2023", runtime: "python3.12" },
  { tag: "python3.13", platform: "Amazon Linux 2023", runtime: "python3.13" },
  { tag: "python3.14", platform: "Amazon Linux 2023", runtime: "python3.14" },
  { tag: "ruby3.2", platform: "Amazon Linux 2", runtime: "ruby3.2" },
  { tag: "ruby3.4", platform: "Amazon Linux 2023", runtime: "ruby3.4" },
];
