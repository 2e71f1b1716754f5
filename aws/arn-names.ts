import type { Resource } from "../core";
import type { Identities } from "./identities";

/** The parts of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export interface Arn {
  readonly text: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What follows the account: `role/service/deploy`, `my-bucket/*`. */
  readonly rest: string;
}

/** The ARNs in a text; those whose service or account is a pattern are none, nor is what AWS itself owns (`aws`). */
export function arnsIn(text: string): Arn[] {
  const found = text.matchAll(/arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):([^\s"'`,;<>|\\]+)/g);
  return [...found].map(([whole, service = "", region = "", account = "", rest = ""]) => ({
    text: whole,
    service,
    region,
    account,
    rest,
  }));
}

/** The service as ARNs name it, where the provider's tokens name another (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html). */
const SERVICES: Readonly<Record<string, string>> = {
  "cloudwatch/logGroup": "logs",
  "cloudwatch/logDestination": "logs",
  "cloudwatch/eventRule": "events",
  "cloudwatch/eventBus": "events",
  "kinesis/firehoseDeliveryStream": "firehose",
  lb: "elasticloadbalancing",
  alb: "elasticloadbalancing",
  elb: "elasticloadbalancing",
  sfn: "states",
  cfg: "config",
  apigatewayv2: "apigateway",
  opensearch: "es",
  elasticsearch: "es",
  msk: "kafka",
  efs: "elasticfilesystem",
  docdb: "rds",
  neptune: "rds",
  timestreamwrite: "timestream",
  cognito: "cognito-idp",
};

/** The words of ARNs for types whose class is another word. */
const KINDS: Readonly<Record<string, string>> = { db: "instance", loadbalancer: "loadbalancer" };

/** The resources that an ARN means: those that bear it, else those of its service and kind whose name it has. */
export function bearersOfArn(arn: Arn, { arns, names, ids }: Identities): readonly Resource[] {
  const exact = arns.get(arn.text);
  if (exact) {
    return exact;
  }
  const kind = arn.service === "s3" ? "bucket" : /^([\w-]+)[/:]/.exec(arn.rest)?.[1];
  return namesIn(arn).flatMap((name) =>
    [...(names.get(name) ?? []), ...(ids.get(name) ?? [])].filter(({ type }) => isOf(type, arn.service, kind)),
  );
}

/** What may be the name in an ARN: without the kind before it, and without parts behind it. */
function namesIn({ service, rest }: Arn): string[] {
  if (service === "s3") {
    return [rest.split("/")[0] ?? ""];
  }
  const named = /^[\w-]+[/:](.+)$/.exec(rest)?.[1] ?? rest;
  const whole = named.replace(/:\*$/, "");
  const candidates = [
    rest,
    whole,
    `/${whole}`,
    // A stream of a log group, an index of a table, a version of a function; six random characters behind a secret.
    whole.split(":")[0] ?? "",
    service === "dynamodb" ? (whole.split("/")[0] ?? "") : "",
    service === "secretsmanager" ? whole.replace(/-[A-Za-z0-9?]{6}$/, "") : "",
    // IAM has paths before names, event rules their bus.
    service === "iam" || service === "events" ? (whole.split("/").at(-1) ?? "") : "",
  ];
  return [...new Set(candidates)].filter((name) => name !== "");
}

/** Whether a type is of the service and the kind that an ARN speaks of. */
function isOf(type: string, service: string, kind: string | undefined): boolean {
  const [, path = "", name = ""] = type.split(":");
  const own = SERVICES[path] ?? SERVICES[path.split("/")[0] ?? ""] ?? path.split("/")[0];
  const compact = kind?.replace(/-/g, "").toLowerCase();
  const wanted = compact === undefined ? undefined : (KINDS[compact] ?? compact);
  return own === service && (wanted === undefined || name.toLowerCase().replace(/v2$/, "").endsWith(wanted));
}
