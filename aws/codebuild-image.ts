import {
  codebuildFamilies,
  codebuildLambdaImages,
  codebuildLambdaTags,
  type ImageFamily,
  type ImageVersion,
  type LambdaImageTag,
} from "./data/codebuildImages";
import { lambdaRuntimes } from "./data/lambdaRuntimes";

/** What an image identifier names. */
export type BuildImage =
  /** Of a family that AWS manages; `known` when the version is in AWS's list, `version` without the release suffix. */
  | {
      readonly kind: "family";
      readonly family: ImageFamily;
      readonly version: string;
      readonly known: ImageVersion | undefined;
    }
  /** An image for Lambda compute. */
  | { readonly kind: "lambda"; readonly tag: string; readonly known: LambdaImageTag | undefined }
  /** `aws/codebuild/...` that AWS does not list (any more). */
  | { readonly kind: "unlisted" }
  | { readonly kind: "custom" };

/** Reads an image identifier. */
export function readImage(image: string): BuildImage {
  if (!image.startsWith("aws/codebuild/")) {
    return { kind: "custom" };
  }
  const colon = image.lastIndexOf(":");
  const name = colon < 0 ? image : image.slice(0, colon);
  const tag = colon < 0 ? "" : image.slice(colon + 1);
  if (codebuildLambdaImages.includes(name)) {
    return { kind: "lambda", tag, known: codebuildLambdaTags.find((one) => one.tag === tag) };
  }
  const family = codebuildFamilies.find((one) => one.name === name || one.alsoNamed.includes(name));
  if (!family) {
    return { kind: "unlisted" };
  }
  // The longest one first: `2019-3.0` of Windows has a dash of its own.
  const known = [...family.versions]
    .sort((a, b) => b.version.length - a.version.length)
    .find(({ version }) => tag === version || tag.startsWith(`${version}-`));
  return { kind: "family", family, version: known?.version ?? /^\d+(\.\d+)?(?=-|$)/.exec(tag)?.[0] ?? tag, known };
}

/** The day from which AWS no longer patches the runtime of a Lambda image. */
export function lambdaDeprecation(tag: LambdaImageTag): string | undefined {
  return lambdaRuntimes.find(({ id }) => id === tag.runtime)?.deprecated;
}

/** Whether one version (`5.0`) is older than another; versions that are no numbers are never older. */
export function isOlder(version: string, minimum: string): boolean {
  const [a, b] = [version, minimum].map((text) => /^(\d+)(?:\.(\d+))?$/.exec(text));
  if (!a || !b) {
    return false;
  }
  const [major, minor, minMajor, minMinor] = [a[1], a[2], b[1], b[2]].map((part) => Number(part ?? 0));
  return (major ?? 0) < (minMajor ?? 0) || (major === minMajor && (minor ?? 0) < (minMinor ?? 0));
}

/** The newest version of a family that AWS maintains, for messages. */
export function newestVersion(family: ImageFamily): string {
  const maintained = family.versions.filter(({ status }) => status === "maintained");
  return (maintained.at(-1) ?? family.versions.at(-1))?.version ?? "";
}
