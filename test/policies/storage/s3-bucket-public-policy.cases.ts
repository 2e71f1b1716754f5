import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const POINT = "aws:s3/accessPoint:AccessPoint";
const POINT_POLICY = "aws:s3control/accessPointPolicy:AccessPointPolicy";

const read = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::acme-data/*",
  ...more,
});

const document = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const text = (...statements: readonly unknown[]): string => JSON.stringify(document(...statements));

export default cases("s3-bucket-public-policy", {
  passes: {
    "CloudFront with origin access control": (s) => {
      const distribution = s.resource("aws:cloudfront/distribution:Distribution", "cdn");
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: s.json(
          document(
            read(
              { Service: "cloudfront.amazonaws.com" },
              { Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } } },
            ),
          ),
        ),
      });
    },
    "an origin access identity, as an ARN and as a canonical user": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: text(
          read({ AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE" }),
          read({ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }),
        ),
      });
    },
    "everyone of an organisation": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: text(read("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })),
      });
    },
    "everyone through one VPC endpoint, in the form of the data source": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: {
          statements: [
            {
              effect: "Allow",
              principals: [{ type: "*", identifiers: ["*"] }],
              actions: ["s3:GetObject"],
              resources: ["arn:aws:s3:::acme-data/*"],
              conditions: [{ test: "StringEquals", variable: "aws:SourceVpce", values: ["vpce-1a2b3c4d"] }],
            },
          ],
        },
      });
    },
    "a Deny for everyone": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: text({ ...read("*"), Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      });
    },
    "a role, inline": (s) => {
      s.resource("aws:s3/bucketV2:BucketV2", "data", {
        policy: text(read({ AWS: ["arn:aws:iam::123456789012:role/app"] })),
      });
    },
    "the decision is left to access points of the account": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: text(
          read("*", { Action: "*", Condition: { StringEquals: { "s3:DataAccessPointAccount": "123456789012" } } }),
          read("*", {
            Condition: {
              ArnLike: { "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:123456789012:accesspoint/*" },
            },
          }),
        ),
      });
    },
    "an access point of a VPC": (s) => {
      s.resource(POINT, "point", {
        bucket: "acme-data",
        vpcConfiguration: { vpcId: "vpc-1a2b3c4d" },
        policy: text(read("*")),
      });
    },
    "the split policy of an access point of a VPC": (s) => {
      const point = s.resource(POINT, "point", { bucket: "acme-data", vpcConfiguration: { vpcId: "vpc-1a2b3c4d" } });
      s.resource(POINT_POLICY, "policy", { accessPointArn: point.arn, policy: text(read("*")) });
    },
    "no policy": (s) => {
      s.resource(BUCKET, "data");
      s.resource(POINT, "point", { bucket: "acme-data" });
    },
  },
  fails: {
    "everyone reads": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(POLICY, "policy", { bucket: data.id, policy: text(read("*", { Sid: "PublicRead" })) });
      },
      findings: [
        {
          resource: "policy",
          path: "policy.Statement[0]",
          found: /"PublicRead" lets everyone use s3:GetObject\./,
          fix: /aws:PrincipalOrgID/,
          key: "policy.Statement[PublicRead].Principal::*",
        },
      ],
    },
    "every AWS principal, inline, one statement that is no list": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          policy: JSON.stringify({
            Statement: read(
              { AWS: ["arn:aws:iam::123456789012:root", "*"] },
              { Action: ["s3:GetObject", "s3:PutObject"] },
            ),
          }),
        });
      },
      findings: [{ resource: "data", path: "policy.Statement", found: /lets everyone use s3:GetObject and 1 more/ }],
    },
    "inline on BucketV2, as an object": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "data", { policy: document(read({ AWS: "*" })) });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /everyone/ }],
    },
    "everyone but some": {
      stack: (s) => {
        const statement = read(undefined, { NotPrincipal: { AWS: "123456789012" } });
        s.resource(POLICY, "policy", { bucket: "acme-data", policy: text(statement) });
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /everyone but those in NotPrincipal/ }],
    },
    "conditions that narrow nobody": {
      stack: (s) => {
        s.resource(POLICY, "policy", {
          bucket: "acme-data",
          policy: text(
            read("*", { Sid: "Referer", Condition: { StringLike: { "aws:Referer": "https://example.com/*" } } }),
            read("*", { Sid: "Tls", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
            read("*", {
              Sid: "IfExists",
              Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            }),
            read("*", {
              Sid: "Everywhere",
              Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
            }),
            read("*", {
              Sid: "AnyPoint",
              Condition: { ArnLike: { "s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/*" } },
            }),
          ),
        });
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0]", found: /its condition \(aws:referer\) narrows nobody/ },
        { resource: "policy", path: "policy.Statement[1]", found: /aws:securetransport/ },
        { resource: "policy", path: "policy.Statement[2]", found: /aws:principalorgid/ },
        { resource: "policy", path: "policy.Statement[3]", found: /aws:sourceip/ },
        { resource: "policy", path: "policy.Statement[4]", found: /s3:dataaccesspointarn/ },
      ],
    },
    "an access point on the internet, inline": {
      stack: (s) => {
        s.resource(POINT, "point", { bucket: "acme-data", policy: text(read("*")) });
      },
      findings: [{ resource: "point", path: "policy.Statement[0]", found: /everyone/ }],
    },
    "the policies of other access points": {
      stack: (s) => {
        const point = s.resource(POINT, "point", { bucket: "acme-data" });
        s.resource(POINT_POLICY, "policy", { accessPointArn: point.arn, policy: text(read("*")) });
        s.resource("aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy", "lambda", {
          name: "acme",
          policy: text(read("*")),
        });
        s.resource("aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", "regions", {
          details: { name: "acme", policy: text(read("*")) },
        });
        s.resource("aws:s3control/bucketPolicy:BucketPolicy", "outposts", {
          bucket: "arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-1/bucket/acme",
          policy: text(read("*")),
        });
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0]", found: /everyone/ },
        { resource: "lambda", path: "policy.Statement[0]", found: /everyone/ },
        { resource: "regions", path: "details.policy.Statement[0]", found: /everyone/ },
        { resource: "outposts", path: "policy.Statement[0]", found: /everyone/ },
      ],
    },
    "every action, told here alone": {
      stack: (s) => {
        s.resource(POLICY, "policy", { bucket: "acme-data", policy: text(read("*", { Action: "s3:*" })) });
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /everyone use s3:\*/ }],
    },
    "an unknown statement hides nothing about another": {
      stack: (s) => {
        s.resource(POLICY, "policy", {
          bucket: "acme-data",
          policy: document(s.unknown, read(s.unknown), read("*", { Condition: s.unknown }), read("*")),
        });
      },
      findings: [{ resource: "policy", path: "policy.Statement[3]", found: /everyone/ }],
    },
  },
  undecided: {
    "the policy": (s) => {
      s.resource(POLICY, "policy", { bucket: "acme-data", policy: s.unknown });
    },
    "a condition that may narrow": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-data",
        policy: document(read("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": s.unknown } } })),
      });
    },
    "the access point's VPC": (s) => {
      s.resource(POINT, "point", { bucket: "acme-data", vpcConfiguration: s.unknown, policy: text(read("*")) });
    },
  },
  malformed: {
    "no JSON, and what is no statement": (s) => {
      s.resource(POLICY, "policy", { bucket: "acme-data", policy: "{" });
      s.resource(POLICY, "more", { bucket: "acme-data", policy: { Statement: [null, 3, "Allow", [], { Effect: 7 }] } });
    },
  },
});
