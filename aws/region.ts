import type { Resource, StackFacts } from "../core";
import * as types from "./types";

/** Providers of AWS resources, with the config key that sets the region of their default provider. */
const REGION_KEYS: Readonly<Record<string, string>> = {
  "pulumi:providers:aws": "aws:region",
  "pulumi:providers:aws-native": "aws-native:region",
};

/** Where CloudFront and a few other services have to find what they use. */
export const US_EAST_1 = "us-east-1";

/** Whether it is a resource of one of the AWS providers: no component and no provider. */
export function isAwsResource(resource: Resource): boolean {
  return resource.hasProvider && /^aws(?:-native)?:/.test(resource.type);
}

/** The config key that sets the region of a default provider: `aws:region`, `aws-native:region`. */
export function regionKeyOf(resource: Resource): string | undefined {
  return REGION_KEYS[resource.provider.type];
}

/** Whether the engine made the provider from the stack's config (`default`, `default_7_48_0`). */
export function hasDefaultProvider(resource: Resource): boolean {
  return /^default(?:_|$)/.test(resource.provider.name);
}

/** The resource's own `region` (provider v7), when it is another than its provider's. */
export function ownRegion(resource: Resource): string | undefined {
  const own = resource.type.startsWith("aws:") ? resource.at("region").string() : undefined;
  return own !== undefined && own === resource.provider.settings.at("region").string() ? undefined : own;
}

/** The region of the resource's provider, from its settings or the stack's config; `undefined` when neither says it. */
export function providerRegion(resource: Resource, stack: StackFacts): string | undefined {
  const explicit = resource.provider.settings.at("region").string();
  const key = hasDefaultProvider(resource) ? regionKeyOf(resource) : undefined;
  return explicit ?? (key === undefined ? undefined : stack.config.get(key) || undefined);
}

/**
 * Where a resource is: its own region, else its provider's. `undefined` when only the environment of the run says it.
 * Throws `Undecided` when it is not known yet.
 */
export function regionOf(resource: Resource, stack: StackFacts): string | undefined {
  return ownRegion(resource) ?? providerRegion(resource, stack);
}

/** Whether two resources are in the same place: of the same provider, hence account, and in the same region. */
export function isSamePlace(one: Resource, other: Resource, stack: StackFacts): boolean {
  return hasSameProvider(one, other) && regionOf(one, stack) === regionOf(other, stack);
}

/** Default providers of several versions (`default_6_83_0` of a component package, `default_7_48_0`) read the same configuration. */
export function hasSameProvider(one: Resource, other: Resource): boolean {
  const [a, b] = [one.provider, other.provider];
  return a.urn === b.urn || (a.type === b.type && hasDefaultProvider(one) && hasDefaultProvider(other));
}

/** The partition that a region belongs to, as ARNs name it (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). */
export function partitionOf(region: string): string {
  const [, partition] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return partition ?? "aws";
}

const PARTITIONS: readonly (readonly [string, string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["us-iso-", "aws-iso"],
  ["eu-isoe-", "aws-iso-e"],
  ["eusc-", "aws-eusc"],
];

/**
 * Services that have no regions: every resource class of theirs lacks the input `region` in @pulumi/aws 7.48.0, which all
 * regional ones have (https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support).
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  "account",
  "bcmdata",
  "billing",
  "budgets",
  "cloudfront",
  "costexplorer",
  "costoptimizationhub",
  "cur",
  "globalaccelerator",
  "iam",
  "networkmanager",
  "notifications",
  "organizations",
  "rolesanywhere",
  "route53domains",
  "route53recoverycontrol",
  "route53recoveryreadiness",
  "savingsplans",
  "shield",
  "uxc",
  "waf",
]);

/** Types without a region in services that otherwise have regions, from the same source. */
const GLOBAL_TYPES: ReadonlySet<string> = new Set([
  "backup/globalSettings",
  "bedrock/useCaseForModelAccess",
  "chime/sdkvoiceGlobalSettings",
  "cloudtrail/organizationDelegatedAdminAccount",
  "directconnect/gateway",
  "directconnect/hostedConnection",
  "ec2/vpcIpamOrganizationAdminAccount",
  "fms/adminAccount",
  "ram/sharingWithOrganization",
  "route53/cidrCollection",
  "route53/cidrLocation",
  "route53/delegationSet",
  "route53/healthCheck",
  "route53/hostedZoneDnsSec",
  "route53/keySigningKey",
  "route53/queryLog",
  "route53/record",
  "route53/recordsExclusive",
  "route53/trafficPolicy",
  "route53/trafficPolicyInstance",
  "route53/vpcAssociationAuthorization",
  "route53/zone",
  "route53/zoneAssociation",
  "s3/accountPublicAccessBlock",
  "servicecatalog/organizationsAccess",
]);

/** Whether the resource belongs to no region: IAM, Route 53, CloudFront, Organizations and the like. */
export function isGlobal(type: string): boolean {
  const [provider, path = ""] = type.split(":");
  const [service = ""] = path.split("/");
  // Resolver has a service of its own in aws-native.
  return GLOBAL_SERVICES.has(service) || GLOBAL_TYPES.has(path) || (provider === "aws-native" && service === "route53");
}

/**
 * Whether the resource may have to be in us-east-1 wherever the rest is:
 * - certificates of CloudFront: https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html
 * - WAF for CloudFront: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
 * - Lambda@Edge, which needs a published version: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
 * Throws `Undecided` when its own settings do not show it yet.
 */
export function mayNeedUsEast1(resource: Resource): boolean {
  if (types.CERTIFICATE.includes(resource.type) || types.LAMBDA_PERMISSION.includes(resource.type)) {
    return true;
  }
  if (types.LAMBDA_FUNCTION.includes(resource.type)) {
    return resource.at("publish").boolean() === true;
  }
  if (types.WEB_ACL_LOGGING.includes(resource.type)) {
    return true;
  }
  return types.WAF_SCOPED.includes(resource.type) && resource.at("scope").string()?.toUpperCase() === "CLOUDFRONT";
}
