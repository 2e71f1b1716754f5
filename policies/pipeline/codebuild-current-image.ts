import { projects } from "../../aws/codebuild";
import { isOlder, lambdaDeprecation, newestVersion, readImage, type BuildImage } from "../../aws/codebuild-image";
import { definePolicy, matchesGlob, text, textMap, texts } from "../../core";

const options = {
  minimumVersions: textMap({
    default: {
      "aws/codebuild/standard": "5.0",
      "aws/codebuild/amazonlinux-x86_64-standard": "4.0",
      "aws/codebuild/amazonlinux-aarch64-standard": "2.0",
    },
    description: "The oldest version that passes, per family of managed images.",
  }),
  acceptedImages: texts({ default: [], description: "Images that pass as they are written, tag included." }),
  allowedRegistries: texts({
    default: [
      "*.dkr.ecr.*.amazonaws.com/*",
      "*.dkr.ecr.*.amazonaws.com.cn/*",
      "pulumi/pulumi*",
      "docker.io/pulumi/pulumi*",
      "public.ecr.aws/pulumi/pulumi*",
    ],
    description: "Images that CodeBuild does not manage and that pass; `*` matches any text.",
  }),
  lambdaRuntimesAsOf: text({
    default: "2026-11-21",
    pattern: "^\\d{4}-\\d{2}-\\d{2}$",
    description: "The day for which Lambda images are judged by the support of their runtime.",
  }),
};

type Settings = {
  readonly minimumVersions: Readonly<Record<string, string>>;
  readonly lambdaRuntimesAsOf: string;
};

export default definePolicy({
  name: "codebuild-current-image",
  category: "pipeline",
  requirements: ["PIP-03"],
  severity: "medium",
  level: "mandatory",
  title: "Builds run on current images",
  description: "A CodeBuild project uses a current managed image, or one of an allowed registry.",
  rationale:
    "Builds hold the credentials that deploy. A deprecated image still runs, but it is no longer patched, and it is not cached, so every build waits for its download.",
  fix: 'Set environment.image to a current managed image, such as "aws/codebuild/standard:7.0" or "aws/codebuild/amazonlinux-x86_64-standard:5.0".',
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/lambda-compute-images.html",
  ],
  options,
  subjects: projects,
  needs: "resource",
  check({ image: at }, { options: { acceptedImages, allowedRegistries, ...settings }, report }) {
    const name = at.string();
    if (name === undefined || acceptedImages.includes(name)) {
      return;
    }
    const image = readImage(name);
    if (image.kind === "custom" && allowedRegistries.some((glob) => matchesGlob(name, glob))) {
      return;
    }
    const problem = problemOf(image, settings);
    if (problem) {
      report(at, {
        found: `The image "${name.slice(0, 120)}" ${problem.found}.`,
        ...(problem.fix && { fix: problem.fix }),
      });
    }
  },
});

function problemOf(image: BuildImage, settings: Settings): { found: string; fix?: string } | undefined {
  switch (image.kind) {
    case "custom":
      return {
        found: "is not managed by CodeBuild, and its registry is not among the allowed ones",
        fix: 'Use a managed image such as "aws/codebuild/standard:7.0", or mirror the image into ECR, or allow its registry with the option allowedRegistries.',
      };
    case "unlisted":
      return { found: "is not among the images that AWS lists; it gets no updates" };
    case "lambda":
      return lambdaProblem(image, settings.lambdaRuntimesAsOf);
    case "family":
      return familyProblem(image, settings.minimumVersions);
  }
}

function lambdaProblem({ known }: BuildImage & { kind: "lambda" }, day: string): { found: string } | undefined {
  const deprecated = known && lambdaDeprecation(known);
  return deprecated !== undefined && deprecated <= day
    ? { found: `is for a Lambda runtime that AWS no longer patches since ${deprecated}` }
    : undefined;
}

function familyProblem(
  { family, version, known }: BuildImage & { kind: "family" },
  minimumVersions: Settings["minimumVersions"],
): { found: string; fix: string } | undefined {
  const fix = `Set environment.image to "${family.name}:${newestVersion(family)}".`;
  const minimum = [family.name, ...family.alsoNamed].flatMap((name) => minimumVersions[name] ?? [])[0];
  if (known?.status === "deprecated") {
    const since = known.deprecated === undefined ? "" : ` since ${known.deprecated}`;
    return { found: `is deprecated${since}: it still runs, uncached and without patches`, fix };
  }
  if (minimum !== undefined && isOlder(version, minimum)) {
    return { found: `is older than ${minimum}, the oldest version that is accepted`, fix };
  }
  if (!known && !/^\d/.test(version)) {
    return { found: version === "" ? "has no version" : "has a version that AWS does not list", fix };
  }
  return undefined;
}
