/** What the rules for names of general purpose buckets say. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

const LONGEST = 63;
/** Terraform's provider appends 26 characters to a prefix. https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/ */
const LONGEST_PREFIX = 37;

/** Why S3 refuses a bucket name, as words that follow the name; undefined when it does not. */
export function refusalOf(name: string): string | undefined {
  if (name.length < 3 || name.length > LONGEST) {
    return `has ${name.length} characters; S3 takes 3 to ${LONGEST}`;
  }
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) {
    return characterProblem(name) ?? "must begin and end with a lower-case letter or a digit";
  }
  return characterProblem(name) ?? shapeProblem(name);
}

/** The name in lower case, with hyphens for what S3 does not take. */
export function legalName(name: string): string {
  return name
    .slice(0, 100)
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/\.{2,}/g, "-")
    .replace(/^[.-]+/, "");
}

/** As `refusalOf`, for what the provider completes with a random part. */
export function refusalOfPrefix(prefix: string): string | undefined {
  if (prefix.length > LONGEST_PREFIX) {
    return `has ${prefix.length} characters; a prefix may have ${LONGEST_PREFIX}`;
  }
  if (!/^[a-z0-9]/.test(prefix)) {
    return characterProblem(prefix) ?? "must begin with a lower-case letter or a digit";
  }
  return characterProblem(prefix) ?? reservedPrefixOf(prefix);
}

function characterProblem(name: string): string | undefined {
  const strange = /[^a-z0-9.-]/.exec(name)?.[0];
  if (strange === undefined) {
    return undefined;
  }
  return /[A-Z]/.test(name)
    ? "has upper-case letters; S3 takes lower case only"
    : `has "${strange}"; S3 takes lower-case letters, digits, hyphens and dots`;
}

function shapeProblem(name: string): string | undefined {
  if (name.includes("..")) {
    return "has two dots in a row";
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return "looks like an IP address";
  }
  const suffix = RESERVED_SUFFIXES.find((one) => name.endsWith(one));
  return suffix ? `ends with "${suffix}", which S3 reserves` : reservedPrefixOf(name);
}

function reservedPrefixOf(name: string): string | undefined {
  const prefix = RESERVED_PREFIXES.find((one) => name.startsWith(one));
  return prefix && `begins with "${prefix}", which S3 reserves`;
}

/**
 * Whether a name has a part that nobody else would choose: an account id, or what looks random or like a hash. Words,
 * numbered words (`prod01`), dates and years are none.
 */
export function hasUniquePart(name: string): boolean {
  return (
    /(^|\D)\d{12}(\D|$)/.test(name) ||
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some(looksRandom)
  );
}

function looksRandom(part: string): boolean {
  if (part.length < 6) {
    return false;
  }
  if (/^\d+$/.test(part)) {
    return part.length >= 7 && !/^(19|20)\d{6}$/.test(part);
  }
  if (/^[0-9a-f]+$/.test(part)) {
    return /\d/.test(part) && !isNumberedWord(part);
  }
  const digits = part.replace(/\D/g, "").length;
  return digits >= 2 && (part.match(/\d+|[a-z]+/g)?.length ?? 0) >= 3;
}

/** `facade01`, `dead2024`. */
function isNumberedWord(part: string): boolean {
  return /^[a-f]{4,}\d{1,4}$/.test(part);
}
