import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const domain = config.require("domain");
const stack = pulumi.getStack();
const tags = { Environment: stack, ManagedBy: "Pulumi", Project: pulumi.getProject(), Owner: config.require("owner") };

const home = new aws.Provider("home", {
  region: new pulumi.Config("aws").require("region") as aws.Region,
  defaultTags: { tags },
});
// CloudFront takes certificates and delivers logs from this region alone.
const global = new aws.Provider("global", { region: "us-east-1", defaultTags: { tags } });

const zone = aws.route53.getZoneOutput({ name: config.require("zone") }, { provider: home });

const certificate = new aws.acm.Certificate(
  "site",
  { domainName: domain, validationMethod: "DNS" },
  { provider: global },
);
const option = certificate.domainValidationOptions[0];
const validationRecord = new aws.route53.Record(
  "validation",
  {
    zoneId: zone.zoneId,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: 300,
  },
  { provider: home },
);
const validation = new aws.acm.CertificateValidation(
  "site",
  { certificateArn: certificate.arn, validationRecordFqdns: [validationRecord.fqdn] },
  { provider: global },
);

const account = aws.getCallerIdentityOutput({}, { provider: home }).accountId;
const key = new aws.kms.Key(
  "content",
  {
    description: "What the site serves",
    enableKeyRotation: true,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          sid: "Account",
          principals: [{ type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${account}:root`] }],
          actions: ["kms:*"],
          resources: ["*"],
        },
        {
          sid: "CloudFrontReads",
          principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
          actions: ["kms:Decrypt"],
          resources: ["*"],
          conditions: [
            {
              test: "ArnLike",
              variable: "AWS:SourceArn",
              values: [pulumi.interpolate`arn:aws:cloudfront::${account}:distribution/*`],
            },
          ],
        },
      ],
    }).json,
  },
  { provider: home, protect: true },
);

/** A bucket that nobody reaches without being named; with S3's own key unless another is given. */
function privateBucket(
  name: string,
  keepNoncurrentDays: number,
  { expiration, kmsMasterKeyId }: { expiration?: { days: number }; kmsMasterKeyId?: pulumi.Input<string> },
): aws.s3.Bucket {
  const options = { provider: home };
  const bucket = new aws.s3.Bucket(name, {}, { ...options, protect: true });
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  const versioning = new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        kmsMasterKeyId === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true },
      ],
    },
    options,
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: keepNoncurrentDays },
          ...(expiration && { expiration }),
        },
      ],
    },
    { ...options, dependsOn: [versioning] },
  );
  return bucket;
}
const content = privateBucket("content", 90, { kmsMasterKeyId: key.arn });
const logs = privateBucket("access-logs", 30, { expiration: { days: 400 } });

new aws.s3.BucketLogging(
  "content",
  { bucket: content.id, targetBucket: logs.id, targetPrefix: "s3/content/" },
  { provider: home },
);

const access = new aws.cloudfront.OriginAccessControl(
  "content",
  {
    description: "CloudFront signs its requests to the bucket",
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  },
  { provider: home },
);

const headers = new aws.cloudfront.ResponseHeadersPolicy(
  "secure",
  {
    securityHeadersConfig: {
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: true },
      strictTransportSecurity: { accessControlMaxAgeSec: 63072000, includeSubdomains: true, override: true },
    },
  },
  { provider: home },
);

const directoryIndex = new aws.cloudfront.Function(
  "directory-index",
  {
    runtime: "cloudfront-js-2.0",
    comment: "Serves index.html of a folder",
    publish: true,
    code: `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) request.uri += "index.html";
  return request;
}`,
  },
  { provider: home },
);

const distribution = new aws.cloudfront.Distribution(
  "site",
  {
    enabled: true,
    isIpv6Enabled: true,
    httpVersion: "http2and3",
    aliases: [domain],
    defaultRootObject: "index.html",
    origins: [
      {
        originId: "content",
        domainName: content.bucketRegionalDomainName,
        originAccessControlId: access.id,
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "content",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      // The managed policy CachingOptimized.
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      responseHeadersPolicyId: headers.id,
      functionAssociations: [{ eventType: "viewer-request", functionArn: directoryIndex.arn }],
    },
    customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }],
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: validation.certificateArn,
      minimumProtocolVersion: "TLSv1.2_2021",
      sslSupportMethod: "sni-only",
    },
    priceClass: "PriceClass_100",
    // The web ACL of all sites, which the security team keeps.
    webAclId: config.require("webAclArn"),
    waitForDeployment: false,
  },
  { provider: home },
);

const logDelivery = { provider: global };
const logSource = new aws.cloudwatch.LogDeliverySource(
  "site",
  { name: `website-${stack}`, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
  logDelivery,
);
const logDestination = new aws.cloudwatch.LogDeliveryDestination(
  "site",
  {
    name: `website-${stack}`,
    outputFormat: "json",
    deliveryDestinationConfiguration: { destinationResourceArn: pulumi.interpolate`${logs.arn}/cloudfront` },
  },
  logDelivery,
);
new aws.cloudwatch.LogDelivery(
  "site",
  { deliverySourceName: logSource.name, deliveryDestinationArn: logDestination.arn },
  logDelivery,
);

const denyPlainHttp = (bucket: aws.s3.Bucket): aws.types.input.iam.GetPolicyDocumentStatementArgs => ({
  sid: "DenyPlainHttp",
  effect: "Deny",
  principals: [{ type: "*", identifiers: ["*"] }],
  actions: ["s3:*"],
  resources: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
  conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
});
new aws.s3.BucketPolicy(
  "content",
  {
    bucket: content.id,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        denyPlainHttp(content),
        {
          sid: "CloudFrontReads",
          principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
          actions: ["s3:GetObject"],
          resources: [pulumi.interpolate`${content.arn}/*`],
          conditions: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [distribution.arn] }],
        },
      ],
    }).json,
  },
  { provider: home },
);
new aws.s3.BucketPolicy(
  "access-logs",
  {
    bucket: logs.id,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        denyPlainHttp(logs),
        {
          sid: "LogDeliveryWrites",
          principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com", "logging.s3.amazonaws.com"] }],
          actions: ["s3:PutObject"],
          resources: [pulumi.interpolate`${logs.arn}/*`],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
        },
      ],
    }).json,
  },
  { provider: home },
);

const pages: Record<string, string> = {
  "index.html": "<!doctype html><title>Acme Outdoor</title><h1>Tents, boots and maps</h1>",
  "404.html": "<!doctype html><title>Not found</title><h1>This path leads nowhere</h1>",
};
for (const [key, html] of Object.entries(pages)) {
  new aws.s3.BucketObjectv2(
    key,
    { bucket: content.id, key, source: new pulumi.asset.StringAsset(html), contentType: "text/html" },
    { provider: home },
  );
}

for (const type of ["A", "AAAA"] as const) {
  new aws.route53.Record(
    `site-${type}`,
    {
      zoneId: zone.zoneId,
      name: domain,
      type,
      aliases: [{ name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false }],
    },
    { provider: home },
  );
}

export const url = `https://${domain}`;
export const contentBucketName = content.bucket;
export const distributionId = distribution.id;
export const kmsKeyArn = key.arn;
export const stackName = stack;
export const environmentSuffix = stack;
