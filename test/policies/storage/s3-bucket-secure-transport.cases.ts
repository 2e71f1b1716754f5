import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ARN = "arn:aws:s3:::acme-data";

const deny = (more: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...more,
});

const allow = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:role/app" },
  Action: "s3:GetObject",
  Resource: `${ARN}/*`,
};

const text = (...Statement: readonly unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

export default cases("s3-bucket-secure-transport", {
  passes: {
    "the statement of AWS's documentation": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", { bucket: data.id, policy: text(allow, deny()) });
    },
    "with references": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", {
        bucket: data.id,
        policy: s.json({ Statement: deny({ Resource: [data.arn, s.text`${data.arn}/*`] }) }),
      });
    },
    "inline, as an object, every AWS principal, the condition as a boolean": (s) => {
      s.resource("aws:s3/bucketV2:BucketV2", "data", {
        policy: {
          Statement: [
            deny({ Principal: { AWS: "*" }, Action: ["*"], Condition: { Bool: { "aws:SecureTransport": false } } }),
          ],
        },
      });
    },
    "the form of the data source": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", {
        bucket: data.id,
        policy: {
          statements: [
            {
              effect: "Deny",
              principals: [{ type: "*", identifiers: ["*"] }],
              actions: ["s3:*"],
              resources: [ARN, `${ARN}/*`],
              conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
            },
          ],
        },
      });
    },
    "one resource for both, in China": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", { bucket: data.id, policy: text(deny({ Resource: "arn:aws-cn:s3:::acme-data*" })) });
    },
    "two statements share the work": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", {
        bucket: data.id,
        policy: text(
          deny({ Resource: ARN }),
          deny({ Resource: `${ARN}/*`, Condition: { BoolIfExists: { "AWS:securetransport": "false" } } }),
        ),
      });
    },
    "the policy of a bucket outside": (s) => {
      s.resource(POLICY, "policy", { bucket: "acme-data", policy: text(deny()) });
    },
    "a website endpoint has no HTTPS": (s) => {
      const site = s.resource(BUCKET, "site", { website: { indexDocument: "index.html" } });
      s.resource(POLICY, "policy", { bucket: site.id, policy: text(allow) });
      const old = s.resource(BUCKET, "old");
      s.resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "redirect", {
        bucket: old.id,
        redirectAllRequestsTo: { hostName: "www.example.com" },
      });
    },
    "a bucket that is only read": (s) => {
      s.resource(BUCKET, "data", { bucket: "acme-data" }, { isRead: true });
    },
  },
  fails: {
    "no policy": {
      stack: (s) => {
        s.resource(BUCKET, "data");
      },
      findings: [{ resource: "data", path: "", found: /no policy/, fix: /aws:SecureTransport/ }],
    },
    "the policy of another bucket": {
      stack: (s) => {
        const other = s.resource(BUCKET, "other");
        s.resource(BUCKET, "data");
        s.resource(POLICY, "policy", { bucket: other.id, policy: text(deny()) });
      },
      findings: [{ resource: "data", path: "", found: /no policy/ }],
    },
    "a policy that says nothing of it": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(POLICY, "policy", { bucket: data.id, policy: text(allow) });
      },
      findings: [{ resource: "policy", path: "policy", found: /does not deny/ }],
    },
    "an Allow for TLS denies nothing": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          policy: text({ ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        });
      },
      findings: [{ resource: "data", path: "policy", found: /does not deny/ }],
    },
    "it denies TLS": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: text(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } })) });
      },
      findings: [{ resource: "data", path: "policy", found: /does not deny/ }],
    },
    "old versions of TLS are not plain HTTP": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          policy: text(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })),
        });
      },
      findings: [{ resource: "data", path: "policy", found: /does not deny/ }],
    },
    "only the objects": {
      stack: (s) => {
        const data = s.resource(BUCKET, "data");
        s.resource(POLICY, "policy", { bucket: data.id, policy: text(allow, deny({ Resource: `${ARN}/*` })) });
      },
      findings: [{ resource: "policy", path: "policy.Statement[1]", found: /only for its objects/ }],
    },
    "only the bucket": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: text(deny({ Resource: ARN })) });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /only for the bucket itself/ }],
    },
    "only a part of the objects": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: text(deny({ Resource: `${ARN}/private/*` })) });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /only for some of its objects/ }],
    },
    "only some actions": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: text(deny({ Action: ["s3:GetObject", "s3:PutObject"] })) });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /only for some actions/ }],
    },
    "only some principals": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: text(deny({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })) });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /only for some principals/ }],
    },
    "a second condition": {
      stack: (s) => {
        s.resource(BUCKET, "data", {
          policy: text(
            deny({
              Condition: { Bool: { "aws:SecureTransport": "false" }, StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
            }),
          ),
        });
      },
      findings: [{ resource: "data", path: "policy.Statement[0]", found: /other conditions/ }],
    },
    "the policy of a bucket outside": {
      stack: (s) => {
        s.resource(POLICY, "policy", { bucket: "acme-data", policy: text(allow) });
      },
      findings: [{ resource: "policy", path: "policy", found: /does not deny/ }],
    },
    "a log bucket": {
      stack: (s) => {
        const logs = s.resource(BUCKET, "logs");
        s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: logs.id });
      },
      findings: [{ resource: "logs", path: "", found: /no policy/ }],
    },
  },
  undecided: {
    "the policy": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", { bucket: data.id, policy: s.unknown });
    },
    "a policy may belong to any bucket": (s) => {
      s.resource(BUCKET, "data");
      s.resource(POLICY, "policy", { bucket: s.unknown, policy: text(deny()) });
    },
    "a statement that may deny": (s) => {
      s.resource(BUCKET, "data", { policy: { Statement: [s.unknown, allow] } });
    },
    "the key of the condition": (s) => {
      s.resource(BUCKET, "data", { policy: { Statement: deny({ Condition: { Bool: s.unknown } }) } });
      s.resource(BUCKET, "more", {
        policy: {
          statements: [
            {
              effect: "Deny",
              principals: [{ type: "*", identifiers: ["*"] }],
              actions: ["s3:*"],
              resources: ["*"],
              conditions: [{ test: "Bool", variable: s.unknown, values: ["false"] }],
            },
          ],
        },
      });
    },
    "whether there is another condition": (s) => {
      s.resource(BUCKET, "data", {
        policy: {
          Statement: deny({ Condition: { Bool: { "aws:SecureTransport": "false" }, StringNotEquals: s.unknown } }),
        },
      });
    },
    "the resources of the Deny": (s) => {
      s.resource(BUCKET, "data", { policy: { Statement: [deny({ Resource: [s.unknown, s.unknown] })] } });
    },
  },
  malformed: {
    "no JSON": (s) => {
      s.resource(BUCKET, "data", { policy: "{" });
    },
    "what is no statement": {
      stack: (s) => {
        s.resource(BUCKET, "data", { policy: { Statement: [null, 3, "Deny", [], { Effect: "Deny", Condition: 7 }] } });
      },
      findings: [{ resource: "data", path: "policy", found: /does not deny/ }],
    },
  },
});
