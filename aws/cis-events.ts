/**
 * The events that the CIS AWS Foundations Benchmark (v1.4.0, 4.1 to 4.15) asks to be alarmed on, with the names by which its
 * filter patterns recognise them. AWS publishes the patterns with the controls CloudWatch.1 to CloudWatch.14
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html, read 2026-11-21); the pattern for
 * Organizations is CIS's own (https://docs.datadoghq.com/security/code_security/iac_security/iac_rules/terraform/aws/cloudwatch_aws_organizations_changes_missing_alarm/).
 */
import { matchesGlobIgnoringCase } from "../core";

export interface CisEvent {
  /** Number in CIS v1.4.0. */
  readonly id: string;
  readonly label: string;
  /** The benchmark's own pattern. */
  readonly pattern: string;
  /** The API calls that it consists of; none where other fields tell it. */
  readonly calls: readonly string[];
  /** Whether conditions of all patterns together recognise it. */
  isRecognisedBy(conditions: readonly Condition[]): boolean;
}

/** `$.eventName = "CreateVpc"`, as a filter pattern or an event pattern says it. */
export interface Condition {
  readonly field: string;
  readonly isNegated: boolean;
  readonly value: string;
}

const NAMES: readonly (readonly [id: string, label: string, source: string, names: string])[] = [
  [
    "4.4",
    "IAM policy changes",
    "",
    "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
  ],
  ["4.5", "trail changes", "", "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"],
  ["4.7", "key disabling or deletion", "kms", "DisableKey ScheduleKeyDeletion"],
  [
    "4.8",
    "S3 policy changes",
    "s3",
    "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
  ],
  [
    "4.9",
    "Config changes",
    "config",
    "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
  ],
  [
    "4.10",
    "security group changes",
    "",
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
  ],
  [
    "4.11",
    "NACL changes",
    "",
    "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
  ],
  [
    "4.12",
    "network gateway changes",
    "",
    "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
  ],
  [
    "4.13",
    "route table changes",
    "",
    "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute DisassociateRouteTable",
  ],
  [
    "4.14",
    "VPC changes",
    "",
    "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc DisableVpcClassicLink EnableVpcClassicLink",
  ],
  [
    "4.15",
    "Organizations changes",
    "organizations",
    "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount RemoveAccountFromOrganization UpdatePolicy UpdateOrganizationalUnit",
  ],
];

/** The benchmark's events in its order. Made when first asked for. */
export function cisEvents(): readonly CisEvent[] {
  events ??= [...BY_FIELD, ...NAMES.map(byNames)].sort((a, b) => minor(a) - minor(b));
  return events;
}

let events: readonly CisEvent[] | undefined;

const BY_FIELD: readonly CisEvent[] = [
  {
    id: "4.1",
    label: "unauthorised calls",
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    calls: [],
    isRecognisedBy: (conditions) =>
      hasValue(conditions, "errorCode", "AccessDenied") || hasValue(conditions, "errorCode", "UnauthorizedOperation"),
  },
  {
    id: "4.2",
    label: "console sign-in without MFA",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    calls: [],
    isRecognisedBy: (conditions) =>
      conditions.some(({ field, isNegated, value }) =>
        /(?:MFAUsed|mfaAuthenticated)$/.test(field) ? isNegated !== /^(?:no|false)$/i.test(value) : false,
      ),
  },
  {
    id: "4.3",
    label: "root use",
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    calls: [],
    isRecognisedBy: (conditions) =>
      hasValue(conditions, "userIdentity.type", "Root") || hasValue(conditions, "userIdentity.arn", ":root"),
  },
  {
    id: "4.6",
    label: "sign-in failures",
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    calls: [],
    isRecognisedBy: (conditions) =>
      hasValue(conditions, "errorMessage", "Failed authentication") ||
      hasValue(conditions, "responseElements.ConsoleLogin", "Failure"),
  },
];

function hasValue(conditions: readonly Condition[], field: string, part: string): boolean {
  return conditions.some((one) => one.field === field && !one.isNegated && one.value.includes(part));
}

/** An event that is a list of API calls. More than half of them are enough: some of the benchmark's no longer exist, and lists grow. */
function byNames([id, label, source, text]: (typeof NAMES)[number]): CisEvent {
  const calls = text.split(" ");
  const any = calls.map((name) => `($.eventName = ${name})`).join(" || ");
  return {
    id,
    label,
    pattern: source === "" ? `{ ${any} }` : `{ ($.eventSource = ${source}.amazonaws.com) && (${any}) }`,
    calls,
    isRecognisedBy: (conditions) => {
      const told = conditions.filter(({ field, isNegated }) => field === "eventName" && !isNegated);
      const known = calls.filter((name) => told.some(({ value }) => isNameIn(value, name)));
      return known.length * 2 > calls.length;
    },
  };
}

/** Whether a value of a condition means an API call: its name, `*` for any text, or a regular expression with its name. */
function isNameIn(value: string, name: string): boolean {
  return value.startsWith("%") ? value.includes(name) : matchesGlobIgnoringCase(name, value);
}

function minor({ id }: CisEvent): number {
  return Number(id.split(".")[1]);
}

/** No filter pattern is longer than 1024 characters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MAX_PATTERN = 4096;

/** `$.field = value`, `$.field != "a value"`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const COMPARISON = /\$\.([\w.[\]]+)\s*(!?=)\s*("[^"]*"|%[^%]*%|[^\s()&|{}"]+)/g;

/** The conditions in a metric filter's pattern; the words of one that is no JSON pattern may stand in any field. */
export function conditionsIn(pattern: string): readonly Condition[] {
  const text = pattern.slice(0, MAX_PATTERN).trim();
  if (text.startsWith("{")) {
    return [...text.matchAll(COMPARISON)].map(([, field = "", operator, value = ""]) => ({
      field,
      isNegated: operator === "!=",
      value: value.replace(/^"|"$/g, ""),
    }));
  }
  const words = [...text.matchAll(/(-?)\??(?:"([^"]*)"|(\w+))/g)];
  return words.flatMap(([, minus, quoted, plain]) =>
    ["eventName", "errorCode", "errorMessage"].map((field) => ({
      field,
      isNegated: minus === "-",
      value: quoted ?? plain ?? "",
    })),
  );
}
