import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const CLOUDFRONT = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";
const OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

function logs(s: StackBuilder): ReturnType<StackBuilder["resource"]> {
  const bucket = s.resource(BUCKET, "logs");
  s.resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: bucket.id });
  return bucket;
}

const policy = (...grants: readonly object[]) => ({ owner: { id: OWNER }, grants });

export default cases("s3-log-bucket-acl", {
  passes: {
    "no ACL": (s) => {
      logs(s);
    },
    private: (s) => {
      s.resource(ACL, "acl", { bucket: logs(s).id, acl: "private" });
    },
    "CloudFront's standard logging, which needs it": (s) => {
      s.resource(ACL, "acl", {
        bucket: logs(s).id,
        accessControlPolicy: policy(
          { grantee: { type: "CanonicalUser", id: CLOUDFRONT }, permission: "FULL_CONTROL" },
          { grantee: { type: "CanonicalUser", id: OWNER }, permission: "FULL_CONTROL" },
        ),
      });
    },
    "the same inline": (s) => {
      s.resource(BUCKET, "logs", {
        grants: [
          { type: "CanonicalUser", id: OWNER, permissions: ["FULL_CONTROL"] },
          { type: "CanonicalUser", id: CLOUDFRONT, permissions: ["FULL_CONTROL"] },
        ],
      });
    },
    "the group reads the ACL": (s) => {
      s.resource(ACL, "acl", {
        bucket: logs(s).id,
        accessControlPolicy: policy({ grantee: { type: "Group", uri: LOG_DELIVERY }, permission: "READ_ACP" }),
      });
    },
    "a public grant is told as public": (s) => {
      s.resource(ACL, "acl", {
        bucket: logs(s).id,
        accessControlPolicy: policy({
          grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
          permission: "WRITE",
        }),
      });
    },
    "a grant on a data bucket": (s) => {
      const data = s.resource(BUCKET, "data");
      s.resource(ACL, "acl", {
        bucket: data.id,
        accessControlPolicy: policy({ grantee: { type: "CanonicalUser", id: "abc" }, permission: "WRITE" }),
      });
    },
  },
  fails: {
    "the canned ACL": {
      stack: (s) => {
        s.resource(ACL, "acl", { bucket: logs(s).id, acl: "log-delivery-write" });
      },
      findings: [
        { resource: "acl", path: "acl", found: /access logs of every account/, fix: /logging\.s3\.amazonaws\.com/ },
      ],
    },
    "the canned ACL of an older provider, inline": {
      stack: (s) => {
        s.resource("aws:s3/bucketV2:BucketV2", "logs", { acl: "log-delivery-write" });
      },
      findings: [{ resource: "logs", path: "acl", found: /access logs of every account/ }],
    },
    "the canned ACL of the V2 resource for a bucket outside": {
      stack: (s) => {
        s.resource("aws:s3/bucketAclV2:BucketAclV2", "acl", { bucket: "acme-logs", acl: "log-delivery-write" });
      },
      findings: [{ resource: "acl", path: "acl", found: /access logs of every account/ }],
    },
    "the group by a grant": {
      stack: (s) => {
        s.resource(ACL, "acl", {
          bucket: logs(s).id,
          accessControlPolicy: policy({ grantee: { type: "Group", uri: LOG_DELIVERY }, permission: "WRITE" }),
        });
      },
      findings: [{ resource: "acl", path: "accessControlPolicy.grants[0]", found: /lets S3 write access logs/ }],
    },
    "the group by an inline grant": {
      stack: (s) => {
        s.resource(BUCKET, "logs", {
          grants: [{ type: "Group", uri: LOG_DELIVERY, permissions: ["READ_ACP", "WRITE"] }],
        });
      },
      findings: [{ resource: "logs", path: "grants[0]", found: /lets S3 write access logs/ }],
    },
    "somebody else": {
      stack: (s) => {
        s.resource(ACL, "acl", {
          bucket: logs(s).id,
          accessControlPolicy: policy(
            { grantee: { type: "CanonicalUser", id: "abcdef" }, permission: "FULL_CONTROL" },
            { grantee: { type: "AmazonCustomerByEmail", emailAddress: "ops@example.com" }, permission: "WRITE_ACP" },
          ),
        });
      },
      findings: [
        {
          resource: "acl",
          path: "accessControlPolicy.grants[0]",
          found: /neither the bucket's owner nor a log service/,
        },
        {
          resource: "acl",
          path: "accessControlPolicy.grants[1]",
          found: /neither the bucket's owner nor a log service/,
        },
      ],
    },
    "an unknown grant hides nothing about another": {
      stack: (s) => {
        s.resource(ACL, "acl", {
          bucket: logs(s).id,
          acl: s.unknown,
          accessControlPolicy: policy(s.unknown as unknown as object, {
            grantee: { type: "Group", uri: LOG_DELIVERY },
            permission: "FULL_CONTROL",
          }),
        });
      },
      findings: [{ resource: "acl", path: "accessControlPolicy.grants[1]", found: /lets S3 write access logs/ }],
    },
  },
  undecided: {
    "the canned ACL": (s) => {
      s.resource(ACL, "acl", { bucket: logs(s).id, acl: s.unknown });
    },
    "the grantee": (s) => {
      s.resource(ACL, "acl", {
        bucket: logs(s).id,
        accessControlPolicy: policy({ grantee: { type: "Group", uri: s.unknown }, permission: "WRITE" }),
      });
    },
  },
  malformed: {
    "texts and nulls": (s) => {
      s.resource(ACL, "acl", { bucket: logs(s).id, acl: 3, accessControlPolicy: "private" });
      s.resource(ACL, "more", { bucket: "acme", acl: null, accessControlPolicy: { grants: [null, 5] } });
    },
  },
});
