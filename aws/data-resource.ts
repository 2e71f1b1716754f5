/**
 * What a basic event selector may name, by type, with the forms that the values may have.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
 */
interface DataResourceType {
  readonly service: string;
  /** What follows `arn:<partition>:` when it is not the service alone. */
  readonly form: RegExp;
  /** The forms in words. */
  readonly forms: string;
}

const TYPES: ReadonlyMap<string, DataResourceType> = new Map([
  [
    "AWS::S3::Object",
    {
      service: "s3",
      form: /^s3:::(?:[\w.-]+\/.*)?$/,
      forms: '"arn:aws:s3" (all buckets) or "arn:aws:s3:::<bucket>/" with or without a prefix after the slash',
    },
  ],
  [
    "AWS::Lambda::Function",
    {
      service: "lambda",
      form: /^lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/,
      forms: '"arn:aws:lambda" (all functions) or the ARN of a function',
    },
  ],
  [
    "AWS::DynamoDB::Table",
    {
      service: "dynamodb",
      form: /^dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+$/,
      forms: '"arn:aws:dynamodb" (all tables) or the ARN of a table',
    },
  ],
]);

/** The types of data resources that basic selectors take; all others need advanced ones. */
export const DATA_RESOURCE_TYPES: readonly string[] = [...TYPES.keys()];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITION = /^arn:(aws(?:-cn|-us-gov|-iso|-iso-[bef]|-eusc)?):(.*)$/s;

/** Whether a value may stand for data resources of this type; true for types that are not known here. */
export function isDataResource(type: string, value: string): boolean {
  const known = TYPES.get(type);
  const [, , rest = ""] = PARTITION.exec(value) ?? [];
  return !known || rest === known.service || (known.form.test(rest) && !hasWildcard(value));
}

/** The forms that values of a type may have, in words. */
export function formsOf(type: string): string {
  return TYPES.get(type)?.forms ?? "";
}

/** CloudTrail compares texts; it knows no wildcards. */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value);
}

/** What the value was probably meant to be; undefined when that cannot be told. */
export function intendedDataResource(type: string, value: string): string | undefined {
  const known = TYPES.get(type);
  const [, partition = "", rest = ""] = PARTITION.exec(value) ?? [];
  if (!known || (rest !== known.service && !rest.startsWith(`${known.service}:`))) {
    return undefined;
  }
  if (known.service === "s3") {
    const bucket = /^s3:::([\w.-]+)(?:\/?\*)?$/.exec(rest)?.[1];
    if (bucket !== undefined) {
      return `arn:${partition}:s3:::${bucket}/`;
    }
  }
  const afterService = rest.slice(known.service.length);
  return /^[:*/]*$/.test(afterService) ? `arn:${partition}:${known.service}` : undefined;
}

/** Whether a text is a bucket's ARN (or all of S3's), without the key of an object. */
export function isBucketArn(value: string): boolean {
  const [, , rest = ""] = PARTITION.exec(value) ?? [];
  return /^s3(?::::?)?$|^s3:::[^/]+\/?$/.test(rest);
}
