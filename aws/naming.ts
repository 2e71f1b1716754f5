import {
  carriesSuffix,
  environmentsOf,
  matchesGlobIgnoringCase,
  REDACTED,
  type EnvironmentSuffix,
  type Resource,
  type Settings,
  type Value,
} from "../core";
import { physicalNameInputs, scopedNameInputs } from "./schema";
import { BUCKET } from "./types";

/**
 * Whether the engine made the name of a logical name, which it ends with seven hexadecimal digits, before an extension if
 * there is one (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).
 */
export function isAutoName(name: string, logicalName: string): boolean {
  const lower = withoutExtension(name);
  const start = lower.slice(0, -7).replace(/[-_.]$/, "");
  return /[0-9a-f]{7}$/.test(lower) && start.endsWith(logicalName.toLowerCase());
}

/** Whether a name ends with random characters, the engine's or a program's own of letters and digits, so that it cannot collide. */
export function isGeneratedName(name: string, logicalName: string): boolean {
  const tail = /[-_.]([0-9a-f]{6,64})$/.exec(withoutExtension(name))?.[1] ?? "";
  return isAutoName(name, logicalName) || (/\d/.test(tail) && /[a-f]/.test(tail));
}

/** A name in lower case without `.fifo` and the like. */
function withoutExtension(name: string): string {
  return name.toLowerCase().replace(/\.[a-z]+$/, "");
}

/**
 * Names that AWS prescribes or that follow from another resource's name, as patterns by type.
 * - Lambda, RDS, EKS, API Gateway and Container Insights write to log groups of fixed names:
 *   https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 *   https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
 * - DMS and CloudFormation StackSets look for roles of fixed names:
 *   https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html
 *   https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
 * - Session Manager reads its preferences from one document:
 *   https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
 * - An account has one configuration recorder, whose name has to be that of the one it has already:
 *   https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
 */
const PRESCRIBED: Readonly<Record<string, readonly string[]>> = {
  "*": ["default", "default.*", "aws/*", "alias/aws/*", "aws.partner/*", "AWSServiceRoleFor*", "aws-service-role/*"],
  "aws:cloudwatch/logGroup:LogGroup": [
    "/aws/lambda/?*",
    "/aws/rds/*/?*",
    "/aws/eks/?*/cluster",
    "/aws/apigateway/welcome",
    "API-Gateway-Execution-Logs_?*",
    "/aws/ecs/containerinsights/?*",
    "/aws/containerinsights/?*",
    "RDSOSMetrics",
  ],
  "aws:iam/role:Role": [
    "dms-vpc-role",
    "dms-cloudwatch-logs-role",
    "dms-access-for-endpoint",
    "AWSCloudFormationStackSetAdministrationRole",
    "AWSCloudFormationStackSetExecutionRole",
  ],
  "aws:ssm/document:Document": ["SSM-SessionManagerRunShell"],
  "aws:athena/workgroup:Workgroup": ["primary"],
  "aws:cfg/recorder:Recorder": ["*"],
};

/**
 * The bucket of a website has the name of its domain, and other buckets hardly have dots.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/website-hosting-custom-domain-walkthrough.html
 */
const DOMAIN_NAME = /^(?:[a-z0-9-]+\.)+[a-z]{2,6}$/;

/** Whether the program had no choice of name. */
export function isPrescribedName(type: string, name: string): boolean {
  if (BUCKET.includes(type) && DOMAIN_NAME.test(name)) {
    return true;
  }
  return [...(PRESCRIBED["*"] ?? []), ...(PRESCRIBED[type] ?? [])].some((pattern) =>
    matchesGlobIgnoringCase(name, pattern),
  );
}

/** The physical names that a program or the engine gave to a resource; prefixes, to which AWS adds random characters, are none. */
export function physicalNames(resource: Resource): Value[] {
  return physicalNameInputs(resource.type)
    .filter((input) => !input.endsWith("Prefix"))
    .map((input) => resource.at(input))
    .filter(isName);
}

/** Whether resources of the type have names of their own, unique or within a parent. */
export function canCarryName(type: string): boolean {
  return physicalNameInputs(type).length > 0 || scopedNameInputs(type).length > 0;
}

/** All names and prefixes of names of a resource, also those that are unique within a parent only. */
export function allNames(resource: Resource): Value[] {
  return [...physicalNameInputs(resource.type), ...scopedNameInputs(resource.type)]
    .map((input) => resource.at(input))
    .filter(isName);
}

function isName(value: Value): boolean {
  return !value.isAbsent && value.raw !== REDACTED;
}

/**
 * Whether the same name could be wanted by another environment: the program chose it, and it has neither the suffix, nor
 * another word for the suffix's environment, nor random characters.
 */
export function canCollide(resource: Resource, name: string, suffix: EnvironmentSuffix, settings: Settings): boolean {
  // The cheapest question first: most names are the engine's.
  return !(
    isGeneratedName(name, resource.name) ||
    isPrescribedName(resource.type, name) ||
    carriesSuffix(name, suffix.text) ||
    speaksOfSame(name, suffix.text, settings)
  );
}

/** Whether a name speaks of every environment that the suffix does, in other words. */
function speaksOfSame(name: string, suffix: string, settings: Settings): boolean {
  const environments = environmentsOf(suffix, settings);
  const named = environments.length > 0 ? environmentsOf(name, settings) : [];
  return environments.length > 0 && environments.every((one) => named.includes(one));
}

/** A name as messages quote it. */
export function quoteName(name: string): string {
  return `"${name.length > 100 ? `${name.slice(0, 100)}...` : name}"`;
}
