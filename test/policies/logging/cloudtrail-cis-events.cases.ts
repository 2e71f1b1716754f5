import type { BuiltResource, StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";
import { eventRule, FILTER, GROUP, TRAIL, trailWithGroup } from "./trails";

/** The patterns that AWS publishes with the controls, and CIS's own for Organizations. */
const PATTERNS: Readonly<Record<string, string>> = {
  unauthorised: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  mfa: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  root: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  iam: "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}",
  trail:
    "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  failures: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  keys: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  s3: "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  config:
    "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  groups:
    "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  nacl: "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  gateways:
    "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  routes:
    "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  // Without the calls for EC2-Classic, which exist no more.
  vpc: "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection)}",
  organizations:
    '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount") || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ($.eventName = "UpdateOrganizationalUnit")) }',
};

function filtersOn(s: StackBuilder, group: BuiltResource, patterns: Readonly<Record<string, unknown>>): void {
  for (const [name, pattern] of Object.entries(patterns)) {
    s.resource(FILTER, name, {
      logGroupName: group.ref("name"),
      pattern,
      metricTransformation: { namespace: "CIS", name, value: "1" },
    });
  }
}

/** A trail with filters on all events, some of them replaced or left out (`undefined`). */
const watching =
  (changed: Readonly<Record<string, unknown>> = {}) =>
  (s: StackBuilder): void => {
    const all = Object.entries({ ...PATTERNS, ...changed }).filter(([, pattern]) => pattern !== undefined);
    filtersOn(s, trailWithGroup(s), Object.fromEntries(all));
  };

const lacks = (changed: Readonly<Record<string, unknown>>, label: string, fix = /./) => ({
  stack: watching(changed),
  findings: [{ resource: "trail", path: "", found: new RegExp(`^.*Nothing recognises ${label}\\.`), fix }],
});

const ALL =
  "unauthorised calls, console sign-in without MFA, root use, IAM policy changes, trail changes, sign-in failures, key disabling or deletion, S3 policy changes, Config changes, security group changes, NACL changes, network gateway changes, route table changes, VPC changes, Organizations changes";

export default cases("cloudtrail-cis-events", {
  passes: {
    "a filter for each event": watching(),
    "wildcards in place of names": watching({ groups: "{ $.eventName = *SecurityGroup* }" }),
    "a regular expression in place of names": watching({ keys: "{ $.eventName = %DisableKey|ScheduleKeyDeletion% }" }),
    "words in place of a JSON pattern": watching({ keys: "?DisableKey ?ScheduleKeyDeletion" }),
    "the benchmark's older pattern for sign-in without MFA": watching({
      mfa: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed = "No") }',
    }),
    "the names of one event in two filters": watching({
      trail: "{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) }",
      trail2: "{ ($.eventName = DeleteTrail) || ($.eventName = StopLogging) }",
    }),
    "an event that settings ignore": {
      options: { ignoredEvents: ["4.15"] },
      stack: watching({ organizations: undefined }),
    },
    "alarms are elsewhere": {
      settings: { providedElsewhere: ["alarms"] },
      stack: watching({ root: undefined }),
    },
    "a second trail, for which the first one speaks": (s) => {
      watching()(s);
      s.resource(TRAIL, "z-data", { s3BucketName: "logs" });
    },
    "no filter at all, which another policy reports": (s) => {
      trailWithGroup(s);
    },
    "no CloudWatch Logs at all, which another policy reports": (s) => {
      s.resource(TRAIL, "trail", {});
    },
    "a log group outside": (s) => {
      s.resource(TRAIL, "trail", { cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:central:*" });
    },
    "an event rule in place of a filter": (s) => {
      watching({ keys: undefined })(s);
      eventRule(s, {
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] },
      });
    },
  },
  fails: {
    "no filter for root use": lacks({ root: undefined }, "root use", /userIdentity\.type = "Root"/),
    "no filter for unauthorised calls": lacks({ unauthorised: undefined }, "unauthorised calls", /AccessDenied\*/),
    "no filter for sign-in without MFA": lacks({ mfa: undefined }, "console sign-in without MFA", /MFAUsed/),
    "no filter for IAM changes": lacks({ iam: undefined }, "IAM policy changes", /AttachRolePolicy/),
    "no filter for trail changes": lacks({ trail: undefined }, "trail changes", /StopLogging/),
    "no filter for sign-in failures": lacks({ failures: undefined }, "sign-in failures", /Failed authentication/),
    "no filter for keys": lacks({ keys: undefined }, "key disabling or deletion", /kms\.amazonaws\.com.*DisableKey/),
    "no filter for buckets": lacks({ s3: undefined }, "S3 policy changes"),
    "no filter for Config": lacks({ config: undefined }, "Config changes"),
    "no filter for security groups": lacks({ groups: undefined }, "security group changes"),
    "no filter for NACLs": lacks({ nacl: undefined }, "NACL changes"),
    "no filter for gateways": lacks({ gateways: undefined }, "network gateway changes"),
    "no filter for route tables": lacks({ routes: undefined }, "route table changes"),
    "no filter for VPCs": lacks({ vpc: undefined }, "VPC changes"),
    "no filter for Organizations": lacks({ organizations: undefined }, "Organizations changes"),
    "one call of two": lacks({ keys: "{ $.eventName = DisableKey }" }, "key disabling or deletion"),
    "all events but the one": lacks(
      { keys: "{ $.eventName != DisableKey && $.eventName != ScheduleKeyDeletion }" },
      "key .*",
    ),
    "everybody but root": lacks({ root: '{ $.userIdentity.type != "Root" }' }, "root use"),
    "sign-in with MFA in place of without": lacks(
      { mfa: '{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed = "Yes") }' },
      "console sign-in without MFA",
    ),
    "words that must not stand there": lacks({ keys: "-DisableKey -ScheduleKeyDeletion" }, "key .*"),
    "a filter that is about something else": {
      stack: (s) => {
        filtersOn(s, trailWithGroup(s), { other: "{ $.eventName = RunInstances }" });
      },
      findings: [{ resource: "trail", path: "", found: new RegExp(`Nothing recognises ${ALL}\\.`), key: "cis-events" }],
    },
    "filters on application logs": {
      stack: (s) => {
        filtersOn(s, trailWithGroup(s), { root: PATTERNS["root"] });
        filtersOn(s, s.resource(GROUP, "app", { name: "/app" }), { keys: PATTERNS["keys"] });
      },
      findings: [{ resource: "trail", path: "", found: /key disabling or deletion/ }],
    },
    "GuardDuty findings are told, but nothing that CIS names": {
      stack: (s) => {
        s.resource(TRAIL, "trail", { s3BucketName: "logs" });
        eventRule(s, { source: ["aws.guardduty"] });
      },
      findings: [{ resource: "trail", path: "", found: /unauthorised calls, .*, Organizations changes/ }],
    },
  },
  undecided: {
    "the log group of a further filter is not known": (s) => {
      watching({ root: undefined })(s);
      s.resource(FILTER, "root", { logGroupName: s.unknown, pattern: PATTERNS["root"] });
    },
    "the log group of a further trail is not known": (s) => {
      watching({ root: undefined })(s);
      s.resource(TRAIL, "z-second", { cloudWatchLogsGroupArn: s.unknown });
    },
    "a pattern is not known": (s) => {
      watching({ root: undefined, other: s.unknown })(s);
    },
  },
  malformed: {
    "patterns of odd types": {
      stack: (s) => {
        filtersOn(s, trailWithGroup(s), { a: 7, b: { c: "Root" }, d: '{ $.eventName = "', e: null });
      },
      findings: [{ resource: "trail", path: "", found: /root use/ }],
    },
    "a huge pattern": {
      stack: (s) => {
        filtersOn(s, trailWithGroup(s), { a: `{ ${'$.a="'.repeat(20_000)}` });
      },
      findings: [{ resource: "trail", path: "", found: /root use/ }],
    },
  },
});
