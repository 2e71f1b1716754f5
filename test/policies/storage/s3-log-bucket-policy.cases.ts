import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ARN = "arn:aws:s3:::acme-logs";
const OWN = { StringEquals: { "aws:SourceAccount": "123456789012" } };

const document = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });

const put = (principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "s3:PutObject",
  Resource: `${ARN}/*`,
  ...more,
});

/** A log bucket, told as one by a load balancer, with a policy. */
function logs(s: StackBuilder, policy: unknown): void {
  const bucket = s.resource(BUCKET, "logs", { bucket: "acme-logs" });
  s.resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: bucket.id, enabled: true } });
  s.resource(POLICY, "policy", { bucket: bucket.id, policy });
}

const text = (...statements: readonly object[]): string => JSON.stringify(document(...statements));

export default cases("s3-log-bucket-policy", {
  passes: {
    "access logs, as AWS documents them": (s) => {
      logs(s, text(put({ Service: "logging.s3.amazonaws.com" }, { Condition: OWN })));
    },
    "a trail, as AWS documents it": (s) => {
      const source = { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit" } };
      logs(
        s,
        text(
          put({ Service: "cloudtrail.amazonaws.com" }, { Action: "s3:GetBucketAcl", Resource: ARN, Condition: source }),
          put(
            { Service: "cloudtrail.amazonaws.com" },
            { Condition: { StringEquals: { ...source.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } } },
          ),
        ),
      );
    },
    "AWS Config": (s) => {
      logs(
        s,
        text(
          put(
            { Service: "config.amazonaws.com" },
            { Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: ARN, Condition: OWN },
          ),
          put({ Service: ["config.amazonaws.com"] }, { Action: ["s3:PutObject"], Condition: OWN }),
        ),
      );
    },
    "flow logs, under the account and an ARN with a wildcard": (s) => {
      logs(
        s,
        text(
          put(
            { Service: "delivery.logs.amazonaws.com" },
            { Condition: { ...OWN, ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*" } } },
          ),
          put(
            { Service: "delivery.logs.amazonaws.com" },
            { Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: ARN },
          ),
        ),
      );
    },
    "an application load balancer under its ARNs": (s) => {
      logs(
        s,
        text(
          put(
            { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
            {
              Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" },
              },
            },
          ),
        ),
      );
    },
    "an application load balancer and Redshift, as AWS documents them: the path names the account": (s) => {
      logs(
        s,
        text(
          put(
            { Service: ["logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.elb.amazonaws.com"] },
            { Resource: [`${ARN}/AWSLogs/123456789012/*`, `${ARN}/web/AWSLogs/123456789012/elasticloadbalancing/*`] },
          ),
          put(
            { Service: "redshift.ap-east-1.amazonaws.com" },
            { Action: ["s3:PutObject", "s3:GetBucketAcl"], Resource: [ARN, `${ARN}/AWSLogs/123456789012/redshift/*`] },
          ),
        ),
      );
    },
    "exports of CloudWatch Logs, whose principal is the region's": (s) => {
      logs(
        s,
        text(
          put(
            { Service: ["logs.us-east-1.amazonaws.com", "logs.us-gov-west-1.amazonaws.com"] },
            { Action: ["s3:PutObject", "s3:GetBucketAcl"], Condition: OWN },
          ),
          put({ Service: "logs.cn-north-1.amazonaws.com.cn" }, { Condition: OWN }),
        ),
      );
    },
    "findings of GuardDuty beside the logs": (s) => {
      logs(
        s,
        text(
          put({ Service: "guardduty.amazonaws.com" }, { Condition: OWN }),
          put({ Service: "guardduty.amazonaws.com" }, { Action: "s3:GetBucketLocation", Resource: ARN }),
        ),
      );
    },
    "findings alone make no log bucket": (s) => {
      s.resource(POLICY, "policy", {
        bucket: "acme-findings",
        policy: text(put({ Service: "guardduty.amazonaws.com" }), put({ AWS: "123456789012" })),
      });
    },
    "one bucket and one statement for several services": (s) => {
      logs(
        s,
        text(
          put(
            {
              Service: [
                "logging.s3.amazonaws.com",
                "delivery.logs.amazonaws.com",
                "cloudtrail.amazonaws.com",
                "config.amazonaws.com",
                "logdelivery.elasticloadbalancing.amazonaws.com",
              ],
            },
            { Condition: OWN },
          ),
          put(
            { Service: ["logging.s3.amazonaws.com", "delivery.logs.amazonaws.com"] },
            { Action: "s3:GetBucketAcl", Resource: ARN },
          ),
        ),
      );
    },
    "Elastic Load Balancing's account of an older region needs no condition": (s) => {
      logs(s, text(put({ AWS: "arn:aws:iam::127311923021:root" })));
    },
    "Elastic Load Balancing's account as a number": (s) => {
      logs(s, text(put({ AWS: ["127311923021"] })));
    },
    "a whole organisation": (s) => {
      logs(
        s,
        text(
          put(
            { Service: "cloudtrail.amazonaws.com" },
            { Condition: { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } } },
          ),
        ),
      );
    },
    "people read": (s) => {
      logs(s, text(put({ AWS: "arn:aws:iam::123456789012:role/auditor" }, { Action: ["s3:GetObject*", "s3:List*"] })));
    },
    "whatever a Deny says": (s) => {
      logs(s, text({ ...put("*"), Effect: "Deny", Action: "s3:*" }));
    },
    "everybody may write, which is told as public": (s) => {
      logs(s, text(put("*"), put({ AWS: "*" }, { Condition: { Bool: { "aws:SecureTransport": "true" } } })));
    },
    "a data bucket": (s) => {
      const bucket = s.resource(BUCKET, "data", { bucket: "acme-data" });
      s.resource(POLICY, "policy", {
        bucket: bucket.id,
        policy: text(put({ AWS: "arn:aws:iam::123456789012:role/app" })),
      });
    },
    "the form of the data source": (s) => {
      logs(s, {
        statements: [
          {
            effect: "Allow",
            principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
            actions: ["s3:PutObject"],
            resources: [`${ARN}/*`],
            conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] }],
          },
        ],
      });
    },
  },
  fails: {
    "no condition": {
      stack: (s) => {
        logs(s, text(put({ Service: "logging.s3.amazonaws.com" }, { Sid: "AccessLogs" })));
      },
      findings: [
        {
          resource: "policy",
          path: "policy.Statement[0]",
          found: /logging\.s3\.amazonaws\.com may write logs of any account/,
          fix: /aws:SourceAccount/,
          key: "policy.Statement[AccessLogs].Condition::source",
        },
      ],
    },
    "a load balancer whose path names no account": {
      stack: (s) => {
        const elb = { Service: "logdelivery.elasticloadbalancing.amazonaws.com" };
        logs(
          s,
          text(
            put(elb),
            put(elb, { Resource: `${ARN}/AWSLogs/*` }),
            put(elb, { Resource: [`${ARN}/AWSLogs/123456789012/*`, "*"] }),
            put(elb, { Resource: `${ARN}/AWSLogs/1234567890123/*` }),
            put(elb, { Resource: undefined, NotResource: `${ARN}/AWSLogs/123456789012/*` }),
          ),
        );
      },
      findings: [0, 1, 2, 3, 4].map((index) => ({
        resource: "policy",
        path: `policy.Statement[${index}]`,
        found: /logdelivery\.elasticloadbalancing\.amazonaws\.com may write .* neither the path of Resource/,
        fix: /AWSLogs\/\$\{accountId\}\/\*/,
      })),
    },
    "a path that names the account is none for a service with conditions": {
      stack: (s) => {
        logs(
          s,
          text(
            put(
              { Service: ["logdelivery.elb.amazonaws.com", "cloudtrail.amazonaws.com"] },
              { Resource: `${ARN}/AWSLogs/123456789012/*` },
            ),
          ),
        );
      },
      findings: [
        {
          resource: "policy",
          path: "policy.Statement[0]",
          found: /^cloudtrail\.amazonaws\.com may write .* no condition/,
          fix: /aws:SourceArn/,
        },
      ],
    },
    "a service of a region, told by its own name": {
      stack: (s) => {
        s.resource(POLICY, "policy", {
          bucket: "acme-logs",
          policy: text(put({ Service: "Logs.cn-north-1.amazonaws.com.cn" })),
        });
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0]", found: /^logs\.cn-north-1\.amazonaws\.com may write logs/ },
      ],
    },
    "findings of any account, and more than they need": {
      stack: (s) => {
        logs(s, text(put({ Service: "guardduty.amazonaws.com" }, { Action: ["s3:PutObject", "s3:GetObject"] })));
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0]", found: /guardduty\.amazonaws\.com may write/ },
        { resource: "policy", path: "policy.Statement[0].Action[1]", found: /guardduty\.amazonaws\.com does not need/ },
      ],
    },
    "names that only look like a service's": {
      stack: (s) => {
        logs(
          s,
          text(
            put({ Service: "cloudtrail.us-east-1.amazonaws.com" }, { Condition: OWN }),
            put({ Service: "delivery.logs.us-east-1.amazonaws.com" }, { Condition: OWN }),
            put({ AWS: "guardduty.amazonaws.com" }, { Condition: OWN }),
          ),
        );
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0].Principal.Service", found: /"cloudtrail\.us-east-1.* may/ },
        { resource: "policy", path: "policy.Statement[1].Principal.Service", found: /"delivery\.logs\.us-east.* may/ },
        { resource: "policy", path: "policy.Statement[2].Principal.AWS", found: /"guardduty\.amazonaws\.com" may/ },
      ],
    },
    "a condition that says nothing of the source": {
      stack: (s) => {
        logs(
          s,
          text(
            put(
              { Service: "delivery.logs.amazonaws.com" },
              { Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } } },
            ),
          ),
        );
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "a condition that need not match": {
      stack: (s) => {
        logs(
          s,
          document(
            put(
              { Service: "config.amazonaws.com" },
              { Condition: { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } } },
            ),
          ),
        );
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "a source that is any": {
      stack: (s) => {
        logs(
          s,
          text(
            put({ Service: "cloudtrail.amazonaws.com" }, { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:*" } } }),
          ),
        );
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "an organisation of callers is no source": {
      stack: (s) => {
        logs(
          s,
          text(
            put(
              { Service: "cloudtrail.amazonaws.com" },
              { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
            ),
          ),
        );
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "more than it needs": {
      stack: (s) => {
        logs(
          s,
          text(
            put(
              { Service: "logging.s3.amazonaws.com" },
              { Action: ["s3:PutObject", "s3:GetObject", "s3:*"], Condition: OWN },
            ),
          ),
        );
      },
      findings: [
        {
          resource: "policy",
          path: "policy.Statement[0].Action[1]",
          found: /logging\.s3\.amazonaws\.com does not need s3:GetObject/,
          fix: /Action: \["s3:PutObject"\]/,
        },
        { resource: "policy", path: "policy.Statement[0].Action[2]", found: /does not need s3:\*/ },
      ],
    },
    "Elastic Load Balancing's account may do everything": {
      stack: (s) => {
        logs(s, text(put({ AWS: "arn:aws:iam::127311923021:root" }, { Action: "s3:*" })));
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0].Action", found: /Elastic Load Balancing's account does not/ },
      ],
    },
    "everything but NotAction": {
      stack: (s) => {
        const statement = put({ Service: "config.amazonaws.com" }, { Action: undefined, Condition: OWN });
        logs(s, text(statement, { ...statement, NotAction: "s3:DeleteObject" }));
      },
      findings: [
        { resource: "policy", path: "policy.Statement[1].NotAction", found: /does not need everything but NotAction/ },
      ],
    },
    "a role writes": {
      stack: (s) => {
        logs(
          s,
          text(
            put({ Service: "logging.s3.amazonaws.com", AWS: "arn:aws:iam::123456789012:role/app" }, { Condition: OWN }),
          ),
        );
      },
      findings: [
        {
          resource: "policy",
          path: "policy.Statement[0].Principal.AWS",
          found: /"arn:aws:iam::123456789012:role\/app" may write to the log bucket \(s3:PutObject\)/,
          fix: /s3:GetObject/,
        },
      ],
    },
    "a role deletes, by a pattern in capitals": {
      stack: (s) => {
        logs(s, text(put({ AWS: "123456789012" }, { Action: ["s3:GetObject", "S3:Del*"] })));
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0].Principal.AWS", found: /"123456789012" may write .*S3:Del/ },
      ],
    },
    "a star for the action": {
      stack: (s) => {
        logs(s, text(put({ AWS: "123456789012" }, { Action: "*" })));
      },
      findings: [{ resource: "policy", path: "policy.Statement[0].Principal.AWS", found: /may write/ }],
    },
    "another service writes": {
      stack: (s) => {
        logs(s, text(put({ Service: "s3.amazonaws.com" }, { Condition: OWN })));
      },
      findings: [
        { resource: "policy", path: "policy.Statement[0].Principal.Service", found: /"s3\.amazonaws\.com" may write/ },
      ],
    },
    "everyone of an organisation writes": {
      stack: (s) => {
        logs(s, text(put("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })));
      },
      findings: [{ resource: "policy", path: "policy.Statement[0].Principal", found: /Everyone whom the condition/ }],
    },
    "inline, on a bucket that is one because of this policy": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "logs", {
          policy: text(put({ Service: "cloudtrail.amazonaws.com" })),
        });
      },
      findings: [{ resource: "logs", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "the second of two policies": {
      stack: (s) => {
        logs(s, text(put({ Service: "logging.s3.amazonaws.com" }, { Condition: OWN })));
        s.resource(POLICY, "second", { bucket: "acme-logs", policy: text(put({ AWS: "123456789012" })) });
      },
      findings: [{ resource: "second", path: "policy.Statement[0].Principal.AWS", found: /may write/ }],
    },
    "the policy of a bucket outside that admits a log service": {
      stack: (s) => {
        s.resource(POLICY, "policy", {
          bucket: "acme-logs",
          policy: text(put({ Service: "logging.s3.amazonaws.com" })),
        });
      },
      findings: [{ resource: "policy", path: "policy.Statement[0]", found: /no condition names their source/ }],
    },
    "an unknown statement hides nothing about another": {
      stack: (s) => {
        logs(
          s,
          document(
            put({ Service: s.unknown }),
            put({ Service: "logging.s3.amazonaws.com" }, { Condition: s.unknown }),
            put({ AWS: "arn:aws:iam::123456789012:role/app" }),
          ),
        );
      },
      findings: [{ resource: "policy", path: "policy.Statement[2].Principal.AWS", found: /may write/ }],
    },
    "a policy of references is read in the update": {
      stack: (s) => {
        const bucket = s.resource(BUCKET, "logs");
        s.resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: bucket.id, enabled: true } });
        s.resource(POLICY, "policy", {
          bucket: bucket.id,
          policy: s.json(document(put({ AWS: "123456789012" }, { Resource: s.text`${bucket.arn}/*` }))),
        });
      },
      findings: [{ resource: "policy", path: "policy.Statement[0].Principal.AWS", found: /may write/ }],
      inPreview: [],
    },
  },
  undecided: {
    "the path below which a load balancer writes": (s) => {
      logs(
        s,
        document(
          put({ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }, { Resource: [s.unknown] }),
          put({ Service: "redshift.amazonaws.com" }, { NotResource: s.unknown, Resource: undefined }),
        ),
      );
    },
    "the condition's values are not known": (s) => {
      logs(
        s,
        document(
          put(
            { Service: "logging.s3.amazonaws.com" },
            { Condition: { StringEquals: { "aws:SourceAccount": s.unknown } } },
          ),
        ),
      );
    },
    "whether it is a log bucket": (s) => {
      const bucket = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", { bucket: bucket.id, policy: text(put({ AWS: "123456789012" })) });
      s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: s.unknown });
    },
    "the policy as a whole": (s) => {
      logs(s, s.unknown);
    },
  },
  malformed: {
    "no JSON": (s) => {
      logs(s, "{ Statement: [");
    },
    "texts for statements and principals": {
      stack: (s) => {
        logs(s, { Statement: ["s3:PutObject", null, 3, put("logs"), put(7)] });
      },
      findings: [{ resource: "policy", path: "policy.Statement[3].Principal", found: /"logs" may write/ }],
    },
  },
});
